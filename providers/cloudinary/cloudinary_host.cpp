// SPDX-License-Identifier: MIT
#include "providers/cloudinary/cloudinary_host.hpp"

#include <utility>

#include "core/media/media_type.hpp"
#include "providers/staging/copy_name.hpp"
#include "providers/staging/crawler_check.hpp"
#include "providers/staging/remote_time.hpp"
#include "providers/staging/trial.hpp"

namespace igbot::cloudinary {
namespace {

constexpr const char* k_cloudinary = "cloudinary";
constexpr const char* k_image = "image";
constexpr const char* k_video = "video";

/// A public id has no extension: each delivered form has its own.
std::string without_extension(const std::string& name) { return name.substr(0, name.rfind('.')); }

}  // namespace

CloudinaryHost::CloudinaryHost(http::HttpClient& http, Clock& clock, Account account,
                               CloudinaryHostOptions options)
    : http_(http),
      clock_(clock),
      api_(http, clock, std::move(account)),
      options_(std::move(options)) {}

media::StagedName CloudinaryHost::new_name(std::string_view mime) {
  return {k_cloudinary,
          staging::with_prefix(options_.prefix, without_extension(staging::new_copy_name(mime))),
          media::is_video(mime) ? k_video : k_image};
}

media::PublicUrl CloudinaryHost::put(const media::StagedName& name,
                                     const std::filesystem::path& file, std::string_view mime) {
  staging::require_host(name, k_cloudinary);
  const Delivery delivery = api_.upload(name.resource_type, name.key, file);
  staging::check_as_crawler(http_, clock_, delivery.url, {std::string(mime), delivery.size},
                            staging::UrlFrom::store);
  return {delivery.url, clock_.now() + options_.lifetime};
}

void CloudinaryHost::release(const media::StagedName& name) {
  staging::require_host(name, k_cloudinary);
  api_.destroy(name.resource_type, name.key);
}

std::size_t CloudinaryHost::sweep(Timestamp older_than) {
  return sweep_type(k_image, older_than) + sweep_type(k_video, older_than);
}

std::size_t CloudinaryHost::sweep_type(const std::string& resource_type, Timestamp older_than) {
  const std::string ours = staging::with_prefix(options_.prefix, staging::k_copy_mark);
  std::size_t deleted = 0;
  std::optional<std::string> next;
  do {
    const AssetPage page = api_.list(resource_type, ours, next);
    for (const Asset& asset : page.assets) {
      const std::string name(staging::last_part(asset.public_id));
      // What lies deeper is somebody else's, however it is called.
      const bool is_ours = staging::is_copy_name(name + ".jpg") &&
                           asset.public_id.starts_with(ours) &&
                           asset.public_id.find('/', ours.size()) == std::string::npos;
      if (!is_ours || staging::parse_remote_time(asset.created_at) >= older_than) continue;
      api_.destroy(resource_type, asset.public_id);
      ++deleted;
    }
    next = page.next;
  } while (next);
  return deleted;
}

void CloudinaryHost::check() { staging::try_host(*this); }

}  // namespace igbot::cloudinary
