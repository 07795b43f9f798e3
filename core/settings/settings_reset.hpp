// SPDX-License-Identifier: MIT
#pragma once

#include "core/settings/settings_restore.hpp"

namespace igbot {

/// Gives every setting of a chat its default: that of `configured`, what a new chat would get now,
/// or else the built-in one. What a chat is connected to and who may act in it stay (media source,
/// account, access policy), and so does what an import may not do by itself: a pause stays, dry run
/// is not ended, the API is not switched on. Takes an admin or owner.
RestoredSettings reset_settings(ChatScope scope, const SettingValues& configured);

}  // namespace igbot
