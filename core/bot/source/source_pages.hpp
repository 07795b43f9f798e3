// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bot/menu/menu_pages.hpp"
#include "core/media/source_look.hpp"

namespace igbot::bot {

/// Whose buttons a page has, and which of their pages it is.
struct PageTurn {
  TelegramUserId user{};
  std::int64_t turn = 0;
};

/// What a button of such a page carries: "<turn>.<word>", with the user as id.
struct SourceWord {
  std::int64_t turn = 0;
  std::string word;
};
/// Nothing for what no page of this version carries.
std::optional<SourceWord> parse_source_word(const std::string& value);

/// Folders to choose from; without any, only the way out.
MenuPage folders_page(const PageTurn& page, const std::vector<media::MediaFolder>& folders);
/// What lies in the folder, what it would replace, and whether to connect it.
MenuPage found_page(const PageTurn& page, const media::SourceLook& look,
                    const std::optional<media::SourceConfig>& replaced);

}  // namespace igbot::bot
