// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/http/http.hpp"
#include "core/post/publisher.hpp"

namespace igbot::instagram {

/// What was asked, where the meaning of an error depends on it.
enum class GraphCallKind {
  prepare,  ///< POST /{ig-user}/media: repeating it does no harm
  publish,  ///< POST /{ig-user}/media_publish: may have been carried out
  read,     ///< a GET
};

/// The error object of an answer (developers.facebook.com/docs/graph-api/guides/error-handling).
struct GraphError {
  std::int64_t code = 0;
  std::int64_t subcode = 0;
  std::string message;  ///< Meta's, without secrets, on one line
  std::string trace;
};
/// Nothing when the answer is not an explicit error: a status below 400 or from 500 on, a body that
/// is no JSON or has no error with a code.
std::optional<GraphError> graph_error_in(const http::Response& response);

/// What an answer that is no success means for a call, by Meta's table of publishing errors (June
/// 2026) and the general one. Whatever is not in them is `uncertain`; is_transient is not believed.
post::Refused refusal_of(const http::Response& response, GraphCallKind kind);
/// What a request without an answer means.
post::Refused refusal_of(const http::TransportError& error);
/// A success that lacks what it should say.
post::Refused senseless_answer(const http::Response& response);

}  // namespace igbot::instagram
