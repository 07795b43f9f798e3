// SPDX-License-Identifier: MIT
#include "providers/google_drive/drive_download.hpp"

#include <optional>
#include <utility>

#include "core/crypto/digest.hpp"
#include "core/http/url.hpp"
#include "core/text/text.hpp"
#include "providers/google_drive/drive_json.hpp"

namespace igbot::google_drive {
namespace {

constexpr const char* k_sync_hint = "igbotctl media sync";
constexpr std::size_t k_room_for_errors = 1U << 20U;

Error changed_file(const std::string& path) {
  return {ErrorKind::not_found, "file of Google Drive changed while it was read: " + path,
          k_sync_hint};
}

/// On the slowest line that is still waited for.
std::chrono::seconds time_for(std::int64_t bytes) {
  constexpr std::int64_t k_slowest_bytes_per_second = 100'000;
  return std::chrono::seconds(60 + bytes / k_slowest_bytes_per_second);
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Where the part of a 206 begins: "bytes 100-199/200"; nothing for anything else.
std::optional<std::int64_t> range_begin(const http::Response& head) {
  const std::string value = head.header("Content-Range").value_or("");
  constexpr std::string_view k_unit = "bytes ";
  const std::size_t dash = value.find('-');
  if (!value.starts_with(k_unit) || dash == std::string::npos) return std::nullopt;
  return text::to_integer(value.substr(k_unit.size(), dash - k_unit.size()));
}

/// One file on its way to the sink.
class Download {
 public:
  Download(DriveApi& api, media::MediaRef ref, const media::MediaSource::Sink& sink)
      : api_(api), ref_(std::move(ref)), sink_(sink), file_(look()) {
    if (!file_.sha256.empty()) {
      digest_.emplace(crypto::DigestAlgorithm::sha256);
    } else if (!file_.md5.empty()) {
      digest_.emplace(crypto::DigestAlgorithm::md5);
    }
  }

  void run() {
    std::chrono::milliseconds waited{0};
    for (int tries = 1; done_ < *file_.size; ++tries) {
      const std::int64_t before = done_;
      const std::optional<std::chrono::seconds> retry_after = transfer();
      if (done_ == *file_.size) break;
      if (done_ > before) {
        tries = 1;
        waited = {};
      }
      if (++breaks_ > k_most_breaks || !api_.retries().wait(tries, waited, retry_after)) {
        throw Error(ErrorKind::temporary,
                    "file of Google Drive could not be read to its end: " + file_.name,
                    "check the network and try again");
      }
      if (done_ > 0) look();
    }
    verify();
  }

 private:
  static constexpr int k_most_breaks = 100;
  static constexpr int k_most_redirects = 3;

  std::string name() const {
    return part_of_path(file_.name.empty() ? ref_.identifier : file_.name);
  }

  /// The file as it is now; throws unless it is the version that is wanted.
  DriveFile look() {
    DriveFile file = api_.file(ref_.identifier, ref_.identifier);
    if (file.is_shortcut() && is_drive_id(file.target_id)) {
      file = api_.file(file.target_id, ref_.identifier);
    }
    const std::string path = part_of_path(file.name);
    if (file.is_trashed) {
      throw Error(ErrorKind::not_found, "file of Google Drive is in the trash: " + path,
                  k_sync_hint);
    }
    if (version_of(file) != ref_.version) throw changed_file(path);
    const EntryOrProblem readable = entry_of(file, file.id, path);
    if (readable.entry) return file;
    throw Error(ErrorKind::not_found,
                "file of Google Drive cannot be read: " + path + " (" + readable.reason + ")",
                k_sync_hint);
  }

  /// One transfer of what is missing. Ends without an error when it may go on; with how long Drive
  /// asks to wait.
  std::optional<std::chrono::seconds> transfer() {
    http::Response response;
    try {
      response = follow_redirects();
    } catch (const http::TransportError&) {
      return std::nullopt;  // broke: goes on from where it is
    }
    if (response.ok()) {
      if (*file_.size > 0 && done_ == 0) throw changed_file(name());
      return std::nullopt;
    }
    if (response.status == 416) throw changed_file(name());
    if (is_passing(response)) return retry_after_of(response);
    throw refusal_of(response, "reading a file of Google Drive: " + name());
  }

  http::Response follow_redirects() {
    const std::string first = api_.url_of("/files/" + http::percent_encode(file_.id) +
                                          "?alt=media&supportsAllDrives=true");
    std::string url = first;
    http::Response response = api_.send_with_token(request_for(url));
    bool has_token = true;
    for (int hops = 0; is_redirect(response.status); ++hops) {
      url = next_url(response, url, first, hops);
      has_token = has_token && http::origin_of_url(url) == http::origin_of_url(first);
      http::Request request = request_for(url);
      // Nobody outside may send us to a machine within.
      request.only_public = !has_token && !http::is_loopback_url(first);
      response = has_token ? api_.send_with_token(request) : api_.http().send(request);
    }
    return response;
  }

  std::string next_url(const http::Response& response, const std::string& from,
                       const std::string& first, int hops) const {
    std::string to = response.header("Location").value_or("");
    if (to.starts_with("/") && !to.starts_with("//")) to = http::origin_of_url(from) + to;
    // Plain http is for tests: nobody outside may send us to a server of this machine.
    const bool is_safe =
        http::is_allowed_url(to) && (!http::is_loopback_url(to) || http::is_loopback_url(first));
    if (is_safe && hops < k_most_redirects) return to;
    throw Error(ErrorKind::failed,
                "reading a file of Google Drive failed: it is redirected " +
                    std::string(is_safe ? "too often" : "to an address that is not allowed") +
                    ": " + name(),
                "check google.api_base");
  }

  http::Request request_for(const std::string& url) {
    const std::int64_t missing = *file_.size - done_;
    http::Request request{.url = url};
    if (done_ > 0) {
      request.headers.push_back({"Range", "bytes=" + std::to_string(done_) + "-"});
    }
    request.timeout = time_for(missing);
    request.max_response_bytes = static_cast<std::size_t>(missing) + k_room_for_errors;
    request.on_body = [this, begin = done_](const http::Response& head, std::string_view piece) {
      take(head, begin, piece);
    };
    return request;
  }

  void take(const http::Response& head, std::int64_t begin, std::string_view piece) {
    const bool is_right_part = head.status == 206 ? range_begin(head) == begin : begin == 0;
    if (!is_right_part) {
      throw Error(ErrorKind::temporary,
                  "file of Google Drive broke off, and the rest was not sent: " + name(),
                  "try again");
    }
    if (static_cast<std::int64_t>(piece.size()) > *file_.size - done_) throw changed_file(name());
    if (digest_) digest_->update(piece);
    sink_(piece);
    done_ += static_cast<std::int64_t>(piece.size());
  }

  void verify() {
    if (!digest_) return;
    const std::string& expected = file_.sha256.empty() ? file_.md5 : file_.sha256;
    if (digest_->hex() != expected) throw changed_file(name());
  }

  DriveApi& api_;
  media::MediaRef ref_;
  const media::MediaSource::Sink& sink_;
  DriveFile file_;
  std::optional<crypto::Digest> digest_;
  std::int64_t done_ = 0;
  int breaks_ = 0;
};

}  // namespace

void download(DriveApi& api, const media::MediaRef& ref, const media::MediaSource::Sink& sink) {
  if (!is_drive_id(ref.identifier)) {
    throw Error(ErrorKind::not_found, "not the id of a file of Google Drive", k_sync_hint);
  }
  Download(api, ref, sink).run();
}

}  // namespace igbot::google_drive
