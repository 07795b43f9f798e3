// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/http/http.hpp"

namespace igbot::http {

/// What a request tells its addressee in confidence: the credentials of its Authorization, a bot
/// token in its path, and those values of its query, form and parts that are called like a token, a
/// code, a secret or a signature.
std::vector<std::string> confidential_in(const Request& request);

/// Takes out of every answer but a success (2xx) what it repeats of the request's confidential
/// values, in any form that text::conceal knows: words of a server are told to people and stored,
/// and no list of names finds a secret that stands there alone. A success stays as it is: a token
/// that was renewed may be the one that was sent.
class DiscreetHttp final : public HttpClient {
 public:
  explicit DiscreetHttp(std::unique_ptr<HttpClient> inner) : inner_(std::move(inner)) {}

  Response send(const Request& request) override;

 private:
  std::unique_ptr<HttpClient> inner_;
};

}  // namespace igbot::http
