// SPDX-License-Identifier: MIT
#include "tests/support/telegram_record.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <system_error>

namespace igbot::test {
namespace {

std::string sha256_hex(const std::string& bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  std::string hex(2 * digest.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  hex.pop_back();
  return hex;
}

int open_for_writing(const std::filesystem::path& file, int mode) {
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0644);
  if (opened < 0) throw std::system_error(errno, std::generic_category(), file.string());
  return opened;
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw std::system_error(errno, std::generic_category(), "sandbox record");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// ISO 8601 with milliseconds.
std::string utc_text(std::int64_t time_ms) {
  const std::time_t seconds = time_ms / 1000;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  const std::string millis = std::to_string(1000 + time_ms % 1000).substr(1);
  return std::string(text.data()) + "." + millis + "Z";
}

/// Keeps uploads inside the folder whatever the client calls them.
std::string safe_name(const std::string& name) {
  std::string safe = name.empty() ? "upload" : name.substr(0, 100);
  for (char& c : safe) {
    if (c == '/' || c == '\0' || static_cast<unsigned char>(c) < 0x20) c = '_';
  }
  return safe;
}

}  // namespace

std::string to_json(const RecordedCall& call) {
  nlohmann::ordered_json json{
      {"n", call.number}, {"time", utc_text(call.time_ms)}, {"method", call.method}};
  const auto put = [&json](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  if (call.chat) json["chat"] = *call.chat;
  put("text", call.text);
  put("caption", call.caption);
  const auto keyboard = nlohmann::ordered_json::parse(call.keyboard, nullptr, false);
  if (!keyboard.is_discarded()) json["keyboard"] = keyboard;
  put("file_name", call.file_name);
  put("mime", call.mime);
  if (!call.sha256.empty()) json["size"] = call.size;
  put("sha256", call.sha256);
  put("saved_as", call.saved_as);
  if (call.message_id) json["message_id"] = *call.message_id;
  json["outcome"] = call.outcome;
  put("fault", call.fault);
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

CallRecorder::CallRecorder(std::filesystem::path folder) : folder_(std::move(folder)) {
  if (folder_.empty()) return;
  std::filesystem::create_directories(folder_);
  const std::filesystem::path log = folder_ / "messages.jsonl";
  std::ifstream earlier(log);
  earlier_ = std::count(std::istreambuf_iterator<char>(earlier), {}, '\n');
  log_ = open_for_writing(log, O_APPEND);
}

CallRecorder::~CallRecorder() {
  if (log_ >= 0) ::close(log_);
}

void CallRecorder::add(RecordedCall call, const std::string* upload) {
  if (upload != nullptr) {
    call.size = upload->size();
    call.sha256 = sha256_hex(*upload);
  }
  const std::lock_guard lock(mutex_);
  call.number = earlier_ + static_cast<std::int64_t>(calls_.size()) + 1;
  call.time_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                     std::chrono::system_clock::now().time_since_epoch())
                     .count();
  if (log_ >= 0) {
    if (upload != nullptr) {
      call.saved_as = std::to_string(call.number) + "-" + safe_name(call.file_name);
      const int file = open_for_writing(folder_ / call.saved_as, O_TRUNC);
      write_all(file, *upload);
      ::close(file);
    }
    write_all(log_, to_json(call) + "\n");
    ::fdatasync(log_);
  }
  calls_.push_back(std::move(call));
}

std::vector<RecordedCall> CallRecorder::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

}  // namespace igbot::test
