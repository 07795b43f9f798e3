// SPDX-License-Identifier: MIT
#include "providers/s3/s3_client.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "core/http/url.hpp"
#include "core/text/text.hpp"
#include "providers/http/upload_time.hpp"
#include "providers/s3/s3_error.hpp"
#include "providers/s3/xml.hpp"

namespace igbot::s3 {
namespace {

constexpr std::size_t k_digest_piece{64UL * 1024};
constexpr std::size_t k_longest_token{8UL * 1024};
/// A thousand keys of 1024 bytes, each byte of them encoded in three, and what else is told of
/// them.
constexpr std::size_t k_longest_listing{8UL << 20U};

bool consists_of(std::string_view text, std::string_view extra) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || extra.find(c) != extra.npos;
  });
}

Error bad_setting(const Bucket& bucket, const std::string& key, const std::string& value,
                  const std::string& accepted) {
  const std::string setting = setting_name(bucket, key);
  return {ErrorKind::config, "invalid " + setting + ": '" + text::one_line(value) + "'",
          setting + " takes " + accepted};
}

/// "https://bucket.s3.eu-central-1.amazonaws.com", or the endpoint itself in path style.
std::string origin_of(const Bucket& bucket) {
  const bool in_host = !bucket.path_style;
  if (!consists_of(bucket.name, in_host ? "-." : "-._ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    throw bad_setting(bucket, "bucket", bucket.name, "the name of a bucket");
  }
  if (!consists_of(bucket.region, "-")) {
    throw bad_setting(bucket, "region", bucket.region, "a region, as in eu-central-1");
  }
  std::string origin =
      bucket.endpoint.empty() ? "https://s3." + bucket.region + ".amazonaws.com" : bucket.endpoint;
  if (!http::is_allowed_url(origin) || http::origin_of_url(origin) != origin) {
    throw bad_setting(bucket, "endpoint", http::redact_url(origin),
                      "an https:// address without a path");
  }
  // The HTTP client leaves the usual port out of the Host header, which is signed.
  const std::string usual = origin.starts_with("https:") ? ":443" : ":80";
  if (origin.ends_with(usual)) origin.resize(origin.size() - usual.size());
  if (in_host) origin.insert(origin.find("://") + 3, bucket.name + ".");
  if (!http::is_allowed_url(origin)) {
    throw bad_setting(bucket, "endpoint", origin, "a host name; or set path_style");
  }
  return origin;
}

std::string sha256_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  crypto::Digest digest(crypto::DigestAlgorithm::sha256);
  std::array<char, k_digest_piece> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
    digest.update({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (!in.eof()) throw Error(ErrorKind::failed, "cannot read file: " + file.string());
  return digest.hex();
}

Error unusable(const std::string& what) {
  return {ErrorKind::temporary, "no usable answer from s3: " + what,
          "check that the endpoint speaks S3"};
}
Error not_a_listing() { return unusable("listing"); }

/// Uploading and deleting are answered without a body; a login page of the network has one.
void require_empty(const http::Response& success, const std::string& what) {
  if (!success.body.empty()) throw unusable(what);
}

/// Keys are asked for URL-encoded, because XML cannot carry every byte; Amazon writes '+' for a
/// space.
std::string decode_key(std::string key) {
  std::replace(key.begin(), key.end(), '+', ' ');
  const std::optional<std::string> decoded = http::percent_decode(key);
  if (!decoded) throw not_a_listing();
  return *decoded;
}

Object object_of(const XmlElement& contents, bool encoded) {
  const std::string key = contents.child_text("Key");
  const std::optional<std::int64_t> size = text::to_integer(contents.child_text("Size"));
  if (key.empty() || !size || *size < 0) throw not_a_listing();
  std::string etag = contents.child_text("ETag");
  std::erase(etag, '"');
  Object object{encoded ? decode_key(key) : key, std::move(etag),
                contents.child_text("LastModified"), *size};
  object.storage_class = contents.child_text("StorageClass");
  for (const XmlElement& child : contents.children) {
    if (child.name != "RestoreStatus") continue;
    object.is_restored = child.child_text("IsRestoreInProgress") == "false" &&
                         !child.child_text("RestoreExpiryDate").empty();
  }
  return object;
}

std::string folder_of(const XmlElement& prefixes, bool encoded) {
  const std::string folder = prefixes.child_text("Prefix");
  return encoded ? decode_key(folder) : folder;
}

ObjectPage page_of(const std::string& body) {
  const std::optional<XmlElement> root = parse_xml(body);
  if (!root || root->name != "ListBucketResult") throw not_a_listing();
  const bool encoded = root->child_text("EncodingType") == "url";
  ObjectPage page;
  for (const XmlElement& child : root->children) {
    if (child.name == "Contents") page.objects.push_back(object_of(child, encoded));
    if (child.name == "CommonPrefixes") page.folders.push_back(folder_of(child, encoded));
  }
  if (root->child_text("IsTruncated") == "true") {
    page.next = root->child_text("NextContinuationToken");
    if (page.next->empty() || page.next->size() > k_longest_token) throw not_a_listing();
  }
  return page;
}

}  // namespace

S3Client::S3Client(http::HttpClient& http, Clock& clock, Bucket bucket, Credentials credentials)
    : http_(http),
      clock_(clock),
      bucket_(std::move(bucket)),
      credentials_(std::move(credentials)),
      origin_(origin_of(bucket_)) {}

SignableRequest S3Client::about(const std::string& key) const {
  SignableRequest request;
  request.host = origin_.substr(origin_.find("://") + 3);
  request.path = (bucket_.path_style ? "/" + encode_path(bucket_.name) : std::string{}) + "/" +
                 encode_path(key);
  request.payload_hash = k_empty_payload;
  return request;
}

std::string S3Client::url_of(const SignableRequest& request, const std::string& query) const {
  return origin_ + request.path + (query.empty() ? "" : "?" + query);
}

http::Response S3Client::send(const SignableRequest& request, http::Request transport) {
  transport.method = request.method;
  transport.url = url_of(request, canonical_query(request.query));
  transport.headers = signed_headers(request, {credentials_, bucket_.region, clock_.now()});
  return http_.send(transport);
}

void S3Client::put(const std::string& key, const std::filesystem::path& file,
                   std::string_view mime) {
  SignableRequest request = about(key);
  request.method = "PUT";
  request.headers = {{"Content-Type", std::string(mime)}};
  request.payload_hash = sha256_of(file);
  http::Request transport;
  transport.body_file = file;
  transport.timeout += http::time_to_upload(file);
  const http::Response response = send(std::move(request), std::move(transport));
  if (!response.ok()) throw s3_error(response, bucket_, "upload");
  require_empty(response, "upload");
}

void S3Client::remove(const std::string& key) {
  SignableRequest request = about(key);
  request.method = "DELETE";
  const http::Response response = send(std::move(request), {});
  if (is_missing_key(response)) return;
  if (!response.ok()) throw s3_error(response, bucket_, "delete");
  require_empty(response, "delete");
}

ObjectPage S3Client::list(const std::string& prefix,
                          const std::optional<std::string>& continuation) {
  ObjectPage page = list({prefix, continuation});
  if (page.next && page.next == continuation) throw not_a_listing();  // it would never end
  return page;
}

ObjectPage S3Client::list(const ListRequest& wanted) {
  SignableRequest request = about("");
  request.query = {{"list-type", "2"},
                   {"encoding-type", "url"},
                   {"max-keys", std::to_string(bucket_.page_size)},
                   {"prefix", wanted.prefix}};
  if (wanted.by_folder) request.query.push_back({"delimiter", "/"});
  if (wanted.continuation) request.query.push_back({"continuation-token", *wanted.continuation});
  // Amazon's own: other stores need not know it.
  if (bucket_.endpoint.empty()) {
    request.headers = {{"x-amz-optional-object-attributes", "RestoreStatus"}};
  }
  http::Request transport;
  transport.max_response_bytes = k_longest_listing;
  const http::Response response = send(request, std::move(transport));
  if (!response.ok()) throw s3_error(response, bucket_, "list");
  return page_of(response.body);
}

std::optional<ObjectHead> S3Client::head(const std::string& key) {
  SignableRequest request = about(key);
  request.method = "HEAD";
  const http::Response response = send(request, {});
  if (response.status == 404) return std::nullopt;
  if (!response.ok()) throw s3_error(response, bucket_, "show");
  const auto size = text::to_integer(response.header("Content-Length").value_or(""));
  if (!response.header("ETag")) throw unusable("object");
  return ObjectHead{size.value_or(0), s3::has_opaque_etag(response)};
}

http::Response S3Client::get(const std::string& key, std::vector<http::Header> headers,
                             http::Request transport) {
  SignableRequest request = about(key);
  request.headers = std::move(headers);
  return send(request, std::move(transport));
}

std::string S3Client::presigned_get(const std::string& key, std::chrono::seconds lifetime) const {
  const SignableRequest request = about(key);
  return url_of(request,
                presigned_query(request, {credentials_, bucket_.region, clock_.now()}, lifetime));
}

bool has_opaque_etag(const http::Response& response) {
  const auto encryption = response.header("x-amz-server-side-encryption");
  return (encryption && encryption->starts_with("aws:kms")) ||
         response.header("x-amz-server-side-encryption-customer-algorithm").has_value();
}

}  // namespace igbot::s3
