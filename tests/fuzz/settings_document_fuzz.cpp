// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "core/settings/chat_settings.hpp"
#include "core/settings/registry.hpp"
#include "core/settings/settings_document.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
/// Whatever is taken is exported and taken again as the same.
void fuzz_settings_document(std::string_view input) {
  attempt(input, [&] {
    const SettingsDocument document = parse_settings_document(input);
    ChatSettings settings;
    for (const ExportedChat& chat : document.chats) {
      for (const auto& [key, canonical] : chat.settings) setting(key).put(settings, canonical);
    }
    // Only what names chat and source can be exported again.
    const bool is_whole =
        std::all_of(document.chats.begin(), document.chats.end(), [](const ExportedChat& chat) {
          return chat.name && chat.settings.contains(k_source_config);
        });
    if (!is_whole) return;
    const std::string exported = to_json(document).dump();
    const std::string again = to_json(parse_settings_document(exported)).dump();
    require(again == exported, "settings read differently after they were exported");
  });
}

}  // namespace igbot::fuzz
