// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "core/media/media_host.hpp"
#include "core/media/staged_copies.hpp"
#include "core/store/store.hpp"

namespace igbot::media {

/// What became of copies that were to be deleted.
struct StagingReport {
  std::int64_t released = 0;  ///< copies that the database knew of
  std::int64_t swept = 0;     ///< leftovers that only the host knew of
  /// Why some could not be deleted: for people. What was told before and still holds is not told
  /// again; it is tried again all the same.
  std::vector<std::string> failures = {};
};

/// Lends files to Instagram and takes them back. Every copy is in the database before it is on its
/// host, so whatever dies in between leaves nothing that `sweep` does not find. No transaction is
/// open while the host is talked to. Safe for use by several threads and processes.
class Staging {
 public:
  /// The configured host, or nullptr when none is; may throw what making a host throws.
  using HostSource = std::function<MediaHost*()>;

  /// `host` is asked when a host is needed, so that who has nothing to do opens no library and
  /// needs no credentials. No copy lives longer than `ttl`.
  Staging(Store& store, HostSource host, std::chrono::seconds ttl);

  /// A public copy of the file (image/jpeg or video/mp4) for a post, fetched once as Meta's crawler
  /// would. Throws what MediaHost::put throws, and ErrorKind::config when no host is configured;
  /// the copy that failed is deleted again.
  PublicUrl stage(ChatKey chat, PostId post, const std::filesystem::path& file,
                  std::string_view mime);

  /// Deletes the copies of a post. A host that fails is reported, and tried again by `sweep`.
  StagingReport release(ChatKey chat, PostId post);

  /// For the run, each minute: deletes what nobody needs any more (the post has ended, the time of
  /// the copy is over). Once a day the host's own listing is gone through as well. Asks the
  /// database two indexed questions when there is nothing to do.
  StagingReport sweep();

 private:
  MediaHost& host() const;
  /// Nothing is configured: nothing lies anywhere, and an idle run writes nothing.
  bool has_no_host() const;
  StagingReport release_all(const std::vector<StagedCopy>& copies);
  void release_one(const StagedCopy& copy);
  StagingReport sweep_host();
  /// Whether this process is to go through the host's listing now; others are not for a while.
  bool take_sweep();
  void finish_sweep();
  /// Leaves only what was not told before.
  StagingReport only_news(StagingReport report, const char* subject);

  Store& store_;
  HostSource host_;
  std::chrono::seconds ttl_;
};

}  // namespace igbot::media
