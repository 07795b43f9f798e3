// SPDX-License-Identifier: MIT
#include "tests/support/tiny_bucket.hpp"

#include <httplib.h>

#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "core/crypto/digest.hpp"
#include "tests/support/loopback_connection.hpp"

namespace igbot::test {

class TinyBucket::Server {
 public:
  explicit Server(const std::string& picture) : picture_(picture), md5_(md5_of(picture)) {
    http_.Get("/photos/?", [this](const httplib::Request& request, httplib::Response& response) {
      if (!is_signed(request, response)) return;
      const bool in_folders = request.has_param("delimiter");
      response.set_content(in_folders ? folders() : objects(), "application/xml");
    });
    http_.Get("/photos/memes/a\\.jpg",
              [this](const httplib::Request& request, httplib::Response& response) {
                if (!is_signed(request, response)) return;
                response.set_header("ETag", '"' + md5_ + '"');
                response.set_content(picture_, "image/jpeg");
              });
    // Copies that are lent, by whatever name.
    http_.Put("/photos/(.+)", [this](const httplib::Request& request, httplib::Response& response) {
      if (is_signed(request, response)) copies_[request.matches[1]] = request.body;
    });
    http_.Delete("/photos/(.+)",
                 [this](const httplib::Request& request, httplib::Response& response) {
                   if (is_signed(request, response)) copies_.erase(request.matches[1]);
                   response.status = 204;
                 });
    http_.Get("/photos/(.+)", [this](const httplib::Request& request, httplib::Response& response) {
      const auto copy = copies_.find(request.matches[1]);
      response.status = copy == copies_.end() ? 404 : 200;
      if (copy == copies_.end()) return;
      response.set_header("ETag", '"' + md5_of(copy->second) + '"');
      response.set_content(copy->second, "image/jpeg");
    });
    port_ = http_.bind_to_any_port("127.0.0.1");
    if (port_ < 0) throw std::runtime_error("no port for the bucket");
    thread_ = std::thread([this] { http_.listen_after_bind(); });
    while (!http_.is_running()) std::this_thread::yield();
  }
  ~Server() {
    http_.stop();
    cut_connections(port_);
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  int port() const { return port_; }

 private:
  static std::string md5_of(const std::string& bytes) {
    return crypto::digest_hex(crypto::DigestAlgorithm::md5, bytes);
  }
  static bool is_signed(const httplib::Request& request, httplib::Response& response) {
    const bool is_whole =
        request.get_header_value("Authorization").starts_with("AWS4-HMAC-SHA256 Credential=") &&
        request.has_header("x-amz-date") && request.has_header("x-amz-content-sha256");
    if (!is_whole) {
      response.status = 403;
      response.set_content("<Error><Code>AccessDenied</Code></Error>", "application/xml");
    }
    return is_whole;
  }
  std::string objects() const {
    return "<ListBucketResult><Name>photos</Name><KeyCount>1</KeyCount>"
           "<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType><Contents>"
           "<Key>memes/a.jpg</Key><LastModified>2026-01-01T00:00:00.000Z</"
           "LastModified><ETag>&quot;" +
           md5_ + "&quot;</ETag><Size>" + std::to_string(picture_.size()) +
           "</Size><StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>";
  }
  static std::string folders() {
    return "<ListBucketResult><Name>photos</Name><KeyCount>1</KeyCount>"
           "<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType><CommonPrefixes>"
           "<Prefix>memes/</Prefix></CommonPrefixes></ListBucketResult>";
  }

  std::string picture_;
  std::string md5_;
  std::map<std::string, std::string> copies_;  // one request at a time comes from a command
  httplib::Server http_;
  std::thread thread_;
  int port_ = 0;
};

TinyBucket::TinyBucket(const std::string& picture) : server_(std::make_unique<Server>(picture)) {}
TinyBucket::~TinyBucket() = default;

std::string TinyBucket::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port());
}

}  // namespace igbot::test
