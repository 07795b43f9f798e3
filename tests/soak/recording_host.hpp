// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "core/media/media_host.hpp"
#include "tests/soak/faults.hpp"
#include "tests/soak/records.hpp"

namespace igbot::test {

/// A place on the web that lends files, in memory: remembers every copy and when it went.
class RecordingHost final : public media::MediaHost {
 public:
  RecordingHost(SoakClock& clock, Faults& faults, Records& records)
      : clock_(clock), faults_(faults), records_(records) {}

  media::StagedName new_name(std::string_view mime) override;
  media::PublicUrl put(const media::StagedName& name, const std::filesystem::path& file,
                       std::string_view mime) override;
  void release(const media::StagedName& name) override;
  std::size_t sweep(Timestamp older_than) override;
  void check() override {}

  /// The picture that whoever fetches that address gets; empty when nothing is there.
  std::string picture_at(const std::string& url) const;

  /// The next deletion is confirmed and not made, and that copy is listed no more: for the
  /// controls.
  bool keeps_next_copy = false;

 private:
  Moment now() const { return {clock_.world(), clock_.now()}; }
  Fault call();

  SoakClock& clock_;
  Faults& faults_;
  Records& records_;
  std::map<std::string, std::size_t> copies_;  ///< by key, where its record is
  std::string kept_;                           ///< the key of the copy that stays
  std::int64_t names_ = 0;
};

}  // namespace igbot::test
