// SPDX-License-Identifier: MIT
#include "tests/support/graph_sandbox.hpp"

#include <gtest/gtest.h>
#include <httplib.h>

#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <string>

#include "core/crypto/digest.hpp"
#include "core/media/media_host.hpp"
#include "tests/support/public_files.hpp"
#include "tests/support/temporary_store.hpp"
#include "tests/support/test_images.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;
using post::ContainerState;

/// Talks to the sandbox without the provider: as a program that knows only the documentation.
class GraphSandboxOverHttp : public testing::Test {
 protected:
  httplib::Headers bearer() const { return {{"Authorization", "Bearer " + token_}}; }
  json get(const std::string& path) {
    return json::parse(client_.Get("/v25.0/" + path, bearer())->body);
  }
  json post(const std::string& path, const httplib::Params& fields) {
    return json::parse(client_.Post("/v25.0/" + path, bearer(), fields)->body);
  }
  json create(const std::string& url, const std::string& field = "image_url") {
    return post(account_.id + "/media", {{"media_type", "STORIES"}, {field, url}});
  }
  json publish(const std::string& container) {
    return post(account_.id + "/media_publish", {{"creation_id", container}});
  }
  std::string create_id(int seed = 0) {
    return create(files_.put("a.jpg", jpeg_bytes(64, 64, seed))).at("id");
  }
  std::string status_of(const std::string& container) {
    return get(container + "?fields=status_code,status").at("status_code");
  }
  /// "9007/2207027" of a refusal, "ok" of anything else.
  static std::string refusal(const json& answer) {
    if (!answer.contains("error")) return "ok";
    const json& error = answer["error"];
    const std::string code = std::to_string(error.at("code").get<int>());
    if (!error.contains("error_subcode")) return code;
    return code + "/" + std::to_string(error["error_subcode"].get<int>());
  }

  PublicFiles files_;
  GraphSandbox sandbox_;
  GraphAccount account_ = sandbox_.api().add_account({.username = "team"});
  std::string token_ = sandbox_.api().issue_token({.accounts = {account_.id}});
  httplib::Client client_{sandbox_.url()};
};

TEST_F(GraphSandboxOverHttp, AStoryGoesFromPictureToListing) {
  const std::string bytes = jpeg_bytes(108, 192, 5);
  const std::string container = create(files_.put("a.jpg", bytes)).at("id");
  EXPECT_EQ(status_of(container), "FINISHED");
  const std::string media = publish(container).at("id");
  EXPECT_EQ(status_of(container), "PUBLISHED");
  ASSERT_EQ(sandbox_.stories().size(), 1U);
  EXPECT_EQ(sandbox_.stories()[0].media_id, media);
  EXPECT_EQ(sandbox_.published_count(crypto::digest_hex(crypto::DigestAlgorithm::sha256, bytes)),
            1U);
  EXPECT_EQ(get(account_.id + "/stories?fields=id,permalink")["data"][0]["id"], media);
  EXPECT_EQ(get(media + "?fields=permalink")["permalink"],
            "https://www.instagram.com/stories/team/" + media);
  EXPECT_EQ(files_.requests().at(0).agent, media::k_crawler_agent);
}

TEST_F(GraphSandboxOverHttp, ErrorsOfPublishingHaveAllFieldsOfTheDocumentation) {
  const json error = create("http://127.0.0.1:1/a.jpg").at("error");
  for (const char* field : {"message", "type", "code", "error_subcode", "is_transient",
                            "error_user_title", "error_user_msg", "fbtrace_id"}) {
    EXPECT_TRUE(error.contains(field)) << field;
  }
  EXPECT_EQ(error.size(), 8U);
  EXPECT_EQ(client_.Get("/v25.0/me")->status, 400);
}

