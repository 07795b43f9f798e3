// SPDX-License-Identifier: MIT
#include "cli/commands/doctor.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/health_look.hpp"
#include "cli/output.hpp"
#include "cli/styled_line.hpp"
#include "core/text/redact.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

using health::Finding;
using health::Grade;

constexpr int k_grade_width = 9;
constexpr int k_check_width = 11;
constexpr int k_narrowest = 40;

const Shape k_doctor_shape{
    "findings",
    {{"check", "what was looked at"},
     {"grade", "ok, warning or failure"},
     {"chat_id", "Telegram id of the chat it concerns, null for the installation"},
     {"chat", "name of that chat, or null"},
     {"message", "what is so"},
     {"fix", "what helps, null when nothing has to be done"}},
    {{"status", "the worst of all grades"}}};

struct DoctorOptions {
  bool offline = false;
};

const char* word_of(Grade grade) {
  if (grade == Grade::ok) return "ok";
  return grade == Grade::warning ? "WARNING" : "FAILURE";
}

const char* style_of(Grade grade) {
  if (grade == Grade::ok) return "2";
  return grade == Grade::warning ? "1" : "1;31";
}

/// Paragraphs beside the name of the check, as wide as the terminal.
void print_finding(const Finding& finding, Io& io) {
  const int width = std::max(io.width, k_narrowest);
  const int indent = k_grade_width + k_check_width;
  const auto print = [&](StyledLine& line) {
    io.out << (io.colour ? line.coloured(width) : line.text(width)) << '\n';
  };
  std::string message = text::redact(text::one_line(finding.message));
  if (finding.chat) message.insert(0, text::one_line(finding.chat_name) + ": ");
  StyledLine first;
  first.add(word_of(finding.grade), style_of(finding.grade));
  first.pad_to(k_grade_width);
  first.add(finding.check);
  first.pad_to(indent);
  for (const std::string& words : wrap_words(message, width - indent)) {
    first.add(words, finding.grade == Grade::ok ? "2" : "");
    print(first);
    first = StyledLine{};
    first.pad_to(indent);
  }
  if (finding.fix.empty()) return;
  bool is_first = true;
  for (const std::string& words : wrap_words(text::redact(finding.fix), width - indent - 2)) {
    StyledLine line;
    line.pad_to(indent);
    line.add((is_first ? "→ " : "  ") + words);
    print(line);
    is_first = false;
  }
}

void print_findings(const std::vector<Finding>& findings, bool quiet, Io& io) {
  const auto count = [&](Grade grade) {
    return std::count_if(findings.begin(), findings.end(),
                         [&](const Finding& finding) { return finding.grade == grade; });
  };
  for (const Finding& finding : findings) {
    if (!quiet || finding.grade != Grade::ok) print_finding(finding, io);
  }
  if (quiet) return;
  const auto failures = count(Grade::failure);
  const auto warnings = count(Grade::warning);
  io.out << '\n';
  if (failures + warnings == 0) {
    io.out << "all is well\n";
  } else {
    io.out << text::count(failures, "failure", "failures") << ", "
           << text::count(warnings, "warning", "warnings") << '\n';
  }
}

nlohmann::json json_of(const Finding& finding) {
  nlohmann::json document{
      {"check", finding.check}, {"grade", to_string(finding.grade)},        {"chat_id", nullptr},
      {"chat", nullptr},        {"message", text::redact(finding.message)}, {"fix", nullptr}};
  if (finding.chat) {
    document["chat_id"] = number(*finding.chat);
    document["chat"] = finding.chat_name;
  }
  if (!finding.fix.empty()) document["fix"] = text::redact(finding.fix);
  return document;
}

int run_doctor(const DoctorOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_doctor_shape)) return k_done;
  const auto findings =
      health::judge(look_at_health(services, {.online = !options.offline, .thorough = true}));
  const Grade worst = health::worst_of(findings);
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const Finding& finding : findings) list.push_back(json_of(finding));
    print_json(io, *json, k_doctor_shape,
               {{"status", to_string(worst)}, {"findings", std::move(list)}});
  } else {
    print_findings(findings, services.globals().quiet, io);
  }
  if (worst == Grade::failure) return k_doctor_failures;
  return worst == Grade::warning ? k_doctor_warnings : k_done;
}

}  // namespace

void add_doctor(CLI::App& command, Selected& selected) {
  auto options = std::make_shared<DoctorOptions>();
  command.add_flag("--offline", options->offline,
                   "Ask nobody: neither Telegram nor the staging host");
  command.callback([options, &selected] {
    selected = [options](Services& services, Io& io) { return run_doctor(*options, services, io); };
  });
}

}  // namespace igbot::cli
