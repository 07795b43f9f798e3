// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/error.hpp"
#include "core/http/http.hpp"

namespace igbot::cloudinary {

/// What a refusal means and what helps: ErrorKind::auth for key, secret and rights, ::config for
/// cloud, clock and file, ::temporary for what may work later (Cloudinary also says 420 for too
/// many calls). `verb`: upload, delete, list.
Error cloudinary_error(const http::Response& response, const std::string& verb);

}  // namespace igbot::cloudinary
