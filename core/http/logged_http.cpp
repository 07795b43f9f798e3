// SPDX-License-Identifier: MIT
#include "core/http/logged_http.hpp"

#include "core/http/url.hpp"

namespace igbot::http {

Response LoggedHttp::send(const Request& request) {
  if (!log_.writes(log::Level::debug)) return inner_.send(request);
  const Timestamp began = clock_.now();
  try {
    Response response = inner_.send(request);
    tell(request, began, "http.answer", {"status", std::int64_t{response.status}});
    return response;
  } catch (const Error& error) {
    tell(request, began, "http.no_answer", {"why", error.what()});
    throw;
  }
}

void LoggedHttp::tell(const Request& request, Timestamp began, const std::string& event,
                      log::Field outcome) {
  const std::int64_t took = (clock_.now() - began).count();
  log_.add({log::Level::debug,
            event,
            {},
            {{"method", request.method},
             {"url", redact_url(request.url)},
             std::move(outcome),
             {"ms", took}}});
}

}  // namespace igbot::http
