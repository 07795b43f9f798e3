// SPDX-License-Identifier: MIT
#include "tests/page/chat_page.hpp"

#include <stdexcept>

#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

const std::string k_bot_base = std::string("/bot") + k_sandbox_token + "/";

Browser& shared_browser() {
  static Browser browser;
  return browser;
}

nlohmann::json result_of(const httplib::Result& answer) {
  if (!answer || answer->status != 200) {
    throw std::runtime_error("refused: " + (answer ? answer->body : "no answer"));
  }
  return nlohmann::json::parse(answer->body)["result"];
}

}  // namespace

ChatPage::ChatPage()
    : sandbox_({.chats = {{k_sandbox_chat, "supergroup", "Team"}, {7, "private", "Anna"}},
                .graph = &graph_}),
      client_(sandbox_.url()),
      browser_(shared_browser()) {
  sandbox_.api().populate();
  client_.set_read_timeout(30);
  browser_.resize(1100, 900);
  browser_.prefer_dark(false);
  browser_.open(sandbox_.url() + "/chat/" + std::to_string(k_sandbox_chat));
  // What the page looks at first is the past; from here on it sees everything happen.
  EXPECT_TRUE(shows("document.title === 'Team'"));
}

nlohmann::json ChatPage::bot(const std::string& method,
                             const std::map<std::string, std::string>& parameters) {
  httplib::Params form;
  for (const auto& [name, value] : parameters) form.emplace(name, value);
  return result_of(client_.Post(k_bot_base + method, form));
}

nlohmann::json ChatPage::bot_here(const std::string& method,
                                  std::map<std::string, std::string> parameters) {
  parameters["chat_id"] = std::to_string(k_sandbox_chat);
  return bot(method, parameters);
}

std::int64_t ChatPage::send_text(const std::string& html, const std::string& markup) {
  std::map<std::string, std::string> parameters{{"text", html}, {"parse_mode", "HTML"}};
  if (!markup.empty()) parameters["reply_markup"] = markup;
  return bot_here("sendMessage", parameters)["message_id"];
}

std::int64_t ChatPage::send_photo(const std::string& html, const std::string& markup) {
  httplib::MultipartFormDataItems parts{
      {"chat_id", std::to_string(k_sandbox_chat), "", ""},
      {"photo", jpeg_bytes(640, 360, 3), "photo.jpg", "image/jpeg"},
      {"caption", html, "", ""},
      {"parse_mode", "HTML", "", ""}};
  if (!markup.empty()) parts.push_back({"reply_markup", markup, "", ""});
  return result_of(client_.Post(k_bot_base + "sendPhoto", parts))["message_id"];
}

nlohmann::json ChatPage::next_update() {
  const std::string query = "getUpdates?timeout=20&limit=1&offset=" + std::to_string(next_offset_);
  const nlohmann::json updates = result_of(client_.Get(k_bot_base + query));
  if (updates.empty()) throw std::runtime_error("no update came");
  next_offset_ = updates[0]["update_id"].get<std::int64_t>() + 1;
  return updates[0];
}

void ChatPage::say(const std::string& text) { browser_.type(".input", text + k_key_enter); }

void ChatPage::act_as(const SandboxPerson& person) {
  browser_.click(".sidebar .person option[value='" + std::to_string(person.id) + "']");
}

std::string ChatPage::selector_of(std::int64_t id, const std::string& inside) {
  return ".message[data-id='" + std::to_string(id) + "'] " + inside;
}

std::string ChatPage::in_message(std::int64_t id, const std::string& selector) {
  return "document.querySelector(\"" + selector_of(id, selector) + "\")";
}

}  // namespace igbot::test
