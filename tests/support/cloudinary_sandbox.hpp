// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

namespace igbot::test {

/// Cloudinary on loopback, as its Upload and Admin API references describe it, and stricter: what
/// is not documented or not signed right is refused. Unknown fields, signatures (SHA-256 of the
/// sorted parameters), timestamps older than an hour, files of the other resource type and
/// parameters that have no business there are all looked at.
///
/// It delivers as an account with strict transformations and automatic optimisation does: a picture
/// comes as JPEG only in the form that was made during its upload, and as WebP otherwise.
class CloudinarySandbox {
 public:
  static constexpr const char* k_cloud = "igbot-test";
  static constexpr const char* k_key = "123456789012345";
  static constexpr const char* k_secret = "sandboxCloudSecret_0123456789";

  CloudinarySandbox();
  ~CloudinarySandbox();
  CloudinarySandbox(const CloudinarySandbox&) = delete;
  CloudinarySandbox& operator=(const CloudinarySandbox&) = delete;

  /// "http://127.0.0.1:PORT", the value for staging.api_base.
  std::string url() const;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace igbot::test
