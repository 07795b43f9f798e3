// SPDX-License-Identifier: MIT
#include "providers/public_directory/public_directory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "providers/local/descriptor.hpp"
#include "providers/staging/copy_name.hpp"
#include "providers/staging/crawler_check.hpp"
#include "providers/staging/trial.hpp"

namespace igbot::public_directory {
namespace {

using local::Descriptor;

constexpr const char* k_public_url = "public_url";
constexpr std::size_t k_copy_piece{64UL * 1024};

Error cannot(const std::string& verb, const std::filesystem::path& what) {
  const bool full = errno == ENOSPC || errno == EDQUOT || errno == EIO;
  return {full ? ErrorKind::temporary : ErrorKind::config,
          "cannot " + verb + ": " + what.string() + " (" + std::strerror(errno) + ")",
          full ? "check the disk" : "check staging.directory and who may write there"};
}

Descriptor open_folder(const std::filesystem::path& folder) {
  Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) throw cannot("open folder", folder);
  return fd;
}

/// The name a copy has until it is whole: web servers do not show it.
std::string unfinished(const std::string& name) { return "." + name; }

void write_all(int to, std::string_view bytes, const std::filesystem::path& folder) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(to, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw cannot("write into folder", folder);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Returns how many bytes were copied.
std::uint64_t copy_bytes(const std::filesystem::path& from, int to,
                         const std::filesystem::path& folder) {
  const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source.valid()) throw Error(ErrorKind::failed, "cannot read file: " + from.string());
  std::array<char, k_copy_piece> piece{};
  std::uint64_t copied = 0;
  while (true) {
    const ssize_t got = ::read(source.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::failed, "cannot read file: " + from.string());
    if (got == 0) return copied;
    write_all(to, {piece.data(), static_cast<std::size_t>(got)}, folder);
    copied += static_cast<std::uint64_t>(got);
  }
}

void remove_from(int folder_fd, const std::string& name, const std::filesystem::path& folder) {
  if (::unlinkat(folder_fd, name.c_str(), 0) == 0 || errno == ENOENT) return;
  throw cannot("delete in folder", folder);
}

/// What a copy's key may name: nothing but a copy of ours in the folder itself.
void require_own(const media::StagedName& name) {
  staging::require_host(name, k_public_url);
  if (!staging::is_copy_name(name.key)) {
    throw Error(ErrorKind::bug, "not the name of a public copy");
  }
}

std::uint64_t place(const Descriptor& folder_fd, const std::string& name,
                    const std::filesystem::path& file, const std::filesystem::path& folder) {
  const std::string part = unfinished(name);
  remove_from(folder_fd.get(), part, folder);
  const Descriptor out(::openat(folder_fd.get(), part.c_str(),
                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!out.valid()) throw cannot("write into folder", folder);
  const std::uint64_t size = copy_bytes(file, out.get(), folder);
  if (::fchmod(out.get(), 0644) != 0 || ::fsync(out.get()) != 0 ||
      ::renameat(folder_fd.get(), part.c_str(), folder_fd.get(), name.c_str()) != 0) {
    throw cannot("write into folder", folder);
  }
  return size;
}

std::vector<std::string> entries_of(const Descriptor& folder_fd,
                                    const std::filesystem::path& folder) {
  Descriptor own(::openat(folder_fd.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!own.valid()) throw cannot("list folder", folder);
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(::fdopendir(own.release()), &::closedir);
  if (!listing) throw cannot("list folder", folder);
  std::vector<std::string> entries;
  errno = 0;
  while (const dirent* entry = ::readdir(listing.get())) entries.emplace_back(entry->d_name);
  if (errno != 0) throw cannot("list folder", folder);
  return entries;
}

/// Whether a directory entry is a copy of ours, whole or not, last written before that time.
bool is_old_copy(int folder_fd, const std::string& entry, Timestamp older_than) {
  const bool named = staging::is_copy_name(entry) ||
                     (entry.starts_with('.') && staging::is_copy_name(entry.substr(1)));
  struct stat info {};
  if (!named || ::fstatat(folder_fd, entry.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return false;
  const Timestamp written = from_millis(std::int64_t{info.st_mtim.tv_sec} * 1000);
  return S_ISREG(info.st_mode) && written < older_than;
}

}  // namespace

PublicDirectory::PublicDirectory(http::HttpClient& http, Clock& clock, ServedFolder served)
    : http_(http), clock_(clock), served_(std::move(served)) {}

media::StagedName PublicDirectory::new_name(std::string_view mime) {
  return {k_public_url, staging::new_copy_name(mime), ""};
}

media::PublicUrl PublicDirectory::put(const media::StagedName& name,
                                      const std::filesystem::path& file, std::string_view mime) {
  require_own(name);
  const std::uint64_t size = place(open_folder(served_.folder), name.key, file, served_.folder);
  const std::string url = served_.base_url + "/" + name.key;
  staging::check_as_crawler(http_, clock_, url, {std::string(mime), size});
  return {url, clock_.now() + served_.lifetime};
}

void PublicDirectory::release(const media::StagedName& name) {
  require_own(name);
  const Descriptor folder = open_folder(served_.folder);
  remove_from(folder.get(), name.key, served_.folder);
  remove_from(folder.get(), unfinished(name.key), served_.folder);
}

std::size_t PublicDirectory::sweep(Timestamp older_than) {
  const Descriptor folder = open_folder(served_.folder);
  std::size_t deleted = 0;
  for (const std::string& entry : entries_of(folder, served_.folder)) {
    if (!is_old_copy(folder.get(), entry, older_than)) continue;
    remove_from(folder.get(), entry, served_.folder);
    ++deleted;
  }
  return deleted;
}

void PublicDirectory::check() { staging::try_host(*this); }

}  // namespace igbot::public_directory
