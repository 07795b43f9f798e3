// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>

#include "tests/support/temporary_store.hpp"

namespace igbot::test {

/// A headless Chromium with a profile of its own that reaches nothing but this machine, steered
/// over WebDriver (www.w3.org/TR/webdriver2). Elements are named by CSS selectors; one that does
/// not appear in time, and whatever else the browser refuses, throws std::runtime_error.
class Browser {
 public:
  Browser();
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  void open(const std::string& url);
  /// The size of the page itself, as of a device with such a screen.
  void resize(int width, int height);
  void prefer_dark(bool dark);

  /// Waits until the JavaScript expression is true; false when it is not within ten seconds.
  bool wait_for(const std::string& expression);
  /// The value of a JavaScript expression: a text as it is, anything else as JSON.
  std::string value_of(const std::string& expression);

  void click(const std::string& selector);
  void type(const std::string& selector, const std::string& text);
  /// Presses a key on what has the focus; WebDriver names keys by code points in its private area.
  void press_key(const std::string& key);
  void save_screenshot(const std::filesystem::path& file);

 private:
  class Session;
  TemporaryFolder profile_;
  std::unique_ptr<Session> session_;
};

inline constexpr const char* k_key_enter = "\uE007";
inline constexpr const char* k_key_escape = "\uE00C";
inline constexpr const char* k_key_tab = "\uE004";
inline constexpr const char* k_key_down = "\uE015";

}  // namespace igbot::test
