// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace igbot::test {

/// What somebody was given.
struct FileRequest {
  std::string path;
  std::string agent;
};

/// A web server on 127.0.0.1 that lends files, for whoever fetches by URL.
class PublicFiles {
 public:
  PublicFiles();
  ~PublicFiles();
  PublicFiles(const PublicFiles&) = delete;
  PublicFiles& operator=(const PublicFiles&) = delete;

  /// Serves the bytes from now on, with that type and HTTP status; returns the URL.
  std::string put(const std::string& name, const std::string& bytes,
                  const std::string& mime = "image/jpeg", int status = 200);
  /// A URL that redirects to another.
  std::string put_redirect(const std::string& name, const std::string& to);
  /// A URL whose answer takes that long.
  std::string put_slow(const std::string& name, std::chrono::milliseconds delay);
  std::vector<FileRequest> requests() const;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace igbot::test
