// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "providers/s3/sigv4.hpp"

namespace igbot::s3 {

/// What a bucket is for: hints call its settings by the names they have there.
enum class BucketUse {
  staging,  ///< "staging.region" of the configuration
  source,   ///< "--region" of igbotctl source connect s3
};

struct Bucket {
  std::string name;
  std::string region;
  std::string endpoint = {};  ///< without a slash at its end; empty = Amazon's in that region
  bool path_style = false;    ///< the bucket stands in the path instead of the host name
  BucketUse use = BucketUse::staging;
  int page_size = 1000;  ///< keys per page of a listing, 1..1000
};

struct Object {
  std::string key;
  std::string etag;           ///< without quotes
  std::string last_modified;  ///< as S3 writes it: ISO 8601 in UTC
  std::int64_t size = 0;
  std::string storage_class = {};  ///< "" where the store has no such thing
  bool is_restored = false;        ///< archived, with a copy that can be read at present
};

/// Which keys a page of a listing has.
struct ListRequest {
  std::string prefix;
  std::optional<std::string> continuation = {};  ///< `next` of the page before
  bool by_folder = false;  ///< what has a further '/' is told by its folder alone
};

struct ObjectPage {
  std::vector<Object> objects;
  std::vector<std::string> folders;  ///< whole prefixes, ending in '/'; by_folder only
  std::optional<std::string> next;   ///< continuation token of the next page
};

/// What a store says of one object before its bytes.
struct ObjectHead {
  std::int64_t size = 0;
  /// Encrypted so that its ETag is no MD5 of it (SSE-KMS, DSSE-KMS, SSE-C).
  bool has_opaque_etag = false;
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
  /// One page of the keys that begin so (ListObjectsV2). Throws ErrorKind::temporary for a page
  /// that leads to itself.
  ObjectPage list(const std::string& prefix, const std::optional<std::string>& continuation);
  /// One page; whether the pages come to an end is for the caller to see.
  ObjectPage list(const ListRequest& request);
  /// Nothing for a key that does not exist.
  std::optional<ObjectHead> head(const std::string& key);
  /// GetObject with these headers (Range, If-Match), as `transport` says for timeouts, limits and
  /// where the bytes go. Any answer is returned, for the caller to judge.
  http::Response get(const std::string& key, std::vector<http::Header> headers,
                     http::Request transport);
  /// A secret URL that anyone can GET for that long, 1..604800 s.
  std::string presigned_get(const std::string& key, std::chrono::seconds lifetime) const;

  const Bucket& bucket() const { return bucket_; }

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

/// Whether an answer about an object says that its ETag is no MD5 of it.
bool has_opaque_etag(const http::Response& response);

}  // namespace igbot::s3
