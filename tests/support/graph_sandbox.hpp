// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/graph_api.hpp"
#include "tests/support/graph_faults.hpp"
#include "tests/support/graph_record.hpp"

namespace igbot::test {

struct GraphSandboxOptions {
  int port = 0;
  GraphApp app = {};
  /// Where stories.jsonl and a file of each published story go; empty = nowhere.
  std::filesystem::path record = {};
};

/// Meta's Graph API on 127.0.0.1, for Instagram Login and Facebook Login: strict, with everything
/// it was asked on record, and able to lie in every way of GraphFaultKind. It fetches what it is
/// given to publish. A call is on record before it is answered. Over HTTP the same is reached
/// below /_control (graph_control.hpp).
class GraphSandbox {
 public:
  explicit GraphSandbox(GraphSandboxOptions options = {});
  ~GraphSandbox();
  GraphSandbox(const GraphSandbox&) = delete;
  GraphSandbox& operator=(const GraphSandbox&) = delete;

  int port() const;
  /// "http://127.0.0.1:PORT": a value for instagram.api_base and instagram.facebook_api_base.
  std::string url() const;
  /// The same where tokens of the other login are refused, as by the other host.
  std::string instagram_base() const { return url() + "/instagram"; }
  std::string facebook_base() const { return url() + "/facebook"; }

  GraphApi& api();

  void fail_next(const GraphFault& fault);
  void forget_faults();
  void set_fault_seed(std::uint64_t seed);
  /// Lets every hanging call go on to its answer.
  void release();

  /// From now on every answer carries X-App-Usage with that call_count; 0 = none.
  void set_app_usage(int percent);
  /// The same of X-Business-Use-Case-Usage, for calls of one account.
  void set_business_usage(const std::string& account, int percent, int wait_minutes);

  /// Every call so far, in order; with a name only those of one endpoint.
  std::vector<RecordedGraphCall> calls(const std::string& endpoint = {}) const;
  std::vector<PublishedStory> stories() const;
  std::vector<GraphContainer> containers() const;
  std::vector<CrawlerFetch> fetches() const;
  /// How many stories were published of that picture or video.
  std::size_t published_count(const std::string& sha256) const;

  /// Until the condition holds; looked at again after each call. False when it does not hold after
  /// that long.
  bool wait_for(const std::function<bool()>& condition,
                std::chrono::milliseconds longest = std::chrono::seconds(10)) const;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace igbot::test
