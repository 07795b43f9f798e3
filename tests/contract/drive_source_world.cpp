// SPDX-License-Identifier: MIT
#include <map>

#include "tests/contract/source_worlds.hpp"
#include "tests/support/drive_world.hpp"

namespace igbot::test {
namespace {

constexpr std::size_t k_entries_on_a_page = 3;
constexpr int k_listings_that_break = 1000;

class DriveSourceWorld final : public SourceWorld {
 public:
  /// No two worlds of a test have a folder of the same id.
  DriveSourceWorld() {
    for (int i = 0; i < worlds_; ++i) world_.drive.add_folder(world_.drive.my_drive(), "another");
    ++worlds_;
    root_ = world_.drive.add_folder(world_.drive.my_drive(), "Stories");
    world_.drive.set_page_size(k_entries_on_a_page);
  }

  void put(const std::string& path, const std::string& bytes) override {
    bytes_[path] = bytes;
    const auto known = ids_.find(path);
    if (known == ids_.end()) {
      ids_[path] = world_.drive.add_file(folder_of(path), name_of(path), bytes);
      return;
    }
    world_.drive.allow_download(known->second);
    world_.drive.replace(known->second, bytes);
  }
  /// Drive knows no checksum of every file; such a one has another version with each revision.
  void touch(const std::string& path) override {
    world_.drive.forget_digests(ids_.at(path));
    world_.drive.replace(ids_.at(path), bytes_.at(path));
  }
  void rename(const std::string& from, const std::string& to) override {
    const std::string id = ids_.at(from);
    ids_.erase(from);
    ids_[to] = id;
    bytes_[to] = bytes_.at(from);
    if (parent_path(from) != parent_path(to)) world_.drive.move(id, folder_of(to));
    if (name_of(from) != name_of(to)) world_.drive.rename(id, name_of(to));
  }
  void copy(const std::string& from, const std::string& to) override { put(to, bytes_.at(from)); }
  void remove(const std::string& path) override {
    world_.drive.trash(ids_.at(path));
    ids_.erase(path);
  }

  std::string identifier_of(const std::string& path) const override { return ids_.at(path); }
  std::unique_ptr<media::MediaSource> open() override { return world_.open(root_); }
  media::SourceConfig config() const override { return media::DriveSourceConfig{root_}; }
  std::optional<std::string> outside_folder() const override { return std::nullopt; }
  bool renames_keep_identifiers() const override { return true; }
  bool keeps_line_breaks() const override { return false; }
  bool tells_digests() const override { return true; }
  int many() const override { return 200; }

  void break_listing() override {
    world_.drive.fail_next("files.list", {.kind = DriveFaultKind::incomplete_search},
                           k_listings_that_break);
    // What changed is not told either: a folder that comes makes everything be listed.
    world_.drive.add_folder(root_, "new folder");
  }
  void mend_listing() override { world_.drive.forget_faults(); }
  void make_unreadable(const std::string& path) override {
    world_.drive.forbid_download(ids_.at(path));
  }

 private:
  static std::string parent_path(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
  }
  static std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

  std::string folder_of(const std::string& path) {
    const std::string parent = parent_path(path);
    if (parent.empty()) return root_;
    auto known = folders_.find(parent);
    if (known == folders_.end()) {
      const std::string id = world_.drive.add_folder(folder_of(parent), name_of(parent));
      known = folders_.emplace(parent, id).first;
    }
    return known->second;
  }

  static inline int worlds_ = 0;
  DriveWorld world_;
  std::string root_;
  std::map<std::string, std::string> ids_;
  std::map<std::string, std::string> folders_;
  std::map<std::string, std::string> bytes_;
};

}  // namespace

std::unique_ptr<SourceWorld> drive_source_world() { return std::make_unique<DriveSourceWorld>(); }

}  // namespace igbot::test
