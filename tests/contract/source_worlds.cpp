// SPDX-License-Identifier: MIT
#include "tests/contract/source_worlds.hpp"

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include "core/clock.hpp"
#include "core/crypto/digest.hpp"
#include "providers/http/curl_client.hpp"
#include "providers/local/local_source.hpp"
#include "providers/s3/s3_source.hpp"
#include "providers/s3/xml.hpp"
#include "tests/contract/host_worlds.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/s3_server.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::test {
namespace {

class LocalWorld final : public SourceWorld {
 public:
  void put(const std::string& path, const std::string& bytes) override {
    std::filesystem::remove(folder_.path() / path);  // may be a FIFO by now
    write_file(folder_.path(), path, bytes);
  }
  void touch(const std::string& path) override { test::touch(folder_.path(), path); }
  void rename(const std::string& from, const std::string& to) override {
    std::filesystem::create_directories((folder_.path() / to).parent_path());
    std::filesystem::rename(folder_.path() / from, folder_.path() / to);
  }
  void copy(const std::string& from, const std::string& to) override {
    std::filesystem::create_directories((folder_.path() / to).parent_path());
    std::filesystem::copy_file(folder_.path() / from, folder_.path() / to);
  }
  void remove(const std::string& path) override { std::filesystem::remove(folder_.path() / path); }

  std::string identifier_of(const std::string& path) const override { return path; }
  std::unique_ptr<media::MediaSource> open() override {
    return std::make_unique<local::LocalSource>(folder_.path());
  }
  media::SourceConfig config() const override {
    return media::LocalSourceConfig{folder_.path().string()};
  }
  std::optional<std::string> outside_folder() const override {
    return folder_.path().parent_path().string();
  }
  bool tells_digests() const override { return false; }
  int many() const override { return 2000; }

  void break_listing() override {
    std::string deep = "too-deep";
    for (int i = 0; i < 70; ++i) deep += "/d";
    std::filesystem::create_directories(folder_.path() / deep);
  }
  void mend_listing() override { std::filesystem::remove_all(folder_.path() / "too-deep"); }
  void make_unreadable(const std::string& path) override {
    remove(path);
    if (::mkfifo((folder_.path() / path).c_str(), 0600) != 0) throw std::runtime_error("mkfifo");
  }

 private:
  TemporaryFolder folder_;
};

/// The time of the machine, which the server checks; pauses take none of it.
class UnhurriedClock final : public Clock {
 public:
  Timestamp now() const override { return system_.now(); }
  void sleep_for(std::chrono::milliseconds) override {}

 private:
  SystemClock system_;
};

/// The way to the S3 server, on which a test can make things fail.
class S3Door final : public http::HttpClient {
 public:
  http::Response send(const http::Request& request) override {
    if (listing_is_broken && request.url.find("continuation-token=") != std::string::npos) {
      return {503, {}, "<Error><Code>SlowDown</Code></Error>"};
    }
    const bool is_object = request.method == "GET" && request.url.find('?') == std::string::npos;
    if (is_object && is_unreadable(request.url)) {
      return {403, {}, "<Error><Code>AccessDenied</Code></Error>"};
    }
    return curl_.send(request);
  }

  void set_unreadable(const std::string& path, bool unreadable) {
    const std::lock_guard lock(mutex_);
    if (unreadable) {
      unreadable_.insert(path);
    } else {
      unreadable_.erase(path);
    }
  }
  std::atomic<bool> listing_is_broken{false};

 private:
  bool is_unreadable(const std::string& url) {
    const std::lock_guard lock(mutex_);
    for (const std::string& path : unreadable_) {
      if (url.ends_with(path)) return true;
    }
    return false;
  }

  http::CurlClient curl_;
  std::mutex mutex_;
  std::set<std::string> unreadable_;  ///< encoded
};

class S3SourceWorld final : public SourceWorld {
 public:
  S3SourceWorld() : prefix_("sources (a+b)/" + std::to_string(++worlds_) + "/") {}

