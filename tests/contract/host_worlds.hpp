// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/media/media_host.hpp"

namespace igbot::test {

/// How many of a listing's things come in one page here.
inline constexpr int k_small_page = 2;

/// One kind of media host with the server behind it.
class HostWorld {
 public:
  virtual ~HostWorld() = default;
  using Host = std::unique_ptr<media::MediaHost>;

  virtual Host host(http::HttpClient& http, Clock& clock) = 0;
  /// Set up in a way that a person has to mend: a wrong secret, a folder that is none.
  virtual Host wrong_host(http::HttpClient& http, Clock& clock) = 0;
  /// With nobody listening.
  virtual Host unreachable_host(http::HttpClient& http, Clock& clock) = 0;
  /// What must appear in no error.
  virtual std::vector<std::string> secrets() const = 0;
  /// Whether who knows the name of a copy can fetch it.
  virtual bool names_open_copies() const { return true; }
};

std::unique_ptr<HostWorld> s3_world();
std::unique_ptr<HostWorld> cloudinary_world();
std::unique_ptr<HostWorld> public_directory_world();

/// The address of the S3 server of this process, started at its first use, and a bucket on it.
const std::string& shared_s3_url();
inline constexpr const char* k_shared_bucket = "staging-test";

/// A real HTTP client; what Meta's crawler asks for is answered by the test once one is set.
class CrawlerDoor final : public http::HttpClient {
 public:
  explicit CrawlerDoor(http::HttpClient& inner) : inner_(inner) {}
  http::Response send(const http::Request& request) override;

  std::function<std::optional<http::Response>(const http::Request&)> crawler_answer;
  int crawler_looks = 0;

 private:
  http::HttpClient& inner_;
};

}  // namespace igbot::test
