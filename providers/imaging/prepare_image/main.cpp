// SPDX-License-Identifier: MIT
// prepare-image probe FILE          prints {"width":…,"height":…} of a picture, by its header
// prepare-image jpeg FIT FROM TO    makes what a story is published with, as a new file
// Runs for igbotctl, in a process of its own: decoding what strangers sent is the part of the work
// that is most likely to be attacked or to take too much.
#include <iostream>

#include "providers/imaging/prepare_image/limits.hpp"
#include "providers/imaging/prepare_image/picture.hpp"
#include "providers/imaging/prepare_image/refusal.hpp"
#include "providers/imaging/prepare_image/story_jpeg.hpp"

namespace igbot::prepare_image {
namespace {

void probe(const char* file) {
  const Picture picture = open_picture(file);
  std::cout << "{\"width\":" << picture.width << ",\"height\":" << picture.height << "}\n";
}

void make_jpeg(media::Fit fit, const char* from, const char* to) {
  const Picture picture = open_picture(from);
  require_bearable(picture);
  const vips::VImage story = make_story(picture, fit);
  const std::size_t size = write_jpeg(story, to);
  std::cout << "{\"width\":" << story.width() << ",\"height\":" << story.height()
            << ",\"size\":" << size << "}\n";
}

void run(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  if (verb == "probe" && argc == 3) return probe(argv[2]);
  if (verb == "jpeg" && argc == 5) {
    if (const auto fit = media::fit_from(argv[2])) return make_jpeg(*fit, argv[3], argv[4]);
  }
  throw Refusal(Exit::usage, "usage: prepare-image probe FILE | jpeg FIT FROM TO");
}

/// Runs and names the failure on standard error, in one line.
Exit run_and_tell(int argc, char** argv) {
  try {
    set_limits();
    start_vips();
    run(argc, argv);
    return Exit::done;
  } catch (const Refusal& refusal) {
    std::cerr << refusal.what() << '\n';
    return refusal.code();
  } catch (const vips::VError& error) {
    const std::string_view text = error.what();
    std::cerr << "the picture is damaged: " << text.substr(0, text.find('\n')) << '\n';
    return Exit::damaged;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return Exit::bug;
  }
}

}  // namespace
}  // namespace igbot::prepare_image

int main(int argc, char** argv) {
  return static_cast<int>(igbot::prepare_image::run_and_tell(argc, argv));
}
