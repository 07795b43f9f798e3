// SPDX-License-Identifier: MIT
#include "tests/support/s3_server.hpp"

#include <httplib.h>

#include <stdexcept>

namespace igbot::test {

S3Server::S3Server()
    : process_("/usr/bin/python3",
               {"-W", "ignore", IGBOT_S3_SERVER_SCRIPT, (folder_.path() / "data").string()}) {}

void S3Server::put(const std::string& bucket, const std::string& key,
                   const std::string& bytes) const {
  httplib::Client client(url());
  const auto session = client.Get(
      "/auth/v1.0", {{"X-Storage-User", k_access_key_id}, {"X-Storage-Pass", k_secret_access_key}});
  if (!session) throw std::runtime_error("the S3 server gives no session");
  const httplib::Headers token{{"X-Auth-Token", session->get_header_value("X-Auth-Token")}};
  const std::string container = "/v1/AUTH_test/" + bucket;
  const char* const type = "application/octet-stream";
  const auto made = client.Put(container, token, "", type);
  const auto stored = client.Put(container + "/" + key, token, bytes, type);
  if (!made || !stored || stored->status != 201) {
    throw std::runtime_error("the S3 server does not store " + key);
  }
}

}  // namespace igbot::test
