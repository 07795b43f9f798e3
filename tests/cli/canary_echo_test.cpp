// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "tests/cli/canary_world.hpp"
#include "tests/support/cloudinary_sandbox.hpp"
#include "tests/support/echoing_server.hpp"
#include "tests/support/figures.hpp"
#include "tests/support/loopback_browser.hpp"
#include "tests/support/rounds.hpp"

namespace igbot::test {
namespace {

/// A command that talks to the server in question.
struct EchoedRun {
  Words words;
  /// Made anew for each run.
  std::function<std::string()> input = [] { return std::string(); };
  /// Calls that it makes of that server when all is well, at least.
  std::size_t calls = 1;
};

/// Servers that say back what they are told in confidence: an error of theirs is read by people,
/// and lands in the log, in posts and in alerts.
class CanaryEcho : public CanaryWorld {
 protected:
  CanaryEcho() {
    set("STAGING_KIND", "none");
    set("INSTAGRAM_APP_SECRET", world.graph().api().app().secret);
    set("GOOGLE_CLIENT_ID", DriveSandbox::k_client_id);
    set("GOOGLE_CLIENT_SECRET", DriveSandbox::k_client_secret);
    for (const Words& words :
         {Words{"settings", "set", "dry_run_mode", "false", "require_approval", "false"},
          Words{"post", "cancel", world.fill_in("{awaiting}"), "--yes"}}) {
      world.cli().run(words);
    }
  }

  void set(const std::string& key, const std::string& value) {
    world.cli().set_environment("IGBOTCTL_" + key, value);
  }
  CliResult must(Words words, const std::string& input = {}) {
    const CliResult result = world.cli().run(words, input);
    EXPECT_EQ(result.exit_code, 0) << spoken(words) << "\n" << result.err;
    return result;
  }

  /// Lets the command meet an echo at its first call, its second, and so on to its last,
  /// alternately as text and as JSON: by day in every fourth manner, which are others at the next
  /// call.
  void echo_every_call(EchoingServer& server, const std::vector<EchoedRun>& runs,
                       const std::vector<EchoManner>& manners) {
    const auto stride = static_cast<std::size_t>(std::max(1, 4 / fault_rounds()));
    for (const EchoedRun& run : runs) {
      const std::size_t calls = honest_calls(server, run);
      for (std::size_t call = 0; call < calls; ++call) {
        for (std::size_t i = 0; i < manners.size(); ++i) {
          if ((i + call + static_cast<std::size_t>(commands)) % stride != 0) continue;
          SCOPED_TRACE("call " + std::to_string(call + 1) + ": " + manners[i].name);
          world.restore();
          server.be_honest();
          const std::string input = run.input();
          server.echo_after(call, manners[i]);
          const bool as_json = (call + i / stride) % 2 == 1;
          judge(server, run, as_json ? Words{"-v", "--json"} : Words{"-v"}, input);
          echoes += static_cast<std::int64_t>(server.echoes());
        }
      }
    }
    server.be_honest();
    world.restore();
  }
  void tell(const std::string& who) {
    tell_figures("S1", who + " repeats what it was told",
                 {{"commands", commands},
                  {"echoes", echoes},
                  {"process lists", process_lists},
                  {"told", told}});
  }

  std::int64_t commands = 0;
  std::int64_t echoes = 0;
  std::int64_t process_lists = 0;

 private:
  /// How many there are when nothing is amiss; with a look at the process list at each.
  std::size_t honest_calls(EchoingServer& server, const EchoedRun& run) {
    world.restore();
    server.be_honest();
    const std::string input = run.input();
    note_old_files();
    std::vector<std::string> lists;
    server.on_request([&] { lists.push_back(command_lines(::getpid())); });
    server.be_honest();
    judge(server, run, {"-v"}, input);
    server.on_request({});
    EXPECT_GE(server.requests(), run.calls) << spoken(run.words);
    for (const std::string& list : lists) {
      EXPECT_NE(list.find(run.words.front()), std::string::npos) << list;
      const auto found = canaries.found_in(list);
      EXPECT_TRUE(found.empty()) << found.front() << " in the process list:\n" << list;
      told += found.size();
    }
    process_lists += static_cast<std::int64_t>(lists.size());
    ++commands;
    return server.requests();
  }
  /// What no run of that command can have written: what a server hears may lie there.
  void note_old_files() {
    old_files_ = sources;
    const auto& cli = world.cli();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(cli.folder())) {
      if (entry.path().stem() != cli.database().stem()) old_files_.insert(entry.path());
    }
  }
  void judge(EchoingServer& server, const EchoedRun& run, const Words& manner,
             const std::string& input) {
    Words words = run.words;
    words.insert(words.end(), manner.begin(), manner.end());
    SCOPED_TRACE(spoken(words));
    const CliResult result = world.cli().run(words, input);
    EXPECT_LT(result.exit_code, 70) << result.err;
    expect_silence(result);
    expect_silence_on_disk();
    Canaries heard;
    for (const std::string& secret : server.heard()) heard.add("what the server heard", secret);
    auto found = heard.found_in(result.out + "\n" + result.err);
    for (std::string& each : heard.found_below(world.cli().folder(), old_files_)) {
      found.push_back(std::move(each));
    }
    told += found.size();
    EXPECT_TRUE(found.empty()) << found.front() << "\n" << result.out << result.err;
  }

