// SPDX-License-Identifier: MIT
#include "cli/commands/post.hpp"

#include "cli/commands/post/decide.hpp"
#include "cli/commands/post/history.hpp"
#include "cli/commands/post/list.hpp"
#include "cli/commands/post/next.hpp"
#include "cli/commands/post/run.hpp"
#include "cli/commands/post/show.hpp"

namespace igbot::cli {

void add_post(CLI::App& command, Selected& selected) {
  add_post_run(command, selected);
  add_post_list(command, selected);
  add_post_show(command, selected);
  add_post_history(command, selected);
  add_post_next(command, selected);
  add_post_resend(command, selected);
  add_post_decisions(command, selected);
}

}  // namespace igbot::cli
