// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "core/http/http.hpp"

namespace igbot::test {

/// Records every request and lets the test answer it.
class FakeHttp final : public http::HttpClient {
 public:
  explicit FakeHttp(std::function<http::Response(const http::Request&)> answer)
      : answer_(std::move(answer)) {}

  http::Response send(const http::Request& request) override {
    requests.push_back(request);
    return answer_(request);
  }

  std::vector<http::Request> requests;

 private:
  std::function<http::Response(const http::Request&)> answer_;
};

}  // namespace igbot::test
