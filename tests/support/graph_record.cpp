// SPDX-License-Identifier: MIT
#include "tests/support/graph_record.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

namespace igbot::test {
namespace {

/// Parameters that must not stay on record.
const std::set<std::string> k_secret_fields{"client_secret", "fb_exchange_token", "input_token",
                                            "appsecret_proof", "code"};

}  // namespace

std::string to_json(const RecordedGraphCall& call) {
  const nlohmann::ordered_json json{
      {"number", call.number},       {"time_ms", call.time_ms},
      {"endpoint", call.endpoint},   {"method", call.method},
      {"path", call.path},           {"account", call.account},
      {"fields", call.fields},       {"token_in_url", call.has_token_in_url},
      {"container", call.container}, {"media_id", call.media_id},
      {"outcome", call.outcome},     {"fault", call.fault}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

RecordedGraphCall graph_record_of(const GraphCall& call, const GraphAnswer& answer) {
  RecordedGraphCall record;
  record.endpoint = graph_endpoint_of(call);
  record.method = call.method;
  record.account = answer.account;
  record.fields = call.fields;
  for (const std::string& name : k_secret_fields) record.fields.erase(name);
  record.has_token_in_url = call.has_token_in_url;
  record.container = answer.container;
  record.media_id = answer.media_id;
  record.outcome = answer.outcome;
  return record;
}

void StoryRecorder::add(const std::vector<PublishedStory>& stories) {
  if (folder_.empty()) return;
  const std::lock_guard lock(mutex_);
  std::ofstream list(folder_ / "stories.jsonl", std::ios::app);
  for (; kept_ < stories.size(); ++kept_) {
    const PublishedStory& story = stories[kept_];
    const std::string name = story.media_id + (story.is_video ? ".mp4" : ".jpg");
    std::ofstream(folder_ / name, std::ios::binary) << *story.bytes;
    list << nlohmann::ordered_json{{"account", story.account},   {"container", story.container},
                                   {"media_id", story.media_id}, {"time_ms", to_millis(story.at)},
                                   {"sha256", story.sha256},     {"saved_as", name}}
                .dump()
         << std::endl;
  }
}

}  // namespace igbot::test
