// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <regex>

#include "core/sql/sqlite_connection.hpp"
#include "tests/support/cli_runner.hpp"
#include "tests/support/command_list.hpp"
#include "tests/support/media_files.hpp"
#include "tests/support/telegram_sandbox.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

constexpr std::int64_t k_first = -1001;
constexpr std::int64_t k_second = -1002;

/// The folder that all the chats have.
class Photos {
 public:
  Photos() {
    for (int i = 0; i < 20; ++i) {
      const std::string category = i % 2 == 0 ? "memes/" : "merch/";
      write_file(path(), category + std::to_string(i) + ".jpg", jpeg_bytes(64, 64, i));
    }
  }
  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

/// A place where chats live: the program, its database and a Telegram.
class Place {
 public:
  explicit Place(const Photos& photos)
      : photos_(photos), telegram_({.chats = {{k_first, "group"}, {k_second, "group"}}}) {
    cli_.set_environment("IGBOTCTL_TELEGRAM_BOT_TOKEN", k_sandbox_token);
    cli_.set_environment("IGBOTCTL_TELEGRAM_API_BASE", telegram_.url());
    cli_.set_environment("IGBOTCTL_TELEGRAM_RATE_LIMIT", "0");
  }

  void run(std::int64_t chat, Words words) const {
    for (std::string& word : words) word = fill_in(word, chat);
    words.insert(words.end(), {"--chat", std::to_string(chat)});
    const CliResult result = cli_.run(words);
    EXPECT_EQ(result.exit_code, 0) << words[0] << " " << words[1] << ": " << result.err;
  }

  /// Everything the database says about a chat, told without ids and without when it was done.
  std::vector<std::string> story(std::int64_t chat) const;

 private:
  std::string fill_in(const std::string& word, std::int64_t chat) const;

