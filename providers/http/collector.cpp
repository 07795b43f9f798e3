// SPDX-License-Identifier: MIT
#include "providers/http/collector.hpp"

#include <algorithm>
#include <utility>

#include "core/text/text.hpp"

namespace igbot::http {
namespace {

constexpr std::size_t k_max_header_bytes = 64U << 10U;
constexpr const char* k_too_large = "the answer is too large";

/// Of "HTTP/1.1 206 Partial Content"; 0 for a line that has none.
int status_of(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return 0;
  const auto status = text::to_integer(std::string(line.substr(space + 1, 3)));
  return status ? static_cast<int>(*status) : 0;
}

}  // namespace

std::size_t Collector::on_body(char* bytes, std::size_t unit, std::size_t count, void* self) {
  return static_cast<Collector*>(self)->take_body({bytes, unit * count});
}

std::size_t Collector::on_header(char* bytes, std::size_t unit, std::size_t count, void* self) {
  const std::string_view line(bytes, unit * count);
  return static_cast<Collector*>(self)->take_header(line) ? line.size() : 0;
}

std::size_t Collector::take_body(std::string_view bytes) {
  const std::size_t room = request_.max_response_bytes - body_bytes_;
  if (bytes.size() <= room) return take(bytes) ? bytes.size() : 0;
  if (request_.cut_long_answer) {
    was_cut_ = take(bytes.substr(0, room));
  } else {
    wrong_ = k_too_large;
  }
  return 0;
}

bool Collector::take(std::string_view piece) {
  body_bytes_ += piece.size();
  if (!request_.on_body || !response_.ok()) {
    response_.body.append(piece);
    return true;
  }
  try {
    request_.on_body(response_, piece);
    return true;
  } catch (...) {
    // Not through libcurl, which is C: thrown on behind it.
    refused_ = std::current_exception();
    return false;
  }
}

bool Collector::take_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > k_max_header_bytes) {
    wrong_ = k_too_large;
    return false;
  }
  // A status line after others: what came before was an interim answer (1xx) or a proxy's.
  if (line.starts_with("HTTP/")) {
    is_head_whole_ = false;
    response_.headers.clear();
    response_.status = status_of(line);
  }
  if (line == "\r\n" || line == "\n") {
    is_head_whole_ = true;
    if (has_one_length()) return true;
    wrong_ = "the length of the answer makes no sense";
    return false;
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    response_.headers.push_back(
        {std::string(line.substr(0, colon)), text::trim(line.substr(colon + 1))});
  }
  return true;
}

bool Collector::has_one_length() const {
  if (response_.header("Transfer-Encoding")) return true;  // its chunks tell how long it is
  const std::string length = response_.header("Content-Length").value_or("0");
  const auto number = text::to_integer(length);
  if (!number || *number < 0) return false;
  return std::all_of(response_.headers.begin(), response_.headers.end(), [&](const Header& each) {
    return text::to_lower(each.name) != "content-length" || each.value == length;
  });
}

void Collector::end() {
  if (!is_head_whole_) wrong_ = "the head of the answer broke off";
}

Response Collector::response(int status) {
  response_.status = status;
  return std::move(response_);
}

}  // namespace igbot::http
