// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "tests/support/telegram_bot_api.hpp"

namespace httplib {
class Server;
struct Request;
struct Response;
}  // namespace httplib

namespace igbot::test {

/// A file of the chat page as it lies in tests/support/page, embedded at build time.
struct PageFile {
  std::string_view name;
  std::string_view content;
};
std::span<const PageFile> page_files();

/// Serves the chat page, where a person tries the bot in a browser: GET / and GET /chat/ID are the
/// page itself, everything below /_page is what it is made of and what it asks for. `api` outlives
/// the server.
void add_page_routes(httplib::Server& http, BotApi& api);

/// The headers of whatever the page asks for: nothing but the page's own files may run or show it.
void protect_page(httplib::Response& response);

/// Whether a request was made by another site that is open in a browser of this machine: it names
/// a foreign Origin, or reached us by a host name that is not this machine's own.
bool is_foreign(const httplib::Request& request);

}  // namespace igbot::test
