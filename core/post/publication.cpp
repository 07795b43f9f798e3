// SPDX-License-Identifier: MIT
#include "core/post/publication.hpp"

#include <algorithm>
#include <array>

#include "core/post/gate.hpp"
#include "core/post/item_choice.hpp"
#include "core/post/lease.hpp"
#include "core/post/outbox.hpp"
#include "core/post/post_repository.hpp"
#include "core/post/publish_doubt.hpp"
#include "core/post/setback.hpp"
#include "core/post/story_insights.hpp"
#include "core/post/transition.hpp"
#include "core/settings/settings_service.hpp"

namespace igbot::post {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Pauses between looks at a container; the last one repeats.
constexpr std::array<seconds, 5> k_pauses{seconds{1}, seconds{2}, seconds{4}, seconds{8},
                                          seconds{15}};
/// A container lives 24 hours; one that is nearly over is not begun with.
constexpr hours k_container_life{23};
/// The publish call leaves only while so much of the lease is left that it surely ends within it.
constexpr minutes k_lease_left{5};

const PublishTools& tools_of(const Worker& worker) {
  if (!worker.publishing) throw Error(ErrorKind::bug, "this worker has nothing to publish with");
  return *worker.publishing;
}

void hold(Worker& worker, UnitOfWork& unit, Post& post) {
  post.attempt += 1;
  post.lease_owner = worker.lease_owner;
  post.lease_until = unit.now() + k_lease;
}

bool is_container_good(const Post& post, const Account& account, Timestamp now) {
  return post.state == PostState::prepared && post.prepared_account == account.id &&
         post.prepared_at && now - *post.prepared_at < k_container_life;
}

}  // namespace

Publication::Publication(Worker& worker, ChatKey chat)
    : worker_(worker), chat_(chat), tools_(tools_of(worker)) {}

void Publication::publish(Claimed claimed, const std::filesystem::path& file) {
  const Outlet outlet = worker_.store.read([&](UnitOfWork& unit) {
    return outlet_of(unit.chat(chat_), claimed.settings, claimed.post);
  });
  const GateDecision gate =
      decide_gate(claimed.post, claimed.settings, outlet, worker_.store.clock().now());
  if (worker_.publish_run.is_down || gate.step != GateStep::publish) {
    const std::string why = gate.why.empty() ? "nothing can be published now" : gate.why;
    advance(worker_, claimed, Verb::release, why);
    return;
  }
  const bool begun =
      advance(worker_, claimed, Verb::begin_prepare, std::nullopt, [&](ChatScope, Post& post) {
        post.prepared_id.reset();
        post.prepared_account = outlet.account->id;
      });
  if (!begun) return;
  const auto account = open(claimed, outlet.account->id);
  if (account && make_container(claimed, *account, file)) go_on_prepared(claimed, *account);
}

void Publication::go_on(PostId id) {
  if (worker_.publish_run.is_down) return;
  auto claimed = take(id);
  if (!claimed) return;
  const auto account = open(*claimed, claimed->post.prepared_account.value());
  if (!account) return;
  if (claimed->post.state == PostState::preparing) {
    const auto file = bring(*claimed);
    if (!file) return;
    const LocalCopy copy(*file);
    if (!make_container(*claimed, *account, copy.path)) return;
  }
  go_on_prepared(*claimed, *account);
}

/// The post with a lease, unless its container is still good; nothing when it may not go on now.
std::optional<Claimed> Publication::take(PostId id) {
  return worker_.store.write(worker_.actor, [&](UnitOfWork& unit) -> std::optional<Claimed> {
    const ChatScope scope = unit.chat(chat_);
    const auto chat = ChatRepository(unit).find(chat_);
    const auto post = PostRepository(scope).find(id);
    if (!chat || !post || !target(Verb::begin_prepare, post->state)) return std::nullopt;
    if (post->lease_owner && !is_lease_dead(*post, unit.now())) return std::nullopt;
    const ChatSettings settings = SettingsService(scope).load();
    const Outlet outlet = outlet_of(scope, settings, *post);
    const GateDecision gate = decide_gate(*post, settings, outlet, unit.now());
    if (gate.step != GateStep::publish) return std::nullopt;
    const auto item = media::MediaRepository(scope).find(post->media).value();
    if (is_container_good(*post, *outlet.account, unit.now())) {
      return Claimed{*chat, *post, settings, item};
    }
    const auto taken = Transition(scope, settings)
                           .advance(*post, Verb::begin_prepare, post->reason, [&](Post& preparing) {
                             hold(worker_, unit, preparing);
                             preparing.prepared_id.reset();
                             preparing.prepared_account = outlet.account->id;
                             // After a doubt only a person lets another container be made.
                             preparing.republished = false;
                           });
    if (!taken) return std::nullopt;
    return Claimed{*chat, *taken, settings, item};
  });
}

