// SPDX-License-Identifier: MIT
#pragma once

#include <curl/curl.h>

namespace igbot::http {

/// Opens a socket for libcurl (CURLOPT_OPENSOCKETFUNCTION) to a public address; to any other none,
/// which is noted in `was_private`, a bool. The address is the one that is connected to, so no name
/// can lead elsewhere between a look and the connection.
curl_socket_t open_public_socket(void* was_private, curlsocktype purpose, curl_sockaddr* address);

/// Whether requests for https go to a proxy (https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY).
bool has_proxy();

}  // namespace igbot::http
