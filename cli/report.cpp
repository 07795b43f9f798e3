// SPDX-License-Identifier: MIT
#include "cli/report.hpp"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/log_lines.hpp"
#include "cli/services.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {

void report(Io& io, bool json, const Error& failure) {
  if (json) {
    nlohmann::json error{{"kind", name_of(failure.kind())},
                         {"message", failure.what()},
                         {"exit_code", exit_code_of(failure.kind())}};
    if (!failure.hint().empty()) error["hint"] = failure.hint();
    const nlohmann::json document{{"schema_version", 1}, {"error", error}};
    io.err << text::redact(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace))
           << '\n';
    return;
  }
  // What sd-daemon(3) calls SD_ERR, so that journalctl -p err finds it.
  const char* priority = io.err_is_journal ? "<3>" : "";
  io.err << priority << text::redact(text::one_line(std::string("igbotctl: ") + failure.what()))
         << '\n';
  if (!failure.hint().empty()) {
    io.err << priority << text::redact(text::one_line("hint: " + failure.hint())) << '\n';
  }
}

void report(Services& services, Io& io, const Error& failure) {
  try {
    services.config();  // says where failures go; many come before anything was read
  } catch (const Error&) {
    // A configuration that cannot be read sends them nowhere else.
  }
  const bool json = services.globals().json.has_value();
  const log::Line line = log_line_of(failure);
  // What the log leaves out is told all the same.
  const bool is_logged = services.log_takes_failures() && services.log().writes(line.level);
  if (is_logged) services.log().add(line);
  if (json || !is_logged) report(io, json, failure);
}

}  // namespace igbot::cli
