// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <stdexcept>

#include "core/account/credential_repository.hpp"
#include "core/bot/conversation.hpp"
#include "core/bot/poller.hpp"
#include "core/crypto/pkce.hpp"
#include "core/media/drive_login.hpp"
#include "core/settings/source_credential.hpp"
#include "tests/support/posting_fixture.hpp"

namespace igbot::test {

inline constexpr const char* k_good_code = "4/good-code-of-anna";
inline constexpr const char* k_refresh_token = "1//0refresh-token-of-anna";

/// Gives what people did since the last poll, and remembers what they were told.
class TypedUpdates final : public bot::UpdateSource {
 public:
  std::int64_t bot_id() const override { return 123; }
  std::vector<bot::Update> fetch(std::optional<std::int64_t>, std::chrono::seconds) override {
    return std::exchange(waiting, {});
  }
  void answer(const bot::Press&, const std::string& text, bool) override { told = text; }
  std::optional<bool> is_chat_admin(TelegramChatId, TelegramUserId user) override {
    return admins.count(user) > 0;
  }

  std::vector<bot::Update> waiting;
  std::set<TelegramUserId> admins;
  std::string told;
};

/// Google's login as strict as the real one: a code is good for its verifier and address alone.
class StrictGoogle final : public media::GoogleLogin {
 public:
  std::string authorization_url(const std::string& redirect_uri, const std::string& state,
                                const std::string& challenge) override {
    states.push_back(state);
    challenges.insert(challenge);
    redirect = redirect_uri;
    return "https://accounts.google.example/auth?state=" + state;
  }
  Secret exchange_code(const Secret& code, const Secret& verifier,
                       const std::string& redirect_uri) override {
    if (crashes) throw std::runtime_error("killed");
    verifiers.push_back(verifier.reveal());
    if (code.reveal() != k_good_code || redirect_uri != redirect ||
        challenges.count(crypto::pkce_challenge(verifier)) == 0) {
      throw Error(ErrorKind::auth, "google refuses the code: invalid_grant",
                  "igbotctl source connect drive");
    }
    return Secret(std::string(R"({"refresh_token":")") + k_refresh_token + "\"}");
  }
  void revoke(const Secret&) override { ADD_FAILURE() << "nothing is revoked from a chat"; }

  std::vector<std::string> states;
  std::set<std::string> challenges;
  std::vector<std::string> verifiers;
  std::string redirect;
  bool crashes = false;
};

/// What a Drive shows to whoever has the token.
struct DriveWorld {
  struct Folder {
    std::string name;
    std::vector<media::MediaEntry> entries;
    std::vector<media::Problem> problems = {};
  };
  std::map<std::string, Folder> folders;
  bool crashes = false;
  bool token_is_dead = false;
};

class DriveFolder final : public media::MediaSource {
 public:
  DriveFolder(DriveWorld& world, media::SourceConfig config)
      : world_(world), config_(std::move(config)) {}

  std::string root() const override { return media::root_of(config_); }
  media::SourceConfig completed_config() override {
    if (auto* drive = std::get_if<media::DriveSourceConfig>(&config_)) drive->name = folder().name;
    return config_;
  }
  media::MediaPage list(const std::optional<std::string>&) override {
    media::MediaPage page;
    page.entries = folder().entries;
    page.problems = folder().problems;
    return page;
  }
  void read(const media::MediaRef& ref, const Sink& sink) override { sink(ref.identifier); }
  std::vector<media::MediaFolder> folders(const std::optional<std::string>&) override {
    reach();
    std::vector<media::MediaFolder> all;
    for (const auto& [id, each] : world_.folders) all.push_back({id, each.name});
    return all;
  }

 private:
  void reach() const {
    if (world_.crashes) throw std::runtime_error("killed");
    if (world_.token_is_dead) {
      throw Error(ErrorKind::auth, "google refuses the login: invalid_grant",
                  "igbotctl source connect drive");
    }
  }
  const DriveWorld::Folder& folder() const {
    reach();
    const auto found = world_.folders.find(root());
    if (found != world_.folders.end()) return found->second;
    throw Error(ErrorKind::not_found, "there is no such folder: " + root(),
                "is it shared with the account that logged in?");
  }

