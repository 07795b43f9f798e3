// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/account/account_repository.hpp"
#include "core/account/credential_repository.hpp"
#include "core/store/chat_repository.hpp"
#include "tests/cli/team_cli.hpp"
#include "tests/support/telegram_sandbox.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

const std::string k_one = "-1001111";
const std::string k_two = "-1002222";
const std::string k_token_one = "IGAA-token-of-team-one";

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The program, a key of its own, the dumps that tests/support/storyline/make_dumps makes, and a
/// copy of the media they speak of.
class ImportStoryline : public ::testing::Test {
 protected:
  ImportStoryline() {
    EXPECT_TRUE(std::filesystem::exists(dump("later.sql"))) << "ctest -R storyline_dumps makes it";
    std::filesystem::copy(dumps() / "media", photos(), std::filesystem::copy_options::recursive);
    cli.run({"key", "generate", (cli.folder() / "key").string()});
    cli.set_environment("IGBOTCTL_KEY_FILE", (cli.folder() / "key").string());
  }

  static std::filesystem::path dumps() { return IGBOT_STORYLINE_DUMPS; }
  static std::string dump(const std::string& name) { return (dumps() / name).string(); }
  std::filesystem::path photos() const { return cli.folder() / "photos"; }

  /// `import storyline FILE …` with the old key and where the media are now.
  CliResult import(const std::string& file, const std::vector<std::string>& more = {"--yes"}) {
    std::vector<std::string> words{
        "import",         "storyline", file, "--media-map", "/srv/old-media=" + photos().string(),
        "--old-key-file", dump("keys")};
    words.insert(words.end(), more.begin(), more.end());
    return cli.run(words);
  }
  /// The document of such an import, which refuses some rows.
  json imported(const std::string& file, std::vector<std::string> more = {"--yes"}) {
    more.emplace_back("--json");
    const auto result = import(file, more);
    EXPECT_EQ(result.exit_code, 3) << result.err;
    return json::parse(result.out);
  }
  json read(const std::vector<std::string>& words, const std::string& chat = k_one) {
    std::vector<std::string> all = words;
    all.insert(all.end(), {"--json", "--chat", chat});
    const auto result = cli.run(all);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return json::parse(result.out);
  }
  json media(const std::string& chat = k_one) {
    json by_path = json::object();
    const json listed = read({"media", "list"}, chat);
    for (const json& item : listed.at("media")) {
      by_path[item.at("path").get<std::string>()] = item;
    }
    return by_path;
  }
  /// Status of each post, by path.
  std::multimap<std::string, std::string> posts(const std::string& chat = k_one) {
    std::multimap<std::string, std::string> found;
    const json listed = read({"post", "list"}, chat);
    for (const json& post : listed.at("posts")) {
      found.emplace(post.at("path"), post.at("status"));
    }
    return found;
  }
  std::string setting(const std::string& key, const std::string& chat = k_one) {
    return cli.run({"settings", "get", key, "--chat", chat}).out;
  }
  /// All that chats can see, to compare.
  std::string everything() {
    std::string all;
    for (const std::string& chat : {k_one, k_two}) {
      for (const std::vector<std::string>& words : {std::vector<std::string>{"media", "list"},
                                                    {"post", "list"},
                                                    {"post", "history"},
                                                    {"mix", "show"},
                                                    {"settings", "list"},
                                                    {"settings", "history"}}) {
        all += read(words, chat).dump();
      }
    }
    return all;
  }
  /// A changed copy of a dump.
  std::string altered(const std::string& name, const std::string& from, const std::string& to) {
    std::string text = bytes_of(dump(name));
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    return cli.write("altered.sql", text).string();
  }

  CliRunner cli;
};

json counts_of(const json& document, const std::string& kind) {
  for (const json& entry : document.at("kinds")) {
    if (entry.at("kind") != kind) continue;
    return {entry.at("read"), entry.at("imported"), entry.at("already"), entry.at("skipped"),
            entry.at("refused")};
  }
  return nullptr;
}

