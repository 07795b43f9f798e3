// SPDX-License-Identifier: MIT
#include "tests/support/graph_faults.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include <future>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/graph_sandbox.hpp"
#include "tests/support/public_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

class GraphSandboxFaults : public testing::Test {
 protected:
  httplib::Result post(const std::string& edge, httplib::Params fields) {
    fields.emplace("access_token", token_);
    return client_.Post("/v25.0/" + account_.id + "/" + edge, fields);
  }
  std::string create(int seed = 0) {
    const std::string url = files_.put("a.jpg", jpeg_bytes(64, 64, seed));
    return json::parse(post("media", {{"media_type", "STORIES"}, {"image_url", url}})->body)["id"];
  }
  httplib::Result publish(const std::string& container) {
    return post("media_publish", {{"creation_id", container}});
  }
  httplib::Result me() {
    return client_.Get("/v25.0/me?fields=user_id", {{"Authorization", "Bearer " + token_}});
  }
  httplib::Result control(const std::string& json) {
    return client_.Post("/_control/faults", json, "application/json");
  }
  std::string state_of(const std::string& container) {
    const auto answer = client_.Get("/v25.0/" + container + "?fields=status_code",
                                    {{"Authorization", "Bearer " + token_}});
    return json::parse(answer->body)["status_code"];
  }

  PublicFiles files_;
  GraphSandbox sandbox_;
  GraphAccount account_ = sandbox_.api().add_account();
  std::string token_ = sandbox_.api().issue_token({.accounts = {account_.id}});
  httplib::Client client_{sandbox_.url()};
};

TEST_F(GraphSandboxFaults, AnAnswerLostAfterPublishingLeavesAStory) {
  const std::string container = create();
  control(R"({"kind":"reset_after_accepting","endpoint":"media_publish"})");
  EXPECT_FALSE(publish(container));
  EXPECT_EQ(sandbox_.stories().size(), 1U);
  EXPECT_EQ(state_of(container), "PUBLISHED");
}

TEST_F(GraphSandboxFaults, ACallLostBeforeItWasReadLeavesNothing) {
  const std::string container = create();
  control(R"({"kind":"reset_before_reading","endpoint":"media_publish"})");
  EXPECT_FALSE(publish(container));
  EXPECT_TRUE(sandbox_.stories().empty());
  EXPECT_TRUE(sandbox_.calls("media_publish").empty());
  EXPECT_EQ(state_of(container), "FINISHED");
}

TEST_F(GraphSandboxFaults, ALatePublicationComesAfterItsTime) {
  const std::string container = create();
  control(R"({"kind":"publish_late","ms":30000})");
  EXPECT_FALSE(publish(container));
  EXPECT_EQ(state_of(container), "FINISHED");
  sandbox_.api().advance(std::chrono::seconds(30));
  EXPECT_EQ(sandbox_.stories().size(), 1U);
  EXPECT_EQ(state_of(container), "PUBLISHED");
}

TEST_F(GraphSandboxFaults, ALatePublicationComesAfterItsCalls) {
  const std::string container = create();
  control(R"({"kind":"publish_late","calls":2})");
  EXPECT_FALSE(publish(container));
  EXPECT_EQ(state_of(container), "FINISHED");
  EXPECT_EQ(state_of(container), "PUBLISHED");
  EXPECT_EQ(sandbox_.stories().size(), 1U);
}

TEST_F(GraphSandboxFaults, AContainerThatIsPublishedLateIsNotPublishedTwice) {
  const std::string container = create();
  control(R"({"kind":"publish_late","ms":30000})");
  EXPECT_FALSE(publish(container));
  EXPECT_EQ(publish(container)->status, 200);
  sandbox_.api().advance(std::chrono::seconds(30));
  EXPECT_EQ(sandbox_.stories().size(), 1U);
}

TEST_F(GraphSandboxFaults, AnErrorMayComeAlthoughItWasPublished) {
  const std::string container = create();
  control(R"({"kind":"error","code":4,"subcode":2207051,"accepted":true})");
  const auto answer = publish(container);
  EXPECT_EQ(answer->status, 400);
  EXPECT_EQ(json::parse(answer->body)["error"]["error_subcode"], 2207051);
  EXPECT_EQ(sandbox_.stories().size(), 1U);
  EXPECT_EQ(sandbox_.calls("media_publish").at(0).outcome, "ok");
}

