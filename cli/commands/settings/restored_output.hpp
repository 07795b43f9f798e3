// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/io.hpp"
#include "core/settings/settings_restore.hpp"

namespace igbot::cli {

/// {"key", "before", "after"} of each change of an import or a revert; "name" is a text.
nlohmann::json restored_json(const std::vector<SettingChange>& changes);
/// {"key", "kept", "wanted", "reason"} of each value that was not taken over.
nlohmann::json withheld_json(const std::vector<Withheld>& withheld);

/// One line for each change and each value that was not taken over, behind `indent`.
void print_restored(Io& io, const std::vector<SettingChange>& changes,
                    const std::vector<Withheld>& withheld, const std::string& indent,
                    const std::string& zone_name);

}  // namespace igbot::cli