TEST_F(GraphSandboxOverHttp, PicturesAreLookedAtAsTheyAreServed) {
  const std::string picture = jpeg_bytes(64, 64);
  const auto code = [this](const std::string& url) { return refusal(create(url)); };
  EXPECT_EQ(code(files_.put("404.jpg", picture, "image/jpeg", 404)), "9004/2207052");
  EXPECT_EQ(code(files_.put_redirect("r.jpg", files_.put("a.jpg", picture))), "9004/2207052");
  EXPECT_EQ(code(files_.put("page", "<html>", "text/html")), "9004/2207052");
  EXPECT_EQ(code(files_.put("typed.jpg", picture, "text/html")), "9004/2207052");
  EXPECT_EQ(code("https://192.0.2.1/a.jpg"), "9004/2207052");
  EXPECT_EQ(code("http://127.0.0.1/caf\xC3\xA9.jpg"), "9004/2207052");
  EXPECT_EQ(code(files_.put("a.png", png_bytes(64, 64), "image/png")), "36001/2207005");
  EXPECT_EQ(code(files_.put("liar.jpg", png_bytes(64, 64))), "36001/2207005");
  EXPECT_EQ(code(files_.put("m.jpg", picture + std::string("\xFF\xE2\0\x10MPF\0", 8))),
            "36001/2207005");
  EXPECT_EQ(code(files_.put("big.jpg", picture + std::string(8U << 20U, ' '))), "36000/2207004");
  sandbox_.api().set_fetch_time(std::chrono::milliseconds(100));
  EXPECT_EQ(code(files_.put_slow("slow.jpg", std::chrono::seconds(20))), "-2/2207003");
  EXPECT_TRUE(sandbox_.containers().empty());
}

TEST_F(GraphSandboxOverHttp, VideosFailAfterwardsInTheirContainer) {
  const std::string good = create(files_.put("a.mp4", small_mp4(), "video/mp4"), "video_url")["id"];
  const std::string bad = create(files_.put("b.mp4", "no video", "video/mp4"), "video_url")["id"];
  EXPECT_EQ(status_of(good), "FINISHED");
  const json status = get(bad + "?fields=status_code,status");
  EXPECT_EQ(status["status_code"], "ERROR");
  EXPECT_EQ(status["status"], "Error: Media upload has failed with error code 2207026");
  EXPECT_EQ(refusal(publish(bad)), "9007/2207027");
}

TEST_F(GraphSandboxOverHttp, WhatAStoryDoesNotHaveIsRefused) {
  const std::string url = files_.put("a.jpg", jpeg_bytes(64, 64));
  const std::string media = account_.id + "/media";
  EXPECT_EQ(refusal(post(media, {{"image_url", url}})), "100/2207023");
  EXPECT_EQ(refusal(post(media, {{"media_type", "STORIES"}})), "100");
  EXPECT_EQ(refusal(post(media, {{"media_type", "STORIES"}, {"image_url", url}, {"caption", "x"}})),
            "100");
  EXPECT_EQ(
      refusal(post(media, {{"media_type", "STORIES"}, {"image_url", url}, {"video_url", url}})),
      "100");
  const GraphAccount creator = sandbox_.api().add_account({.account_type = "MEDIA_CREATOR"});
  token_ = sandbox_.api().issue_token({.accounts = {creator.id}});
  EXPECT_EQ(refusal(post(creator.id + "/media", {{"media_type", "STORIES"}, {"image_url", url}})),
            "10");
  EXPECT_TRUE(files_.requests().empty());
}

TEST_F(GraphSandboxOverHttp, TokensAreRefusedByTheirTrouble) {
  const auto me = [this](const std::string& token) {
    token_ = token;
    return refusal(get("me?fields=user_id"));
  };
  EXPECT_EQ(me(token_), "ok");
  EXPECT_EQ(me("IGAAunknown"), "190");
  EXPECT_EQ(refusal(json::parse(client_.Get("/v25.0/me")->body)), "104");
  const GraphGrant old{.accounts = {account_.id}, .age = std::chrono::hours(24 * 61)};
  EXPECT_EQ(me(sandbox_.api().issue_token(old)), "190/463");
  const std::string token = sandbox_.api().issue_token({.accounts = {account_.id}});
  sandbox_.api().spoil_token(token, TokenTrouble::password_changed);
  EXPECT_EQ(me(token), "190/460");
  sandbox_.api().spoil_token(token, TokenTrouble::invalidated);
  EXPECT_EQ(me(token), "190/467");
}