  const Photos& photos_;
  CliRunner cli_;
  TelegramSandbox telegram_;
};

std::string Place::fill_in(const std::string& word, std::int64_t chat) const {
  const std::map<std::string, std::string> queries{
      {"{awaiting}",
       "SELECT max(p.id) FROM posts p JOIN chats c ON c.id = p.chat_id "
       "WHERE c.telegram_id = $1 AND p.state = 'awaiting'"},
      {"{media}",
       "SELECT m.id FROM media_items m JOIN chats c ON c.id = m.chat_id "
       "WHERE c.telegram_id = $1 AND m.path = 'memes/2.jpg'"},
      {"{first snapshot}",
       "SELECT min(h.id) FROM chat_settings_history h JOIN chats c "
       "ON c.id = h.chat_id WHERE c.telegram_id = $1"},
  };
  if (word == "{folder}") return photos_.path().string();
  const auto query = queries.find(word);
  if (query == queries.end()) return word;
  const auto db = sql::open_sqlite(cli_.database(), {sql::OpenMode::read, {}});
  return std::to_string(db->execute(query->second, {chat}).front().integer(0));
}

/// The text of a column: what an id points to by its own name, other ids not at all.
std::string told(const std::string& column) {
  const std::map<std::string, std::string> names{
      {"media_id", "(SELECT path FROM media_items x WHERE x.id = t.media_id)"},
      {"content_id", "(SELECT sha256 FROM media_contents x WHERE x.id = t.content_id)"},
      {"source_id", "(SELECT kind FROM media_sources x WHERE x.id = t.source_id)"}};
  const auto name = names.find(column);
  if (name != names.end()) return "quote(" + name->second + ")";
  if (column == "id" || column.ends_with("_id")) return "'-'";
  return "quote(t.\"" + column + "\")";
}

std::vector<std::string> Place::story(std::int64_t chat) const {
  const auto db = sql::open_sqlite(cli_.database(), {sql::OpenMode::read, {}});
  const auto key =
      db->execute("SELECT id FROM chats WHERE telegram_id = $1", {chat}).front().integer(0);
  const auto columns = db->execute(
      "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c "
      "WHERE t.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) x "
      "                                   WHERE x.name = 'chat_id') ORDER BY t.name, c.cid");
  std::map<std::string, std::string> tables;
  for (const auto& row : columns.rows) {
    std::string& text = tables[row.text(0)];
    text += (text.empty() ? "" : " || '|' || ") + told(row.text(1));
  }
  // The present, in milliseconds; what is planned lies in 2030.
  const std::regex present("\\b1[78][0-9]{11}\\b");
  std::vector<std::string> story;
  for (const auto& [table, text] : tables) {
    const auto rows =
        db->execute("SELECT " + text + " FROM " + table + " t WHERE chat_id = $1", {key});
    for (const auto& row : rows.rows) {
      std::string line = std::regex_replace(row.text(0), present, "now");
      line = std::regex_replace(line, std::regex("revert to [0-9]+"), "revert");
      line = std::regex_replace(line, std::regex("\"run\":\"[a-z0-9]+\""), "\"run\"");
      story.push_back(table + "|" + line);
    }
  }
  std::sort(story.begin(), story.end());
  return story;
}

/// Lines that only one of two sorted texts has.
std::string difference(const std::vector<std::string>& together,
                       const std::vector<std::string>& alone) {
  std::vector<std::string> lines;
  std::set_symmetric_difference(together.begin(), together.end(), alone.begin(), alone.end(),
                                std::back_inserter(lines));
  std::string text;
  for (const std::string& line : lines) {
    const bool of_alone = std::binary_search(alone.begin(), alone.end(), line);
    text += (of_alone ? "alone:    " : "together: ") + line + "\n";
  }
  return text;
}

/// What a team does in its first days.
const std::vector<Words> k_scenario{
    {"init", "--name", "team", "--source-path", "{folder}", "--timezone", "Europe/Berlin", "--yes"},
    {"media", "sync"},
    {"mix", "set", "memes=60", "merch=40", "--reason", "start"},
    {"settings", "set", "posts_per_day", "4", "posting_hours", "9-21", "--reason", "more"},
    {"media", "lock", "{media}", "--reason", "launch"},
    {"media", "set", "{media}", "--title", "Spring"},
    {"schedule", "create", "--days", "3", "--from", "2030-06-01"},
    {"post", "next", "--yes"},
    {"post", "done", "{awaiting}"},
    {"post", "next", "--yes"},
    {"post", "skip", "{awaiting}", "--reason", "not today"},
    {"post", "next", "--yes"},
    {"post", "reject", "{awaiting}", "--yes"},
    {"post", "next", "--yes"},
    {"pause", "--for", "2h", "--reason", "holiday"},
    {"resume"},
    {"settings", "set", "posts_per_day", "2", "--reason", "fewer"},
    {"schedule", "create", "--days", "3", "--from", "2030-06-01", "--replace"},
    {"settings", "revert", "{first snapshot}", "--yes"},
    {"settings", "set", "plan_ahead_days", "0"},
    {"media", "sync"},
    {"post", "run"},
};

TEST(TwinChats, WithEqualFoldersNamesAndSlotsEachGoesAsIfItWereAlone) {
  const Photos photos;
  const Place both(photos);
  for (const Words& words : k_scenario) {
    both.run(k_first, words);
    both.run(k_second, words);
  }
  const Place first_alone(photos);
  for (const Words& words : k_scenario) first_alone.run(k_first, words);
  // The first only has its library: chance is seeded by the ids of a chat and of its items.
  const Place second_alone(photos);
  for (const Words& words : {k_scenario[0], k_scenario[1]}) second_alone.run(k_first, words);
  for (const Words& words : k_scenario) second_alone.run(k_second, words);

  EXPECT_GT(both.story(k_first).size(), 100U);
  EXPECT_EQ(difference(both.story(k_first), first_alone.story(k_first)), "");
  EXPECT_EQ(difference(both.story(k_second), second_alone.story(k_second)), "");
}

}  // namespace
}  // namespace igbot::test
