// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/error.hpp"
#include "core/http/http.hpp"
#include "providers/s3/s3_client.hpp"

namespace igbot::s3 {

/// What a setting of the bucket ("region") is called where a person gives it.
std::string setting_name(const Bucket& bucket, const std::string& key);

/// The S3 error code of a refusal; "" when it has none.
std::string error_code(const http::Response& response);

/// What a refusal means and what helps, by its S3 error code (docs.aws.amazon.com/AmazonS3/latest/
/// API/ErrorResponses.html): ErrorKind::auth for credentials and rights, ::config for bucket,
/// region and clock (::not_found for a source's bucket that does not exist), ::temporary for what
/// may work later. `verb`: upload, delete, list, show, fetch.
Error s3_error(const http::Response& response, const Bucket& bucket, const std::string& verb);

/// Whether a 404 says that the key does not exist, and not that the bucket does not.
bool is_missing_key(const http::Response& response);

}  // namespace igbot::s3
