// SPDX-License-Identifier: MIT
#include "core/media/cache_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <tuple>
#include <utility>

#include "core/crypto/random_token.hpp"

namespace igbot::media {
namespace {

constexpr std::string_view k_draft_prefix = "tmp.";
constexpr std::size_t k_digest_size = 64;
constexpr std::chrono::hours k_draft_life{24};
constexpr int k_open_cache_folder = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

struct CachedFile {
  std::string name;
  std::uint64_t size = 0;
  Timestamp used;
};

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_draft(std::string_view name) { return name.starts_with(k_draft_prefix); }

bool is_entry(std::string_view name) {
  return name.size() == 2 * k_digest_size + 1 && name[k_digest_size] == '.' &&
         is_hex(name.substr(0, k_digest_size)) && is_hex(name.substr(k_digest_size + 1));
}

std::vector<std::string> names_in(int folder) {
  std::vector<std::string> names;
  const int again = ::openat(folder, ".", k_open_cache_folder);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(again), &::closedir);
  if (!stream) {
    ::close(again);
    return names;
  }
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string_view name = entry->d_name;
    if (is_draft(name) || is_entry(name)) names.emplace_back(name);
  }
  return names;
}

/// The ordinary files of a cache folder, those used longest ago first.
std::vector<CachedFile> files_in(int folder) {
  std::vector<CachedFile> files;
  for (std::string& name : names_in(folder)) {
    struct stat info {};
    if (::fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (!S_ISREG(info.st_mode)) continue;
    const auto since_epoch =
        std::chrono::seconds{info.st_mtim.tv_sec} + std::chrono::nanoseconds{info.st_mtim.tv_nsec};
    files.push_back({std::move(name), static_cast<std::uint64_t>(info.st_size),
                     Timestamp{std::chrono::floor<std::chrono::milliseconds>(since_epoch)}});
  }
  std::sort(files.begin(), files.end(), [](const CachedFile& left, const CachedFile& right) {
    return std::tie(left.used, left.name) < std::tie(right.used, right.name);
  });
  return files;
}

}  // namespace

OpenFile::OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

OpenFile::~OpenFile() { close(); }

bool OpenFile::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool OpenFile::close() {
  const int descriptor = std::exchange(descriptor_, -1);
  return descriptor < 0 || ::close(descriptor) == 0;
}

CacheDraft::CacheDraft(int folder, std::string name, OpenFile file)
    : folder_(folder), name_(std::move(name)), file_(std::move(file)) {}

CacheDraft::CacheDraft(CacheDraft&& other) noexcept
    : folder_(other.folder_),
      name_(std::exchange(other.name_, {})),
      file_(std::move(other.file_)),
      whole_(other.whole_) {}

CacheDraft::~CacheDraft() {
  if (!name_.empty()) ::unlinkat(folder_, name_.c_str(), 0);
}

void CacheDraft::write(std::string_view bytes) { whole_ = whole_ && file_.write(bytes); }

void CacheDraft::publish(const std::string& name, Timestamp now) {
  mark_used(file_, now);
  if (!file_.close() || !whole_) return;
  if (::renameat(folder_, name_.c_str(), folder_, name.c_str()) == 0) name_.clear();
}

std::optional<CacheFolder> CacheFolder::open(const std::filesystem::path& folder, bool make) {
  if (make) {
    std::error_code ignored;
    std::filesystem::create_directories(folder.parent_path(), ignored);
    ::mkdir(folder.c_str(), 0700);
  }
  OpenFile opened(::open(folder.c_str(), k_open_cache_folder | O_NOFOLLOW));
  struct stat info {};
  if (!opened.valid() || ::fstat(opened.get(), &info) != 0) return std::nullopt;
  // Whoever else could write here would choose what is posted.
  if (info.st_uid != ::geteuid() || (info.st_mode & 022) != 0) return std::nullopt;
  return CacheFolder(std::move(opened));
}

std::vector<std::string> CacheFolder::of_key(const std::string& key) const {
  std::vector<std::string> names = names_in(folder_.get());
  std::erase_if(names, [&](const std::string& name) { return !name.starts_with(key + "."); });
  return names;
}

OpenFile CacheFolder::open_entry(const std::string& name) const {
  OpenFile file(
      ::openat(folder_.get(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat info {};
  if (!file.valid() || ::fstat(file.get(), &info) != 0) return OpenFile();
  return S_ISREG(info.st_mode) && info.st_uid == ::geteuid() ? std::move(file) : OpenFile();
}

void CacheFolder::remove(const std::string& name) const {
  ::unlinkat(folder_.get(), name.c_str(), 0);
}

bool CacheFolder::shrink(std::uint64_t max_bytes, Timestamp now) const {
  std::vector<CachedFile> entries;
  std::uint64_t sum = 0;
  for (CachedFile& file : files_in(folder_.get())) {
    if (is_draft(file.name) && file.used < now - k_draft_life) {
      remove(file.name);
      continue;
    }
    sum += file.size;
    if (!is_draft(file.name)) entries.push_back(std::move(file));
  }
  for (const CachedFile& entry : entries) {
    if (sum <= max_bytes) break;
    remove(entry.name);
    sum -= entry.size;
  }
  return sum <= max_bytes;
}

std::optional<CacheDraft> CacheFolder::begin(std::uint64_t size, std::uint64_t max_bytes,
                                             Timestamp now) const {
  if (size > max_bytes) return std::nullopt;
  std::string name = std::string(k_draft_prefix) + crypto::random_token().reveal();
  OpenFile file(::openat(folder_.get(), name.c_str(),
                         O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.valid()) return std::nullopt;
  // It has its size from the start, so that whoever makes room beside us counts it whole.
  const bool sized = ::ftruncate(file.get(), static_cast<off_t>(size)) == 0;
  mark_used(file, now);
  CacheDraft draft(folder_.get(), std::move(name), std::move(file));
  if (!sized || !shrink(max_bytes, now)) return std::nullopt;
  return draft;
}

void mark_used(const OpenFile& entry, Timestamp now) {
  const std::int64_t millis = to_millis(now);
  const timespec at{millis / 1000, (millis % 1000) * 1'000'000};
  const std::array<timespec, 2> times{at, at};
  ::futimens(entry.get(), times.data());
}

}  // namespace igbot::media
