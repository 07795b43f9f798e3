// SPDX-License-Identifier: MIT
#include "cli/commands/schedule/simulate.hpp"

#include <CLI/CLI.hpp>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <ostream>
#include <thread>

#include "cli/commands/schedule/simulation_output.hpp"
#include "cli/exit_code.hpp"
#include "cli/services.hpp"
#include "core/simulation/simulation_basis.hpp"
#include "core/time_text.hpp"

namespace igbot::cli {
namespace {

using simulation::Scenario;

struct ScheduleSimulateOptions {
  int days = 30;
  std::vector<std::string> outages;
  std::string token_dies;
  std::string answer_after;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> settings;
  bool list = false;
  bool all_chats = false;
};

simulation::Outage parse_outage(const std::string& text, const Zone& zone, Timestamp now) {
  const auto dots = text.find("..");
  if (dots == std::string::npos) {
    throw Error(ErrorKind::usage, "not a time span: " + text,
                "write --outage FROM..TO, as 2026-12-24..2026-12-27 or +2h..+6h");
  }
  const simulation::Outage outage{parse_time(text.substr(0, dots), zone, now),
                                  parse_time(text.substr(dots + 2), zone, now)};
  if (outage.to <= outage.from) {
    throw Error(ErrorKind::usage, "the outage ends before it begins: " + text,
                "write --outage FROM..TO, the earlier time first");
  }
  return outage;
}

std::vector<Assignment> parse_assignments(const std::vector<std::string>& words) {
  std::vector<Assignment> assignments;
  for (const std::string& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) {
      throw Error(ErrorKind::usage, "not a setting and its value: " + word,
                  "write --set KEY=VALUE, as posts_per_day=5");
    }
    assignments.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  return assignments;
}

Scenario scenario_of(const ScheduleSimulateOptions& options, const Zone& zone, Timestamp now) {
  Scenario scenario{.days = options.days};
  for (const std::string& text : options.outages) {
    scenario.outages.push_back(parse_outage(text, zone, now));
  }
  if (!options.token_dies.empty()) {
    scenario.token_dies = parse_time(options.token_dies, zone, now);
  }
  if (!options.answer_after.empty()) scenario.answer_after = parse_duration(options.answer_after);
  scenario.seed = options.seed;
  return scenario;
}

/// The chat as it is, or as it would be with these settings.
simulation::Beginning begin(Services& services, const Chat& chat,
                            const std::vector<Assignment>& settings) {
  if (settings.empty()) {
    return services.store().read(
        [&](UnitOfWork& unit) { return simulation::beginning_of(unit.chat(chat.key)); });
  }
  return services.store().rehearse(services.person(), [&](UnitOfWork& unit) {
    const ChatScope scope = unit.chat(chat.key);
    SettingsService(scope).set(settings, std::nullopt);
    return simulation::beginning_of(scope);
  });
}

Simulated simulate_chat(Services& services, const Chat& chat,
                        const ScheduleSimulateOptions& options) {
  Simulated simulated{chat, begin(services, chat, parse_assignments(options.settings)), {}, {}};
  const Zone zone = Zone::find(simulated.beginning.settings.posting_timezone);
  const Scenario scenario = scenario_of(options, zone, simulated.beginning.now);
  simulated.outcome = simulation::simulate(simulated.beginning, scenario);
  simulated.report = simulation::report_of(simulated.beginning, scenario, simulated.outcome);
  return simulated;
}

/// Without what only --list shows: many chats and years fit into memory.
void keep_report_only(Simulated& simulated) {
  simulated.beginning = {};
  simulated.outcome = {};
}

std::vector<Simulated> simulate_chats(Services& services, const std::vector<Chat>& chats,
                                      const ScheduleSimulateOptions& options) {
  services.store();  // made once, before the threads ask for it
  services.person();
  std::vector<Simulated> all(chats.size());
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex mutex;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < chats.size(); i = next++) {
        all[i] = simulate_chat(services, chats[i], options);
        if (!options.list) keep_report_only(all[i]);
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = chats.size();
    }
  };
  {
    std::vector<std::jthread> pool;
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t i = 1; i < std::min(threads, chats.size()); ++i) pool.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
  return all;
}

std::vector<Chat> active_chats(Services& services) {
  auto chats = services.store().read([](UnitOfWork& unit) { return ChatRepository(unit).all(); });
  chats.erase(std::remove_if(chats.begin(), chats.end(),
                             [](const Chat& chat) { return chat.state != ChatState::active; }),
              chats.end());
  return chats;
}

int run_schedule_simulate(const ScheduleSimulateOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_simulation_shape)) return k_done;
  if (options.all_chats && services.globals().chat) {
    throw Error(ErrorKind::usage, "--chat and --all-chats exclude each other",
                "leave one of them away");
  }
  const auto chats =
      options.all_chats ? active_chats(services) : std::vector<Chat>{services.chat()};
  const auto all = simulate_chats(services, chats, options);
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const Simulated& simulated : all) {
      list.push_back(simulation_json(simulated, options.list));
    }
    print_json(io, *json, k_simulation_shape, {{"chats", std::move(list)}});
  } else if (all.empty()) {
    io.out << "no chat is active; igbotctl init\n";
  } else if (options.all_chats && !options.list) {
    print_simulations(all, io);
  } else {
    for (const Simulated& simulated : all) {
      print_simulation(simulated, io);
      if (options.list) print_simulated_slots(simulated, io);
    }
  }
  return k_done;
}

}  // namespace

void add_schedule_simulate(CLI::App& schedule, Selected& selected) {
  CLI::App* command = schedule.add_subcommand(
      "simulate", "Play the days to come: what goes out, what is missed, how long media last");
  auto options = std::make_shared<ScheduleSimulateOptions>();
  command->add_option("--days", options->days, "How many days, 1 to 3660")
      ->check(CLI::Range(1, 3660))
      ->capture_default_str();
  command->add_option("--outage", options->outages, "Nothing runs in this time; may be repeated")
      ->type_name("FROM..TO")
      ->expected(1)
      ->take_all();
  command
      ->add_option("--token-dies", options->token_dies,
                   "From then on nothing can be published by itself")
      ->type_name("TIME");
  command
      ->add_option("--answer-after", options->answer_after,
                   "How long people take to answer a card, as 2h; at once when not given")
      ->type_name("DURATION");
  command->add_option("--seed", options->seed,
                      "Draw times and lots with other dice than the chat's own");
  command
      ->add_option("--set", options->settings,
                   "Play with another setting, as posts_per_day=5; may be repeated")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all();
  command->add_flag("--list", options->list, "Show every slot and what becomes of it");
  command->add_flag("--all-chats", options->all_chats, "Every active chat, a line each");
  command->callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_schedule_simulate(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
