// SPDX-License-Identifier: MIT
#include "providers/instagram/graph_error.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "providers/instagram/graph_json.hpp"
#include "providers/instagram/graph_usage.hpp"

namespace igbot::instagram {
namespace {

using post::Refusal;

constexpr std::int64_t k_any = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t k_longest_message = 200;

/// One row of the tables; of several that fit, the first one counts.
struct Row {
  std::int64_t code;
  std::int64_t subcode;
  Refusal kind;
  const char* why;
  bool stops_account = false;
  /// Only answers to this call are meant.
  std::optional<GraphCallKind> call = std::nullopt;
};

constexpr std::array k_rows{
    Row{-2, 2207003, Refusal::fetch, "Instagram took too long to fetch the media"},
    Row{-2, 2207020, Refusal::container, "the container has expired"},
    Row{-1, 2207001, Refusal::uncertain, "Instagram failed"},
    Row{-1, 2207032, Refusal::uncertain, "Instagram failed to make the media"},
    Row{-1, 2207053, Refusal::uncertain, "Instagram failed to take the upload"},
    // Publications that went through were answered with it.
    Row{4, 2207051, Refusal::uncertain, "Instagram blocked the action as spam, maybe after it",
        true, GraphCallKind::publish},
    Row{4, 2207051, Refusal::blocked, "Instagram blocked the action as spam", true},
    Row{9, 2207042, Refusal::quota_used, "the stories of the day are used up"},
    Row{24, 2207006, Refusal::container, "the container does not exist"},
    Row{24, 2207008, Refusal::container, "the container has expired"},
    Row{25, 2207050, Refusal::blocked, "Instagram restricted the account", true},
    Row{1, 2207057, Refusal::input, "the thumbnail lies outside of the video"},
    Row{100, 2207023, Refusal::input, "the media type is unknown"},
    Row{100, 2207028, Refusal::input, "the carousel does not have 2 to 10 items"},
    Row{100, 2207035, Refusal::input, "the tags of the media are not valid"},
    Row{100, 2207036, Refusal::input, "the tags of the media are not valid"},
    Row{100, 2207037, Refusal::input, "the tags of the media are not valid"},
    Row{100, 2207040, Refusal::input, "the media has more than 20 tags"},
    Row{352, 2207026, Refusal::input, "the video format is not supported"},
    Row{9004, 2207052, Refusal::fetch, "media could not be fetched"},
    Row{9007, k_any, Refusal::not_ready, "the container is not ready yet"},
    Row{36000, 2207004, Refusal::input, "the picture is larger than 8 MiB"},
    Row{36001, 2207005, Refusal::input, "the picture format is not supported"},
    Row{36003, 2207009, Refusal::input, "the aspect ratio is not accepted"},
    Row{36004, 2207010, Refusal::input, "the caption is too long"},
    // Reported by other programs, not in Meta's table.
    Row{k_any, 2207077, Refusal::fetch, "the video could not be fetched", false,
        GraphCallKind::prepare},
    Row{k_any, 2207082, Refusal::container, "the upload failed", false, GraphCallKind::prepare},
    // Afterwards it is also said of what exists.
    Row{100, 33, Refusal::permission, "the account is not within reach of its token", false,
        GraphCallKind::prepare},
    Row{1, k_any, Refusal::uncertain, "Instagram failed for a moment"},
    Row{2, k_any, Refusal::uncertain, "Instagram failed for a moment"},
    Row{190, 458, Refusal::token, "the app was removed from the account"},
    Row{190, 459, Refusal::token, "the person has to pass a checkpoint at Instagram"},
    Row{190, 460, Refusal::token, "the password was changed"},
    Row{190, 463, Refusal::token, "the token has expired"},
    Row{190, 464, Refusal::token, "the account is not confirmed"},
    Row{190, 467, Refusal::token, "the token was made invalid"},
    Row{190, 492, Refusal::token, "the person has no role on the Page any more"},
    Row{190, k_any, Refusal::token, "the token is not valid"},
    Row{102, k_any, Refusal::token, "the session of the token has ended"},
    Row{3, k_any, Refusal::permission, "the app may not do this"},
    Row{10, k_any, Refusal::permission, "the account does not permit this"},
    Row{4, k_any, Refusal::rate_limited, "the app makes too many calls"},
    Row{17, k_any, Refusal::rate_limited, "the account makes too many calls"},
    Row{32, k_any, Refusal::rate_limited, "the Page makes too many calls"},
    Row{613, k_any, Refusal::rate_limited, "too many calls"},
    Row{80002, k_any, Refusal::rate_limited, "too many calls for this Instagram account"},
    Row{368, k_any, Refusal::blocked, "Instagram blocked the account for a while", true},
};

const Row* row_of(const GraphError& error, GraphCallKind kind) {
  const auto* const found = std::find_if(k_rows.begin(), k_rows.end(), [&](const Row& row) {
    return (row.code == k_any || row.code == error.code) &&
           (row.subcode == k_any || row.subcode == error.subcode) &&
           row.call.value_or(kind) == kind;
  });
  return found == k_rows.end() ? nullptr : found;
}

/// " (9004/2207052, trace Abc)".
std::string origin_of(const GraphError& error) {
  std::string text = " (" + std::to_string(error.code);
  if (error.subcode != 0) text += "/" + std::to_string(error.subcode);
  if (!error.trace.empty()) text += ", trace " + error.trace;
  return text + ")";
}

std::string told_text(const nlohmann::json& error, const char* name) {
  const std::string told = text_of(error, name).value_or("");
  const auto characters = text::utf8_characters(text::one_line(text::redact(told)));
  std::string text;
  for (std::size_t i = 0; i < std::min(characters.size(), k_longest_message); ++i) {
    text += characters[i];
  }
  return text;
}

}  // namespace

std::optional<GraphError> graph_error_in(const http::Response& response) {
  if (response.status < 400 || response.status >= 500) return std::nullopt;
  const auto answer = parse_answer(response.body);
  const nlohmann::json* error = answer ? member_of(*answer, "error") : nullptr;
  const auto code = error == nullptr ? std::nullopt : number_of(*error, "code");
  if (!code) return std::nullopt;
  return GraphError{.code = *code,
                    .subcode = number_of(*error, "error_subcode").value_or(0),
                    .message = told_text(*error, "message"),
                    .trace = told_text(*error, "fbtrace_id")};
}

post::Refused refusal_of(const http::Response& response, GraphCallKind kind) {
  const auto error = graph_error_in(response);
  if (!error) return senseless_answer(response);
  if (const Row* row = row_of(*error, kind)) {
    post::Refused refused{.kind = row->kind,
                          .why = row->why + origin_of(*error),
                          .stops_account = row->stops_account};
    if (row->kind == Refusal::rate_limited) refused.wait = usage_in(response).wait;
    return refused;
  }
  if (error->code >= 200 && error->code <= 299) {
    return {.kind = Refusal::permission,
            .why = "a permission is missing: " + error->message + origin_of(*error)};
  }
  return {.kind = Refusal::uncertain,
          .why = "error at Instagram: " + error->message + origin_of(*error)};
}

post::Refused refusal_of(const http::TransportError& error) {
  const bool not_sent = error.delivery() == http::Delivery::not_sent;
  return {.kind = not_sent ? Refusal::not_sent : Refusal::uncertain, .why = error.what()};
}

post::Refused senseless_answer(const http::Response& response) {
  return {
      .kind = Refusal::uncertain,
      .why = "the answer of Instagram makes no sense: status " + std::to_string(response.status)};
}

}  // namespace igbot::instagram
