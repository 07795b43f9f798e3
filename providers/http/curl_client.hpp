// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "core/http/http.hpp"

namespace igbot::http {

/// HTTP by libcurl. Connections are kept and used again; a kept connection that dies under a
/// request is never answered by sending the request a second time. Verifies certificates against
/// SSL_CERT_FILE or SSL_CERT_DIR, else /etc/ssl/certs.
class CurlClient final : public HttpClient {
 public:
  /// Opens libcurl; throws Error(ErrorKind::failed) when it is not installed.
  CurlClient();
  ~CurlClient() override;
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;

  Response send(const Request& request) override;

 private:
  class HandlePool;
  std::unique_ptr<HandlePool> handles_;
};

}  // namespace igbot::http
