// SPDX-License-Identifier: MIT
#include "tests/support/telegram_message.hpp"

#include <nlohmann/json.hpp>

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

Json entities_of(const SandboxMessage& message) {
  Json list = Json::array();
  for (const TextEntity& entity : message.entities) {
    Json json{{"type", entity.type}, {"offset", entity.offset}, {"length", entity.length}};
    if (!entity.url.empty()) json["url"] = entity.url;
    if (!entity.language.empty()) json["language"] = entity.language;
    list.push_back(std::move(json));
  }
  return list;
}

Json file_of(const SandboxChat& chat, const SandboxMessage& message) {
  const std::string id = "file-" + std::to_string(chat.id) + "-" + std::to_string(message.id);
  Json file{{"file_id", id}, {"file_unique_id", id}};
  if (!message.file) return file;
  file["file_size"] = message.file->bytes.size();
  if (message.kind == "photo") {
    const ImageInfo image = image_info(message.file->bytes).value_or(ImageInfo{});
    file["width"] = image.width;
    file["height"] = image.height;
    return file;
  }
  file["file_name"] = message.file->file_name;
  if (!message.file->mime.empty()) file["mime_type"] = message.file->mime;
  return file;
}

Json plain_message(const SandboxChat& chat, const SandboxMessage& message) {
  Json json{{"message_id", message.id},
            {"from", Json::parse(person_json(message.from))},
            {"chat", Json::parse(chat_json(chat))},
            {"date", message.date}};
  if (message.edited != 0) json["edit_date"] = message.edited;
  const bool is_text = message.kind == "text";
  if (!is_text) {
    const Json file = file_of(chat, message);
    json[message.kind] = message.kind == "photo" ? Json::array({file}) : file;
  }
  if (!message.text.empty()) {
    json[is_text ? "text" : "caption"] = message.text;
    if (!message.entities.empty()) {
      json[is_text ? "entities" : "caption_entities"] = entities_of(message);
    }
  }
  const Json markup = Json::parse(message.markup, nullptr, false);
  if (markup.is_object() && markup.contains("inline_keyboard") &&
      !markup["inline_keyboard"].empty()) {
    json["reply_markup"] = markup;
  }
  return json;
}

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string chat_type_of(std::int64_t id) {
  if (id > 0) return "private";
  return id <= -1'000'000'000'000 ? "supergroup" : "group";
}

std::string type_of(const SandboxChat& chat) {
  return chat.type.empty() ? chat_type_of(chat.id) : chat.type;
}

std::string chat_json(const SandboxChat& chat) {
  const std::string type = type_of(chat);
  const char* name = type == "private" ? "first_name" : "title";
  return text_of({{"id", chat.id}, {"type", type}, {name, chat.title}});
}

std::string person_json(const SandboxPerson& person) {
  Json json{{"id", person.id}, {"is_bot", person.is_bot}, {"first_name", person.first_name}};
  if (!person.username.empty()) json["username"] = person.username;
  return text_of(json);
}

std::string message_json(const SandboxChat& chat, const SandboxMessage& message,
                         const SandboxMessage* replied) {
  Json json = plain_message(chat, message);
  if (replied != nullptr) json["reply_to_message"] = plain_message(chat, *replied);
  return text_of(json);
}

std::string inaccessible_message_json(const SandboxChat& chat, std::int64_t message) {
  return text_of({{"chat", Json::parse(chat_json(chat))}, {"message_id", message}, {"date", 0}});
}

}  // namespace igbot::test
