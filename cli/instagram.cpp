// SPDX-License-Identifier: MIT
#include "cli/instagram.hpp"

#include "cli/keys.hpp"
#include "core/error.hpp"

namespace igbot::cli {

class ConfiguredInstagram::Parts {};

ConfiguredInstagram::ConfiguredInstagram(Services& services) : services_(services) {}

ConfiguredInstagram::~ConfiguredInstagram() = default;

InstagramLogin& ConfiguredInstagram::login() { throw Error(ErrorKind::config, "no provider yet"); }

InstagramAccess ConfiguredInstagram::access() {
  return {[this] { return load_keys(services_.config()); },
          [this]() -> InstagramLogin& { return login(); }};
}

}  // namespace igbot::cli
