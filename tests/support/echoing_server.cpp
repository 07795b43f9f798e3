// SPDX-License-Identifier: MIT
#include "tests/support/echoing_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "core/crypto/base64.hpp"
#include "core/http/url.hpp"
#include "core/text/text.hpp"
#include "tests/support/canaries.hpp"

namespace igbot::test {
namespace {

constexpr std::size_t k_longest_heard{16UL << 20U};
/// Shorter values tell nothing, and are found everywhere.
constexpr std::size_t k_shortest_secret = 12;

/// The names of query values, form fields and parts of a signature that are nobody else's business.
constexpr std::array k_confidential{"access_token",
                                    "refresh_token",
                                    "client_secret",
                                    "code",
                                    "code_verifier",
                                    "assertion",
                                    "fb_exchange_token",
                                    "input_token",
                                    "token",
                                    "signature",
                                    "x-amz-signature",
                                    "appsecret_proof",
                                    "api_secret",
                                    "x-amz-security-token",
                                    "x-hub-signature-256",
                                    "app_secret"};

/// Head and body of one request.
struct Heard {
  std::string head;
  std::string body;
};

bool read_more(int descriptor, std::string& bytes) {
  std::array<char, 16384> piece{};
  const ssize_t got = ::recv(descriptor, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  bytes.append(piece.data(), static_cast<std::size_t>(got));
  return bytes.size() <= k_longest_heard;
}

bool send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t went = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (went <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(went));
  }
  return true;
}

std::string header_in(const std::string& head, const std::string& name) {
  const std::string lowered = text::to_lower(head);
  const std::size_t at = lowered.find("\r\n" + name + ":");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + 2 + name.size() + 1;
  return text::trim(head.substr(begin, head.find("\r\n", begin) - begin));
}

std::optional<Heard> read_request(int descriptor) {
  std::string bytes;
  std::size_t end = 0;
  while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more(descriptor, bytes)) return std::nullopt;
  }
  const std::string head = bytes.substr(0, end + 2);
  if (!header_in(head, "expect").empty()) send_all(descriptor, "HTTP/1.1 100 Continue\r\n\r\n");
  const auto size = std::strtoul(header_in(head, "content-length").c_str(), nullptr, 10);
  while (bytes.size() < end + 4 + size) {
    if (!read_more(descriptor, bytes)) return std::nullopt;
  }
  return Heard{head, bytes.substr(end + 4, size)};
}

/// The answer of the server behind, read to its end.
std::string answer_behind(int port, const Heard& heard) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const int behind = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string answer;
  if (::connect(behind, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    const std::size_t first = heard.head.find("\r\n") + 2;
    send_all(behind, heard.head.substr(0, first) + "Connection: close\r\n" +
                         heard.head.substr(first) + "\r\n" + heard.body);
    while (read_more(behind, answer)) {
    }
  }
  ::close(behind);
  return answer;
}

void keep(std::set<std::string>& secrets, const std::string& value) {
  if (value.size() >= k_shortest_secret) secrets.insert(value);
}

/// The values of "a=1&b=2" that are confidential.
void keep_fields(std::set<std::string>& secrets, const std::string& fields) {
  for (const std::string& field : text::split(fields, '&')) {
    const std::size_t equals = field.find('=');
    if (equals == std::string::npos) continue;
    const std::string name = text::to_lower(field.substr(0, equals));
    if (std::find(k_confidential.begin(), k_confidential.end(), name) == k_confidential.end()) {
      continue;
    }
    std::string value = field.substr(equals + 1);
    std::replace(value.begin(), value.end(), '+', ' ');
    keep(secrets, http::percent_decode(value).value_or(value));
  }
}

void keep_parts(std::set<std::string>& secrets, const std::string& body) {
  for (const char* name : k_confidential) {
    const std::size_t at = body.find("name=\"" + std::string(name) + "\"\r\n");
    if (at == std::string::npos) continue;
    const std::size_t begin = body.find("\r\n\r\n", at) + 4;
    keep(secrets, body.substr(begin, body.find("\r\n", begin) - begin));
  }
}

void keep_authorization(std::set<std::string>& secrets, const std::string& value) {
  const std::size_t blank = value.find(' ');
  const std::string scheme = value.substr(0, blank);
  const std::string rest = blank == std::string::npos ? "" : value.substr(blank + 1);
  if (const std::size_t at = rest.find("Signature="); at != std::string::npos) {
    keep(secrets, rest.substr(at + 10));
    return;
  }
  keep(secrets, rest);
  if (text::to_lower(scheme) != "basic") return;
  const std::string pair = crypto::from_base64(rest).value_or("");
  keep(secrets, pair.substr(pair.find(':') + 1));
}

std::set<std::string> secrets_in(const Heard& heard) {
  std::set<std::string> secrets;
  const std::string line = heard.head.substr(0, heard.head.find("\r\n"));
  const std::string target = line.substr(line.find(' ') + 1, line.rfind(' ') - line.find(' ') - 1);
  if (const std::size_t query = target.find('?'); query != std::string::npos) {
    keep_fields(secrets, target.substr(query + 1));
  }
  keep_authorization(secrets, header_in(heard.head, "authorization"));
  const std::string type = header_in(heard.head, "content-type");
  if (type.starts_with("application/x-www-form-urlencoded")) keep_fields(secrets, heard.body);
  if (type.starts_with("multipart/form-data")) keep_parts(secrets, heard.body);
  return secrets;
}

/// The short ones first: words of a server are cut somewhere.
Echoed echoed(const Heard& heard) {
  const std::set<std::string> found = secrets_in(heard);
  std::vector<std::string> secrets(found.begin(), found.end());
  std::stable_sort(secrets.begin(), secrets.end(),
                   [](const auto& one, const auto& other) { return one.size() < other.size(); });
  Echoed echo;
  for (const std::string& secret : secrets) {
    echo.secrets += secret + " ";
    echo.percent_encoded += percent_encoded(secret, true) + " ";
    echo.base64 += base64_of(secret) + " ";
  }
  echo.request = heard.head + "\r\n" + heard.body.substr(0, 4096);
  return echo;
}

}  // namespace

EchoingServer::EchoingServer(const std::string& url_behind)
    : port_behind_(std::atoi(url_behind.c_str() + url_behind.rfind(':') + 1)),
      listener_([this](int descriptor) { serve(descriptor); }) {}

void EchoingServer::echo_after(std::size_t honest, EchoManner manner) {
  const std::lock_guard lock(mutex_);
  honest_ = honest;
  manner_ = std::move(manner);
  requests_ = echoes_ = 0;
  heard_.clear();
}

std::size_t EchoingServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::size_t EchoingServer::echoes() const {
  const std::lock_guard lock(mutex_);
  return echoes_;
}

std::set<std::string> EchoingServer::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

void EchoingServer::on_request(std::function<void()> watch) {
  const std::lock_guard lock(mutex_);
  watch_ = std::move(watch);
}

void EchoingServer::serve(int descriptor) {
  const auto heard = read_request(descriptor);
  if (!heard) return;
  std::function<std::string(const Echoed&)> echo;
  {
    const std::lock_guard lock(mutex_);
    for (const std::string& secret : secrets_in(*heard)) heard_.insert(secret);
    if (watch_) watch_();
    if (requests_++ >= honest_) {
      ++echoes_;
      echo = manner_.answer;
    }
  }
  send_all(descriptor, echo ? echo(echoed(*heard)) : answer_behind(port_behind_, *heard));
}

}  // namespace igbot::test
