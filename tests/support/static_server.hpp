// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace igbot::test {

/// A web server on loopback that shows the files of a folder below /media, as nginx would.
class StaticServer {
 public:
  explicit StaticServer(const std::filesystem::path& folder);
  ~StaticServer();
  StaticServer(const StaticServer&) = delete;
  StaticServer& operator=(const StaticServer&) = delete;

  /// "http://127.0.0.1:PORT/media".
  std::string url() const;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace igbot::test
