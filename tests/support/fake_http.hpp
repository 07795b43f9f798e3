// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/http/http.hpp"

namespace igbot::test {

/// Records every request and lets the test answer it; a body that is wanted in pieces comes in two.
class FakeHttp final : public http::HttpClient {
 public:
  explicit FakeHttp(std::function<http::Response(const http::Request&)> answer)
      : answer_(std::move(answer)) {}

  http::Response send(const http::Request& request) override {
    requests.push_back(request);
    http::Response response = answer_(request);
    if (!request.on_body || !response.ok()) return response;
    http::Response head{response.status, response.headers, ""};
    const std::string_view body = response.body;
    for (const std::string_view piece :
         {body.substr(0, body.size() / 2), body.substr(body.size() / 2)}) {
      if (!piece.empty()) request.on_body(head, piece);
    }
    return head;
  }

  std::vector<http::Request> requests;

 private:
  std::function<http::Response(const http::Request&)> answer_;
};

}  // namespace igbot::test
