// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/health/health.hpp"

namespace igbot::health {

/// A family of samples: its name carries the unit, its help says what a value means. All are
/// gauges.
struct Metric {
  const char* name;
  const char* help;
};

/// Every one there is, in the order of the exposition.
std::span<const Metric> metrics();

struct Sample {
  std::string metric;
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;
};

/// The figures behind a look, and what each check came to. `version`: of this program.
std::vector<Sample> samples_of(const Health& health, const std::vector<Finding>& findings,
                               const std::string& version);

/// In Prometheus' text format 0.0.4, with HELP and TYPE of every metric
/// (prometheus.io/docs/instrumenting/exposition_formats).
std::string prometheus_text(const std::vector<Sample>& samples);

}  // namespace igbot::health
