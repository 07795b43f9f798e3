// SPDX-License-Identifier: MIT
#include "providers/imaging/story_tools.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/crypto/random_token.hpp"
#include "core/durable_file.hpp"
#include "core/error.hpp"
#include "core/media/media_type.hpp"
#include "core/media/story_rules.hpp"
#include "providers/imaging/picture_tool.hpp"
#include "providers/imaging/video_tool.hpp"
#include "providers/local/descriptor.hpp"

namespace igbot::imaging {
namespace {

namespace fs = std::filesystem;
using local::Descriptor;

/// A result under a name of its own until it is whole; gone with the object.
class Unfinished {
 public:
  explicit Unfinished(const fs::path& result)
      : path_(result.string() + "." + crypto::random_token().reveal() + ".part") {}
  ~Unfinished() {
    std::error_code ignored;  // it has got its name, or was never made
    fs::remove(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Error unreadable(const fs::path& file, const std::string& why) {
  return {ErrorKind::failed, "file cannot be used: " + file.string() + " (" + why + ")",
          "choose a JPEG, PNG, WebP, GIF or HEIC picture, or an MP4 or QuickTime video"};
}

/// Size and type, by the first bytes. Does not wait where the name is that of a FIFO.
media::MediaFacts look_at(const fs::path& file) {
  const Descriptor opened(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!opened.valid()) throw unreadable(file, std::strerror(errno));
  struct stat status {};
  if (::fstat(opened.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    throw unreadable(file, "not a regular file");
  }
  std::array<char, media::k_head_size> head{};
  const ssize_t got = ::read(opened.get(), head.data(), head.size());
  if (got < 0) throw unreadable(file, std::strerror(errno));
  if (got == 0) throw unreadable(file, "it is empty");
  const auto mime = media::detect_mime({head.data(), static_cast<std::size_t>(got)});
  if (!mime) throw unreadable(file, "no picture or video by its first bytes");
  return {.mime = *mime, .is_video = media::is_video(*mime), .size = status.st_size};
}

Error not_a_story(const fs::path& file, const std::vector<media::Unfit>& problems) {
  std::string reasons;
  for (const media::Unfit& problem : problems) {
    reasons += (reasons.empty() ? "" : "; ") + problem.reason;
  }
  return {ErrorKind::failed, "no story can be made of it: " + file.string() + " (" + reasons + ")",
          problems.front().fix};
}

}  // namespace

media::MediaFacts StoryTools::probe(const fs::path& file) {
  media::MediaFacts facts = look_at(file);
  if (facts.is_video) {
    probe_video(places_, file, facts);
  } else {
    probe_picture(places_, file, facts);
  }
  return facts;
}

std::vector<media::Unfit> StoryTools::unfit(const media::MediaFacts& facts) {
  return media::story_problems(facts);
}

media::MediaFacts StoryTools::make_video(const fs::path& from, const fs::path& to) {
  media::MediaFacts facts = probe(from);
  const auto problems = unfit(facts);
  if (!problems.empty()) throw not_a_story(from, problems);
  if (facts.moov_first) {
    fs::copy_file(from, to);
    return facts;
  }
  put_index_first(places_, from, to, facts);
  media::MediaFacts made = probe(to);
  const auto left = unfit(made);
  if (!left.empty()) throw not_a_story(from, left);
  return made;
}

media::MediaFacts StoryTools::prepare(const fs::path& from, const fs::path& to, media::Fit fit) {
  const bool is_video = look_at(from).is_video;
  const Unfinished result(to);
  media::MediaFacts made = is_video ? make_video(from, result.path())
                                    : prepare_picture(places_, from, result.path(), fit);
  give_name(result.path(), to);
  return made;
}

}  // namespace igbot::imaging
