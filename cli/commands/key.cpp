// SPDX-License-Identifier: MIT
#include "cli/commands/key.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/commands/key/sealed.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"
#include "core/crypto/key_ring.hpp"
#include "core/durable_file.hpp"

namespace igbot::cli {
namespace {

const Shape k_generate_shape{
    {},
    {{"key_id", "id of the new key"}, {"file", "where it was written, null when it was printed"}}};

Error not_written(const std::string& file, int reason) {
  if (reason == EEXIST) {
    return {ErrorKind::conflict, "key file exists already: " + file,
            "choose another file; a lost key makes its secrets unreadable"};
  }
  const auto folder = std::filesystem::path(file).parent_path().string();
  if (reason == ENOENT) {
    return {ErrorKind::not_found, "folder of the key file does not exist: " + folder,
            "mkdir -p -m 700 " + folder};
  }
  return {ErrorKind::failed,
          "key file could not be written: " + file + " (" + std::strerror(reason) + ")",
          "choose another place"};
}

/// Whole or not at all, also when the power goes.
void write_private(const std::string& file, const Secret& key) {
  if (std::filesystem::exists(std::filesystem::symlink_status(file))) {
    throw not_written(file, EEXIST);
  }
  const std::string partial = file + ".partial-" + std::to_string(::getpid());
  const int fd = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) throw not_written(file, errno);
  const std::string line = key.reveal() + "\n";
  errno = 0;
  const bool stored = ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                      ::fsync(fd) == 0;
  const int reason = stored ? 0 : (errno == 0 ? ENOSPC : errno);
  ::close(fd);
  try {
    if (!stored) throw not_written(file, reason);
    give_name(partial, file);
  } catch (...) {
    ::unlink(partial.c_str());
    throw;
  }
}

int run_key_generate(const std::string& file, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_generate_shape)) return 0;
  const Secret key = crypto::generate_key();
  const std::string id = crypto::KeyRing::parse(key).ids().front();
  if (json && file.empty()) {
    throw Error(ErrorKind::usage, "a key is not printed as JSON", "igbotctl key generate FILE");
  }
  if (file.empty()) {
    io.out << key.reveal() << '\n';
    return 0;
  }
  write_private(file, key);
  if (json) {
    print_json(io, *json, k_generate_shape, {{"key_id", id}, {"file", file}});
  } else if (!services.globals().quiet) {
    io.out << "key " << id << " written to " << file << "; name it as key_file\n";
  }
  return 0;
}

}  // namespace

void add_key(CLI::App& noun, Selected& selected) {
  noun.require_subcommand(1);
  CLI::App* generate = noun.add_subcommand("generate", "Make a new encryption key");
  auto file = std::make_shared<std::string>();
  generate->add_option("file", *file, "File to write it to, mode 0600; else it is printed");
  generate->callback([file, &selected] {
    selected = [file](Services& services, Io& io) { return run_key_generate(*file, services, io); };
  });
  add_key_list(noun, selected);
  add_key_rotate(noun, selected);
}

}  // namespace igbot::cli
