// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.hpp"
#include "core/store/unit_of_work.hpp"

namespace igbot::post {

/// What was held back in a restored backup.
struct HeldBack {
  int chats_paused = 0;
  int posts_unknown = 0;
};

/// Keeps a restored backup from sending again what went out after it was made: what the worker
/// would do by itself with a post that was due by now, was being worked on or had been approved for
/// a time that is over becomes `unknown`, which also keeps its content from being chosen, and every
/// chat is paused until a person has looked. A pause without an end stays as it is. Posts made from
/// now on are numbered from the next hundred thousand, so that a card of a lost post never names
/// another one.
HeldBack hold_back_restored(UnitOfWork& unit, Timestamp made_at);

}  // namespace igbot::post
