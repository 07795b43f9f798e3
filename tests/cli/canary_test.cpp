// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <algorithm>

#include "tests/cli/canary_world.hpp"
#include "tests/support/figures.hpp"

namespace igbot::test {
namespace {

class Canary : public CanaryWorld {
 protected:
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
};

/// Of each secret alone: one that was lost from the list would be found nowhere, and nobody would
/// know.
TEST_F(Canary, TheSearchFindsEverySecretInEveryForm) {
  expect_silence_on_disk();
  int planted = 0;
  int found = 0;
  for (const auto& [name, secret] : secrets) {
    std::vector<std::pair<std::string, std::string>> forms{
        {" (raw)", secret},
        {" (percent-encoded)", percent_encoded(secret, true)},
        {" (percent-encoded)", percent_encoded(secret, false)}};
    for (const char* before : {"", "x", "xy", "xyz"}) {
      const std::string text = base64_of(before + secret + "z");
      forms.insert(forms.end(), {{" (base64)", text}, {" (base64)", url_alphabet(text)}});
    }
    for (const auto& [form, text] : forms) {
      // What needs no encoding looks as it is.
      const std::string expected = name + (text == secret ? " (raw)" : form);
      const CliResult printed{0, "before" + text, "after"};
      world.cli().write("control", "before" + text + "after");
      const auto below = canaries.found_below(world.cli().folder(), sources);
      const auto in_output = canaries.found_in(printed.out + printed.err);
      const auto is_it = [&](const std::string& each) { return each.ends_with(expected); };
      const bool is_found = std::any_of(below.begin(), below.end(), is_it) &&
                            std::any_of(in_output.begin(), in_output.end(), is_it);
      EXPECT_TRUE(is_found) << expected << ": " << text;
      ++planted;
      found += is_found;
    }
  }
  EXPECT_EQ(secrets.size(), 11U);
  tell_figures("S1", "control: every secret planted in every form",
               {{"secrets", static_cast<std::int64_t>(secrets.size())},
                {"planted", planted},
                {"found", found}});
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

}  // namespace
}  // namespace igbot::test
