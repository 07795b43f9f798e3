// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/secret.hpp"

namespace igbot::s3 {

struct Credentials {
  std::string access_key_id;
  Secret secret_access_key;
  Secret session_token = {};  ///< of temporary credentials only
};

/// Who signs, for which region, when.
struct Signer {
  const Credentials& credentials;
  std::string region;
  Timestamp now;
};

/// A request before it is signed. Nothing in it is normalised: S3 takes a path as it is.
struct SignableRequest {
  std::string method = "GET";
  std::string host;        ///< as the Host header says it, with a port that is not the usual
  std::string path = "/";  ///< encoded once (encode_path)
  std::vector<http::Header> query = {};    ///< not encoded yet, any order
  std::vector<http::Header> headers = {};  ///< signed besides host and x-amz-*
  std::string payload_hash = {};           ///< SHA-256 in hex, or k_unsigned_payload
};

inline constexpr std::string_view k_unsigned_payload = "UNSIGNED-PAYLOAD";
/// The payload hash of a request without a body.
inline constexpr std::string_view k_empty_payload =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A key as the path of a URL: every byte but RFC 3986's unreserved ones and '/' is encoded.
std::string encode_path(std::string_view key);
/// A query with names and values encoded and in the order that is signed.
std::string canonical_query(const std::vector<http::Header>& query);

/// Every header of the signed request, those given included and host left to the HTTP client
/// (AWS Signature Version 4, "Authenticating Requests: Using the Authorization Header").
std::vector<http::Header> signed_headers(const SignableRequest& request, const Signer& signer);

/// The query that lets anyone make this request until `lifetime` (1..604800 s) is over, but never
/// longer than temporary credentials live ("Authenticating Requests: Using Query Parameters"). It
/// is a secret.
std::string presigned_query(const SignableRequest& request, const Signer& signer,
                            std::chrono::seconds lifetime);

}  // namespace igbot::s3
