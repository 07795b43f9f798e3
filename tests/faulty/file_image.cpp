// SPDX-License-Identifier: MIT
#include "tests/faulty/file_image.hpp"

#include <algorithm>

namespace igbot::faulty {

FileImage::FileImage(std::string durable) : durable_(std::move(durable)), written_(durable_) {}

std::string FileImage::sector_of(const std::string& content, std::size_t number) {
  const std::size_t begin = number * k_sector;
  std::string sector = begin < content.size() ? content.substr(begin, k_sector) : std::string();
  sector.resize(k_sector, '\0');
  return sector;
}

void FileImage::write(std::size_t offset, const std::string& bytes) {
  if (bytes.empty()) return;
  if (written_.size() < offset + bytes.size()) {
    written_.resize(offset + bytes.size(), '\0');
    sizes_.push_back(written_.size());
  }
  written_.replace(offset, bytes.size(), bytes);
  const std::size_t last = (offset + bytes.size() - 1) / k_sector;
  for (std::size_t number = offset / k_sector; number <= last; ++number) {
    sectors_[number].push_back(sector_of(written_, number));
  }
}

void FileImage::truncate(std::size_t size) {
  const std::size_t before = written_.size();
  written_.resize(size, '\0');
  sizes_.push_back(size);
  for (std::size_t number = size / k_sector; number * k_sector < before; ++number) {
    sectors_[number].push_back(sector_of(written_, number));
  }
}

void FileImage::sync() {
  durable_ = written_;
  sectors_.clear();
  sizes_.clear();
}

std::string FileImage::after_cut(std::mt19937& random) const {
  const auto pick = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count)(random);
  };
  std::string left = durable_;
  const std::size_t size = pick(sizes_.size());
  left.resize(size == 0 ? durable_.size() : sizes_[size - 1], '\0');
  for (const auto& [number, contents] : sectors_) {
    const std::size_t begin = number * k_sector;
    const std::size_t chosen = pick(contents.size());
    if (chosen == 0 || begin >= left.size()) continue;
    left.replace(begin, std::min(k_sector, left.size() - begin), contents[chosen - 1], 0,
                 std::min(k_sector, left.size() - begin));
  }
  return left;
}

}  // namespace igbot::faulty
