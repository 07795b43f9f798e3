// SPDX-License-Identifier: MIT
#include "providers/http/upload_time.hpp"

#include <cstdint>
#include <system_error>

#include "providers/http/download_time.hpp"

namespace igbot::http {

std::chrono::seconds time_to_upload(const std::filesystem::path& file) {
  std::error_code unreadable;
  const std::uintmax_t size = std::filesystem::file_size(file, unreadable);
  return std::chrono::seconds(
      unreadable ? 0 : size / static_cast<std::uintmax_t>(k_slowest_bytes_per_second));
}

}  // namespace igbot::http
