// SPDX-License-Identifier: MIT
#include "core/store/run_repository.hpp"

namespace igbot {

RunId record_run(Bookkeeping& unit, const RunRecord& run) {
  return unit.db()
      .execute(
          "INSERT INTO runs (command, actor, chat_id, started_at, finished_at, exit_code, summary) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
          {run.command, run.actor, run.chat, run.started_at, unit.now(), run.exit_code,
           run.summary})
      .front()
      .id<RunId>(0);
}

}  // namespace igbot
