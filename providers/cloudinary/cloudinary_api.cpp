// SPDX-License-Identifier: MIT
#include "providers/cloudinary/cloudinary_api.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/crypto/base64.hpp"
#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "core/http/url.hpp"
#include "core/text/text.hpp"
#include "providers/cloudinary/cloudinary_error.hpp"
#include "providers/http/upload_time.hpp"

namespace igbot::cloudinary {
namespace {

using nlohmann::json;

/// JPEG with hardly a loss: the picture was made for Instagram already.
constexpr const char* k_picture_form = "f_jpg,q_95";

void require_cloud_name(const std::string& name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  if (plain && !name.empty()) return;
  throw Error(ErrorKind::config, "invalid staging.cloud_name: '" + text::one_line(name) + "'",
              "staging.cloud_name takes the name of a Cloudinary cloud");
}

[[noreturn]] void unusable(const std::string& action) {
  throw Error(ErrorKind::temporary, "no usable answer from cloudinary: " + action,
              "check staging.api_base");
}

/// The form of an upload that Instagram gets: of a picture the JPEG made on the way in, of a video
/// the file itself.
Delivery delivery_of(const std::string& resource_type, const std::string& body) {
  const json answer = json::parse(body, nullptr, false);
  const bool is_picture = resource_type == "image";
  try {
    const json& form = is_picture ? answer.at("eager").at(0) : answer;
    Delivery delivery{form.at("secure_url").get<std::string>(),
                      form.at("bytes").get<std::uint64_t>()};
    const bool right = is_picture ? delivery.url.ends_with(".jpg") &&
                                        delivery.url.find("/f_jpg") != std::string::npos
                                  : delivery.url.ends_with(".mp4");
    if (right) return delivery;
  } catch (const json::exception&) {
    // Not the answer of an upload: said below.
  }
  unusable("upload");
}

AssetPage asset_page_of(const std::string& body) {
  const json answer = json::parse(body, nullptr, false);
  try {
    AssetPage page;
    for (const json& asset : answer.at("resources")) {
      page.assets.push_back({asset.at("public_id"), asset.at("created_at")});
    }
    if (answer.contains("next_cursor") && answer["next_cursor"].is_string()) {
      page.next = answer["next_cursor"].get<std::string>();
    }
    return page;
  } catch (const json::exception&) {
    unusable("listing");
  }
}

}  // namespace

std::string signature_of(const std::map<std::string, std::string>& parameters,
                         const Secret& api_secret) {
  std::vector<std::string> pairs;
  pairs.reserve(parameters.size());
  for (const auto& [name, value] : parameters) pairs.push_back(text::join({name, value}, "="));
  const Secret signed_text(text::join(pairs, "&") + api_secret.reveal());
  return crypto::digest_hex(crypto::DigestAlgorithm::sha256, signed_text.reveal());
}

CloudinaryApi::CloudinaryApi(http::HttpClient& http, Clock& clock, Account account)
    : http_(http), clock_(clock), account_(std::move(account)) {
  require_cloud_name(account_.cloud_name);
}

std::string CloudinaryApi::url_of(const std::string& path) const {
  return account_.api_base + "/v1_1/" + account_.cloud_name + "/" + path;
}

http::Response CloudinaryApi::call(const std::string& resource_type, const std::string& action,
                                   std::map<std::string, std::string> parameters,
                                   const std::optional<std::filesystem::path>& file) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch();
  parameters["timestamp"] = std::to_string(seconds.count());
  const std::string signature = signature_of(parameters, account_.api_secret);
  http::Request request;
  request.method = "POST";
  request.url = url_of(resource_type + "/" + action);
  for (const auto& [name, value] : parameters) {
    request.parts.push_back({.name = name, .value = value});
  }
  request.parts.push_back({.name = "api_key", .value = account_.api_key});
  request.parts.push_back({.name = "signature", .value = signature});
  if (file) {
    request.parts.push_back({.name = "file", .file = *file, .file_name = "story"});
    request.timeout += http::time_to_upload(*file);
  }
  return http_.send(request);
}

Delivery CloudinaryApi::upload(const std::string& resource_type, const std::string& public_id,
                               const std::filesystem::path& file) {
  std::map<std::string, std::string> parameters{{"public_id", public_id}};
  if (resource_type == "image") parameters["eager"] = k_picture_form;
  const http::Response response = call(resource_type, "upload", std::move(parameters), file);
  if (!response.ok()) throw cloudinary_error(response, "upload");
  Delivery delivery = delivery_of(resource_type, response.body);
  // Nobody outside may send us to a server of this machine.
  const bool leads_here =
      http::is_loopback_url(delivery.url) && !http::is_loopback_url(account_.api_base);
  if (leads_here) unusable("upload");
  return delivery;
}

void CloudinaryApi::destroy(const std::string& resource_type, const std::string& public_id) {
  const http::Response response =
      call(resource_type, "destroy", {{"public_id", public_id}, {"invalidate", "true"}}, {});
  if (!response.ok()) throw cloudinary_error(response, "delete");
  const json answer = json::parse(response.body, nullptr, false);
  const bool told = answer.is_object() && answer.contains("result");
  if (!told || (answer["result"] != "ok" && answer["result"] != "not found")) unusable("destroy");
}

AssetPage CloudinaryApi::list(const std::string& resource_type, const std::string& prefix,
                              const std::optional<std::string>& cursor) {
  const Secret pair(account_.api_key + ":" + account_.api_secret.reveal());
  http::Request request;
  request.url = url_of("resources/" + resource_type + "/upload") +
                "?prefix=" + http::percent_encode(prefix) +
                "&max_results=" + std::to_string(account_.page_size);
  if (cursor) request.url += "&next_cursor=" + http::percent_encode(*cursor);
  request.headers = {{"Authorization", "Basic " + crypto::to_base64(pair.reveal())}};
  const http::Response response = http_.send(request);
  if (!response.ok()) throw cloudinary_error(response, "list");
  AssetPage page = asset_page_of(response.body);
  if (page.next && page.next == cursor) unusable("listing");  // it would never end
  return page;
}

}  // namespace igbot::cloudinary