  DriveWorld& world_;
  media::SourceConfig config_;
};

/// A chat -1001 that is set up, with Anna (7) and Cleo (9), who administer it, and Ben (8), who
/// does not; a Drive with the folders "brand" and "empty".
class SourceChat : public testing::Test {
 protected:
  SourceChat() {
    updates.admins = {anna.id, cleo.id};
    drive.folders["brand"] = {"Brand <Stories>",
                              {{"a", "1", "memes/a.jpg", 10, {}, {}},
                               {"b", "1", "memes/b.jpg", 20, {}, {}},
                               {"c", "1", "merch/c.jpg", 30, {}, {}}}};
    drive.folders["empty"] = {"Empty", {}};
    rules.drive = bot::DriveLogins{
        .login = [this]() -> media::GoogleLogin& { return google; },
        .keys = [this] { return keys; },
        .folder_id =
            [](const std::string& typed) {
              const std::string before = "https://drive.google.com/drive/folders/";
              if (typed.starts_with(before)) return typed.substr(before.size());
              if (typed.find(' ') == std::string::npos) return typed;
              throw Error(ErrorKind::usage, "this names no folder of Google Drive");
            }};
    rules.open_source =
        [this](const media::SourceConfig& config,
               const std::optional<NewCredential>& secret) -> std::unique_ptr<media::MediaSource> {
      if (std::holds_alternative<media::DriveSourceConfig>(config)) {
        EXPECT_TRUE(secret && secret->kind == CredentialKind::google_oauth);
        EXPECT_NE(secret->secret.reveal().find(k_refresh_token), std::string::npos);
      }
      return std::make_unique<DriveFolder>(drive, config);
    };
    rules.open_source_of = [this](ChatKey) {
      return std::make_unique<DriveFolder>(drive, media::DriveSourceConfig{"empty"});
    };
  }

  void poll() { bot::poll(worker, updates, {.once = true, .rules = rules}); }
  void write(const std::string& text, const access::UserProfile& who,
             std::optional<TelegramMessageId> reply_to = std::nullopt) {
    updates.waiting.push_back(
        {++last_update, bot::IncomingMessage{.chat = team,
                                             .id = TelegramMessageId{last_update},
                                             .from = who,
                                             .text = text,
                                             .reply_to = reply_to,
                                             .migrated_to = std::nullopt}});
    poll();
  }
  void write(const std::string& text) { write(text, anna); }
  /// Answers the newest question of the bot.
  void reply(const std::string& text, const access::UserProfile& who) {
    write(text, who, newest_question());
  }
  void reply(const std::string& text) { reply(text, anna); }
  /// Taps the newest button whose label begins so.
  void tap(const std::string& label, const access::UserProfile& who) {
    const auto now = shown_now();
    for (auto each = now.rbegin(); each != now.rend(); ++each) {
      for (const auto& row : each->second.keyboard) {
        for (const bot::Button& button : row) {
          if (button.text.starts_with(label)) return press(each->first, button.callback_data, who);
        }
      }
    }
    FAIL() << "no button " << label << " in\n" << shown();
  }
  void tap(const std::string& label) { tap(label, anna); }
  void press(TelegramMessageId message, const std::string& data, const access::UserProfile& who) {
    updates.waiting.push_back(
        {++last_update,
         bot::Press{.id = "1", .from = who, .chat = team, .message = message, .data = data}});
    poll();
  }

