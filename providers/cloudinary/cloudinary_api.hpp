// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "core/secret.hpp"

namespace igbot::cloudinary {

struct Account {
  std::string cloud_name;
  std::string api_key;
  Secret api_secret;
  std::string api_base = "https://api.cloudinary.com";  ///< without a slash at its end
  int page_size = 500;                                  ///< assets per page of a listing, 1..500
};

/// Where Cloudinary delivers an upload, and how many bytes it will be.
struct Delivery {
  std::string url;
  std::uint64_t size = 0;
};

struct Asset {
  std::string public_id;
  std::string created_at;  ///< ISO 8601 in UTC
};

struct AssetPage {
  std::vector<Asset> assets;
  std::optional<std::string> next;  ///< cursor of the next page
};

/// What signs a call: SHA-256 in hex of the parameters by name, as in "a=1&b=2", and the secret
/// (cloudinary.com/documentation/authentication_signatures; it takes SHA-1 and SHA-256).
std::string signature_of(const std::map<std::string, std::string>& parameters,
                         const Secret& api_secret);

/// Cloudinary's Upload API (signed calls) and the listing of its Admin API (basic authentication),
/// cloudinary.com/documentation/image_upload_api_reference and /admin_api. A resource type is
/// "image" or "video". Refusals throw ErrorKind::auth or ::config, what may work later
/// ::temporary; the secret is in no URL and no error. Safe for use by several threads.
class CloudinaryApi {
 public:
  /// Throws ErrorKind::config for a cloud name that no URL can be made of.
  CloudinaryApi(http::HttpClient& http, Clock& clock, Account account);

  /// Uploads a file, replacing what has that public id. A picture is delivered as JPEG whatever the
  /// account optimises for: that form is made during the upload, so strict accounts allow it, too.
  Delivery upload(const std::string& resource_type, const std::string& public_id,
                  const std::filesystem::path& file);
  /// An asset that does not exist is no error.
  void destroy(const std::string& resource_type, const std::string& public_id);
  /// One page of the assets whose public ids begin so.
  AssetPage list(const std::string& resource_type, const std::string& prefix,
                 const std::optional<std::string>& cursor);

 private:
  http::Response call(const std::string& resource_type, const std::string& action,
                      std::map<std::string, std::string> parameters,
                      const std::optional<std::filesystem::path>& file);
  std::string url_of(const std::string& path) const;

  http::HttpClient& http_;
  Clock& clock_;
  Account account_;
};

}  // namespace igbot::cloudinary
