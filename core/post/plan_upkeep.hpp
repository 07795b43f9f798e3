// SPDX-License-Identifier: MIT
#pragma once

#include "core/post/worker.hpp"

namespace igbot::post {

/// Tops the plan of a chat up when its time has come, and tells the chat once when slots stay
/// empty, when a category appears that the mix leaves out, and when a plan that nobody lengthens
/// runs out.
void keep_plan_up(Worker& worker, ChatKey chat);

}  // namespace igbot::post
