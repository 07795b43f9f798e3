// SPDX-License-Identifier: MIT
#include "tests/support/drive_sandbox.hpp"

#include <nlohmann/json.hpp>

#include "core/media/media_type.hpp"
#include "tests/support/drive_key.hpp"
#include "tests/support/drive_server.hpp"

namespace igbot::test {

DriveSandbox::DriveSandbox() : server_(std::make_unique<Server>()) {}
DriveSandbox::~DriveSandbox() = default;

std::string DriveSandbox::url() const { return server_->url(); }

std::string DriveSandbox::service_account_json() {
  return nlohmann::json{{"type", "service_account"},
                        {"project_id", "sandbox"},
                        {"private_key_id", DriveOauth::k_key_id},
                        {"private_key", k_drive_private_key},
                        {"client_email", k_service_account},
                        {"client_id", "100000000000000000001"},
                        {"auth_uri", "https://accounts.google.com/o/oauth2/auth"},
                        {"token_uri", "https://attacker.example/token"}}
      .dump();
}

std::string DriveSandbox::refresh_token() {
  const std::lock_guard lock(server_->mutex);
  return server_->oauth.issue_refresh_token();
}
bool DriveSandbox::knows_refresh_token(const std::string& token) const {
  const std::lock_guard lock(server_->mutex);
  return server_->oauth.knows_refresh_token(token);
}
std::string DriveSandbox::grant(const std::string& redirect_uri, const std::string& challenge,
                                const std::string& scope) {
  const std::lock_guard lock(server_->mutex);
  return server_->oauth.grant(redirect_uri, challenge, scope);
}
void DriveSandbox::expire_access_tokens() {
  const std::lock_guard lock(server_->mutex);
  server_->oauth.expire_access_tokens();
}
void DriveSandbox::revoke_refresh_tokens() {
  const std::lock_guard lock(server_->mutex);
  server_->oauth.revoke_all_refresh_tokens();
}
void DriveSandbox::withhold_refresh_tokens() {
  const std::lock_guard lock(server_->mutex);
  server_->oauth.withhold_refresh_tokens();
}
void DriveSandbox::set_outer_url(const std::string& url) {
  const std::lock_guard lock(server_->mutex);
  server_->oauth.set_token_url(url + "/token");
}
void DriveSandbox::set_now(Timestamp now) {
  const std::lock_guard lock(server_->mutex);
  server_->now = now;
}

std::string DriveSandbox::my_drive() const { return server_->service.tree().my_drive(); }

std::string DriveSandbox::add_folder(const std::string& parent, const std::string& name) {
  return add_file_of_type(parent, name, k_drive_folder, "");
}
std::string DriveSandbox::add_shared_folder(const std::string& name) {
  const std::lock_guard lock(server_->mutex);
  return server_->service.tree().add(
      {.name = name, .mime = k_drive_folder, .is_shared_with_me = true});
}
std::string DriveSandbox::add_shared_drive(const std::string& name) {
  const std::lock_guard lock(server_->mutex);
  return server_->service.tree().add_shared_drive(name);
}
std::string DriveSandbox::add_file(const std::string& parent, const std::string& name,
                                   const std::string& bytes) {
  return add_file_of_type(parent, name, media::mime_of_extension(name), bytes);
}
std::string DriveSandbox::add_file_of_type(const std::string& parent, const std::string& name,
                                           const std::string& mime, const std::string& bytes) {
  const std::lock_guard lock(server_->mutex);
  return server_->service.tree().add(
      {.name = name, .mime = mime, .parent = parent, .bytes = bytes});
}
std::string DriveSandbox::add_shortcut(const std::string& parent, const std::string& name,
                                       const std::string& target) {
  const std::lock_guard lock(server_->mutex);
  DriveTree& tree = server_->service.tree();
  return tree.add({.name = name,
                   .mime = k_drive_shortcut,
                   .parent = parent,
                   .target = target,
                   .target_mime = tree.at(target).mime});
}
void DriveSandbox::replace(const std::string& id, const std::string& bytes) {
  const std::lock_guard lock(server_->mutex);
  DriveTree& tree = server_->service.tree();
  tree.at(id).bytes = bytes;
  ++tree.at(id).revision;
  tree.note_change(id);
}
void DriveSandbox::rename(const std::string& id, const std::string& name) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().at(id).name = name;
  server_->service.tree().note_change(id);
}
void DriveSandbox::move(const std::string& id, const std::string& parent) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().move(id, parent);
}
void DriveSandbox::trash(const std::string& id) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().at(id).is_trashed = true;
  server_->service.tree().note_change(id);
}
void DriveSandbox::untrash(const std::string& id) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().at(id).is_trashed = false;
  server_->service.tree().note_change(id);
}
void DriveSandbox::remove(const std::string& id) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().remove(id);
}
void DriveSandbox::touch(const std::string& id) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().note_change(id);
}
void DriveSandbox::forbid_download(const std::string& id) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().at(id).may_download = false;
  server_->service.tree().note_change(id);
}
void DriveSandbox::allow_download(const std::string& id) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().at(id).may_download = true;
  server_->service.tree().note_change(id);
}
void DriveSandbox::forget_digests(const std::string& id) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().at(id).has_digests = false;
}
void DriveSandbox::patch(const std::string& id, const std::string& json) {
  const std::lock_guard lock(server_->mutex);
  server_->service.tree().at(id).patch = json;
}

void DriveSandbox::set_page_size(std::size_t entries) {
  const std::lock_guard lock(server_->mutex);
  server_->service.set_page_size(entries);
}
void DriveSandbox::redirect_downloads(bool redirects) {
  const std::lock_guard lock(server_->mutex);
  server_->redirects = redirects;
}
void DriveSandbox::fail_next(const std::string& endpoint, const DriveFault& fault, int times) {
  const std::lock_guard lock(server_->mutex);
  server_->faults.add(endpoint, fault, times);
}
void DriveSandbox::forget_faults() {
  const std::lock_guard lock(server_->mutex);
  server_->faults = {};
}
void DriveSandbox::release() { server_->release(); }

std::vector<RecordedDriveCall> DriveSandbox::calls(const std::string& endpoint) const {
  const std::lock_guard lock(server_->mutex);
  std::vector<RecordedDriveCall> calls = server_->calls;
  if (!endpoint.empty()) {
    std::erase_if(calls, [&](const RecordedDriveCall& call) { return call.endpoint != endpoint; });
  }
  return calls;
}
void DriveSandbox::forget_calls() {
  const std::lock_guard lock(server_->mutex);
  server_->calls.clear();
}

}  // namespace igbot::test
