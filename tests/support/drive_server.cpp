// SPDX-License-Identifier: MIT
#include "tests/support/drive_server.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/support/loopback_connection.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

constexpr const char* k_drive_json = "application/json; charset=UTF-8";
constexpr const char* k_drive_files = "/drive/v3/files";
constexpr const char* k_drive_drives = "/drive/v3/drives";
constexpr const char* k_consent_page = "/o/oauth2/v2/auth";

json drive_error_json(int status, const std::string& reason, const std::string& words) {
  const char* domain = reason.ends_with("LimitExceeded") ? "usageLimits" : "global";
  return {{"error",
           {{"code", status},
            {"message", words},
            {"errors", {{{"domain", domain}, {"reason", reason}, {"message", words}}}}}}};
}

/// The query or the form; throws DriveRefused when something is given twice.
DriveParameters parameters_of(const httplib::Request& request) {
  DriveParameters given;
  for (const auto& [name, value] : request.params) {
    if (!given.emplace(name, value).second) {
      throw DriveRefused(400, "invalidParameter", "sandbox: given twice: " + name);
    }
  }
  return given;
}

std::string endpoint_of(const httplib::Request& request) {
  const std::string& path = request.path;
  if (path == k_drive_files) return "files.list";
  if (path.starts_with(std::string(k_drive_files) + "/")) {
    return request.has_param("alt") ? "files.download" : "files.get";
  }
  if (path == "/drive/v3/changes/startPageToken") return "changes.start";
  if (path == "/drive/v3/changes") return "changes.list";
  if (path == k_drive_drives) return "drives.list";
  if (path.starts_with(std::string(k_drive_drives) + "/")) return "drives.get";
  if (path.starts_with("/content/")) return "content";
  if (path == k_consent_page) return "consent";
  if (path == "/token" || path == "/revoke") return path.substr(1);
  return "unknown";
}

std::string last_segment(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// httplib applies the Range of a request by itself; here it shall not.
void forget_range(const httplib::Request& request) {
  const_cast<httplib::Request&>(request).ranges.clear();
}

/// Ends after `end` bytes; with a Range the library asks for what it covers.
void send_until(std::size_t end, const std::string& bytes, httplib::Response& response) {
  response.set_content_provider(
      bytes.size(), "application/octet-stream",
      [bytes, end](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        if (offset >= end) return false;
        sink.write(bytes.data() + offset, std::min(length, end - offset));
        return true;
      });
}

void send_bytes(const httplib::Request& request, std::string bytes,
                const std::optional<DriveFault>& fault, httplib::Response& response) {
  if (fault && fault->kind == DriveFaultKind::break_after) {
    return send_until(fault->bytes, bytes, response);
  }
  if (fault && fault->kind == DriveFaultKind::too_much) bytes += std::string(fault->bytes, 'x');
  if (fault && fault->kind == DriveFaultKind::other_bytes && !bytes.empty()) bytes.back() ^= 1;
  if (fault && fault->kind == DriveFaultKind::ignore_range) forget_range(request);
  if (fault && fault->kind == DriveFaultKind::wrong_range) {
    forget_range(request);
    response.status = 206;
    const std::string size = std::to_string(bytes.size());
    response.set_header("Content-Range",
                        "bytes 0-" + std::to_string(bytes.size() - 1) + "/" + size);
  }
  response.set_content(bytes, "application/octet-stream");
}

void refuse(int status, const std::string& reason, const std::string& words,
            httplib::Response& response) {
  response.status = status;
  response.set_content(drive_error_json(status, reason, words).dump(), k_drive_json);
}

bool settle_by_fault(const std::optional<DriveFault>& fault, httplib::Response& response) {
  if (!fault) return false;
  if (!fault->retry_after.empty()) response.set_header("Retry-After", fault->retry_after);
  switch (fault->kind) {
    case DriveFaultKind::refuse:
      refuse(fault->status, fault->reason, "sandbox says " + fault->reason, response);
      return true;
    case DriveFaultKind::answer:
      response.status = fault->status;
      response.set_content(fault->body, k_drive_json);
      return true;
    case DriveFaultKind::redirect:
      response.set_redirect(fault->body);
      return true;
    case DriveFaultKind::reset:
      response.status = 500;
      return true;
    default:
      return false;
  }
}

}  // namespace

DriveSandbox::Server::Server() {
  port_ = start(api_, api_thread_);
  content_port_ = start(content_, content_thread_);
  oauth.set_token_url(url() + "/token");
}
DriveSandbox::Server::~Server() {
  release();
  api_.stop();
  content_.stop();
  cut_connections(port_);
  cut_connections(content_port_);
  api_thread_.join();
  content_thread_.join();
}

void DriveSandbox::Server::release() {
  {
    const std::lock_guard lock(mutex);
    ++releases_;
  }
  released_.notify_all();
}

int DriveSandbox::Server::start(httplib::Server& server, std::thread& thread) {
  server.new_task_queue = [] { return new httplib::ThreadPool(16); };
  server.set_tcp_nodelay(true);
  const auto handler = [this](const httplib::Request& request, httplib::Response& response) {
    handle(request, response);
  };
  server.Get("/.*", handler);
  server.Post("/.*", handler);
  const int port = server.bind_to_any_port("127.0.0.1");
  if (port <= 0) throw std::runtime_error("the Drive sandbox cannot listen");
  thread = std::thread([&server] { server.listen_after_bind(); });
  while (!server.is_running()) std::this_thread::yield();
  widen_backlog(port);
  return port;
}

Timestamp DriveSandbox::Server::present() const {
  return now ? *now
             : std::chrono::time_point_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now());
}

