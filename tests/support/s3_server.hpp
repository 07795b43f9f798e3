// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "tests/support/ready_process.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::test {

/// A real S3-compatible server on loopback (OpenStack Swift, see swift_s3.py) with a folder of its
/// own, both gone with the object. It takes seconds to start.
class S3Server {
 public:
  static constexpr const char* k_access_key_id = "test:tester";
  static constexpr const char* k_secret_access_key = "testing";
  static constexpr const char* k_region = "us-east-1";
  /// The name below which it takes bucket names as host names.
  static constexpr const char* k_domain = "s3.localhost";

  S3Server();

  const std::string& url() const { return process_.url(); }

  /// Makes the bucket when it is not there and puts an object into it, past the S3 interface. `key`
  /// is put as it stands in a URL. Throws std::runtime_error when the server refuses.
  void put(const std::string& bucket, const std::string& key, const std::string& bytes) const;

 private:
  TemporaryFolder folder_;
  ReadyProcess process_;
};

}  // namespace igbot::test
