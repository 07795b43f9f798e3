// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "core/text/html.hpp"
#include "tests/support/echoing_server.hpp"
#include "tests/support/lying_server.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

std::string dumped(const json& document) {
  return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// What may stand in a header.
std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text;
}

std::string everything(const Echoed& echo) {
  return echo.secrets + "\n" + echo.percent_encoded + "\n" + echo.base64 + "\n" + echo.request;
}

/// Graph API, Drive and Cloudinary have their words in the same place; the code is one that Graph
/// explains in its own.
std::string error_object(const std::string& words) {
  return bytes_of({.status = 400,
                   .body = dumped({{"error",
                                    {{"message", words},
                                     {"type", words},
                                     {"code", 299},
                                     {"error_user_title", words},
                                     {"error_user_msg", words},
                                     {"fbtrace_id", words},
                                     {"status", words},
                                     {"errors", {{{"message", words}, {"reason", words}}}}}}})});
}

/// Google's token endpoint and api.instagram.com.
std::string error_text(const std::string& words) {
  return bytes_of({.status = 400,
                   .body = dumped({{"error", words},
                                   {"error_description", words},
                                   {"error_type", words},
                                   {"error_message", words},
                                   {"code", 400},
                                   {"description", words}})});
}

std::string error_xml(const std::string& words) {
  const std::string said = text::escape_html(words);
  return bytes_of(
      {.status = 403,
       .type = "application/xml",
       .body = "<Error><Code>" + said + "</Code><Message>" + said + "</Message><Region>" + said +
               "</Region><AWSAccessKeyId>" + said + "</AWSAccessKeyId><StringToSign>" + said +
               "</StringToSign><SignatureProvided>" + said + "</SignatureProvided></Error>"});
}

std::string error_header(const std::string& words) {
  const std::string said = on_one_line(words);
  std::string bytes = bytes_of({.status = 400,
                                .type = "",
                                .headers = {{"X-Cld-Error", said},
                                            {"WWW-Authenticate", "Bearer error=\"" + said + "\""},
                                            {"x-amz-bucket-region", said},
                                            {"Retry-After", said},
                                            {"ETag", '"' + said + '"'}}});
  return "HTTP/1.1 400 " + said + bytes.substr(bytes.find("\r\n"));
}

/// Whoever takes words over cuts them somewhere, so each place is met by two manners.
std::vector<EchoManner> refusals() {
  struct Place {
    std::string name;
    std::string (*put)(const std::string&);
  };
  std::vector<EchoManner> manners;
  for (const Place& place : {Place{"an error object", error_object},
                             {"an error of words", error_text},
                             {"an error of XML", error_xml},
                             {"headers", error_header}}) {
    const auto put = place.put;
    manners.push_back({place.name + ", plain and percent-encoded", [put](const Echoed& echo) {
                         return put(echo.secrets + echo.percent_encoded);
                       }});
    manners.push_back({place.name + ", in base64 and as the request came",
                       [put](const Echoed& echo) { return put(echo.base64 + echo.request); }});
  }
  return manners;
}

std::string page_of(const Echoed& echo, int status) {
  return bytes_of({.status = status,
                   .type = "text/html",
                   .body = "<html><title>" + echo.secrets + "</title><pre>" + everything(echo) +
                           "</pre></html>"});
}

std::string redirect_with_all(const Echoed& echo) {
  std::string all = on_one_line(echo.secrets + echo.base64);
  return bytes_of({.status = 302,
                   .headers = {{"Location", "http://127.0.0.1:1/?access_token=" + all}},
                   .body = everything(echo)});
}

/// The next page lies where the request went to, as Graph writes it.
std::string next_page(const Echoed& echo) {
  const std::string target =
      echo.request.substr(0, echo.request.find(" HTTP/")).substr(echo.request.find(' ') + 1);
  return bytes_of(
      {.body = dumped({{"data", {{{"id", echo.secrets}, {"message", everything(echo)}}}},
                       {"message", everything(echo)},
                       {"status_code", "ERROR"},
                       {"status", echo.secrets + echo.base64},
                       {"paging",
                        {{"next", "http://127.0.0.1:1" + target + "&access_token=" + echo.secrets},
                         {"previous", echo.secrets}}}})});
}

std::string no_answer(const Echoed& echo) { return everything(echo); }

std::string half_an_answer(const Echoed& echo) {
  const std::string body = R"({"error": {"message": ")" + echo.secrets;
  return "HTTP/1.1 400 said\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size() + 10) + "\r\n\r\n" + body;
}

}  // namespace

std::vector<EchoManner> echo_manners() {
  std::vector<EchoManner> manners = refusals();
  manners.push_back({"a page of an error", [](const Echoed& echo) { return page_of(echo, 403); }});
  manners.push_back({"a page", [](const Echoed& echo) { return page_of(echo, 200); }});
  manners.push_back({"a redirect", redirect_with_all});
  manners.push_back({"a next page", next_page});
  manners.push_back({"no HTTP at all", no_answer});
  manners.push_back({"half an answer", half_an_answer});
  return manners;
}

}  // namespace igbot::test
