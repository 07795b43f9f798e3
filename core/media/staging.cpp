// SPDX-License-Identifier: MIT
#include "core/media/staging.hpp"

#include <utility>

#include "core/store/condition_repository.hpp"
#include "core/store/rate_limit_repository.hpp"

namespace igbot::media {
namespace {

constexpr const char* k_staging_condition = "staging";
constexpr const char* k_sweep_scope = "staging_sweep";
constexpr std::chrono::hours k_between_sweeps{24};
/// When a sweep of the host that failed, or died, is tried again.
constexpr std::chrono::hours k_after_failed_sweep{1};
/// Another installation may have its copies under the same prefix, or this clock be wrong.
constexpr std::chrono::hours k_sweep_grace{24};

std::string failure_text(const Error& error) {
  const std::string what = error.what();
  return error.hint().empty() ? what : what + "; " + error.hint();
}

/// A broken invariant of ours is nothing to try again.
void rethrow_bug(const Error& error) {
  if (error.kind() == ErrorKind::bug) throw error;
}

}  // namespace

Staging::Staging(Store& store, HostSource host, std::chrono::seconds ttl)
    : store_(store), host_(std::move(host)), ttl_(ttl) {}

PublicUrl Staging::stage(ChatKey chat, PostId post, const std::filesystem::path& file,
                         std::string_view mime) {
  MediaHost& lender = host();
  StagedCopy copy{.chat = chat, .post = post, .name = lender.new_name(mime)};
  copy.id = store_.write(Actor{}, [&](UnitOfWork& unit) {
    return StagedCopies(unit.chat(chat)).add(post, copy.name, unit.now() + ttl_);
  });
  try {
    return lender.put(copy.name, file, mime);
  } catch (const Error& failure) {
    rethrow_bug(failure);
    try {
      release_one(copy);
    } catch (const Error& second) {
      rethrow_bug(second);  // else: it stays in the database, and sweep tries again and tells
    }
    throw;
  }
}

StagingReport Staging::release(ChatKey chat, PostId post) {
  return release_all(
      store_.read([&](UnitOfWork& unit) { return StagedCopies(unit.chat(chat)).open_of(post); }));
}

StagingReport Staging::sweep() {
  struct Due {
    std::vector<StagedCopy> copies;
    bool host = false;
  };
  const Due due = store_.read([](UnitOfWork& unit) {
    return Due{copies_due(unit), RateLimitRepository(unit).end_of(k_sweep_scope) <= unit.now()};
  });
  StagingReport report = release_all(due.copies);
  if (due.host && !has_no_host() && take_sweep()) {
    const StagingReport swept = sweep_host();
    report.swept = swept.swept;
    report.failures.insert(report.failures.end(), swept.failures.begin(), swept.failures.end());
  }
  return report;
}

bool Staging::has_no_host() const {
  try {
    return host_() == nullptr;
  } catch (const Error&) {
    return false;  // what its configuration lacks is told by the sweep
  }
}

MediaHost& Staging::host() const {
  if (MediaHost* configured = host_()) return *configured;
  throw Error(ErrorKind::config, "no public url for instagram is configured: staging.kind = none",
              "set staging.kind to s3, cloudinary or public_url; man igbotctl.toml");
}

StagingReport Staging::release_all(const std::vector<StagedCopy>& copies) {
  if (copies.empty()) return {};
  StagingReport report;
  for (const StagedCopy& copy : copies) {
    try {
      release_one(copy);
      ++report.released;
    } catch (const Error& failure) {
      rethrow_bug(failure);
      report.failures.push_back(failure_text(failure));
      // Who cannot be reached for one copy cannot be reached for the others either.
      if (failure.kind() == ErrorKind::temporary) break;
    }
  }
  return only_news(std::move(report), "release");
}

void Staging::release_one(const StagedCopy& copy) {
  host().release(copy.name);
  store_.write(Actor{},
               [&](UnitOfWork& unit) { StagedCopies(unit.chat(copy.chat)).released(copy.id); });
}

StagingReport Staging::sweep_host() {
  StagingReport report;
  try {
    if (MediaHost* configured = host_()) {
      report.swept =
          static_cast<std::int64_t>(configured->sweep(store_.clock().now() - ttl_ - k_sweep_grace));
    }
    finish_sweep();
  } catch (const Error& failure) {
    rethrow_bug(failure);
    report.failures.push_back(failure_text(failure));
  }
  return only_news(std::move(report), "sweep");
}

bool Staging::take_sweep() {
  return store_.bookkeep([](Bookkeeping& unit) {
    RateLimitRepository limits(unit);
    if (limits.end_of(k_sweep_scope) > unit.now()) return false;
    limits.block(k_sweep_scope, unit.now() + k_after_failed_sweep);
    return true;
  });
}

void Staging::finish_sweep() {
  store_.bookkeep([](Bookkeeping& unit) {
    RateLimitRepository(unit).block(k_sweep_scope, unit.now() + k_between_sweeps);
  });
}

StagingReport Staging::only_news(StagingReport report, const char* subject) {
  const bool is_news = store_.bookkeep([&](Bookkeeping& unit) {
    ConditionRepository conditions(unit);
    if (report.failures.empty()) {
      conditions.end(std::nullopt, k_staging_condition, subject);
      return false;
    }
    return conditions.begin(std::nullopt, k_staging_condition, subject, report.failures.front());
  });
  if (!is_news) report.failures.clear();
  return report;
}

}  // namespace igbot::media
