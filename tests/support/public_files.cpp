// SPDX-License-Identifier: MIT
#include "tests/support/public_files.hpp"

#include <httplib.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/loopback_connection.hpp"

namespace igbot::test {

class PublicFiles::Server {
 public:
  struct File {
    std::string bytes;
    std::string mime;
    int status = 200;
    std::string location = {};
    std::chrono::milliseconds delay{0};
  };

  Server() {
    http_.new_task_queue = [] { return new httplib::ThreadPool(8); };
    http_.set_tcp_nodelay(true);
    http_.Get("/.*", [this](const httplib::Request& request, httplib::Response& response) {
      answer(request, response);
    });
    port_ = http_.bind_to_any_port("127.0.0.1");
    if (port_ <= 0) throw std::runtime_error("the file server cannot listen");
    thread_ = std::thread([this] { http_.listen_after_bind(); });
    while (!http_.is_running()) std::this_thread::yield();
    widen_backlog(port_);
  }
  ~Server() {
    {
      const std::lock_guard lock(mutex_);
      is_stopped_ = true;
    }
    stopped_.notify_all();
    http_.stop();
    cut_connections(port_);
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string put(const std::string& name, File file) {
    const std::lock_guard lock(mutex_);
    files_["/" + name] = std::move(file);
    return "http://127.0.0.1:" + std::to_string(port_) + "/" + name;
  }
  std::vector<FileRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void answer(const httplib::Request& request, httplib::Response& response) {
    std::unique_lock lock(mutex_);
    requests_.push_back({request.path, request.get_header_value("User-Agent")});
    const auto found = files_.find(request.path);
    if (found == files_.end()) {
      response.status = 404;
      return;
    }
    const File file = found->second;
    stopped_.wait_for(lock, file.delay, [this] { return is_stopped_; });
    response.status = file.status;
    if (!file.location.empty()) response.set_header("Location", file.location);
    response.set_content(file.bytes, file.mime);
  }

  httplib::Server http_;
  int port_ = -1;
  std::thread thread_;
  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopped_ = false;
  std::map<std::string, File> files_;
  std::vector<FileRequest> requests_;
};

PublicFiles::PublicFiles() : server_(std::make_unique<Server>()) {}
PublicFiles::~PublicFiles() = default;

std::string PublicFiles::put(const std::string& name, const std::string& bytes,
                             const std::string& mime, int status) {
  return server_->put(name, {.bytes = bytes, .mime = mime, .status = status});
}
std::string PublicFiles::put_redirect(const std::string& name, const std::string& to) {
  return server_->put(name, {.bytes = "", .mime = "text/html", .status = 302, .location = to});
}
std::string PublicFiles::put_slow(const std::string& name, std::chrono::milliseconds delay) {
  return server_->put(name, {.bytes = "late", .mime = "image/jpeg", .delay = delay});
}
std::vector<FileRequest> PublicFiles::requests() const { return server_->requests(); }

}  // namespace igbot::test