  std::set<std::filesystem::path> old_files_;
};

TEST_F(CanaryEcho, WhatTheGraphApiRepeatsIsNotTold) {
  EchoingServer server(world.graph().url());
  set("INSTAGRAM_API_BASE", server.url());
  set("INSTAGRAM_FACEBOOK_API_BASE", server.url());
  CloudinarySandbox cloud;
  set("STAGING_KIND", "cloudinary");
  set("STAGING_CLOUD_NAME", CloudinarySandbox::k_cloud);
  set("STAGING_API_KEY", CloudinarySandbox::k_key);
  set("STAGING_API_SECRET", CloudinarySandbox::k_secret);
  set("STAGING_API_BASE", cloud.url());
  world.keep();
  const auto redirect = [&](const std::string& login, const GraphGrant& grant) {
    const auto begun = must({"account", "connect", "--login", login, "--json"});
    const std::string url = nlohmann::json::parse(begun.out)["url"];
    return world.graph().api().app().redirect_uri +
           "?code=" + world.graph().api().issue_code(grant) +
           "&state=" + url.substr(url.find("state=") + 6, 32) + "\n";
  };
  const std::vector<std::string> shop{"17841400000000001"};
  echo_every_call(
      server,
      {{{"account", "add", "--token-stdin"}, [] { return std::string(k_sealed_token); }},
       {{"account", "refresh", world.fill_in("{account}")}},
       {{"account", "connect", "--redirect-stdin"},
        [&] { return redirect("instagram", {.accounts = shop}); },
        3},
       {{"account", "connect", "--redirect-stdin"},
        [&] { return redirect("facebook", {.login = AccountLogin::facebook, .accounts = shop}); },
        3},
       {{"post", "run", "--chat", "-1001"}, [] { return std::string(); }, 4}},
      echo_manners());
  tell("a Graph API");
}

TEST_F(CanaryEcho, WhatCloudinaryRepeatsIsNotTold) {
  CloudinarySandbox cloud;
  EchoingServer server(cloud.url());
  set("STAGING_KIND", "cloudinary");
  set("STAGING_CLOUD_NAME", CloudinarySandbox::k_cloud);
  set("STAGING_API_KEY", CloudinarySandbox::k_key);
  set("STAGING_API_SECRET", CloudinarySandbox::k_secret);
  set("STAGING_API_BASE", server.url());
  canaries.add("secret of a cloud", CloudinarySandbox::k_secret);
  world.keep();
  echo_every_call(server, {{{"post", "run", "--chat", "-1001"}}, {{"doctor"}}}, echo_manners());
  tell("Cloudinary");
}

TEST_F(CanaryEcho, WhatABucketRepeatsIsNotTold) {
  EchoingServer server(world.bucket().url());
  set("STAGING_KIND", "s3");
  set("STAGING_BUCKET", "photos");
  set("STAGING_REGION", "us-east-1");
  set("STAGING_ENDPOINT", server.url());
  set("STAGING_PATH_STYLE", "true");
  const std::string keys = std::string("AKIAbucketkeyid00001\n") + k_bucket_secret + "\n";
  const Words connect{"source",     "connect",    "s3",           "--bucket",     "photos",
                      "--endpoint", server.url(), "--path-style", "--keys-stdin", "--yes"};
  world.keep();
  echo_every_call(
      server,
      {{{"post", "run", "--chat", "-1001"}}, {{"doctor"}}, {connect, [keys] { return keys; }}},
      echo_manners());
  must(connect, keys);
  world.keep();
  echo_every_call(
      server, {{{"media", "sync", "--all-chats"}}, {{"source", "test"}}, {{"source", "browse"}}},
      echo_manners());
  tell("a bucket");
}

/// Without what Drive's client tries again for a quarter of a minute, because it is no answer.
std::vector<EchoManner> whole_answers() {
  std::vector<EchoManner> manners = echo_manners();
  std::erase_if(manners, [](const EchoManner& manner) {
    return manner.name == "no HTTP at all" || manner.name == "half an answer";
  });
  return manners;
}

TEST_F(CanaryEcho, WhatGoogleRepeatsIsNotTold) {
  EchoingServer server(world.drive().url());
  world.drive().set_outer_url(server.url());
  for (const char* base : {"API", "OAUTH", "ACCOUNTS"}) {
    set("GOOGLE_" + std::string(base) + "_BASE", server.url());
  }
  const std::string folder = world.fill_in("{drive folder}");
  const auto came_back = [&] {
    const auto begun = must({"source", "connect", "drive", "--login", "--json"});
    return open_in_browser(nlohmann::json::parse(begun.out)["url"]);
  };
  const Words by_login{"source",   "connect", "drive", "--redirect-stdin",
                       "--folder", folder,    "--yes"};
  const Words by_key{"source", "connect", "drive", "--key-stdin", "--folder", folder, "--yes"};
  world.keep();
  echo_every_call(
      server,
      {{by_login, came_back, 4}, {by_key, [] { return DriveSandbox::service_account_json(); }, 4}},
      whole_answers());
  must(by_login, came_back());
  world.keep();
  echo_every_call(
      server, {{{"media", "sync", "--all-chats"}}, {{"source", "test"}}, {{"source", "browse"}}},
      whole_answers());
  tell("Google");
}

}  // namespace
}  // namespace igbot::test
