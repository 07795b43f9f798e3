// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/http/http.hpp"

namespace igbot::http {

/// "a=1&b=2" with what needs it percent-encoded: a query, or the body of a form.
std::string form_text(const std::vector<Header>& fields);

}  // namespace igbot::http
