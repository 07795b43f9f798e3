// SPDX-License-Identifier: MIT
#include "core/schedule/choice.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "core/schedule/mix_service.hpp"
#include "core/text/text.hpp"

namespace igbot::schedule {
namespace {

struct EdgeWords {
  Edge edge;
  const char* name;
  const char* reason;
};

constexpr std::array<EdgeWords, 5> k_edges{{
    {Edge::only_one, "only_one", "no other item could be chosen"},
    {Edge::never_posted, "never_posted", "it was never posted, the others were"},
    {Edge::longest_ago, "longest_ago", "it was posted longest ago"},
    {Edge::fewest_times, "fewest_times", "it was posted fewest times"},
    {Edge::by_lot, "by_lot", "drawn by lot among the best, which are alike"},
}};

const EdgeWords& words_of(Edge edge) { return k_edges.at(static_cast<std::size_t>(edge)); }

std::optional<Edge> edge_named(const std::string& name) {
  for (const EdgeWords& words : k_edges) {
    if (name == words.name) return words.edge;
  }
  return std::nullopt;
}

std::string share_line(const Choice& choice) {
  const ShareAccount& share = choice.share;
  if (share.total_weight == 0) return "category " + choice.category;
  const std::string part =
      percent_text(share.weight * 10000 / share.total_weight) + " % of the posts";
  return "category " + choice.category + ": its part is " + part + ", and it had " +
         std::to_string(share.assigned) + " of the " + std::to_string(share.total_assigned) +
         " before this one";
}

}  // namespace

std::string choice_json(const Choice& choice) {
  const ShareAccount& share = choice.share;
  return nlohmann::json{{"media", number(choice.media)},
                        {"category", choice.category},
                        {"share", {share.weight, share.total_weight}},
                        {"had", {share.assigned, share.total_assigned}},
                        {"passed", choice.passed},
                        {"ready", choice.ready},
                        {"edge", words_of(choice.edge).name}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Choice> parse_choice(const std::string& json) {
  try {
    const auto document = nlohmann::json::parse(json);
    const auto edge = edge_named(document.at("edge").get<std::string>());
    if (!edge) return std::nullopt;
    return Choice{.media = static_cast<MediaId>(document.at("media").get<std::int64_t>()),
                  .category = document.at("category").get<std::string>(),
                  .share = {document.at("share").at(0).get<std::int64_t>(),
                            document.at("share").at(1).get<std::int64_t>(),
                            document.at("had").at(0).get<std::int64_t>(),
                            document.at("had").at(1).get<std::int64_t>()},
                  .passed = document.at("passed").get<std::vector<std::string>>(),
                  .ready = document.at("ready").get<std::int64_t>(),
                  .edge = *edge};
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

std::vector<std::string> choice_lines(const Choice& choice) {
  std::vector<std::string> lines{share_line(choice)};
  if (!choice.passed.empty()) {
    lines.push_back("it stands in for " + text::join(choice.passed, ", ") +
                    ", which had nothing that could be chosen");
  }
  lines.push_back("of its " + text::count(choice.ready, "item", "items") +
                  " that could be chosen: " + words_of(choice.edge).reason);
  return lines;
}

}  // namespace igbot::schedule
