// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "core/http/http.hpp"
#include "tests/support/lying_server.hpp"

namespace igbot::test {

/// What whoever knocked was told.
enum class Told {
  success,
  doubt,    ///< may have been carried out; or: nothing is known
  refusal,  ///< an explicit no
};

struct Knock {
  http::HttpClient& http;
  Clock& clock;
  const std::string& url;  ///< of the server
};

/// How often a call may be sent by one knock.
enum class Sends { once, repeated };

/// One call of a provider.
struct Door {
  std::string name;
  PlainAnswer truth;  ///< what makes it a success
  /// May throw Error.
  std::function<Told(const Knock&)> knock;
  /// Answers to the calls before it, by a part of their targets.
  std::vector<std::pair<std::string, PlainAnswer>> honest = {};
  /// How much of one answer may be read, in MiB.
  std::size_t most_mebibytes = 4;
  /// `once`: carrying it out twice would be seen by people; any lie must leave a doubt.
  Sends sends = Sends::repeated;
  bool follows_redirects = false;
  bool is_streamed = false;  ///< the bytes of a file, handed on as they come
};

std::vector<Door> telegram_doors();
std::vector<Door> meta_doors();
std::vector<Door> google_doors();
/// S3, Cloudinary and the look as Meta's crawler.
std::vector<Door> store_doors();

}  // namespace igbot::test
