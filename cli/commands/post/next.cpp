// SPDX-License-Identifier: MIT
#include "cli/commands/post/next.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/confirm.hpp"
#include "cli/exit_code.hpp"
#include "cli/id_option.hpp"
#include "cli/post_output.hpp"
#include "cli/posting.hpp"
#include "core/media/media_repository.hpp"
#include "core/post/decisions.hpp"
#include "core/post/delivery.hpp"
#include "core/post/transition.hpp"
#include "core/store/rate_limit_repository.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using post::Decisions;
using post::Post;

struct PostNextOptions {
  std::int64_t media = 0;
  bool dry_run = false;
  bool yes = false;
};

void require_deliverable(Services& services, const Chat& chat) {
  if (chat.state != ChatState::active && chat.state != ChatState::unreachable) {
    throw Error(
        ErrorKind::conflict, "nothing is sent to " + chat.name + ": it is " + to_string(chat.state),
        "igbotctl chat " + std::string(chat.state == ChatState::archived ? "unarchive" : "show") +
            " --chat " + std::to_string(number(chat.telegram_id)));
  }
  const Timestamp blocked = services.store().read(
      [&](UnitOfWork& unit) { return RateLimitRepository(unit).blocked_until(chat.telegram_id); });
  if (blocked > services.clock().now()) {
    throw Error(ErrorKind::temporary,
                "nothing is sent to " + chat.name + ": Telegram asked to wait until " +
                    local_text(blocked, zone_of(services, chat)),
                "try again then; igbotctl post run does");
  }
}

/// What the delivery did; a card that has to wait is no success for whoever asked for it now.
int tell(const post::RunReport& run, Services& services, Io& io) {
  const int code = print_run_report(run, services, io);
  for (const post::Handled& handled : run.handled()) {
    if (code != k_done) break;
    if (handled.outcome == "missed") {
      throw Error(
          ErrorKind::failed,
          "card was not sent: post " + id_text(handled.post.id) + " (" + handled.detail + ")",
          "igbotctl media sync, then igbotctl post next");
    }
    if (handled.outcome == "deferred") {
      throw Error(
          ErrorKind::temporary,
          "card was not sent: post " + id_text(handled.post.id) + " (" + handled.detail + ")",
          "it stays planned; igbotctl post run sends it then");
    }
  }
  return code;
}

/// What would be sent, without sending it: `what` with the media item and its path.
template <typename Body>
int foresee(const Chat& chat, const std::string& what, Services& services, Io& io,
            const Body& choose) {
  std::string path;
  const Post post = services.store().rehearse(services.person(), [&](UnitOfWork& unit) {
    Post chosen = choose(unit);
    const auto item = media::MediaRepository(unit.chat(chat.key)).find(chosen.media);
    path = item ? item->path : "?";
    return chosen;
  });
  if (const auto& json = services.globals().json) {
    nlohmann::json line = post_json(chat.telegram_id, post, path);
    line["outcome"] = "would_send";
    line["detail"] = "";
    print_json_line(io, *json, k_post_run_shape, std::move(line));
  } else if (!services.globals().quiet) {
    io.out << "would send " << what << "media " << number(post.media) << " ("
           << text::one_line(path) << ") to " << text::one_line(chat.name) << '\n';
  }
  return k_done;
}

int run_post_next(const PostNextOptions& options, Services& services, Io& io) {
  if (print_json_help(k_post_run_shape, services, io)) return 0;
  const Chat chat = services.chat();
  require_deliverable(services, chat);
  std::optional<MediaId> media;
  if (options.media > 0) media = static_cast<MediaId>(options.media);
  const auto body = [&](UnitOfWork& unit) { return Decisions(unit.chat(chat.key)).next(media); };
  if (options.dry_run) return foresee(chat, "", services, io, body);
  require_confirmation(io, options.yes, "Send the next post to " + chat.name + " now?");
  const Post post = services.store().write(services.person(), body);
  Posting posting(services, services.person());
  post::Delivery(posting.worker(), chat.key).deliver(post.id, post::Delivery::Asked::by_person);
  return tell(posting.worker().report, services, io);
}

struct PostResendOptions {
  std::int64_t id = 0;
  bool dry_run = false;
};

int run_post_resend(const PostResendOptions& options, Services& services, Io& io) {
  if (print_json_help(k_post_run_shape, services, io)) return 0;
  const Chat chat = services.chat();
  require_deliverable(services, chat);
  const auto id = static_cast<PostId>(options.id);
  if (options.dry_run) {
    return foresee(chat, "a new card of ", services, io, [&](UnitOfWork& unit) {
      const ChatScope scope = unit.chat(chat.key);
      return post::Transition(scope, SettingsService(scope).load())
          .decide(Decisions(scope).get(id), post::Verb::resend, std::nullopt);
    });
  }
  Posting posting(services, services.person());
  post::Delivery(posting.worker(), chat.key).resend(id, services.person());
  const int code = tell(posting.worker().report, services, io);
  if (code == k_done && !services.globals().json && !services.globals().quiet) {
    io.out << "decide on the new card, the old one is closed; cannot be undone\n";
  }
  return code;
}

}  // namespace

void add_post_next(CLI::App& post, Selected& selected) {
  CLI::App* command = post.add_subcommand("next", "Send the card of the next post now");
  auto options = std::make_shared<PostNextOptions>();
  add_id_option(*command, "--media", options->media, "Media id")
      ->description("This media item instead");
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would be sent, change nothing");
  command->add_flag("--yes", options->yes, "Do not ask");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_next(*options, services, io);
    };
  });
}

void add_post_resend(CLI::App& post, Selected& selected) {
  CLI::App* command =
      post.add_subcommand("resend", "Send a new card of an awaiting post and close the old one");
  auto options = std::make_shared<PostResendOptions>();
  add_id_option(*command, "post", options->id, "Post id")->required();
  command->add_flag("-n,--dry-run", options->dry_run, "Show what would be sent, change nothing");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_post_resend(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
