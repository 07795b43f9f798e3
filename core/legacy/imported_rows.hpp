// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/store/unit_of_work.hpp"

namespace igbot::legacy {

/// Which rows of the former system one chat has already: what makes an import repeatable.
class ImportedRows {
 public:
  explicit ImportedRows(ChatScope chat) : chat_(chat) {}

  /// Our row of an old one; nothing when it was never taken over.
  std::optional<std::int64_t> find(const std::string& kind, const std::string& old_id) const;
  /// The caller audits.
  void add(const std::string& kind, const std::string& old_id, std::int64_t new_id);

 private:
  ChatScope chat_;
};

}  // namespace igbot::legacy
