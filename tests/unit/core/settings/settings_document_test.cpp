// SPDX-License-Identifier: MIT
#include "core/settings/settings_document.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace igbot {
namespace {

using nlohmann::json;

/// One chat with everything an export has.
json good_document() {
  return json::parse(R"({
    "kind": "igbotctl-settings", "schema_version": 1,
    "chats": [{
      "chat_id": -1001, "name": "Team ✨",
      "settings": {"posts_per_day": 5, "dry_run_mode": false, "active_account": "brand",
                   "posting_timezone": "Europe/Berlin", "overdue_policy": "skip",
                   "is_paused": true, "paused_until": "2027-01-01T00:00:00.500Z",
                   "pause_reason": "holiday"},
      "mix": {"memes": 0.7, "merch": 0.295, "travel": 0.005},
      "source": {"type": "s3", "config": {"bucket": "b", "credential": "s3_keys"}},
      "accounts": [{"username": "brand", "instagram_id": "178", "login": "facebook"}],
      "credentials": [
        {"kind": "instagram_token", "account": "178", "key_id": "abcd", "issued_at": null,
         "expires_at": "2027-01-01T00:00:00Z", "sealed": "Zm9v"},
        {"kind": "s3_keys", "source": "s3", "key_id": "abcd", "issued_at": null,
         "expires_at": null, "sealed": "Zm9v"}]
    }]})");
}

SettingsDocument parsed_document(const json& document) {
  return parse_settings_document(document.dump());
}

TEST(SettingsDocument, ReadsEveryPartAsCanonicalText) {
  const ExportedChat chat = parsed_document(good_document()).chats.at(0);
  EXPECT_EQ(chat.chat_id, TelegramChatId{-1001});
  EXPECT_EQ(chat.name, "Team ✨");
  EXPECT_EQ(chat.settings,
            (SettingValues{{"posts_per_day", "5"},
                           {"dry_run_mode", "false"},
                           {"active_account", "brand"},
                           {"posting_timezone", "Europe/Berlin"},
                           {"overdue_policy", "skip"},
                           {"is_paused", "true"},
                           {"paused_until", "1798761600500"},
                           {"pause_reason", "holiday"},
                           {"media_source_type", "s3"},
                           {"media_source_config", R"({"bucket":"b","credential":"s3_keys"})"}}));
  EXPECT_EQ(chat.mix, (MixShares{{"memes", 7000}, {"merch", 2950}, {"travel", 50}}));
  ASSERT_EQ(chat.accounts.size(), 1U);
  EXPECT_EQ(chat.accounts[0].login, AccountLogin::facebook);
  ASSERT_TRUE(chat.credentials);
  EXPECT_EQ(chat.credentials->at(0).sealed.bytes, "foo");
  EXPECT_EQ(chat.credentials->at(1).account, "");
}

TEST(SettingsDocument, WhatItPrintsItReadsAgain) {
  SettingsDocument document = parsed_document(good_document());
  SettingValues& settings = document.chats[0].settings;
  settings.merge(to_values(ChatSettings{}));
  const std::string printed = to_json(document).dump(2);
  EXPECT_EQ(to_json(parse_settings_document(printed)).dump(2), printed);
}

TEST(SettingsDocument, WhatIsNotNamedIsNothing) {
  const ExportedChat chat =
      parsed_document(json::parse(R"({"kind": "igbotctl-settings", "schema_version": 1,
                             "chats": [{"chat_id": 7}]})"))
          .chats.at(0);
  EXPECT_FALSE(chat.name);
  EXPECT_TRUE(chat.settings.empty());
  EXPECT_FALSE(chat.mix);
  EXPECT_FALSE(chat.credentials);
}

/// A change that makes the good document bad, and words of the refusal.
struct BadDocument {
  const char* what;
  std::function<void(json&)> spoil;
  std::vector<std::string> says;
};

json& chat_of(json& document) { return document["chats"][0]; }

