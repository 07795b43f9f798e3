// SPDX-License-Identifier: MIT
#include "cli/post_output.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/report.hpp"
#include "core/settings/settings_service.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

const std::vector<Field> k_post_fields{
    {"id", "post id"},
    {"chat_id", "Telegram id of the chat"},
    {"status", "state of the post"},
    {"stage", "of an unknown post: card or publish; otherwise null"},
    {"due_at", "when it is or was due, UTC"},
    {"media_id", "media item"},
    {"path", "path of the item in its source"},
    {"category", "category of the item"},
    {"pinned", "moved by hand: planning anew leaves it alone"},
    {"message_id", "Telegram message of its card, or null"},
    {"reason", "why it is as it is, or null"}};

template <typename T, typename Text>
nlohmann::json or_null(const std::optional<T>& value, Text text) {
  if (!value) return nullptr;
  return text(*value);
}

int code_of_outcome(const std::string& outcome) {
  if (outcome == "unknown") return k_unknown_outcome;
  if (outcome == "failed") return k_some_failed;
  return k_done;
}

/// Each chat's own zone, looked up once.
class Zones {
 public:
  explicit Zones(Store& store) : store_(store) {}
  const Zone& of(TelegramChatId chat) {
    auto found = zones_.find(chat);
    if (found == zones_.end()) {
      const std::string name = store_.read([&](UnitOfWork& unit) {
        const auto row = ChatRepository(unit).find(chat);
        return row ? SettingsService(unit.chat(row->key)).load().posting_timezone : "UTC";
      });
      found = zones_.emplace(chat, Zone::find(name)).first;
    }
    return found->second;
  }

 private:
  Store& store_;
  std::map<TelegramChatId, Zone> zones_;
};

void print_line(const post::Handled& handled, Zones& zones, Io& io) {
  std::string line = local_text(handled.post.due_at, zones.of(handled.chat)) + "  " +
                     handled.chat_name + "  post " + std::to_string(number(handled.post.id)) +
                     "  " + handled.outcome + "  " + handled.path;
  if (!handled.detail.empty()) line += "  (" + handled.detail + ")";
  io.out << text::redact(text::one_line(line)) << '\n';
}

}  // namespace

const Shape k_post_list_shape{"posts", k_post_fields};

const Shape k_post_shape{
    {},
    with(k_post_fields,
         {{"attempt", "how often a worker claimed it"},
          {"failures", "refusals since it was planned or retried"},
          {"next_attempt_at", "not tried before, UTC, or null"},
          {"sent_at", "when its card was sent, UTC, or null"},
          {"expires_at", "when its card stops waiting, UTC, or null"},
          {"decided_by", "who decided last, or null"},
          {"container_id", "Instagram's container of it, or null"},
          {"instagram_media_id", "Instagram's id of the story, or null"},
          {"permalink", "web address of the story, or null"},
          {"timeline", "all that happened: at, actor, action, before, after and reason of each"},
          {"can_be", "what a person can do with it now: verbs of igbotctl post"},
          {"why", "sentences: why it has this item", "--explain"},
          {"next", "what becomes of it next, or null when it has ended", "--explain"}})};

const Shape k_post_run_shape{
    {},
    with(k_post_fields, {{"outcome",
                          "sent, posted, deferred, missed, expired, failed, unknown, dry_run, "
                          "ask_again, recovered, "
                          "would_send, would_publish, would_rehearse, would_look_into"},
                         {"detail", "why; may be empty"}})};

std::string id_text(PostId id) { return std::to_string(number(id)); }

std::string status_text(const post::Post& post) {
  std::string status(to_string(post.state));
  if (post.stage) status += " (" + std::string(to_string(*post.stage)) + ")";
  return status;
}

Zone zone_of(Services& services, const Chat& chat) {
  return services.store().read([&](UnitOfWork& unit) {
    return Zone::find(SettingsService(unit.chat(chat.key)).load().posting_timezone);
  });
}

bool print_json_help(const Shape& shape, Services& services, Io& io) {
  return print_json_help(io, services.globals().json, shape);
}

nlohmann::json post_json(TelegramChatId chat, const post::Post& post, const std::string& path) {
  return {{"id", number(post.id)},
          {"chat_id", number(chat)},
          {"status", to_string(post.state)},
          {"stage", or_null(post.stage, [](post::Stage stage) { return to_string(stage); })},
          {"due_at", utc_text(post.due_at)},
          {"media_id", number(post.media)},
          {"path", path},
          {"category", post.category},
          {"pinned", post.pinned},
          {"message_id", or_null(post.message, [](auto id) { return number(id); })},
          {"reason", or_null(post.reason, [](const std::string& text) { return text; })}};
}

int print_run_report(const post::RunReport& run, Services& services, Io& io) {
  const auto& json = services.globals().json;
  Zones zones(services.store());
  int code = k_done;
  for (const post::Handled& handled : run.handled()) {
    code = more_important(code, code_of_outcome(handled.outcome));
    if (json) {
      nlohmann::json line = post_json(handled.chat, handled.post, handled.path);
      line["outcome"] = handled.outcome;
      line["detail"] = handled.detail;
      print_json_line(io, *json, k_post_run_shape, std::move(line));
    } else if (!services.globals().quiet &&
               !(io.out_is_journal && io.err_is_journal)) {  // the log has it
      print_line(handled, zones, io);
    }
  }
  for (const post::Problem& problem : run.problems()) {
    report(services, io, Error(problem.kind, problem.message, problem.hint));
    code = more_important(code, exit_code_of(problem.kind));
  }
  return code;
}

}  // namespace igbot::cli