TEST_F(ImportStoryline, CountsWhatBecameOfEveryRowOfEveryKind) {
  const json result = imported(dump("v034.sql"));
  const std::map<std::string, std::vector<int>> wanted{
      {"users", {3, 3, 0, 0, 0}},   {"chats", {3, 2, 0, 0, 1}},    {"settings", {20, 17, 0, 2, 1}},
      {"members", {4, 4, 0, 0, 0}}, {"accounts", {3, 2, 0, 1, 0}}, {"tokens", {7, 3, 0, 2, 2}},
      {"media", {10, 8, 0, 0, 2}},  {"texts", {5, 4, 0, 0, 1}},    {"locks", {7, 4, 0, 1, 2}},
      {"mix", {5, 4, 0, 0, 1}},     {"history", {5, 5, 0, 0, 0}},  {"queue", {7, 6, 0, 0, 1}}};
  for (const auto& [kind, counts] : wanted)
    EXPECT_EQ(counts_of(result, kind), json(counts)) << kind;
  EXPECT_EQ(result.at("chats").size(), 2U);
  EXPECT_EQ(result.at("chats").at(0).at("counts").at("media").at("imported"), 6);
  EXPECT_EQ(result.at("chats").at(1).at("counts").at("media").at("imported"), 2);
  EXPECT_EQ(result.at("refused_rows").size(), 11U);
}

TEST_F(ImportStoryline, NamesLineAndReasonOfWhatItRefuses) {
  const auto result = import(dump("v034.sql"));
  EXPECT_EQ(result.exit_code, 3);
  for (const char* reason :
       {"media: file_hash is neither an MD5 nor a SHA-256 digest",
        "media: it lies outside of its media folder /srv/old-media: /srv/elsewhere/e.jpg",
        "locks: its media item belongs to another chat", "locks: locked_until is not a time",
        "queue: its content is planned or awaits a decision already", "tokens: no old key opens it",
        "settings: invalid skip_ttl_days: '5000'", "texts: link is not an http or https URL",
        "mix: the shares in force are no mix", "chats: its set-up was never finished",
        "igbotctl: 11 rows were refused: "}) {
    EXPECT_TRUE(mentions(result.err, reason)) << reason << "\n" << result.err;
  }
  std::ifstream file(dump("v034.sql"));
  std::string line;
  std::int64_t number = 0;
  while (std::getline(file, line) && !mentions(line, "no digest")) ++number;
  EXPECT_TRUE(mentions(result.err, "line " + std::to_string(number + 1) + ", media: file_hash"));
}

TEST_F(ImportStoryline, AnItemHasItsTextsCountersAndCategory) {
  imported(dump("v034.sql"));
  const json items = media();
  const auto id = std::to_string(items.at("memes/a.jpg").at("id").get<int>());
  const json item = read({"media", "show", id});
  EXPECT_EQ(item.at("title"), "Größe");
  EXPECT_EQ(item.at("caption"),
            "line one\nline two\twith tab, back\\slash and \\N\r\n\xF0\x9F\x8C\x8A");
  EXPECT_EQ(item.at("link"), "https://example.org/?a=b&c=d");
  EXPECT_EQ(item.at("tags"), (json{"summer", "new_york", "a_b", "say_\"hi\"", "back\\slash"}));
  EXPECT_EQ(item.at("times_posted"), 3);
  EXPECT_EQ(item.at("last_posted_at"), "2026-05-01T08:30:00.500Z");
  EXPECT_EQ(item.at("category"), "memes");
}

TEST_F(ImportStoryline, ANewChatHasItsSettingsButNothingThatGoesOutByItself) {
  imported(dump("v034.sql"));
  EXPECT_EQ(setting("posts_per_day"), "5\n");
  EXPECT_EQ(setting("posting_hours"), "9-22\n");
  EXPECT_EQ(setting("posting_timezone"), "Europe/Berlin\n");
  EXPECT_EQ(setting("skip_ttl_days"), "60\n");
  EXPECT_EQ(setting("repost_ttl_days"), "30\n");
  EXPECT_EQ(setting("caption_style"), "simple\n");
  EXPECT_EQ(setting("active_account"), "team.one\n");
  EXPECT_EQ(setting("dry_run_mode"), "true\n");
  EXPECT_EQ(setting("enable_instagram_api"), "false\n");
  EXPECT_EQ(setting("is_paused"), "true\n");
  EXPECT_EQ(setting("pause_reason"),
            "paused in the former system since 2026-05-01T10:00:00.123Z by @anna\n");
  EXPECT_EQ(setting("posting_timezone", k_two), "UTC\n");
  EXPECT_EQ(setting("skip_ttl_days", k_two), "45\n");
  EXPECT_EQ(setting("media_source_type", k_two), "google_drive\n");
  EXPECT_EQ(setting("is_paused", k_two), "false\n");
}

