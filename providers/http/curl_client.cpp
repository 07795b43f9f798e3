// SPDX-License-Identifier: MIT
#include "providers/http/curl_client.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <exception>
#include <mutex>
#include <utility>

#include "core/http/url.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "providers/http/collector.hpp"
#include "providers/http/curl_library.hpp"
#include "providers/http/curl_public_socket.hpp"

namespace igbot::http {
namespace {

/// Servers close idle connections after a minute or so; one that old is not worth the doubt.
constexpr long k_longest_idle_seconds = 15;

/// What a body is read from: memory or a file. libcurl rewinds it when it wants to repeat a
/// request on a new connection; that is refused once a byte was read, because the request may
/// have arrived.
class BodySource {
 public:
  explicit BodySource(const std::string& memory) : memory_(memory), size_(memory.size()) {}
  explicit BodySource(const std::filesystem::path& file)
      : file_(std::fopen(file.c_str(), "rbe"), &std::fclose) {
    std::error_code unreadable;
    size_ = std::filesystem::file_size(file, unreadable);
    if (!file_ || unreadable) throw Error(ErrorKind::failed, "cannot read file: " + file.string());
  }

  curl_off_t size() const { return static_cast<curl_off_t>(size_); }

  static std::size_t read(char* to, std::size_t unit, std::size_t count, void* self) {
    return static_cast<BodySource*>(self)->read_some(to, unit * count);
  }
  static int seek(void* self, curl_off_t offset, int origin) {
    const bool untouched = static_cast<BodySource*>(self)->read_ == 0;
    return untouched && offset == 0 && origin == SEEK_SET ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
  }

 private:
  std::size_t read_some(char* to, std::size_t room) {
    const std::size_t wanted = std::min(room, size_ - read_);
    std::size_t got = wanted;
    if (file_) {
      got = std::fread(to, 1, wanted, file_.get());
      // The file shrank while it was sent; going on would send something else than announced.
      if (got == 0 && wanted > 0) return CURL_READFUNC_ABORT;
    } else {
      std::memcpy(to, memory_.data() + read_, wanted);
    }
    read_ += got;
    return got;
  }

  std::string_view memory_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, &std::fclose};
  std::size_t size_ = 0;
  std::size_t read_ = 0;
};

class HeaderList {
 public:
  explicit HeaderList(const CurlLibrary& curl) : curl_(curl) {}
  ~HeaderList() { curl_.slist_free_all(list_); }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  void add(const std::string& line) {
    if (line.find_first_of("\r\n") != std::string::npos) {
      throw Error(ErrorKind::bug, "line break in a request header");
    }
    list_ = curl_.slist_append(list_, line.c_str());
  }
  curl_slist* get() const { return list_; }

 private:
  const CurlLibrary& curl_;
  curl_slist* list_ = nullptr;
};

/// One request on one handle: sets the options, performs, judges.
class Exchange {
 public:
  Exchange(const CurlLibrary& curl, CURL* handle, const Request& request)
      : curl_(curl), handle_(handle), request_(request), headers_(curl), collector_(request) {}
  ~Exchange() {
    // Before the mime structure goes: the handle refers to it.
    curl_.easy_reset(handle_);
    if (mime_ != nullptr) curl_.mime_free(mime_);
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  Response run() {
    set_target();
    set_safety();
    set_body();
    set_answer();
    set_cancel();
    if (request_.only_public) set_guard();
    const CURLcode code = curl_.easy_perform(handle_);
    collector_.rethrow_refusal();
    if (code == CURLE_OK) collector_.end();
    const bool whole = code == CURLE_OK || (code == CURLE_WRITE_ERROR && collector_.was_cut());
    if (!whole || !collector_.wrong().empty()) fail(code);
    long status = 0;
    curl_.easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    return collector_.response(static_cast<int>(status));
  }

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    static_assert(!std::is_same_v<Value, int> && !std::is_same_v<Value, bool>,
                  "libcurl reads a long");
    if (curl_.easy_setopt(handle_, option, value) != CURLE_OK) {
      throw Error(ErrorKind::bug,
                  "libcurl refused an option: " + std::to_string(static_cast<int>(option)));
    }
  }

  void set_target() {
    const bool loopback = is_loopback_url(request_.url);
    set(CURLOPT_URL, request_.url.c_str());
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_PROTOCOLS_STR, loopback ? "http" : "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    if (loopback) set(CURLOPT_NOPROXY, "*");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_USERAGENT, "igbotctl");
    headers_.add("Expect:");
    for (const Header& header : request_.headers) headers_.add(header.name + ": " + header.value);
    set(CURLOPT_HTTPHEADER, headers_.get());
  }

