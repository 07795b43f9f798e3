// SPDX-License-Identifier: MIT
#include "tests/support/graph_control.hpp"

#include <httplib.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/graph_sandbox.hpp"

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* k_control_json = "application/json";

/// The body is JSON, and so is what `answer` returns.
template <typename Answer>
void on_control(httplib::Server& http, const std::string& path, Answer answer) {
  http.Post("/_control/" + path,
            [answer](const httplib::Request& request, httplib::Response& response) {
              const Json body = request.body.empty() ? Json::object() : Json::parse(request.body);
              response.set_content(Json(answer(body)).dump(), k_control_json);
            });
}

/// A list as one JSON array, an object a line.
template <typename List>
void on_list(httplib::Server& http, const std::string& path, List list) {
  http.Get("/_control/" + path, [list](const httplib::Request&, httplib::Response& response) {
    std::string lines;
    for (const std::string& line : list()) lines += (lines.empty() ? "" : ",\n") + line;
    response.set_content("[" + lines + "]\n", k_control_json);
  });
}

GraphGrant grant_in(const Json& body) {
  GraphGrant grant;
  const auto login = account_login_from(body.value("login", "instagram"));
  if (!login) throw std::invalid_argument("unknown login");
  grant.login = *login;
  grant.accounts = body.at("accounts").get<std::vector<std::string>>();
  grant.age = std::chrono::seconds(body.value("age_seconds", grant.age.count()));
  grant.life = std::chrono::seconds(body.value("life_seconds", grant.life.count()));
  grant.is_short_lived = body.value("short_lived", false);
  return grant;
}

TokenTrouble trouble_in(const Json& body) {
  const std::string name = body.at("trouble");
  if (name == "expired") return TokenTrouble::expired;
  if (name == "password_changed") return TokenTrouble::password_changed;
  if (name == "invalidated") return TokenTrouble::invalidated;
  throw std::invalid_argument("unknown trouble: " + name);
}

post::ContainerState container_state_in(const Json& body) {
  const std::string name = body.at("state");
  if (name == "IN_PROGRESS") return post::ContainerState::in_progress;
  if (name == "FINISHED") return post::ContainerState::finished;
  if (name == "PUBLISHED") return post::ContainerState::published;
  if (name == "ERROR") return post::ContainerState::error;
  if (name == "EXPIRED") return post::ContainerState::expired;
  throw std::invalid_argument("unknown state: " + name);
}

std::string story_line(const PublishedStory& story) {
  return Json{{"account", story.account},   {"container", story.container},
              {"media_id", story.media_id}, {"time_ms", to_millis(story.at)},
              {"url", story.url},           {"is_video", story.is_video},
              {"sha256", story.sha256}}
      .dump();
}

std::string container_line(const GraphContainer& container) {
  return Json{{"id", container.id},
              {"account", container.account},
              {"created_ms", to_millis(container.created_at)},
              {"media_id", container.media_id},
              {"sha256", container.story.sha256}}
      .dump();
}

void add_login_controls(httplib::Server& http, GraphSandbox& sandbox) {
  on_control(http, "accounts", [&sandbox](const Json& body) -> Json {
    const GraphAccount account =
        sandbox.api().add_account({.id = body.value("id", ""),
                                   .username = body.value("username", ""),
                                   .account_type = body.value("account_type", "BUSINESS"),
                                   .page_id = body.value("page_id", "")});
    const std::string token = sandbox.api().issue_token({.accounts = {account.id}});
    return {{"id", account.id}, {"username", account.username}, {"token", token}};
  });
  on_control(http, "tokens", [&sandbox](const Json& body) -> Json {
    return {{"token", sandbox.api().issue_token(grant_in(body), body.value("token", ""))}};
  });
  on_control(http, "tokens/spoil", [&sandbox](const Json& body) -> Json {
    sandbox.api().spoil_token(body.at("token"), trouble_in(body));
    return Json::object();
  });
  on_control(http, "codes", [&sandbox](const Json& body) -> Json {
    return {{"code", sandbox.api().issue_code(grant_in(body))}};
  });
}

void add_state_controls(httplib::Server& http, GraphSandbox& sandbox) {
  on_control(http, "processing", [&sandbox](const Json& body) -> Json {
    sandbox.api().set_processing({.status_reads = body.value("status_reads", 0),
                                  .time = std::chrono::milliseconds(body.value("ms", 0))});
    return Json::object();
  });
  on_control(http, "containers", [&sandbox](const Json& body) -> Json {
    sandbox.api().set_container(body.at("id"), container_state_in(body), body.value("detail", ""));
    return Json::object();
  });
  on_control(http, "quota", [&sandbox](const Json& body) -> Json {
    sandbox.api().set_quota(body.at("total"), body.value("used", 0));
    return Json::object();
  });
  on_control(http, "insights", [&sandbox](const Json& body) -> Json {
    sandbox.api().set_insights(
        body.at("media_id"),
        {body.at("viewers"), body.value("values", std::map<std::string, std::int64_t>{})});
    return Json::object();
  });
  on_control(http, "usage", [&sandbox](const Json& body) -> Json {
    if (body.contains("app")) sandbox.set_app_usage(body["app"]);
    if (body.contains("account")) {
      sandbox.set_business_usage(body["account"], body.at("percent"),
                                 body.value("wait_minutes", 0));
    }
    return Json::object();
  });
  on_control(http, "clock", [&sandbox](const Json& body) -> Json {
    sandbox.api().advance(std::chrono::milliseconds(body.at("advance_ms").get<std::int64_t>()));
    return {{"now_ms", to_millis(sandbox.api().now())}};
  });
}

void add_fault_controls(httplib::Server& http, GraphSandbox& sandbox) {
  on_control(http, "faults", [&sandbox](const Json& body) -> Json {
    for (const GraphFault& fault : parse_graph_faults(body.dump())) sandbox.fail_next(fault);
    return Json::object();
  });
  on_control(http, "seed", [&sandbox](const Json& body) -> Json {
    sandbox.set_fault_seed(body.at("seed"));
    return Json::object();
  });
  on_control(http, "release", [&sandbox](const Json&) -> Json {
    sandbox.release();
    return Json::object();
  });
  http.Delete("/_control/faults", [&sandbox](const httplib::Request&, httplib::Response& response) {
    sandbox.forget_faults();
    response.set_content("{}", k_control_json);
  });
}

}  // namespace

void add_graph_control_routes(httplib::Server& http, GraphSandbox& sandbox) {
  add_login_controls(http, sandbox);
  add_state_controls(http, sandbox);
  add_fault_controls(http, sandbox);
  on_list(http, "calls", [&sandbox] {
    std::vector<std::string> lines;
    for (const RecordedGraphCall& call : sandbox.calls()) lines.push_back(to_json(call));
    return lines;
  });
  on_list(http, "stories", [&sandbox] {
    std::vector<std::string> lines;
    for (const PublishedStory& story : sandbox.stories()) lines.push_back(story_line(story));
    return lines;
  });
  on_list(http, "containers", [&sandbox] {
    std::vector<std::string> lines;
    for (const GraphContainer& container : sandbox.containers()) {
      lines.push_back(container_line(container));
    }
    return lines;
  });
}

}  // namespace igbot::test
