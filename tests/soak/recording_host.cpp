// SPDX-License-Identifier: MIT
#include "tests/soak/recording_host.hpp"

#include <utility>

#include "core/error.hpp"
#include "tests/soak/picture.hpp"

namespace igbot::test {
namespace {

const std::string k_address = "https://lends.example/";

[[noreturn]] void fail() {
  throw Error(ErrorKind::temporary, "the media host cannot be reached", "try again later");
}

}  // namespace

media::StagedName RecordingHost::new_name(std::string_view) {
  return {"s3", "copy-" + std::to_string(++names_), ""};
}

Fault RecordingHost::call() {
  const Fault fault = faults_.draw("media host");
  if (fault == Fault::not_sent || fault == Fault::vanished || fault == Fault::rate_limited) fail();
  return fault;
}

media::PublicUrl RecordingHost::put(const media::StagedName& name,
                                    const std::filesystem::path& file, std::string_view) {
  const Fault fault = call();
  copies_[name.key] = records_.copies.size();
  records_.copies.push_back({now(), name.key, picture_in(file), std::nullopt});
  Faults::finish(fault);
  if (fault == Fault::lost) fail();
  return {k_address + name.key, clock_.now() + std::chrono::hours{24}};
}

void RecordingHost::release(const media::StagedName& name) {
  const Fault fault = call();
  const auto found = copies_.find(name.key);
  if (std::exchange(keeps_next_copy, false)) kept_ = name.key;
  if (found != copies_.end() && name.key != kept_) {
    CopyRecord& copy = records_.copies[found->second];
    if (!copy.released) copy.released = now();
  }
  Faults::finish(fault);
  if (fault == Fault::lost) fail();
}

std::size_t RecordingHost::sweep(Timestamp older_than) {
  Faults::finish(call());
  std::size_t swept = 0;
  for (CopyRecord& copy : records_.copies) {
    if (copy.released || copy.key == kept_ || copy.put.world >= older_than) continue;
    copy.released = now();
    ++swept;
  }
  return swept;
}

std::string RecordingHost::picture_at(const std::string& url) const {
  if (!url.starts_with(k_address)) return "";
  const auto found = copies_.find(url.substr(k_address.size()));
  if (found == copies_.end() || records_.copies[found->second].released) return "";
  return records_.copies[found->second].picture;
}

}  // namespace igbot::test
