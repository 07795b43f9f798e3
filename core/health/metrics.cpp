// SPDX-License-Identifier: MIT
#include "core/health/metrics.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace igbot::health {
namespace {

constexpr Metric k_metrics[] = {
    {"igbotctl_build_info", "The version of igbotctl that looked; always 1."},
    {"igbotctl_observed_timestamp_seconds", "When these figures were taken."},
    {"igbotctl_check_status",
     "What a check of igbotctl doctor came to: 0 ok, 1 warning, 2 failure."},
    {"igbotctl_database_size_bytes",
     "Size of the database, changes not yet moved into it included."},
    {"igbotctl_database_schema_version", "Schema of the database."},
    {"igbotctl_disk_free_bytes", "Space left where something of igbotctl's lies."},
    {"igbotctl_clock_ahead_seconds", "How far this machine's clock is ahead of Telegram's."},
    {"igbotctl_worker_last_success_timestamp_seconds", "When the worker last ran to its end."},
    {"igbotctl_chat_info", "A chat that is active or unreachable; always 1."},
    {"igbotctl_chat_paused", "Whether posting is paused in the chat."},
    {"igbotctl_chat_dry_run", "Whether nothing is really published in the chat."},
    {"igbotctl_posts", "Posts of the chat in a state."},
    {"igbotctl_overdue_posts", "Posts still planned 15 minutes after their time."},
    {"igbotctl_oldest_overdue_post_seconds",
     "How long ago the oldest overdue post was due; 0 for none."},
    {"igbotctl_next_post_timestamp_seconds", "When the chat's next post is due."},
    {"igbotctl_last_success_timestamp_seconds",
     "When a post of the chat last ended posted or as a dry run."},
    {"igbotctl_account_dead", "Whether the account has no token that works."},
    {"igbotctl_token_expiry_timestamp_seconds", "When the account's token ends."},
    {"igbotctl_source_last_success_timestamp_seconds",
     "When the chat's media source was last read to its end."},
    {"igbotctl_media_items", "Media items of the chat that are there."},
    {"igbotctl_runway_seconds",
     "Time until a post finds nothing that may be posted; looked at for a year."},
    {"igbotctl_category_runway_seconds", "The same of one category."},
    {"igbotctl_waiting_messages", "Messages that have not reached Telegram for 15 minutes."},
    {"igbotctl_conditions", "Lasting conditions that were reported and are not over."},
};

constexpr double k_seconds_a_day = 86400.0;

double unix_seconds(Timestamp at) { return static_cast<double>(to_millis(at)) / 1000.0; }

using Labels = std::vector<std::pair<std::string, std::string>>;

class Samples {
 public:
  void add(std::string metric, Labels labels, double value) {
    samples_.push_back({std::move(metric), std::move(labels), value});
  }
  void add(std::string metric, Labels labels, const std::optional<Timestamp>& at) {
    if (at) add(std::move(metric), std::move(labels), unix_seconds(*at));
  }
  std::vector<Sample> take() { return std::move(samples_); }

