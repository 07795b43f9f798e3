// SPDX-License-Identifier: MIT
#include "providers/staging/trial.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "core/crypto/base64.hpp"
#include "core/error.hpp"

namespace igbot::staging {
namespace {

/// A black JPEG of 16×16 pixels.
constexpr const char* k_picture =
    "/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqm"
    "x5moq6T/wAALCAAQABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF"
    "BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RF"
    "RkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLD"
    "xMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOZooor/2Q==";

/// The picture as a file, gone with the object.
class PictureFile {
 public:
  PictureFile() {
    const std::string bytes = crypto::from_base64(k_picture).value_or("");
    std::string pattern = (std::filesystem::temp_directory_path() / "igbotctl-XXXXXX").string();
    const int fd = ::mkostemp(pattern.data(), O_CLOEXEC);
    path_ = pattern;
    const bool written =
        fd >= 0 && ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    if (fd >= 0) ::close(fd);
    if (written) return;
    remove();
    throw Error(ErrorKind::failed, "temporary file could not be written: " + pattern,
                "check TMPDIR and the space there");
  }
  ~PictureFile() { remove(); }
  PictureFile(const PictureFile&) = delete;
  PictureFile& operator=(const PictureFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;  // a file left behind in the temporary folder harms nobody
    std::filesystem::remove(path_, ignored);
  }
  std::filesystem::path path_;
};

}  // namespace

void try_host(media::MediaHost& host) {
  const PictureFile picture;
  const media::StagedName name = host.new_name("image/jpeg");
  std::optional<Error> failure;
  try {
    host.put(name, picture.path(), "image/jpeg");
  } catch (const Error& error) {
    failure = error;  // thrown once what may have been uploaded is gone
  }
  try {
    host.release(name);
  } catch (const Error&) {
    if (!failure) throw;  // else the first failure is what a person has to mend
  }
  if (failure) throw *failure;
}

}  // namespace igbot::staging
