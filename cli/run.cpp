// SPDX-License-Identifier: MIT
#include "cli/run.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ostream>

#include "cli/command_tree.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/completion.hpp"
#include "cli/exit_code.hpp"
#include "cli/next_steps.hpp"
#include "cli/report.hpp"
#include "cli/services.hpp"
#include "core/log/log.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

constexpr std::size_t k_plausible_edits = 3;

/// Bare `--json` takes no word after it: give it its value before CLI11 looks.
std::vector<std::string> normalise(std::vector<std::string> arguments) {
  for (std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument == "--json" || argument == "--json=") argument = "--json=*";
  }
  return arguments;
}

bool asks_for_json(const std::vector<std::string>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [](const std::string& word) { return word.starts_with("--json"); });
}

/// The words one may type where `app` got an unknown one: its verbs, its options and the globals.
std::vector<std::string> words_of(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(sub->get_name());
  }
  for (const CLI::App* level = &app; level != nullptr; level = level->get_parent()) {
    for (const CLI::Option* option : level->get_options()) {
      for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
    }
  }
  return words;
}

/// The subcommand parsing reached: what a usage error is about.
const CLI::App& deepest(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : deepest(*parsed.back());
}

/// What is typed before this command: "igbotctl post ".
std::string words_before(const CLI::App& at) {
  std::string words;
  for (const CLI::App* parent = at.get_parent(); parent != nullptr; parent = parent->get_parent()) {
    words.insert(0, parent->get_name() + " ");
  }
  return words;
}

/// A line of help that is too long for a terminal, broken between words; what follows begins where
/// the descriptions do.
std::string wrapped(std::string line) {
  constexpr std::size_t k_width = 80;
  constexpr std::size_t k_descriptions_begin = 30;
  const bool described = line.starts_with("  ");
  const std::string indent(described ? k_descriptions_begin : 2, ' ');
  std::string text;
  while (line.size() > k_width) {
    const std::size_t space = line.rfind(' ', k_width);
    if (space != std::string::npos && space > indent.size()) {
      text += line.substr(0, space) + "\n";
      line = indent + line.substr(space + 1);
      continue;
    }
    const std::size_t comma = line.rfind(',', k_width - 1);  // a long list of choices
    if (comma == std::string::npos || comma <= indent.size()) break;
    text += line.substr(0, comma + 1) + "\n";
    line = indent + line.substr(comma + 1);
  }
  return text + line + "\n";
}

std::string help_of(const CLI::App& app) {
  const CLI::App& at = deepest(app);
  std::string before = words_before(at);
  const bool is_noun_or_verb = !before.empty();
  if (is_noun_or_verb) before.pop_back();
  std::string help;
  for (const std::string& line : text::split(text::trim(at.help(before)), '\n')) {
    help += wrapped(line);
  }
  if (is_noun_or_verb) help += "\nigbotctl --help lists the options that every command takes\n";
  return help;
}

std::string usage_hint(const CLI::App& app) {
  const CLI::App& at = deepest(app);
  return words_before(at) + at.get_name() + " --help";
}

/// The word of `words` that was meant by `word`; empty when none is near enough. Half of a short
/// word is another word.
std::string meant_by(const std::string& word, const std::vector<std::string>& words) {
  const std::size_t plausible = std::clamp<std::size_t>(word.size() / 2, 1, k_plausible_edits);
  const std::string near = text::nearest(word, words);
  return near.empty() || text::distance(word, near) > plausible ? "" : near;
}

/// The commands whose verb is `verb`: "chat list", "post list", …
std::vector<std::string> commands_with_verb(const std::string& verb) {
  std::vector<std::string> commands;
  for (const Noun& noun : nouns()) {
    CLI::App app;
    Selected selected;
    noun.add(app, selected);
    const auto is_it = [&](const CLI::App* sub) { return sub->get_name() == verb; };
    if (!app.get_subcommands(is_it).empty()) {
      commands.push_back(std::string(noun.name) + " " + verb);
    }
  }
  return commands;
}

/// What to type instead of the first word that nobody took.
std::string hint_for_unexpected(const CLI::App& app, const std::string& word) {
  const CLI::App& at = deepest(app);
  const std::string help = usage_hint(app);
  const std::string near = meant_by(word, words_of(at));
  const bool is_noun_wanted = at.get_parent() == nullptr && !word.starts_with('-');
  const auto commands = is_noun_wanted ? commands_with_verb(word) : std::vector<std::string>{};
  if (!commands.empty()) return "did you mean " + text::join(commands, " or ") + "? " + help;
  return near.empty() ? help : "did you mean " + near + "? " + help;
}

/// For "--color: sometimes not in {auto,always,never}": the choice that was meant.
std::string hint_for_choice(const CLI::App& app, const std::string& message) {
  const std::string help = usage_hint(app);
  constexpr std::string_view k_between = " not in {";
  const std::size_t at = message.find(k_between);
  const std::size_t begin = message.find(": ");
  if (at == std::string::npos || begin > at || !message.ends_with("}")) return help;
  const std::string choices = message.substr(at + k_between.size());
  const std::string near = meant_by(message.substr(begin + 2, at - begin - 2),
                                    text::split(choices.substr(0, choices.size() - 1), ','));
  return near.empty() ? help : "did you mean " + near + "? " + help;
}

