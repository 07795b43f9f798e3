// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

namespace igbot::test {

/// A bucket "photos" with one picture, memes/a.jpg, for what does not need the real server of
/// S3Server, which takes seconds to start: requests must be signed, by whom and how is not checked.
/// It takes copies of other names, and shows them to anybody.
class TinyBucket {
 public:
  explicit TinyBucket(const std::string& picture);
  ~TinyBucket();
  TinyBucket(const TinyBucket&) = delete;
  TinyBucket& operator=(const TinyBucket&) = delete;

  /// An endpoint for path-style requests.
  std::string url() const;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace igbot::test
