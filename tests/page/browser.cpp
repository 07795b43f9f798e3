// SPDX-License-Identifier: MIT
#include "tests/page/browser.hpp"

#include <fcntl.h>
#include <httplib.h>
#include <signal.h>
#include <sodium.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <vector>

namespace igbot::test {
namespace {

using nlohmann::json;

constexpr const char* k_element = "element-6066-11e4-a52e-4f735466cecf";
constexpr int k_patience_ms = 10'000;

/// chromedriver in a process group of its own, on a port that it chose. It ends, and its browser
/// with it, also when the test is killed.
class Driver {
 public:
  explicit Driver(const std::filesystem::path& home) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for the browser");
    std::vector<std::string> words{"setpriv", "--pdeathsig", "TERM", "chromedriver", "--port=0"};
    std::vector<std::string> settings{"HOME=" + home.string(), "TMPDIR=" + home.string(),
                                      "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
                                      "TZ=UTC"};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int failed = ::posix_spawnp(&process_, "setpriv", &actions, &attributes,
                                      pointers(words).data(), pointers(settings).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    output_ = pipe[0];
    if (failed != 0) throw std::runtime_error("setpriv cannot be started");
    port_ = read_port();
  }
  ~Driver() {
    ::kill(-process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
    ::close(output_);
  }
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  int port() const { return port_; }

 private:
  static std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    return list;
  }

  /// "ChromeDriver was started successfully on port N."
  int read_port() const {
    const std::string marker = "successfully on port ";
    std::string said;
    char c = 0;
    while (true) {
      const ssize_t got = ::read(output_, &c, 1);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        throw std::runtime_error("chromedriver did not start (packaging/install-packages test): " +
                                 said);
      }
      const auto at = said.find(marker);
      if (c == '\n' && at != std::string::npos) return std::atoi(&said[at + marker.size()]);
      said += c;
    }
  }

  pid_t process_ = -1;
  int output_ = -1;
  int port_ = 0;
};

json capabilities(const std::filesystem::path& profile) {
  const std::vector<std::string> arguments{
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--no-default-browser-check",
      "--no-proxy-server",
      "--hide-scrollbars",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      "--user-data-dir=" + (profile / "profile").string()};
  return {{"capabilities", {{"alwaysMatch", {{"goog:chromeOptions", {{"args", arguments}}}}}}}};
}

/// Looks again and again inside the page until the expression is true or its time is over. The
/// expression stands in the script itself: the page's policy forbids eval.
std::string waiting_script(const std::string& expression) {
  return R"js(
    const [milliseconds, done] = arguments;
    const end = performance.now() + milliseconds;
    const look = () => {
      let holds = false;
      try { holds = Boolean()js" +
         expression + R"js(); } catch { holds = false; }
      if (holds || performance.now() > end) done(holds); else setTimeout(look, 15);
    };
    look();
  )js";
}

std::string bytes_of(const std::string& base64) {
  std::string bytes(base64.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), base64.data(),
                        base64.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0) {
    throw std::runtime_error("the screenshot is not base64");
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

class Browser::Session {
 public:
  explicit Session(const std::filesystem::path& folder)
      : driver_(folder), client_("127.0.0.1", driver_.port()) {
    client_.set_read_timeout(60);
    base_ = "/session";
    const json session = post("", capabilities(folder));
    base_ += "/" + session.at("sessionId").get<std::string>();
    post("/timeouts", {{"script", 2 * k_patience_ms}});
  }
  ~Session() { client_.Delete(base_); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  json post(const std::string& path, const json& body) {
    return value_in(client_.Post(base_ + path, body.dump(), "application/json"), path);
  }
  json get(const std::string& path) { return value_in(client_.Get(base_ + path), path); }

  std::string element(const std::string& selector) {
    return post("/element", {{"using", "css selector"}, {"value", selector}}).at(k_element);
  }
  void devtools(const std::string& command, const json& parameters) {
    post("/goog/cdp/execute", {{"cmd", command}, {"params", parameters}});
  }

 private:
  static json value_in(const httplib::Result& answer, const std::string& path) {
    if (!answer) throw std::runtime_error("the browser did not answer: " + path);
    json value = json::parse(answer->body).at("value");
    if (answer->status == 200) return value;
    throw std::runtime_error("browser" + path + ": " + value.value("message", answer->body));
  }

  Driver driver_;
  httplib::Client client_;
  std::string base_;
};

Browser::Browser() : session_(std::make_unique<Session>(profile_.path())) {}
Browser::~Browser() = default;

void Browser::open(const std::string& url) { session_->post("/url", {{"url", url}}); }

void Browser::resize(int width, int height) {
  session_->devtools(
      "Emulation.setDeviceMetricsOverride",
      {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", width < 600}});
}

void Browser::prefer_dark(bool dark) {
  const json feature{{"name", "prefers-color-scheme"}, {"value", dark ? "dark" : "light"}};
  session_->devtools("Emulation.setEmulatedMedia", {{"features", json::array({feature})}});
}

bool Browser::wait_for(const std::string& expression) {
  return session_->post("/execute/async", {{"script", waiting_script(expression)},
                                           {"args", json::array({k_patience_ms})}});
}

std::string Browser::value_of(const std::string& expression) {
  const json value = session_->post(
      "/execute/sync", {{"script", "return (" + expression + ")"}, {"args", json::array()}});
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void Browser::click(const std::string& selector) {
  const std::string there = "document.querySelector(" + json(selector).dump() + ")";
  if (!wait_for(there)) throw std::runtime_error("the page does not show " + selector);
  session_->post("/element/" + session_->element(selector) + "/click", json::object());
}

void Browser::type(const std::string& selector, const std::string& text) {
  session_->post("/element/" + session_->element(selector) + "/value", {{"text", text}});
}

void Browser::press_key(const std::string& key) {
  const json strokes = {{{"type", "keyDown"}, {"value", key}}, {{"type", "keyUp"}, {"value", key}}};
  session_->post("/actions",
                 {{"actions", {{{"type", "key"}, {"id", "keyboard"}, {"actions", strokes}}}}});
}

void Browser::save_screenshot(const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  const std::string bytes = bytes_of(session_->get("/screenshot"));
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace igbot::test
