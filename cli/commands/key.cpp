// SPDX-License-Identifier: MIT
#include "cli/commands/key.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/keys.hpp"
#include "cli/output.hpp"
#include "cli/services.hpp"

namespace igbot::cli {
namespace {

const Shape k_generate_shape{
    {},
    {{"key_id", "id of the new key"}, {"file", "where it was written, null when it was printed"}}};
const Shape k_key_list_shape{
    "keys",
    {{"key_id", "id of the key"}, {"seals", "true for the first: new secrets are sealed with it"}}};

void write_private(const std::string& file, const Secret& key) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) {
    const bool exists = errno == EEXIST;
    throw Error(exists ? ErrorKind::conflict : ErrorKind::failed,
                exists
                    ? "key file exists already: " + file
                    : "key file could not be written: " + file + " (" + std::strerror(errno) + ")",
                exists ? "choose another file; a lost key makes its secrets unreadable" : "");
  }
  const std::string line = key.reveal() + "\n";
  const ssize_t written = ::write(fd, line.data(), line.size());
  const bool stored = written == static_cast<ssize_t>(line.size()) && ::fsync(fd) == 0;
  ::close(fd);
  if (stored) return;
  ::unlink(file.c_str());
  throw Error(ErrorKind::failed, "key file could not be written: " + file);
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

int run_key_list(Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_key_list_shape)) return 0;
  const auto ids = load_keys(services.config()).ids();
  nlohmann::json keys = nlohmann::json::array();
  Table table({"KEY", "USE"});
  for (std::size_t at = 0; at < ids.size(); ++at) {
    keys.push_back({{"key_id", ids[at]}, {"seals", at == 0}});
    table.add({ids[at], at == 0 ? "seals and opens" : "opens"});
  }
  if (json) {
    print_json(io, *json, k_key_list_shape, {{"keys", std::move(keys)}});
  } else {
    table.print(io);
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
  noun.add_subcommand("list", "Print the ids of the configured keys")->callback([&selected] {
    selected = run_key_list;
  });
}

}  // namespace igbot::cli
