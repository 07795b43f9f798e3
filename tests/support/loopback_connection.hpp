// SPDX-License-Identifier: MIT
#pragma once

namespace igbot::test {

/// Cuts connections that a server of this process holds: with `peer_port` only the one that comes
/// from there, with 0 every one that was accepted on `local_port`. The other side sees the
/// connection end; what was not read yet makes it a reset.
void cut_connections(int local_port, int peer_port = 0);

}  // namespace igbot::test
