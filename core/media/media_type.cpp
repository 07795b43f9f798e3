// SPDX-License-Identifier: MIT
#include "core/media/media_type.hpp"

#include <algorithm>
#include <array>

#include "core/text/text.hpp"

namespace igbot::media {
namespace {

using namespace std::string_view_literals;

struct Extension {
  std::string_view name;
  const char* mime;
};
constexpr std::array<Extension, 8> k_extensions{{{".jpg", "image/jpeg"},
                                                 {".jpeg", "image/jpeg"},
                                                 {".png", "image/png"},
                                                 {".gif", "image/gif"},
                                                 {".webp", "image/webp"},
                                                 {".heic", "image/heic"},
                                                 {".mp4", "video/mp4"},
                                                 {".mov", "video/quicktime"}}};
constexpr std::size_t k_longest_extension = 5;

constexpr std::array k_heic_brands{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv,
                                   "hevx"sv, "hevm"sv, "hevs"sv, "mif1"sv, "msf1"sv};
constexpr std::array k_mp4_brands{"isom"sv, "iso2"sv, "iso3"sv, "iso4"sv, "iso5"sv, "iso6"sv,
                                  "iso7"sv, "iso8"sv, "iso9"sv, "mp41"sv, "mp42"sv, "mp71"sv,
                                  "avc1"sv, "dash"sv, "MSNV"sv, "M4V "sv, "M4VH"sv, "M4VP"sv,
                                  "f4v "sv, "3gp4"sv, "3gp5"sv, "3gp6"sv, "XAVC"sv};
/// First atoms of QuickTime files from before `ftyp` (QuickTime File Format, "Atoms").
constexpr std::array k_old_quicktime{"moov"sv, "mdat"sv, "wide"sv, "pnot"sv};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

const Extension* find_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot > k_longest_extension) return nullptr;
  const std::string lower = text::to_lower(name.substr(dot));
  for (const Extension& extension : k_extensions) {
    if (extension.name == lower) return &extension;
  }
  return nullptr;
}

std::optional<std::string> iso_media(std::string_view head) {
  if (head.size() < 12) return std::nullopt;
  const std::string_view atom = head.substr(4, 4);
  const std::string_view brand = head.substr(8, 4);
  if (atom != "ftyp") {
    if (contains(k_old_quicktime, atom)) return "video/quicktime";
    return std::nullopt;
  }
  if (brand == "qt  ") return "video/quicktime";
  if (contains(k_heic_brands, brand)) return "image/heic";
  if (contains(k_mp4_brands, brand)) return "video/mp4";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> detect_mime(std::string_view head) {
  if (head.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
  if (head.starts_with("\x89PNG\r\n\x1A\n"sv)) return "image/png";
  if (head.starts_with("GIF87a"sv) || head.starts_with("GIF89a"sv)) return "image/gif";
  if (head.starts_with("RIFF"sv) && head.size() >= 12 && head.substr(8, 4) == "WEBP") {
    return "image/webp";
  }
  return iso_media(head);
}

bool has_media_extension(std::string_view name) { return find_extension(name) != nullptr; }

std::string mime_of_extension(std::string_view name) {
  const Extension* extension = find_extension(name);
  return extension == nullptr ? "application/octet-stream" : extension->mime;
}

}  // namespace igbot::media
