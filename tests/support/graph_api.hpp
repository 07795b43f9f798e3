// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/post/publisher.hpp"
#include "tests/support/graph_accounts.hpp"
#include "tests/support/graph_call.hpp"
#include "tests/support/graph_media.hpp"

namespace igbot::test {

/// How long Instagram works on a new container: until that many looks at its status and that much
/// of the sandbox's time have passed.
struct GraphProcessing {
  int status_reads = 0;
  std::chrono::milliseconds time{0};
};

/// A story that was published, in the order of publishing.
struct PublishedStory {
  std::string account;
  std::string container;
  std::string media_id;
  Timestamp at;
  std::string url;  ///< where its picture or video was fetched
  bool is_video = false;
  std::string sha256;  ///< of the bytes that were fetched
  std::shared_ptr<const std::string> bytes;
};

struct GraphContainer {
  std::string id;
  std::string account;
  Timestamp created_at;
  post::ContainerState state = post::ContainerState::in_progress;
  std::string detail;
  std::string media_id;  ///< once published
  PublishedStory story;  ///< what becomes of it
};

/// One look at an address by the crawler.
struct CrawlerFetch {
  std::string url;
  int status = 0;
  std::string sha256;
  std::string outcome;  ///< "ok", or code/subcode of what was refused
};

/// What a story's insights say; metrics that are not named are 0.
struct GraphInsights {
  int viewers = 0;  ///< fewer than 5: no figures at all
  std::map<std::string, std::int64_t> values = {};
};

/// What a call is for: media, media_publish, status, quota, stories, media_info, insights, me,
/// accounts, account, refresh, exchange, code, debug_token, authorize; "unknown" for anything else.
std::string graph_endpoint_of(const GraphCall& call);

/// The Graph API without HTTP: accounts, tokens, containers and stories in memory, every rule of
/// the reference that concerns us. Its clock is the machine's, moved by `advance` and `set_now`.
/// Thread-safe; media are fetched without the lock.
class GraphApi {
 public:
  explicit GraphApi(GraphApp app = {});

  GraphAnswer call(const GraphCall& call);
  /// The account it concerns, when its path says so.
  std::string account_of(const GraphCall& call) const;

  GraphApp app() const;
  void set_app(const GraphApp& app);
  Timestamp now() const;
  void set_now(Timestamp now);
  void advance(std::chrono::milliseconds by);

  GraphAccount add_account(const GraphAccount& account = {});
  std::vector<GraphAccount> accounts() const;
  /// A token, good at once; `text` when it has to be that one.
  std::string issue_token(const GraphGrant& grant, const std::string& text = {});
  void spoil_token(const std::string& token, TokenTrouble trouble);
  /// The code that a redirect would bring.
  std::string issue_code(const GraphGrant& grant);
  /// Who logs in on the authorization page, and whether it refuses; the first account, else.
  void set_visitor(const std::vector<std::string>& accounts, bool refuses = false);

  /// Of containers that are created from now on.
  void set_processing(const GraphProcessing& processing);
  /// From now on a container says that, whatever became of it.
  void set_container(const std::string& id, post::ContainerState state,
                     const std::string& detail = {});
  /// How many stories a day an account may publish, and how many besides ours it has already.
  void set_quota(int total, int used_elsewhere = 0);
  void set_insights(const std::string& media_id, const GraphInsights& insights);
  /// How long the crawler waits for an answer.
  void set_fetch_time(std::chrono::milliseconds longest);
  void set_page_size(std::size_t size);

  std::vector<PublishedStory> stories() const;
  /// Those of the last 24 hours, newest first.
  std::vector<PublishedStory> live_stories(const std::string& account) const;
  std::vector<GraphContainer> containers() const;
  std::vector<CrawlerFetch> fetches() const;

 private:
  struct Due {
    Timestamp at;
    int call = 0;
  };
  struct Container {
    GraphContainer shown;
    GraphProcessing processing;
    int status_reads = 0;
    /// What a test said of it, or what came of its video.
    std::optional<post::ContainerState> settled = std::nullopt;
    std::optional<Due> publication = std::nullopt;
  };
  using Handler = GraphAnswer (GraphApi::*)(const GraphCall&);

  static const std::map<std::string, Handler>& handlers();
  std::optional<std::string> url_to_fetch(const GraphCall& call) const;
  GraphAnswer create_container(const GraphCall& call, const FetchedMedia& fetched);
  GraphAnswer container_status(const GraphCall& call);
  GraphAnswer publish(const GraphCall& call);
  GraphAnswer list_stories(const GraphCall& call);
  GraphAnswer media_info(const GraphCall& call);
  GraphAnswer insights_of(const GraphCall& call);
  GraphAnswer quota_of(const GraphCall& call);
  GraphAnswer me(const GraphCall& call);
  GraphAnswer pages(const GraphCall& call);
  GraphAnswer account_info(const GraphCall& call);
  GraphAnswer refresh(const GraphCall& call);
  GraphAnswer exchange(const GraphCall& call);
  GraphAnswer exchange_code(const GraphCall& call);
  GraphAnswer debug_token(const GraphCall& call);
  GraphAnswer authorize(const GraphCall& call);

  /// All below want the lock held.
  GraphAnswer call_locked(const GraphCall& call, const FetchedMedia& fetched);
  Timestamp now_locked() const;
  std::optional<GraphProblem> access_problem(const GraphCall& call) const;
  std::optional<GraphProblem> proof_problem(const GraphCall& call, const GraphToken& token) const;
  /// Whether the token of a call reaches an account; 100/33 otherwise.
  std::optional<GraphProblem> reach_problem(const GraphCall& call,
                                            const std::string& account) const;
  std::vector<std::string> reached_by(const std::string& token) const;
  /// A new long-lived token for what an old one was good for.
  GraphToken renewed(GraphGrant grant);
  GraphAnswer exchange_instagram_code(const GraphCall& call);
  GraphAnswer exchange_facebook_code(const GraphCall& call);
  std::optional<GraphProblem> app_problem(const GraphCall& call) const;

  post::ContainerState state_of(const Container& container) const;
  GraphContainer shown(const Container& container) const;
  std::optional<GraphProblem> creation_problem(const GraphCall& call) const;
  std::optional<GraphProblem> publish_problem(const GraphCall& call) const;
  int published_today(const std::string& account) const;
  void publish_now(Container& container);
  void publish_what_is_late();
  std::vector<PublishedStory> live_locked(const std::string& account) const;
  const PublishedStory* find_story(const std::string& media_id) const;

  mutable std::mutex mutex_;
  GraphApp app_;
  std::chrono::milliseconds offset_{0};
  GraphAccounts accounts_;
  std::vector<std::string> visitor_;
  bool visitor_refuses_ = false;
  GraphProcessing processing_;
  std::map<std::string, Container> containers_;
  std::vector<PublishedStory> stories_;
  std::vector<CrawlerFetch> fetches_;
  std::map<std::string, GraphInsights> insights_;
  int quota_total_ = 50;
  int used_elsewhere_ = 0;
  std::chrono::milliseconds fetch_time_ = std::chrono::seconds(5);
  std::size_t page_size_ = 25;
  int calls_ = 0;
  int next_id_ = 1;
};

}  // namespace igbot::test
