// SPDX-License-Identifier: MIT
#include "providers/google_drive/form.hpp"

#include "core/http/url.hpp"

namespace igbot::google_drive {

std::string form_text(const std::vector<http::Header>& fields) {
  std::string text;
  for (const http::Header& field : fields) {
    if (!text.empty()) text += "&";
    text += http::percent_encode(field.name) + "=" + http::percent_encode(field.value);
  }
  return text;
}

}  // namespace igbot::google_drive
