// SPDX-License-Identifier: MIT
#include "tests/support/telegram_faults.hpp"

#include <strings.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace igbot::test {
namespace {

constexpr std::array<std::pair<FaultKind, std::string_view>, 22> k_names{{
    {FaultKind::rate_limited, "rate_limited"},
    {FaultKind::migrated, "migrated"},
    {FaultKind::kicked, "kicked"},
    {FaultKind::blocked, "blocked"},
    {FaultKind::chat_not_found, "chat_not_found"},
    {FaultKind::unauthorized, "unauthorized"},
    {FaultKind::refused, "refused"},
    {FaultKind::internal_error, "internal_error"},
    {FaultKind::bad_gateway, "bad_gateway"},
    {FaultKind::gateway_timeout, "gateway_timeout"},
    {FaultKind::html_body, "html_body"},
    {FaultKind::redirect, "redirect"},
    {FaultKind::truncated_json, "truncated_json"},
    {FaultKind::wrong_content_type, "wrong_content_type"},
    {FaultKind::no_message_id, "no_message_id"},
    {FaultKind::wrong_result, "wrong_result"},
    {FaultKind::truncated_body, "truncated_body"},
    {FaultKind::slow_body, "slow_body"},
    {FaultKind::huge_body, "huge_body"},
    {FaultKind::reset_after_accepting, "reset_after_accepting"},
    {FaultKind::reset_before_reading, "reset_before_reading"},
    {FaultKind::hang, "hang"},
}};

FaultKind kind_of(const std::string& name) {
  for (const auto& [kind, known] : k_names) {
    if (known == name) return kind;
  }
  throw std::invalid_argument("unknown fault kind: " + name);
}

Fault parse_fault(const nlohmann::json& json) {
  Fault fault;
  for (const auto& [key, value] : json.items()) {
    if (key == "kind") {
      fault.kind = kind_of(value.get<std::string>());
    } else if (key == "method") {
      fault.method = value.get<std::string>();
    } else if (key == "chat") {
      fault.chat = value.get<std::int64_t>();
    } else if (key == "count") {
      fault.count = value.get<int>();
    } else if (key == "value" || key == "retry_after" || key == "migrate_to_chat_id" ||
               key == "ms") {
      fault.value = value.get<std::int64_t>();
    } else if (key == "text") {
      fault.text = value.get<std::string>();
    } else if (key == "accepted") {
      fault.accepted = value.get<bool>();
    } else {
      throw std::invalid_argument("unknown fault field: " + key);
    }
  }
  if (!json.contains("kind")) throw std::invalid_argument("a fault needs a kind");
  return fault;
}

}  // namespace

std::string_view name_of(FaultKind kind) {
  return std::find_if(k_names.begin(), k_names.end(),
                      [kind](const auto& entry) { return entry.first == kind; })
      ->second;
}

bool is_accepted(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::truncated_json:
    case FaultKind::wrong_content_type:
    case FaultKind::no_message_id:
    case FaultKind::wrong_result:
    case FaultKind::truncated_body:
    case FaultKind::slow_body:
    case FaultKind::huge_body:
    case FaultKind::reset_after_accepting:
    case FaultKind::hang:
      return true;
    case FaultKind::internal_error:
    case FaultKind::bad_gateway:
    case FaultKind::gateway_timeout:
    case FaultKind::html_body:
    case FaultKind::redirect:
      return fault.accepted;
    default:
      return false;
  }
}

std::vector<Fault> parse_faults(const std::string& json) {
  std::vector<Fault> faults;
  try {
    const nlohmann::json parsed = nlohmann::json::parse(json);
    if (parsed.is_object()) return {parse_fault(parsed)};
    if (!parsed.is_array()) throw std::invalid_argument("a fault is an object");
    for (const auto& each : parsed) faults.push_back(parse_fault(each));
  } catch (const nlohmann::json::exception& error) {
    throw std::invalid_argument(error.what());
  }
  return faults;
}

void FaultQueue::add(const Fault& fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_back(fault);
}

void FaultQueue::clear() {
  const std::lock_guard lock(mutex_);
  faults_.clear();
}

std::optional<Fault> FaultQueue::take(std::string_view method, std::optional<std::int64_t> chat) {
  return take_if(method, chat, false);
}

std::optional<Fault> FaultQueue::take_unread(std::string_view method) {
  return take_if(method, std::nullopt, true);
}

std::optional<Fault> FaultQueue::take_if(std::string_view method, std::optional<std::int64_t> chat,
                                         bool unread) {
  const std::string wanted(method);
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(faults_.begin(), faults_.end(), [&](const Fault& fault) {
    return unread == (fault.kind == FaultKind::reset_before_reading) &&
           (fault.method.empty() || strcasecmp(fault.method.c_str(), wanted.c_str()) == 0) &&
           (!fault.chat || fault.chat == chat);
  });
  if (found == faults_.end()) return std::nullopt;
  Fault taken = *found;
  if (found->count > 0 && --found->count == 0) faults_.erase(found);
  return taken;
}

}  // namespace igbot::test
