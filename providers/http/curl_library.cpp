// SPDX-License-Identifier: MIT
#include "providers/http/curl_library.hpp"

#include <dlfcn.h>

#include <string>

#include "core/error.hpp"

namespace igbot::http {
namespace {

[[noreturn]] void fail_to_open(const char* what) {
  const char* reason = dlerror();
  throw Error(ErrorKind::failed,
              std::string("cannot load libcurl: ") + (reason != nullptr ? reason : what),
              "apt-get install libcurl4");
}

template <typename Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr) fail_to_open(name);
}

CurlLibrary open_library() {
  void* library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) fail_to_open("libcurl.so.4");
  decltype(&::curl_global_init) global_init = nullptr;
  find(library, "curl_global_init", global_init);
  if (global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) fail_to_open("curl_global_init");
  CurlLibrary curl{};
  find(library, "curl_easy_init", curl.easy_init);
  find(library, "curl_easy_reset", curl.easy_reset);
  find(library, "curl_easy_cleanup", curl.easy_cleanup);
  find(library, "curl_easy_setopt", curl.easy_setopt);
  find(library, "curl_easy_getinfo", curl.easy_getinfo);
  find(library, "curl_easy_perform", curl.easy_perform);
  find(library, "curl_easy_strerror", curl.easy_strerror);
  find(library, "curl_slist_append", curl.slist_append);
  find(library, "curl_slist_free_all", curl.slist_free_all);
  find(library, "curl_mime_init", curl.mime_init);
  find(library, "curl_mime_free", curl.mime_free);
  find(library, "curl_mime_addpart", curl.mime_addpart);
  find(library, "curl_mime_name", curl.mime_name);
  find(library, "curl_mime_data_cb", curl.mime_data_cb);
  find(library, "curl_mime_filename", curl.mime_filename);
  find(library, "curl_mime_type", curl.mime_type);
  return curl;
}

}  // namespace

const CurlLibrary& curl_library() {
  static const CurlLibrary k_library = open_library();
  return k_library;
}

}  // namespace igbot::http
