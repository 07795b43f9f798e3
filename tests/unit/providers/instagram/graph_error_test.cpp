// SPDX-License-Identifier: MIT
#include "providers/instagram/graph_error.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace igbot::instagram {
namespace {

using post::Refusal;

http::Response graph_answer(int status, const std::string& body,
                            std::vector<http::Header> headers = {}) {
  headers.push_back({"Content-Type", "application/json; charset=UTF-8"});
  return {status, std::move(headers), body};
}

http::Response error_answer(std::int64_t code, std::int64_t subcode,
                            const std::string& message = "Told by Meta") {
  std::string body =
      R"({"error":{"message":")" + message +
      R"(","type":"OAuthException","is_transient":false,"fbtrace_id":"Abc","code":)" +
      std::to_string(code);
  if (subcode != 0) body += R"(,"error_subcode":)" + std::to_string(subcode);
  return graph_answer(400, body + "}}");
}

struct ErrorRow {
  std::int64_t code;
  std::int64_t subcode;
  Refusal prepare;
  Refusal publish;
  Refusal read;
};

/// The same whatever was called.
ErrorRow always(std::int64_t code, std::int64_t subcode, Refusal kind) {
  return {code, subcode, kind, kind, kind};
}

TEST(GraphErrors, EveryRowOfTheTablesHasItsMeaning) {
  const std::vector<ErrorRow> rows{
      always(-2, 2207003, Refusal::fetch),
      always(-2, 2207020, Refusal::container),
      always(-2, 0, Refusal::uncertain),
      always(-1, 2207001, Refusal::uncertain),
      always(-1, 2207032, Refusal::uncertain),
      always(-1, 2207053, Refusal::uncertain),
      always(-1, 0, Refusal::uncertain),
      always(1, 2207057, Refusal::input),
      always(1, 0, Refusal::uncertain),
      always(2, 0, Refusal::uncertain),
      {4, 2207051, Refusal::blocked, Refusal::uncertain, Refusal::blocked},
      always(9, 2207042, Refusal::quota_used),
      always(9, 0, Refusal::uncertain),
      always(24, 2207006, Refusal::container),
      always(24, 2207008, Refusal::container),
      always(25, 2207050, Refusal::blocked),
      always(100, 2207023, Refusal::input),
      always(100, 2207028, Refusal::input),
      always(100, 2207035, Refusal::input),
      always(100, 2207036, Refusal::input),
      always(100, 2207037, Refusal::input),
      always(100, 2207040, Refusal::input),
      always(100, 0, Refusal::uncertain),
      {100, 33, Refusal::permission, Refusal::uncertain, Refusal::uncertain},
      always(352, 2207026, Refusal::input),
      always(9004, 2207052, Refusal::fetch),
      always(9007, 2207027, Refusal::not_ready),
      always(9007, 0, Refusal::not_ready),
      always(36000, 2207004, Refusal::input),
      always(36001, 2207005, Refusal::input),
      always(36003, 2207009, Refusal::input),
      always(36004, 2207010, Refusal::input),
      {352, 2207077, Refusal::fetch, Refusal::uncertain, Refusal::uncertain},
      {352, 2207082, Refusal::container, Refusal::uncertain, Refusal::uncertain},
      always(190, 0, Refusal::token),
      always(190, 458, Refusal::token),
      always(190, 459, Refusal::token),
      always(190, 460, Refusal::token),
      always(190, 463, Refusal::token),
      always(190, 464, Refusal::token),
      always(190, 467, Refusal::token),
      always(190, 492, Refusal::token),
      always(102, 0, Refusal::token),
      always(3, 0, Refusal::permission),
      always(10, 0, Refusal::permission),
      always(199, 0, Refusal::uncertain),
      always(200, 0, Refusal::permission),
      always(299, 0, Refusal::permission),
      always(300, 0, Refusal::uncertain),
      always(4, 0, Refusal::rate_limited),
      always(17, 0, Refusal::rate_limited),
      always(32, 0, Refusal::rate_limited),
      always(613, 0, Refusal::rate_limited),
      always(80002, 0, Refusal::rate_limited),
      always(368, 0, Refusal::blocked),
      always(506, 0, Refusal::uncertain),
      always(341, 0, Refusal::uncertain),
      always(2207051, 0, Refusal::uncertain),
      always(99999, 0, Refusal::uncertain),
  };
  for (const ErrorRow& row : rows) {
    SCOPED_TRACE(std::to_string(row.code) + "/" + std::to_string(row.subcode));
    const http::Response response = error_answer(row.code, row.subcode);
    EXPECT_EQ(refusal_of(response, GraphCallKind::prepare).kind, row.prepare);
    EXPECT_EQ(refusal_of(response, GraphCallKind::publish).kind, row.publish);
    EXPECT_EQ(refusal_of(response, GraphCallKind::read).kind, row.read);
  }
}

