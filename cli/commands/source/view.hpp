// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/media/source_look.hpp"
#include "core/media/source_service.hpp"

namespace igbot::cli {

/// The words of the command line: local, drive, s3.
std::string source_word(SourceType type);
/// The fields of one source, for shapes that are built before main.
std::vector<Field> source_fields();
nlohmann::json source_json(const media::SourceConfig& config);
/// The fields of what lies in it.
std::vector<Field> look_fields();
void add_look(nlohmann::json& document, const media::SourceLook& look);
/// "1,204 files in 3 categories: memes 900, …", and what could not be used.
void print_look(Io& io, const media::SourceLook& look);
/// Goes through a source, with a progress line on a terminal.
media::SourceLook look_with_progress(media::MediaSource& source, Services& services, Io& io);

}  // namespace igbot::cli
