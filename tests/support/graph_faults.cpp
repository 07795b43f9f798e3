// SPDX-License-Identifier: MIT
#include "tests/support/graph_faults.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace igbot::test {
namespace {

constexpr std::array<std::pair<GraphFaultKind, std::string_view>, 17> k_graph_fault_names{{
    {GraphFaultKind::error, "error"},
    {GraphFaultKind::internal_error, "internal_error"},
    {GraphFaultKind::bad_gateway, "bad_gateway"},
    {GraphFaultKind::gateway_timeout, "gateway_timeout"},
    {GraphFaultKind::html_body, "html_body"},
    {GraphFaultKind::redirect, "redirect"},
    {GraphFaultKind::truncated_json, "truncated_json"},
    {GraphFaultKind::wrong_content_type, "wrong_content_type"},
    {GraphFaultKind::no_id, "no_id"},
    {GraphFaultKind::wrong_types, "wrong_types"},
    {GraphFaultKind::truncated_body, "truncated_body"},
    {GraphFaultKind::slow_body, "slow_body"},
    {GraphFaultKind::huge_body, "huge_body"},
    {GraphFaultKind::reset_after_accepting, "reset_after_accepting"},
    {GraphFaultKind::reset_before_reading, "reset_before_reading"},
    {GraphFaultKind::hang, "hang"},
    {GraphFaultKind::publish_late, "publish_late"},
}};

GraphFaultKind graph_fault_kind_of(const std::string& name) {
  for (const auto& [kind, known] : k_graph_fault_names) {
    if (known == name) return kind;
  }
  throw std::invalid_argument("unknown fault kind: " + name);
}

void set_member(GraphFault& fault, const std::string& key, const nlohmann::json& value) {
  if (key == "kind") {
    fault.kind = graph_fault_kind_of(value.get<std::string>());
  } else if (key == "endpoint") {
    fault.endpoint = value.get<std::string>();
  } else if (key == "account") {
    fault.account = value.get<std::string>();
  } else if (key == "count") {
    fault.count = value.get<int>();
  } else if (key == "probability") {
    fault.probability = value.get<double>();
  } else if (key == "value" || key == "ms") {
    fault.value = value.get<std::int64_t>();
  } else if (key == "calls") {
    fault.calls = value.get<int>();
  } else if (key == "code") {
    fault.code = value.get<int>();
  } else if (key == "subcode") {
    fault.subcode = value.get<int>();
  } else if (key == "text") {
    fault.text = value.get<std::string>();
  } else if (key == "wait_minutes") {
    fault.wait_minutes = value.get<int>();
  } else if (key == "accepted") {
    fault.accepted = value.get<bool>();
  } else {
    throw std::invalid_argument("unknown fault field: " + key);
  }
}

GraphFault parse_graph_fault(const nlohmann::json& json) {
  GraphFault fault;
  for (const auto& [key, value] : json.items()) set_member(fault, key, value);
  if (!json.contains("kind")) throw std::invalid_argument("a fault needs a kind");
  return fault;
}

}  // namespace

std::string_view name_of(GraphFaultKind kind) {
  return std::find_if(k_graph_fault_names.begin(), k_graph_fault_names.end(),
                      [kind](const auto& entry) { return entry.first == kind; })
      ->second;
}

bool is_accepted(const GraphFault& fault) {
  switch (fault.kind) {
    case GraphFaultKind::error:
    case GraphFaultKind::internal_error:
    case GraphFaultKind::bad_gateway:
    case GraphFaultKind::gateway_timeout:
    case GraphFaultKind::html_body:
    case GraphFaultKind::redirect:
      return fault.accepted;
    case GraphFaultKind::reset_before_reading:
      return false;
    default:
      return true;
  }
}

GraphProblem problem_of(const GraphFault& fault) {
  if (fault.kind == GraphFaultKind::internal_error) {
    return {.code = 2, .message = "An unexpected error has occurred.", .is_transient = true};
  }
  const std::string text = fault.text.empty() ? "sandbox: made to fail" : fault.text;
  GraphProblem problem{.code = fault.code, .subcode = fault.subcode, .message = text};
  if (fault.subcode > 2207000) problem.title = problem.user_message = text;
  problem.is_transient = fault.code == 1 || fault.code == 2;
  return problem;
}

std::vector<GraphFault> parse_graph_faults(const std::string& json) {
  std::vector<GraphFault> faults;
  try {
    const nlohmann::json parsed = nlohmann::json::parse(json);
    if (parsed.is_object()) return {parse_graph_fault(parsed)};
    if (!parsed.is_array()) throw std::invalid_argument("a fault is an object");
    for (const auto& each : parsed) faults.push_back(parse_graph_fault(each));
  } catch (const nlohmann::json::exception& error) {
    throw std::invalid_argument(error.what());
  }
  return faults;
}

void GraphFaultQueue::add(const GraphFault& fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_back(fault);
}

void GraphFaultQueue::clear() {
  const std::lock_guard lock(mutex_);
  faults_.clear();
}

void GraphFaultQueue::set_seed(std::uint64_t seed) {
  const std::lock_guard lock(mutex_);
  random_.seed(seed);
}

std::optional<GraphFault> GraphFaultQueue::take(const std::string& endpoint,
                                                const std::string& account) {
  return take_if(endpoint, account, false);
}

std::optional<GraphFault> GraphFaultQueue::take_unread(const std::string& endpoint) {
  return take_if(endpoint, "", true);
}

std::optional<GraphFault> GraphFaultQueue::take_if(const std::string& endpoint,
                                                   const std::string& account, bool unread) {
  const std::lock_guard lock(mutex_);
  for (auto fault = faults_.begin(); fault != faults_.end(); ++fault) {
    if (unread != (fault->kind == GraphFaultKind::reset_before_reading)) continue;
    if (!fault->endpoint.empty() && fault->endpoint != endpoint) continue;
    if (!fault->account.empty() && !unread && fault->account != account) continue;
    const bool strikes = std::uniform_real_distribution<>(0, 1)(random_) < fault->probability;
    if (!strikes) continue;
    GraphFault taken = *fault;
    if (fault->count > 0 && --fault->count == 0) faults_.erase(fault);
    return taken;
  }
  return std::nullopt;
}

}  // namespace igbot::test