int parse(CLI::App& app, std::vector<std::string> arguments, bool json, Io& io) {
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes its arguments from the back
  try {
    app.parse(arguments);
    return -1;
  } catch (const CLI::CallForHelp&) {
    io.out << help_of(app);
    return k_done;
  } catch (const CLI::ParseError& error) {
    // A wrong verb is also a verb that is missing; the word that was typed is the better answer.
    const auto words = app.remaining(true);
    const bool unexpected =
        !words.empty() &&
        (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError) ||
         error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError));
    if (unexpected) {
      report(io, json,
             Error(ErrorKind::usage, "not expected here: " + text::join(words, " "),
                   hint_for_unexpected(app, words.front())));
      return k_usage;
    }
    std::string message = error.what();
    if (!message.empty() && message[0] >= 'A' && message[0] <= 'Z') {
      message[0] = static_cast<char>(message[0] - 'A' + 'a');
    }
    report(io, json, Error(ErrorKind::usage, message, hint_for_choice(app, message)));
    return k_usage;
  }
}

/// What --json=help says does not depend on what a command requires.
void require_nothing(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) option->required(false);
  for (CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; })) require_nothing(*sub);
}

bool asks_for_fields(const std::vector<std::string>& arguments) {
  return std::find(arguments.begin(), arguments.end(), "--json=help") != arguments.end();
}

int run_selected(const Selected& selected, Services& services, Io& io) {
  try {
    return selected(services, io);
  } catch (const Error& error) {
    report(services, io, error);
    return exit_code_of(error.kind());
  } catch (const std::bad_alloc&) {
    report(services, io, Error(ErrorKind::failed, "out of memory"));
    return k_failed;
  } catch (const std::exception& error) {
    report(services, io,
           Error(ErrorKind::bug, std::string("internal error: ") + error.what(),
                 "please report this"));
    return k_bug;
  }
}

/// The words of the command that was chosen: "post run".
std::string command_words(const CLI::App& app) {
  const CLI::App& at = deepest(app);
  const std::string words = words_before(at) + at.get_name();
  return words.substr(std::min(words.size(), app.get_name().size() + 1));
}

/// The last line of a run that has told of work; idle ticks leave none.
void tell_end(Services& services, const std::string& command, Timestamp began, int code) {
  if (!services.log().has_told_work()) return;
  services.log().add({log::Level::info,
                      "run.done",
                      {},
                      {{"command", command},
                       {"exit_code", std::int64_t{code}},
                       {"ms", (services.clock().now() - began).count()}}});
}

/// The command's code, unless its answer got lost on the way out.
int delivered(int code, bool json, Io& io) {
  errno = 0;
  io.out.flush();
  if (io.out.good()) return code;
  const std::string reason = errno == 0 ? "" : std::string(" (") + std::strerror(errno) + ")";
  report(io, json,
         Error(ErrorKind::failed, "output could not be written: standard output" + reason,
               "the command itself was carried out; look where its output goes"));
  return more_important(code, k_failed);
}

int run_arguments(const std::vector<std::string>& arguments, bool json,
                  const Environment& environment, Clock& clock, Io& io) {
  CLI::App app("Plans, approves and publishes Instagram Stories for many teams", "igbotctl");
  ParsedGlobals parsed;
  Selected selected;
  add_command_tree(app, arguments, parsed, selected);
  app.require_subcommand(0, 1);
  if (asks_for_fields(arguments)) require_nothing(app);

  if (const int code = parse(app, arguments, json, io); code >= 0) return code;
  if (!parsed.json.empty()) parsed.globals.json = parse_json_request(parsed.json);
  if (parsed.colour != "auto") io.colour = parsed.colour == "always";
  if (arguments.empty()) {
    selected = [](Services& services, Io& where) {
      print_next_steps(read_facts(services), where);
      return k_done;
    };
  }
  if (!selected) {
    report(io, json, Error(ErrorKind::usage, "no command was given", usage_hint(app)));
    return k_usage;
  }
  const auto write = [&io](const std::string& line) { io.err << line + "\n" << std::flush; };
  Services services(std::move(parsed.globals), environment, clock, {write, io.err_is_journal});
  const Timestamp began = clock.now();
  const int code = run_selected(selected, services, io);
  tell_end(services, command_words(app), began, code);
  return code;
}

}  // namespace

int run_cli(std::vector<std::string> arguments, const Environment& environment, Clock& clock,
            Io& io) {
  if (!arguments.empty() && arguments.front() == k_complete_word) {
    arguments.erase(arguments.begin());  // words as typed so far: nothing to parse or to refuse
    return run_complete(arguments, environment, clock, io);
  }
  arguments = normalise(std::move(arguments));
  const bool json = asks_for_json(arguments);
  return delivered(run_arguments(arguments, json, environment, clock, io), json, io);
}

}  // namespace igbot::cli
