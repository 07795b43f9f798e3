// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "tests/cli/command_table.hpp"
#include "tests/cli/seeded_world.hpp"
#include "tests/support/canaries.hpp"
#include "tests/support/command_list.hpp"
#include "tests/support/drive_key.hpp"
#include "tests/support/figures.hpp"

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

/// A world whose configuration holds a secret of every kind, given in every way there is, and which
/// is as talkative as it can be made.
class Canary : public ::testing::Test {
 protected:
  Canary() {
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
    canaries.add("bot token", k_sandbox_token);
    canaries.add("second half of the bot token", std::string(k_sandbox_token).substr(10));
    canaries.add("key", key.substr(0, key.find('=')));
    canaries.add("app secret", k_app_secret);
    canaries.add("google secret", k_google_secret);
    canaries.add("staging secret", k_staging_secret);
    canaries.add("cloudinary secret", k_cloudinary_secret);
    canaries.add("token in .env", k_env_token);
    canaries.add("sealed token", k_sealed_token);
    canaries.add("keys of a bucket", k_bucket_secret);
    canaries.add("key of a service account", private_key_line());
  }

  /// A file that may hold secrets.
  void source(const std::string& name, const std::string& content) {
    sources.insert(world.cli().write(name, content));
  }

  void expect_silence(const CliResult& result) {
    const auto found = canaries.found_in(result.out + "\n" + result.err);
    EXPECT_TRUE(found.empty()) << "printed:" << listed(found) << "\n" << result.out << result.err;
    told += found.size();
  }
  /// Database, WAL, backups, exports, whatever was written.
  void expect_silence_on_disk() {
    const auto found = canaries.found_below(world.cli().folder(), sources);
    EXPECT_TRUE(found.empty()) << "written:" << listed(found);
    told += found.size();
  }

  /// Runs every command of the program in each of these manners; returns how many runs that were.
  int run_everything(const std::vector<Words>& manners) {
    int runs = 0;
    for (const auto& [command, entry] : command_table()) {
      for (const CommandRun& run : entry.runs) {
        for (const Words& manner : manners) {
          ++runs;
          world.restore();
          EXPECT_EQ(run_one(command, run, manner), run.exit_code) << "igbotctl " << command;
          expect_silence_on_disk();
        }
      }
    }
    return runs;
  }
  /// Every command once, in a world where most of them fail before they look at more.
  void try_everything(const Words& manner) {
    for (const auto& [command, entry] : command_table()) {
      EXPECT_LT(run_one(command, entry.runs.front(), manner), 70) << "igbotctl " << command;
    }
    expect_silence_on_disk();
  }
  int run_one(const std::string& command, const CommandRun& run, const Words& manner) {
    Words words = words_of(command);
    for (const std::string& word : world.fill_in(run.words)) words.push_back(word);
    words.insert(words.end(), manner.begin(), manner.end());
    SCOPED_TRACE(spoken(words));
    const CliResult result = world.cli().run(words, run.input);
    expect_silence(result);
    return result.exit_code;
  }

  SeededWorld world;
  Canaries canaries;
  std::set<std::filesystem::path> sources;
  std::size_t told = 0;  ///< secrets found where none may be
};

TEST_F(Canary, TheSearchFindsEveryForm) {
  const std::string token = k_sandbox_token;
  int forms = 0;
  for (const std::string& text :
       {token, percent_encoded(token, true), percent_encoded(token, false), base64_of(token),
        base64_of("x" + token + "y"), base64_of("xy" + token), base64_of("xyz" + token + "a")}) {
    world.cli().write("control", "before" + text + "after");
    const bool is_found = !canaries.found_below(world.cli().folder(), sources).empty();
    EXPECT_TRUE(is_found) << text;
    forms += is_found;
  }
  tell_figures("S1", "control: a secret planted in every form", {{"found", forms}});
  world.cli().write("control", "nothing of the kind");
  expect_silence_on_disk();
}

TEST_F(Canary, NoCommandTellsASecret) {
  const int runs = run_everything({{"-v"}, {"-v", "--json"}});
  tell_figures("S1", "every command, as talkative as it gets", {{"runs", runs}, {"told", told}});
}

TEST_F(Canary, NoCommandTellsASecretInALogOfJson) {
  world.cli().set_environment("IGBOTCTL_LOG_FORMAT", "json");
  run_everything({{}});
}

