// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/media/media_source.hpp"
#include "providers/s3/sigv4.hpp"

namespace igbot::s3 {

/// How much of a bucket a listing takes.
struct ListingLimits {
  int page_size = 1000;               ///< keys per page, 1..1000
  std::int64_t most_files = 200'000;  ///< what comes after them is not listed
};

/// A bucket, or what lies below a prefix of it, as a media source. Identifiers are whole keys,
/// paths are keys without the prefix, the version is the ETag. Keys in which a name begins with a
/// dot are not looked at. What cannot be read at once (archived) or is larger than 4 GiB is
/// reported; after `most_files`, and where pages come to no end, the listing is incomplete. What
/// may work later is tried four times. Throws ErrorKind::config for a configuration that no URL can
/// be made of.
std::unique_ptr<media::MediaSource> make_s3_source(http::HttpClient& http, Clock& clock,
                                                   media::S3SourceConfig config,
                                                   Credentials credentials,
                                                   ListingLimits limits = {});

/// A variable of the environment; nothing when it is not set.
using GetVariable = std::function<std::optional<std::string>(const std::string& name)>;

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; nothing without the first two.
std::optional<Credentials> credentials_of_environment(const GetVariable& variable);
/// Static keys of a profile of AWS's shared files (AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE,
/// else ~/.aws). Throws ErrorKind::config for a profile that is not there or has no static keys.
Credentials credentials_of_profile(const std::string& profile, const GetVariable& variable);

/// What a credential of kind s3_keys holds, as JSON.
Secret print_keys(const Credentials& credentials);
/// Throws ErrorKind::usage for anything else.
Credentials parse_keys(const Secret& json);

}  // namespace igbot::s3