TEST_F(GraphSandboxOverHttp, ATokenReachesOnlyItsOwnAccountsAndHost) {
  const GraphAccount other = sandbox_.api().add_account();
  const std::string container = create_id();
  EXPECT_EQ(refusal(get(other.id + "/stories?fields=id")), "100/33");
  EXPECT_EQ(refusal(post(other.id + "/media", {{"media_type", "STORIES"}})), "100/33");
  const std::string foreign = sandbox_.api().issue_token({.accounts = {other.id}});
  const httplib::Headers header{{"Authorization", "Bearer " + foreign}};
  EXPECT_EQ(refusal(json::parse(client_.Get("/v25.0/" + container, header)->body)), "100/33");
  EXPECT_EQ(refusal(json::parse(client_
                                    .Post("/v25.0/" + other.id + "/media_publish", header,
                                          httplib::Params{{"creation_id", container}})
                                    ->body)),
            "24/2207006");
  EXPECT_EQ(refusal(json::parse(client_.Get("/facebook/v25.0/me", bearer())->body)), "190");
  EXPECT_EQ(refusal(json::parse(client_.Get("/instagram/v25.0/me", bearer())->body)), "ok");
}

TEST_F(GraphSandboxOverHttp, PathsNeedAVersionThatIsServed) {
  const auto code = [this](const std::string& path) {
    return refusal(json::parse(client_.Get(path, bearer())->body));
  };
  EXPECT_EQ(code("/me?fields=user_id"), "2500");
  EXPECT_EQ(code("/v3.1/me?fields=user_id"), "2635");
  EXPECT_EQ(code("/v25.0/" + account_.id + "/nothing"), "2500");
  EXPECT_EQ(code("/v25.0/me?fields=shoe_size"), "100");
  EXPECT_EQ(code("/v25.0/me?fields=id&shoe=5"), "100");
}

TEST_F(GraphSandboxOverHttp, AContainerTakesItsTime) {
  sandbox_.api().set_processing({.status_reads = 2, .time = std::chrono::minutes(1)});
  const std::string container = create_id();
  EXPECT_EQ(refusal(publish(container)), "9007/2207027");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(status_of(container), "IN_PROGRESS");
  sandbox_.api().advance(std::chrono::minutes(1));
  EXPECT_EQ(status_of(container), "FINISHED");
  EXPECT_EQ(refusal(publish(container)), "ok");
}

TEST_F(GraphSandboxOverHttp, AContainerExpiresAndIsPublishedOnce) {
  const std::string old = create_id(1);
  sandbox_.api().advance(std::chrono::hours(24));
  EXPECT_EQ(status_of(old), "EXPIRED");
  EXPECT_EQ(refusal(publish(old)), "24/2207008");
  const std::string container = create_id(2);
  EXPECT_EQ(refusal(publish(container)), "ok");
  EXPECT_EQ(refusal(publish(container)), "24/2207006");
  EXPECT_EQ(refusal(publish("17890000000000009")), "24/2207006");
  EXPECT_EQ(sandbox_.stories().size(), 1U);
}

TEST_F(GraphSandboxOverHttp, TheQuotaOfTheDayIsKept) {
  sandbox_.api().set_quota(3, 2);
  EXPECT_EQ(refusal(publish(create_id(1))), "ok");
  EXPECT_EQ(refusal(publish(create_id(2))), "9/2207042");
  const json quota =
      get(account_.id + "/content_publishing_limit?fields=quota_usage,config")["data"][0];
  EXPECT_EQ(quota["quota_usage"], 3);
  EXPECT_EQ(quota["config"]["quota_total"], 3);
  EXPECT_FALSE(get(account_.id + "/content_publishing_limit")["data"][0].contains("config"));
}

