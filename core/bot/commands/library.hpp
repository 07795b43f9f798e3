// SPDX-License-Identifier: MIT
#pragma once

#include "core/bot/calls.hpp"
#include "core/bot/reaction.hpp"

namespace igbot::bot {

/// Commands about the media library, its source and the chat itself.
Reaction run_sync(const CommandCall& call);
Reaction run_connect_drive(const CommandCall& call);
Reaction run_connect_s3(const CommandCall& call);
Reaction run_cleanup(const CommandCall& call);
Reaction run_export(const CommandCall& call);

/// Puts the reading of the library on the list of errands; its result is told when it is done.
Reaction want_sync(const Call& call);
/// Sends the settings of the chat as a JSON document.
Reaction send_export(const Call& call);

}  // namespace igbot::bot