/// The file of an approved post: people approved this very one, so no other takes its place.
std::optional<std::filesystem::path> Publication::bring(Claimed& claimed) {
  if (claimed.item.content != claimed.post.content) {
    refuse_for_good(worker_, claimed, k_other_content);
    return std::nullopt;
  }
  try {
    auto brought = worker_.bring_media(claimed.chat.key, claimed.item);
    if (auto* gone = std::get_if<MediaGone>(&brought)) {
      refuse_for_good(worker_, claimed, gone->why);
      return std::nullopt;
    }
    condition_ends(worker_, chat_, "media_source");
    return std::get<std::filesystem::path>(std::move(brought));
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    step_back(worker_, claimed, error.what(),
              worker_.store.clock().now() + backoff(1, claimed.post.id));
    chat_condition_begins(
        worker_, chat_, "media_source",
        {error.kind(), std::string(error.what()) + " (chat " + claimed.chat.name + ")",
         error.hint()});
    return std::nullopt;
  }
}

std::optional<PublishingAccount> Publication::open(Claimed& claimed, AccountId id) {
  try {
    tools_.publisher();  // what its configuration lacks is known before anything is done
    auto account = worker_.store.read([&](UnitOfWork& unit) -> std::optional<PublishingAccount> {
      const ChatScope scope = unit.chat(chat_);
      const Account found = AccountRepository(scope).find(id).value();
      if (!found.credential) return std::nullopt;
      return tools_.open_account(scope, found);
    });
    if (!account) {
      // Only a doubt comes here: whatever else goes out has an account that is connected.
      const Timestamp now = worker_.store.clock().now();
      step_back(worker_, claimed,
                "its account must be connected again before Instagram can be asked",
                next_look(claimed.post, now));
    }
    condition_ends(worker_, std::nullopt, "publishing");
    return account;
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    installation_fault(worker_, claimed, "publishing", error);
    return std::nullopt;
  }
}

bool Publication::make_container(Claimed& claimed, const PublishingAccount& account,
                                 const std::filesystem::path& file) {
  std::optional<StoryFile> story;
  try {
    story = tools_.make_story(file);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::failed) {
      const std::string fix = error.hint().empty() ? "" : "; " + error.hint();
      refuse_for_good(worker_, claimed, error.what() + fix);
    } else {
      installation_fault(worker_, claimed, "story_media", error);
    }
    return false;
  }
  condition_ends(worker_, std::nullopt, "story_media");
  const LocalCopy copy(story->path);
  const auto url = stage(claimed, *story);
  if (!url) return false;
  const StoryDraft draft{story->mime.starts_with("video/"), url->url};
  const auto answer = tools_.publisher().prepare(account, draft);
  if (const auto* refused = std::get_if<Refused>(&answer)) {
    set_back(worker_, claimed, account, *refused);
    return false;
  }
  condition_ends(worker_, std::nullopt, "instagram");
  return advance(worker_, claimed, Verb::prepare_done, std::nullopt,
                 [&](ChatScope scope, Post& post) {
                   post.prepared_id = std::get<std::string>(answer);
                   post.prepared_at = scope.now();
                   post.prepared_account = account.id;
                   post.next_attempt_at.reset();
                 });
}

std::optional<media::PublicUrl> Publication::stage(Claimed& claimed, const StoryFile& story) {
  try {
    const auto url = tools_.stage(chat_, claimed.post.id, story);
    condition_ends(worker_, std::nullopt, "staging");
    return url;
  } catch (const sql::SqlError&) {
    throw;
  } catch (const Error& error) {
    installation_fault(worker_, claimed, "staging", error);
    return std::nullopt;
  }
}

void Publication::go_on_prepared(Claimed& claimed, const PublishingAccount& account) {
  if (!is_finished(claimed, account) || !has_quota(claimed, account)) return;
  if (begin(claimed, Verb::begin_publish)) publish_once(claimed, account);
}

/// Looks at the container with growing pauses; what this run cannot wait for, the next one does.
bool Publication::is_finished(Claimed& claimed, const PublishingAccount& account) {
  Clock& clock = worker_.store.clock();
  const Timestamp deadline = worker_.publish_run.deadline.value_or(clock.now());
  for (std::size_t look = 0;; ++look) {
    const auto answer = tools_.publisher().inspect(account, claimed.post.prepared_id.value());
    if (const auto* refused = std::get_if<Refused>(&answer)) {
      set_back(worker_, claimed, account, *refused);
      return false;
    }
    const auto& status = std::get<ContainerStatus>(answer);
    switch (status.state) {
      case ContainerState::finished:
        return true;
      case ContainerState::published:
        published(claimed, account, Verb::found_live, std::nullopt);
        return false;
      case ContainerState::error:
      case ContainerState::expired:
        count_refusal(worker_, claimed, "Instagram could not make it ready: " + status.detail);
        return false;
      case ContainerState::in_progress:
        break;
    }
    const auto pause = k_pauses[std::min(look, k_pauses.size() - 1)];
    if (clock.now() + pause > deadline) {
      step_back(worker_, claimed, "Instagram is still making it ready", clock.now() + pause);
      return false;
    }
    clock.sleep_for(pause);
  }
}

