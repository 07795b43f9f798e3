// SPDX-License-Identifier: MIT
#pragma once

#include "core/media/media_host.hpp"

namespace igbot::staging {

/// Uploads a small picture, looks at it and deletes it again; throws what failed first.
void try_host(media::MediaHost& host);

}  // namespace igbot::staging
