// SPDX-License-Identifier: MIT
#include "core/schedule/icalendar.hpp"

#include <chrono>

#include "core/text/redact.hpp"
#include "core/text/text.hpp"
#include "core/time_text.hpp"

namespace igbot::schedule {
namespace {

using post::PostState;

constexpr std::size_t k_longest_line = 75;

/// "20261127T140012Z".
std::string icalendar_time(Timestamp at) {
  std::string text;
  for (const char c : utc_text(std::chrono::floor<std::chrono::seconds>(at))) {
    if (c != '-' && c != ':') text += c;
  }
  return text;
}

std::string icalendar_text_line(std::string_view name, const std::string& text) {
  return icalendar_line(name, icalendar_value(text::redact(text)));
}

const char* icalendar_status(PostState state) {
  switch (state) {
    case PostState::planned:
    case PostState::claimed:
    case PostState::sending:
    case PostState::awaiting:
    case PostState::unknown:
      return "TENTATIVE";
    case PostState::skipped:
    case PostState::rejected:
    case PostState::missed:
    case PostState::canceled:
    case PostState::failed:
      return "CANCELLED";
    default:
      return "CONFIRMED";
  }
}

/// "memes: sunset.jpg (approved)".
std::string event_summary(const ExportedPost& post) {
  std::string summary = post.category + ": " + post.path.substr(post.path.rfind('/') + 1);
  if (post.state != PostState::planned) {
    summary += " (" + std::string(post::to_string(post.state)) + ")";
  }
  return summary;
}

std::string event_description(const ExportedPlan& plan, const ExportedPost& post) {
  std::string text = "post " + id_text(post.id) + ", media item " + id_text(post.media) + "\n" +
                     text::one_line(post.path) + "\n";
  if (post.caption) text += *post.caption + "\n";
  return text + "igbotctl post show " + id_text(post.id) + " --chat " + id_text(plan.chat_id);
}

std::string event(const ExportedPlan& plan, const ExportedPost& post) {
  // Grows with every change of the post.
  const auto revision =
      std::chrono::duration_cast<std::chrono::seconds>(post.updated_at - post.created_at);
  return icalendar_line("BEGIN", "VEVENT") +
         icalendar_line("UID", id_text(post.id) + "." + id_text(plan.chat_id) + "@igbotctl") +
         icalendar_line("DTSTAMP", icalendar_time(plan.exported_at)) +
         icalendar_line("DTSTART", icalendar_time(post.due_at)) +
         icalendar_line("DURATION", "PT15M") + icalendar_text_line("SUMMARY", event_summary(post)) +
         icalendar_text_line("DESCRIPTION", event_description(plan, post)) +
         icalendar_text_line("CATEGORIES", post.category) +
         icalendar_line("STATUS", icalendar_status(post.state)) +
         icalendar_line("TRANSP", "TRANSPARENT") +
         icalendar_line("CREATED", icalendar_time(post.created_at)) +
         icalendar_line("LAST-MODIFIED", icalendar_time(post.updated_at)) +
         icalendar_line("SEQUENCE", std::to_string(revision.count())) +
         icalendar_line("END", "VEVENT");
}

}  // namespace

std::string icalendar_line(std::string_view name, std::string_view value) {
  std::string line(name);
  line += ':';
  std::string folded;
  for (const std::string& character : text::utf8_characters(value)) {
    if (line.size() + character.size() > k_longest_line) {
      folded += line + "\r\n";
      line = " ";
    }
    line += character;
  }
  return folded + line + "\r\n";
}

std::string icalendar_value(std::string_view text) {
  std::vector<std::string> lines;
  for (std::string line : text::split(text, '\n')) {
    if (line.ends_with('\r')) line.pop_back();
    std::string value;
    for (const char c : text::one_line(line)) {
      if (c == '\\' || c == ';' || c == ',') value += '\\';
      value += c;
    }
    lines.push_back(std::move(value));
  }
  return text::join(lines, "\\n");
}

std::string icalendar_text(const ExportedPlan& plan) {
  std::string calendar = icalendar_line("BEGIN", "VCALENDAR") + icalendar_line("VERSION", "2.0") +
                         icalendar_line("PRODID", "-//igbotctl//igbotctl//EN") +
                         icalendar_line("CALSCALE", "GREGORIAN") +
                         icalendar_line("METHOD", "PUBLISH") +
                         icalendar_text_line("X-WR-CALNAME", plan.name) +
                         icalendar_text_line("X-WR-TIMEZONE", plan.zone.name());
  for (const ExportedPost& post : plan.posts) calendar += event(plan, post);
  return calendar + icalendar_line("END", "VCALENDAR");
}

}  // namespace igbot::schedule
