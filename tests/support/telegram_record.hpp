// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace igbot::test {

/// One call to the Bot API as the sandbox saw it.
struct RecordedCall {
  std::int64_t number = 0;
  std::int64_t time_ms = 0;
  std::string method;
  std::optional<std::int64_t> chat;
  std::string text;
  std::string caption;
  std::string keyboard;  ///< the reply_markup as it came
  std::string file_name;
  std::string mime;
  std::size_t size = 0;
  std::string sha256;
  std::string saved_as;
  std::optional<std::int64_t> message_id;
  std::string outcome;  ///< "accepted", or the error description
  std::string fault;    ///< the fault that met it, or empty
  int peer_port = 0;    ///< of the connection it came on

  bool accepted() const { return outcome == "accepted"; }
};

/// The JSON object of one call, on one line.
std::string to_json(const RecordedCall& call);

/// Keeps what arrived, in memory and, with a folder, in `messages.jsonl` (one object a line) and
/// one file per upload named `<n>-<file name>`. A call is on disk when `add` returns. Thread-safe.
class CallRecorder {
 public:
  explicit CallRecorder(std::filesystem::path folder);
  ~CallRecorder();
  CallRecorder(const CallRecorder&) = delete;
  CallRecorder& operator=(const CallRecorder&) = delete;

  /// Gives the call its number and time, and its upload (if any) a digest and a file.
  void add(RecordedCall call, const std::string* upload);
  std::vector<RecordedCall> calls() const;

 private:
  std::filesystem::path folder_;
  int log_ = -1;
  std::int64_t earlier_ = 0;  ///< calls an earlier sandbox left in the same folder
  mutable std::mutex mutex_;
  std::vector<RecordedCall> calls_;
};

}  // namespace igbot::test