TEST_F(GraphSandboxOverHttp, StoriesComeInPagesAndGoAfterADay) {
  sandbox_.api().set_page_size(2);
  for (int i = 0; i < 3; ++i) publish(create_id(i));
  const json first = get(account_.id + "/stories?fields=id,timestamp");
  ASSERT_EQ(first["data"].size(), 2U);
  EXPECT_EQ(first["data"][0]["id"], sandbox_.stories()[2].media_id);
  EXPECT_TRUE(first["paging"].contains("next"));
  const std::string after = first["paging"]["cursors"]["after"];
  const json second = get(account_.id + "/stories?fields=id&after=" + after);
  ASSERT_EQ(second["data"].size(), 1U);
  EXPECT_FALSE(second["paging"].contains("next"));
  sandbox_.api().advance(std::chrono::hours(24));
  EXPECT_TRUE(get(account_.id + "/stories")["data"].empty());
}

TEST_F(GraphSandboxOverHttp, InsightsNeedViewersAndMetricsThatStillExist) {
  const std::string media = publish(create_id()).at("id");
  const std::string path = media + "/insights?metric=views,navigation";
  EXPECT_EQ(refusal(get(path)), "10");
  sandbox_.api().set_insights(media, {.viewers = 7, .values = {{"views", 9}, {"navigation", 4}}});
  EXPECT_EQ(get(path)["data"][0]["values"][0]["value"], 9);
  EXPECT_EQ(refusal(get(media + "/insights?metric=views,impressions")), "100");
  sandbox_.api().advance(std::chrono::hours(24));
  EXPECT_TRUE(get(path)["data"].empty());
}

TEST_F(GraphSandboxOverHttp, UsageIsToldInItsHeaders) {
  sandbox_.set_app_usage(42);
  sandbox_.set_business_usage(account_.id, 96, 17);
  const auto answer = client_.Get("/v25.0/me?fields=user_id", bearer());
  EXPECT_EQ(json::parse(answer->get_header_value("X-App-Usage"))["call_count"], 42);
  const json business = json::parse(answer->get_header_value("X-Business-Use-Case-Usage"));
  EXPECT_EQ(business[account_.id][0]["estimated_time_to_regain_access"], 17);
}

TEST_F(GraphSandboxOverHttp, CallsAreOnRecordWithoutSecrets) {
  create_id();
  client_.Get("/refresh_access_token?grant_type=ig_refresh_token&access_token=" + token_);
  const auto calls = sandbox_.calls();
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_EQ(calls[0].endpoint, "media");
  EXPECT_EQ(calls[0].account, account_.id);
  EXPECT_FALSE(calls[0].has_token_in_url);
  EXPECT_TRUE(calls[1].has_token_in_url);
  EXPECT_EQ(sandbox_.calls("refresh").size(), 1U);
  for (const auto& call : calls) EXPECT_EQ(to_json(call).find(token_), std::string::npos);
}

TEST_F(GraphSandboxOverHttp, PublishedStoriesAreKeptInAFolder) {
  const TemporaryFolder folder;
  GraphSandbox sandbox({.record = folder.path()});
  const GraphAccount account = sandbox.api().add_account();
  const std::string token = sandbox.api().issue_token({.accounts = {account.id}});
  const std::string bytes = jpeg_bytes(64, 64);
  httplib::Client client(sandbox.url());
  const std::string edge = "/v25.0/" + account.id + "/media";
  const auto made = client.Post(edge, httplib::Params{{"access_token", token},
                                                      {"media_type", "STORIES"},
                                                      {"image_url", files_.put("a.jpg", bytes)}});
  client.Post(edge + "_publish", httplib::Params{{"access_token", token},
                                                 {"creation_id", json::parse(made->body)["id"]}});
  std::ifstream list(folder.path() / "stories.jsonl");
  const json line = json::parse(list);
  EXPECT_EQ(line["account"], account.id);
  std::ifstream file(folder.path() / line["saved_as"].get<std::string>(), std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), bytes);
}

}  // namespace
}  // namespace igbot::test
