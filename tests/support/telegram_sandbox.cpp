// SPDX-License-Identifier: MIT
#include "tests/support/telegram_sandbox.hpp"

#include <httplib.h>

#include <algorithm>
#include <cctype>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "core/clock.hpp"
#include "core/http/date.hpp"
#include "tests/support/loopback_connection.hpp"
#include "tests/support/sandbox_control.hpp"
#include "tests/support/sandbox_page.hpp"
#include "tests/support/sandbox_stories.hpp"

namespace igbot::test {
namespace {

constexpr std::size_t k_max_body_bytes = 51'000'000;
constexpr std::size_t k_threads = 32;
constexpr const char* k_json = "application/json";
constexpr const char* k_gateway_page =
    "<html>\r\n<head><title>Gateway error</title></head>\r\n<body>nginx</body>\r\n</html>\r\n";

/// What the gateway in front of the Bot API says to a token before it looks anything up.
ApiAnswer token_answer(const std::string& token, const std::string& expected) {
  if (token == expected) return {};
  const std::size_t colon = token.find(':');
  if (token.empty() || token.front() == '0' || token.size() > 80 || colon == std::string::npos) {
    return api_error(401, "Unauthorized: invalid token specified");
  }
  const bool numeric = std::all_of(token.begin(), token.begin() + static_cast<long>(colon),
                                   [](unsigned char c) { return std::isdigit(c) != 0; });
  if (colon == 0 || !numeric)
    return api_error(421, "Misdirected Request: unallowed token specified");
  return api_error(401, "Unauthorized");
}

/// Every parameter as text, files apart; throws std::invalid_argument on a malformed request.
ApiCall decode(const httplib::Request& request, const std::string& method) {
  ApiCall call{method, {}, {}};
  const auto put = [&call](const std::string& name, const std::string& value) {
    if (!call.fields.emplace(name, value).second) {
      throw std::invalid_argument("sandbox: parameter \"" + name + "\" given twice");
    }
  };
  // The library has parsed an urlencoded body into params as well.
  for (const auto& [name, value] : request.params) put(name, value);
  if (request.get_header_value("Content-Type").starts_with(k_json)) {
    const auto json = nlohmann::json::parse(request.body, nullptr, false);
    if (!json.is_object()) throw std::invalid_argument("can't parse JSON object");
    for (const auto& [name, value] : json.items()) {
      put(name, value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
  for (const auto& [name, part] : request.files) {
    if (part.filename.empty()) {
      put(name, part.content);
    } else if (!call.uploads.emplace(name, Upload{part.filename, part.content_type, part.content})
                    .second) {
      throw std::invalid_argument("sandbox: file \"" + name + "\" given twice");
    }
  }
  return call;
}

ApiAnswer refusal_of(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::rate_limited:
      return api_error_with(429, "Too Many Requests: retry after " + std::to_string(fault.value),
                            "retry_after", fault.value);
    case FaultKind::migrated:
      return api_error_with(400, "Bad Request: group chat was upgraded to a supergroup chat",
                            "migrate_to_chat_id", fault.value);
    case FaultKind::kicked:
      return api_error(403, "Forbidden: bot was kicked from the supergroup chat");
    case FaultKind::blocked:
      return api_error(403, "Forbidden: bot was blocked by the user");
    case FaultKind::chat_not_found:
      return api_error(400, "Bad Request: chat not found");
    case FaultKind::unauthorized:
      return api_error(401, "Unauthorized");
    case FaultKind::refused:
      return api_error(400, fault.text.empty() ? "Bad Request: refused" : fault.text);
    default:
      return api_error(500, "not carried out");
  }
}

RecordedCall record_of(const ApiCall& call, const ApiAnswer& answer) {
  RecordedCall record;
  record.method = call.method;
  record.chat = call.chat();
  record.text = call.field("text");
  record.caption = call.field("caption");
  record.keyboard = call.field("reply_markup");
  record.message_id = answer.message_id;
  record.outcome = answer.description.empty() ? "accepted" : answer.description;
  if (const Upload* upload = call.upload()) {
    record.file_name = upload->file_name;
    record.mime = upload->mime;
  }
  return record;
}

}  // namespace

class TelegramSandbox::Server {
 public:
  explicit Server(SandboxOptions options)
      : options_(std::move(options)),
        api_(options_.chats, options_.rate_limits),
        recorder_(options_.record) {
    http_.new_task_queue = [] { return new httplib::ThreadPool(k_threads); };
    http_.set_tcp_nodelay(true);
    http_.set_keep_alive_max_count(100'000);
    http_.set_payload_max_length(k_max_body_bytes);
    add_routes();
    add_page_routes(http_, api_);
    add_story_routes(http_, options_.graph);
    add_control_routes(http_, {api_, faults_, recorder_, [this] { release(); }});
    bind();
    thread_ = std::thread([this] { http_.listen_after_bind(); });
    while (!http_.is_running()) std::this_thread::yield();
    widen_backlog(port_);
  }

  ~Server() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    release_changed_.notify_all();
    api_.stop();
    http_.stop();
    cut_connections(port_);
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const { return port_; }
  FaultQueue& faults() { return faults_; }
  CallRecorder& recorder() { return recorder_; }
  BotApi& api() { return api_; }

  void release() {
    {
      const std::lock_guard lock(mutex_);
      ++releases_;
    }
    release_changed_.notify_all();
  }

 private:
  void bind() {
    if (options_.port == 0) {
      port_ = http_.bind_to_any_port("127.0.0.1");
    } else if (http_.bind_to_port("127.0.0.1", options_.port)) {
      port_ = options_.port;
    }
    if (port_ <= 0) throw std::runtime_error("the sandbox cannot listen on its port");
  }

  void add_routes() {
    const char* pattern = R"(/bot([^/]*)/([^/]*))";
    const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
      handle(request, response);
    };
    http_.Get(pattern, handler);
    http_.Post(pattern, handler);
    http_.set_pre_routing_handler(
        [this](const httplib::Request& request, httplib::Response& response) {
          using Routing = httplib::Server::HandlerResponse;
          response.set_header("Date", http::date_text(SystemClock().now() + options_.clock_ahead));
          return is_settled_by_head(request, response) ? Routing::Handled : Routing::Unhandled;
        });
    http_.set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty()) return;
      const std::string text = response.status == 404   ? "Not Found"
                               : response.status == 413 ? "Request Entity Too Large"
                                                        : "Bad Request";
      response.set_content(api_error(response.status, text).body, k_json);
    });
    http_.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr& thrown) {
          try {
            std::rethrow_exception(thrown);
          } catch (const std::exception& error) {
            response.status = 400;
            response.set_content(api_error(400, std::string("Bad Request: ") + error.what()).body,
                                 k_json);
          }
        });
  }

  /// What is settled before the body is read.
  bool is_settled_by_head(const httplib::Request& request, httplib::Response& response) {
    if (!request.path.starts_with("/bot")) {
      if (!is_foreign(request)) return false;
      reply(api_error(403, "Forbidden: only pages of this sandbox may ask that"), response);
      return true;
    }
    const std::string method = request.path.substr(request.path.rfind('/') + 1);
    if (!faults_.take_unread(method)) return false;
    cut_connections(port_, request.remote_port);
    return true;
  }

  void handle(const httplib::Request& request, httplib::Response& response) {
    // Counted before the call is on record: whoever sees it there may release it at once.
    const int releases_before = release_count();
    if (options_.latency.count() > 0) wait_for(options_.latency, releases_before);
    ApiCall call{request.matches[2], {}, {}};
    ApiAnswer answer = token_answer(request.matches[1], options_.token);
    std::optional<Fault> fault;
    if (answer.description.empty()) {
      try {
        call = decode(request, call.method);
        fault = faults_.take(call.method, call.chat());
        const bool refused = fault && !is_accepted(*fault);
        answer = refused ? refusal_of(*fault) : api_.call(call);
      } catch (const std::invalid_argument& error) {
        answer = api_error(400, std::string("Bad Request: ") + error.what());
      }
    }
    RecordedCall record = record_of(call, answer);
    record.peer_port = request.remote_port;
    if (fault) record.fault = name_of(fault->kind);
    const Upload* upload = call.upload();
    recorder_.add(std::move(record), upload == nullptr ? nullptr : &upload->bytes);
    reply(answer, response);
    if (fault) spoil(*fault, request, response, {answer.body, releases_before});
  }

  static void reply(const ApiAnswer& answer, httplib::Response& response) {
    response.status = answer.status;
    response.set_content(answer.body, k_json);
    if (answer.status != 429) return;
    const auto json = nlohmann::json::parse(answer.body);
    response.set_header("Retry-After", std::to_string(json["parameters"].value("retry_after", 0)));
  }

  /// The right answer, and how many releases there had been when its call came.
  struct Unspoilt {
    std::string body;
    int releases_before;
  };

  /// Turns the right answer into what the fault makes of it.
  void spoil(const Fault& fault, const httplib::Request& request, httplib::Response& response,
             const Unspoilt& unspoilt) {
    const std::string& right = unspoilt.body;
    switch (fault.kind) {
      case FaultKind::internal_error:
        return reply(api_error(500, "Internal Server Error"), response);
      case FaultKind::bad_gateway:
      case FaultKind::gateway_timeout:
      case FaultKind::html_body:
        response.status = fault.kind == FaultKind::html_body     ? 200
                          : fault.kind == FaultKind::bad_gateway ? 502
                                                                 : 504;
        return response.set_content(k_gateway_page, "text/html");
      case FaultKind::redirect:
        return response.set_redirect("/_redirected");
      case FaultKind::truncated_json:
        return response.set_content(right.substr(0, right.size() / 2), k_json);
      case FaultKind::wrong_content_type:
        return response.set_content(right, "text/html");
      case FaultKind::no_message_id:
        return response.set_content(R"({"ok":true,"result":{"date":0}})", k_json);
      case FaultKind::wrong_result:
        return response.set_content(R"({"ok":true,"result":"sent"})", k_json);
      case FaultKind::huge_body:
        return response.set_content(std::string(static_cast<std::size_t>(fault.value), ' '),
                                    k_json);
      case FaultKind::truncated_body:
      case FaultKind::slow_body:
        return send_in_parts(fault, unspoilt, response);
      case FaultKind::reset_after_accepting:
        return cut_connections(port_, request.remote_port);
      case FaultKind::hang:
        return wait_for(std::chrono::milliseconds(fault.value), unspoilt.releases_before);
      default:
        return;
    }
  }

  void send_in_parts(const Fault& fault, const Unspoilt& unspoilt, httplib::Response& response) {
    const std::string& right = unspoilt.body;
    const bool whole = fault.kind == FaultKind::slow_body;
    response.body.clear();
    response.set_content_provider(
        right.size(), k_json,
        [this, right, whole, pause = std::chrono::milliseconds(fault.value),
         releases = unspoilt.releases_before](std::size_t, std::size_t, httplib::DataSink& sink) {
          const std::size_t half = right.size() / 2;
          sink.write(right.data(), half);
          if (!whole) return false;
          wait_for(pause, releases);
          sink.write(right.data() + half, right.size() - half);
          return true;
        });
  }

  int release_count() {
    const std::lock_guard lock(mutex_);
    return releases_;
  }

  /// Until that long, a release, or the end of the sandbox; zero waits for the other two only.
  void wait_for(std::chrono::milliseconds longest, int seen) {
    std::unique_lock lock(mutex_);
    const auto over = [&] { return stopped_ || releases_ != seen; };
    if (longest.count() == 0) {
      release_changed_.wait(lock, over);
    } else {
      release_changed_.wait_for(lock, longest, over);
    }
  }

  SandboxOptions options_;
  BotApi api_;
  CallRecorder recorder_;
  FaultQueue faults_;
  httplib::Server http_;
  int port_ = -1;
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable release_changed_;
  int releases_ = 0;
  bool stopped_ = false;
};

TelegramSandbox::TelegramSandbox(SandboxOptions options)
    : server_(std::make_unique<Server>(std::move(options))) {}
TelegramSandbox::~TelegramSandbox() = default;

int TelegramSandbox::port() const { return server_->port(); }
std::string TelegramSandbox::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port());
}
void TelegramSandbox::fail_next(const Fault& fault) { server_->faults().add(fault); }
void TelegramSandbox::forget_faults() { server_->faults().clear(); }
void TelegramSandbox::hang_next(const std::string& method) {
  server_->faults().add({.kind = FaultKind::hang, .method = method});
}
void TelegramSandbox::release() { server_->release(); }
std::vector<RecordedCall> TelegramSandbox::calls() const { return server_->recorder().calls(); }
std::vector<RecordedCall> TelegramSandbox::accepted() const {
  std::vector<RecordedCall> all = calls();
  std::erase_if(all, [](const RecordedCall& call) { return !call.accepted(); });
  return all;
}
BotApi& TelegramSandbox::api() { return server_->api(); }

}  // namespace igbot::test
