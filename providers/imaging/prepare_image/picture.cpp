// SPDX-License-Identifier: MIT
#include "providers/imaging/prepare_image/picture.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "core/media/story_rules.hpp"
#include "providers/imaging/prepare_image/refusal.hpp"

namespace igbot::prepare_image {
namespace {

constexpr std::array<std::string_view, 5> k_loaders{
    "VipsForeignLoadJpegSource", "VipsForeignLoadPngSource", "VipsForeignLoadWebpSource",
    "VipsForeignLoadNsgifSource", "VipsForeignLoadHeifSource"};

/// Never waits, also where the name is that of a FIFO, and reads no options out of the name.
vips::VSource open_source(const char* file) {
  const int descriptor = ::open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0) throw Refusal(Exit::unreadable, std::strerror(errno));
  struct stat status {};
  const bool is_file = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  if (!is_file || status.st_size == 0) {
    ::close(descriptor);
    throw Refusal(Exit::unreadable, is_file ? "the file is empty" : "not a regular file");
  }
  const vips::VSource source = vips::VSource::new_from_descriptor(descriptor);
  ::close(descriptor);  // the source has a copy of it
  return source;
}

}  // namespace

void start_vips() {
  // Read by vips_init. What must lie in memory stays there: the address limit counts it.
  ::setenv("VIPS_DISC_THRESHOLD", "4g", 1);
  ::setenv("VIPS_WARNING", "1", 1);  // "1" silences them
  if (VIPS_INIT("prepare-image") != 0) throw Refusal(Exit::bug, "libvips could not be started");
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_block_untrusted_set(TRUE);
}

Picture open_picture(const char* file) {
  const vips::VSource source = open_source(file);
  const char* loader = vips_foreign_find_load_source(source.get_source());
  if (loader == nullptr ||
      std::find(k_loaders.begin(), k_loaders.end(), loader) == k_loaders.end()) {
    throw Refusal(Exit::unreadable, "not a JPEG, PNG, WebP, GIF or HEIC picture");
  }
  const vips::VImage header = vips::VImage::new_from_source(
      source, "", vips::VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL));
  Picture picture{source, header.width(), header.height()};
  picture.is_managed = header.get_typeof(VIPS_META_ICC_NAME) != 0 ||
                       header.interpretation() == VIPS_INTERPRETATION_CMYK;
  if (vips_image_get_orientation_swap(header.get_image()) != 0) {
    std::swap(picture.width, picture.height);
  }
  return picture;
}

void require_bearable(const Picture& picture) {
  const auto problems = media::story_problems(
      {.mime = "image/jpeg", .width = picture.width, .height = picture.height});
  if (!problems.empty()) throw Refusal(Exit::too_large, problems.front().reason);
}

}  // namespace igbot::prepare_image
