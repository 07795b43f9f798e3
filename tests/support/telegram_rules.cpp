// SPDX-License-Identifier: MIT
#include "tests/support/telegram_rules.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace igbot::test {
namespace {

constexpr std::size_t k_max_photo_bytes = 10'000'000;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes.at(at));
}

unsigned big16(std::string_view bytes, std::size_t at) {
  return (byte_at(bytes, at) << 8U) | byte_at(bytes, at + 1);
}

unsigned little16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) | (byte_at(bytes, at + 1) << 8U);
}

/// Walks the segments up to the frame header, and asks for an end marker: a cut-off file does not
/// survive Telegram's own decoding.
std::optional<ImageInfo> jpeg_info(std::string_view bytes) {
  if (bytes.find("\xFF\xD9") == std::string_view::npos) return std::nullopt;
  for (std::size_t at = 2; at + 9 < bytes.size();) {
    if (byte_at(bytes, at) != 0xFF) return std::nullopt;
    const unsigned marker = byte_at(bytes, at + 1);
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) return ImageInfo{"jpeg", big16(bytes, at + 7), big16(bytes, at + 5)};
    if (marker == 0xDA) return std::nullopt;
    at += marker == 0xFF ? 1 : 2 + big16(bytes, at + 2);
  }
  return std::nullopt;
}

std::optional<ImageInfo> png_info(std::string_view bytes) {
  if (bytes.size() < 33 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
  if (bytes.find("IEND") == std::string_view::npos) return std::nullopt;
  return ImageInfo{"png", static_cast<long>(big16(bytes, 16) << 16U | big16(bytes, 18)),
                   static_cast<long>(big16(bytes, 20) << 16U | big16(bytes, 22))};
}

std::optional<ImageInfo> webp_info(std::string_view bytes) {
  if (bytes.size() < 30 || bytes.substr(8, 4) != "WEBP") return std::nullopt;
  const std::string_view kind = bytes.substr(12, 4);
  if (kind == "VP8 ") {
    return ImageInfo{"webp", little16(bytes, 26) & 0x3FFFU, little16(bytes, 28) & 0x3FFFU};
  }
  if (kind == "VP8L") {
    const unsigned bits = little16(bytes, 21) | (little16(bytes, 23) << 16U);
    return ImageInfo{"webp", (bits & 0x3FFFU) + 1, ((bits >> 14U) & 0x3FFFU) + 1};
  }
  if (kind != "VP8X") return std::nullopt;
  return ImageInfo{"webp", 1L + little16(bytes, 24) + (byte_at(bytes, 26) << 16U),
                   1L + little16(bytes, 27) + (byte_at(bytes, 29) << 16U)};
}

}  // namespace

std::size_t utf16_length(std::string_view utf8) {
  std::size_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) ++units;
    if (byte >= 0xF0U) ++units;
  }
  return units;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const unsigned lead = byte_at(text, at);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    if (length == 0 || at + length > text.size()) return false;
    for (std::size_t i = 1; i < length; ++i) {
      if ((byte_at(text, at + i) & 0xC0U) != 0x80U) return false;
    }
    const unsigned second = length > 1 ? byte_at(text, at + 1) : 0;
    if (lead == 0xE0 && second < 0xA0) return false;
    if (lead == 0xED && second > 0x9F) return false;
    if (lead == 0xF0 && second < 0x90) return false;
    if (lead == 0xF4 && second > 0x8F) return false;
    at += length;
  }
  return true;
}

std::string trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::optional<ImageInfo> image_info(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF")) return jpeg_info(bytes);
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return png_info(bytes);
  if (bytes.starts_with("RIFF")) return webp_info(bytes);
  return std::nullopt;
}

std::string photo_problem(std::string_view bytes) {
  if (bytes.empty()) return "file must be non-empty";
  if (bytes.size() > k_max_photo_bytes) return "file is too big";
  const std::optional<ImageInfo> image = image_info(bytes);
  if (!image || image->width == 0 || image->height == 0) return "IMAGE_PROCESS_FAILED";
  const long longer = std::max(image->width, image->height);
  const long shorter = std::min(image->width, image->height);
  if (image->width + image->height > 10000 || longer > 20 * shorter) {
    return "PHOTO_INVALID_DIMENSIONS";
  }
  return "";
}

}  // namespace igbot::test
