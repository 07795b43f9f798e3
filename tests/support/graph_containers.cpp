// SPDX-License-Identifier: MIT
// Containers: what POST /{ig-user}/media makes and POST /{ig-user}/media_publish turns into a
// story (developers.facebook.com/docs/instagram-platform/content-publishing).
#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/crypto/digest.hpp"
#include "tests/support/graph_api.hpp"

namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;
using post::ContainerState;

constexpr std::chrono::hours k_container_life{24};

std::string state_name(ContainerState state) {
  switch (state) {
    case ContainerState::in_progress:
      return "IN_PROGRESS";
    case ContainerState::finished:
      return "FINISHED";
    case ContainerState::published:
      return "PUBLISHED";
    case ContainerState::error:
      return "ERROR";
    case ContainerState::expired:
      break;
  }
  return "EXPIRED";
}

/// The `status` beside a status_code, as Instagram words it.
std::string state_text(const GraphContainer& container) {
  if (!container.detail.empty()) return container.detail;
  switch (container.state) {
    case ContainerState::in_progress:
      return "In Progress: Media is still being processed.";
    case ContainerState::finished:
      return "Finished: Media has been uploaded and it is ready to be published.";
    case ContainerState::published:
      return "Published: Media has been successfully published.";
    case ContainerState::error:
      return "Error: Media upload has failed with error code 2207053";
    case ContainerState::expired:
      break;
  }
  return "Expired: Media has expired.";
}

std::string numbered_id(const std::string& prefix, int number) {
  const std::string digits = std::to_string(number);
  return prefix + std::string(8 - digits.size(), '0') + digits + "1789";
}

GraphProblem container_gone() {
  return {.code = 24,
          .subcode = 2207006,
          .message = "The requested resource does not exist",
          .title = "Media not found",
          .user_message = "The media with that id cannot be found."};
}

}  // namespace

std::optional<GraphProblem> GraphApi::creation_problem(const GraphCall& call) const {
  if (auto problem = access_problem(call)) return problem;
  if (auto problem = reach_problem(call, call.node)) return problem;
  if (call.field("media_type") != "STORIES") {
    return GraphProblem{.code = 100,
                        .subcode = 2207023,
                        .message = "The media type is unknown.",
                        .title = "Unknown media type",
                        .user_message = "sandbox: only stories are made here."};
  }
  if (auto problem = unknown_field(call, {"media_type", "image_url", "video_url", "user_tags"})) {
    return problem;
  }
  if (call.field("image_url").empty() == call.field("video_url").empty()) {
    return parameter_problem("a story has either an image_url or a video_url");
  }
  if (accounts_.find(call.node)->account_type != "BUSINESS") {
    return GraphProblem{.code = 10, .message = "(#10) The user is not an Instagram Business"};
  }
  return std::nullopt;
}

std::optional<std::string> GraphApi::url_to_fetch(const GraphCall& call) const {
  if (graph_endpoint_of(call) != "media") return std::nullopt;
  const std::lock_guard lock(mutex_);
  if (creation_problem(call)) return std::nullopt;
  const std::string picture = call.field("image_url");
  return picture.empty() ? call.field("video_url") : picture;
}

GraphAnswer GraphApi::create_container(const GraphCall& call, const FetchedMedia& fetched) {
  if (const auto problem = creation_problem(call)) return graph_error(*problem);
  const bool is_video = !call.field("video_url").empty();
  const auto problem = is_video ? video_problem(fetched) : picture_problem(fetched);
  const std::string sha256 = crypto::digest_hex(crypto::DigestAlgorithm::sha256, *fetched.bytes);
  GraphAnswer refusal = problem ? graph_error(*problem) : GraphAnswer{};
  fetches_.push_back({fetched.url, fetched.status, sha256, refusal.outcome});
  // A picture is looked at while the call waits, a video afterwards.
  if (problem && !is_video) return refusal;
  const std::string id = numbered_id("1789", next_id_++);
  Container& made = containers_[id];
  made.processing = processing_;
  made.shown = {.id = id,
                .account = call.node,
                .created_at = now_locked(),
                .detail = {},
                .media_id = {},
                .story = {}};
  made.shown.story = {.account = call.node,
                      .container = id,
                      .media_id = {},
                      .at = {},
                      .url = fetched.url,
                      .is_video = is_video,
                      .sha256 = sha256,
                      .bytes = fetched.bytes};
  if (problem) {
    made.settled = ContainerState::error;
    made.shown.detail =
        "Error: Media upload has failed with error code " + std::to_string(problem->subcode);
  }
  GraphAnswer answer = graph_ok(Json{{"id", id}}.dump());
  answer.container = id;
  return answer;
}

ContainerState GraphApi::state_of(const Container& container) const {
  if (container.settled) return *container.settled;
  if (!container.shown.media_id.empty()) return ContainerState::published;
  const auto age = now_locked() - container.shown.created_at;
  if (age >= k_container_life) return ContainerState::expired;
  const bool done = container.status_reads >= container.processing.status_reads &&
                    age >= container.processing.time;
  return done ? ContainerState::finished : ContainerState::in_progress;
}