 private:
  std::vector<Sample> samples_;
};

std::string id_of(TelegramChatId chat) { return std::to_string(number(chat)); }

/// "post_run".
std::string label_of(std::string worker) {
  worker.erase(std::min(worker.find(" --"), worker.size()));
  std::replace(worker.begin(), worker.end(), ' ', '_');
  return worker;
}

void add_checks(Samples& samples, const std::vector<Finding>& findings) {
  std::map<std::pair<std::string, std::string>, Grade> worst;
  for (const Finding& finding : findings) {
    const std::string chat = finding.chat ? id_of(*finding.chat) : "";
    Grade& grade = worst[{finding.check, chat}];
    grade = std::max(grade, finding.grade);
  }
  for (const auto& [of, grade] : worst) {
    samples.add("igbotctl_check_status", {{"check", of.first}, {"chat_id", of.second}},
                static_cast<double>(grade));
  }
}

void add_installation(Samples& samples, const InstallationHealth& health) {
  if (health.database && !health.database->fault) {
    samples.add("igbotctl_database_size_bytes", {}, static_cast<double>(health.database->bytes));
    samples.add("igbotctl_database_schema_version", {}, health.database->schema);
  }
  for (const DiskHealth& disk : health.disks) {
    samples.add("igbotctl_disk_free_bytes", {{"what", disk.what}, {"path", disk.path.string()}},
                static_cast<double>(disk.free_bytes));
  }
  if (health.clock_ahead) {
    samples.add("igbotctl_clock_ahead_seconds", {},
                static_cast<double>(health.clock_ahead->count()) / 1000.0);
  }
  for (const WorkerHealth& worker : health.workers) {
    samples.add("igbotctl_worker_last_success_timestamp_seconds",
                {{"worker", label_of(worker.name)}}, worker.last_success_at);
  }
}

void add_posts(Samples& samples, const ChatHealth& health, const Labels& chat, Timestamp now) {
  std::map<std::string, std::int64_t> posts = health.posts;
  for (const char* always : {"planned", "awaiting", "posted", "failed", "missed", "unknown"}) {
    posts.emplace(always, 0);
  }
  for (const auto& [state, count] : posts) {
    Labels labels = chat;
    labels.emplace_back("state", state);
    samples.add("igbotctl_posts", labels, static_cast<double>(count));
  }
  const auto& oldest = health.overdue.oldest_due_at;
  samples.add("igbotctl_overdue_posts", chat, static_cast<double>(health.overdue.posts));
  samples.add("igbotctl_oldest_overdue_post_seconds", chat,
              oldest ? unix_seconds(now) - unix_seconds(*oldest) : 0.0);
  samples.add("igbotctl_next_post_timestamp_seconds", chat, health.next_post_at);
  samples.add("igbotctl_last_success_timestamp_seconds", chat, health.last_success_at);
}

void add_accounts(Samples& samples, const ChatHealth& health, const Labels& chat) {
  for (const AccountView& view : health.accounts) {
    Labels labels = chat;
    labels.emplace_back("account", view.account.username);
    samples.add("igbotctl_account_dead", labels,
                view.account.state == AccountState::dead ? 1.0 : 0.0);
    samples.add("igbotctl_token_expiry_timestamp_seconds", labels, view.expires_at);
  }
}

void add_library(Samples& samples, const ChatHealth& health, const Labels& chat) {
  if (health.source) {
    samples.add("igbotctl_source_last_success_timestamp_seconds", chat,
                health.source->last_complete_at);
  }
  samples.add("igbotctl_media_items", chat, static_cast<double>(health.active_media));
  samples.add("igbotctl_runway_seconds", chat, health.runway.all * k_seconds_a_day);
  for (const auto& [category, days] : health.runway.days) {
    Labels labels = chat;
    labels.emplace_back("category", category);
    samples.add("igbotctl_category_runway_seconds", labels, days * k_seconds_a_day);
  }
}

void add_chat(Samples& samples, const ChatHealth& health, Timestamp now) {
  const Labels chat{{"chat_id", id_of(health.chat.telegram_id)}};
  samples.add("igbotctl_chat_info",
              {{"chat_id", id_of(health.chat.telegram_id)},
               {"name", health.chat.name},
               {"state", to_string(health.chat.state)}},
              1.0);
  samples.add("igbotctl_chat_paused", chat, health.settings.paused_at_instant(now) ? 1.0 : 0.0);
  samples.add("igbotctl_chat_dry_run", chat, health.settings.dry_run_mode ? 1.0 : 0.0);
  add_posts(samples, health, chat, now);
  add_accounts(samples, health, chat);
  add_library(samples, health, chat);
  samples.add("igbotctl_waiting_messages", chat, static_cast<double>(health.outbox.posts));
  samples.add("igbotctl_conditions", chat, static_cast<double>(health.conditions.size()));
}

/// Names come from strangers: what would end a label or a line is escaped.
std::string label_text(const std::string& value) {
  std::string text;
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    if (c == '\n') {
      text += "\\n";
    } else {
      text += c;
    }
  }
  return text;
}

/// The shortest text that is read back as the same number.
std::string number_text(double value) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace

std::span<const Metric> metrics() { return k_metrics; }

std::vector<Sample> samples_of(const Health& health, const std::vector<Finding>& findings,
                               const std::string& version) {
  Samples samples;
  samples.add("igbotctl_build_info", {{"version", version}}, 1.0);
  samples.add("igbotctl_observed_timestamp_seconds", {}, unix_seconds(health.now));
  add_checks(samples, findings);
  add_installation(samples, health.installation);
  for (const ChatHealth& chat : health.chats) add_chat(samples, chat, health.now);
  return samples.take();
}

std::string prometheus_text(const std::vector<Sample>& samples) {
  std::map<std::string, std::string> lines;
  for (const Sample& sample : samples) {
    std::string& text = lines[sample.metric];
    text += sample.metric;
    for (std::size_t i = 0; i < sample.labels.size(); ++i) {
      const auto& [name, value] = sample.labels[i];
      text += (i == 0 ? "{" : ",") + name + "=\"" + label_text(value) + "\"";
    }
    text += (sample.labels.empty() ? " " : "} ") + number_text(sample.value) + "\n";
  }
  std::string text;
  for (const Metric& metric : k_metrics) {
    text += std::string("# HELP ") + metric.name + " " + metric.help + "\n";
    text += std::string("# TYPE ") + metric.name + " gauge\n";
    text += lines[metric.name];
  }
  return text;
}

}  // namespace igbot::health
