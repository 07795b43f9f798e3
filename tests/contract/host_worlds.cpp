// SPDX-License-Identifier: MIT
#include "tests/contract/host_worlds.hpp"

#include <stdexcept>

#include "providers/cloudinary/cloudinary_host.hpp"
#include "providers/http/curl_client.hpp"
#include "providers/public_directory/public_directory.hpp"
#include "providers/s3/s3_host.hpp"
#include "tests/support/cloudinary_sandbox.hpp"
#include "tests/support/s3_server.hpp"
#include "tests/support/static_server.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::test {
namespace {

/// Nothing listens on the port that is reserved for nobody (RFC 6335, port 1 is tcpmux).
constexpr const char* k_nobody_listens = "http://127.0.0.1:1";

s3::Credentials swift_credentials() {
  return {S3Server::k_access_key_id, Secret(S3Server::k_secret_access_key)};
}

void make_shared_bucket(const std::string& url) {
  SystemClock clock;
  http::CurlClient http;
  const s3::Credentials credentials = swift_credentials();
  s3::SignableRequest request;
  request.method = "PUT";
  request.host = url.substr(url.find("://") + 3);
  request.path = std::string("/") + k_shared_bucket;
  request.payload_hash = s3::k_empty_payload;
  const http::Response response = http.send(
      {.method = "PUT",
       .url = url + request.path,
       .headers = s3::signed_headers(request, {credentials, S3Server::k_region, clock.now()})});
  if (!response.ok()) throw std::runtime_error("no bucket: " + response.body);
}

class S3World final : public HostWorld {
 public:
  Host host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, shared_s3_url(), S3Server::k_secret_access_key);
  }
  Host wrong_host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, shared_s3_url(), "wrong-secret-of-s3");
  }
  Host unreachable_host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, k_nobody_listens, S3Server::k_secret_access_key);
  }
  std::vector<std::string> secrets() const override {
    return {"wrong-secret-of-s3", "X-Amz-Signature", S3Server::k_access_key_id};
  }
  bool names_open_copies() const override { return false; }

 private:
  static Host make(http::HttpClient& http, Clock& clock, const std::string& endpoint,
                   const std::string& secret) {
    s3::Bucket bucket;
    bucket.name = k_shared_bucket;
    bucket.region = S3Server::k_region;
    bucket.endpoint = endpoint;
    bucket.path_style = true;
    bucket.page_size = k_small_page;
    return std::make_unique<s3::S3Host>(http, clock, std::move(bucket),
                                        s3::Credentials{S3Server::k_access_key_id, Secret(secret)},
                                        s3::S3HostOptions{"team/stories", std::chrono::hours{1}});
  }
};

class CloudinaryWorld final : public HostWorld {
 public:
  Host host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, sandbox_.url(), CloudinarySandbox::k_secret);
  }
  Host wrong_host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, sandbox_.url(), "wrong-secret-of-cloudinary");
  }
  Host unreachable_host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, k_nobody_listens, CloudinarySandbox::k_secret);
  }
  std::vector<std::string> secrets() const override {
    return {"wrong-secret-of-cloudinary", CloudinarySandbox::k_secret};
  }

 private:
  static Host make(http::HttpClient& http, Clock& clock, const std::string& api_base,
                   const std::string& secret) {
    cloudinary::Account account;
    account.cloud_name = CloudinarySandbox::k_cloud;
    account.api_key = CloudinarySandbox::k_key;
    account.api_secret = Secret(secret);
    account.api_base = api_base;
    account.page_size = k_small_page;
    return std::make_unique<cloudinary::CloudinaryHost>(
        http, clock, std::move(account),
        cloudinary::CloudinaryHostOptions{"team/stories", std::chrono::hours{1}});
  }

  CloudinarySandbox sandbox_;
};

class PublicDirectoryWorld final : public HostWorld {
 public:
  Host host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, folder_.path(), server_.url());
  }
  Host wrong_host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, folder_.path() / "missing", server_.url());
  }
  Host unreachable_host(http::HttpClient& http, Clock& clock) override {
    return make(http, clock, folder_.path(), k_nobody_listens);
  }
  std::vector<std::string> secrets() const override { return {}; }

 private:
  static Host make(http::HttpClient& http, Clock& clock, const std::filesystem::path& folder,
                   const std::string& url) {
    return std::make_unique<public_directory::PublicDirectory>(
        http, clock, public_directory::ServedFolder{folder, url, std::chrono::hours{1}});
  }

  TemporaryFolder folder_;
  StaticServer server_{folder_.path()};
};

}  // namespace

std::unique_ptr<HostWorld> s3_world() { return std::make_unique<S3World>(); }
std::unique_ptr<HostWorld> cloudinary_world() { return std::make_unique<CloudinaryWorld>(); }
std::unique_ptr<HostWorld> public_directory_world() {
  return std::make_unique<PublicDirectoryWorld>();
}

const std::string& shared_s3_url() {
  static const S3Server k_server;
  static const bool k_has_bucket = (make_shared_bucket(k_server.url()), true);
  static_cast<void>(k_has_bucket);
  return k_server.url();
}

http::Response CrawlerDoor::send(const http::Request& request) {
  for (const http::Header& header : request.headers) {
    if (header.name != "User-Agent" || header.value != media::k_crawler_agent) continue;
    ++crawler_looks;
    if (!crawler_answer) break;
    if (auto answer = crawler_answer(request)) return *std::move(answer);
  }
  return inner_.send(request);
}

}  // namespace igbot::test