  void set_safety() {
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count()));
    set(CURLOPT_MAXAGE_CONN, k_longest_idle_seconds);
    const char* file = std::getenv("SSL_CERT_FILE");
    const char* folder = std::getenv("SSL_CERT_DIR");
    // Debian presets a bundle that would be parsed again for every connection.
    set(CURLOPT_CAINFO, file);
    set(CURLOPT_CAPATH, folder != nullptr ? folder : "/etc/ssl/certs");
  }

  void set_body() {
    if (!request_.parts.empty()) {
      set_parts();
    } else if (request_.method == "GET" || request_.method == "HEAD") {
      if (request_.method == "HEAD") set(CURLOPT_NOBODY, 1L);
      return;
    } else {
      BodySource& source = request_.body_file ? sources_.emplace_back(*request_.body_file)
                                              : sources_.emplace_back(request_.body);
      set(CURLOPT_POST, 1L);
      set(CURLOPT_POSTFIELDSIZE_LARGE, source.size());
      set(CURLOPT_READFUNCTION, &BodySource::read);
      set(CURLOPT_READDATA, static_cast<void*>(&source));
      set(CURLOPT_SEEKFUNCTION, &BodySource::seek);
      set(CURLOPT_SEEKDATA, static_cast<void*>(&source));
      // Nothing to rewind would mean nothing to refuse: see BodySource.
      if (source.size() == 0) set(CURLOPT_FRESH_CONNECT, 1L);
    }
    if (request_.method != "POST") set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }

  void set_parts() {
    mime_ = curl_.mime_init(handle_);
    for (const Part& part : request_.parts) {
      BodySource& source =
          part.file ? sources_.emplace_back(*part.file) : sources_.emplace_back(part.value);
      curl_mimepart* added = curl_.mime_addpart(mime_);
      curl_.mime_name(added, part.name.c_str());
      curl_.mime_data_cb(added, source.size(), &BodySource::read, &BodySource::seek, nullptr,
                         &source);
      if (!part.file_name.empty()) curl_.mime_filename(added, part.file_name.c_str());
      if (!part.mime.empty()) curl_.mime_type(added, part.mime.c_str());
    }
    set(CURLOPT_MIMEPOST, mime_);
  }

  void set_answer() {
    set(CURLOPT_WRITEFUNCTION, &Collector::on_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&collector_));
    set(CURLOPT_HEADERFUNCTION, &Collector::on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&collector_));
  }

  void set_guard() {
    // A connection that is kept was perhaps made without the guard.
    set(CURLOPT_FRESH_CONNECT, 1L);
    if (has_proxy()) {
      set(CURLOPT_NOPROXY, "");
      return;
    }
    set(CURLOPT_OPENSOCKETFUNCTION, &open_public_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&was_private_));
  }

  void set_cancel() {
    if (!request_.is_canceled) return;
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Exchange::on_progress);
    set(CURLOPT_XFERINFODATA, const_cast<void*>(static_cast<const void*>(&request_)));
  }

  static int on_progress(void* request, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const Request*>(request)->is_canceled() ? 1 : 0;
  }

  /// Not one byte of the request left, or the proxy refused to make the connection.
  Delivery delivery() const {
    long sent = 0;
    long proxy_status = 0;
    curl_.easy_getinfo(handle_, CURLINFO_REQUEST_SIZE, &sent);
    curl_.easy_getinfo(handle_, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    return sent == 0 || proxy_status >= 300 ? Delivery::not_sent : Delivery::maybe_sent;
  }

  [[noreturn]] void fail(CURLcode code) const {
    const std::string reason = was_private_ && code == CURLE_COULDNT_CONNECT
                                   ? "it leads to an address that is not public"
                               : collector_.wrong().empty() ? curl_.easy_strerror(code)
                                                            : collector_.wrong();
    throw TransportError(delivery(), "http request failed: " + request_.method + " " +
                                         redact_url(request_.url) + ": " + reason);
  }

  const CurlLibrary& curl_;
  CURL* handle_;
  const Request& request_;
  HeaderList headers_;
  std::deque<BodySource> sources_;
  curl_mime* mime_ = nullptr;
  Collector collector_;
  bool was_private_ = false;
};

}  // namespace

/// Handles with their live connections; each is used by one thread at a time.
class CurlClient::HandlePool {
 public:
  HandlePool() = default;
  ~HandlePool() {
    for (CURL* handle : idle_) curl_library().easy_cleanup(handle);
  }
  HandlePool(const HandlePool&) = delete;
  HandlePool& operator=(const HandlePool&) = delete;

  CURL* take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        CURL* handle = idle_.back();
        idle_.pop_back();
        return handle;
      }
    }
    CURL* handle = curl_library().easy_init();
    if (handle == nullptr) throw Error(ErrorKind::failed, "cannot start an http request");
    return handle;
  }

  void give_back(CURL* handle) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(handle);
  }

 private:
  std::mutex mutex_;
  std::vector<CURL*> idle_;
};

CurlClient::CurlClient() : handles_(std::make_unique<HandlePool>()) { curl_library(); }
CurlClient::~CurlClient() = default;

Response CurlClient::send(const Request& request) {
  if (!is_allowed_url(request.url)) {
    throw Error(ErrorKind::config, "url not allowed: " + redact_url(request.url),
                "use https, or plain http to a loopback address");
  }
  const int bodies = (request.body.empty() ? 0 : 1) + (request.body_file ? 1 : 0) +
                     (request.parts.empty() ? 0 : 1);
  if (bodies > 1) {
    throw Error(ErrorKind::bug, "an http request has one body");
  }
  const auto give_back = [this](CURL* used) { handles_->give_back(used); };
  const std::unique_ptr<CURL, decltype(give_back)> handle(handles_->take(), give_back);
  return Exchange(curl_library(), handle.get(), request).run();
}

}  // namespace igbot::http