TEST_F(ImportStoryline, StateIsTakenOverWhenAskedFor) {
  imported(dump("v034.sql"), {"--yes", "--include-state"});
  EXPECT_EQ(setting("dry_run_mode"), "false\n");
  EXPECT_EQ(setting("enable_instagram_api"), "true\n");
  EXPECT_EQ(setting("is_paused"), "true\n");
  EXPECT_EQ(setting("dry_run_mode", k_two), "true\n");
}

TEST_F(ImportStoryline, EveryPostStandsWhereItStood) {
  imported(dump("v034.sql"));
  const std::vector<std::pair<std::string, std::string>> wanted{{"memes/a.jpg", "planned"},
                                                                {"memes/d.jpg", "missed"},
                                                                {"memes/gone.jpg", "unknown"},
                                                                {"merch/c.jpg", "awaiting"}};
  const auto by_path = posts();
  const std::vector<std::pair<std::string, std::string>> all(by_path.begin(), by_path.end());
  for (const auto& one : wanted) EXPECT_EQ(std::count(all.begin(), all.end(), one), 1) << one.first;
  const json history = read({"post", "history"}, k_two).at("history");
  EXPECT_EQ(history.at(0).at("outcome"), "failed");
  EXPECT_EQ(history.at(1).at("outcome"), "posted");
  EXPECT_EQ(history.at(1).at("method"), "instagram_api");
  EXPECT_EQ(history.at(1).at("at"), "2026-05-03T00:01:00Z");
}

TEST_F(ImportStoryline, ASecondImportChangesNothing) {
  imported(dump("v034.sql"));
  const std::string before = everything();
  const json again = imported(dump("v034.sql"));
  for (const json& kind : again.at("kinds")) EXPECT_EQ(kind.at("imported"), 0) << kind;
  EXPECT_EQ(everything(), before);
}

TEST_F(ImportStoryline, ANewerDumpAddsWhatIsNewAndKeepsWhatPeopleChangedHere) {
  imported(dump("v034.sql"));
  const json items = media();
  const auto id = [&](const char* path) {
    return std::to_string(items.at(path).at("id").get<int>());
  };
  cli.run({"media", "set", id("memes/a.jpg"), "--title", "Changed here", "--chat", k_one});
  cli.run({"media", "unlock", id("merch/c.jpg"), "--chat", k_one});
  cli.run({"settings", "set", "posts_per_day", "2", "--chat", k_one});
  cli.run({"mix", "set", "memes=10", "merch=90", "--chat", k_one});

  const json later = imported(dump("later.sql"));
  EXPECT_EQ(counts_of(later, "media").at(1), 1);
  EXPECT_EQ(counts_of(later, "history").at(1), 2);
  EXPECT_EQ(read({"media", "show", id("memes/a.jpg")}).at("title"), "Changed here");
  EXPECT_EQ(media().at("merch/c.jpg").at("locked_until"), nullptr);
  EXPECT_EQ(setting("posts_per_day"), "2\n");
  EXPECT_EQ(read({"mix", "show"}).at("mix").at(0).at("share"), 0.1);
  EXPECT_TRUE(media().contains("memes/new.jpg"));
}

TEST_F(ImportStoryline, WhatWentOutOverThereIsNotPlannedHereAnyMore) {
  imported(dump("v034.sql"));
  imported(dump("later.sql"));
  for (const auto& [path, status] : posts()) {
    if (path == "memes/a.jpg") EXPECT_NE(status, "planned");
    if (path == "merch/c.jpg") EXPECT_NE(status, "awaiting");
  }
}

TEST_F(ImportStoryline, APlanPrintsTheSameAndChangesNothing) {
  const json plan = imported(dump("v034.sql"), {"-n"});
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
  EXPECT_EQ(plan.at("dry_run"), true);
  json real = imported(dump("v034.sql"));
  EXPECT_EQ(real.at("kinds"), plan.at("kinds"));
  EXPECT_EQ(real.at("chats"), plan.at("chats"));
  EXPECT_EQ(real.at("refused_rows"), plan.at("refused_rows"));
  const std::string before = everything();
  imported(dump("later.sql"), {"--plan"});
  EXPECT_EQ(everything(), before);
}