std::vector<BadDocument> bad_headings() {
  return {
      {"no object", [](json& d) { d = json::array(); }, {"must be a JSON object"}},
      {"another kind", [](json& d) { d["kind"] = "backup"; }, {"kind", "no settings export"}},
      {"no kind", [](json& d) { d.erase("kind"); }, {"kind", "missing"}},
      {"newer", [](json& d) { d["schema_version"] = 2; }, {"newer igbotctl"}},
      {"newer, with unknown keys",
       [](json& d) {
         d["schema_version"] = 2;
         d["exported_by"] = "x";
       },
       {"newer igbotctl"}},
      {"version 0", [](json& d) { d["schema_version"] = 0; }, {"no such version"}},
      {"version as text", [](json& d) { d["schema_version"] = "1"; }, {"whole number"}},
      {"unknown key", [](json& d) { d["chat"] = 1; }, {"chat: unknown key"}},
      {"no chats", [](json& d) { d.erase("chats"); }, {"chats", "missing"}},
      {"chats no list", [](json& d) { d["chats"] = json::object(); }, {"chats", "array"}},
      {"the same chat twice",
       [](json& d) { d["chats"].push_back(d["chats"][0]); },
       {"-1001", "twice"}},
      {"chat no object", [](json& d) { d["chats"][0] = 5; }, {"chats[0]", "object"}},
      {"chat without id",
       [](json& d) { chat_of(d).erase("chat_id"); },
       {"chats[0].chat_id", "missing"}},
      {"chat 0", [](json& d) { chat_of(d)["chat_id"] = 0; }, {"not the id of a chat"}},
      {"chat as text", [](json& d) { chat_of(d)["chat_id"] = "-1001"; }, {"whole number"}},
      {"chat as fraction", [](json& d) { chat_of(d)["chat_id"] = 1.5; }, {"whole number"}},
      {"chat too large",
       [](json& d) { chat_of(d)["chat_id"] = 18446744073709551615U; },
       {"whole number"}},
  };
}

std::vector<BadDocument> bad_settings() {
  const auto set = [](const char* key, const json& value) {
    return [key, value](json& d) { chat_of(d)["settings"][key] = value; };
  };
  return {
      {"unknown key of a chat", [](json& d) { chat_of(d)["mixx"] = 1; }, {"mixx: unknown key"}},
      {"empty name", [](json& d) { chat_of(d)["name"] = ""; }, {"name", "one line"}},
      {"name of two lines", [](json& d) { chat_of(d)["name"] = "a\nb"; }, {"name", "one line"}},
      {"unknown setting", set("post_per_day", 3), {"settings.post_per_day", "unknown key"}},
      {"number as text", set("posts_per_day", "5"), {"settings.posts_per_day", "1..50"}},
      {"number as fraction", set("posts_per_day", 5.0), {"settings.posts_per_day", "whole"}},
      {"out of range", set("posts_per_day", 51), {"settings.posts_per_day", "51"}},
      {"huge", set("posts_per_day", 18446744073709551615U), {"settings.posts_per_day"}},
      {"boolean as text", set("dry_run_mode", "false"), {"settings.dry_run_mode", "quotes"}},
      {"boolean as number", set("dry_run_mode", 0), {"settings.dry_run_mode"}},
      {"no such choice", set("overdue_policy", "never"), {"settings.overdue_policy", "never"}},
      {"no such zone", set("posting_timezone", "Europe/Berlinn"), {"settings.posting_timezone"}},
      {"null where there is none", set("posts_per_day", nullptr), {"settings.posts_per_day"}},
      {"time without zone", set("paused_until", "2027-01-01 00:00"), {"settings.paused_until"}},
      {"relative time", set("paused_until", "+2h"), {"settings.paused_until", "UTC"}},
      {"who paused", set("paused_by", "eve"), {"settings.paused_by", "history"}},
      {"when paused", set("paused_at", nullptr), {"settings.paused_at", "history"}},
      {"source among settings", set("media_source_type", "local"), {"source"}},
      {"end of no pause", set("is_paused", false), {"settings.paused_until", "is_paused"}},
      {"redaction mark", set("pause_reason", "[redacted]"), {"settings.pause_reason", "mark"}},
      {"redaction mark inside",
       set("pause_reason", "token [redacted] x"),
       {"settings.pause_reason", "mark"}},
      {"redaction mark in a name",
       [](json& d) { chat_of(d)["mix"]["[redacted]"] = 0; },
       {"mix", "mark"}},
      {"NUL", set("pause_reason", std::string("a\0b", 3)), {"settings.pause_reason", "NUL"}},
  };
}