GraphContainer GraphApi::shown(const Container& container) const {
  GraphContainer copy = container.shown;
  copy.state = state_of(container);
  return copy;
}

GraphAnswer GraphApi::container_status(const GraphCall& call) {
  const auto found = containers_.find(call.node);
  if (found == containers_.end()) return graph_error(missing_object(call.node));
  if (const auto problem = reach_problem(call, found->second.shown.account)) {
    return graph_error(*problem);
  }
  if (const auto problem = unknown_field(call, {"fields"})) return graph_error(*problem);
  const GraphContainer container = shown(found->second);
  ++found->second.status_reads;
  const Json all{{"status_code", state_name(container.state)}, {"status", state_text(container)}};
  Json json;
  for (const std::string& name : split_fields(call.field("fields"))) {
    if (name.empty() || name == "id") continue;
    if (!all.contains(name)) {
      return graph_error(parameter_problem("Tried accessing nonexisting field (" + name + ")"));
    }
    json[name] = all[name];
  }
  json["id"] = container.id;
  GraphAnswer answer = graph_ok(json.dump());
  answer.account = container.account;
  answer.container = container.id;
  return answer;
}

std::optional<GraphProblem> GraphApi::publish_problem(const GraphCall& call) const {
  if (auto problem = reach_problem(call, call.node)) return problem;
  if (auto problem = unknown_field(call, {"creation_id"})) return problem;
  if (call.field("creation_id").empty()) {
    return parameter_problem("The parameter creation_id is required");
  }
  const auto found = containers_.find(call.field("creation_id"));
  if (found == containers_.end() || found->second.shown.account != call.node ||
      !found->second.shown.media_id.empty()) {
    return container_gone();
  }
  switch (state_of(found->second)) {
    case ContainerState::published:
      return container_gone();
    case ContainerState::expired:
      return GraphProblem{.code = 24,
                          .subcode = 2207008,
                          .message = "The container is expired.",
                          .title = "Media expired",
                          .user_message = "The media has expired. Create a new container."};
    case ContainerState::in_progress:
    case ContainerState::error:
      return GraphProblem{
          .code = 9007,
          .subcode = 2207027,
          .message = "Media ID is not available",
          .title = "Media is not ready",
          .user_message = "The media is not ready for publishing, please wait for a moment"};
    case ContainerState::finished:
      break;
  }
  if (published_today(call.node) < quota_total_) return std::nullopt;
  return GraphProblem{.code = 9,
                      .subcode = 2207042,
                      .message = "Application request limit reached",
                      .title = "Publishing limit reached",
                      .user_message = "The maximum number of posts of a day has been reached."};
}

GraphAnswer GraphApi::publish(const GraphCall& call) {
  if (const auto problem = publish_problem(call)) return graph_error(*problem);
  Container& container = containers_.at(call.field("creation_id"));
  GraphAnswer answer;
  if (call.late) {
    container.publication = Due{now_locked() + call.late->delay, calls_ + call.late->calls};
    answer = graph_error({.code = 1, .message = "sandbox: it will be published late"}, 500);
  } else {
    publish_now(container);
    answer = graph_ok(Json{{"id", container.shown.media_id}}.dump());
  }
  answer.container = container.shown.id;
  answer.media_id = container.shown.media_id;
  return answer;
}

void GraphApi::publish_now(Container& container) {
  container.publication.reset();
  container.shown.media_id = numbered_id("1803", next_id_++);
  container.shown.story.media_id = container.shown.media_id;
  container.shown.story.at = now_locked();
  stories_.push_back(container.shown.story);
}

void GraphApi::publish_what_is_late() {
  for (auto& [id, container] : containers_) {
    const auto& due = container.publication;
    if (due && due->at <= now_locked() && due->call <= calls_) publish_now(container);
  }
}

void GraphApi::set_processing(const GraphProcessing& processing) {
  const std::lock_guard lock(mutex_);
  processing_ = processing;
}

void GraphApi::set_container(const std::string& id, ContainerState state,
                             const std::string& detail) {
  const std::lock_guard lock(mutex_);
  const auto found = containers_.find(id);
  if (found == containers_.end()) throw std::invalid_argument("there is no container " + id);
  found->second.settled = state;
  found->second.shown.detail = detail;
}

void GraphApi::set_fetch_time(std::chrono::milliseconds longest) {
  const std::lock_guard lock(mutex_);
  fetch_time_ = longest;
}

std::vector<GraphContainer> GraphApi::containers() const {
  const std::lock_guard lock(mutex_);
  std::vector<GraphContainer> list;
  for (const auto& [id, container] : containers_) list.push_back(shown(container));
  return list;
}

std::vector<CrawlerFetch> GraphApi::fetches() const {
  const std::lock_guard lock(mutex_);
  return fetches_;
}

}  // namespace igbot::test
