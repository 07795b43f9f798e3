// SPDX-License-Identifier: MIT
#include "providers/instagram/instagram.hpp"
#include "tests/contract/lied_doors.hpp"

namespace igbot::test {
namespace {

constexpr const char* k_story = "18000000000000001";

instagram::GraphConfig graph_of(const std::string& url) {
  return {.instagram_base = url,
          .facebook_base = url,
          .version = "v25.0",
          .app_id = "17",
          .app_secret = Secret("secret-of-the-app"),
          .redirect_uri = "https://example.org/back"};
}

const post::PublishingAccount k_liar_account{AccountId{1}, "17841400000000001", "liar",
                                             AccountLogin::instagram, Secret("token-of-liar")};

template <typename Answer>
Told told_by(const Answer& answer) {
  const auto* refused = std::get_if<post::Refused>(&answer);
  if (refused == nullptr) return Told::success;
  return refused->kind == post::Refusal::uncertain ? Told::doubt : Told::refusal;
}

/// A call of the publisher.
template <typename Call>
std::function<Told(const Knock&)> publishing(Call call) {
  return [call](const Knock& knock) {
    const auto instagram = make_instagram(knock.http, knock.clock, graph_of(knock.url));
    return told_by(call(instagram->publisher()));
  };
}

/// A call of the login; it has no doubts, it throws.
template <typename Call>
std::function<Told(const Knock&)> logging_in(Call call) {
  return [call](const Knock& knock) {
    const auto instagram = make_instagram(knock.http, knock.clock, graph_of(knock.url));
    call(instagram->login());
    return Told::success;
  };
}

std::function<Told(const Knock&)> code_of(AccountLogin login) {
  return logging_in([login](InstagramLogin& at) { at.exchange_code(login, "a-code"); });
}

std::vector<Door> publisher_doors() {
  const PlainAnswer id{.body = R"({"id": "18000000000000001"})"};
  return {
      {.name = "media (a container)",
       .truth = id,
       .knock = publishing([](post::Publisher& at) {
         return at.prepare(k_liar_account, {false, "https://example.org/a.jpg"});
       }),
       .most_mebibytes = 1,
       .sends = Sends::once},
      {.name = "media (a container of a video)",
       .truth = id,
       .knock = publishing([](post::Publisher& at) {
         return at.prepare(k_liar_account, {true, "https://example.org/a.mp4"});
       }),
       .most_mebibytes = 1,
       .sends = Sends::once},
      {.name = "media_publish",
       .truth = id,
       .knock = publishing([](post::Publisher& at) { return at.publish(k_liar_account, k_story); }),
       .most_mebibytes = 1,
       .sends = Sends::once},
      {.name = "status of a container",
       .truth = {.body = R"({"status_code": "FINISHED", "id": "18000000000000001"})"},
       .knock = publishing([](post::Publisher& at) { return at.inspect(k_liar_account, k_story); }),
       .most_mebibytes = 1},
      {.name = "content_publishing_limit",
       .truth = {.body = R"({"data": [{"quota_usage": 3, "config": {"quota_total": 100}}]})"},
       .knock = publishing([](post::Publisher& at) { return at.quota(k_liar_account); }),
       .most_mebibytes = 1},
      {.name = "stories",
       .truth = {.body = R"({"data": [{"id": "18000000000000001"}]})"},
       .knock = publishing([](post::Publisher& at) { return at.stories(k_liar_account); }),
       .most_mebibytes = 1},
      {.name = "permalink",
       .truth = {.body = R"({"permalink": "https://www.instagram.com/stories/liar/1"})"},
       .knock =
           publishing([](post::Publisher& at) { return at.permalink(k_liar_account, k_story); }),
       .most_mebibytes = 1},
      {.name = "insights",
       .truth = {.body = R"({"data": [{"name": "views", "values": [{"value": 5}]}]})"},
       .knock =
           publishing([](post::Publisher& at) { return at.insights(k_liar_account, k_story); }),
       .most_mebibytes = 1},
  };
}

std::vector<Door> login_doors() {
  const PlainAnswer token{.body = R"({"access_token": "token-of-truth", "expires_in": 5184000})"};
  const Secret old("token-of-liar");
  return {
      {.name = "code at Instagram",
       .truth = token,
       .knock = code_of(AccountLogin::instagram),
       .most_mebibytes = 1},
      {.name = "long life at Instagram",
       .truth = token,
       .knock = code_of(AccountLogin::instagram),
       .honest = {{"/oauth/access_token", token}},
       .most_mebibytes = 1},
      {.name = "code at Facebook",
       .truth = token,
       .knock = code_of(AccountLogin::facebook),
       .honest = {{"fb_exchange_token", token}},
       .most_mebibytes = 1},
      {.name = "renewal at Facebook",
       .truth = token,
       .knock = logging_in([old](InstagramLogin& at) { at.refresh(AccountLogin::facebook, old); }),
       .most_mebibytes = 1},
      {.name = "renewal at Instagram",
       .truth = token,
       .knock = logging_in([old](InstagramLogin& at) { at.refresh(AccountLogin::instagram, old); }),
       .most_mebibytes = 1},
      {.name = "me",
       .truth = {.body = R"({"user_id": "17841400000000001", "username": "liar"})"},
       .knock =
           logging_in([old](InstagramLogin& at) { at.identify(AccountLogin::instagram, old); }),
       .most_mebibytes = 1},
      {.name = "me/accounts",
       .truth = {.body = R"({"data": [{"instagram_business_account":
                              {"id": "17841400000000001", "username": "liar"}}]})"},
       .knock = logging_in([old](InstagramLogin& at) { at.identify(AccountLogin::facebook, old); }),
       .most_mebibytes = 1},
  };
}

}  // namespace

std::vector<Door> meta_doors() {
  std::vector<Door> doors = publisher_doors();
  for (Door& door : login_doors()) doors.push_back(std::move(door));
  return doors;
}

}  // namespace igbot::test
