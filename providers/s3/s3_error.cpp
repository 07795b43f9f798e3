// SPDX-License-Identifier: MIT
#include "providers/s3/s3_error.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "providers/s3/xml.hpp"

namespace igbot::s3 {
namespace {

/// The code, and the region that the store says is the right one.
struct S3Refusal {
  std::string code;
  std::string region;
};

/// Only letters and digits of what a server says go into a message of ours.
std::string plain_word(const std::string& text, std::string_view extra) {
  constexpr std::size_t k_longest = 60;
  std::string word;
  for (const char c : text.substr(0, k_longest)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || extra.find(c) != std::string_view::npos) word += c;
  }
  return word;
}

S3Refusal refusal_of(const http::Response& response) {
  S3Refusal refusal;
  const auto document = parse_xml(response.body);
  if (document && document->name == "Error") {
    refusal.code = plain_word(document->child_text("Code"), "");
    refusal.region = plain_word(document->child_text("Region"), "-");
  }
  if (const auto region = response.header("x-amz-bucket-region")) {
    refusal.region = plain_word(*region, "-");
  }
  return refusal;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

constexpr const char* k_connect_command = "igbotctl source connect s3";

bool is_source(const Bucket& bucket) { return bucket.use == BucketUse::source; }

std::string check(const Bucket& bucket, const std::string& what) {
  return "check " + what + (is_source(bucket) ? std::string(" of ") + k_connect_command : "");
}

/// The two settings that hold the keys, as hints name them.
std::string keys_of(const Bucket& bucket) {
  if (is_source(bucket)) return "the access key id and the secret key";
  return setting_name(bucket, "access_key_id") + " and " +
         setting_name(bucket, "secret_access_key");
}

/// What the codes about keys and rights say.
std::optional<Error> judge_credentials(const std::string& code, const Bucket& bucket,
                                       const std::string& what) {
  const auto refused = [&](const char* why, const std::string& hint) {
    return Error(ErrorKind::auth, what + why, hint);
  };
  if (code == "SignatureDoesNotMatch") {
    return refused(", the signature does not match",
                   check(bucket, setting_name(bucket, "secret_access_key")));
  }
  if (code == "InvalidAccessKeyId") {
    return refused(", the access key id is unknown",
                   check(bucket, setting_name(bucket, "access_key_id")));
  }
  if (code == "ExpiredToken" || code == "InvalidToken" || code == "TokenRefreshRequired") {
    return refused(", the temporary credentials are over",
                   "give lasting credentials in " + keys_of(bucket) +
                       (is_source(bucket) ? std::string(" of ") + k_connect_command : ""));
  }
  if (code == "AccessDenied" || code == "AccountProblem" || code == "AllAccessDisabled") {
    return refused(", the key has no right to",
                   is_source(bucket)
                       ? "allow s3:ListBucket and s3:GetObject for it on the bucket"
                       : "allow s3:PutObject, s3:GetObject, s3:DeleteObject and s3:ListBucket for "
                         "it on the bucket");
  }
  return std::nullopt;
}

/// For a bucket that lies elsewhere.
Error wrong_place(const Bucket& bucket, const std::string& region, const std::string& what) {
  const std::string name = setting_name(bucket, "region");
  if (region.empty()) {
    return {ErrorKind::config, what + ", region or endpoint is another one",
            check(bucket, name + " and " + setting_name(bucket, "endpoint"))};
  }
  return {ErrorKind::config, what + ", the bucket is in region " + region,
          is_source(bucket) ? k_connect_command + std::string(" again, with ") + name + " " + region
                            : "set " + name + " to " + region};
}

}  // namespace

std::string setting_name(const Bucket& bucket, const std::string& key) {
  if (!is_source(bucket)) return "staging." + key;
  if (key == "region") return "--region";
  if (key == "endpoint") return "--endpoint";
  if (key == "path_style") return "--path-style";
  if (key == "access_key_id") return "the access key id";
  if (key == "secret_access_key") return "the secret key";
  return key;
}

std::string error_code(const http::Response& response) { return refusal_of(response).code; }

bool is_missing_key(const http::Response& response) {
  return response.status == 404 && error_code(response) != "NoSuchBucket";
}

Error s3_error(const http::Response& response, const Bucket& bucket, const std::string& verb) {
  constexpr std::array<std::string_view, 4> k_passing{"SlowDown", "RequestTimeout",
                                                      "OperationAborted", "BadDigest"};
  const S3Refusal refusal = refusal_of(response);
  const std::string what =
      "s3 refused to " + verb + ": bucket " + bucket.name + ", " +
      (refusal.code.empty() ? "status " + std::to_string(response.status) : refusal.code);
  if (auto error = judge_credentials(refusal.code, bucket, what)) return *error;
  if (refusal.code == "RequestTimeTooSkewed") {
    return {ErrorKind::config, what + ", the clock of this machine is wrong",
            "set the clock: timedatectl set-ntp true"};
  }
  if (refusal.code == "NoSuchBucket") {
    return {
        is_source(bucket) ? ErrorKind::not_found : ErrorKind::config,
        what + ", there is no such bucket",
        check(bucket, setting_name(bucket, "bucket") + " and " + setting_name(bucket, "endpoint"))};
  }
  // A HEAD is answered without a code, so the header alone says where the bucket is.
  const bool other_region = response.status == 400 && refusal.code.empty() &&
                            !refusal.region.empty() && refusal.region != bucket.region;
  if ((response.status >= 300 && response.status < 400) || other_region ||
      refusal.code == "AuthorizationHeaderMalformed" ||
      refusal.code == "IllegalLocationConstraintException") {
    return wrong_place(bucket, refusal.region, what);
  }
  if (response.status == 429 || response.status >= 500 || is_one_of(k_passing, refusal.code)) {
    return {ErrorKind::temporary, what, "try again later"};
  }
  if (response.status == 401 || response.status == 403) {
    return {ErrorKind::auth, what, check(bucket, keys_of(bucket)) + ", and the rights of that key"};
  }
  return {ErrorKind::config, what, "check that " + setting_name(bucket, "endpoint") + " speaks S3"};
}

}  // namespace igbot::s3