std::vector<BadDocument> bad_rest() {
  const auto source = [](const json& config) {
    return [config](json& d) { chat_of(d)["source"]["config"] = config; };
  };
  const auto credential = [](const char* key, const json& value) {
    return [key, value](json& d) { chat_of(d)["credentials"][0][key] = value; };
  };
  return {
      {"mix of 90 %",
       [](json& d) {
         chat_of(d)["mix"] = {{"a", 0.9}};
       },
       {"mix", "0.9"}},
      {"too fine",
       [](json& d) {
         chat_of(d)["mix"] = {{"a", 0.99999}, {"b", 0.00001}};
       },
       {"mix.a", "decimals"}},
      {"negative",
       [](json& d) {
         chat_of(d)["mix"] = {{"a", -0.5}, {"b", 1.5}};
       },
       {"mix.a"}},
      {"percent",
       [](json& d) {
         chat_of(d)["mix"] = {{"a", 100}};
       },
       {"mix.a", "0 to 1"}},
      {"share as text",
       [](json& d) {
         chat_of(d)["mix"] = {{"a", "1"}};
       },
       {"mix.a"}},
      {"nameless",
       [](json& d) {
         chat_of(d)["mix"] = {{"", 1}};
       },
       {"without a name"}},
      {"half a source",
       [](json& d) { chat_of(d)["source"].erase("config"); },
       {"source.config", "missing"}},
      {"unknown source", [](json& d) { chat_of(d)["source"]["type"] = "ftp"; }, {"source.type"}},
      {"config as text", source("{}"), {"source.config", "JSON object"}},
      {"secret in config", source({{"secret_access_key", "x"}}), {"source.config"}},
      {"an id of another database", source({{"credential", 7}}), {"source.config.credential"}},
      {"no kind of credential", source({{"credential", "key"}}), {"source.config.credential"}},
      {"same account twice",
       [](json& d) { chat_of(d)["accounts"].push_back(chat_of(d)["accounts"][0]); },
       {"accounts[1]", "twice"}},
      {"account without login",
       [](json& d) { chat_of(d)["accounts"][0].erase("login"); },
       {"accounts[0].login", "missing"}},
      {"unknown login",
       [](json& d) { chat_of(d)["accounts"][0]["login"] = "x"; },
       {"accounts[0].login"}},
      {"a token in the account",
       [](json& d) { chat_of(d)["accounts"][0]["token"] = "x"; },
       {"accounts[0].token", "unknown key"}},
      {"no base64", credential("sealed", "###"), {"credentials[0].sealed", "base64"}},
      {"unknown kind", credential("kind", "password"), {"credentials[0].kind"}},
      {"token of a source", credential("source", "s3"), {"credentials[0]"}},
      {"another's account", credential("account", "999"), {"credentials[0].account"}},
      {"bad time", credential("expires_at", 5), {"credentials[0].expires_at"}},
      {"two for one account",
       [](json& d) { chat_of(d)["credentials"].push_back(chat_of(d)["credentials"][0]); },
       {"credentials[2]", "second"}},
      {"of another source",
       [](json& d) { chat_of(d)["credentials"][1]["source"] = "local"; },
       {"credentials[1].source"}},
  };
}

TEST(SettingsDocument, EverythingElseIsRefusedByChatAndKey) {
  for (const auto& list : {bad_headings(), bad_settings(), bad_rest()}) {
    for (const BadDocument& bad : list) {
      json document = good_document();
      bad.spoil(document);
      try {
        parsed_document(document);
        ADD_FAILURE() << "taken: " << bad.what;
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::usage) << bad.what;
        const std::string message = error.what();
        for (const std::string& word : bad.says) {
          EXPECT_NE(message.find(word), std::string::npos) << bad.what << ": " << message;
        }
      }
    }
  }
}

TEST(SettingsDocument, RefusalsInsideAChatNameTheChat) {
  json document = good_document();
  document["chats"][0]["settings"]["posts_per_day"] = 0;
  try {
    parsed_document(document);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_TRUE(std::string(error.what())
                    .starts_with("invalid settings file: chat -1001: settings.posts_per_day: "))
        << error.what();
  }
}

TEST(SettingsDocument, ASealIsBoundToChatKindOwnerAndLife) {
  const ExportedCredential token{CredentialKind::instagram_token, "178", {}, {}, {}};
  ExportedCredential other = token;
  const auto bound = [](TelegramChatId chat, const ExportedCredential& credential) {
    const auto owner = sealed_for_export(chat, credential);
    return std::to_string(number(owner.chat)) + owner.kind;
  };
  const std::string original = bound(TelegramChatId{-1001}, token);
  EXPECT_NE(bound(TelegramChatId{-1002}, token), original);
  other.account = "179";
  EXPECT_NE(bound(TelegramChatId{-1001}, other), original);
  other = token;
  other.kind = CredentialKind::s3_keys;
  EXPECT_NE(bound(TelegramChatId{-1001}, other), original);
  other = token;
  other.expires_at = Timestamp{};
  EXPECT_NE(bound(TelegramChatId{-1001}, other), original);
}

}  // namespace
}  // namespace igbot
