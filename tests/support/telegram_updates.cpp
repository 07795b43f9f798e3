// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/telegram_bot_api.hpp"

// The part of BotApi that concerns updates: getUpdates, webhooks and what tests enqueue.
namespace igbot::test {
namespace {

using Json = nlohmann::ordered_json;

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

ApiAnswer BotApi::webhook_info(const ApiCall&) {
  const Json info{{"url", webhook_ ? "https://example.com/hook" : ""},
                  {"has_custom_certificate", false},
                  {"pending_update_count", updates_.size()}};
  return api_ok(info.dump());
}

ApiAnswer BotApi::delete_webhook(const ApiCall&) {
  const bool was_set = webhook_;
  webhook_ = false;
  return {200,
          Json{{"ok", true},
               {"result", true},
               {"description", was_set ? "Webhook was deleted" : "Webhook is already deleted"}}
              .dump(),
          "", std::nullopt};
}

std::int64_t BotApi::add_update(const std::string& json) {
  const Json update = Json::parse(json);
  const std::lock_guard lock(mutex_);
  std::string type;
  for (const auto& [key, value] : update.items()) {
    if (key != "update_id") type = key;
  }
  if (type == "callback_query") presses_[update[type].value("id", "")] = {};
  // What a test puts in by hand is there from the start, whatever will be asked for.
  return enqueue(type, json, allowed_updates_.empty() || bot_asked_for(type));
}

void BotApi::add_raw_update(std::int64_t id, const std::string& text) {
  const std::lock_guard lock(mutex_);
  next_update_ = std::max(next_update_, id + 1);
  updates_.push_back({id, "", text});
  changed_.notify_all();
}

std::int64_t BotApi::enqueue(const std::string& type, const std::string& json, bool wanted) {
  const std::int64_t id = next_update_++;
  Json update{{"update_id", id}};
  update.update(Json::parse(json));
  update["update_id"] = id;
  if (wanted) updates_.push_back({id, type, update.dump()});
  changed_.notify_all();
  return id;
}

bool BotApi::bot_asked_for(const std::string& type) const {
  if (allowed_updates_.empty()) return type != "chat_member";
  return std::find(allowed_updates_.begin(), allowed_updates_.end(), type) !=
         allowed_updates_.end();
}

void BotApi::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  changed_.notify_all();
}

std::string BotApi::pending_updates(std::size_t limit) const {
  std::string list;
  for (std::size_t i = 0; i < std::min(limit, updates_.size()); ++i) {
    list += (i == 0 ? "" : ",") + updates_[i].json;
  }
  return R"({"ok":true,"result":[)" + list + "]}";
}

ApiAnswer BotApi::get_updates(const ApiCall& call) {
  std::unique_lock lock(mutex_);
  if (webhook_) {
    return api_error(409,
                     "Conflict: can't use getUpdates method while webhook is active; use "
                     "deleteWebhook to delete the webhook first");
  }
  if (const std::string allowed = call.field("allowed_updates"); !allowed.empty()) {
    const Json list = Json::parse(allowed, nullptr, false);
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
