// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace igbot::faulty {

/// One file as the operating system shows it and as the disk would have it after a power cut. A
/// sector (512 bytes) holds, until the file is synced, any of the contents it was given since the
/// last time: so writes are lost, torn and change places, and so are changes of the file's size.
class FileImage {
 public:
  static constexpr std::size_t k_sector = 512;

  /// What lies on the disk now is there to stay.
  explicit FileImage(std::string durable);

  void write(std::size_t offset, const std::string& bytes);
  void truncate(std::size_t size);
  void sync();

  /// With everything that was written, and with what was synced alone.
  const std::string& written() const { return written_; }
  const std::string& durable() const { return durable_; }
  bool is_synced() const { return sectors_.empty() && sizes_.empty(); }
  /// What one cut of the power may leave.
  std::string after_cut(std::mt19937& random) const;

 private:
  /// That sector of a content, with zeros where it is over.
  static std::string sector_of(const std::string& content, std::size_t number);

  std::string durable_;
  std::string written_;
  std::map<std::size_t, std::vector<std::string>> sectors_;  ///< contents since the last sync
  std::vector<std::size_t> sizes_;                           ///< sizes since the last sync
};

}  // namespace igbot::faulty