void DriveSandbox::Server::handle(const httplib::Request& request, httplib::Response& response) {
  std::unique_lock lock(mutex);
  const std::string endpoint = endpoint_of(request);
  const auto fault = faults.take(endpoint);
  const int releases_before = releases_;
  RecordedDriveCall call{.endpoint = endpoint,
                         .path = request.path,
                         .range = request.get_header_value("Range"),
                         .had_token = request.has_header("Authorization")};
  try {
    call.fields = parameters_of(request);
    if (!settle_by_fault(fault, response)) answer(request, call, fault, response);
  } catch (const DriveRefused& refused) {
    refuse(refused.status, refused.reason, refused.what(), response);
  }
  const bool is_range = !call.range.empty();
  call.status = response.status != -1 ? response.status : is_range ? 206 : 200;
  calls.push_back(call);
  if (!fault) return;
  if (fault->kind == DriveFaultKind::hang) {
    released_.wait(lock, [&] { return releases_ != releases_before; });
  }
  if (fault->kind == DriveFaultKind::reset) {
    cut_connections(endpoint == "content" ? content_port_ : port_, request.remote_port);
  }
}

void DriveSandbox::Server::answer(const httplib::Request& request, const RecordedDriveCall& call,
                                  const std::optional<DriveFault>& fault,
                                  httplib::Response& response) {
  if (request.method == "POST") return answer_oauth(request, call, response);
  if (call.endpoint == "consent") return consent(call.fields, response);
  if (call.endpoint == "content") return answer_content(request, fault, response);
  const std::string authorization = request.get_header_value("Authorization");
  const bool is_bearer = authorization.starts_with("Bearer ");
  if (!is_bearer || !oauth.is_valid(authorization.substr(7), present())) {
    throw DriveRefused(401, "authError", "Invalid Credentials");
  }
  const std::string id = last_segment(request.path);
  if (call.endpoint == "files.download") {
    std::string bytes = service.download(id, call.fields);
    if (!redirects) return send_bytes(request, std::move(bytes), fault, response);
    return response.set_redirect("http://localhost:" + std::to_string(content_port_) + "/content/" +
                                 id + "?sig=secret");
  }
  json body = answer_json(call, id, fault);
  if (fault && fault->kind == DriveFaultKind::incomplete_search) body["incompleteSearch"] = true;
  response.set_content(body.dump(), k_drive_json);
}

json DriveSandbox::Server::answer_json(const RecordedDriveCall& call, const std::string& id,
                                       const std::optional<DriveFault>& fault) {
  const bool is_empty = fault && fault->kind == DriveFaultKind::empty_page;
  if (call.endpoint == "files.list") return service.list(call.fields, is_empty);
  if (call.endpoint == "files.get") return service.get(id, call.fields);
  if (call.endpoint == "changes.start") return service.start_page_token(call.fields);
  if (call.endpoint == "changes.list") return service.changes(call.fields);
  if (call.endpoint == "drives.list") return service.drives(call.fields);
  if (call.endpoint == "drives.get") return service.drive(id, call.fields);
  throw DriveRefused(404, "notFound", "sandbox: no such method");
}

/// A host of its own: who brings a token gave it away.
void DriveSandbox::Server::answer_content(const httplib::Request& request,
                                          const std::optional<DriveFault>& fault,
                                          httplib::Response& response) {
  if (request.has_header("Authorization")) {
    throw DriveRefused(401, "authError", "sandbox: a token was sent to another host");
  }
  const DriveNode* node = service.tree().find(last_segment(request.path));
  if (node == nullptr || request.get_param_value("sig") != "secret") {
    throw DriveRefused(404, "notFound", "not found");
  }
  send_bytes(request, node->bytes, fault, response);
}

void DriveSandbox::Server::answer_oauth(const httplib::Request& request,
                                        const RecordedDriveCall& call,
                                        httplib::Response& response) {
  const bool is_form =
      request.get_header_value("Content-Type") == "application/x-www-form-urlencoded" &&
      request.target.find('?') == std::string::npos;
  if (!is_form) throw DriveRefused(400, "invalid", "sandbox: not a form");
  if (call.endpoint != "token" && call.endpoint != "revoke") {
    throw DriveRefused(404, "notFound", "sandbox: no such method");
  }
  const DriveOauthAnswer answer =
      call.endpoint == "token" ? oauth.token(call.fields, present()) : oauth.revoke(call.fields);
  response.status = answer.status;
  response.set_content(answer.body, k_drive_json);
}

/// A person who agrees to everything at once.
void DriveSandbox::Server::consent(const DriveParameters& given, httplib::Response& response) {
  const DriveParameters needed{{"client_id", k_client_id},     {"response_type", "code"},
                               {"scope", DriveOauth::k_scope}, {"code_challenge_method", "S256"},
                               {"access_type", "offline"},     {"prompt", "consent"}};
  for (const auto& [name, value] : needed) {
    const auto found = given.find(name);
    if (found == given.end() || found->second != value) {
      throw DriveRefused(400, "invalid_request", "sandbox: wrong parameter " + name);
    }
  }
  const std::string& redirect = given.at("redirect_uri");
  if (!redirect.starts_with("http://127.0.0.1:") && !redirect.starts_with("http://[::1]:")) {
    throw DriveRefused(400, "redirect_uri_mismatch", "sandbox: not a loopback address");
  }
  const std::string code = oauth.grant(redirect, given.at("code_challenge"), DriveOauth::k_scope);
  response.set_redirect(redirect + "?state=" + given.at("state") + "&code=" + code +
                        "&scope=" + DriveOauth::k_scope);
}

}  // namespace igbot::test
