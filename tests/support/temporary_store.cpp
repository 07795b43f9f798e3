// SPDX-License-Identifier: MIT
#include "tests/support/temporary_store.hpp"

#include <cstdlib>

namespace igbot::test {
namespace {

std::filesystem::path make_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "igbot-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  return pattern;
}

}  // namespace

TemporaryFolder::TemporaryFolder() : path_(make_folder()) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // a folder left behind in /tmp fails no test
  std::filesystem::remove_all(path_, ignored);
}

TemporaryStore::TemporaryStore()
    : store({.file = folder.path() / "igbotctl.db", .create = true}, clock) {}

ChatKey TemporaryStore::add_chat(std::int64_t telegram_id, const std::string& name) {
  return store.write({"cli:test", "test"}, [&](UnitOfWork& unit) {
    const auto key = unit.db()
                         .execute(
                             "INSERT INTO chats (telegram_id, name, state, created_at, updated_at) "
                             "VALUES ($1, $2, 'active', $3, $3) RETURNING id",
                             {telegram_id, name, unit.now()})
                         .front()
                         .id<ChatKey>(0);
    unit.chat(key).audit({.entity = "chat", .entity_id = name, .action = "created"});
    return key;
  });
}

}  // namespace igbot::test
