// SPDX-License-Identifier: MIT
#include "providers/s3/download.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "core/text/text.hpp"
#include "providers/http/download_time.hpp"
#include "providers/s3/repeat.hpp"
#include "providers/s3/s3_error.hpp"

namespace igbot::s3 {
namespace {

constexpr std::chrono::seconds k_usual_time{60};

/// Thrown through the HTTP client in place of what the sink threw, which is no reason to repeat.
struct SinkRefused {};

[[noreturn]] void cannot_be_read(const std::string& why) {
  throw Error(ErrorKind::not_found, "cannot be read: " + why);
}

Error unusable_answer() {
  return {ErrorKind::temporary, "no usable answer from s3: object",
          "check that the endpoint speaks S3"};
}

/// Where the bytes of an answer lie in their object (RFC 9110, 14.4).
struct Place {
  std::int64_t from = 0;
  std::int64_t total = 0;
};

/// "bytes 5-9/10": from 5 to the end of 10.
std::optional<Place> place_in(const std::string& content_range) {
  constexpr std::string_view k_unit = "bytes ";
  const std::size_t dash = content_range.find('-');
  const std::size_t slash = content_range.find('/');
  if (!content_range.starts_with(k_unit) || dash == std::string::npos ||
      slash == std::string::npos || slash < dash) {
    return std::nullopt;
  }
  const std::string_view text = content_range;
  const auto from = text::to_integer(text.substr(k_unit.size(), dash - k_unit.size()));
  const auto last = text::to_integer(text.substr(dash + 1, slash - dash - 1));
  const auto total = text::to_integer(text.substr(slash + 1));
  if (!from || !last || !total || *last != *total - 1) return std::nullopt;
  return Place{*from, *total};
}

class Download {
 public:
  Download(S3Client& client, Clock& clock, const ObjectVersion& version,
           const std::function<void(std::string_view)>& sink)
      : client_(client), clock_(clock), version_(version), sink_(sink) {
    if (version.etag_may_be_md5 && is_md5(version.etag)) md5_.emplace(crypto::DigestAlgorithm::md5);
  }

  void run() {
    try {
      repeat_while_temporary(clock_, [this] { transfer(); });
    } catch (const SinkRefused&) {
      std::rethrow_exception(sink_failure_);
    }
    if (md5_ && md5_->hex() != text::to_lower(version_.etag)) {
      cannot_be_read("changed while it was read");
    }
  }

 private:
  void transfer() {
    http::Request transport;
    transport.max_response_bytes = static_cast<std::size_t>(k_largest_object);
    // The longest that any object may take; what this one may take is known once it answers.
    transport.timeout = k_usual_time + http::time_to_download(k_largest_object);
    deadline_ = clock_.now() + k_usual_time;
    transport.is_canceled = [this] { return clock_.now() > deadline_; };
    is_head_seen_ = false;
    transport.on_body = [this](const http::Response& head, std::string_view piece) {
      look_at(head);
      take(piece);
    };
    std::vector<http::Header> headers{{"If-Match", '"' + version_.etag + '"'}};
    if (got_ > 0) headers.push_back({"Range", "bytes=" + std::to_string(got_) + "-"});
    const http::Response response =
        client_.get(version_.key, std::move(headers), std::move(transport));
    if (!response.ok()) refuse(response);
    look_at(response);
    if (got_ != total_) throw unusable_answer();
  }

  void look_at(const http::Response& head) {
    if (is_head_seen_) return;
    is_head_seen_ = true;
    const std::optional<Place> place = place_of(head);
    if (!place || place->from != got_ || place->total < got_) throw unusable_answer();
    std::string etag = head.header("ETag").value_or(version_.etag);
    std::erase(etag, '"');
    if (etag != version_.etag || (got_ > 0 && place->total != total_)) {
      cannot_be_read("changed since it was listed");
    }
    if (place->total > k_largest_object) cannot_be_read("larger than 4 GiB");
    total_ = place->total;
    deadline_ += http::time_to_download(total_ - got_);
    if (has_opaque_etag(head)) md5_.reset();
  }

  std::optional<Place> place_of(const http::Response& head) const {
    if (got_ > 0) {
      if (head.status != 206) return std::nullopt;
      return place_in(head.header("Content-Range").value_or(""));
    }
    const auto size = text::to_integer(head.header("Content-Length").value_or(""));
    if (head.status != 200 || !size) return std::nullopt;
    return Place{0, *size};
  }

  void take(std::string_view piece) {
    if (static_cast<std::int64_t>(piece.size()) > total_ - got_) throw unusable_answer();
    try {
      sink_(piece);
    } catch (...) {
      // Whatever it is, it is thrown on behind the repetitions.
      sink_failure_ = std::current_exception();
      throw SinkRefused{};
    }
    if (md5_) md5_->update(piece);
    got_ += static_cast<std::int64_t>(piece.size());
  }

  [[noreturn]] void refuse(const http::Response& response) const {
    const std::string code = error_code(response);
    if (is_missing_key(response)) cannot_be_read("gone since it was listed");
    if (response.status == 412 || response.status == 416) {
      cannot_be_read("changed since it was listed");
    }
    // About this object alone: the keys were good enough for the listing.
    if (code == "AccessDenied") cannot_be_read("the key has no right to (s3:GetObject)");
    if (code == "InvalidObjectState") cannot_be_read("archived: restore it first");
    throw s3_error(response, client_.bucket(), "fetch");
  }

  S3Client& client_;
  Clock& clock_;
  const ObjectVersion& version_;
  const std::function<void(std::string_view)>& sink_;
  std::optional<crypto::Digest> md5_;
  std::int64_t got_ = 0;
  std::int64_t total_ = 0;
  bool is_head_seen_ = false;
  Timestamp deadline_{};
  std::exception_ptr sink_failure_;
};

}  // namespace

bool is_md5(std::string_view etag) {
  return etag.size() == 32 && etag.find_first_not_of("0123456789abcdefABCDEF") == etag.npos;
}

void download(S3Client& client, Clock& clock, const ObjectVersion& version,
              const std::function<void(std::string_view bytes)>& sink) {
  Download(client, clock, version, sink).run();
}

}  // namespace igbot::s3
