// SPDX-License-Identifier: MIT
#include "cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/command_tree.hpp"
#include "core/text/text.hpp"

namespace igbot::cli {
namespace {

/// Where a walk over the finished words has come to.
struct Place {
  const CLI::App* app;
  /// The option whose value comes next.
  const CLI::Option* awaited = nullptr;
  std::vector<std::string> positionals;
  bool only_positionals = false;
  Globals globals;
};

/// The options of one command that are not positional, those in groups (which CLI11 keeps as
/// nameless subcommands) included.
std::vector<const CLI::Option*> named_options(const CLI::App* app) {
  std::vector<const CLI::Option*> named;
  for (const CLI::Option* option : app->get_options()) {
    if (option->nonpositional()) named.push_back(option);
  }
  for (const CLI::App* sub : app->get_subcommands([](const CLI::App*) { return true; })) {
    if (!sub->get_name().empty()) continue;
    for (const CLI::Option* option : named_options(sub)) named.push_back(option);
  }
  return named;
}

/// The options of a command, and those of everything above it: they fall through. Of a name that
/// occurs twice, as --help, the nearest.
std::vector<const CLI::Option*> options_at(const CLI::App* app) {
  std::vector<const CLI::Option*> all;
  for (; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : named_options(app)) {
      const bool nearer = std::any_of(all.begin(), all.end(), [&](const CLI::Option* other) {
        return other->get_name() == option->get_name();
      });
      if (!nearer) all.push_back(option);
    }
  }
  return all;
}

const CLI::Option* find_option(const CLI::App* app, const std::string& name) {
  for (const CLI::Option* option : options_at(app)) {
    if (option->check_name(name)) return option;
  }
  return nullptr;
}

/// --json takes its value only after an equals sign.
bool takes_next_word(const CLI::Option& option) {
  return option.get_items_expected_max() > 0 && !option.get_type_name().starts_with("[=");
}

const CLI::App* find_subcommand(const CLI::App* app, const std::string& name) {
  for (const CLI::App* sub : app->get_subcommands([](const CLI::App*) { return true; })) {
    if (!sub->get_name().empty() && sub->check_name(name)) return sub;
  }
  return nullptr;
}

/// Keeps what says where live values come from.
void remember(Globals& globals, const CLI::Option& option, const std::string& value) {
  if (option.check_lname("chat")) globals.chat = value;
  if (option.check_lname("config")) globals.config = value;
  if (option.check_lname("env-file")) globals.env_file = value;
}

void step_option(Place& place, const std::string& word) {
  const std::size_t equals = word.find('=');
  const CLI::Option* option = find_option(place.app, word.substr(0, equals));
  if (option == nullptr) return;
  if (equals != std::string::npos) {
    remember(place.globals, *option, word.substr(equals + 1));
  } else if (takes_next_word(*option)) {
    place.awaited = option;
  }
}

void step(Place& place, const std::string& word) {
  if (place.awaited != nullptr) {
    remember(place.globals, *place.awaited, word);
    place.awaited = nullptr;
  } else if (place.only_positionals || !word.starts_with('-') || text::to_integer(word)) {
    const CLI::App* sub = place.only_positionals ? nullptr : find_subcommand(place.app, word);
    if (sub != nullptr) {
      place.app = sub;
    } else {
      place.positionals.push_back(word);
    }
  } else if (word == "--") {
    place.only_positionals = true;
  } else {
    step_option(place, word);
  }
}

/// bash splits at equals signs: `--chat`, `=`, `5` become `--chat=5` again.
bool join_equals(std::vector<std::string>& words) {
  bool joined_last = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] != "=" || !words[i - 1].starts_with("--")) continue;
    const bool has_value = i + 1 < words.size();
    words[i - 1] += "=" + (has_value ? words[i + 1] : "");
    const auto from = words.begin() + static_cast<std::ptrdiff_t>(i);
    words.erase(from, from + (has_value ? 2 : 1));
    joined_last = i == words.size();
  }
  return joined_last;
}

/// The word after `igbotctl`; empty above all nouns.
std::string noun_of(const CLI::App* app) {
  std::string name;
  for (; app->get_parent() != nullptr; app = app->get_parent()) name = app->get_name();
  return name;
}

