// SPDX-License-Identifier: MIT
#include "tests/support/graph_sandbox.hpp"

#include <httplib.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "tests/support/graph_control.hpp"
#include "tests/support/loopback_connection.hpp"
#include "tests/support/sandbox_page.hpp"

namespace igbot::test {
namespace {

constexpr std::size_t k_graph_body_bytes = 1'000'000;
constexpr std::size_t k_graph_threads = 32;
constexpr const char* k_graph_json = "application/json; charset=UTF-8";
constexpr const char* k_graph_gateway_page =
    "<html>\r\n<head><title>Gateway error</title></head>\r\n<body>proxygen</body>\r\n</html>\r\n";
constexpr const char* k_wrong_types =
    R"({"id":17,"status_code":["FINISHED"],"data":{"quota_usage":"x"},"permalink":null,)"
    R"("access_token":5,"expires_in":"soon","user_id":[]})";
/// "Bearer TOKEN" or "OAuth TOKEN".
std::string token_in_header(const httplib::Request& request) {
  const std::string value = request.get_header_value("Authorization");
  for (const std::string_view scheme : {"Bearer ", "OAuth "}) {
    if (value.starts_with(scheme)) return value.substr(scheme.size());
  }
  return "";
}

/// Throws std::invalid_argument on a malformed request.
GraphCall decode_graph_call(const httplib::Request& request) {
  GraphCall call = graph_call_of(request.method, request.path);
  const auto put = [&call](const std::string& name, const std::string& value) {
    if (!call.fields.emplace(name, value).second) {
      throw std::invalid_argument("sandbox: parameter \"" + name + "\" given twice");
    }
  };
  // The library has parsed an urlencoded body into params as well.
  for (const auto& [name, value] : request.params) put(name, value);
  for (const auto& [name, part] : request.files) put(name, part.content);
  if (request.get_header_value("Content-Type").starts_with("application/json")) {
    const auto json = nlohmann::json::parse(request.body, nullptr, false);
    if (!json.is_object()) throw std::invalid_argument("can't parse JSON object");
    for (const auto& [name, value] : json.items()) {
      put(name, value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
  call.has_token_in_url = request.target.find("access_token=") != std::string::npos;
  call.token = token_in_header(request);
  if (const auto found = call.fields.find("access_token"); found != call.fields.end()) {
    if (!call.token.empty() && call.token != found->second) {
      throw std::invalid_argument("sandbox: two different tokens");
    }
    call.token = found->second;
    call.fields.erase(found);
  }
  return call;
}

/// What Meta calls the use of an app or business, in percent of what it may.
nlohmann::ordered_json usage_json(int percent) {
  return {{"call_count", percent}, {"total_cputime", percent / 2}, {"total_time", percent / 2}};
}

}  // namespace

class GraphSandbox::Server {
 public:
  Server(GraphSandboxOptions options, GraphSandbox& sandbox)
      : options_(std::move(options)), api_(options_.app) {
    http_.new_task_queue = [] { return new httplib::ThreadPool(k_graph_threads); };
    http_.set_tcp_nodelay(true);
    http_.set_keep_alive_max_count(100'000);
    http_.set_payload_max_length(k_graph_body_bytes);
    add_graph_control_routes(http_, sandbox);
    add_routes();
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
    changed_.notify_all();
    http_.stop();
    cut_connections(port_);
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const { return port_; }
  GraphApi& api() { return api_; }
  GraphFaultQueue& faults() { return faults_; }

  void release() {
    {
      const std::lock_guard lock(mutex_);
      ++releases_;
    }
    changed_.notify_all();
  }

  void set_app_usage(int percent) {
    const std::lock_guard lock(mutex_);
    app_usage_ = percent;
  }

  void set_business_usage(const std::string& account, int percent, int wait_minutes) {
    auto usage = usage_json(percent);
    usage["type"] = "instagram";
    usage["estimated_time_to_regain_access"] = wait_minutes;
    const std::lock_guard lock(mutex_);
    business_usage_[account] = nlohmann::ordered_json{{account, {usage}}}.dump();
  }

  std::vector<RecordedGraphCall> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

  bool wait_for(const std::function<bool()>& condition, std::chrono::milliseconds longest) const {
    const auto end = std::chrono::steady_clock::now() + longest;
    while (true) {
      const std::size_t seen = calls().size();
      if (condition()) return true;
      std::unique_lock lock(mutex_);
      if (!changed_.wait_until(lock, end, [&] { return calls_.size() != seen; })) return false;
    }
  }

 private:
  void bind() {
    if (options_.port == 0) {
      port_ = http_.bind_to_any_port("127.0.0.1");
    } else if (http_.bind_to_port("127.0.0.1", options_.port)) {
      port_ = options_.port;
    }
    if (port_ <= 0) throw std::runtime_error("the Graph sandbox cannot listen on its port");
  }

  void add_routes() {
    const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
      handle(request, response);
    };
    http_.Get("/.*", handler);
    http_.Post("/.*", handler);
    http_.set_pre_routing_handler(
        [this](const httplib::Request& request, httplib::Response& response) {
          using Routing = httplib::Server::HandlerResponse;
          return is_settled_by_head(request, response) ? Routing::Handled : Routing::Unhandled;
        });
    http_.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr& thrown) {
          try {
            std::rethrow_exception(thrown);
          } catch (const std::exception& error) {
            reply(graph_error(parameter_problem(error.what())), response);
          }
        });
  }

  /// What is settled before the body is read.
  bool is_settled_by_head(const httplib::Request& request, httplib::Response& response) {
    if (request.path.starts_with("/_")) {
      if (!is_foreign(request)) return false;
      reply(graph_error(parameter_problem("only programs of this machine may ask that"), 403),
            response);
      return true;
    }
    const GraphCall call = graph_call_of(request.method, request.path);
    if (!faults_.take_unread(graph_endpoint_of(call))) return false;
    cut_connections(port_, request.remote_port);
    return true;
  }

  void handle(const httplib::Request& request, httplib::Response& response) {
    // Counted before the call is on record: whoever sees it there may release it at once.
    const int releases_before = release_count();
    GraphCall call = decode_graph_call(request);
    const std::string account = api_.account_of(call);
    const auto fault = faults_.take(graph_endpoint_of(call), account);
    if (fault && fault->kind == GraphFaultKind::publish_late) {
      call.late = LatePublication{std::chrono::milliseconds(fault->value), fault->calls};
    }
    const bool refused = fault && !is_accepted(*fault);
    GraphAnswer answer = refused ? graph_error(problem_of(*fault)) : api_.call(call);
    if (!account.empty()) answer.account = account;
    RecordedGraphCall record = graph_record_of(call, answer);
    record.path = request.path;
    record.peer_port = request.remote_port;
    if (fault) record.fault = name_of(fault->kind);
    recorder_.add(api_.stories());
    add_usage(answer.account, fault, response);
    keep(std::move(record));
    reply(answer, response);
    if (fault) spoil(*fault, request, response, {answer.body, releases_before});
  }

  void keep(RecordedGraphCall record) {
    {
      const std::lock_guard lock(mutex_);
      record.number = static_cast<std::int64_t>(calls_.size()) + 1;
      record.time_ms = to_millis(api_.now());
      calls_.push_back(std::move(record));
    }
    changed_.notify_all();
  }

  void add_usage(const std::string& account, const std::optional<GraphFault>& fault,
                 httplib::Response& response) {
    const std::lock_guard lock(mutex_);
    if (app_usage_ > 0) response.set_header("X-App-Usage", usage_json(app_usage_).dump());
    if (fault && fault->wait_minutes > 0) {
      auto usage = usage_json(100);
      usage["type"] = "instagram";
      usage["estimated_time_to_regain_access"] = fault->wait_minutes;
      response.set_header("X-Business-Use-Case-Usage",
                          nlohmann::ordered_json{{account, {usage}}}.dump());
    } else if (const auto found = business_usage_.find(account); found != business_usage_.end()) {
      response.set_header("X-Business-Use-Case-Usage", found->second);
    }
  }

  static void reply(const GraphAnswer& answer, httplib::Response& response) {
    response.status = answer.status;
    if (!answer.location.empty()) response.set_header("Location", answer.location);
    response.set_content(answer.body, k_graph_json);
  }

  /// The right answer, and how many releases there had been when its call came.
  struct Unspoilt {
    std::string body;
    int releases_before;
  };

  /// Turns the right answer into what the fault makes of it.
  void spoil(const GraphFault& fault, const httplib::Request& request, httplib::Response& response,
             const Unspoilt& unspoilt) {
    const std::string& right = unspoilt.body;
    switch (fault.kind) {
      case GraphFaultKind::error:
        return reply(graph_error(problem_of(fault)), response);
      case GraphFaultKind::internal_error:
        return reply(graph_error(problem_of(fault), 500), response);
      case GraphFaultKind::bad_gateway:
      case GraphFaultKind::gateway_timeout:
      case GraphFaultKind::html_body:
        response.status = fault.kind == GraphFaultKind::html_body     ? 200
                          : fault.kind == GraphFaultKind::bad_gateway ? 502
                                                                      : 504;
        return response.set_content(k_graph_gateway_page, "text/html");
      case GraphFaultKind::redirect:
        return response.set_redirect("/_redirected");
      case GraphFaultKind::truncated_json:
        return response.set_content(right.substr(0, right.size() / 2), k_graph_json);
      case GraphFaultKind::wrong_content_type:
        return response.set_content(right, "text/html");
      case GraphFaultKind::no_id:
        return response.set_content(R"({"success":true})", k_graph_json);
      case GraphFaultKind::wrong_types:
        return response.set_content(k_wrong_types, k_graph_json);
      case GraphFaultKind::huge_body:
        return response.set_content(std::string(static_cast<std::size_t>(fault.value), ' '),
                                    k_graph_json);
      case GraphFaultKind::truncated_body:
      case GraphFaultKind::slow_body:
        return send_in_parts(fault, unspoilt, response);
      case GraphFaultKind::reset_after_accepting:
      case GraphFaultKind::reset_before_reading:
      case GraphFaultKind::publish_late:
        return cut_connections(port_, request.remote_port);
      case GraphFaultKind::hang:
        return wait(std::chrono::milliseconds(fault.value), unspoilt.releases_before);
    }
  }

  void send_in_parts(const GraphFault& fault, const Unspoilt& unspoilt,
                     httplib::Response& response) {
    const std::string& right = unspoilt.body;
    const bool whole = fault.kind == GraphFaultKind::slow_body;
    response.body.clear();
    response.set_content_provider(
        right.size(), k_graph_json,
        [this, right, whole, pause = std::chrono::milliseconds(fault.value),
         releases = unspoilt.releases_before](std::size_t, std::size_t, httplib::DataSink& sink) {
          const std::size_t half = right.size() / 2;
          sink.write(right.data(), half);
          if (!whole) return false;
          wait(pause, releases);
          sink.write(right.data() + half, right.size() - half);
          return true;
        });
  }

  int release_count() {
    const std::lock_guard lock(mutex_);
    return releases_;
  }

  /// Until that long, a release, or the end of the sandbox; zero waits for the other two only.
  void wait(std::chrono::milliseconds longest, int seen) {
    std::unique_lock lock(mutex_);
    const auto over = [&] { return stopped_ || releases_ != seen; };
    if (longest.count() == 0) {
      changed_.wait(lock, over);
    } else {
      changed_.wait_for(lock, longest, over);
    }
  }

  GraphSandboxOptions options_;
  GraphApi api_;
  GraphFaultQueue faults_;
  httplib::Server http_;
  int port_ = -1;
  std::thread thread_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<RecordedGraphCall> calls_;
  int app_usage_ = 0;
  std::map<std::string, std::string> business_usage_;
  int releases_ = 0;
  bool stopped_ = false;
  StoryRecorder recorder_{options_.record};
};

GraphSandbox::GraphSandbox(GraphSandboxOptions options)
    : server_(std::make_unique<Server>(std::move(options), *this)) {}
GraphSandbox::~GraphSandbox() = default;

int GraphSandbox::port() const { return server_->port(); }
std::string GraphSandbox::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port());
}
GraphApi& GraphSandbox::api() { return server_->api(); }
void GraphSandbox::fail_next(const GraphFault& fault) { server_->faults().add(fault); }
void GraphSandbox::forget_faults() { server_->faults().clear(); }
void GraphSandbox::set_fault_seed(std::uint64_t seed) { server_->faults().set_seed(seed); }
void GraphSandbox::release() { server_->release(); }
void GraphSandbox::set_app_usage(int percent) { server_->set_app_usage(percent); }
void GraphSandbox::set_business_usage(const std::string& account, int percent, int wait_minutes) {
  server_->set_business_usage(account, percent, wait_minutes);
}
std::vector<RecordedGraphCall> GraphSandbox::calls(const std::string& endpoint) const {
  std::vector<RecordedGraphCall> list = server_->calls();
  std::erase_if(list, [&](const RecordedGraphCall& call) {
    return !endpoint.empty() && call.endpoint != endpoint;
  });
  return list;
}
std::vector<PublishedStory> GraphSandbox::stories() const { return server_->api().stories(); }
std::vector<GraphContainer> GraphSandbox::containers() const { return server_->api().containers(); }
std::vector<CrawlerFetch> GraphSandbox::fetches() const { return server_->api().fetches(); }
std::size_t GraphSandbox::published_count(const std::string& sha256) const {
  const std::vector<PublishedStory> all = stories();
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const auto& story) { return story.sha256 == sha256; }));
}
bool GraphSandbox::wait_for(const std::function<bool()>& condition,
                            std::chrono::milliseconds longest) const {
  return server_->wait_for(condition, longest);
}

}  // namespace igbot::test
