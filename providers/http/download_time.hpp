// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace igbot::http {

/// The slowest line that is still waited for.
inline constexpr std::int64_t k_slowest_bytes_per_second = 100'000;

/// What the download of that many bytes may take on top of a request's usual time.
constexpr std::chrono::seconds time_to_download(std::int64_t bytes) {
  return std::chrono::seconds(bytes / k_slowest_bytes_per_second);
}

}  // namespace igbot::http
