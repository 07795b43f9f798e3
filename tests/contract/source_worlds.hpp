// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/media/media_source.hpp"

namespace igbot::test {

/// One kind of media source with what stands behind it, and the verbs that change what it holds.
/// Paths are as a listing shows them.
class SourceWorld {
 public:
  virtual ~SourceWorld() = default;

  /// A new file, or other bytes for one that is there.
  virtual void put(const std::string& path, const std::string& bytes) = 0;
  /// The same bytes as another version.
  virtual void touch(const std::string& path) = 0;
  virtual void rename(const std::string& from, const std::string& to) = 0;
  virtual void copy(const std::string& from, const std::string& to) = 0;
  virtual void remove(const std::string& path) = 0;

  /// The source's own name of a file that is there.
  virtual std::string identifier_of(const std::string& path) const = 0;
  /// A new look at the source.
  virtual std::unique_ptr<media::MediaSource> open() = 0;
  virtual media::SourceConfig config() const = 0;
  /// A folder that is there and lies outside the source; nothing where such may be chosen as well.
  virtual std::optional<std::string> outside_folder() const = 0;
  /// Whether a renamed file keeps its identifier.
  virtual bool renames_keep_identifiers() const { return false; }
  /// Whether control characters stand in paths as they stand in names.
  virtual bool keeps_line_breaks() const { return true; }
  /// Whether a listing tells digests.
  virtual bool tells_digests() const = 0;
  /// As many files as a test that wants many should put.
  virtual int many() const = 0;

  /// From now on listings fail when their first part was told, or say that they are incomplete.
  virtual void break_listing() = 0;
  virtual void mend_listing() = 0;
  /// A file that was listed cannot be read until it is put again.
  virtual void make_unreadable(const std::string& path) = 0;
};

std::unique_ptr<SourceWorld> local_source_world();
std::unique_ptr<SourceWorld> s3_source_world();
std::unique_ptr<SourceWorld> drive_source_world();

struct SourceKind {
  const char* name;
  std::unique_ptr<SourceWorld> (*make_world)();
};
/// Every kind; what the S3 server is needed for has "S3" in its name.
std::vector<SourceKind> source_kinds();

/// A source that counts what is asked of it and lets a test step in before.
class WatchedSource final : public media::MediaSource {
 public:
  explicit WatchedSource(std::unique_ptr<media::MediaSource> inner) : inner_(std::move(inner)) {}

  std::string root() const override { return inner_->root(); }
  media::MediaPage list(const std::optional<std::string>& cursor) override {
    ++pages;
    return inner_->list(cursor);
  }
  void read(const media::MediaRef& ref, const Sink& sink) override {
    const int number = ++reads;
    if (before_read) before_read(number, ref);
    inner_->read(ref, sink);
  }
  std::optional<std::string> mark() override { return inner_->mark(); }
  std::optional<media::MediaChanges> changes_since(const std::string& mark) override {
    return inner_->changes_since(mark);
  }
  std::vector<media::MediaFolder> folders(const std::optional<std::string>& below) override {
    return inner_->folders(below);
  }
  media::SourceConfig completed_config() override { return inner_->completed_config(); }

  std::atomic<int> pages{0};
  std::atomic<int> reads{0};
  /// With the number of the reading, from 1; by several threads at once.
  std::function<void(int number, const media::MediaRef& ref)> before_read;

 private:
  std::unique_ptr<media::MediaSource> inner_;
};

}  // namespace igbot::test
