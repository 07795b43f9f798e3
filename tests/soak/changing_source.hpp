// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/media/media_source.hpp"
#include "core/settings/chat_settings.hpp"
#include "tests/soak/faults.hpp"

namespace igbot::test {

/// Where a chat's media lie, in memory: of any of the three kinds, and people change it. Tells
/// digests as that kind does (local none, Drive SHA-256, S3 MD5); Drive also tells what changed.
class ChangingSource final : public media::MediaSource {
 public:
  /// `owner` stands in every picture's name, so that none is like another chat's.
  ChangingSource(SourceType kind, std::string owner, Faults& faults)
      : kind_(kind), owner_(std::move(owner)), faults_(faults) {}

  std::string root() const override { return "/" + owner_; }
  media::MediaPage list(const std::optional<std::string>& cursor) override;
  void read(const media::MediaRef& ref, const Sink& sink) override;
  std::optional<std::string> mark() override;
  std::optional<media::MediaChanges> changes_since(const std::string& mark) override;
  std::vector<media::MediaFolder> folders(const std::optional<std::string>&) override { return {}; }
  media::SourceConfig completed_config() override { return media::LocalSourceConfig{root()}; }

  SourceType kind() const { return kind_; }
  std::size_t size() const { return files_.size(); }
  /// Every picture that ever lay here.
  const std::vector<std::string>& pictures() const { return pictures_; }

  void add(const std::string& category);
  /// One of what people do to a folder: more files, another picture in a file, another name, a
  /// copy, a deletion.
  void change(Dice& dice);
  /// Most of it is gone for a while; again: it is back.
  void lose_most();
  void bring_back();

 private:
  struct File {
    std::string path;
    std::string picture;
    int version = 1;
    bool unreadable = false;
  };

  void require_reachable();
  media::MediaEntry entry(const std::string& identifier, const File& file) const;
  void put(const std::string& identifier, File file);
  void remove(const std::string& identifier);
  const std::string& any(Dice& dice) const;
  std::string new_path(const std::string& category);

  SourceType kind_;
  std::string owner_;
  Faults& faults_;
  std::map<std::string, File> files_;
  std::map<std::string, File> lost_;
  std::vector<std::string> journal_;  ///< identifiers, as they changed
  std::vector<std::string> pictures_;
  std::int64_t names_ = 0;
};

}  // namespace igbot::test
