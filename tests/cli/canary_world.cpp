// SPDX-License-Identifier: MIT
#include "tests/cli/canary_world.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "tests/support/drive_key.hpp"

namespace igbot::test {
namespace {

// Characters that encodings change, so that an encoded copy differs from the plain one.
constexpr const char* k_app_secret = "c4nary+App/Secret=0123456789abcdef";
constexpr const char* k_google_secret = "GOCSPX-c4nary+Google/Secret=012345";
constexpr const char* k_staging_secret = "c4nary+Staging/Secret=0123456789abc";
constexpr const char* k_cloudinary_secret = "c4nary+Cloudinary/Secret=01234567";
constexpr const char* k_env_token = "IGAAc4naryEnvToken0123456789c4nary0123456789abc";

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// A line of the key that stands alone however the file it lies in is written.
std::string private_key_line() {
  const std::string key = k_drive_private_key;
  const std::size_t begin = key.find('\n', key.find('\n') + 1) + 1;
  return key.substr(begin, key.find('\n', begin) - begin);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += "\n  " + name;
  return text;
}

/// What is left to read: a process that ends while its file is read makes the read fail (ESRCH).
std::string text_of_process(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

CanaryWorld::CanaryWorld() {
  auto& cli = world.cli();
  const auto credentials = cli.folder() / "credentials";
  source("config.toml",
         "[log]\nlevel = 'debug'\n[google]\nclient_id = 'x'\nclient_secret_file = 'google'\n"
         "[staging]\nkind = 's3'\nbucket = 'b'\nregion = 'r'\naccess_key_id = 'AKIA'\n");
  source("google", k_google_secret);
  source("credentials/staging.secret_access_key", k_staging_secret);
  source(".env", "INSTAGRAM_ACCESS_TOKEN=" + std::string(k_env_token) +
                     "\nCLOUDINARY_API_SECRET=" + k_cloudinary_secret + "\n");
  cli.set_environment("IGBOTCTL_CONFIG", (cli.folder() / "config.toml").string());
  cli.set_environment("IGBOTCTL_ENV_FILE", (cli.folder() / ".env").string());
  cli.set_environment("IGBOTCTL_INSTAGRAM_APP_SECRET", k_app_secret);
  cli.set_environment("CREDENTIALS_DIRECTORY", credentials.string());
  sources.insert(cli.folder() / "key");
  const std::string key = first_line(content_of(cli.folder() / "key"));
  add("bot token", k_sandbox_token);
  add("second half of the bot token", std::string(k_sandbox_token).substr(10));
  add("key", key.substr(0, key.find('=')));
  add("app secret", k_app_secret);
  add("google secret", k_google_secret);
  add("staging secret", k_staging_secret);
  add("cloudinary secret", k_cloudinary_secret);
  add("token in .env", k_env_token);
  add("sealed token", k_sealed_token);
  add("keys of a bucket", k_bucket_secret);
  add("key of a service account", private_key_line());
}

void CanaryWorld::add(const std::string& name, const std::string& secret) {
  secrets[name] = secret;
  canaries.add(name, secret);
}

void CanaryWorld::source(const std::string& name, const std::string& content) {
  sources.insert(world.cli().write(name, content));
}

void CanaryWorld::expect_silence(const CliResult& result) {
  const auto found = canaries.found_in(result.out + "\n" + result.err);
  EXPECT_TRUE(found.empty()) << "printed:" << listed(found) << "\n" << result.out << result.err;
  told += found.size();
}

void CanaryWorld::expect_silence_on_disk() {
  const auto found = canaries.found_below(world.cli().folder(), sources);
  EXPECT_TRUE(found.empty()) << "written:" << listed(found);
  told += found.size();
}

std::string command_lines(pid_t of) {
  std::string lines;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string pid = entry.path().filename().string();
    if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
    const std::string stat = text_of_process(entry.path() / "stat");
    std::istringstream behind_name(stat.substr(std::min(stat.size(), stat.rfind(')') + 1)));
    std::string state;
    pid_t parent = 0;
    behind_name >> state >> parent;
    if (parent == of)
      lines += text_of_process(entry.path() / "cmdline") + "\n" +
               command_lines(static_cast<pid_t>(std::stol(pid)));
  }
  return lines;
}

}  // namespace igbot::test
