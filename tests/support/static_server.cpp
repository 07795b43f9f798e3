// SPDX-License-Identifier: MIT
#include "tests/support/static_server.hpp"

#include <httplib.h>

#include <stdexcept>
#include <thread>

#include "tests/support/loopback_connection.hpp"

namespace igbot::test {

class StaticServer::Server {
 public:
  explicit Server(const std::filesystem::path& folder) {
    if (!server_.set_mount_point("/media", folder.string())) {
      throw std::runtime_error("not a folder: " + folder.string());
    }
    port_ = server_.bind_to_any_port("127.0.0.1");
    if (port_ < 0) throw std::runtime_error("no port for the web server");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Server() {
    server_.stop();
    cut_connections(port_);
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  int port() const { return port_; }

 private:
  httplib::Server server_;
  std::thread thread_;
  int port_ = 0;
};

StaticServer::StaticServer(const std::filesystem::path& folder)
    : server_(std::make_unique<Server>(folder)) {}
StaticServer::~StaticServer() = default;

std::string StaticServer::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port()) + "/media";
}

}  // namespace igbot::test
