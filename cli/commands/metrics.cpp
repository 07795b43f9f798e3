// SPDX-License-Identifier: MIT
#include "cli/commands/metrics.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/exit_code.hpp"
#include "cli/health_look.hpp"
#include "cli/new_file.hpp"
#include "cli/output.hpp"
#include "core/health/metrics.hpp"

namespace igbot::cli {
namespace {

const Shape k_metrics_shape{"metrics",
                            {{"name", "of the metric"},
                             {"labels", "of the sample, by name"},
                             {"value", "of the sample; times are seconds since 1970"}}};

struct MetricsOptions {
  std::string textfile;
  bool online = false;
};

int run_metrics(const MetricsOptions& options, Services& services, Io& io) {
  const auto& json = services.globals().json;
  if (print_json_help(io, json, k_metrics_shape)) return k_done;
  const auto health = look_at_health(services, {.online = options.online, .thorough = false});
  const auto samples = health::samples_of(health, health::judge(health), IGBOT_VERSION);
  if (!options.textfile.empty()) {
    replace_file(options.textfile, health::prometheus_text(samples));
  }
  if (json) {
    nlohmann::json list = nlohmann::json::array();
    for (const health::Sample& sample : samples) {
      nlohmann::json labels = nlohmann::json::object();
      for (const auto& [name, value] : sample.labels) labels[name] = value;
      list.push_back(
          {{"name", sample.metric}, {"labels", std::move(labels)}, {"value", sample.value}});
    }
    print_json(io, *json, k_metrics_shape, {{"metrics", std::move(list)}});
  } else if (options.textfile.empty()) {
    io.out << health::prometheus_text(samples);
  }
  return k_done;
}

}  // namespace

void add_metrics(CLI::App& command, Selected& selected) {
  auto options = std::make_shared<MetricsOptions>();
  command
      .add_option("--textfile", options->textfile,
                  "Write them to this file, whole or not at all, for the textfile collector")
      ->type_name("FILE");
  command.add_flag("--online", options->online, "Ask Telegram and the staging host, too");
  command.callback([options, &selected] {
    selected = [options](Services& services, Io& io) {
      return run_metrics(*options, services, io);
    };
  });
}

}  // namespace igbot::cli