  void put(const std::string& path, const std::string& bytes) override {
    door_.set_unreadable(s3::encode_path(path), false);
    send("PUT", path, {}, bytes);
    bytes_[path] = bytes;
    in_parts_.erase(path);
  }
  /// An upload in parts has an ETag of another kind than a plain one of the same bytes.
  void touch(const std::string& path) override {
    if (in_parts_.contains(path)) {
      put(path, bytes_.at(path));
      return;
    }
    const std::string begun = send("POST", path, {{"uploads", ""}}, "").body;
    const auto answer = s3::parse_xml(begun);
    const std::string id = answer ? answer->child_text("UploadId") : "";
    const http::Response part =
        send("PUT", path, {{"partNumber", "1"}, {"uploadId", id}}, bytes_.at(path));
    send("POST", path, {{"uploadId", id}},
         "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" +
             part.header("ETag").value_or("") + "</ETag></Part></CompleteMultipartUpload>");
    in_parts_.insert(path);
  }
  void rename(const std::string& from, const std::string& to) override {
    copy(from, to);
    remove(from);
  }
  void copy(const std::string& from, const std::string& to) override { put(to, bytes_.at(from)); }
  void remove(const std::string& path) override {
    send("DELETE", path, {}, "");
    bytes_.erase(path);
  }

  std::string identifier_of(const std::string& path) const override { return prefix_ + path; }
  std::unique_ptr<media::MediaSource> open() override {
    return s3::make_s3_source(door_, clock_, std::get<media::S3SourceConfig>(config()),
                              credentials_, {.page_size = k_small_page});
  }
  media::SourceConfig config() const override {
    media::S3SourceConfig config;
    config.bucket = k_shared_bucket;
    config.region = S3Server::k_region;
    config.endpoint = shared_s3_url();
    config.prefix = prefix_;
    config.path_style = true;
    return config;
  }
  std::optional<std::string> outside_folder() const override { return "sources (a+b)/"; }
  bool tells_digests() const override { return true; }
  int many() const override { return 20; }

  void break_listing() override { door_.listing_is_broken = true; }
  void mend_listing() override { door_.listing_is_broken = false; }
  void make_unreadable(const std::string& path) override {
    door_.set_unreadable(s3::encode_path(path), true);
  }

 private:
  http::Response send(const std::string& method, const std::string& path,
                      std::vector<http::Header> query, const std::string& body) {
    s3::SignableRequest request;
    request.method = method;
    request.host = shared_s3_url().substr(shared_s3_url().find("://") + 3);
    request.path = std::string("/") + k_shared_bucket + "/" + s3::encode_path(prefix_ + path);
    request.query = std::move(query);
    request.payload_hash = crypto::digest_hex(crypto::DigestAlgorithm::sha256, body);
    const std::string text = s3::canonical_query(request.query);
    http::Request transport;
    transport.method = method;
    transport.url = shared_s3_url() + request.path + (text.empty() ? "" : "?" + text);
    transport.headers =
        s3::signed_headers(request, {credentials_, S3Server::k_region, clock_.now()});
    transport.body = body;
    http::Response response = curl_.send(transport);
    if (!response.ok()) throw std::runtime_error(method + " " + path + ": " + response.body);
    return response;
  }

  static inline int worlds_ = 0;
  s3::Credentials credentials_{S3Server::k_access_key_id, Secret(S3Server::k_secret_access_key)};
  std::string prefix_;
  UnhurriedClock clock_;
  http::CurlClient curl_;
  S3Door door_;
  std::map<std::string, std::string> bytes_;
  std::set<std::string> in_parts_;
};

}  // namespace

std::unique_ptr<SourceWorld> local_source_world() { return std::make_unique<LocalWorld>(); }
std::unique_ptr<SourceWorld> s3_source_world() { return std::make_unique<S3SourceWorld>(); }

std::vector<SourceKind> source_kinds() {
  return {{"Local", &local_source_world}, {"S3", &s3_source_world}, {"Drive", &drive_source_world}};
}

}  // namespace igbot::test
