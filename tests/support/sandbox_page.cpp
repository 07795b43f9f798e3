// SPDX-License-Identifier: MIT
#include "tests/support/sandbox_page.hpp"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* k_page_json = "application/json";
/// Only what the page brings along: no script of a message, no other site that shows it in a frame.
constexpr const char* k_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src "
    "'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::int64_t number_of(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument("not a number: " + text);
  }
  return value;
}

std::string type_of_file(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  return name.ends_with(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
}

void answer_json(httplib::Response& response, const Json& json) {
  protect_page(response);
  response.set_content(json.dump(-1, ' ', false, Json::error_handler_t::replace), k_page_json);
}

void answer_file(httplib::Response& response, const std::string& name) {
  const auto files = page_files();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&name](const PageFile& file) { return file.name == name; });
  protect_page(response);
  if (found == files.end()) {
    response.status = 404;
    return;
  }
  response.set_content(found->content.data(), found->content.size(), type_of_file(name));
}

/// By what the bytes are, not by what the sender called them: a browser must never run them.
std::string media_type_of(const SandboxMessage& message) {
  if (message.kind == "photo") {
    const auto image = image_info(message.file->bytes);
    return image ? "image/" + image->format : "application/octet-stream";
  }
  const std::array<std::string, 3> videos{"video/mp4", "video/webm", "video/quicktime"};
  const bool is_video = message.kind == "video" &&
                        std::find(videos.begin(), videos.end(), message.file->mime) != videos.end();
  return is_video ? message.file->mime : "application/octet-stream";
}

Json person_with_status(const BotApi& api, const SandboxChat& chat, const SandboxPerson& person) {
  Json json = Json::parse(person_json(person));
  json["status"] = type_of(chat) == "private" ? "member" : api.status_of(chat.id, person.id);
  return json;
}

SandboxChat chat_with(const BotApi& api, std::int64_t id) {
  for (const SandboxChat& chat : api.chats()) {
    if (chat.id == id) return chat;
  }
  throw std::invalid_argument("there is no chat " + std::to_string(id));
}

/// Who can take part from this page: in a private chat only the person whose it is.
std::vector<SandboxPerson> people_in(const BotApi& api, const SandboxChat& chat) {
  std::vector<SandboxPerson> people = api.people();
  if (type_of(chat) != "private") return people;
  std::erase_if(people, [&chat](const SandboxPerson& person) { return person.id != chat.id; });
  if (people.empty()) people.push_back({chat.id, chat.title});
  return people;
}

SandboxPerson person_in(const BotApi& api, const SandboxChat& chat, std::int64_t id) {
  for (const SandboxPerson& person : people_in(api, chat)) {
    if (person.id == id) return person;
  }
  throw std::invalid_argument("nobody here is person " + std::to_string(id));
}

Json overview(const BotApi& api) {
  Json chats = Json::array();
  for (const SandboxChat& chat : api.chats()) {
    Json json{{"id", chat.id}, {"type", type_of(chat)}, {"title", chat.title}};
    if (const auto last = api.last_message(chat.id))
      json["last"] = Json::parse(message_json(chat, *last));
    chats.push_back(std::move(json));
  }
  Json people = Json::array();
  for (const SandboxPerson& person : api.people())
    people.push_back(Json::parse(person_json(person)));
  return {{"chats", chats}, {"people", people}};
}

/// What the page polls: what changed, who is there, and the commands offered to the person.
Json chat_state(const BotApi& api, std::int64_t id, const httplib::Request& request) {
  const SandboxChat chat = chat_with(api, id);
  const std::int64_t since = number_of(request.get_param_value("since"));
  Json state = Json::parse(api.changes(id, since).value());
  state["people"] = Json::array();
  for (const SandboxPerson& person : people_in(api, chat)) {
    state["people"].push_back(person_with_status(api, chat, person));
  }
  state["commands"] = Json::array();
  for (const BotCommand& command :
       api.commands_for(id, number_of(request.get_param_value("person")))) {
    state["commands"].push_back(
        {{"command", command.command}, {"description", command.description}});
  }
  return state;
}

void answer_media(const BotApi& api, const httplib::Request& request, httplib::Response& response) {
  protect_page(response);
  const auto message = api.message(number_of(request.matches[1]), number_of(request.matches[2]));
  if (!message || message->is_deleted || !message->file) {
    response.status = 404;
    return;
  }
  const std::string type = media_type_of(*message);
  if (message->kind == "document") response.set_header("Content-Disposition", "attachment");
  // Shared with the response: the message may be deleted while its picture is on the way.
  const auto file = message->file;
  response.set_content_provider(
      file->bytes.size(), type,
      [file](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(file->bytes.data() + offset, length);
      });
}

Json write(BotApi& api, std::int64_t id, const Json& body) {
  const SandboxPerson person = person_in(api, chat_with(api, id), body.at("person"));
  std::optional<std::int64_t> reply_to;
  if (body.contains("reply_to")) reply_to = body["reply_to"].get<std::int64_t>();
  return {{"message_id", api.write(id, person, body.at("text"), reply_to)}};
}

Json press(BotApi& api, std::int64_t id, const Json& body) {
  const SandboxPerson person = person_in(api, chat_with(api, id), body.at("person"));
  return {{"query", api.press(id, person, body.at("message"), body.at("data"))}};
}

/// A form of another site cannot send this type without asking first.
Json json_body(const httplib::Request& request) {
  if (!request.get_header_value("Content-Type").starts_with(k_page_json)) {
    throw std::invalid_argument("a JSON body is expected");
  }
  return Json::parse(request.body);
}

}  // namespace

void protect_page(httplib::Response& response) {
  response.set_header("Content-Security-Policy", k_policy);
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Cross-Origin-Resource-Policy", "same-origin");
  response.set_header("Referrer-Policy", "no-referrer");
  response.set_header("Cache-Control", "no-store");
}

bool is_foreign(const httplib::Request& request) {
  const std::string host = request.get_header_value("Host");
  const std::string name = host.substr(0, host.rfind(':'));
  if (name != "127.0.0.1" && name != "localhost") return true;
  return request.has_header("Origin") && request.get_header_value("Origin") != "http://" + host;
}

void add_page_routes(httplib::Server& http, BotApi& api) {
  using httplib::Request;
  using httplib::Response;
  const auto page = [](const Request&, Response& response) { answer_file(response, "page.html"); };
  http.Get("/", page);
  http.Get(R"(/chat/-?\d+)", page);
  http.Get(R"(/_page/files/([a-z]+\.(?:css|js)))", [](const Request& request, Response& response) {
    answer_file(response, request.matches[1]);
  });
  http.Get("/_page/chats",
           [&api](const Request&, Response& response) { answer_json(response, overview(api)); });
  http.Get(R"(/_page/chat/(-?\d+))", [&api](const Request& request, Response& response) {
    answer_json(response, chat_state(api, number_of(request.matches[1]), request));
  });
  http.Get(
      R"(/_page/chat/(-?\d+)/media/(\d+))",
      [&api](const Request& request, Response& response) { answer_media(api, request, response); });
  http.Post(R"(/_page/chat/(-?\d+)/messages)", [&api](const Request& request, Response& response) {
    answer_json(response, write(api, number_of(request.matches[1]), json_body(request)));
  });
  http.Post(R"(/_page/chat/(-?\d+)/presses)", [&api](const Request& request, Response& response) {
    answer_json(response, press(api, number_of(request.matches[1]), json_body(request)));
  });
}

}  // namespace igbot::test
