// SPDX-License-Identifier: MIT
#pragma once

namespace igbot::prepare_image {

/// Takes from this process what decoding a picture does not need, before one is opened: 2 GiB of
/// addresses, 20 s of processor time, 64 files, 16 MB a written file, no core dump, no new
/// privileges; and it ends with whoever started it. Throws Refusal when that is not granted.
void set_limits();

}  // namespace igbot::prepare_image