TEST(GraphErrors, WhatStopsTheAccountSaysSoEvenWhenItIsUncertain) {
  const auto stops = [](std::int64_t code, std::int64_t subcode) {
    return refusal_of(error_answer(code, subcode), GraphCallKind::publish).stops_account;
  };
  EXPECT_TRUE(stops(4, 2207051));
  EXPECT_TRUE(stops(25, 2207050));
  EXPECT_TRUE(stops(368, 0));
  EXPECT_FALSE(stops(4, 0));
  EXPECT_FALSE(stops(190, 463));
  EXPECT_FALSE(stops(10, 0));
}

TEST(GraphErrors, ARefusalNamesCauseCodeAndTrace) {
  EXPECT_EQ(refusal_of(error_answer(9004, 2207052), GraphCallKind::prepare).why,
            "media could not be fetched (9004/2207052, trace Abc)");
  EXPECT_EQ(refusal_of(error_answer(12345, 0), GraphCallKind::prepare).why,
            "error at Instagram: Told by Meta (12345, trace Abc)");
}

TEST(GraphErrors, MetasOwnWordsAreCleanedBeforeTheyAreShown) {
  const std::string secret = "access_token=EAAverysecrettokenofsomebody1234567890123456";
  const std::string why =
      refusal_of(error_answer(12345, 0, "a\\nb " + secret), GraphCallKind::read).why;
  EXPECT_EQ(why, "error at Instagram: a b access_token=[redacted] (12345, trace Abc)");
  const std::string longer =
      refusal_of(error_answer(12345, 0, std::string(5000, 'x')), GraphCallKind::read).why;
  EXPECT_LT(longer.size(), 300U);
}

TEST(GraphErrors, WhatIsNoExplicitRefusalIsUncertain) {
  const std::string refused = R"({"error":{"message":"m","code":190}})";
  const std::vector<http::Response> answers{
      graph_answer(500, refused),
      graph_answer(503, R"({"error":{"message":"m","code":4}})"),
      graph_answer(200, refused),
      graph_answer(302, refused),
      graph_answer(200, R"({"success":true})"),
      graph_answer(200, R"({"id":)"),
      graph_answer(400, "<html>Bad Request</html>"),
      graph_answer(400, R"({"error":"no object"})"),
      graph_answer(400, R"({"error":{"code":"190"}})"),
      graph_answer(400, R"({"error":{"code":190.0}})"),
      graph_answer(400, R"({"error":{"code":18446744073709551615}})"),
      graph_answer(400, R"({"error":{"code":190},"error":{"code":4}})"),
      graph_answer(400, R"([{"error":{"code":190}}])"),
      graph_answer(400, ""),
  };
  for (const http::Response& answer : answers) {
    SCOPED_TRACE(std::to_string(answer.status) + " " + answer.body);
    EXPECT_EQ(refusal_of(answer, GraphCallKind::publish).kind, Refusal::uncertain);
  }
}

TEST(GraphErrors, ARateLimitWaitsAsLongAsTheHeaderSays) {
  http::Response limited = error_answer(80002, 0);
  EXPECT_FALSE(refusal_of(limited, GraphCallKind::publish).wait);
  limited.headers.push_back(
      {"x-business-use-case-usage",
       R"({"17841":[{"type":"instagram","call_count":100,"estimated_time_to_regain_access":12}]})"});
  EXPECT_EQ(refusal_of(limited, GraphCallKind::publish).wait, std::chrono::minutes(12));
}

TEST(GraphErrors, ALostRequestIsUncertainOnlyWhenItMayHaveLeft) {
  using http::Delivery;
  EXPECT_EQ(refusal_of(http::TransportError(Delivery::not_sent, "m")).kind, Refusal::not_sent);
  EXPECT_EQ(refusal_of(http::TransportError(Delivery::maybe_sent, "m")).kind, Refusal::uncertain);
}

}  // namespace
}  // namespace igbot::instagram
