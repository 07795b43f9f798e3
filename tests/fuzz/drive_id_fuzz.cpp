// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>

#include "core/http/url.hpp"
#include "providers/google_drive/drive_file.hpp"
#include "providers/google_drive/drive_query.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// What a person pastes as a folder, and any text in a query of Drive: it stays one text.
void fuzz_drive_id(std::string_view input) {
  const std::string text(input);
  attempt(input, [&] {
    const std::string id = google_drive::folder_id_of(text);
    require(google_drive::is_drive_id(id), "a folder whose id is none");
    require(google_drive::folder_id_of(id) == id, "an id means another folder");
  });
  const std::string quoted = google_drive::quoted(text);
  std::string inside;
  for (std::size_t at = 1; at + 1 < quoted.size(); ++at) {
    if (quoted[at] == '\\')
      ++at;
    else
      require(quoted[at] != '\'', "a text ends before its end");
    inside += quoted[at];
  }
  require(inside == text, "a text in a query is another");
}

}  // namespace igbot::fuzz
