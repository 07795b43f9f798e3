// SPDX-License-Identifier: MIT
#include "providers/s3/sigv4.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include "core/crypto/digest.hpp"
#include "core/crypto/hmac.hpp"
#include "core/error.hpp"
#include "core/http/url.hpp"
#include "core/text/text.hpp"

namespace igbot::s3 {
namespace {

using http::Header;

constexpr const char* k_algorithm = "AWS4-HMAC-SHA256";
constexpr std::chrono::seconds k_longest_life{604800};

/// "20130524T000000Z".
std::string amz_date(Timestamp at) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 17> text{};
  if (std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts) == 0) {
    throw Error(ErrorKind::bug, "a time that cannot be signed");
  }
  return text.data();
}

std::string scope_of(const Signer& signer) {
  return amz_date(signer.now).substr(0, 8) + "/" + signer.region + "/s3/aws4_request";
}

/// Names in lower case, in the order that is signed.
std::vector<Header> sorted_headers(std::vector<Header> headers) {
  for (Header& header : headers) {
    header = {text::to_lower(header.name), text::trim(header.value)};
  }
  std::sort(headers.begin(), headers.end(),
            [](const Header& left, const Header& right) { return left.name < right.name; });
  return headers;
}

std::string signed_names(const std::vector<Header>& headers) {
  std::vector<std::string> names;
  names.reserve(headers.size());
  for (const Header& header : headers) names.push_back(header.name);
  return text::join(names, ";");
}

std::string canonical_request(const SignableRequest& request, const std::vector<Header>& headers) {
  std::string lines;
  for (const Header& header : headers) lines += header.name + ":" + header.value + "\n";
  return text::join({request.method, request.path, canonical_query(request.query), lines,
                     signed_names(headers), request.payload_hash},
                    "\n");
}

std::string signature(const std::string& canonical, const Signer& signer) {
  using crypto::hmac_sha256;
  const std::string text =
      text::join({k_algorithm, amz_date(signer.now), scope_of(signer),
                  crypto::digest_hex(crypto::DigestAlgorithm::sha256, canonical)},
                 "\n");
  // Each key is as secret as the one it comes from.
  Secret key("AWS4" + signer.credentials.secret_access_key.reveal());
  for (const std::string& part : text::split(scope_of(signer), '/')) {
    key = Secret(hmac_sha256(key.reveal(), part));
  }
  return crypto::to_hex(hmac_sha256(key.reveal(), text));
}

}  // namespace

std::string encode_path(std::string_view key) {
  std::vector<std::string> segments = text::split(key, '/');
  for (std::string& segment : segments) segment = http::percent_encode(segment);
  return text::join(segments, "/");
}

std::string canonical_query(const std::vector<Header>& query) {
  std::vector<std::pair<std::string, std::string>> encoded;
  encoded.reserve(query.size());
  for (const Header& parameter : query) {
    encoded.emplace_back(http::percent_encode(parameter.name),
                         http::percent_encode(parameter.value));
  }
  std::sort(encoded.begin(), encoded.end());
  std::vector<std::string> pairs;
  pairs.reserve(encoded.size());
  for (const auto& [name, value] : encoded) pairs.push_back(text::join({name, value}, "="));
  return text::join(pairs, "&");
}

std::vector<Header> signed_headers(const SignableRequest& request, const Signer& signer) {
  const Credentials& credentials = signer.credentials;
  std::vector<Header> headers = request.headers;
  headers.push_back({"x-amz-content-sha256", request.payload_hash});
  headers.push_back({"x-amz-date", amz_date(signer.now)});
  if (!credentials.session_token.empty()) {
    headers.push_back({"x-amz-security-token", credentials.session_token.reveal()});
  }
  std::vector<Header> all = headers;
  all.push_back({"host", request.host});
  all = sorted_headers(std::move(all));
  headers.push_back(
      {"Authorization", std::string(k_algorithm) + " Credential=" + credentials.access_key_id +
                            "/" + scope_of(signer) + ",SignedHeaders=" + signed_names(all) +
                            ",Signature=" + signature(canonical_request(request, all), signer)});
  return headers;
}

std::string presigned_query(const SignableRequest& request, const Signer& signer,
                            std::chrono::seconds lifetime) {
  if (lifetime < std::chrono::seconds{1} || lifetime > k_longest_life) {
    throw Error(ErrorKind::bug, "a presigned request lives 1..604800 s");
  }
  const Credentials& credentials = signer.credentials;
  SignableRequest presigned = request;
  presigned.headers.push_back({"host", request.host});
  presigned.headers = sorted_headers(std::move(presigned.headers));
  presigned.payload_hash = k_unsigned_payload;
  for (const Header& parameter : std::initializer_list<Header>{
           {"X-Amz-Algorithm", k_algorithm},
           {"X-Amz-Credential", credentials.access_key_id + "/" + scope_of(signer)},
           {"X-Amz-Date", amz_date(signer.now)},
           {"X-Amz-Expires", std::to_string(lifetime.count())},
           {"X-Amz-SignedHeaders", signed_names(presigned.headers)}}) {
    presigned.query.push_back(parameter);
  }
  if (!credentials.session_token.empty()) {
    presigned.query.push_back({"X-Amz-Security-Token", credentials.session_token.reveal()});
  }
  return canonical_query(presigned.query) +
         "&X-Amz-Signature=" + signature(canonical_request(presigned, presigned.headers), signer);
}

}  // namespace igbot::s3
