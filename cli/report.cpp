// SPDX-License-Identifier: MIT
#include "cli/report.hpp"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "cli/exit_code.hpp"
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
  io.err << text::redact(text::one_line(std::string("igbotctl: ") + failure.what())) << '\n';
  if (!failure.hint().empty()) {
    io.err << text::redact(text::one_line("hint: " + failure.hint())) << '\n';
  }
}

}  // namespace igbot::cli
