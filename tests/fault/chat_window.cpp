// SPDX-License-Identifier: MIT
#include "tests/fault/chat_window.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace igbot::test {
namespace {

using nlohmann::json;

ChatWindow::Seen seen_from(const json& message) {
  ChatWindow::Seen seen;
  seen.id = message.at("message_id");
  seen.is_of_bot = message.at("from").value("is_bot", false);
  seen.is_question = message.contains("force_reply");
  seen.text = message.value("text", message.value("caption", ""));
  if (!message.contains("reply_markup")) return seen;
  for (const json& row : message["reply_markup"].at("inline_keyboard")) {
    for (const json& button : row) {
      seen.buttons.push_back({seen.id, button.at("text"), button.value("callback_data", "")});
    }
  }
  return seen;
}

}  // namespace

std::vector<ChatWindow::Seen> ChatWindow::messages() const {
  const auto changes = telegram_.api().changes(id_, 0);
  if (!changes) throw std::runtime_error("the sandbox has no chat " + std::to_string(id_));
  std::vector<Seen> list;
  const json whole = json::parse(*changes);
  for (const json& message : whole.at("messages")) {
    list.push_back(seen_from(message));
  }
  return list;
}

std::optional<ChatWindow::Button> ChatWindow::find_button(const std::string& text) const {
  const auto list = messages();
  for (auto message = list.rbegin(); message != list.rend(); ++message) {
    for (const Button& button : message->buttons) {
      if (button.data.empty()) continue;
      const bool meant = button.label.find(text) != std::string::npos ||
                         button.data.find(text) != std::string::npos;
      if (meant) return button;
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> ChatWindow::find_question() const {
  const auto list = messages();
  const auto found =
      std::find_if(list.rbegin(), list.rend(), [](const Seen& each) { return each.is_question; });
  return found == list.rend() ? std::nullopt : std::optional(found->id);
}

bool ChatWindow::shows(const std::string& text) const {
  const auto list = messages();
  return std::any_of(list.begin(), list.end(), [&](const Seen& each) {
    return each.is_of_bot && each.text.find(text) != std::string::npos;
  });
}

std::int64_t ChatWindow::write(const SandboxPerson& person, const std::string& text) const {
  return telegram_.api().write(id_, person, text);
}

std::int64_t ChatWindow::reply(const SandboxPerson& person, const std::string& text) const {
  const auto question = find_question();
  if (!question) throw std::runtime_error("nothing to reply to in\n" + transcript());
  return telegram_.api().write(id_, person, text, *question);
}

std::string ChatWindow::press(const SandboxPerson& person, const std::string& text) const {
  const auto button = find_button(text);
  if (!button) throw std::runtime_error("no button \"" + text + "\" in\n" + transcript());
  return telegram_.api().press(id_, person, button->message, button->data);
}

std::string ChatWindow::told(const std::string& query) const {
  const auto answer = telegram_.api().answer_to(query);
  return answer ? answer->text : "";
}

std::string ChatWindow::transcript() const {
  constexpr std::size_t k_last = 20;
  const auto list = messages();
  std::string all;
  for (std::size_t i = list.size() - std::min(k_last, list.size()); i < list.size(); ++i) {
    const Seen& each = list[i];
    all += std::to_string(each.id) + (each.is_of_bot ? " bot: " : " person: ") + each.text + "\n";
    for (const Button& button : each.buttons) {
      all += "    [" + button.label + "] " + button.data + "\n";
    }
  }
  return all;
}

}  // namespace igbot::test
