// SPDX-License-Identifier: MIT
#include "tests/fault/update_fuzzer.hpp"

#include <algorithm>
#include <limits>

#include "tests/fault/fuzz_words.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

std::string word_of(const std::string& command) { return command.substr(0, command.find(' ')); }

std::string update_text(std::int64_t id, const json& members) {
  json update = members.is_object() ? members : json::object();
  update["update_id"] = id;
  return update.dump(-1, ' ', true, json::error_handler_t::replace);
}

}  // namespace

std::size_t UpdateFuzzer::below(std::size_t count) { return random_() % count; }

std::string UpdateFuzzer::junk_text() {
  static const std::vector<std::string> k_texts{"",
                                                std::string("a\0b", 3),
                                                std::string(1, '\0'),
                                                "\xEF\xBF\xBF",
                                                "\xE2\x80\xAE",
                                                "<b>&amp;</b>",
                                                "' OR 1=1 --",
                                                "%s%n",
                                                "\xF0\x9F\x98\x80",
                                                std::string(700, 'x'),
                                                "/",
                                                "@",
                                                "v1:",
                                                "null"};
  if (chance(2)) return std::string(20'000, 'y') + "\xC3\xA9";
  if (chance(2)) {
    std::string wide;
    for (int i = 0; i < 6000; ++i) wide += "\xE2\x82\xAC";  // 18,000 bytes: cut inside of one
    return wide;
  }
  return one_of(k_texts);
}

UpdateFuzzer::Json UpdateFuzzer::junk() {
  switch (below(12)) {
    case 0:
      return nullptr;
    case 1:
      return chance(50);
    case 2:
      return -1;
    case 3:
      return 0;
    case 4:
      return std::numeric_limits<std::int64_t>::max();
    case 5:
      return std::numeric_limits<std::uint64_t>::max();
    case 6:
      return std::numeric_limits<std::int64_t>::min();
    case 7:
      return 1.5e300;
    case 8:
      return json::array({junk_text(), json::object({{"id", 1}})});
    case 9:
      return json::object({{"id", junk_text()}, {"chat", json::array()}});
    case 10:
      return std::to_string(world_.closed.id);
    default:
      return junk_text();
  }
}

std::string UpdateFuzzer::junk_id() {
  static const std::vector<std::string> k_ids{"",
                                              "-5",
                                              "0",
                                              "99999999",
                                              "9223372036854775807",
                                              "9223372036854775808",
                                              "99999999999999999999999",
                                              "1x",
                                              " 1",
                                              "0x1",
                                              "1.0",
                                              "NaN",
                                              std::string(1, '\0')};
  return one_of(k_ids);
}

std::string UpdateFuzzer::broken_data() {
  static const std::vector<std::string> k_data{"",
                                               "v1",
                                               "v1:",
                                               "v1::",
                                               "v1:::",
                                               "v0:done:1:",
                                               "V1:done:1:",
                                               "v1:done",
                                               "v1:done:",
                                               "v1:done:1",
                                               ":::::::::",
                                               "v1:nothing:1:",
                                               "v2:set::posts_per_day=9",
                                               "v1:DONE:1:",
                                               "v1:menu ::main"};
  std::string data = one_of(k_data);
  if (chance(20)) data += std::string(64 - std::min<std::size_t>(64, data.size()), 'z');
  return chance(10) ? "v1:" + junk_text() + ":1:" : data;
}

std::string UpdateFuzzer::data_about(const std::vector<std::int64_t>& posts,
                                     const std::vector<std::int64_t>& accounts) {
  const std::string id = chance(75) ? std::to_string(one_of(posts)) : junk_id();
  std::string value = one_of(k_values);
  if (chance(20)) value = std::to_string(one_of(accounts));
  std::string data = "v1:" + one_of(k_post_verbs) + ":" + id + ":" + value;
  if (chance(5)) data.resize(64, '9');
  return data;
}

UpdateFuzzer::Json UpdateFuzzer::person(std::int64_t id) {
  Json who{{"id", id}, {"is_bot", false}, {"first_name", chance(20) ? junk_text() : "Somebody"}};
  if (chance(30)) who["username"] = "user" + std::to_string(id);
  return who;
}

UpdateFuzzer::Json UpdateFuzzer::outsider() {
  switch (below(4)) {
    case 1:
      return person(world_.looker);
    case 2:
      return person(world_.open_admin);
    default:
      return nobody();
  }
}

UpdateFuzzer::Json UpdateFuzzer::chat(std::int64_t id, const char* type) {
  return {{"id", id}, {"type", type}, {"title", "Sandbox"}};
}

UpdateFuzzer::Json UpdateFuzzer::press(const Json& who, std::int64_t chat_id, std::int64_t message,
                                       const std::string& data) {
  return {{"callback_query",
           {{"id", "fuzz" + std::to_string(++presses_)},
            {"from", who},
            {"message", {{"message_id", message}, {"chat", chat(chat_id)}}},
            {"data", data}}}};
}

UpdateFuzzer::Json UpdateFuzzer::message(const Json& who, const Json& where,
                                         const std::string& text) {
  return {{"message",
           {{"message_id", 100'000 + static_cast<std::int64_t>(below(100'000))},
            {"from", who},
            {"chat", where},
            {"text", text}}}};
}

