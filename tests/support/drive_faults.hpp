// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace igbot::test {

enum class DriveFaultKind {
  refuse,             ///< an error of Drive with `status` and `reason`
  answer,             ///< `status` with `body` as it is
  reset,              ///< the connection ends without an answer
  hang,               ///< no answer before `release`
  break_after,        ///< a download ends after `bytes` of it
  too_much,           ///< a download goes on with `bytes` more than there are
  ignore_range,       ///< a download answers 200 with everything
  wrong_range,        ///< a download answers 206 with another part than was asked for
  other_bytes,        ///< a download has its last byte changed
  incomplete_search,  ///< a listing says that it may lack something
  empty_page,         ///< a page without anything on it, and the right one behind it
  redirect,           ///< a download is sent to `body`
};

struct DriveFault {
  DriveFaultKind kind = DriveFaultKind::refuse;
  int status = 0;
  std::string reason = {};
  std::string retry_after = {};  ///< the header; empty = none
  std::size_t bytes = 0;
  std::string body = {};
};

/// What goes wrong next, by endpoint.
class DriveFaults {
 public:
  void add(const std::string& endpoint, const DriveFault& fault, int times) {
    for (int i = 0; i < times; ++i) queues_[endpoint].push_back(fault);
  }
  std::optional<DriveFault> take(const std::string& endpoint) {
    std::deque<DriveFault>& queue = queues_[endpoint];
    if (queue.empty()) return std::nullopt;
    DriveFault fault = queue.front();
    queue.pop_front();
    return fault;
  }

 private:
  std::map<std::string, std::deque<DriveFault>> queues_;
};

}  // namespace igbot::test
