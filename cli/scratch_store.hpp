// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "core/store/store.hpp"

namespace igbot::cli {

/// An empty database in a folder of its own that goes away with it: what a write is rehearsed in
/// while there is no database yet.
class ScratchStore {
 public:
  explicit ScratchStore(Clock& clock);
  ~ScratchStore();
  ScratchStore(const ScratchStore&) = delete;
  ScratchStore& operator=(const ScratchStore&) = delete;

  Store& store() { return *store_; }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

}  // namespace igbot::cli