TEST_F(GraphSandboxFaults, ServerErrorsComeBeforeOrAfterTheDeed) {
  const std::string container = create();
  control(R"([{"kind":"internal_error"},{"kind":"bad_gateway","accepted":true}])");
  EXPECT_EQ(publish(container)->status, 500);
  EXPECT_TRUE(sandbox_.stories().empty());
  EXPECT_EQ(publish(container)->status, 502);
  EXPECT_EQ(sandbox_.stories().size(), 1U);
}

TEST_F(GraphSandboxFaults, RateLimitsNameTheirWaitInTheHeader) {
  control(R"([{"kind":"error","code":80002,"wait_minutes":12},{"kind":"error","code":4}])");
  const auto limited = publish("1789");
  const json usage = json::parse(limited->get_header_value("X-Business-Use-Case-Usage"));
  EXPECT_EQ(usage[account_.id][0]["estimated_time_to_regain_access"], 12);
  EXPECT_FALSE(publish("1789")->has_header("X-Business-Use-Case-Usage"));
}

TEST_F(GraphSandboxFaults, FaultsComeInOrderAndOnlyForTheirEndpointAndAccount) {
  control(R"([{"kind":"internal_error","endpoint":"stories"},
              {"kind":"internal_error","account":"1"},
              {"kind":"gateway_timeout","endpoint":"me","count":2}])");
  EXPECT_EQ(me()->status, 504);
  EXPECT_EQ(me()->status, 504);
  EXPECT_EQ(me()->status, 200);
}

TEST_F(GraphSandboxFaults, TheSameSeedStrikesTheSameCalls) {
  const auto statuses = [this] {
    sandbox_.forget_faults();
    sandbox_.set_fault_seed(7);
    control(R"({"kind":"internal_error","count":-1,"probability":0.5})");
    std::string seen;
    for (int i = 0; i < 20; ++i) seen += me()->status == 200 ? '.' : 'x';
    return seen;
  };
  const std::string first = statuses();
  EXPECT_NE(first.find('.'), std::string::npos);
  EXPECT_NE(first.find('x'), std::string::npos);
  EXPECT_EQ(statuses(), first);
}

TEST_F(GraphSandboxFaults, UnknownFaultsAreRefused) {
  EXPECT_EQ(control(R"({"kind":"explode"})")->status, 400);
  EXPECT_EQ(control(R"({"kind":"hang","enpdoint":"x"})")->status, 400);
  EXPECT_EQ(control("nonsense")->status, 400);
}

TEST_F(GraphSandboxFaults, HangingCallsAreRecordedAndGoOnWhenReleased) {
  control(R"({"kind":"hang"})");
  auto answer = std::async(std::launch::async, [this] { return me()->status; });
  ASSERT_TRUE(sandbox_.wait_for([this] { return sandbox_.calls("me").size() == 1; }));
  sandbox_.release();
  EXPECT_EQ(answer.get(), 200);
}

TEST_F(GraphSandboxFaults, BrokenBodiesAreBrokenAsTheyAreNamed) {
  control(R"([{"kind":"truncated_json"},{"kind":"html_body"},{"kind":"redirect"},
              {"kind":"no_id"},{"kind":"wrong_types"},{"kind":"huge_body","value":5000},
              {"kind":"truncated_body"}])");
  EXPECT_TRUE(json::parse(me()->body, nullptr, false).is_discarded());
  EXPECT_EQ(me()->get_header_value("Content-Type"), "text/html");
  EXPECT_EQ(me()->status, 302);
  EXPECT_FALSE(json::parse(me()->body).contains("user_id"));
  EXPECT_TRUE(json::parse(me()->body)["id"].is_number());
  EXPECT_EQ(me()->body.size(), 5000U);
  EXPECT_FALSE(me());
}

}  // namespace
}  // namespace igbot::test
