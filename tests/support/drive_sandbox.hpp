// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "tests/support/drive_faults.hpp"
#include "tests/support/drive_oauth.hpp"

namespace igbot::test {

struct RecordedDriveCall {
  std::string endpoint;  ///< as in DriveSandbox::fail_next
  std::string path;
  std::map<std::string, std::string> fields;  ///< of the query, or of the form that was posted
  std::string range;
  bool had_token = false;
  int status = 0;
};

/// Google's Drive v3 with its token endpoint and consent page on 127.0.0.1: strict (unknown
/// parameters, a missing `fields`, queries outside of the documented grammar and flags that shared
/// drives need are refused), with a changes feed of everything that a test does to the tree, and
/// able to fail in every way of DriveFaultKind. Safe for use by several threads.
class DriveSandbox {
 public:
  DriveSandbox();
  ~DriveSandbox();
  DriveSandbox(const DriveSandbox&) = delete;
  DriveSandbox& operator=(const DriveSandbox&) = delete;

  /// "http://127.0.0.1:PORT": a value for google.api_base, google.oauth_base and
  /// google.accounts_base.
  std::string url() const;

  // Credentials
  static constexpr const char* k_client_id = DriveOauth::k_client_id;
  static constexpr const char* k_client_secret = DriveOauth::k_client_secret;
  static constexpr const char* k_service_account = DriveOauth::k_service_account;
  /// A key file of the service account, as Google makes it.
  static std::string service_account_json();
  /// A fresh one.
  std::string refresh_token();
  bool knows_refresh_token(const std::string& token) const;
  /// A code as a person's browser brings it back after consenting.
  std::string grant(const std::string& redirect_uri, const std::string& challenge,
                    const std::string& scope = DriveOauth::k_scope);
  void expire_access_tokens();
  void revoke_refresh_tokens();
  void withhold_refresh_tokens();
  /// Where those find it who come through a server in front.
  void set_outer_url(const std::string& url);
  /// From now on it is this time here; before, it is the system's.
  void set_now(Timestamp now);

  // What is in it; all return ids and take them
  std::string my_drive() const;
  std::string add_folder(const std::string& parent, const std::string& name);
  /// A folder of somebody else that was shared.
  std::string add_shared_folder(const std::string& name);
  /// The id is that of its root folder as well.
  std::string add_shared_drive(const std::string& name);
  /// With the mimeType of the name's extension.
  std::string add_file(const std::string& parent, const std::string& name,
                       const std::string& bytes);
  std::string add_file_of_type(const std::string& parent, const std::string& name,
                               const std::string& mime, const std::string& bytes);
  std::string add_shortcut(const std::string& parent, const std::string& name,
                           const std::string& target);
  void replace(const std::string& id, const std::string& bytes);
  void rename(const std::string& id, const std::string& name);
  void move(const std::string& id, const std::string& parent);
  void trash(const std::string& id);
  void untrash(const std::string& id);
  /// For ever, with everything below.
  void remove(const std::string& id);
  /// Changes its metadata alone.
  void touch(const std::string& id);
  void forbid_download(const std::string& id);
  void allow_download(const std::string& id);
  /// Lets Drive know no checksum of it.
  void forget_digests(const std::string& id);
  /// A JSON merge patch over everything that is answered about it.
  void patch(const std::string& id, const std::string& json);

  // How it behaves
  /// Entries on a page of any listing, whatever was asked for.
  void set_page_size(std::size_t entries);
  /// Downloads are sent on to another host, which refuses tokens.
  void redirect_downloads(bool redirects);
  /// Endpoints: files.list files.get files.download content changes.start changes.list drives.list
  /// drives.get token revoke.
  void fail_next(const std::string& endpoint, const DriveFault& fault, int times = 1);
  /// What was to fail does not any more.
  void forget_faults();
  /// Lets every hanging call go on.
  void release();

  /// Every call so far, in order; with a name only those of one endpoint.
  std::vector<RecordedDriveCall> calls(const std::string& endpoint = {}) const;
  void forget_calls();

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace igbot::test
