// SPDX-License-Identifier: MIT
// usage: counter DATABASE WRITES store|deferred
// Reads a number, adds one and writes it back, WRITES times, each in a transaction of its own: as
// the program does it, or in SQLite's deferred ones. Prints how many of them failed.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/sql/sqlite_connection.hpp"
#include "core/store/store.hpp"

namespace {

using namespace igbot;

void add_one(sql::Connection& db) {
  const auto value = db.execute("SELECT value FROM counter").front().integer(0);
  db.execute("UPDATE counter SET value = $1", {value + 1});
}

/// Becomes a writing transaction only at its first write.
void add_one_deferred(sql::Connection& db) {
  sql::Transaction transaction(db, sql::Access::read);
  add_one(db);
  transaction.commit();
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) return EXIT_FAILURE;
  const bool deferred = std::string_view(words[3]) == "deferred";
  SystemClock clock;
  Store store({.file = words[1]}, clock);
  const auto db = sql::open_sqlite(words[1]);
  int failures = 0;
  for (int i = 0; i < std::atoi(words[2]); ++i) {
    try {
      if (deferred) {
        add_one_deferred(*db);
      } else {
        store.bookkeep([](Bookkeeping& unit) { add_one(unit.db()); });
      }
    } catch (const sql::SqlError&) {
      ++failures;
    }
  }
  std::printf("%d\n", failures);
  return EXIT_SUCCESS;
}
