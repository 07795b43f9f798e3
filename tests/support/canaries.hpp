// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace igbot::test {

/// Secrets that must turn up nowhere, and the search for them: as they are, percent-encoded (the
/// digits in either case), and in base64 (both alphabets) wherever they lie in what was encoded.
class Canaries {
 public:
  void add(const std::string& name, std::string_view secret);

  /// "bot token (base64)", … for every form found in the bytes.
  std::vector<std::string> found_in(std::string_view bytes) const;
  /// The same for every regular file below a folder, but for those named: "FILE: bot token (raw)".
  /// A file that was clean and has not changed since is not read again.
  std::vector<std::string> found_below(const std::filesystem::path& folder,
                                       const std::set<std::filesystem::path>& sources);

 private:
  using Version =
      std::tuple<std::filesystem::path, std::filesystem::file_time_type, std::uintmax_t>;

  std::set<Version> clean_;
  std::map<std::string, std::string> needles_;
};

/// Standard base64 without padding.
std::string base64_of(std::string_view bytes);
/// The same in the alphabet of URLs.
std::string url_alphabet(std::string base64);
/// Everything but letters, digits and -._~ as %XX.
std::string percent_encoded(std::string_view text, bool upper_case);

}  // namespace igbot::test