UpdateFuzzer::Json UpdateFuzzer::replying(Json message, std::int64_t to) {
  message["message"]["reply_to_message"] = {{"message_id", to}};
  return message;
}

/// Puts junk somewhere into it, or takes something away.
void UpdateFuzzer::mutate(Json& value) {
  const bool goes_deeper = value.is_structured() && !value.empty() && chance(70);
  if (!goes_deeper) {
    value = junk();
    return;
  }
  auto at = value.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(below(value.size())));
  if (chance(20)) {
    value.erase(at);
  } else {
    mutate(*at);
  }
}

UpdateFuzzer::Json UpdateFuzzer::press_in_closed() {
  const FuzzedChat& here = world_.closed;
  // Who has left cannot write there any more, but press where the chat is public.
  const Json who = chance(20) ? person(world_.left) : outsider();
  const std::int64_t message =
      chance(80) ? one_of(here.messages) : one_of(world_.open.messages) + 1'000;
  if (chance(50)) return press(who, here.id, message, data_about(here.posts, here.accounts));
  if (chance(20)) return press(who, here.id, message, broken_data());
  const std::string id = chance(50) ? std::to_string(one_of(here.posts)) : junk_id();
  return press(who, here.id, message,
               "v1:" + one_of(k_other_verbs) + ":" + id + ":" + one_of(k_values));
}

/// Everybody may act here: only what belongs to the other chat, or to none, is pressed.
UpdateFuzzer::Json UpdateFuzzer::press_in_open() {
  const FuzzedChat& here = world_.open;
  const Json who = chance(30)   ? person(world_.open_admin)
                   : chance(50) ? person(world_.closed_admin)
                                : nobody();
  const std::int64_t foreign = one_of(world_.closed.messages);
  const std::int64_t message = chance(50) ? foreign : one_of(here.messages);
  switch (below(6)) {
    case 0:
      return press(who, here.id, foreign, broken_data());
    case 1:
      return press(who, here.id, foreign,
                   "v1:" + one_of(std::vector<std::string>{"menu", "set", "ask", "init"}) +
                       "::" + one_of(k_values));
    case 2:
      return press(who, here.id, message,
                   "v1:show:" + std::to_string(one_of(world_.closed.posts)) + ":");
    case 3:
      return press(who, here.id, foreign, "v1:resume::" + junk_text().substr(0, 40) + "?");
    case 4:  // a post of this chat, an account of the other
      return press(who, here.id, foreign,
                   "v1:account:" + std::to_string(one_of(here.posts)) + ":" +
                       std::to_string(one_of(world_.closed.accounts)));
    default:
      return press(who, here.id, message, data_about(world_.closed.posts, world_.closed.accounts));
  }
}

UpdateFuzzer::Json UpdateFuzzer::press_in_begun() {
  const FuzzedChat& here = world_.begun;
  const Json who = chance(50) ? nobody() : person(world_.open_admin);
  if (chance(70)) {
    return press(who, here.id, one_of(here.messages), "v1:init::" + one_of(k_values));
  }
  return press(who, here.id, one_of(here.messages),
               data_about(world_.closed.posts, world_.closed.accounts));
}

UpdateFuzzer::Json UpdateFuzzer::write_in_closed() {
  const FuzzedChat& here = world_.closed;
  const bool in_begun = chance(25);
  const FuzzedChat& there = in_begun ? world_.begun : here;
  const Json who = in_begun ? nobody() : outsider();
  if (chance(50)) return message(who, chat(there.id), one_of(k_commands));
  return replying(message(who, chat(there.id), one_of(k_typed)), one_of(there.messages));
}

