// SPDX-License-Identifier: MIT
#include "tests/support/lies.hpp"

#include <iterator>

namespace igbot::test {
namespace {

using namespace std::string_literals;

using std::chrono::milliseconds;

constexpr std::size_t k_piece{64UL * 1024};
constexpr std::size_t k_oversized{32UL << 20U};
constexpr milliseconds k_drip{20};

const char* const k_ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/// Status, type and further headers of an answer, without its length and the end of the head.
std::string head_of(const PlainAnswer& truth) {
  std::string head = bytes_of({truth.status, truth.type, truth.headers, ""});
  const std::size_t length = head.find("Content-Length:");
  head.resize(length == std::string::npos ? head.size() - 2 : length);
  return head;
}

std::string chunk(std::string_view bytes) {
  constexpr std::string_view k_hex = "0123456789abcdef";
  std::string size;
  for (std::size_t left = bytes.size(); left > 0; left /= 16) size.insert(0, 1, k_hex[left % 16]);
  return (size.empty() ? "0" : size) + "\r\n" + std::string(bytes) + "\r\n";
}

/// A lie that is said in one go; the connection ends behind it.
Lie said(const std::string& name, std::function<std::string(const PlainAnswer&)> bytes) {
  return {name, [bytes = std::move(bytes)](Conversation& with, const PlainAnswer& truth) {
            with.send(bytes(truth));
          }};
}

/// A whole answer with another body.
Lie body(const std::string& name, const std::string& bytes,
         const std::string& type = "application/json", int status = 200) {
  return said(name, [=](const PlainAnswer&) {
    return bytes_of({.status = status, .type = type, .body = bytes});
  });
}

/// The truth as that status, with a Location.
Lie redirect(int status, const std::string& name,
             std::function<std::string(const Conversation&)> to) {
  return {std::to_string(status) + " " + name,
          [status, to = std::move(to)](Conversation& with, const PlainAnswer& truth) {
            PlainAnswer answer = truth;
            answer.status = status;
            answer.headers.emplace_back("Location", to(with));
            with.send(bytes_of(answer));
          }};
}

Lie endless(const std::string& name, const std::string& head, const std::string& piece) {
  return {name, [=](Conversation& with, const PlainAnswer&) {
            if (with.send(head)) with.send_for_ever(piece);
          }};
}

Lie dripping(const std::string& name, const std::string& first, const std::string& piece) {
  return {name,
          [=](Conversation& with, const PlainAnswer&) {
            if (with.send(first)) with.send_for_ever(piece, k_drip);
          },
          true};
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

Lie the_truth() {
  return {"the truth", [](Conversation& with, const PlainAnswer& truth) {
            std::string bytes = bytes_of(truth);
            if (with.method == "HEAD") bytes.resize(bytes.size() - truth.body.size());
            with.goes_on = with.send(bytes);
          }};
}

std::vector<Lie> lies_of_transport() {
  const std::string junk(k_piece, 'x');
  return {
      {"silence", [](Conversation& with, const PlainAnswer&) { with.wait(); }, true},
      dripping("a head that drips", "HTTP/1.1 200 OK\r\n", "X: y\r\n"),
      dripping("a body that drips", std::string(k_ok) + "Content-Length: 1000000\r\n\r\n", " "),
      {"a body that stops",
       [](Conversation& with, const PlainAnswer& truth) {
         const std::string length = std::to_string(truth.body.size() + 1);
         with.send(head_of(truth) + "Content-Length: " + length + "\r\n\r\n" + truth.body);
         with.wait();
       },
       true},
      {"the end without an answer", [](Conversation&, const PlainAnswer&) {}},
      {"a reset without an answer", [](Conversation& with, const PlainAnswer&) { with.reset(); }},
      {"a reset within the head",
       [](Conversation& with, const PlainAnswer&) {
         with.send("HTTP/1.1 200 OK\r\nConte");
         with.reset();
       }},
      said("half a head", [](const PlainAnswer&) { return "HTTP/1.1 200 OK\r\nContent-"; }),
      said("a body too short",
           [](const PlainAnswer& truth) {
             return head_of(truth) + "Content-Length: " + std::to_string(truth.body.size() + 9) +
                    "\r\n\r\n" + truth.body;
           }),
      said("a last chunk that is missing",
           [](const PlainAnswer& truth) {
             return head_of(truth) + "Transfer-Encoding: chunked\r\n\r\n" + chunk(truth.body + " ");
           }),
      endless("endless chunks", std::string(k_ok) + "Transfer-Encoding: chunked\r\n\r\n",
              chunk(junk)),
      endless("an endless body", std::string(k_ok) + "Connection: close\r\n\r\n", junk),
      endless("a body of 32 MiB",
              std::string(k_ok) + "Content-Length: " + std::to_string(k_oversized) + "\r\n\r\n",
              junk),
      endless("endless headers", "HTTP/1.1 200 OK\r\n",
              repeated("X: " + std::string(200, 'y') + "\r\n", 50)),
      endless("one endless header", "HTTP/1.1 200 OK\r\nX: ", junk),
      endless("endless interim answers", "", repeated("HTTP/1.1 103 Early\r\nX: y\r\n\r\n", 100)),
      endless("endless 100 Continue", "", repeated("HTTP/1.1 100 Continue\r\n\r\n", 100)),
  };
}

std::vector<Lie> lies_of_head() {
  const auto with_line = [](const std::string& line) {
    return [line](const PlainAnswer& truth) {
      std::string bytes = bytes_of(truth);
      return line + bytes.substr(bytes.find("\r\n"));
    };
  };
  const auto with_status = [](int status) {
    return [status](PlainAnswer truth) {
      truth.status = status;
      return bytes_of(truth);
    };
  };
  const auto to_trap = [](const Conversation& with) { return with.trap + "/"; };
  const auto to_itself = [](const Conversation& with) { return with.target; };
  return {
      said("HTTP/0.9", [](const PlainAnswer& truth) { return truth.body + "\n"; }),
      said("no HTTP at all", [](const PlainAnswer&) { return "220 smtp.example.org ESMTP\r\n"; }),
      said("HTTP/9.9", with_line("HTTP/9.9 200 OK")),
      said("a status of words", with_line("HTTP/1.1 OK fine")),
      said("status 999", with_status(999)),
      said("status 600", with_status(600)),
      said("the truth as 500", with_status(500)),
      said("the truth as 502", with_status(502)),
      said("the truth as 504", with_status(504)),
      said("the truth as 304", with_status(304)),
      said("two lengths",
           [](const PlainAnswer& truth) {
             return head_of(truth) +
                    "Content-Length: 3\r\nContent-Length: " + std::to_string(truth.body.size()) +
                    "\r\n\r\n" + truth.body;
           }),
      said("a negative length",
           [](const PlainAnswer& truth) {
             return head_of(truth) + "Content-Length: -5\r\n\r\n" + truth.body;
           }),
      said("a length beyond numbers",
           [](const PlainAnswer& truth) {
             return head_of(truth) + "Content-Length: 99999999999999999999999\r\n\r\n" + truth.body;
           }),
      said("a chunk of no size",
           [](const PlainAnswer& truth) {
             return head_of(truth) + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + truth.body;
           }),
      said("a chunk beyond numbers",
           [](const PlainAnswer& truth) {
             return head_of(truth) + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" +
                    truth.body;
           }),
      said("length and chunks",
           [](const PlainAnswer& truth) {
             return head_of(truth) + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n" +
                    chunk(truth.body) + "0\r\n\r\n";
           }),
      said("two types",
           [](const PlainAnswer& truth) {
             return head_of(truth) + "Content-Type: text/html\r\nContent-Length: " +
                    std::to_string(truth.body.size()) + "\r\n\r\n" + truth.body;
           }),
      said("gzip that is none",
           [](const PlainAnswer& truth) {
             return head_of(truth) +
                    "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08z";
           }),
      redirect(301, "to a machine within", to_trap),
      redirect(302, "to a machine within", to_trap),
      redirect(303, "to a machine within", to_trap),
      redirect(307, "to a machine within", to_trap),
      redirect(308, "to a machine within", to_trap),
      redirect(302, "to itself", to_itself),
      redirect(307, "to a file", [](const Conversation&) { return "file:///etc/passwd"; }),
      redirect(302, "to two places",
               [](const Conversation& with) {
                 return with.trap + "/\r\nLocation: " + with.trap + "/2";
               }),
      redirect(300, "to nowhere", [](const Conversation&) { return ""; }),
  };
}

std::vector<Lie> lies_of_body() {
  const std::string k_ids_of_wrong_types =
      R"({"ok": true, "id": [1], "user_id": {}, "username": 5, "access_token": 7, "data": "x",
          "result": {"message_id": "7", "id": "x", "url": 3, "status": []}, "files": 7,
          "expires_in": "soon", "status_code": 1, "permalink": 2, "eager": {"0": 1}, "bytes": "x",
          "secure_url": null, "resources": [5], "changes": {}, "startPageToken": 5,
          "newStartPageToken": 1, "mimeType": [], "scope": 5, "refresh_token": []})";
  return {
      body("nothing", ""),
      body("204", "", "", 204),
      body("a web page", "<!DOCTYPE html><title>Log in to this network</title>", "text/html"),
      body("a web page as 502", "<html>Bad Gateway</html>", "text/html", 502),
      body("a web page as 504", "<html>Gateway Timeout</html>", "text/html", 504),
      body("a web page as 403", "<html>Blocked by your administrator</html>", "text/html", 403),
      body("a web page as 511", "<html>Log in</html>", "text/html", 511),
      body("a number", "5"),
      body("a text", R"("ok")"),
      body("null", "null"),
      body("true", "true"),
      body("a list", R"([{"id": "17"}, {"ok": true}])"),
      body("an empty object", "{}"),
      body("ids of wrong types", k_ids_of_wrong_types),
      body(
          "the same key twice",
          R"({"id": "17", "id": null, "ok": true, "ok": 5, "result": {"message_id": 7}, "result": 0,
               "access_token": "x", "access_token": {}, "data": [], "data": 1, "files": [],
               "files": 0, "resources": [], "resources": 1, "result": 1, "url": ""})"),
      body("huge numbers",
           R"({"ok": true, "id": 1e999, "result": {"message_id": 99999999999999999999999},
               "expires_in": 9223372036854775808, "bytes": 1e400})"),
      body("numbers with a point",
           R"({"ok": true, "id": 1.5, "result": {"message_id": 1.5, "id": 0.1}, "user_id": 2.5})"),
      body("bytes that are no UTF-8", "{\"id\": \"\xff\xfe\", \"ok\": \"\xc0\x80\"}"),
      body("NUL within", "{\"ok\": tr\0ue, \"id\": \"1\0\"}"s),
      body("20,000 lists in one another", std::string(20'000, '[')),
      body("10,000 objects in one another", repeated(R"({"result":)", 10'000)),
      body(
          "lists in one another within an object",
          R"({"ok": true, "result": )" + std::string(10'000, '[') + std::string(10'000, ']') + "}"),
      said("half of the truth",
           [](const PlainAnswer& truth) {
             PlainAnswer half = truth;
             half.body.resize(half.body.size() / 2);
             if (half.body.empty()) half.body = "<Err";
             return bytes_of(half);
           }),
      body("XML that never closes", repeated("<a>", 30'000), "application/xml"),
      body("XML of another kind", "<?xml version=\"1.0\"?><Ok/>", "application/xml"),
  };
}

std::vector<Lie> all_lies() {
  std::vector<Lie> all = lies_of_transport();
  for (std::vector<Lie> more : {lies_of_head(), lies_of_body()}) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace igbot::test
