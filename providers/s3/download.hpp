// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "providers/s3/s3_client.hpp"

namespace igbot::s3 {

/// A larger object is not fetched.
inline constexpr std::int64_t k_largest_object = std::int64_t{4} << 30;

/// One version of an object.
struct ObjectVersion {
  std::string key;
  std::string etag;             ///< without quotes
  bool etag_may_be_md5 = true;  ///< false where the store encrypts so that it is none
};

/// Whether an ETag has the form of an MD5: 32 hexadecimal digits.
bool is_md5(std::string_view etag);

/// Hands the bytes of an object to `sink`, in order. Goes on where a transfer broke, as long as
/// the object is the same; checks the bytes by the MD5 where the ETag is one. Throws
/// ErrorKind::not_found when the object is gone, another version, too large or may not be read,
/// ::temporary when the store does not deliver, and what `sink` throws.
void download(S3Client& client, Clock& clock, const ObjectVersion& version,
              const std::function<void(std::string_view bytes)>& sink);

}  // namespace igbot::s3
