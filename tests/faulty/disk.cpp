// SPDX-License-Identifier: MIT
#include "tests/faulty/disk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace igbot::faulty {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void put(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.flush();
  if (!stream) throw std::runtime_error("could not be written: " + file.string());
}

thread_local bool t_cuts = false;  // a file is changed by functions that know no disk

/// With all that is in it. What is not there needs not be taken away.
void erase(const std::filesystem::path& name) {
  std::error_code missing;
  std::filesystem::remove_all(name, missing);
}

std::int64_t modified(const struct stat& info) {
  return info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec;
}

bool is_shared_memory(const std::filesystem::path& file) { return file.string().ends_with("-shm"); }

}  // namespace

void Disk::opened(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  if (files_.count(file) == 0) files_.emplace(file, FileImage(bytes_of(file)));
}

void Disk::wrote(const std::filesystem::path& file, std::size_t offset, const std::string& bytes) {
  const std::lock_guard lock(mutex_);
  files_.at(file).write(offset, bytes);
}

void Disk::truncated(const std::filesystem::path& file, std::size_t size) {
  const std::lock_guard lock(mutex_);
  files_.at(file).truncate(size);
}

void Disk::synced(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  files_.at(file).sync();
}

void Disk::synced(int descriptor) {
  struct stat wanted {};
  if (::fstat(descriptor, &wanted) != 0) return;
  const auto is_it = [&](const std::filesystem::path& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && info.st_dev == wanted.st_dev &&
           info.st_ino == wanted.st_ino;
  };
  const std::lock_guard lock(mutex_);
  if (S_ISDIR(wanted.st_mode)) {
    std::erase_if(changes_, [&](const Former& former) {
      return is_it(std::filesystem::absolute(former.front().first).parent_path());
    });
    return;
  }
  synced_[{wanted.st_dev, wanted.st_ino}] = {wanted.st_size, modified(wanted)};
  for (auto& [file, image] : files_) {
    if (is_it(file)) image.sync();
  }
}

bool Disk::is_synced(const std::filesystem::path& file) const {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return true;
  const auto known = synced_.find({info.st_dev, info.st_ino});
  return known != synced_.end() && known->second == Edition{info.st_size, modified(info)};
}

void Disk::created(const std::filesystem::path& name) {
  if (is_shared_memory(name)) return;
  const std::lock_guard lock(mutex_);
  changes_.push_back({{name, std::nullopt}});
  made_.insert(name);
}

std::optional<std::string> Disk::durable_of(const std::filesystem::path& file) const {
  const auto known = files_.find(file);
  if (known != files_.end()) return known->second.durable();
  if (!std::filesystem::is_regular_file(file)) return std::nullopt;
  return bytes_of(file);
}

void Disk::note(const std::vector<std::filesystem::path>& names) {
  Former former;
  for (const auto& name : names) former.emplace_back(name, durable_of(name));
  changes_.push_back(std::move(former));
}

void Disk::removing(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  if (!std::filesystem::is_regular_file(file) || is_shared_memory(file)) return;
  note({file});
  files_.erase(file);
  made_.erase(file);
}

void Disk::renaming(const std::filesystem::path& from, const std::filesystem::path& to) {
  const std::lock_guard lock(mutex_);
  if (!std::filesystem::is_regular_file(from)) return;
  note({to, from});
  if (made_.erase(from) != 0) made_.insert(to);
  files_.erase(to);
  if (auto moved = files_.extract(from)) {
    moved.key() = to;
    files_.insert(std::move(moved));
  }
}

template <typename Show>
void Disk::cut_made(std::mt19937& random, Show show) {
  for (const auto& file : made_) {
    if (files_.count(file) != 0 || !std::filesystem::is_regular_file(file)) continue;
    const std::string written = bytes_of(file);
    show("killed", file, written);
    if (is_synced(file)) {
      show("durable", file, written);
      continue;
    }
    FileImage image("");
    image.write(0, written);
    show("durable", file, image.durable());
    put(file, image.after_cut(random));
  }
}

bool Disk::is_cutting() { return t_cuts; }

void Disk::cut(std::uint32_t seed, const std::filesystem::path& images) {
  const std::lock_guard lock(mutex_);
  t_cuts = true;
  std::mt19937 random(seed);
  const auto show = [&](const char* folder, const std::filesystem::path& file,
                        const std::optional<std::string>& bytes) {
    if (images.empty()) return;
    std::filesystem::create_directories(images / folder);
    const auto image = images / folder / file.filename();
    if (bytes) {
      put(image, *bytes);
    } else {
      erase(image);
    }
  };
  for (const auto& [file, image] : files_) {
    if (!std::filesystem::exists(file)) continue;
    show("killed", file, image.written());
    show("durable", file, image.durable());
    if (!image.is_synced()) put(file, image.after_cut(random));
    const auto shared = std::filesystem::path(file.string() + "-shm");
    if (!is_shared_memory(file)) erase(shared);
  }
  cut_made(random, show);
  // Names are written down in turn: from some change on, none was.
  const std::size_t kept = std::uniform_int_distribution<std::size_t>(0, changes_.size())(random);
  for (std::size_t i = changes_.size(); i-- > 0;) {
    for (const auto& [file, former] : changes_[i]) {
      show("durable", file, former);
      // A folder that is gone takes with it what was removed from it before.
      if (i < kept || !std::filesystem::exists(file.parent_path())) continue;
      if (former) {
        put(file, *former);
      } else {
        erase(file);
      }
    }
  }
}

Disk& disk() {
  static Disk disk;
  return disk;
}

}  // namespace igbot::faulty