/// What a value is about, by its name in the help: POST, KEY, FILE; an ID is one of its noun.
LiveValues live_values_of(const CLI::Option& option, const std::string& noun) {
  std::string name = option.get_type_name();
  name.resize(std::min(name.size(), name.find(':')));
  const auto known = [&noun](std::string word) {
    if (word == "id" || word == "ids") word = noun;
    if (word == "chat") return LiveValues::chats;
    if (word == "key" || word == "keys") return LiveValues::setting_keys;
    if (word == "post" || word == "posts") return LiveValues::posts;
    if (word == "media" || word == "item") return LiveValues::media;
    if (word == "user") return LiveValues::members;
    if (word == "file" || word == "path" || word == "folder") return LiveValues::files;
    return LiveValues::none;
  };
  const LiveValues by_type = known(text::to_lower(name));
  if (by_type != LiveValues::none) return by_type;
  if (!option.nonpositional()) return known(text::to_lower(option.get_name(true)));
  for (const std::string& long_name : option.get_lnames()) {
    if (known(long_name) != LiveValues::none) return known(long_name);
  }
  return LiveValues::none;
}

/// CLI11 shows the members of a set as `NAME:{a,b}`.
std::vector<Candidate> choices_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {};
  std::vector<Candidate> choices;
  for (const std::string& word : text::split(type.substr(open + 1, close - open - 1), ',')) {
    choices.push_back({word, ""});
  }
  return choices;
}

void offer_values(const Place& place, const CLI::Option& option, Completion& result) {
  result.candidates = choices_of(option);
  if (result.candidates.empty()) result.live = live_values_of(option, noun_of(place.app));
}

void offer_options(const CLI::App* app, Completion& result) {
  for (const CLI::Option* option : options_at(app)) {
    const std::string meaning = text::one_line(option->get_description());
    const auto& long_names = option->get_lnames();
    if (long_names.empty()) {
      for (const std::string& name : option->get_snames()) {
        result.candidates.push_back({"-" + name, meaning});
      }
    }
    for (const std::string& name : long_names) result.candidates.push_back({"--" + name, meaning});
  }
}

void offer_subcommands(const CLI::App* app, Completion& result) {
  for (const CLI::App* sub : app->get_subcommands([](const CLI::App*) { return true; })) {
    if (sub->get_name().empty() || sub->get_group().empty()) continue;
    result.candidates.push_back({sub->get_name(), text::one_line(sub->get_description())});
  }
}

/// The positional that takes the next bare word: the last one takes all that are left.
const CLI::Option* next_positional(const Place& place) {
  std::size_t left = place.positionals.size();
  for (const CLI::Option* option : place.app->get_options()) {
    if (option->nonpositional()) continue;
    const auto takes = static_cast<std::size_t>(std::max(1, option->get_items_expected_max()));
    if (left < takes) return option;
    left -= takes;
  }
  return nullptr;
}

void offer_positional(const Place& place, Completion& result) {
  const CLI::Option* option = next_positional(place);
  if (option == nullptr) return;
  offer_values(place, *option, result);
  const std::string name = text::to_lower(option->get_name(true));
  if (name != "values" || !result.candidates.empty()) return;
  // `settings set KEY VALUE KEY VALUE`: behind a value comes the next key.
  const bool behind_key = place.positionals.size() % 2 == 1;
  result.live = behind_key ? LiveValues::setting_values : LiveValues::setting_keys;
  if (behind_key) result.key = place.positionals.back();
}

}  // namespace

Completion complete(std::vector<std::string> words) {
  if (words.empty()) words.emplace_back();
  const bool bash_split = join_equals(words);

  CLI::App app("igbotctl", "igbotctl");
  ParsedGlobals parsed;
  Selected selected;
  add_command_tree(app, words, parsed, selected);

  Completion result;
  result.typed = words.back();
  words.pop_back();
  Place place{
      .app = &app, .awaited = nullptr, .positionals = {}, .only_positionals = false, .globals = {}};
  for (const std::string& word : words) step(place, word);
  result.globals = place.globals;

  const std::size_t equals = result.typed.find('=');
  if (place.awaited != nullptr) {
    offer_values(place, *place.awaited, result);
  } else if (place.only_positionals) {
    offer_positional(place, result);
  } else if (result.typed.starts_with("--") && equals != std::string::npos) {
    const CLI::Option* option = find_option(place.app, result.typed.substr(0, equals));
    if (!bash_split) result.lead = result.typed.substr(0, equals + 1);
    result.typed.erase(0, equals + 1);
    if (option != nullptr) offer_values(place, *option, result);
  } else if (result.typed.starts_with('-') && !text::to_integer(result.typed)) {
    offer_options(place.app, result);
  } else {
    offer_subcommands(place.app, result);
    if (result.candidates.empty()) offer_positional(place, result);
  }
  return result;
}

}  // namespace igbot::cli
