// SPDX-License-Identifier: MIT
#include "providers/s3/s3_source.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "core/error.hpp"
#include "core/media/media_type.hpp"
#include "core/text/text.hpp"
#include "providers/s3/download.hpp"
#include "providers/s3/repeat.hpp"
#include "providers/s3/s3_client.hpp"

namespace igbot::s3 {
namespace {

constexpr std::size_t k_most_pages = 10'000;
/// Where a person chooses a folder, or one file stands for all, the first keys are enough.
constexpr int k_pages_looked_at = 20;
constexpr std::size_t k_longest_etag = 256;

media::S3SourceConfig with_whole_prefix(media::S3SourceConfig config) {
  if (!config.prefix.empty() && !config.prefix.ends_with('/')) config.prefix += '/';
  return config;
}

Bucket bucket_of(const media::S3SourceConfig& config, int page_size) {
  Bucket bucket;
  bucket.name = config.bucket;
  const bool usual_region = config.region.empty() && !config.endpoint.empty();
  bucket.region = usual_region ? "us-east-1" : config.region;
  bucket.endpoint = config.endpoint;
  // A certificate for *.s3.example.org does not cover a.b.s3.example.org.
  bucket.path_style = config.path_style || config.bucket.find('.') != std::string::npos;
  bucket.use = BucketUse::source;
  bucket.page_size = page_size;
  return bucket;
}

/// Whether a name on the path begins with a dot.
bool is_hidden(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

/// What can be sent back as a condition: visible ASCII without quotes.
bool is_usable_etag(std::string_view etag) {
  return !etag.empty() && etag.size() <= k_longest_etag &&
         std::all_of(etag.begin(), etag.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

bool is_archived(const Object& object) {
  return (object.storage_class == "GLACIER" || object.storage_class == "DEEP_ARCHIVE") &&
         !object.is_restored;
}

/// Why an object is of no use to a library, if it is.
std::optional<std::string> problem_of(const Object& object) {
  if (!is_usable_etag(object.etag)) return "the store tells no usable ETag of it";
  if (is_archived(object)) return "archived (" + object.storage_class + "): restore it first";
  if (object.size > k_largest_object) return "larger than 4 GiB";
  return std::nullopt;
}

class S3Source final : public media::MediaSource {
 public:
  S3Source(http::HttpClient& http, Clock& clock, media::S3SourceConfig config,
           Credentials credentials, ListingLimits limits)
      : clock_(clock),
        limits_(limits),
        config_(with_whole_prefix(std::move(config))),
        client_(http, clock, bucket_of(config_, limits.page_size), std::move(credentials)) {}

  std::string root() const override { return media::root_of(config_); }

  media::MediaPage list(const std::optional<std::string>& cursor) override {
    if (!cursor) {
      listed_ = 0;
      cursors_.clear();
    }
    const ObjectPage objects = page_of({config_.prefix, cursor});
    media::MediaPage page;
    for (const Object& object : objects.objects) {
      if (!add(object, page)) {
        break_off(page, "more than " + std::to_string(limits_.most_files) +
                            " files: the others were not listed");
        return page;
      }
    }
    if (!objects.next) return page;
    if (cursors_.size() >= k_most_pages || !cursors_.insert(*objects.next).second) {
      break_off(page, "the listing comes to no end");
      return page;
    }
    page.next = objects.next;
    return page;
  }

  void read(const media::MediaRef& ref, const Sink& sink) override {
    if (!ref.identifier.starts_with(config_.prefix) || !is_usable_etag(ref.version)) {
      throw Error(ErrorKind::not_found, "cannot be read: not in " + root());
    }
    download(client_, clock_, {ref.identifier, ref.version, !config_.opaque_etags}, sink);
  }

  std::vector<media::MediaFolder> folders(const std::optional<std::string>& below) override {
    const std::string parent = below.value_or(config_.prefix);
    if (!parent.starts_with(config_.prefix) || (!parent.empty() && !parent.ends_with('/'))) {
      throw Error(ErrorKind::not_found,
                  "that folder does not lie in " + root() + ": " + text::one_line(parent),
                  "igbotctl source browse");
    }
    std::vector<media::MediaFolder> found;
    ListRequest request{parent, std::nullopt, true};
    for (int pages = 0; pages < k_pages_looked_at; ++pages) {
      const ObjectPage page = page_of(request);
      for (const std::string& folder : page.folders) {
        if (!folder.starts_with(parent) || folder.size() <= parent.size()) continue;
        std::string name = folder.substr(parent.size(), folder.size() - parent.size() - 1);
        if (name.starts_with('.')) continue;
        found.push_back({folder, name.empty() ? "/" : std::move(name)});
      }
      if (!page.next) break;
      request.continuation = page.next;
    }
    std::sort(found.begin(), found.end(),
              [](const auto& left, const auto& right) { return left.name < right.name; });
    return found;
  }

  media::SourceConfig completed_config() override {
    media::S3SourceConfig completed = config_;
    ListRequest request{config_.prefix};
    for (int pages = 0; pages < k_pages_looked_at; ++pages) {
      const ObjectPage page = page_of(request);
      for (const Object& object : page.objects) {
        if (!media::has_media_extension(object.key)) continue;
        const std::optional<ObjectHead> head =
            repeat_while_temporary(clock_, [&] { return client_.head(object.key); });
        if (!head) continue;
        completed.opaque_etags = completed.opaque_etags || head->has_opaque_etag;
        return completed;
      }
      if (!page.next) break;
      request.continuation = page.next;
    }
    return completed;
  }

 private:
  ObjectPage page_of(const ListRequest& request) {
    return repeat_while_temporary(clock_, [&] { return client_.list(request); });
  }

  /// False when that is one file more than a library may have.
  bool add(const Object& object, media::MediaPage& page) {
    if (!object.key.starts_with(config_.prefix) || object.key.ends_with('/')) return true;
    const std::string path = object.key.substr(config_.prefix.size());
    if (is_hidden(path)) return true;
    if (!media::has_media_extension(path)) {
      ++page.skipped;
      return true;
    }
    if (++listed_ > limits_.most_files) return false;
    if (auto problem = problem_of(object)) {
      page.problems.push_back({path, *std::move(problem)});
      return true;
    }
    media::MediaEntry& entry = page.entries.emplace_back();
    entry.identifier = object.key;
    entry.version = object.etag;
    entry.path = path;
    entry.size = object.size;
    if (!config_.opaque_etags && is_md5(object.etag)) entry.md5 = text::to_lower(object.etag);
    return true;
  }

  void break_off(media::MediaPage& page, const std::string& reason) const {
    page.incomplete = true;
    page.problems.push_back({root(), reason});
  }

  Clock& clock_;
  ListingLimits limits_;
  media::S3SourceConfig config_;
  S3Client client_;
  std::int64_t listed_ = 0;                  ///< files of the listing that is under way
  std::unordered_set<std::string> cursors_;  ///< of its pages so far
};

}  // namespace

std::unique_ptr<media::MediaSource> make_s3_source(http::HttpClient& http, Clock& clock,
                                                   media::S3SourceConfig config,
                                                   Credentials credentials, ListingLimits limits) {
  return std::make_unique<S3Source>(http, clock, std::move(config), std::move(credentials), limits);
}

}  // namespace igbot::s3
