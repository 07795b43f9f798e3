// SPDX-License-Identifier: MIT
#include "tests/support/cloudinary_sandbox.hpp"

#include <httplib.h>
#include <sodium.h>

#include <array>
#include <ctime>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <thread>

#include "core/crypto/base64.hpp"
#include "tests/support/loopback_connection.hpp"

namespace igbot::test {
namespace {

using nlohmann::json;

constexpr long k_stale_after = 3600;
constexpr const char* k_picture_form = "f_jpg,q_95";

struct StoredAsset {
  std::string bytes;
  std::string form;  ///< the eager transformation; "" = none
  std::string created_at;
};

/// What a call is refused with.
struct CloudRefusal : std::runtime_error {
  CloudRefusal(int code, const std::string& words) : std::runtime_error(words), status(code) {}
  int status;
};

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string sandbox_signature(const std::map<std::string, std::string>& parameters) {
  std::string text;
  for (const auto& [name, value] : parameters)
    text += (text.empty() ? "" : "&") + name + "=" + value;
  text += CloudinarySandbox::k_secret;
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  ::crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  ::sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

/// The fields of a signed call; throws CloudRefusal as Cloudinary does.
std::map<std::string, std::string> signed_fields(const httplib::Request& request,
                                                 const std::set<std::string>& known) {
  if (!request.params.empty()) throw CloudRefusal(400, "sandbox: parameters in the URL");
  std::map<std::string, std::string> fields;
  for (const auto& [name, part] : request.files) {
    if (name == "file") continue;
    if (!fields.emplace(name, part.content).second) throw CloudRefusal(400, "given twice: " + name);
  }
  const auto take = [&fields](const std::string& name) {
    const auto found = fields.extract(name);
    if (!found || found.mapped().empty()) {
      throw CloudRefusal(400, "Missing required parameter - " + name);
    }
    return found.mapped();
  };
  const std::string key = take("api_key");
  const std::string signature = take("signature");
  if (key != CloudinarySandbox::k_key) throw CloudRefusal(401, "Unknown API key " + key);
  if (signature != sandbox_signature(fields)) {
    throw CloudRefusal(401, "Invalid Signature " + signature + ". String to sign - '" +
                                fields["public_id"] + "'.");
  }
  const long age = std::time(nullptr) - std::stol(fields.at("timestamp"));
  if (age > k_stale_after) throw CloudRefusal(400, "Stale request - reported time is too old");
  for (const auto& [name, value] : fields) {
    if (known.count(name) == 0) throw CloudRefusal(400, "sandbox: unknown parameter " + name);
  }
  if (fields.count("public_id") == 0) throw CloudRefusal(400, "Missing required parameter");
  return fields;
}

bool is_jpeg_file(const std::string& bytes) { return bytes.starts_with("\xFF\xD8\xFF"); }
bool is_mp4_file(const std::string& bytes) {
  return bytes.size() > 8 && bytes.substr(4, 4) == "ftyp";
}

}  // namespace

class CloudinarySandbox::Server {
 public:
  Server() {
    const std::string cloud = std::string("/v1_1/") + k_cloud;
    server_.Post(cloud + "/(image|video)/upload", guarded(&Server::upload));
    server_.Post(cloud + "/(image|video)/destroy", guarded(&Server::destroy));
    server_.Get(cloud + "/resources/(image|video)/upload", guarded(&Server::list));
    server_.Get(std::string("/") + k_cloud + "/(image|video)/upload/(?:([a-z_0-9,]+)/)?v1/(.+)",
                guarded(&Server::deliver));
    server_.set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (response.body.empty()) answer_error(response, response.status, "Invalid cloud_name");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    if (port_ < 0) throw std::runtime_error("no port for the sandbox");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Server() {
    server_.stop();
    cut_connections(port_);
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  using Handler = void (Server::*)(const httplib::Request&, httplib::Response&);

  static void answer_error(httplib::Response& response, int status, const std::string& words) {
    response.status = status;
    response.set_header("X-Cld-Error", words);
    response.set_content(json{{"error", {{"message", words}}}}.dump(), "application/json");
  }

  httplib::Server::Handler guarded(Handler handler) {
    return [this, handler](const httplib::Request& request, httplib::Response& response) {
      const std::lock_guard lock(mutex_);
      try {
        (this->*handler)(request, response);
      } catch (const CloudRefusal& refusal) {
        answer_error(response, refusal.status, refusal.what());
      }
    };
  }

  void upload(const httplib::Request& request, httplib::Response& response) {
    const std::string type = request.matches[1];
    const auto fields = signed_fields(request, {"public_id", "timestamp", "eager"});
    if (!request.has_file("file")) throw CloudRefusal(400, "Missing required parameter - file");
    const std::string bytes = request.get_file_value("file").content;
    const bool fits = type == "image" ? is_jpeg_file(bytes) : is_mp4_file(bytes);
    if (!fits) throw CloudRefusal(400, "Invalid " + type + " file");
    const std::string id = fields.at("public_id");
    const std::string form = fields.count("eager") == 0 ? "" : fields.at("eager");
    assets_[{type, id}] = {bytes, form, utc_now()};
    const std::string extension = type == "image" ? ".jpg" : ".mp4";
    const std::string base = url() + "/" + k_cloud + "/" + type + "/upload/";
    json body{{"public_id", id},
              {"resource_type", type},
              {"bytes", bytes.size()},
              {"secure_url", base + "v1/" + id + extension}};
    if (!form.empty()) {
      body["eager"] = json::array({{{"transformation", form},
                                    {"bytes", delivered(bytes, form).size()},
                                    {"secure_url", base + form + "/v1/" + id + extension}}});
    }
    response.set_content(body.dump(), "application/json");
  }

  void destroy(const httplib::Request& request, httplib::Response& response) {
    const auto fields = signed_fields(request, {"public_id", "timestamp", "invalidate"});
    if (!request.files.empty() && request.has_file("file")) throw CloudRefusal(400, "file");
    const bool known = assets_.erase({request.matches[1], fields.at("public_id")}) > 0;
    response.set_content(json{{"result", known ? "ok" : "not found"}}.dump(), "application/json");
  }

  void list(const httplib::Request& request, httplib::Response& response) {
    const std::string pair = std::string(k_key) + ":" + k_secret;
    if (request.get_header_value("Authorization") != "Basic " + crypto::to_base64(pair)) {
      throw CloudRefusal(401, "Invalid credentials");
    }
    const std::string prefix = request.get_param_value("prefix");
    const auto page = std::stoul(request.get_param_value("max_results"));
    if (page < 1 || page > 500) throw CloudRefusal(400, "max_results must be between 1 and 500");
    const std::string after = request.get_param_value("next_cursor");
    json body{{"resources", json::array()}};
    for (const auto& [name, asset] : assets_) {
      if (name.first != request.matches[1] || !name.second.starts_with(prefix)) continue;
      if (!after.empty() && name.second <= after) continue;
      if (body["resources"].size() == page) {
        body["next_cursor"] = body["resources"].back()["public_id"];
        break;
      }
      body["resources"].push_back({{"public_id", name.second}, {"created_at", asset.created_at}});
    }
    response.set_content(body.dump(), "application/json");
  }

  void deliver(const httplib::Request& request, httplib::Response& response) {
    const std::string type = request.matches[1];
    const std::string form = request.matches[2];
    const std::string file = request.matches[3];
    const std::size_t dot = file.rfind('.');
    const auto found = assets_.find({type, file.substr(0, dot)});
    if (found == assets_.end()) throw CloudRefusal(404, "Resource not found - " + file);
    if (!form.empty() && form != found->second.form) {
      throw CloudRefusal(401, "Transformation " + form + " is not allowed");
    }
    const bool as_asked = type == "video" || form == k_picture_form;
    const char* mime = type == "video" ? "video/mp4" : as_asked ? "image/jpeg" : "image/webp";
    response.set_content(delivered(found->second.bytes, form), mime);
  }

  /// A picture is encoded anew: other bytes, and more of them.
  static std::string delivered(const std::string& bytes, const std::string& form) {
    return form.empty() ? bytes : bytes + "encoded anew";
  }

  httplib::Server server_;
  std::thread thread_;
  int port_ = 0;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, StoredAsset> assets_;  ///< by type and public id
};

CloudinarySandbox::CloudinarySandbox() : server_(std::make_unique<Server>()) {}
CloudinarySandbox::~CloudinarySandbox() = default;

std::string CloudinarySandbox::url() const { return server_->url(); }

}  // namespace igbot::test
