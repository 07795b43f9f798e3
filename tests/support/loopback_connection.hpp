// SPDX-License-Identifier: MIT
#pragma once

namespace igbot::test {

/// Cuts connections that a server of this process holds: with `peer_port` only the one that comes
/// from there, with 0 every one that was accepted on `local_port`. The other side sees the
/// connection end; what was not read yet makes it a reset.
void cut_connections(int local_port, int peer_port = 0);

/// Lets a server of this process have many connections waiting to be accepted. The HTTP library
/// asks for five, and the sixth client at once would wait a second for its next try.
void widen_backlog(int local_port);

}  // namespace igbot::test
