// SPDX-License-Identifier: MIT
#include "providers/imaging/prepare_image/story_jpeg.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "providers/imaging/prepare_image/refusal.hpp"

namespace igbot::prepare_image {
namespace {

using media::Fit;
using vips::VImage;
using vips::VOption;

void unref_blob(VipsBlob* blob) { vips_area_unref(VIPS_AREA(blob)); }

constexpr int k_width = 1080;
constexpr int k_height = 1920;
constexpr std::size_t k_most_bytes = 8'000'000;
/// Noise over the whole story takes 3 MB at this quality: no lower one is ever needed.
constexpr int k_quality = 90;
/// The background is blurred where it is small, and enlarged by this.
constexpr int k_background_shrink = 10;
constexpr double k_background_sigma = 4.0;

/// Decodes at the size that is wanted.
VImage decode(const Picture& picture, Fit fit) {
  VOption* options =
      VImage::option()
          ->set("height", k_height)
          ->set("size", fit == Fit::none ? VIPS_SIZE_DOWN : VIPS_SIZE_BOTH)
          ->set("crop", fit == Fit::crop ? VIPS_INTERESTING_CENTRE : VIPS_INTERESTING_NONE)
          // libvips 8.14 hands its own option fail_on to no source.
          ->set("option_string", "[fail_on=truncated]");
  // Only then: it would shift the colours of a picture that has no profile.
  if (picture.is_managed) options->set("export_profile", "srgb");
  VImage image = VImage::thumbnail_source(picture.source, k_width, options);
  image = image.colourspace(VIPS_INTERPRETATION_sRGB);
  if (image.has_alpha()) {
    image = image.flatten(VImage::option()->set("background", std::vector<double>(3, 255)));
  }
  return image.cast(VIPS_FORMAT_UCHAR).copy_memory();
}

VImage blurred_background(const VImage& whole) {
  const VImage small = whole.thumbnail_image(k_width / k_background_shrink,
                                             VImage::option()
                                                 ->set("height", k_height / k_background_shrink)
                                                 ->set("crop", VIPS_INTERESTING_CENTRE));
  return small.gaussblur(k_background_sigma).resize(k_background_shrink);
}

/// The mean colour of the two edges that the bars will touch.
std::vector<double> edge_colour(const VImage& whole) {
  const bool is_wide = whole.width() == k_width;
  const int width = is_wide ? whole.width() : 1;
  const int height = is_wide ? 1 : whole.height();
  const VImage first = whole.crop(0, 0, width, height);
  const VImage last = whole.crop(whole.width() - width, whole.height() - height, width, height);
  std::vector<double> colour;
  for (int band = 0; band < whole.bands(); ++band) {
    colour.push_back((first.extract_band(band).avg() + last.extract_band(band).avg()) / 2);
  }
  return colour;
}

void write_all(int descriptor, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(descriptor, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw Refusal(Exit::not_written, std::strerror(errno));
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

}  // namespace

VImage make_story(const Picture& picture, Fit fit) {
  VImage whole = decode(picture, fit);
  const bool fills = whole.width() == k_width && whole.height() == k_height;
  if (fit == Fit::none || fills) return whole;
  const int left = (k_width - whole.width()) / 2;
  const int top = (k_height - whole.height()) / 2;
  if (fit == Fit::blur) return blurred_background(whole).insert(whole, left, top);
  return whole.embed(left, top, k_width, k_height,
                     VImage::option()
                         ->set("extend", VIPS_EXTEND_BACKGROUND)
                         ->set("background", edge_colour(whole)));
}

std::size_t write_jpeg(const VImage& story, const char* file) {
  const std::unique_ptr<VipsBlob, decltype(&unref_blob)> jpeg(
      story.jpegsave_buffer(VImage::option()
                                ->set("Q", k_quality)
                                ->set("optimize_coding", true)
                                ->set("subsample_mode", VIPS_FOREIGN_SUBSAMPLE_ON)
                                ->set("strip", true)),
      &unref_blob);
  std::size_t size = 0;
  const void* bytes = vips_blob_get(jpeg.get(), &size);
  if (size > k_most_bytes) {
    throw Refusal(Exit::too_heavy, "the JPEG has " + std::to_string(size) + " bytes, at most " +
                                       std::to_string(k_most_bytes) + " are taken");
  }
  const int descriptor = ::open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) throw Refusal(Exit::not_written, std::strerror(errno));
  try {
    write_all(descriptor, static_cast<const char*>(bytes), size);
  } catch (const Refusal&) {
    ::close(descriptor);
    ::unlink(file);
    throw;
  }
  ::close(descriptor);
  return size;
}

}  // namespace igbot::prepare_image
