// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/account/instagram_login.hpp"
#include "core/post/publisher.hpp"
#include "tests/soak/faults.hpp"
#include "tests/soak/recording_host.hpp"
#include "tests/soak/records.hpp"

namespace igbot::test {

/// Instagram in memory: accounts with tokens and quotas, containers that take their time, stories.
/// Fetches pictures from the media host, and fails as it is told.
class RecordingInstagram final : public post::Publisher, public InstagramLogin {
 public:
  using Insights = std::variant<post::StoryInsights, post::TooFewViewers>;

  RecordingInstagram(SoakClock& clock, Faults& faults, Records& records, const RecordingHost& host)
      : clock_(clock), faults_(faults), records_(records), host_(host) {}

  Answer<std::string> prepare(const post::PublishingAccount& account,
                              const post::StoryDraft& story) override;
  Answer<post::ContainerStatus> inspect(const post::PublishingAccount& account,
                                        const std::string& container) override;
  Answer<std::string> publish(const post::PublishingAccount& account,
                              const std::string& container) override;
  Answer<post::Quota> quota(const post::PublishingAccount& account) override;
  Answer<std::vector<post::LiveStory>> stories(const post::PublishingAccount& account) override;
  Answer<std::string> permalink(const post::PublishingAccount& account,
                                const std::string& media_id) override;
  Answer<Insights> insights(const post::PublishingAccount& account,
                            const std::string& media_id) override;

  std::string authorization_url(AccountLogin, const std::string& state) override { return state; }
  IssuedToken exchange_code(AccountLogin login, const std::string& code) override;
  std::vector<InstagramIdentity> identify(AccountLogin login, const Secret& token) override;
  IssuedToken refresh(AccountLogin login, const Secret& token) override;

  /// An account, and a token for it that lives that long and perhaps cannot be renewed.
  IssuedToken add_account(const std::string& id, const std::string& username, int quota);
  IssuedToken issue(const std::string& account, std::chrono::hours life, bool renewable);
  void revoke_tokens(const std::string& account);
  /// A person publishes a picture with the app.
  void publish_by_hand(const std::string& account);

  /// The next publish is carried out and its answer lost, whatever is drawn: for the controls.
  bool loses_next_answer = false;
  /// Who asks how much of the quota is used is told nothing of it, as if nobody had asked; and what
  /// goes beyond it is taken all the same.
  bool forgets_quotas = false;
  void set_quota(const std::string& account, int quota) { records_.quotas[account] = quota; }

 private:
  struct Container {
    std::string account;
    std::string picture;
    Timestamp made;
    Timestamp finished;
    bool fails = false;
    bool published = false;
  };
  struct Token {
    std::string account;
    Timestamp expires;
    bool renewable = true;
  };

  Moment now() const { return {clock_.world(), clock_.now()}; }
  bool is_good(const std::string& token, const std::string& account) const;
  /// What keeps a call from being carried out or its answer from arriving; nothing when it goes on.
  std::optional<post::Refused> refusal(Fault fault, const post::PublishingAccount& account) const;
  int used(const std::string& account) const;
  std::string make_story(const std::string& account, const std::string& container,
                         const std::string& picture);
  Token token_of(const Secret& token) const;
  void require_reachable();

  SoakClock& clock_;
  Faults& faults_;
  Records& records_;
  const RecordingHost& host_;
  std::map<std::string, std::string> usernames_;
  std::map<std::string, Token> tokens_;
  std::map<std::string, Container> containers_;
  std::map<std::string, std::vector<std::size_t>> stories_of_;
};

}  // namespace igbot::test