TEST_F(Canary, NoCommandTellsASecretWhenItsKeyIsAnother) {
  source("other.key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
  std::filesystem::permissions(world.cli().folder() / "other.key",
                               std::filesystem::perms::owner_read);
  world.cli().set_environment("IGBOTCTL_KEY_FILE", (world.cli().folder() / "other.key").string());
  try_everything({"-v"});
}

TEST_F(Canary, NoCommandTellsASecretWithoutADatabase) {
  world.cli().set_environment("IGBOTCTL_DATABASE_PATH",
                              (world.cli().folder() / "none" / "none.db").string());
  try_everything({"-v", "--json"});
}

/// What the server says back, the token in it, as proxies and captive portals do.
TEST_F(Canary, AServerThatEchoesTheTokenIsNotRepeated) {
  const std::string token = k_sandbox_token;
  const std::string echo = "Bad Request: POST https://api.telegram.org/bot" + token +
                           "/sendPhoto?x=" + percent_encoded(token, true) + " token " + token +
                           " authorization: Bearer " + k_sealed_token;
  int echoes = 0;
  for (const FaultKind kind :
       {FaultKind::refused, FaultKind::unauthorized, FaultKind::redirect, FaultKind::html_body,
        FaultKind::internal_error, FaultKind::reset_before_reading, FaultKind::truncated_json}) {
    for (const Words& words :
         {Words{"post", "next", "--yes", "-v"}, Words{"post", "run", "-v", "--json"},
          Words{"post", "resend", world.fill_in("{awaiting}"), "-v"}}) {
      world.restore();
      SCOPED_TRACE(std::string(name_of(kind)) + " for igbotctl " + words[0] + " " + words[1]);
      world.telegram().fail_next({.kind = kind, .count = -1, .text = echo});
      expect_silence(world.cli().run(words));
      expect_silence(world.cli().run({"post", "list", "--json"}));
      expect_silence_on_disk();
      world.telegram().forget_faults();
      ++echoes;
    }
  }
  tell_figures("S1", "servers that repeat the secret", {{"echoes", echoes}, {"told", told}});
}

TEST_F(Canary, AnUnreachableServerIsNamedWithoutTheToken) {
  world.cli().set_environment("IGBOTCTL_TELEGRAM_API_BASE", "http://127.0.0.1:1");
  for (const Words& words :
       {Words{"post", "next", "--yes", "-v"}, Words{"post", "run", "--json"}}) {
    expect_silence(world.cli().run(words));
    expect_silence_on_disk();
  }
}

/// A secret where none belongs, or in a file that cannot be read: the message shows where, not
/// what.
TEST_F(Canary, AConfigurationThatIsWrongIsNotQuoted) {
  const std::string token = k_sandbox_token;
  const std::string quoted = "'" + token + "'\n";
  const std::vector<std::string> bad{
      "[telegram]\nbot_token = " + token + "\n",     // no quotes
      "[telegram]\nbot_token = [" + quoted + "]\n",  // not a text
      "[telegram]\nbot_tokn = " + quoted,            // not a key
      "[telegram]\nbot_token = " + quoted,           // where secrets are no values
      "[telegram]\nbot_token_file = " + quoted,
      "key = " + quoted,
      "[telegram]\nrate_limit = " + quoted,
      "[telegram]\napi_base = 'https://user:" + token + "@127.0.0.1'\n",
      "[telegram]\napi_base = 'http://example.com/bot" + token + "'\n",
  };
  for (const std::string& content : bad) {
    source("bad.toml", content);
    for (const Words& words : {Words{"config", "check"}, Words{"config", "show", "--origin"},
                               Words{"post", "next", "--yes", "--json"}}) {
      SCOPED_TRACE(words[1] + " with " + content);
      auto typed = words;
      typed.insert(typed.end(), {"-v", "--config", (world.cli().folder() / "bad.toml").string()});
      expect_silence(world.cli().run(typed));
    }
  }
  for (const std::string& line :
       {"INSTAGRAM_ACCESS_TOKEN \"" + token, "TELEGRAM_BOT_TOKEN='" + token, token,
        "POSTS_PER_DAY=" + token, "ENCRYPTION_KEY=" + token}) {
    source("bad.env", line + "\n");
    for (const Words& words :
         {Words{"config", "check"}, Words{"config", "show", "--origin"}, Words{"key", "list"},
          Words{"import", "env", (world.cli().folder() / "bad.env").string(), "-n"}}) {
      SCOPED_TRACE(words[1] + " with .env " + line);
      auto typed = words;
      typed.insert(typed.end(), {"-v", "--env-file", (world.cli().folder() / "bad.env").string()});
      expect_silence(world.cli().run(typed));
    }
  }
  expect_silence_on_disk();
}

/// What is left to read: a process that ends while its file is read makes the read fail (ESRCH).
std::string text_of_process(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// The command lines of this process's children, theirs included.
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

TEST_F(Canary, TheProcessListShowsNoSecret) {
  const std::size_t before = world.telegram().calls().size();
  world.telegram().hang_next("sendPhoto");
  auto running = world.cli().start({"post", "next", "--yes"});
  while (world.telegram().calls().size() == before) std::this_thread::yield();
  const std::string lines = command_lines(::getpid());
  EXPECT_NE(lines.find("--yes"), std::string::npos) << lines;
  EXPECT_TRUE(canaries.found_in(lines).empty()) << lines;
  world.telegram().release();
  running.wait();
}

}  // namespace
}  // namespace igbot::test
