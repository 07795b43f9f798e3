// SPDX-License-Identifier: MIT
#include "core/bot/presses.hpp"

#include <algorithm>
#include <array>

#include "core/bot/card_press.hpp"
#include "core/bot/commands/planning.hpp"
#include "core/bot/commands/posting.hpp"
#include "core/bot/menu/menu_press.hpp"
#include "core/bot/source/source_connect.hpp"
#include "core/bot/wizard/init_wizard.hpp"

namespace igbot::bot {
namespace {

struct PressHandler {
  std::string_view verb;
  Reaction (*run)(const PressCall&);
};

constexpr std::array k_handlers{
    PressHandler{"menu", press_menu},         PressHandler{"set", press_set},
    PressHandler{"ask", press_ask},           PressHandler{"init", press_init},
    PressHandler{"resume", press_resume},     PressHandler{"show", press_show},
    PressHandler{"schedule", press_schedule}, PressHandler{"replan", press_replan},
    PressHandler{"clear", press_clear},       PressHandler{"source", press_source},
};

}  // namespace

bool is_about_set_up(const Callback& callback) { return callback.verb == "init"; }

Reaction press(const PressCall& call) {
  if (is_about_post(call.callback.verb)) {
    return press_card(call.scope, call.press, call.callback);
  }
  const auto* const handler =
      std::find_if(k_handlers.begin(), k_handlers.end(),
                   [&](const PressHandler& each) { return each.verb == call.callback.verb; });
  if (handler != k_handlers.end()) return handler->run(call);
  return {.answer = "This button belongs to another version; nothing was changed",
          .as_alert = true};
}

}  // namespace igbot::bot
