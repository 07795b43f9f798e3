// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "cli/questions.hpp"
#include "core/media/media_source.hpp"

namespace igbot::cli {

/// Lets a person walk through the folders of a source and choose one: by its number, or by what
/// `parse` understands besides (an address, an id, a prefix). Returns the id. Throws Interrupted.
std::string choose_folder(media::MediaSource& source, Questions& questions, Io& io,
                          const std::function<std::string(const std::string&)>& parse);

/// What a list of folders looks like where nobody can be asked: "1a2b  Stories" lines for a hint.
std::string folders_text(const std::vector<media::MediaFolder>& folders);

}  // namespace igbot::cli
