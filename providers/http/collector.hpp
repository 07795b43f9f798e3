// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

#include "core/http/http.hpp"

namespace igbot::http {

/// Collects an answer within its limits, or hands it on: what libcurl calls back with its bytes.
class Collector {
 public:
  /// `request` outlives it.
  explicit Collector(const Request& request) : request_(request) {}

  static std::size_t on_body(char* bytes, std::size_t unit, std::size_t count, void* self);
  static std::size_t on_header(char* bytes, std::size_t unit, std::size_t count, void* self);

  /// Throws what whoever takes the body threw.
  void rethrow_refusal() const {
    if (refused_) std::rethrow_exception(refused_);
  }
  /// The body was longer than wanted, which was enough.
  bool was_cut() const { return was_cut_; }
  /// Why what came is no answer although it ended; empty when nothing is wrong. A head that breaks
  /// off is one, and a body whose length is told twice or in no number (RFC 9112, 6.3).
  const std::string& wrong() const { return wrong_; }
  /// No more comes, by the word of libcurl.
  void end();
  /// What came; used up.
  Response response(int status);

 private:
  std::size_t take_body(std::string_view bytes);
  bool take_header(std::string_view line);
  bool take(std::string_view piece);
  bool has_one_length() const;

  const Request& request_;
  Response response_;
  std::size_t body_bytes_ = 0;
  std::size_t header_bytes_ = 0;
  bool is_head_whole_ = false;
  bool was_cut_ = false;
  std::string wrong_;
  std::exception_ptr refused_;
};

}  // namespace igbot::http
