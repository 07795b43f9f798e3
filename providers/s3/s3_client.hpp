// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "providers/s3/sigv4.hpp"

namespace igbot::s3 {

struct Bucket {
  std::string name;
  std::string region;
  std::string endpoint = {};  ///< without a slash at its end; empty = Amazon's in that region
  bool path_style = false;    ///< the bucket stands in the path instead of the host name
  /// What the configuration of this bucket is called ("staging."), for hints.
  std::string settings = {};
  int page_size = 1000;  ///< keys per page of a listing, 1..1000
};

struct Object {
  std::string key;
  std::string etag;           ///< without quotes
  std::string last_modified;  ///< as S3 writes it: ISO 8601 in UTC
  std::int64_t size = 0;
};

struct ObjectPage {
  std::vector<Object> objects;
  std::optional<std::string> next;  ///< continuation token of the next page
};

/// One bucket of an S3-compatible store. Requests are signed with Signature Version 4 and never
/// repeated. Every refusal is thrown as `s3_error` says; what may work later, and no answer at all,
/// as ErrorKind::temporary. No error has a signature or a key id in it. Safe for use by several
/// threads.
class S3Client {
 public:
  /// Throws ErrorKind::config for a bucket, region or endpoint that no URL can be made of.
  S3Client(http::HttpClient& http, Clock& clock, Bucket bucket, Credentials credentials);

  /// Uploads a file, which is read while it is sent; the store refuses it when it arrives changed.
  void put(const std::string& key, const std::filesystem::path& file, std::string_view mime);
  /// A key that does not exist is no error.
  void remove(const std::string& key);
  /// One page of the keys that begin so (ListObjectsV2).
  ObjectPage list(const std::string& prefix, const std::optional<std::string>& continuation);
  /// A secret URL that anyone can GET for that long, 1..604800 s.
  std::string presigned_get(const std::string& key, std::chrono::seconds lifetime) const;

 private:
  http::Response send(const SignableRequest& request, http::Request transport);
  SignableRequest about(const std::string& key) const;
  std::string url_of(const SignableRequest& request, const std::string& query) const;

  http::HttpClient& http_;
  Clock& clock_;
  Bucket bucket_;
  Credentials credentials_;
  std::string origin_;  ///< scheme and host of every request
};

}  // namespace igbot::s3
