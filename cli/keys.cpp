// SPDX-License-Identifier: MIT
#include "cli/keys.hpp"

namespace igbot::cli {

crypto::KeyRing load_keys(const Config& config) {
  const ConfigValue& value = config.value("key");
  if (value.origin == Origin::credential || value.secret_file.empty()) {
    return crypto::KeyRing::parse(config.secret("key"));
  }
  return crypto::KeyRing::read(value.secret_file);
}

}  // namespace igbot::cli
