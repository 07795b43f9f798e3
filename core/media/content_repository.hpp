// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/crypto/digest.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::media {

/// What identifies a content; at least one is present. Lower-case hex.
struct Digests {
  std::optional<std::string> sha256;
  std::optional<std::string> md5;
};

struct Content {
  ContentId id{};
  Digests digests;
  std::int64_t size = 0;
};

/// The distinct contents of one chat: what copies share and locks belong to.
class ContentRepository {
 public:
  explicit ContentRepository(ChatScope chat) : chat_(chat) {}

  std::optional<Content> find(ContentId id) const;
  /// By MD5 and by SHA-256: a foreign digest is compared in its own algorithm. Of two rows that
  /// turn out to be one content, each known by one digest alone, the one with SHA-256.
  std::optional<Content> find(const Digests& digests, std::int64_t size) const;
  /// The same, made when it is missing; a digest the row lacks is added to it, and a row known by
  /// that MD5 alone becomes one with it: items, posts and locks (the longer of two) go over. The
  /// caller audits, but for that.
  ContentId find_or_add(const Digests& digests, std::int64_t size);

  /// The sizes of contents not known by this algorithm: a file of such a size needs both digests
  /// to tell whether it is one of them. In order, each once.
  std::vector<std::int64_t> sizes_without(crypto::DigestAlgorithm algorithm) const;

 private:
  /// Nothing when a content with that SHA-256 exists.
  std::optional<ContentId> add(const Digests& digests, std::int64_t size);
  void add_digests(const Content& content, const Digests& digests);
  void absorb(const Content& content, const std::string& md5);
  ChatScope chat_;
};

/// Adds the SHA-256 to a content that is known by another digest alone, once its bytes were read;
/// not where another content has it already: the next sync that reads them makes the two one. It
/// changes nothing that people decide about and needs no audit row.
void record_sha256(Bookkeeping& unit, ChatKey chat, ContentId content, const std::string& sha256);

}  // namespace igbot::media
