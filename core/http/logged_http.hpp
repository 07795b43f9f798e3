// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/log/log.hpp"

namespace igbot::http {

/// Tells the log, at debug, of each exchange: method, address without query and secrets, status
/// or failure, and how long it took.
class LoggedHttp final : public HttpClient {
 public:
  LoggedHttp(HttpClient& inner, log::Log& log, Clock& clock)
      : inner_(inner), log_(log), clock_(clock) {}

  Response send(const Request& request) override;

 private:
  void tell(const Request& request, Timestamp began, const std::string& event, log::Field outcome);

  HttpClient& inner_;
  log::Log& log_;
  Clock& clock_;
};

}  // namespace igbot::http
