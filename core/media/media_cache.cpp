// SPDX-License-Identifier: MIT
#include "core/media/media_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/error.hpp"
#include "core/media/cache_folder.hpp"
#include "core/text/text.hpp"

namespace igbot::media {
namespace {

constexpr std::size_t k_cache_piece = 256 * 1024;
constexpr std::size_t k_identifier_shown = 200;

/// What the bytes of a file turned out to be.
struct ReadFacts {
  std::string sha256;
  std::string md5;
  std::int64_t size = 0;
};

/// The name of a key in the folder: a digest, whatever bytes the source's names are made of.
std::string name_of(const MediaKey& key) {
  std::string text;
  for (const std::string* part : {&key.source, &key.identifier, &key.version}) {
    text += std::to_string(part->size()) + ":" + *part;
  }
  return crypto::digest_hex(crypto::DigestAlgorithm::sha256, text);
}

bool needs_md5(const MediaKey& key) { return key.expected.md5 && !key.expected.sha256; }

/// Reads a file to its end and hands each piece on; nothing when it cannot be read. MD5 is computed
/// only where nothing better is known.
template <typename Sink>
std::optional<ReadFacts> read_through(const OpenFile& file, const MediaKey& key, const Sink& sink) {
  crypto::Digest sha256(crypto::DigestAlgorithm::sha256);
  std::optional<crypto::Digest> md5;
  if (needs_md5(key)) md5.emplace(crypto::DigestAlgorithm::md5);
  std::vector<char> piece(k_cache_piece);
  ReadFacts facts;
  while (true) {
    const ssize_t count = ::read(file.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    const std::string_view bytes(piece.data(), static_cast<std::size_t>(count));
    sha256.update(bytes);
    if (md5) md5->update(bytes);
    sink(bytes);
    facts.size += count;
  }
  facts.sha256 = sha256.hex();
  if (md5) facts.md5 = md5->hex();
  return facts;
}

bool is_of(const MediaKey& key, const ReadFacts& facts) {
  return (!key.expected.sha256 || *key.expected.sha256 == facts.sha256) &&
         (!needs_md5(key) || *key.expected.md5 == facts.md5) &&
         (!key.size || *key.size == facts.size);
}

[[noreturn]] void file_could_not_be(const std::string& what, const std::filesystem::path& file) {
  throw Error(
      ErrorKind::failed,
      "media file could not be " + what + ": " + file.string() + " (" + std::strerror(errno) + ")",
      "check space and permissions of that folder");
}

/// Copies one entry to `to`. Nothing, and nothing at `to`, when the entry is damaged.
std::optional<std::string> copy_out(const OpenFile& entry, const std::string& sha256,
                                    const MediaKey& key, const std::filesystem::path& to) {
  OpenFile copy(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!copy.valid()) file_could_not_be("written", to);
  bool written = true;
  const auto facts = read_through(
      entry, key, [&](std::string_view bytes) { written = written && copy.write(bytes); });
  written = copy.close() && written;
  if (written && facts && facts->sha256 == sha256 && is_of(key, *facts)) return sha256;
  const int reason = errno;
  ::unlink(to.c_str());
  errno = reason;
  if (!written) file_could_not_be("written", to);
  return std::nullopt;
}

/// What the folder has for a key, copied to `to`; entries that are of no use are removed.
std::optional<std::string> take(const CacheFolder& folder, const MediaKey& key,
                                const std::filesystem::path& to, Timestamp now) {
  for (const std::string& name : folder.of_key(name_of(key))) {
    const OpenFile entry = folder.open_entry(name);
    if (!entry.valid()) continue;
    const std::string sha256 = name.substr(name.find('.') + 1);
    if (auto copied = copy_out(entry, sha256, key, to)) {
      mark_used(entry, now);
      return copied;
    }
    folder.remove(name);
  }
  return std::nullopt;
}

/// Reads what was downloaded, checks it, and keeps a copy where there is room.
std::string check_and_keep(const std::optional<CacheFolder>& folder, std::uint64_t max_bytes,
                           const MediaKey& key, const std::filesystem::path& downloaded,
                           Timestamp now) {
  const OpenFile file(::open(downloaded.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat info {};
  if (!file.valid() || ::fstat(file.get(), &info) != 0) file_could_not_be("read back", downloaded);
  const auto size = static_cast<std::uint64_t>(info.st_size);
  auto draft = folder ? folder->begin(size, max_bytes, now) : std::nullopt;
  const auto facts = read_through(file, key, [&](std::string_view bytes) {
    if (draft) draft->write(bytes);
  });
  if (!facts || facts->size != info.st_size) file_could_not_be("read back", downloaded);
  if (!is_of(key, *facts)) {
    throw Error(ErrorKind::not_found,
                "changed since it was listed: " +
                    text::one_line(key.identifier.substr(0, k_identifier_shown)),
                "igbotctl media sync");
  }
  if (draft) draft->publish(name_of(key) + "." + facts->sha256, now);
  return facts->sha256;
}

}  // namespace

std::string MediaCache::fetch(const MediaKey& key, const Download& download,
                              const std::filesystem::path& to) const {
  const Timestamp now = clock_.now();
  const auto folder = CacheFolder::open(folder_, max_bytes_ > 0);
  if (folder) {
    // Also what an earlier, larger limit left.
    folder->shrink(max_bytes_, now);
    if (auto found = take(*folder, key, to, now)) return *found;
  }
  download(to);
  try {
    return check_and_keep(folder, max_bytes_, key, to, now);
  } catch (...) {
    ::unlink(to.c_str());
    throw;
  }
}

}  // namespace igbot::media
