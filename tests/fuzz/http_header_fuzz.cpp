// SPDX-License-Identifier: MIT
#include <chrono>
#include <string>

#include "core/http/date.hpp"
#include "providers/google_drive/drive_error.hpp"
#include "providers/instagram/graph_usage.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Dates, Retry-After and the usage of Meta's limits: within bounds, whatever a header says.
void fuzz_http_header(std::string_view input) {
  const std::string text(input);
  if (const auto at = http::parse_date(text)) {
    require(http::parse_date(http::date_text(*at)) == at, "a date reads differently");
  }
  const http::Response response{
      429, {{"Retry-After", text}, {"x-app-usage", text}, {"X-Business-Use-Case-Usage", text}}, ""};
  if (const auto after = google_drive::retry_after_of(response)) {
    require(after->count() >= 0, "a pause of less than nothing");
    const auto pause = google_drive::pause_before_retry(1, {}, after, 0.5);
    require(!pause || (pause->count() >= 0 && *pause <= std::chrono::hours{1}), "an endless pause");
  }
  const instagram::Usage usage = instagram::usage_in(response);
  require(!usage.wait || usage.wait->count() > 0, "a wait of nothing");
  instagram::UsageGuard guard;
  guard.note(AccountLogin::instagram, "1", usage, k_now);
  const auto wait = guard.wait(AccountLogin::instagram, "1", k_now);
  require(!wait || (wait->count() > 0 && *wait <= std::chrono::hours{24 * 32}), "an endless wait");
}

}  // namespace igbot::fuzz
