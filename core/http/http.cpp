// SPDX-License-Identifier: MIT
#include "core/http/http.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace igbot::http {

std::optional<std::string> Response::header(std::string_view name) const {
  const std::string wanted = text::to_lower(name);
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const Header& header) {
    return text::to_lower(header.name) == wanted;
  });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

}  // namespace igbot::http
