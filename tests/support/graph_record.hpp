// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tests/support/graph_api.hpp"

namespace igbot::test {

/// One call to the Graph API as the sandbox saw it; no secret is among the fields.
struct RecordedGraphCall {
  std::int64_t number = 0;
  std::int64_t time_ms = 0;  ///< of the sandbox's clock
  std::string endpoint;      ///< graph_endpoint_of
  std::string method;
  std::string path;     ///< without the query
  std::string account;  ///< id, when path or token say it
  std::map<std::string, std::string> fields;
  bool has_token_in_url = false;
  std::string container;  ///< made, asked for or published
  std::string media_id;
  std::string outcome;  ///< "ok", or "9007/2207027" of a refusal
  std::string fault;    ///< the fault that met it, or empty
  int peer_port = 0;

  bool accepted() const { return outcome == "ok"; }
};
/// The JSON object of one call, on one line.
std::string to_json(const RecordedGraphCall& call);

/// What a call leaves on record beside its number, time, path and connection.
RecordedGraphCall graph_record_of(const GraphCall& call, const GraphAnswer& answer);

/// Keeps published stories in a folder: one line each in `stories.jsonl` and a file named
/// `<media id>.jpg` or `.mp4`. A story is on disk when `add` returns. Thread-safe.
class StoryRecorder {
 public:
  /// An empty folder keeps nothing.
  explicit StoryRecorder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  /// Takes all that were ever published and keeps those that are new.
  void add(const std::vector<PublishedStory>& stories);

 private:
  std::filesystem::path folder_;
  std::mutex mutex_;
  std::size_t kept_ = 0;
};

}  // namespace igbot::test