bool Publication::has_quota(Claimed& claimed, const PublishingAccount& account) {
  auto left = worker_.publish_run.quota_left(account.instagram_id);
  if (!left) {
    const auto answer = tools_.publisher().quota(account);
    if (const auto* refused = std::get_if<Refused>(&answer)) {
      // What cannot be read does not hold a post up: a publish beyond the quota is refused.
      if (refused->kind == Refusal::uncertain && !refused->stops_account) return true;
      set_back(worker_, claimed, account, *refused);
      return false;
    }
    const auto& quota = std::get<Quota>(answer);
    left = quota.total - quota.used;
    worker_.publish_run.remember_quota(account.instagram_id, *left);
  }
  if (*left > 0) return true;
  defer_for_quota(worker_, claimed, account,
                  "@" + account.username + " has used up its stories of 24 hours");
  return false;
}

/// Stores that the one call is about to be made, unless something forbids it by now.
bool Publication::begin(Claimed& claimed, Verb verb) {
  auto begun = worker_.store.write(worker_.actor, [&](UnitOfWork& unit) -> std::optional<Claimed> {
    const ChatScope scope = unit.chat(chat_);
    Claimed next = claimed;
    next.settings = SettingsService(scope).load();
    Post judged = claimed.post;
    judged.state = PostState::prepared;
    const Outlet outlet = outlet_of(scope, next.settings, judged);
    const GateDecision gate = decide_gate(judged, next.settings, outlet, unit.now());
    if (gate.step != GateStep::publish) return std::nullopt;
    if (outlet.account->id != claimed.post.prepared_account) return std::nullopt;
    const auto taken = Transition(scope, next.settings)
                           .advance(claimed.post, verb, std::nullopt, [&](Post& publishing) {
                             hold(worker_, unit, publishing);
                             publishing.next_attempt_at.reset();
                             if (verb == Verb::publish_again) publishing.republished = true;
                           });
    if (!taken) return std::nullopt;
    next.post = *taken;
    return next;
  });
  if (!begun) return false;
  claimed = std::move(*begun);
  return true;
}

void Publication::publish_once(Claimed& claimed, const PublishingAccount& account) {
  // A worker that was stopped in between leaves it to its successor.
  if (worker_.store.clock().now() + k_lease_left > claimed.post.lease_until.value()) return;
  const auto answer = tools_.publisher().publish(account, claimed.post.prepared_id.value());
  if (const auto* refused = std::get_if<Refused>(&answer)) {
    return set_back(worker_, claimed, account, *refused);
  }
  worker_.publish_run.use_quota(account.instagram_id);
  published(claimed, account, Verb::publish_done, std::get<std::string>(answer));
}

void Publication::published(Claimed& claimed, const PublishingAccount& account, Verb verb,
                            const std::optional<std::string>& media_id) {
  const bool recorded =
      advance(worker_, claimed, verb, std::nullopt, [&](ChatScope scope, Post& post) {
        post.instagram_media_id = media_id;
        post.next_attempt_at = scope.now() + k_insight_marks[0];
      });
  if (!recorded) return;
  condition_ends(worker_, std::nullopt, "instagram");
  condition_ends(worker_, chat_, "instagram_quota");
  if (media_id) {
    // Best effort: the story is live, whatever this says.
    const auto link = tools_.publisher().permalink(account, *media_id);
    if (const auto* permalink = std::get_if<std::string>(&link)) {
      remember_permalink(claimed, *permalink);
    }
  }
  report(worker_, claimed, "posted", claimed.post.permalink.value_or(""));
  release(claimed);
}

void Publication::remember_permalink(Claimed& claimed, const std::string& permalink) {
  worker_.store.write(worker_.actor, [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat_);
    unit.db().execute("UPDATE posts SET permalink = $3 WHERE chat_id = $1 AND id = $2",
                      {chat_, claimed.post.id, permalink});
    unit.db().execute(
        "UPDATE posting_history SET permalink = $3 WHERE chat_id = $1 AND post_id = $2 AND "
        "outcome = 'posted'",
        {chat_, claimed.post.id, permalink});
    scope.audit({.entity = "post",
                 .entity_id = id_text(claimed.post.id),
                 .action = "permalink",
                 .reason = permalink});
    if (claimed.post.message) Outbox(scope).add_card_edit(claimed.post.id);
  });
  claimed.post.permalink = permalink;
}

/// What stays behind is swept later.
void Publication::release(const Claimed& claimed) {
  tell_left_copies(worker_, tools_.release(chat_, claimed.post.id));
}

}  // namespace igbot::post
