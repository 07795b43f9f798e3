// SPDX-License-Identifier: MIT
#include "tests/support/test_images.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace igbot::test {
namespace {

void put_byte(std::string& out, unsigned value) { out.push_back(static_cast<char>(value & 0xFFU)); }

void put_big16(std::string& out, unsigned value) {
  put_byte(out, value >> 8U);
  put_byte(out, value);
}

void put_big32(std::string& out, std::uint32_t value) {
  put_big16(out, value >> 16U);
  put_big16(out, value & 0xFFFFU);
}

/// The colour of one 16-pixel tile, 0..255 per channel, from its place and the seed.
unsigned tile_level(int seed, int x, int y, int channel) {
  if (x < 64 && y < 32) {
    // The seed itself, four bits a tile, in steps that survive being encoded again.
    const int tile = (y / 16) * 4 + x / 16;
    return channel == 0 ? ((static_cast<unsigned>(seed) >> (4 * tile)) & 0xFU) * 16 + 8 : 128;
  }
  const auto mixed = static_cast<std::uint32_t>(seed) * 2654435761U +
                     static_cast<std::uint32_t>((x / 16) * 31 + (y / 16) * 17) * 40503U +
                     static_cast<std::uint32_t>(channel) * 97U;
  return (mixed >> 8U) & 0xFFU;
}

/// Entropy-coded JPEG bits: 0xFF is followed by a stuffed zero (ITU-T T.81, F.1.2.3).
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}
  void put(unsigned bits, int count) {
    for (int bit = count - 1; bit >= 0; --bit) {
      current_ = (current_ << 1U) | ((bits >> static_cast<unsigned>(bit)) & 1U);
      if (++filled_ == 8) flush_byte();
    }
  }
  void finish() {
    while (filled_ != 0) put(1, 1);
  }

 private:
  void flush_byte() {
    put_byte(out_, current_);
    if (current_ == 0xFF) put_byte(out_, 0);
    current_ = 0;
    filled_ = 0;
  }
  std::string& out_;
  unsigned current_ = 0;
  int filled_ = 0;
};

/// Writes a DC difference with the usual luminance table (T.81, table K.3), then end of block.
void put_flat_block(BitWriter& bits, int difference) {
  struct Code {
    unsigned bits;
    int length;
  };
  static constexpr std::array<Code, 9> k_codes{
      {{0, 2}, {2, 3}, {3, 3}, {4, 3}, {5, 3}, {6, 3}, {14, 4}, {30, 5}, {62, 6}}};
  int category = 0;
  for (int magnitude = std::abs(difference); magnitude != 0; magnitude /= 2) ++category;
  const Code code = k_codes.at(static_cast<std::size_t>(category));
  bits.put(code.bits, code.length);
  const int raw = difference >= 0 ? difference : difference + (1 << category) - 1;
  bits.put(static_cast<unsigned>(raw), category);
  bits.put(0, 1);
}

void put_jpeg_headers(std::string& out, int width, int height, int seed) {
  using namespace std::string_view_literals;
  out += "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"sv;
  const std::string comment = "seed " + std::to_string(seed);
  out += "\xFF\xFE"sv;
  put_big16(out, static_cast<unsigned>(comment.size()) + 2);
  out += comment;
  out += "\xFF\xDB\x00\x43\x00"sv;
  out.append(64, '\x08');
  out += "\xFF\xC0\x00\x11\x08"sv;
  put_big16(out, static_cast<unsigned>(height));
  put_big16(out, static_cast<unsigned>(width));
  out += "\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00"sv;
  out += "\xFF\xC4\x00\x1F\x00\x00\x01\x05\x01\x01\x01\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00"sv;
  out += "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B"sv;
  // One AC code of one bit: end of block.
  out += "\xFF\xC4\x00\x14\x10\x01"sv;
  out.append(16, '\0');
  out += "\xFF\xDA\x00\x0C\x03\x01\x00\x02\x00\x03\x00\x00\x3F\x00"sv;
}

std::uint32_t crc32_of(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

void put_png_chunk(std::string& out, std::string_view type, std::string_view content) {
  put_big32(out, static_cast<std::uint32_t>(content.size()));
  const std::string body = std::string(type) + std::string(content);
  out += body;
  put_big32(out, crc32_of(body));
}

/// A zlib stream of stored blocks (RFC 1950, RFC 1951 3.2.4).
std::string stored_zlib(std::string_view raw) {
  std::string out("\x78\x01");
  for (std::size_t at = 0; at == 0 || at < raw.size();) {
    const std::size_t size = std::min<std::size_t>(raw.size() - at, 65535);
    put_byte(out, at + size == raw.size() ? 1U : 0U);
    for (const std::size_t length : {size, ~size}) {
      put_byte(out, static_cast<unsigned>(length & 0xFFU));
      put_byte(out, static_cast<unsigned>((length >> 8U) & 0xFFU));
    }
    out += raw.substr(at, size);
    at += size;
  }
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : raw) {
    a = (a + static_cast<unsigned char>(c)) % 65521U;
    b = (b + a) % 65521U;
  }
  put_big32(out, (b << 16U) | a);
  return out;
}

}  // namespace

std::string jpeg_bytes(int width, int height, int seed) {
  std::string out;
  put_jpeg_headers(out, width, height, seed);
  BitWriter bits(out);
  std::array<int, 3> previous{};
  for (int y = 0; y < height; y += 8) {
    for (int x = 0; x < width; x += 8) {
      for (int channel = 0; channel < 3; ++channel) {
        const int level = static_cast<int>(tile_level(seed, x, y, channel)) - 128;
        int& last = previous.at(static_cast<std::size_t>(channel));
        put_flat_block(bits, level - last);
        last = level;
      }
    }
  }
  bits.finish();
  out += "\xFF\xD9";
  return out;
}

std::string png_bytes(int width, int height, int seed) {
  std::string raw;
  for (int y = 0; y < height; ++y) {
    raw.push_back('\0');
    for (int x = 0; x < width; ++x) {
      for (int channel = 0; channel < 3; ++channel) put_byte(raw, tile_level(seed, x, y, channel));
    }
  }
  std::string header;
  put_big32(header, static_cast<std::uint32_t>(width));
  put_big32(header, static_cast<std::uint32_t>(height));
  header += std::string_view("\x08\x02\x00\x00\x00", 5);
  std::string out("\x89PNG\r\n\x1A\n");
  put_png_chunk(out, "IHDR", header);
  put_png_chunk(out, "tEXt", "Seed" + std::string(1, '\0') + std::to_string(seed));
  put_png_chunk(out, "IDAT", stored_zlib(raw));
  put_png_chunk(out, "IEND", "");
  return out;
}

}  // namespace igbot::test
