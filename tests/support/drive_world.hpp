// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/media/media_source.hpp"
#include "providers/google_drive/google_drive.hpp"
#include "providers/http/curl_client.hpp"
#include "tests/support/drive_sandbox.hpp"
#include "tests/support/fake_clock.hpp"

namespace igbot::test {

/// A source on a folder of the Drive sandbox, with a clock that stands still.
struct DriveWorld {
  DriveWorld() { drive.set_now(clock.now()); }

  google_drive::GoogleConfig google() const {
    return {.api_base = drive.url(),
            .oauth_base = drive.url(),
            .accounts_base = drive.url(),
            .client_id = DriveSandbox::k_client_id,
            .client_secret = Secret(DriveSandbox::k_client_secret)};
  }
  std::unique_ptr<media::MediaSource> open(const std::string& folder) {
    return open(folder, {.kind = CredentialKind::google_service_account,
                         .secret = Secret(DriveSandbox::service_account_json())});
  }
  std::unique_ptr<media::MediaSource> open(const std::string& folder,
                                           const google_drive::DriveAccess& access) {
    return google_drive::make_drive_source(http, clock, google(), {.folder_id = folder}, access);
  }

  DriveSandbox drive;
  FakeClock clock;
  http::CurlClient http;
  std::string root = drive.add_folder(drive.my_drive(), "Stories");
};

/// All pages of a listing as one.
inline media::MediaPage whole_listing(media::MediaSource& source) {
  media::MediaPage whole = source.list(std::nullopt);
  for (std::optional<std::string> next = std::exchange(whole.next, std::nullopt); next;) {
    media::MediaPage page = source.list(next);
    whole.entries.insert(whole.entries.end(), page.entries.begin(), page.entries.end());
    whole.problems.insert(whole.problems.end(), page.problems.begin(), page.problems.end());
    whole.skipped += page.skipped;
    whole.incomplete = whole.incomplete || page.incomplete;
    next = page.next;
  }
  return whole;
}

using Paths = std::vector<std::string>;

/// In order.
inline Paths paths_of(const std::vector<media::MediaEntry>& entries) {
  Paths paths;
  for (const media::MediaEntry& entry : entries) paths.push_back(entry.path);
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::string bytes_of(media::MediaSource& source, const media::MediaEntry& entry) {
  std::string bytes;
  source.read({entry.identifier, entry.version}, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

/// What an action fails with: its kind and words; nothing thrown is ErrorKind::bug and "".
inline std::pair<ErrorKind, std::string> drive_failure(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return {error.kind(), error.what()};
  }
  return {ErrorKind::bug, ""};
}

}  // namespace igbot::test
