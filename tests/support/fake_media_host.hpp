// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/media/media_host.hpp"

namespace igbot::test {

/// The process ends here, as far as the code that runs is concerned.
struct Crash : std::runtime_error {
  Crash() : std::runtime_error("crash") {}
};

/// A host in memory that fails, or lets the process die, where a test says.
class FakeMediaHost final : public media::MediaHost {
 public:
  enum class Step { before_upload, after_upload, before_delete, after_delete };

  explicit FakeMediaHost(const Clock& clock) : clock_(clock) {}

  media::StagedName new_name(std::string_view) override {
    return {"fake", "copy-" + std::to_string(++names_), "image"};
  }
  media::PublicUrl put(const media::StagedName& name, const std::filesystem::path&,
                       std::string_view) override {
    reach(Step::before_upload);
    copies[name.key] = clock_.now();
    reach(Step::after_upload);
    return {"https://example.org/" + name.key, clock_.now() + std::chrono::hours{24}};
  }
  void release(const media::StagedName& name) override {
    ++releases;
    reach(Step::before_delete);
    copies.erase(name.key);
    reach(Step::after_delete);
  }
  std::size_t sweep(Timestamp older_than) override {
    ++sweeps;
    reach(Step::before_delete);
    return std::erase_if(copies, [&](const auto& copy) { return copy.second < older_than; });
  }
  void check() override {}

  std::map<std::string, Timestamp> copies;  ///< by key, with when they were uploaded
  std::optional<Step> crash_at;
  std::optional<Step> fail_at;
  ErrorKind failure = ErrorKind::temporary;
  int releases = 0;
  int sweeps = 0;

 private:
  void reach(Step step) const {
    if (crash_at == step) throw Crash();
    if (fail_at == step) throw Error(failure, "the fake host fails", "mend it");
  }

  const Clock& clock_;
  int names_ = 0;
};

}  // namespace igbot::test
