// SPDX-License-Identifier: MIT
#pragma once

#include "cli/config.hpp"
#include "core/crypto/key_ring.hpp"

namespace igbot::cli {

/// The configured encryption keys. A key file must be private; a systemd credential is so already.
/// Throws ErrorKind::config when there is none.
crypto::KeyRing load_keys(const Config& config);

}  // namespace igbot::cli
