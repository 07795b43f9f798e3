// SPDX-License-Identifier: MIT
#include "cli/live_values.hpp"

#include "cli/services.hpp"
#include "core/access/member_repository.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/post_repository.hpp"
#include "core/settings/registry.hpp"
#include "core/store/chat_repository.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

/// More than these nobody reads behind a Tab.
constexpr int k_most = 200;
/// Posts older than this are looked up, not typed.
constexpr std::chrono::hours k_recent{24 * 7};

std::vector<Candidate> chats(Services& services) {
  if (!services.store_exists()) return {};
  return services.store().read([](UnitOfWork& unit) {
    std::vector<Candidate> found;
    for (const Chat& chat : ChatRepository(unit).all()) {
      found.push_back({std::to_string(number(chat.telegram_id)), chat.name});
    }
    return found;
  });
}

std::vector<Candidate> setting_keys() {
  std::vector<Candidate> found;
  for (const Setting& setting : all_settings()) {
    if (!setting.is_state) found.push_back({std::string(setting.key), std::string(setting.help)});
  }
  found.push_back({std::string(k_posting_hours), "Both hours at once, as 14-2"});
  return found;
}

std::vector<Candidate> setting_values(const std::string& key) {
  const Setting* setting = find_setting(key);
  if (setting == nullptr) return {};
  if (setting->type == SettingType::boolean) return {{"true", ""}, {"false", ""}};
  std::vector<Candidate> found;
  for (const std::string_view choice : setting->choices) {
    found.push_back({std::string(choice), ""});
  }
  return found;
}

std::vector<Candidate> posts(Services& services) {
  if (!services.store_exists()) return {};
  const Chat chat = services.chat();
  return services.store().read([&](UnitOfWork& unit) {
    const post::PostRepository repository(unit.chat(chat.key));
    std::vector<Candidate> found;
    for (const post::Post& each :
         repository.list({.state = {}, .from = unit.now() - k_recent, .to = {}, .limit = k_most})) {
      found.push_back({std::to_string(number(each.id)),
                       std::string(to_string(each.state)) + " " + utc_text(each.due_at)});
    }
    return found;
  });
}

std::vector<Candidate> media_items(Services& services) {
  if (!services.store_exists()) return {};
  const Chat chat = services.chat();
  return services.store().read([&](UnitOfWork& unit) {
    const media::MediaRepository repository(unit.chat(chat.key));
    std::vector<Candidate> found;
    for (const media::MediaItem& item : repository.list({.category = {}, .limit = k_most})) {
      found.push_back({std::to_string(number(item.id)), item.path});
    }
    return found;
  });
}

std::vector<Candidate> members(Services& services) {
  if (!services.store_exists()) return {};
  const Chat chat = services.chat();
  return services.store().read([&](UnitOfWork& unit) {
    std::vector<Candidate> found;
    for (const auto& member : access::MemberRepository(unit.chat(chat.key)).all()) {
      const auto& profile = member.profile;
      found.push_back(
          {profile.username ? "@" + *profile.username : std::to_string(number(profile.id)),
           profile.name() + ", " + std::string(to_string(member.standing.role))});
    }
    return found;
  });
}

}  // namespace

std::vector<Candidate> live_candidates(const Completion& completion, Services& services) {
  switch (completion.live) {
    case LiveValues::chats:
      return chats(services);
    case LiveValues::setting_keys:
      return setting_keys();
    case LiveValues::setting_values:
      return setting_values(completion.key);
    case LiveValues::posts:
      return posts(services);
    case LiveValues::media:
      return media_items(services);
    case LiveValues::members:
      return members(services);
    case LiveValues::files:
    case LiveValues::none:
      return {};
  }
  return {};
}

}  // namespace igbot::cli
