// SPDX-License-Identifier: MIT
#include "tests/support/sandbox_control.hpp"

#include <httplib.h>

#include <nlohmann/json.hpp>
#include <string>

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* k_json_type = "application/json";
constexpr const char* k_done = "{}";

/// `{"id", "first_name", "username"}`, or the id alone of somebody who was seen before.
SandboxPerson person_in(const Json& body, const BotApi& api) {
  const Json& person = body.at("person");
  if (person.is_object()) {
    return {person.at("id"), person.at("first_name"), person.value("username", "")};
  }
  return api.person(person.get<std::int64_t>());
}

std::optional<std::int64_t> reply_to_in(const Json& body) {
  return body.contains("reply_to") ? std::optional(body["reply_to"].get<std::int64_t>())
                                   : std::nullopt;
}

template <typename Body>
void on_post(httplib::Server& http, const char* path, Body body) {
  http.Post(path, [body](const httplib::Request& request, httplib::Response& response) {
    response.set_content(body(request.body), k_json_type);
  });
}

void add_fault_routes(httplib::Server& http, const SteeredSandbox& sandbox) {
  on_post(http, "/_control", [sandbox](const std::string& body) {
    for (const Fault& fault : parse_faults(body)) sandbox.faults.add(fault);
    return k_done;
  });
  http.Delete("/_control", [sandbox](const httplib::Request&, httplib::Response& response) {
    sandbox.faults.clear();
    response.set_content(k_done, k_json_type);
  });
  on_post(http, "/_control/release", [sandbox](const std::string&) {
    sandbox.release();
    return k_done;
  });
}

void add_record_route(httplib::Server& http, const SteeredSandbox& sandbox) {
  http.Get("/_control/messages", [sandbox](const httplib::Request&, httplib::Response& response) {
    std::string list;
    for (const RecordedCall& call : sandbox.recorder.calls()) {
      list += (list.empty() ? "" : ",\n") + to_json(call);
    }
    response.set_content("[" + list + "]\n", k_json_type);
  });
}

void add_state_routes(httplib::Server& http, BotApi& api) {
  on_post(http, "/_control/updates", [&api](const std::string& body) {
    Json updates = Json::parse(body);
    if (!updates.is_array()) updates = Json::array({updates});
    Json ids = Json::array();
    for (const Json& update : updates) ids.push_back(api.add_update(update.dump()));
    return Json{{"update_ids", ids}}.dump();
  });
  on_post(http, "/_control/chats", [&api](const std::string& body) {
    const Json chat = Json::parse(body);
    api.add_chat({chat.at("id"), chat.value("type", ""), chat.value("title", "Sandbox"),
                  chat.value("privacy_mode", true)});
    return k_done;
  });
  on_post(http, "/_control/members", [&api](const std::string& body) {
    const Json member = Json::parse(body);
    api.set_member(member.at("chat"), member.at("user"), member.at("status"));
    return k_done;
  });
  on_post(http, "/_control/webhook", [&api](const std::string& body) {
    api.set_webhook(Json::parse(body).at("active"));
    return k_done;
  });
  on_post(http, "/_control/age", [&api](const std::string& body) {
    const Json message = Json::parse(body);
    api.age_message(message.at("chat"), message.at("message"),
                    std::chrono::seconds(message.at("seconds").get<std::int64_t>()));
    return k_done;
  });
}

void add_people_routes(httplib::Server& http, BotApi& api) {
  on_post(http, "/_control/write", [&api](const std::string& body) {
    const Json message = Json::parse(body);
    const std::int64_t id = api.write(message.at("chat"), person_in(message, api),
                                      message.at("text"), reply_to_in(message));
    return Json{{"message_id", id}}.dump();
  });
  on_post(http, "/_control/press", [&api](const std::string& body) {
    const Json press = Json::parse(body);
    const std::string id =
        api.press(press.at("chat"), person_in(press, api), press.at("message"), press.at("data"));
    return Json{{"callback_query_id", id}}.dump();
  });
  on_post(http, "/_control/membership", [&api](const std::string& body) {
    const Json change = Json::parse(body);
    api.change_member(change.at("chat"), person_in(change, api), change.at("status"));
    return k_done;
  });
}

}  // namespace

void add_control_routes(httplib::Server& http, const SteeredSandbox& sandbox) {
  add_fault_routes(http, sandbox);
  add_record_route(http, sandbox);
  add_state_routes(http, sandbox.api);
  add_people_routes(http, sandbox.api);
}

}  // namespace igbot::test
