// SPDX-License-Identifier: MIT
#include "providers/instagram/publisher_answers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace igbot::instagram {
namespace {

using post::ContainerState;

http::Response success(const std::string& body) { return {200, {}, body}; }

TEST(PublisherAnswers, AnIdIsDigitsAsTextOrNumber) {
  EXPECT_EQ(id_in(success(R"({"id":"17890001"})")), "17890001");
  EXPECT_EQ(id_in(success(R"({"id":17890001})")), "17890001");
  for (const char* none :
       {R"({"id":""})", R"({"id":"a/../b"})", R"({"id":1.5})", R"({"id":-4})", R"({"id":null})",
        R"({"id":["1"]})", R"({})", "[]", "", R"({"id":"1")"}) {
    EXPECT_FALSE(id_in(success(none))) << none;
  }
  EXPECT_FALSE(id_in({201, {}, "x"}));
  EXPECT_FALSE(id_in({302, {}, R"({"id":"1"})"}));
}

TEST(PublisherAnswers, AContainerIsInOneOfFiveStates) {
  const auto state = [](const std::string& code) {
    return container_status_in(success(R"({"status_code":")" + code + R"(","status":"why"})"));
  };
  EXPECT_EQ(state("IN_PROGRESS")->state, ContainerState::in_progress);
  EXPECT_EQ(state("FINISHED")->state, ContainerState::finished);
  EXPECT_EQ(state("PUBLISHED")->state, ContainerState::published);
  EXPECT_EQ(state("ERROR")->state, ContainerState::error);
  EXPECT_EQ(state("EXPIRED")->state, ContainerState::expired);
  EXPECT_EQ(state("ERROR")->detail, "why");
  EXPECT_FALSE(state("finished"));
  EXPECT_FALSE(state(""));
  EXPECT_FALSE(container_status_in(success(R"({"id":"1"})")));
}

TEST(PublisherAnswers, AQuotaNeedsBothFigures) {
  const auto quota = quota_in(
      success(R"({"data":[{"quota_usage":3,"config":{"quota_total":50,"quota_duration":3600}}]})"));
  EXPECT_EQ(quota->used, 3);
  EXPECT_EQ(quota->total, 50);
  EXPECT_EQ(quota->window, std::chrono::hours(1));
  for (const char* none :
       {R"({"data":[]})", R"({"data":[{"quota_usage":3}]})", R"({"data":{"quota_usage":3}})",
        R"({"data":[{"quota_usage":-1,"config":{"quota_total":50}}]})",
        R"({"data":[{"quota_usage":1,"config":{"quota_total":9999999999}}]})"}) {
    EXPECT_FALSE(quota_in(success(none))) << none;
  }
}

TEST(PublisherAnswers, AStoryWithoutAnIdSpoilsTheListing) {
  const auto page = story_page_in(
      success(R"({"data":[{"id":"1","timestamp":"2026-11-25T22:00:00+0000"},{"id":"2"}]})"));
  ASSERT_EQ(page->stories.size(), 2U);
  EXPECT_EQ(page->stories[0].at, from_millis(1'795'644'000'000));
  EXPECT_FALSE(page->stories[1].at);
  EXPECT_FALSE(page->next);
  EXPECT_FALSE(story_page_in(success(R"({"data":[{"id":"1"},{}]})")));
  EXPECT_FALSE(story_page_in(success(R"({"stories":[]})")));
}

TEST(PublisherAnswers, ThereIsANextPageOnlyWhereMetaOffersOne) {
  const std::string cursors = R"("cursors":{"before":"a","after":"b"})";
  const auto next = [](const std::string& paging) {
    return story_page_in(success(R"({"data":[],"paging":{)" + paging + "}}"))->next;
  };
  EXPECT_FALSE(next(cursors));
  EXPECT_EQ(next(cursors + R"(,"next":"https://graph.instagram.com/?access_token=x")"), "b");
  EXPECT_FALSE(next(R"("next":"https://graph.instagram.com/")"));
}

TEST(PublisherAnswers, TimesAreReadToTheSecond) {
  EXPECT_EQ(parse_graph_time("1970-01-02T00:00:01+0000"), from_millis(86'401'000));
  for (const char* none :
       {"", "2026-11-25", "2026-11-25T22:00:00Z", "2026-11-25T22:00:00+0100",
        "2026-13-25T22:00:00+0000", "2026-02-30T22:00:00+0000", "2026-11-25T24:00:00+0000",
        "2026-11-25T2a:00:00+0000", "-026-11-25T22:00:00+0000"}) {
    EXPECT_FALSE(parse_graph_time(none)) << none;
  }
}

TEST(PublisherAnswers, ALinkIsHttps) {
  EXPECT_EQ(permalink_in(success(R"({"permalink":"https://www.instagram.com/s/1"})")),
            "https://www.instagram.com/s/1");
  for (const char* none : {R"({"permalink":"javascript:alert"})", R"({"permalink":""})",
                           R"({"permalink":"http://127.0.0.1/"})", R"({"permalink":null})"}) {
    EXPECT_FALSE(permalink_in(success(none))) << none;
  }
}

TEST(PublisherAnswers, FiguresComeInTwoForms) {
  const auto insights = insights_in(
      success(R"({"data":[{"name":"views","values":[{"value":9}]},)"
              R"({"name":"navigation","total_value":{"value":4}},)"
              R"({"name":"reach","values":[]},{"name":"impressions","values":[{"value":1}]},)"
              R"({"name":"replies","values":[{"value":"many"}]}]})"));
  EXPECT_EQ(insights->views, 9);
  EXPECT_EQ(insights->navigation, 4);
  EXPECT_FALSE(insights->reach);
  EXPECT_FALSE(insights->replies);
  EXPECT_FALSE(insights->follows);
}

}  // namespace
}  // namespace igbot::instagram