  TelegramMessageId newest_question() const {
    const auto& sent = world.messenger.sent;
    for (std::size_t i = sent.size(); i-- > 0;) {
      if (!sent[i].reply_placeholder.empty()) return message_id(i);
    }
    return TelegramMessageId{0};
  }
  static TelegramMessageId message_id(std::size_t index) {
    return static_cast<TelegramMessageId>(1000 + static_cast<std::int64_t>(index));
  }
  /// Every message of the bot as it stands now.
  std::map<TelegramMessageId, bot::OutgoingMessage> shown_now() const {
    std::map<TelegramMessageId, bot::OutgoingMessage> now;
    for (std::size_t i = 0; i < world.messenger.sent.size(); ++i) {
      now[message_id(i)] = world.messenger.sent[i];
    }
    for (const auto& [id, edited] : world.messenger.edited) now[id] = edited;
    return now;
  }
  std::string shown() const {
    std::string all;
    for (const auto& [id, message] : shown_now()) all += message.html + "\n";
    return all;
  }
  bool shows(const std::string& part) const { return shown().find(part) != std::string::npos; }

  bool is_erased(TelegramMessageId message) const {
    const auto& erased = world.messenger.erased;
    return std::find(erased.begin(), erased.end(), message) != erased.end();
  }

  static std::string address(const std::string& state, const std::string& rest) {
    return std::string(media::k_pasted_redirect) + "?state=" + state + rest +
           "&scope=https://www.googleapis.com/auth/drive.readonly";
  }
  std::string granted() const {
    return address(google.states.back(), std::string("&code=") + k_good_code);
  }
  /// Up to the choice of a folder.
  void log_in() {
    write("/connect_drive");
    reply(granted());
  }

  std::string setting(const std::string& key) {
    return world.t.store.read(
        [&](UnitOfWork& unit) { return SettingsService(unit.chat(world.chat)).values().at(key); });
  }
  std::int64_t conversations() { return world.count("SELECT count(*) FROM conversations"); }
  std::int64_t credentials() { return world.count("SELECT count(*) FROM credentials"); }
  std::string step() { return world.text("SELECT step FROM conversations"); }

  /// Where any of these stands in the clear, in any column of any table or in any message.
  std::vector<std::string> found_in_the_clear(const std::vector<std::string>& secrets) {
    std::vector<std::string> found;
    for (const std::string& secret : secrets) {
      if (shows(secret)) found.push_back("a message");
      for (const bot::OutgoingMessage& sent : world.messenger.sent) {
        if (sent.html.find(secret) != std::string::npos) found.push_back("a sent message");
      }
    }
    world.t.store.read([&](UnitOfWork& unit) {
      const auto columns = unit.db().execute(
          "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE "
          "m.type = 'table' ORDER BY 1, 2");
      EXPECT_GT(columns.rows.size(), 100U);
      for (const auto& column : columns.rows) {
        for (const std::string& secret : secrets) {
          const auto rows = unit.db().execute("SELECT count(*) FROM \"" + column.text(0) +
                                                  "\" WHERE instr(CAST(\"" + column.text(1) +
                                                  "\" AS BLOB), CAST($1 AS BLOB)) > 0",
                                              {secret});
          if (rows.front().integer(0) > 0) found.push_back(column.text(0) + "." + column.text(1));
        }
      }
    });
    return found;
  }

  const access::UserProfile anna{TelegramUserId{7}, {}, "Anna", ""};
  const access::UserProfile ben{TelegramUserId{8}, {}, "Ben", ""};
  const access::UserProfile cleo{TelegramUserId{9}, {}, "Cleo", ""};
  const bot::ChatInfo team{TelegramChatId{-1001}, bot::ChatType::group, "team", std::nullopt};
  crypto::KeyRing keys = crypto::KeyRing::parse(crypto::generate_key());
  StrictGoogle google;
  DriveWorld drive;
  bot::BotRules rules;
  PostingFixture world;
  TypedUpdates updates;
  std::int64_t last_update = 9;
  post::Worker worker{
      world.t.store,
      world.messenger,
      [](ChatKey, const media::MediaItem&) { return post::MediaGone{"there is none"}; },
      Actor{"worker:host", "worker"},
      "host/1/1",
      std::nullopt};
};

}  // namespace igbot::test
