// SPDX-License-Identifier: MIT
#include "tests/soak/changing_source.hpp"

#include <iterator>

#include "core/crypto/digest.hpp"
#include "core/error.hpp"
#include "tests/soak/picture.hpp"

namespace igbot::test {
namespace {

constexpr std::size_t k_page = 40;

}  // namespace

void ChangingSource::require_reachable() {
  const Fault fault = faults_.draw("source");
  Faults::finish(fault);
  if (fault != Fault::none && fault != Fault::late) {
    throw Error(ErrorKind::temporary, "the source cannot be reached", "try again later");
  }
}

media::MediaEntry ChangingSource::entry(const std::string& identifier, const File& file) const {
  const std::string bytes = picture_bytes(file.picture);
  media::MediaEntry entry{.identifier = identifier,
                          .version = "v" + std::to_string(file.version),
                          .path = file.path,
                          .size = static_cast<std::int64_t>(bytes.size())};
  using crypto::DigestAlgorithm;
  if (kind_ == SourceType::google_drive) {
    entry.sha256 = crypto::digest_hex(DigestAlgorithm::sha256, bytes);
  }
  if (kind_ == SourceType::s3) entry.md5 = crypto::digest_hex(DigestAlgorithm::md5, bytes);
  return entry;
}

media::MediaPage ChangingSource::list(const std::optional<std::string>& cursor) {
  require_reachable();
  media::MediaPage page;
  auto at = cursor ? files_.upper_bound(*cursor) : files_.begin();
  while (at != files_.end() && page.entries.size() < k_page) {
    page.entries.push_back(entry(at->first, at->second));
    ++at;
  }
  if (at != files_.end()) page.next = std::prev(at)->first;
  page.incomplete = faults_.happens("part of a listing", 200);
  return page;
}

/// Called by several threads: draws nothing.
void ChangingSource::read(const media::MediaRef& ref, const Sink& sink) {
  const auto found = files_.find(ref.identifier);
  const bool is_there = found != files_.end() && !found->second.unreadable &&
                        ref.version == "v" + std::to_string(found->second.version);
  if (!is_there) throw Error(ErrorKind::not_found, "the file is gone: " + ref.identifier);
  sink(picture_bytes(found->second.picture));
}

std::optional<std::string> ChangingSource::mark() {
  if (kind_ != SourceType::google_drive) return std::nullopt;
  return std::to_string(journal_.size());
}

std::optional<media::MediaChanges> ChangingSource::changes_since(const std::string& mark) {
  require_reachable();
  if (kind_ != SourceType::google_drive || faults_.happens("a mark too old", 50)) {
    return std::nullopt;
  }
  media::MediaChanges changes;
  const std::set<std::string> different(
      journal_.begin() + static_cast<std::ptrdiff_t>(std::stoull(mark)), journal_.end());
  for (const std::string& identifier : different) {
    const auto found = files_.find(identifier);
    if (found == files_.end()) {
      changes.gone.push_back(identifier);
    } else {
      changes.entries.push_back(entry(identifier, found->second));
    }
  }
  changes.mark = std::to_string(journal_.size());
  return changes;
}

std::string ChangingSource::new_path(const std::string& category) {
  return category + "/" + std::to_string(++names_) + ".jpg";
}

void ChangingSource::put(const std::string& identifier, File file) {
  journal_.push_back(identifier);
  files_[identifier] = std::move(file);
}

void ChangingSource::remove(const std::string& identifier) {
  journal_.push_back(identifier);
  files_.erase(identifier);
}

void ChangingSource::add(const std::string& category) {
  const std::string path = new_path(category);
  pictures_.push_back(owner_ + "/picture-" + std::to_string(pictures_.size() + 1));
  put(kind_ == SourceType::google_drive ? "id-" + std::to_string(names_) : path,
      {path, pictures_.back()});
}

const std::string& ChangingSource::any(Dice& dice) const {
  return std::next(files_.begin(), dice.roll(0, static_cast<std::int64_t>(files_.size()) - 1))
      ->first;
}

void ChangingSource::change(Dice& dice) {
  const auto what = dice.roll(1, 10);
  if (files_.empty() || what <= 4) return add("c" + std::to_string(dice.roll(1, 3)));
  const std::string identifier = any(dice);
  File file = files_.at(identifier);
  if (what == 5) {
    pictures_.push_back(owner_ + "/picture-" + std::to_string(pictures_.size() + 1));
    file.picture = pictures_.back();
    ++file.version;
    put(identifier, file);
  } else if (what == 6) {
    file.unreadable = !file.unreadable;
    ++file.version;
    put(identifier, file);
  } else if (what <= 8) {
    const bool is_copy = what == 7;
    file.path = new_path("c" + std::to_string(dice.roll(1, 3)));
    const bool keeps_name = kind_ == SourceType::google_drive && !is_copy;
    const std::string drive_id = keeps_name ? identifier : "id-" + std::to_string(names_);
    if (!is_copy) remove(identifier);
    put(kind_ == SourceType::google_drive ? drive_id : file.path, file);
  } else {
    remove(identifier);
  }
}

void ChangingSource::lose_most() {
  std::size_t keep = files_.size() / 5;
  const std::map<std::string, File> all = files_;
  for (const auto& [identifier, file] : all) {
    if (keep > 0) {
      --keep;
      continue;
    }
    lost_[identifier] = file;
    remove(identifier);
  }
}

void ChangingSource::bring_back() {
  for (auto& [identifier, file] : lost_) put(identifier, file);
  lost_.clear();
}

}  // namespace igbot::test
