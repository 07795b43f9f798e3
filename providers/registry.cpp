// SPDX-License-Identifier: MIT
#include "providers/registry.hpp"

#include "core/error.hpp"
#include "core/media/source_config.hpp"
#include "providers/local/local_source.hpp"

namespace igbot {

std::unique_ptr<media::MediaSource> make_media_source(SourceType type, const std::string& config) {
  switch (type) {
    case SourceType::local:
      return std::make_unique<local::LocalSource>(media::parse_local_source_config(config).path);
    case SourceType::google_drive:
    case SourceType::s3:
      break;
  }
  throw Error(ErrorKind::failed,
              "media source is not available in this version: " + media::to_string(type),
              "igbotctl settings set media_source_type local");
}

}  // namespace igbot
