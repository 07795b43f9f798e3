// SPDX-License-Identifier: MIT
#include "providers/local/tree_walk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "core/media/media_type.hpp"
#include "providers/local/beneath.hpp"

namespace igbot::local {
namespace {

constexpr int k_open_folder = O_RDONLY | O_DIRECTORY;
constexpr int k_deepest = 64;

struct FolderId {
  dev_t device;
  ino_t inode;
  bool operator==(const FolderId&) const = default;
};

struct CloseDir {
  void operator()(DIR* stream) const { ::closedir(stream); }
};
using DirStream = std::unique_ptr<DIR, CloseDir>;

class TreeWalk {
 public:
  TreeWalk(const std::string& root, int root_fd) : root_(root), root_fd_(root_fd) {}

  media::MediaPage run() {
    walk(Descriptor(::openat(root_fd_, ".", k_open_folder | O_CLOEXEC)), "");
    return std::move(page_);
  }

 private:
  void walk(Descriptor folder, const std::string& path) {
    struct stat info {};
    if (!folder.valid() || ::fstat(folder.get(), &info) != 0) {
      unreadable(path);
      return;
    }
    const FolderId id{info.st_dev, info.st_ino};
    if (std::find(above_.begin(), above_.end(), id) != above_.end()) {
      report(path, "the link leads back into its own folder");
      return;
    }
    if (above_.size() >= k_deepest) {
      page_.incomplete = true;
      report(path, "folders are nested too deeply");
      return;
    }
    const int fd = folder.get();
    const DirStream stream(::fdopendir(fd));
    if (!stream) {
      unreadable(path);
      return;
    }
    folder.release();
    above_.push_back(id);
    visit_entries(stream.get(), fd, path);
    above_.pop_back();
  }

  void visit_entries(DIR* stream, int fd, const std::string& path) {
    const std::string prefix = path.empty() ? path : path + "/";
    std::vector<std::string> folders;
    while (true) {
      errno = 0;
      const dirent* entry = ::readdir(stream);
      if (entry == nullptr) break;
      if (entry->d_name[0] == '.' || std::strcmp(entry->d_name, "lost+found") == 0) continue;
      if (entry->d_type == DT_DIR) {
        folders.emplace_back(entry->d_name);
      } else {
        visit(fd, entry->d_name, prefix, folders);
      }
    }
    if (errno != 0) unreadable(path);
    for (const std::string& name : folders) {
      walk(Descriptor(::openat(fd, name.c_str(), k_open_folder | O_NOFOLLOW | O_CLOEXEC)),
           prefix + name);
    }
  }

  void visit(int fd, const char* name, const std::string& prefix,
             std::vector<std::string>& folders) {
    struct stat info {};
    if (::fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
      // Gone since it was listed: as if it had never been there.
      if (errno != ENOENT) unreadable(prefix + name);
      return;
    }
    if (S_ISREG(info.st_mode)) {
      add_file(prefix + name, name, info);
    } else if (S_ISDIR(info.st_mode)) {
      folders.emplace_back(name);  // a file system that does not tell types in its listing
    } else if (S_ISLNK(info.st_mode)) {
      visit_link(prefix + name, name);
    } else {
      report(prefix + name, refusal(info.st_mode));
    }
  }

  void visit_link(const std::string& path, const char* name) {
    const auto target = resolve_beneath(root_, path);
    if (!target) {
      report(path, errno == EXDEV ? "the link leaves the media folder"
                   : errno == ELOOP
                       ? "the link leads to itself"
                       : std::string("the link leads nowhere: ") + std::strerror(errno));
      return;
    }
    if (target->empty()) {
      report(path, "the link leads back into its own folder");
      return;
    }
    struct stat info {};
    const Descriptor opened = open_beneath(root_fd_, *target, O_PATH);
    if (!opened.valid() || ::fstat(opened.get(), &info) != 0) {
      report(path, std::string("the link leads nowhere: ") + std::strerror(errno));
    } else if (S_ISREG(info.st_mode)) {
      add_file(path, name, info);
    } else if (!S_ISDIR(info.st_mode)) {
      report(path, refusal(info.st_mode));
    } else if (inside_link_) {
      ++page_.skipped;
    } else {
      inside_link_ = true;
      walk(open_beneath(root_fd_, *target, k_open_folder), path);
      inside_link_ = false;
    }
  }

  void add_file(std::string path, std::string_view name, const struct stat& info) {
    if (!media::has_media_extension(name)) {
      ++page_.skipped;
      return;
    }
    media::MediaEntry& entry = page_.entries.emplace_back();
    entry.identifier = path;
    entry.path = std::move(path);
    entry.version = version_of(info);
    entry.size = info.st_size;
    entry.read_order = info.st_ino;
  }

  static std::string refusal(mode_t mode) {
    if (S_ISFIFO(mode)) return "a FIFO is not read";
    if (S_ISSOCK(mode)) return "a socket is not read";
    return "a device is not read";
  }

  void unreadable(const std::string& path) {
    const std::string reason = std::strerror(errno);
    page_.incomplete = true;
    report(path.empty() ? root_ : path, "cannot be listed: " + reason);
  }

  void report(const std::string& path, const std::string& reason) {
    page_.problems.push_back({path, reason});
  }

  const std::string& root_;
  int root_fd_;
  media::MediaPage page_;
  std::vector<FolderId> above_;  ///< the folders being walked, outermost first
  bool inside_link_ = false;
};

}  // namespace

media::MediaPage walk_tree(const std::string& root, int root_fd) {
  return TreeWalk(root, root_fd).run();
}

}  // namespace igbot::local
