// SPDX-License-Identifier: MIT
#include "cli/commands/import/storyline_request.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <istream>
#include <memory>

#include "cli/init_draft.hpp"
#include "cli/initial_chat.hpp"
#include "cli/keys.hpp"
#include "core/media/source_config.hpp"

namespace igbot::cli {
namespace {

constexpr const char* k_import_key = "IGBOTCTL_IMPORT_KEY";
constexpr std::size_t k_largest_key_file = 65536;

std::string reason() { return std::string(" (") + std::strerror(errno) + ")"; }

std::string read_at_most(std::istream& in, std::size_t size) {
  std::string content(size, '\0');
  in.read(content.data(), static_cast<std::streamsize>(size));
  content.resize(static_cast<std::size_t>(in.gcount()));
  return content;
}

Secret old_key_text(const StorylineOptions& options, Services& services, Io& io) {
  if (options.old_key_file == "-") return Secret(read_at_most(io.in, k_largest_key_file));
  if (options.old_key_file) {
    std::ifstream file(*options.old_key_file, std::ios::binary);
    if (!file) {
      throw Error(ErrorKind::config,
                  "old key file could not be read: " + *options.old_key_file + reason());
    }
    return Secret(read_at_most(file, k_largest_key_file));
  }
  if (const auto key = services.environment().get(k_import_key)) return Secret(*key);
  // ENCRYPTION_KEYS of an old .env are igbotctl's keys, too.
  if (services.config().has("key")) return services.config().secret("key");
  throw Error(ErrorKind::config, "the dump holds tokens, and no key of the former system was given",
              std::string("--old-key-file FILE with its ENCRYPTION_KEY, or ") + k_import_key +
                  "; --without-tokens leaves them out");
}

/// OLD=NEW, the first '=' separating them.
std::map<std::string, std::string> parse_map(const std::vector<std::string>& words) {
  std::map<std::string, std::string> map;
  for (const std::string& word : words) {
    const std::size_t middle = word.find('=');
    if (middle == std::string::npos || middle == 0 || middle + 1 == word.size()) {
      throw Error(ErrorKind::usage, "not OLD=NEW: " + word, "--media-map /old/media=/srv/photos");
    }
    map[word.substr(0, middle)] = word.substr(middle + 1);
  }
  return map;
}

/// The MEDIA_DIR of a .env that was named.
std::optional<std::string> media_dir_of(const Config& config) {
  const ConfigValue& value = config.value("defaults.media_source_config");
  if (value.origin != Origin::env_file) return std::nullopt;
  return media::parse_local_source_config(value.text).path;
}

}  // namespace

legacy::StorylineDump read_dump(const StorylineOptions& options, Io& io) {
  if (options.dump == "-") {
    if (options.old_key_file == "-") {
      throw Error(ErrorKind::usage, "dump and key cannot both come from standard input",
                  "--old-key-file FILE");
    }
    return legacy::read_storyline_dump(io.in, "standard input");
  }
  std::ifstream file(options.dump, std::ios::binary);
  const bool opened = file.is_open() && !std::filesystem::is_directory(options.dump);
  if (!opened) {
    throw Error(ErrorKind::not_found, "dump could not be opened: " + options.dump + reason(),
                "name a file that pg_dump --format=plain made");
  }
  return legacy::read_storyline_dump(file, options.dump);
}

legacy::StorylineRequest request_for(const StorylineOptions& options, Services& services, Io& io) {
  const Config& config = services.config();
  legacy::StorylineRequest request;
  if (const auto wanted = services.wanted_chat()) request.chat = find_chat_id(services, *wanted);
  request.defaults = configured_settings(config);
  request.include_state = options.include_state;
  request.without_tokens = options.without_tokens;
  request.media_dir = options.media_dir ? options.media_dir : media_dir_of(config);
  request.media_map = parse_map(options.media_map);
  // Read once: a transaction may be repeated, standard input may not.
  auto old_text = std::make_shared<std::optional<Secret>>();
  request.old_keys = [&options, &services, &io, old_text] {
    if (!*old_text) *old_text = old_key_text(options, services, io);
    return crypto::FernetKeys::parse(**old_text);
  };
  request.keys = [&config] { return load_keys(config); };
  return request;
}

}  // namespace igbot::cli
