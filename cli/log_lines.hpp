// SPDX-License-Identifier: MIT
#pragma once

#include "core/error.hpp"
#include "core/log/log.hpp"
#include "core/store/store.hpp"

namespace igbot::cli {

/// A stored change as a line of the log: `post.published`, `setting.set`. What passes (a post that
/// is claimed, sent, prepared) and the items of a library are for debugging; what should not have
/// come to this is a warning or an error.
log::Line log_line_of(const Change& change);

/// A failure: `failed`, or a warning where trying again helps.
log::Line log_line_of(const Error& failure);

}  // namespace igbot::cli
