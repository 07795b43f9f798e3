// SPDX-License-Identifier: MIT
#pragma once

#include "core/access/access.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::access {

/// Every service calls this before it changes anything of a chat: the one place where it is
/// decided whether the actor of the transaction may. `cli:` (the operator) and `worker:` may;
/// `telegram:<id>` by their membership and the chat's policy. Throws ErrorKind::conflict naming who
/// may; for a person at an archived chat, too.
void require_right(ChatScope scope, Right right);
/// Throws ErrorKind::conflict, naming the way back, when the chat is archived.
void require_not_archived(ChatScope scope);
/// As require_right for what is also done to an archived chat.
void require_right_even_if_archived(ChatScope scope, Right right);

/// Whether that actor may: for menus and for reading.
bool has_right(ChatScope scope, const Actor& actor, Right right);

}  // namespace igbot::access
