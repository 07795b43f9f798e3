// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>
#include <string>

#include "cli/log_lines.hpp"
#include "core/log/log.hpp"
#include "core/text/text.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Whatever a line of the log is about: it is one line, and JSON is JSON.
void fuzz_log_line(std::string_view input) {
  const auto pieces = pieces_of(input, 3);
  const log::Line line{.level = log::Level::info,
                       .event = "post.posted",
                       .message = pieces[0],
                       .fields = {{"chat", pieces[1]}, {"post", 7}, {"path", pieces[2]}}};
  for (const bool journal : {false, true}) {
    const std::string text = log::formatted(line, {.journal = journal}, k_now, "run0123456");
    require(is_plain_line(text) && text == text::one_line(text), "a line that is several");
    const std::string json = log::formatted(line, {.json = true}, k_now, "run0123456");
    require(is_plain_line(json) && nlohmann::json::parse(json, nullptr, false).is_object(),
            "a line that is no JSON");
  }
  log::level_from(input);
  const Error failure(ErrorKind::failed, "not done: " + pieces[0], pieces[1]);
  require(is_plain_line(log::formatted(cli::log_line_of(failure), {}, k_now, "run")),
          "a failure of several lines");
}

}  // namespace igbot::fuzz
