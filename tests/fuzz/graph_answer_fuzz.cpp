// SPDX-License-Identifier: MIT
#include "providers/instagram/graph_error.hpp"
#include "providers/instagram/graph_json.hpp"
#include "providers/instagram/publisher_answers.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Answers about publishing: an id is digits, a refusal is told on a line, and nothing from the
/// server's own failures proves anything.
void fuzz_graph_answer(std::string_view input) {
  const http::Response response = answer_of(input);
  if (const auto id = instagram::id_in(response)) {
    require(response.ok() && instagram::is_graph_id(*id), "an id that is none");
  }
  instagram::container_status_in(response);
  if (const auto quota = instagram::quota_in(response)) {
    require(quota->used >= 0 && quota->total >= 0 && quota->window.count() > 0,
            "a senseless quota");
  }
  instagram::permalink_in(response);
  instagram::insights_in(response);
  if (const auto page = instagram::story_page_in(response)) {
    for (const auto& story : page->stories) {
      require(instagram::is_graph_id(story.media_id), "a story without an id");
    }
  }
  instagram::parse_graph_time(response.body);
  const auto error = instagram::graph_error_in(response);
  require(
      !error || (response.status >= 400 && response.status < 500 && is_plain_line(error->message)),
      "an error that is not explicit");
  for (const auto kind : {instagram::GraphCallKind::prepare, instagram::GraphCallKind::publish,
                          instagram::GraphCallKind::read}) {
    const post::Refused refused = instagram::refusal_of(response, kind);
    require(error || refused.kind == post::Refusal::uncertain || response.status == 429 ||
                kind != instagram::GraphCallKind::publish,
            "what is not explicit proves that nothing was published");
    require(!refused.why.empty() && is_plain_line(refused.why), "a refusal that says nothing");
    require(!refused.wait || refused.wait->count() > 0, "a wait of nothing");
  }
}

}  // namespace igbot::fuzz
