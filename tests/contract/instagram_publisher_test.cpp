// SPDX-License-Identifier: MIT
#include "providers/instagram/instagram_publisher.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "core/crypto/digest.hpp"
#include "providers/http/curl_client.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/graph_sandbox.hpp"
#include "tests/support/public_files.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::instagram {
namespace {

using post::ContainerState;
using post::Refusal;
using post::Refused;
using test::GraphFault;
using test::GraphFaultKind;

class InstagramPublisherContract : public testing::Test {
 protected:
  post::PublishingAccount account_with(AccountLogin login) {
    const std::string token =
        sandbox_.api().issue_token({.login = login, .accounts = {account_.id}});
    return {.id = AccountId{1},
            .instagram_id = account_.id,
            .username = account_.username,
            .login = login,
            .token = Secret(token)};
  }
  std::string url(int seed = 0) {
    return files_.put("a" + std::to_string(seed) + ".jpg", test::jpeg_bytes(64, 64, seed));
  }
  std::string prepared(int seed = 0) {
    return std::get<std::string>(publisher_.prepare(team_, {.url = url(seed)}));
  }
  ContainerState state_of(const std::string& container) {
    return std::get<post::ContainerStatus>(publisher_.inspect(team_, container)).state;
  }

  test::PublicFiles files_;
  test::GraphSandbox sandbox_;
  test::GraphAccount account_ = sandbox_.api().add_account({.username = "team"});
  http::CurlClient http_;
  test::FakeClock clock_;
  GraphApi api_{http_,
                clock_,
                {.instagram_base = sandbox_.instagram_base(),
                 .facebook_base = sandbox_.facebook_base(),
                 .version = "v25.0",
                 .app_id = sandbox_.api().app().id,
                 .app_secret = Secret(sandbox_.api().app().secret)}};
  InstagramPublisher publisher_{api_};
  post::PublishingAccount team_ = account_with(AccountLogin::instagram);
};

/// The refusal of an answer; fails the test when it is a success.
template <typename T>
Refused refused_in(const post::Publisher::Answer<T>& answer) {
  if (const auto* why = std::get_if<Refused>(&answer)) return *why;
  ADD_FAILURE() << "not refused";
  return {.kind = Refusal::not_sent, .why = "not refused"};
}

TEST_F(InstagramPublisherContract, APictureBecomesAStory) {
  const std::string container = prepared(3);
  EXPECT_EQ(state_of(container), ContainerState::finished);
  const auto media = std::get<std::string>(publisher_.publish(team_, container));
  EXPECT_EQ(state_of(container), ContainerState::published);
  const std::string sha256 =
      crypto::digest_hex(crypto::DigestAlgorithm::sha256, test::jpeg_bytes(64, 64, 3));
  EXPECT_EQ(sandbox_.published_count(sha256), 1U);
  EXPECT_EQ(std::get<std::string>(publisher_.permalink(team_, media)),
            "https://www.instagram.com/stories/team/" + media);
}

TEST_F(InstagramPublisherContract, AVideoBecomesAStory) {
  const std::string address = files_.put("a.mp4", test::small_mp4(), "video/mp4");
  const auto container =
      std::get<std::string>(publisher_.prepare(team_, {.is_video = true, .url = address}));
  publisher_.publish(team_, container);
  ASSERT_EQ(sandbox_.stories().size(), 1U);
  EXPECT_TRUE(sandbox_.stories()[0].is_video);
}

TEST_F(InstagramPublisherContract, FacebookLoginProvesTheAppWithEachCall) {
  test::GraphApp app = sandbox_.api().app();
  app.requires_proof = true;
  sandbox_.api().set_app(app);
  team_ = account_with(AccountLogin::facebook);
  const std::string container = prepared();
  EXPECT_TRUE(std::holds_alternative<std::string>(publisher_.publish(team_, container)));
  EXPECT_TRUE(std::holds_alternative<post::Quota>(publisher_.quota(team_)));
}

TEST_F(InstagramPublisherContract, NoTokenIsEverInAUrl) {
  const auto media = std::get<std::string>(publisher_.publish(team_, prepared()));
  publisher_.quota(team_);
  publisher_.stories(team_);
  publisher_.permalink(team_, media);
  publisher_.insights(team_, media);
  EXPECT_EQ(sandbox_.calls().size(), 6U);
  for (const auto& call : sandbox_.calls()) {
    EXPECT_FALSE(call.has_token_in_url) << call.endpoint;
    EXPECT_TRUE(call.path.starts_with("/instagram/v25.0/")) << call.path;
  }
}

TEST_F(InstagramPublisherContract, AUrlArrivesAsItIs) {
  const std::string address =
      files_.put("a.jpg", test::jpeg_bytes(64, 64)) + "?X-Amz-Signature=a%2Fb&c=d+e";
  EXPECT_TRUE(std::holds_alternative<std::string>(publisher_.prepare(team_, {.url = address})));
  EXPECT_EQ(sandbox_.fetches().at(0).url, address);
}

TEST_F(InstagramPublisherContract, AContainerIsInspectedInEveryState) {
  sandbox_.api().set_processing({.status_reads = 1});
  const std::string container = prepared();
  EXPECT_EQ(state_of(container), ContainerState::in_progress);
  EXPECT_EQ(state_of(container), ContainerState::finished);
  sandbox_.api().set_container(container, ContainerState::error, "Error: 2207026");
  const auto failed = std::get<post::ContainerStatus>(publisher_.inspect(team_, container));
  EXPECT_EQ(failed.state, ContainerState::error);
  EXPECT_EQ(failed.detail, "Error: 2207026");
  sandbox_.api().advance(std::chrono::hours(25));
  const std::string old = prepared(1);
  sandbox_.api().advance(std::chrono::hours(24));
  EXPECT_EQ(state_of(old), ContainerState::expired);
}

TEST_F(InstagramPublisherContract, RefusalsOfTheSandboxAreUnderstood) {
  const auto prepare = [this](const std::string& address) {
    return refused_in(publisher_.prepare(team_, {.url = address}));
  };
  const Refused fetch = prepare(files_.put("p", "<html>", "text/html"));
  EXPECT_EQ(fetch.kind, Refusal::fetch);
  EXPECT_NE(fetch.why.find("(9004/2207052, trace "), std::string::npos) << fetch.why;
  EXPECT_EQ(prepare(files_.put("a.png", test::png_bytes(9, 9), "image/png")).kind, Refusal::input);
  sandbox_.api().set_processing({.status_reads = 9});
  EXPECT_EQ(refused_in(publisher_.publish(team_, prepared())).kind, Refusal::not_ready);
  sandbox_.api().set_processing({});
  EXPECT_EQ(refused_in(publisher_.publish(team_, "17890000000009991")).kind, Refusal::container);
  sandbox_.api().set_quota(1, 1);
  EXPECT_EQ(refused_in(publisher_.publish(team_, prepared())).kind, Refusal::quota_used);
  const test::GraphAccount other = sandbox_.api().add_account();
  team_.instagram_id = other.id;
  EXPECT_EQ(prepare(url()).kind, Refusal::permission);
}

TEST_F(InstagramPublisherContract, ADeadTokenIsADeadToken) {
  sandbox_.api().spoil_token(team_.token.reveal(), test::TokenTrouble::password_changed);
  const Refused refused = refused_in(publisher_.quota(team_));
  EXPECT_EQ(refused.kind, Refusal::token);
  EXPECT_TRUE(refused.why.starts_with("the password was changed (190/460")) << refused.why;
}

TEST_F(InstagramPublisherContract, TheQuotaIsRead) {
  sandbox_.api().set_quota(100, 7);
  const auto quota = std::get<post::Quota>(publisher_.quota(team_));
  EXPECT_EQ(quota.used, 7);
  EXPECT_EQ(quota.total, 100);
  EXPECT_EQ(quota.window, std::chrono::hours(24));
}

TEST_F(InstagramPublisherContract, StoriesAreListedThroughAllPages) {
  sandbox_.api().set_page_size(2);
  for (int i = 0; i < 5; ++i) publisher_.publish(team_, prepared(i));
  const auto stories = std::get<std::vector<post::LiveStory>>(publisher_.stories(team_));
  ASSERT_EQ(stories.size(), 5U);
  EXPECT_EQ(stories.front().media_id, sandbox_.stories().back().media_id);
  const auto at = std::chrono::floor<std::chrono::seconds>(sandbox_.stories().back().at);
  EXPECT_EQ(stories.front().at, Timestamp(at));
  EXPECT_TRUE(stories.front().permalink.starts_with("https://"));
  EXPECT_EQ(sandbox_.calls("stories").size(), 3U);
}

TEST_F(InstagramPublisherContract, InsightsAreFiguresOrTooFewViewers) {
  const auto media = std::get<std::string>(publisher_.publish(team_, prepared()));
  const auto look = [&] {
    return std::get<std::variant<post::StoryInsights, post::TooFewViewers>>(
        publisher_.insights(team_, media));
  };
  EXPECT_TRUE(std::holds_alternative<post::TooFewViewers>(look()));
  sandbox_.api().set_insights(media, {.viewers = 5, .values = {{"views", 9}, {"navigation", 4}}});
  const auto figures = std::get<post::StoryInsights>(look());
  EXPECT_EQ(figures.views, 9);
  EXPECT_EQ(figures.navigation, 4);
  EXPECT_EQ(figures.replies, 0);
}

TEST_F(InstagramPublisherContract, AnIdThatIsNoneNeverLeaves) {
  EXPECT_EQ(refused_in(publisher_.publish(team_, "1/media")).kind, Refusal::container);
  EXPECT_EQ(refused_in(publisher_.permalink(team_, "../me")).kind, Refusal::permission);
  team_.instagram_id = "me?x";
  EXPECT_EQ(refused_in(publisher_.quota(team_)).kind, Refusal::permission);
  EXPECT_TRUE(sandbox_.calls().empty());
}

TEST_F(InstagramPublisherContract, NearItsLimitTheAppStopsByItself) {
  sandbox_.set_app_usage(96);
  EXPECT_TRUE(std::holds_alternative<post::Quota>(publisher_.quota(team_)));
  const Refused refused = refused_in(publisher_.quota(team_));
  EXPECT_EQ(refused.kind, Refusal::rate_limited);
  EXPECT_EQ(refused.wait, k_wait_when_nearly_used_up);
  EXPECT_EQ(sandbox_.calls().size(), 1U);
  sandbox_.set_app_usage(0);
  clock_.advance(k_wait_when_nearly_used_up);
  EXPECT_TRUE(std::holds_alternative<post::Quota>(publisher_.quota(team_)));
}

TEST_F(InstagramPublisherContract, AnAccountThatHasToWaitStopsByItself) {
  sandbox_.fail_next({.kind = GraphFaultKind::error, .code = 80002, .wait_minutes = 12});
  EXPECT_EQ(refused_in(publisher_.quota(team_)).wait, std::chrono::minutes(12));
  clock_.advance(std::chrono::minutes(2));
  const Refused refused = refused_in(publisher_.quota(team_));
  EXPECT_EQ(refused.kind, Refusal::rate_limited);
  EXPECT_EQ(refused.wait, std::chrono::minutes(10));
  EXPECT_EQ(sandbox_.calls().size(), 1U);
  clock_.advance(std::chrono::minutes(10));
  EXPECT_TRUE(std::holds_alternative<post::Quota>(publisher_.quota(team_)));
}

TEST_F(InstagramPublisherContract, WhatNobodyAnswersWasNotSent) {
  GraphApi nowhere(http_, clock_,
                   {.instagram_base = "http://127.0.0.1:1",
                    .facebook_base = "http://127.0.0.1:1",
                    .version = "v25.0"});
  EXPECT_EQ(refused_in(InstagramPublisher(nowhere).publish(team_, "17890001")).kind,
            Refusal::not_sent);
}

/// A fault that strikes a publication, what it means to us, and whether the story is there.
struct PublishFault {
  const char* name;
  GraphFault fault;
  std::size_t stories = 0;
  Refusal meaning = Refusal::uncertain;
};
void PrintTo(const PublishFault& fault, std::ostream* out) { *out << fault.name; }

class PublishUnderFault : public InstagramPublisherContract,
                          public testing::WithParamInterface<PublishFault> {};

TEST_P(PublishUnderFault, IsUnderstoodAndNeverRepeated) {
  const std::string container = prepared();
  GraphFault fault = GetParam().fault;
  fault.endpoint = "media_publish";
  sandbox_.fail_next(fault);
  EXPECT_EQ(refused_in(publisher_.publish(team_, container)).kind, GetParam().meaning);
  const bool unread = fault.kind == GraphFaultKind::reset_before_reading;
  EXPECT_EQ(sandbox_.calls("media_publish").size(), unread ? 0U : 1U);
  EXPECT_EQ(sandbox_.stories().size(), GetParam().stories);
}

constexpr auto k_lie = GraphFaultKind::error;
INSTANTIATE_TEST_SUITE_P(
    EveryFault, PublishUnderFault,
    testing::Values(
        PublishFault{"Reset", {.kind = GraphFaultKind::reset_after_accepting}, 1},
        PublishFault{"Unread", {.kind = GraphFaultKind::reset_before_reading}},
        PublishFault{"Late", {.kind = GraphFaultKind::publish_late, .value = 5000}},
        PublishFault{"Internal", {.kind = GraphFaultKind::internal_error}},
        PublishFault{"InternalDone", {.kind = GraphFaultKind::internal_error, .accepted = true}, 1},
        PublishFault{"Gateway", {.kind = GraphFaultKind::bad_gateway}},
        PublishFault{"GatewayDone", {.kind = GraphFaultKind::gateway_timeout, .accepted = true}, 1},
        PublishFault{"Html", {.kind = GraphFaultKind::html_body, .accepted = true}, 1},
        PublishFault{"Redirect", {.kind = GraphFaultKind::redirect, .accepted = true}, 1},
        PublishFault{"HalfJson", {.kind = GraphFaultKind::truncated_json}, 1},
        PublishFault{"HalfBody", {.kind = GraphFaultKind::truncated_body}, 1},
        PublishFault{"NoId", {.kind = GraphFaultKind::no_id}, 1},
        PublishFault{"Huge", {.kind = GraphFaultKind::huge_body, .value = 3'000'000}, 1},
        PublishFault{"Failed", {.kind = k_lie, .code = -1, .accepted = true}, 1},
        PublishFault{"Spam", {.kind = k_lie, .code = 4, .subcode = 2207051, .accepted = true}, 1},
        PublishFault{"Gone", {.kind = k_lie, .code = 100, .subcode = 33, .accepted = true}, 1},
        PublishFault{"Passing", {.kind = k_lie, .code = 2, .accepted = true}, 1},
        PublishFault{"Unlisted", {.kind = k_lie, .code = 4711, .accepted = true}, 1},
        PublishFault{"Limit4", {.kind = k_lie, .code = 4}, 0, Refusal::rate_limited},
        PublishFault{"Limit17", {.kind = k_lie, .code = 17}, 0, Refusal::rate_limited},
        PublishFault{"Limit32", {.kind = k_lie, .code = 32}, 0, Refusal::rate_limited},
        PublishFault{"Limit613", {.kind = k_lie, .code = 613}, 0, Refusal::rate_limited},
        PublishFault{"Limit80002", {.kind = k_lie, .code = 80002}, 0, Refusal::rate_limited},
        PublishFault{
            "Restricted", {.kind = k_lie, .code = 25, .subcode = 2207050}, 0, Refusal::blocked}),
    [](const testing::TestParamInfo<PublishFault>& info) { return info.param.name; });

TEST_F(InstagramPublisherContract, AnAnswerThatMovesOnlyItsTypeIsStillAnAnswer) {
  const std::string container = prepared();
  sandbox_.fail_next({.kind = GraphFaultKind::wrong_content_type, .endpoint = "media_publish"});
  EXPECT_EQ(std::get<std::string>(publisher_.publish(team_, container)),
            sandbox_.stories().at(0).media_id);
}

TEST_F(InstagramPublisherContract, AnAnswerThatComesSlowlyIsWaitedFor) {
  sandbox_.fail_next({.kind = GraphFaultKind::slow_body, .endpoint = "quota", .value = 50});
  EXPECT_TRUE(std::holds_alternative<post::Quota>(publisher_.quota(team_)));
}

TEST_F(InstagramPublisherContract, AnAnswerThatStallsIsUncertainAfterItsTime) {
  GraphConfig hurried = api_.config();
  hurried.timeout = std::chrono::milliseconds(500);
  GraphApi api(http_, clock_, hurried);
  const std::string container = prepared();
  sandbox_.fail_next({.kind = GraphFaultKind::hang, .endpoint = "media_publish"});
  const Refused refused = refused_in(InstagramPublisher(api).publish(team_, container));
  EXPECT_EQ(refused.kind, Refusal::uncertain);
  EXPECT_EQ(refused.why.find(team_.token.reveal()), std::string::npos);
  EXPECT_EQ(sandbox_.stories().size(), 1U);
  EXPECT_EQ(sandbox_.calls("media_publish").size(), 1U);
  sandbox_.release();
}

TEST_F(InstagramPublisherContract, WrongTypesAreNoSuccessAnywhere) {
  const std::string container = prepared();
  const auto lie = [this] { sandbox_.fail_next({.kind = GraphFaultKind::wrong_types}); };
  lie();
  EXPECT_EQ(refused_in(publisher_.inspect(team_, container)).kind, Refusal::uncertain);
  lie();
  EXPECT_EQ(refused_in(publisher_.quota(team_)).kind, Refusal::uncertain);
  lie();
  EXPECT_EQ(refused_in(publisher_.stories(team_)).kind, Refusal::uncertain);
  lie();
  EXPECT_EQ(refused_in(publisher_.permalink(team_, "18030001")).kind, Refusal::uncertain);
  lie();
  EXPECT_EQ(refused_in(publisher_.insights(team_, "18030001")).kind, Refusal::uncertain);
}

TEST_F(InstagramPublisherContract, AListingThatBreaksOffIsNoListing) {
  sandbox_.api().set_page_size(1);
  for (int i = 0; i < 2; ++i) publisher_.publish(team_, prepared(i));
  sandbox_.fail_next({.kind = GraphFaultKind::slow_body, .endpoint = "stories", .value = 1});
  sandbox_.fail_next({.kind = GraphFaultKind::truncated_json, .endpoint = "stories"});
  EXPECT_EQ(refused_in(publisher_.stories(team_)).kind, Refusal::uncertain);
}

TEST_F(InstagramPublisherContract, ALatePublicationIsSeenWhenItComes) {
  const std::string container = prepared();
  sandbox_.fail_next({.kind = GraphFaultKind::publish_late, .value = 60000});
  EXPECT_EQ(refused_in(publisher_.publish(team_, container)).kind, Refusal::uncertain);
  EXPECT_EQ(state_of(container), ContainerState::finished);
  sandbox_.api().advance(std::chrono::minutes(1));
  EXPECT_EQ(state_of(container), ContainerState::published);
}

TEST_F(InstagramPublisherContract, ManyThreadsPublishEachTheirOwn) {
  std::vector<std::string> containers;
  for (int i = 0; i < 8; ++i) containers.push_back(prepared(i));
  std::vector<std::thread> threads;
  for (const std::string& container : containers) {
    threads.emplace_back([this, container] { publisher_.publish(team_, container); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sandbox_.stories().size(), 8U);
  EXPECT_EQ(sandbox_.calls("media_publish").size(), 8U);
}

}  // namespace
}  // namespace igbot::instagram
