// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>

#include "cli/commands/source/connect.hpp"
#include "cli/folder_choice.hpp"
#include "cli/sources.hpp"
#include "cli/token_input.hpp"
#include "core/text/text.hpp"
#include "providers/s3/s3_source.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_longest_keys = 16384;
constexpr const char* k_default_region = "us-east-1";

struct S3Options {
  ConnectSourceOptions common;
  media::S3SourceConfig source;
  bool keys_stdin = false;
  bool choose = false;
};

/// Access key id, secret access key and, of temporary keys, the session token: a line each.
s3::Credentials keys_from_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string& line : text::split(text, '\n')) {
    if (std::string word = text::trim(line); !word.empty()) lines.push_back(std::move(word));
  }
  if (lines.size() != 2 && lines.size() != 3) {
    throw Error(ErrorKind::usage, "these are no S3 keys",
                "two lines: the access key id, then the secret access key (and a session token)");
  }
  return {lines[0], Secret(lines[1]), Secret(lines.size() == 3 ? lines[2] : "")};
}

s3::Credentials read_keys(Io& io) {
  if (!io.in_is_terminal) {
    const std::string text = read_at_most(io.in, k_longest_keys);
    if (text.size() > k_longest_keys) throw Error(ErrorKind::usage, "these are no S3 keys", "");
    return text::trim(text).starts_with('{') ? s3::parse_keys(Secret(text)) : keys_from_lines(text);
  }
  Questions questions(io);
  const std::string id = questions.ask("Access key id", {}, [](const std::string& answer) {
    if (answer.empty()) throw Error(ErrorKind::usage, "it is empty", "");
    return answer;
  });
  return keys_from_lines(id + "\n" + ask_unseen(io, "secret access key"));
}

std::optional<NewCredential> keys_for(const S3Options& options, const media::S3SourceConfig& source,
                                      Services& services, Io& io, const Chat& chat) {
  if (options.keys_stdin) {
    return NewCredential{CredentialKind::s3_keys, s3::print_keys(read_keys(io)), std::nullopt,
                         std::nullopt};
  }
  if (!source.profile.empty()) return std::nullopt;
  return present_secret(services, chat, source);
}

/// Prefixes are folders: "photos" and "photos/" are the same one.
std::string as_folder(std::string prefix) {
  if (!prefix.empty() && !prefix.ends_with('/')) prefix += '/';
  return prefix;
}

int connect_s3(const S3Options& options, Services& services, Io& io) {
  if (print_connect_help(services, io)) return 0;
  const Chat chat = chat_to_connect(options.common, services);
  media::S3SourceConfig source = options.source;
  while (source.endpoint.ends_with('/')) source.endpoint.pop_back();
  source.prefix = as_folder(source.prefix);
  const auto credential = keys_for(options, source, services, io, chat);
  if (options.choose) {
    if (!io.in_is_terminal) {
      throw Error(ErrorKind::usage, "nobody can be asked which folder", "add --prefix FOLDER/");
    }
    Questions questions(io);
    const auto bucket = services.sources().open(source, credential);
    source.prefix = as_folder(
        choose_folder(*bucket, questions, io, [](const std::string& answer) { return answer; }));
  }
  return connect_source(options.common, {source, credential}, services, io, chat);
}

int run_connect_s3(const S3Options& options, Services& services, Io& io) {
  try {
    return connect_s3(options, services, io);
  } catch (const Interrupted&) {
    return nothing_connected(io);
  }
}

}  // namespace

void add_connect_s3(CLI::App& connect, Selected& selected) {
  CLI::App* command = connect.add_subcommand("s3", "A bucket of S3-compatible storage");
  auto options = std::make_shared<S3Options>();
  options->source.region = k_default_region;
  command->add_option("--bucket", options->source.bucket, "Name of the bucket")
      ->type_name("NAME")
      ->required();
  auto* prefix = command->add_option("--prefix", options->source.prefix,
                                     "The folder in it, as in stories/ (default: all of it)");
  prefix->type_name("FOLDER");
  command->add_flag("--choose", options->choose, "Choose the folder from a list")->excludes(prefix);
  command->add_option("--region", options->source.region, "Region of the bucket")
      ->type_name("NAME")
      ->capture_default_str();
  command
      ->add_option("--endpoint", options->source.endpoint,
                   "Address of the storage, unless it is Amazon's")
      ->type_name("URL");
  command->add_flag("--path-style", options->source.path_style,
                    "The bucket stands in the path instead of the host name");
  auto* keys = command->add_flag(
      "--keys-stdin", options->keys_stdin,
      "Read access key id and secret access key from standard input, a line each");
  command
      ->add_option("--profile", options->source.profile,
                   "Take the keys of this profile of the AWS files instead")
      ->type_name("NAME")
      ->excludes(keys);
  add_connect_flags(*command, options->common);
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_connect_s3(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
