// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace igbot::http {

struct Header {
  std::string name;
  std::string value;
  bool operator==(const Header&) const = default;
};

/// One part of a multipart/form-data body: a field, or a file read from disk while it is sent.
struct Part {
  std::string name = {};
  std::string value = {};
  std::optional<std::filesystem::path> file = {};
  std::string file_name = {};  ///< as the other side sees it; makes `value` a file, too
  std::string mime = {};       ///< empty = none given
};

/// An answer with any status. Redirects are not followed: they come back as they are.
struct Response {
  int status = 0;
  std::vector<Header> headers;
  std::string body;

  /// The first header of that name in any case; nothing when there is none.
  std::optional<std::string> header(std::string_view name) const;
  bool ok() const { return status >= 200 && status < 300; }
};

struct Request {
  std::string method = "GET";
  /// https, or plain http to loopback (core/http/url.hpp); anything else is refused.
  std::string url = {};
  std::vector<Header> headers = {};
  std::string body = {};
  /// The body lies in this file and is read while it is sent; `body` must be empty.
  std::optional<std::filesystem::path> body_file = {};
  /// When not empty the body is these, as multipart/form-data, and there must be no other.
  std::vector<Part> parts = {};
  /// Ends as a transport error, not sent, before anything is connected to that is no public address
  /// (core/http/public_address.hpp), whatever its name was. Behind a proxy all goes to the proxy,
  /// which is trusted to know where it may lead.
  bool only_public = false;
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
  /// For the whole exchange, connecting included.
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
  /// A longer answer is an error, or cut there and an answer all the same.
  std::size_t max_response_bytes = 4U << 20U;
  bool cut_long_answer = false;
  /// When set, the body of a 2xx answer goes here in pieces, as it arrives, with the answer's
  /// status and headers; Response::body then stays empty. What it throws ends the exchange and is
  /// thrown on.
  std::function<void(const Response& head, std::string_view piece)> on_body = {};
  /// Asked about once a second while the exchange lasts; true ends it as a transport error.
  std::function<bool()> is_canceled = {};
};

/// Whether a request without an answer may have been carried out.
enum class Delivery {
  not_sent,    ///< not one byte of it left: repeating is safe
  maybe_sent,  ///< it may have arrived
};

/// No (whole) answer came.
class TransportError : public Error {
 public:
  TransportError(Delivery delivery, const std::string& message)
      : Error(ErrorKind::temporary, message), delivery_(delivery) {}
  Delivery delivery() const { return delivery_; }

 private:
  Delivery delivery_;
};

/// The port to HTTP. Safe for use by several threads.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  /// Sends once, never repeats by itself what may have arrived. Throws TransportError without an
  /// answer, and Error before anything is sent when the request cannot be made (a URL that is not
  /// allowed, an unreadable file).
  virtual Response send(const Request& request) = 0;
};

}  // namespace igbot::http
