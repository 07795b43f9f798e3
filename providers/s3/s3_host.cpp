// SPDX-License-Identifier: MIT
#include "providers/s3/s3_host.hpp"

#include <utility>

#include "providers/staging/copy_name.hpp"
#include "providers/staging/crawler_check.hpp"
#include "providers/staging/remote_time.hpp"
#include "providers/staging/trial.hpp"

namespace igbot::s3 {
namespace {

constexpr const char* k_s3 = "s3";

}  // namespace

S3Host::S3Host(http::HttpClient& http, Clock& clock, Bucket bucket, Credentials credentials,
               S3HostOptions options)
    : http_(http),
      clock_(clock),
      client_(http, clock, std::move(bucket), std::move(credentials)),
      options_(std::move(options)) {}

media::StagedName S3Host::new_name(std::string_view mime) {
  return {k_s3, staging::with_prefix(options_.prefix, staging::new_copy_name(mime)), ""};
}

media::PublicUrl S3Host::put(const media::StagedName& name, const std::filesystem::path& file,
                             std::string_view mime) {
  staging::require_host(name, k_s3);
  client_.put(name.key, file, mime);
  const Timestamp expires_at = clock_.now() + options_.lifetime;
  const std::string url = client_.presigned_get(name.key, options_.lifetime);
  staging::check_as_crawler(http_, clock_, url,
                            {std::string(mime), std::filesystem::file_size(file)});
  return {url, expires_at};
}

void S3Host::release(const media::StagedName& name) {
  staging::require_host(name, k_s3);
  client_.remove(name.key);
}

std::size_t S3Host::sweep(Timestamp older_than) {
  const std::string ours = staging::with_prefix(options_.prefix, staging::k_copy_mark);
  std::size_t deleted = 0;
  std::optional<std::string> next;
  do {
    const ObjectPage page = client_.list(ours, next);
    for (const Object& object : page.objects) {
      // What lies deeper is somebody else's, however it is called.
      const bool is_ours = staging::is_copy_name(staging::last_part(object.key)) &&
                           object.key.starts_with(ours) &&
                           object.key.find('/', ours.size()) == std::string::npos;
      if (!is_ours || staging::parse_remote_time(object.last_modified) >= older_than) continue;
      client_.remove(object.key);
      ++deleted;
    }
    next = page.next;
  } while (next);
  return deleted;
}

void S3Host::check() { staging::try_host(*this); }

}  // namespace igbot::s3
