// SPDX-License-Identifier: MIT
#include "providers/imaging/prepare_image/limits.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "providers/imaging/prepare_image/refusal.hpp"

namespace igbot::prepare_image {
namespace {

constexpr rlim_t k_addresses{2UL << 30};
constexpr rlim_t k_processor_seconds{20};
constexpr rlim_t k_open_files{64};
constexpr rlim_t k_file_bytes{16'000'000};

[[noreturn]] void not_limited() {
  throw Refusal(Exit::bug, std::string("limits could not be set: ") + std::strerror(errno));
}

/// A limit that is lower already stays.
void lower(__rlimit_resource resource, rlim_t most) {
  rlimit limit{};
  if (::getrlimit(resource, &limit) != 0) not_limited();
  limit.rlim_max = std::min(limit.rlim_max, most);
  limit.rlim_cur = std::min(limit.rlim_cur, limit.rlim_max);
  if (::setrlimit(resource, &limit) != 0) not_limited();
}

}  // namespace

void set_limits() {
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) not_limited();
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) not_limited();
  lower(RLIMIT_CORE, 0);
  lower(RLIMIT_CPU, k_processor_seconds);
  lower(RLIMIT_NOFILE, k_open_files);
  lower(RLIMIT_FSIZE, k_file_bytes);
  lower(RLIMIT_AS, k_addresses);
}

}  // namespace igbot::prepare_image