UpdateFuzzer::Json UpdateFuzzer::write_in_open() {
  const FuzzedChat& here = world_.open;
  const Json who = chance(30) ? person(world_.open_admin) : nobody();
  switch (below(6)) {
    case 0:
      return message(who, chat(here.id), word_of(one_of(k_commands)) + "@other_bot 2h");
    case 1:
      return message(who, chat(here.id), " " + one_of(k_commands));
    case 2:
      return message(who, chat(here.id), "/" + junk_text().substr(0, 50));
    case 3: {  // an anonymous administrator, and whoever posts as a channel
      Json anonymous = message(person(1'087'968'824), chat(here.id), one_of(k_commands));
      anonymous["message"]["sender_chat"] = chat(here.id);
      return anonymous;
    }
    case 4: {
      Json photo = message(who, chat(here.id), "");
      photo["message"]["caption"] = one_of(k_commands);
      return photo;
    }
    default:  // the question was put to somebody else
      return replying(message(nobody(), chat(here.id), one_of(k_typed)), one_of(here.messages));
  }
}

UpdateFuzzer::Json UpdateFuzzer::write_elsewhere() {
  const std::int64_t unknown = -3000 - static_cast<std::int64_t>(below(30));
  switch (below(6)) {
    case 0:
      return message(nobody(), chat(unknown), one_of(k_commands));
    case 1:
      return message(nobody(), chat(unknown), "/start " + junk_text());
    case 2:
      return message(nobody(), chat(unknown, "channel"), one_of(k_commands));
    case 3:
      return message(nobody(), chat(unknown), one_of(k_typed));
    case 4: {  // an unknown group becomes one that is set up
      Json moved = message(nobody(), chat(unknown), "");
      moved["message"]["migrate_to_chat_id"] = world_.closed.id;
      return moved;
    }
    default: {
      Json moved = message(nobody(), chat(world_.closed.id), "");
      moved["message"]["migrate_to_chat_id"] =
          one_of(std::vector<Json>{world_.open.id, world_.closed.id, 0, 5, "-77", -77.5});
      return moved;
    }
  }
}

/// Memberships that say nothing about a chat of ours, or nothing that can be understood.
UpdateFuzzer::Json UpdateFuzzer::standing() {
  constexpr std::int64_t k_this_bot = 123456789;
  const bool about_bot = chance(50);
  Json change{{"chat", chat(world_.closed.id)}, {"from", nobody()}};
  Json& now = change["new_chat_member"];
  now["user"] = about_bot ? person(k_this_bot) : nobody();
  now["status"] = one_of(std::vector<Json>{"banished", "", nullptr, 5, "MEMBER"});
  if (chance(20)) now.erase("status");
  if (chance(20)) now = Json{{"user", now["user"]}, {"status", "restricted"}, {"is_member", "yes"}};
  if (chance(30)) {
    change["chat"] = chat(-3000 - static_cast<std::int64_t>(below(30)));
    now["status"] = "kicked";
  }
  return {{about_bot ? "my_chat_member" : "chat_member", change}};
}

/// A number of 64 bits without sign that is the chat's own when the sign is forgotten, pressed by
/// who administers that.
UpdateFuzzer::Json UpdateFuzzer::wrapped_chat() {
  Json pressed =
      press(person(world_.closed_admin), world_.closed.id, one_of(world_.closed.messages),
            "v1:skip:" + std::to_string(one_of(world_.closed.posts)) + ":");
  pressed["callback_query"]["message"]["chat"]["id"] = static_cast<std::uint64_t>(world_.closed.id);
  return pressed;
}

UpdateFuzzer::Json UpdateFuzzer::shapeless() {
  Json update = chance(50) ? press_in_closed() : chance(50) ? write_in_closed() : standing();
  for (std::size_t i = 0; i <= below(3); ++i) mutate(update);
  return update;
}

/// Not even an update.
std::string UpdateFuzzer::malformed(std::int64_t id) {
  switch (below(7)) {
    case 0:
      return junk().dump(-1, ' ', true, json::error_handler_t::replace);
    case 1:
      return R"({"update_id":")" + std::to_string(id) + R"(","message":{}})";
    case 2:
      return R"({"update_id":-)" + std::to_string(id) + R"(,"message":{}})";
    case 3:
      return R"({"update_id":9223372036854775807,"message":{}})";
    case 4:
      return R"({"update_id":18446744073709551615,"message":{}})";
    case 5: {
      const std::size_t depth = 20'000;
      return R"({"update_id":)" + std::to_string(id) + R"(,"message":)" + std::string(depth, '[') +
             std::string(depth, ']') + "}";
    }
    default:
      return R"({"update_id":)" + std::to_string(id) +
             R"(,"callback_query":{"id":"x","from":{"id":7,"id":1},"data":"\ud83d\ude00\u0000"}})";
  }
}

std::string UpdateFuzzer::next(std::int64_t id) {
  const std::size_t kind = below(100);
  if (kind < 24) return update_text(id, press_in_closed());
  if (kind < 44) return update_text(id, press_in_open());
  if (kind < 52) return update_text(id, press_in_begun());
  if (kind < 62) return update_text(id, write_in_closed());
  if (kind < 70) return update_text(id, write_in_open());
  if (kind < 75) return update_text(id, write_elsewhere());
  if (kind < 79) return update_text(id, standing());
  if (kind < 81) return update_text(id, wrapped_chat());
  if (kind < 83) return malformed(id);
  if (kind < 88 && !world_.taken.empty()) return one_of(world_.taken);
  return update_text(id, shapeless());
}

}  // namespace igbot::test
