// SPDX-License-Identifier: MIT
#include "core/http/form.hpp"

#include "core/http/url.hpp"

namespace igbot::http {

std::string form_text(const std::vector<Header>& fields) {
  std::string text;
  for (const Header& field : fields) {
    if (!text.empty()) text += "&";
    text += percent_encode(field.name) + "=" + percent_encode(field.value);
  }
  return text;
}

}  // namespace igbot::http
