// SPDX-License-Identifier: MIT
#include "tests/support/s3_server.hpp"

namespace igbot::test {

S3Server::S3Server()
    : process_("/usr/bin/python3",
               {"-W", "ignore", IGBOT_S3_SERVER_SCRIPT, (folder_.path() / "data").string()}) {}

}  // namespace igbot::test
