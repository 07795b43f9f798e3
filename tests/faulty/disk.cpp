// SPDX-License-Identifier: MIT
#include "tests/faulty/disk.hpp"

#include <sys/stat.h>

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
  const std::lock_guard lock(mutex_);
  for (auto& [file, image] : files_) {
    struct stat info {};
    if (::stat(file.c_str(), &info) == 0 && info.st_dev == wanted.st_dev &&
        info.st_ino == wanted.st_ino) {
      image.sync();
    }
  }
}

void Disk::removed(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  files_.erase(file);
}

void Disk::cut(std::uint32_t seed, const std::filesystem::path& images) {
  const std::lock_guard lock(mutex_);
  std::mt19937 random(seed);
  for (const auto& [file, image] : files_) {
    // One that has got another name since was synced before: only its old name is known here.
    if (!std::filesystem::exists(file)) continue;
    if (!images.empty()) {
      for (const char* folder : {"killed", "durable"}) {
        std::filesystem::create_directories(images / folder);
      }
      put(images / "killed" / file.filename(), image.written());
      put(images / "durable" / file.filename(), image.durable());
    }
    if (!image.is_synced()) put(file, image.after_cut(random));
    const auto shared = std::filesystem::path(file.string() + "-shm");
    if (!is_shared_memory(file)) std::filesystem::remove(shared);
  }
}

Disk& disk() {
  static Disk disk;
  return disk;
}

}  // namespace igbot::faulty