TEST_F(ImportStoryline, AsksOnATerminalAndNeedsAWordElsewhere) {
  EXPECT_EQ(import(dump("v034.sql"), {}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
  const std::vector<std::string> words{"import",         "storyline",
                                       dump("v034.sql"), "--without-tokens",
                                       "--media-map",    "/srv/old-media=" + photos().string()};
  const auto refused = cli.run_on_terminal(words, {{"Import this? [y/N]", "n\n"}});
  EXPECT_EQ(refused.exit_code, 6) << refused.out;
  EXPECT_TRUE(mentions(refused.out, "would import")) << refused.out;
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
  EXPECT_EQ(cli.run_on_terminal(words, {{"Import this? [y/N]", "y\n"}}).exit_code, 3);
  EXPECT_EQ(media().size(), 5U);
}

TEST_F(ImportStoryline, TokensAreOpenedWithTheOldKeysAndSealedAnew) {
  const auto result = import(dump("v034.sql"));
  EXPECT_FALSE(mentions(result.out + result.err, k_token_one));
  for (const auto& entry : std::filesystem::directory_iterator(cli.folder())) {
    if (entry.is_regular_file()) EXPECT_FALSE(mentions(bytes_of(entry.path()), k_token_one));
  }
  SystemClock clock;
  Store store({.file = cli.database(), .vfs = {}}, clock);
  const auto keys = crypto::KeyRing::read(cli.folder() / "key");
  store.read([&](UnitOfWork& unit) {
    const auto token_of = [&](const std::string& chat, const std::string& instagram_id) {
      const auto found = ChatRepository(unit).find(static_cast<TelegramChatId>(std::stoll(chat)));
      const ChatScope scope = unit.chat(found->key);
      const auto account = AccountRepository(scope).find_by_instagram_id(instagram_id);
      const auto credential = CredentialRepository(scope).find(*account->credential);
      return CredentialRepository(scope).open(*credential, keys).reveal();
    };
    EXPECT_EQ(token_of(k_one, "17841400000000001"), k_token_one);
    EXPECT_EQ(token_of(k_two, "17841400000000003"), "EAAB-token-of-team-two");
  });
}

TEST_F(ImportStoryline, AWrongOrMissingKeyStopsEverythingAndTokensCanBeLeftOut) {
  const std::vector<std::string> words{"import",         "storyline",
                                       dump("v034.sql"), "--yes",
                                       "--media-map",    "/srv/old-media=" + photos().string()};
  const auto with = [&](const std::vector<std::string>& more) {
    auto all = words;
    all.insert(all.end(), more.begin(), more.end());
    return cli.run(all);
  };
  const auto wrong = with({"--old-key-file", dump("wrong_keys")});
  EXPECT_EQ(wrong.exit_code, 4);
  EXPECT_TRUE(mentions(wrong.err, "the old key opens none of 4 tokens")) << wrong.err;
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  EXPECT_EQ(with({}).exit_code, 12);
  EXPECT_EQ(with({"--old-key-file", dump("keys")}).exit_code, 12);
  EXPECT_EQ(cli.run({"chat", "list", "--json"}).out.find("1111"), std::string::npos);
  EXPECT_EQ(with({"--without-tokens"}).exit_code, 3);
  EXPECT_EQ(media().size(), 5U);
}

TEST_F(ImportStoryline, TheOldKeyMayComeFromTheEnvironmentOrStandardInput) {
  const std::vector<std::string> words{"import",
                                       "storyline",
                                       dump("v034.sql"),
                                       "-n",
                                       "--json",
                                       "--media-map",
                                       "/srv/old-media=" + photos().string()};
  const std::string keys = bytes_of(dump("keys"));
  auto piped = words;
  piped.insert(piped.end(), {"--old-key-file", "-"});
  EXPECT_EQ(counts_of(json::parse(cli.run(piped, keys).out), "tokens").at(1), 3);
  cli.set_environment("IGBOTCTL_IMPORT_KEY", keys);
  EXPECT_EQ(counts_of(json::parse(cli.run(words).out), "tokens").at(1), 3);
}

TEST_F(ImportStoryline, AnOldEnvFileTellsTheKeysAndTheMediaFolder) {
  cli.set_environment("IGBOTCTL_KEY_FILE", "");
  const auto env = cli.write(
      "old.env", "MEDIA_DIR=/srv/old-media\nENCRYPTION_KEYS=" + bytes_of(dump("keys")) + "\n");
  const auto with_env = [&](const std::string& name) {
    return cli.run({"--env-file", env.string(), "import", "storyline", dump(name), "-n", "--json",
                    "--media-map", "/srv/old-media=" + photos().string()});
  };
  EXPECT_EQ(counts_of(json::parse(with_env("v034.sql").out), "tokens").at(1), 3);
  EXPECT_EQ(counts_of(json::parse(with_env("v006.sql").out), "media").at(1), 2);
}

TEST_F(ImportStoryline, TheDumpMayComeFromStandardInput) {
  const auto result =
      cli.run({"import", "storyline", "--media-map", "/srv/old-media=" + photos().string(), "-",
               "--without-tokens", "--yes"},
              bytes_of(dump("v034.sql")));
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(media().size(), 5U);
  EXPECT_EQ(cli.run({"import", "storyline", "-", "--old-key-file", "-", "-n"}).exit_code, 2);
}

TEST_F(ImportStoryline, OtherFormatsAndHalfADumpAreRefusedBeforeAnythingIsMade) {
  const std::string whole = bytes_of(dump("v034.sql"));
  const std::string half = cli.write("half.sql", whole.substr(0, whole.size() / 2)).string();
  const std::string row = cli.write("row.sql", whole.substr(0, whole.find("17841400000000002")));
  const std::vector<std::pair<std::string, std::string>> cases{
      {dump("inserts.sql"), "pg_dump --format=plain"},
      {dump("custom.dump"), "pg_dump --format=plain"},
      {half, "make the dump anew"},
      {row, "make the dump anew"}};
  for (const auto& [file, hint] : cases) {
    const auto result = import(file);
    EXPECT_EQ(result.exit_code, 2) << file;
    EXPECT_TRUE(mentions(result.err, hint)) << result.err;
  }
  EXPECT_EQ(import(dump("none.sql")).exit_code, 5);
  EXPECT_EQ(import(dumps().string()).exit_code, 5);
  EXPECT_FALSE(std::filesystem::exists(cli.database()));
}

TEST_F(ImportStoryline, TheFirstSyncKnowsEveryFileAgain) {
  imported(dump("v034.sql"));
  const json before = media();
  const json sync = read({"media", "sync"});
  EXPECT_EQ(sync.at("unchanged"), 5);
  for (const char* kind : {"new", "changed", "moved", "copied", "deactivated", "reactivated"}) {
    EXPECT_EQ(sync.at(kind), 0) << kind;
  }
  const json after = media();
  ASSERT_EQ(after.size(), 5U);
  for (const auto& [path, item] : before.items()) {
    EXPECT_EQ(after.at(path).at("id"), item.at("id")) << path;
    EXPECT_EQ(after.at(path).at("times_posted"), item.at("times_posted")) << path;
    EXPECT_EQ(after.at(path).at("locked_until"), item.at("locked_until")) << path;
    EXPECT_EQ(after.at(path).at("content_hash").get<std::string>().size(), 64U) << path;
  }
  EXPECT_EQ(before.at("memes/b.jpg").at("content_hash").get<std::string>().size(), 32U);
  EXPECT_EQ(after.at("memes/b.jpg").at("locked_until"), "2036-01-01T00:00:00Z");
  EXPECT_EQ(after.at("memes/a.jpg").at("content_hash"),
            after.at("merch/copy-of-a.jpg").at("content_hash"));
}

TEST_F(ImportStoryline, ALibrarySyncedBeforeTheImportKeepsItsItemsAndGetsTheLocks) {
  cli.run({"init", "--chat", k_one, "--name", "team", "--source", "local", "--source-path",
           photos().string(), "--yes"});
  read({"media", "sync"});
  const json before = media();
  imported(dump("v034.sql"));
  read({"media", "sync"});
  const json after = media();
  ASSERT_EQ(after.size(), before.size());
  for (const auto& [path, item] : before.items()) EXPECT_EQ(after.at(path).at("id"), item.at("id"));
  EXPECT_EQ(after.at("memes/a.jpg").at("times_posted"), 3);
  EXPECT_EQ(after.at("merch/c.jpg").at("locked_until"), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(after.at("memes/b.jpg").at("locked_until"), "2036-01-01T00:00:00Z");
  EXPECT_EQ(after.at("memes/b.jpg").at("times_posted"), 1);
}

TEST_F(ImportStoryline, LockedContentIsNotPlanned) {
  imported(dump("v034.sql"));
  read({"media", "sync"});
  cli.run({"schedule", "create", "--chat", k_one});
  for (const auto& [path, status] : posts()) {
    if (status == "planned") EXPECT_TRUE(path == "memes/a.jpg") << path;
  }
}

TEST_F(ImportStoryline, NothingOldGoesOut) {
  imported(dump("v034.sql"));
  TelegramSandbox telegram({.chats = {{-1001111, "group"}, {-1002222, "supergroup"}}});
  cli.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
  cli.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram.url());
  cli.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  read({"media", "sync"});
  cli.run({"resume", "--chat", k_one});
  const auto run = cli.run({"post", "run"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(telegram.accepted().size(), 0U);
}

TEST_F(ImportStoryline, TwoChatsStayApart) {
  imported(dump("v034.sql"));
  EXPECT_EQ(media().size(), 5U);
  const json other = media(k_two);
  EXPECT_EQ(other.size(), 2U);
  EXPECT_EQ(other.at("memes/one.jpg").at("times_posted"), 9);
  EXPECT_EQ(other.at("two.jpg").at("locked_until"), "2036-01-01T00:00:00Z");
  EXPECT_EQ(other.at("memes/one.jpg").at("locked_until"), nullptr);
  EXPECT_EQ(media().at("memes/a.jpg").at("locked_until"), nullptr);
  EXPECT_EQ(read({"mix", "show"}, k_two).at("equal"), true);
  EXPECT_EQ(posts(k_two).size(), 2U);
}

TEST_F(ImportStoryline, ADriftedDatabaseIsReadToo) {
  const json result = imported(dump("drifted.sql"));
  EXPECT_EQ(counts_of(result, "locks"), (json{7, 5, 0, 1, 1}));
  EXPECT_EQ(media().at("merch/c.jpg").at("locked_until"), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(media(k_two).at("two.jpg").at("locked_until"), "2036-01-01T00:00:00Z");
  const std::string notes = result.at("notes").dump();
  EXPECT_TRUE(mentions(notes, "waitlist_signups (1 row)")) << notes;
  EXPECT_TRUE(mentions(notes, "unknown columns, passed over: media_items.Odd, ")) << notes;
}

TEST_F(ImportStoryline, TheFirstVersionsOneTeamGoesToItsOnlyChat) {
  const auto result = import(dump("v006.sql"), {"--yes", "--media-dir", "/srv/old-media"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(mentions(result.out, "First team (chat -1001111, new)")) << result.out;
  EXPECT_EQ(media().at("memes/b.jpg").at("locked_until"), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(setting("posts_per_day"), "4\n");
  EXPECT_EQ(posts().find("memes/a.jpg")->second, "planned");
}

TEST_F(ImportStoryline, RowsWithoutAChatGoToTheChatThatIsNamed) {
  const auto result =
      import(dump("v006.sql"), {"--yes", "--media-dir", "/srv/old-media", "--chat", "-1003333"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(media("-1003333").size(), 2U);
  EXPECT_EQ(media().size(), 0U);
}

TEST_F(ImportStoryline, WhereSeveralChatsComeIntoQuestionOneMustBeNamed) {
  const std::string file =
      altered("v034.sql", "\t00000000-0000-4000-8000-0000000000c1\n", "\t\\N\n");
  const auto refused = import(file);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_TRUE(mentions(refused.err, "rows that name no chat, and the dump has 2 chats"))
      << refused.err;
  EXPECT_TRUE(mentions(refused.err, "--chat ID")) << refused.err;
  EXPECT_EQ(import(file, {"--yes", "--chat", k_one}).exit_code, 3);
}

TEST_F(ImportStoryline, AFolderThatIsNotHereIsAskedFor) {
  const auto result = cli.run({"import", "storyline", dump("v034.sql"), "--without-tokens", "-n"});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_TRUE(mentions(result.err, "--media-map /srv/old-media=FOLDER")) << result.err;
  EXPECT_EQ(cli.run({"import", "storyline", dump("v006.sql"), "-n"}).exit_code, 2);
}

}  // namespace
}  // namespace igbot::test
