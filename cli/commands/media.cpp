// SPDX-License-Identifier: MIT
#include "cli/commands/media.hpp"

#include <CLI/CLI.hpp>

#include "cli/commands/media/check.hpp"
#include "cli/commands/media/counts.hpp"
#include "cli/commands/media/edit.hpp"
#include "cli/commands/media/list.hpp"
#include "cli/commands/media/lock.hpp"
#include "cli/commands/media/preview.hpp"
#include "cli/commands/media/sync.hpp"

namespace igbot::cli {

void add_media(CLI::App& media, Selected& selected) {
  media.require_subcommand(0, 1);
  add_media_sync(media, selected);
  add_media_list(media, selected);
  add_media_show(media, selected);
  add_media_set(media, selected);
  add_media_stats(media, selected);
  add_media_categories(media, selected);
  add_media_lock(media, selected);
  add_media_unlock(media, selected);
  add_media_check(media, selected);
  add_media_preview(media, selected);
}

}  // namespace igbot::cli
