// SPDX-License-Identifier: MIT
#pragma once

#include <curl/curl.h>

namespace igbot::http {

/// The functions of libcurl that we use. The library is opened at first use instead of linked:
/// its thirty dependencies would cost every start of the program 6 ms.
struct CurlLibrary {
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_reset) easy_reset;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_perform) easy_perform;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
  decltype(&::curl_mime_init) mime_init;
  decltype(&::curl_mime_free) mime_free;
  decltype(&::curl_mime_addpart) mime_addpart;
  decltype(&::curl_mime_name) mime_name;
  decltype(&::curl_mime_data_cb) mime_data_cb;
  decltype(&::curl_mime_filename) mime_filename;
  decltype(&::curl_mime_type) mime_type;
};

/// Opens libcurl.so.4 the first time; it stays open until the process ends. Throws
/// Error(ErrorKind::failed) when it is not installed.
const CurlLibrary& curl_library();

}  // namespace igbot::http
