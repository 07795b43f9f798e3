// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include "core/store/store.hpp"
#include "tests/support/fake_clock.hpp"

namespace igbot::test {

/// A folder of its own that goes away with it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A fresh database of the newest schema, on a fake clock.
class TemporaryStore {
 public:
  TemporaryStore();
  /// Inserts an active chat and returns its key.
  ChatKey add_chat(std::int64_t telegram_id = -1001, const std::string& name = "team");

  TemporaryFolder folder;
  FakeClock clock;
  Store store;
};

}  // namespace igbot::test
