// SPDX-License-Identifier: MIT
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/drive_sandbox.hpp"
#include "tests/support/drive_service.hpp"

namespace igbot::test {

/// The two hosts of the Drive sandbox: the API with its token endpoint, and where downloads may be
/// sent on to.
class DriveSandbox::Server {
 public:
  Server();
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void release();

  std::mutex mutex;  // what follows is kept by it
  DriveService service;
  DriveOauth oauth;
  DriveFaults faults;
  std::vector<RecordedDriveCall> calls;
  std::optional<Timestamp> now;
  bool redirects = false;

 private:
  int start(httplib::Server& server, std::thread& thread);
  Timestamp present() const;
  void handle(const httplib::Request& request, httplib::Response& response);
  void answer(const httplib::Request& request, const RecordedDriveCall& call,
              const std::optional<DriveFault>& fault, httplib::Response& response);
  nlohmann::json answer_json(const RecordedDriveCall& call, const std::string& id,
                             const std::optional<DriveFault>& fault);
  void answer_content(const httplib::Request& request, const std::optional<DriveFault>& fault,
                      httplib::Response& response);
  void answer_oauth(const httplib::Request& request, const RecordedDriveCall& call,
                    httplib::Response& response);
  void consent(const DriveParameters& given, httplib::Response& response);

  httplib::Server api_;
  httplib::Server content_;
  std::thread api_thread_;
  std::thread content_thread_;
  int port_ = 0;
  int content_port_ = 0;
  int releases_ = 0;
  std::condition_variable released_;
};

}  // namespace igbot::test
