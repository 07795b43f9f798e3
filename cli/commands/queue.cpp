// SPDX-License-Identifier: MIT
#include "cli/commands/queue.hpp"

#include "cli/commands/queue/calendar.hpp"
#include "cli/commands/queue/list.hpp"

namespace igbot::cli {

void add_queue(CLI::App& command, Selected& selected) {
  add_queue_list(command, selected);
  add_queue_calendar(command, selected);
}

}  // namespace igbot::cli
