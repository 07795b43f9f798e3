// SPDX-License-Identifier: MIT
#include "providers/staging/copy_name.hpp"

#include <algorithm>

#include "core/crypto/random_token.hpp"
#include "core/error.hpp"

namespace igbot::staging {
namespace {

constexpr std::size_t k_token_size = 32;

std::string_view extension_of(std::string_view mime) {
  if (mime == "image/jpeg") return ".jpg";
  if (mime == "video/mp4") return ".mp4";
  throw Error(ErrorKind::bug, "only JPEG and MP4 are staged, not " + std::string(mime));
}

bool is_token_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

std::string new_copy_name(std::string_view mime) {
  const std::string_view extension = extension_of(mime);
  return std::string(k_copy_mark) + crypto::random_token().reveal() + std::string(extension);
}

bool is_copy_name(std::string_view name) {
  if (!name.starts_with(k_copy_mark)) return false;
  name.remove_prefix(k_copy_mark.size());
  if (!name.ends_with(".jpg") && !name.ends_with(".mp4")) return false;
  name.remove_suffix(4);
  return name.size() == k_token_size && std::all_of(name.begin(), name.end(), is_token_letter);
}

std::string with_prefix(std::string_view prefix, std::string_view name) {
  while (prefix.starts_with('/')) prefix.remove_prefix(1);
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  return prefix.empty() ? std::string(name) : std::string(prefix) + "/" + std::string(name);
}

std::string_view last_part(std::string_view key) { return key.substr(key.rfind('/') + 1); }

void require_host(const media::StagedName& name, std::string_view host) {
  if (name.host == host) return;
  throw Error(ErrorKind::config,
              "a public copy lies on a host that is not configured any more: " + name.host,
              "set staging.kind to " + name.host + " until it is deleted, or delete it there");
}

}  // namespace igbot::staging
