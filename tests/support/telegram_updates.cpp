// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/telegram_bot_api.hpp"

// The part of BotApi that concerns updates: getUpdates, webhooks and what tests enqueue.
namespace igbot::test {
namespace {

using UpdateJson = nlohmann::ordered_json;

/// A whole number in a parameter, or the fallback when it is absent or malformed (as the server
/// does).
std::int64_t number_or(const ApiCall& call, const std::string& name, std::int64_t fallback) {
  const std::string text = call.field(name);
  if (text.empty()) return fallback;
  char* end = nullptr;
  const long long value = std::strtoll(text.c_str(), &end, 10);
  return end == text.c_str() ? fallback : value;
}

}  // namespace

void BotApi::set_webhook(bool active) {
  const std::lock_guard lock(mutex_);
  webhook_ = active;
}

ApiAnswer BotApi::delete_webhook() {
  const bool was_set = webhook_;
  webhook_ = false;
  return {
      200,
      UpdateJson{{"ok", true},
                 {"result", true},
                 {"description", was_set ? "Webhook was deleted" : "Webhook is already deleted"}}
          .dump(),
      "", std::nullopt};
}

std::int64_t BotApi::add_update(const std::string& json) {
  UpdateJson update = UpdateJson::parse(json);
  const std::lock_guard lock(mutex_);
  const std::int64_t id = next_update_++;
  std::string type;
  for (const auto& [key, value] : update.items()) {
    if (key != "update_id") type = key;
  }
  update["update_id"] = id;
  if (type == "callback_query") callbacks_.insert(update[type].value("id", ""));
  const bool wanted =
      allowed_updates_.empty() ||
      std::find(allowed_updates_.begin(), allowed_updates_.end(), type) != allowed_updates_.end();
  if (wanted) updates_.push_back({id, type, update.dump()});
  changed_.notify_all();
  return id;
}

void BotApi::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

std::string BotApi::pending_updates(std::size_t limit) const {
  UpdateJson list = UpdateJson::array();
  for (const Update& update : updates_) {
    if (list.size() == limit) break;
    list.push_back(UpdateJson::parse(update.json));
  }
  return UpdateJson{{"ok", true}, {"result", list}}.dump();
}

ApiAnswer BotApi::get_updates(const ApiCall& call) {
  std::unique_lock lock(mutex_);
  if (webhook_) {
    return api_error(409,
                     "Conflict: can't use getUpdates method while webhook is active; use "
                     "deleteWebhook to delete the webhook first");
  }
  if (const std::string allowed = call.field("allowed_updates"); !allowed.empty()) {
    const UpdateJson list = UpdateJson::parse(allowed, nullptr, false);
    if (!list.is_array()) {
      return api_error(400, "Bad Request: can't parse allowed updates: expected an Array");
    }
    allowed_updates_ = list.get<std::vector<std::string>>();
  }
  std::int64_t offset = number_or(call, "offset", 0);
  if (offset < 0) {
    const auto keep = std::min<std::size_t>(updates_.size(), static_cast<std::size_t>(-offset));
    updates_.erase(updates_.begin(), updates_.end() - static_cast<std::ptrdiff_t>(keep));
  }
  while (!updates_.empty() && updates_.front().id < offset) updates_.pop_front();
  const auto limit =
      static_cast<std::size_t>(std::clamp<std::int64_t>(number_or(call, "limit", 100), 1, 100));
  const auto timeout =
      std::chrono::seconds(std::clamp<std::int64_t>(number_or(call, "timeout", 0), 0, 50));
  if (updates_.empty() && timeout.count() > 0) {
    const std::int64_t mine = ++poller_;
    changed_.notify_all();
    changed_.wait_for(lock, timeout,
                      [&] { return stopped_ || poller_ != mine || !updates_.empty(); });
    if (poller_ != mine) {
      return api_error(409,
                       "Conflict: terminated by other getUpdates request; make sure that only one "
                       "bot instance is running");
    }
  }
  return {200, pending_updates(limit), "", std::nullopt};
}

}  // namespace igbot::test
