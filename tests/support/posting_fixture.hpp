// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/post/decisions.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/post_runner.hpp"
#include "core/settings/settings_service.hpp"
#include "tests/support/fake_messenger.hpp"
#include "tests/support/temporary_store.hpp"

namespace igbot::test {

/// A chat with a library, a messenger that records, and a clock that stands still: what tests of
/// posting need.
class PostingFixture {
 public:
  PostingFixture();
  virtual ~PostingFixture() = default;

  /// Another chat that is set up.
  ChatKey add_active_chat(std::int64_t telegram_id, const std::string& name);
  MediaId add_item(const std::string& path, const std::string& hash = {});
  MediaId add_item_to(ChatKey chat, const std::string& path, const std::string& hash = {});
  /// A planned post of this item, due `after` from now (may be negative).
  PostId plan(MediaId media, std::chrono::minutes after = std::chrono::minutes{0});
  PostId plan_in(ChatKey chat, MediaId media, std::chrono::minutes after);

  void set(const std::string& key, const std::string& value);
  /// One execution of `post run`.
  void run(const post::RunOptions& options = {});
  /// What the last run reported.
  const post::RunReport& report() const { return last_->report; }
  std::vector<std::string> outcomes() const;

  post::Post post(PostId id);
  post::PostState state(PostId id) { return post(id).state; }
  /// A person's word about a post, in its own transaction.
  template <typename Body>
  auto decide(Body body) {
    return t.store.write({"cli:anna", "anna"}, [&](UnitOfWork& unit) {
      post::Decisions decisions(unit.chat(chat));
      return body(decisions);
    });
  }
  std::int64_t count(const std::string& sql);
  std::string text(const std::string& sql);

  TemporaryStore t;
  FakeMessenger messenger;
  ChatKey chat;
  /// What bringing the file of a path says; absent = the file is there.
  std::map<std::string, post::MediaGone> gone;
  std::string lease_owner = "other-host/1/1";

 protected:
  /// What the worker of the next run publishes with.
  virtual std::optional<post::PublishTools> publish_tools() { return std::nullopt; }

 private:
  std::unique_ptr<post::Worker> last_;
};

}  // namespace igbot::test
