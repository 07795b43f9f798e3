// SPDX-License-Identifier: MIT
#include "providers/imaging/video_tool.hpp"

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text/text.hpp"
#include "providers/imaging/mp4_index.hpp"
#include "providers/imaging/tool_failure.hpp"
#include "providers/process/child.hpp"

namespace igbot::imaging {
namespace {

using nlohmann::json;

const std::string k_most_addresses = "--as=2147483648";
const std::string k_processor_time = "--cpu=60";
const std::string k_largest_file = "--fsize=200000000";

/// Runs a program of ffmpeg's under limits that hold before it starts: util-linux sets them, as
/// posix_spawn cannot.
process::Ended run_limited(const ToolPlaces& places, const std::string& name,
                           const std::vector<std::string>& arguments) {
  const auto program = process::find_program(name, places.search_path);
  if (!program) {
    throw Error(ErrorKind::config, "program not found, videos need it: " + name,
                "apt-get install ffmpeg");
  }
  std::vector<std::string> words{
      "--pdeathsig",    "KILL",         "--no-new-privs", "/usr/bin/prlimit", k_most_addresses,
      k_processor_time, k_largest_file, "--core=0",       "--nofile=64",      "--",
      program->string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return process::run(
      {"/usr/bin/setpriv", std::move(words), places.search_path, places.video_limit});
}

/// A name that ffmpeg takes for a file, whatever it contains.
std::string file_url(const std::filesystem::path& file) {
  return "file:" + std::filesystem::absolute(file).string();
}

/// ffprobe writes numbers as text, and not every one of every file.
double number_in(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return 0;
  if (found->is_number()) return found->get<double>();
  return found->is_string() ? std::strtod(found->get<std::string>().c_str(), nullptr) : 0;
}

int integer_in(const json& object, const char* name) {
  constexpr double k_most = 1e9;
  const double number = number_in(object, name);
  return number > 0 && number < k_most ? static_cast<int>(number) : 0;
}

/// "30000/1001"
double rate_in(const json& object, const char* name) {
  const auto parts = text::split(object.value(name, ""), '/');
  if (parts.size() != 2) return 0;
  const double divisor = std::strtod(parts[1].c_str(), nullptr);
  return divisor > 0 ? std::strtod(parts[0].c_str(), nullptr) / divisor : 0;
}

bool is_on_its_side(const json& stream) {
  for (const json& side : stream.value("side_data_list", json::array())) {
    if (std::lround(std::fabs(number_in(side, "rotation"))) % 180 == 90) return true;
  }
  return false;
}

void read_video_stream(const json& stream, media::MediaFacts& facts) {
  facts.video_codec = stream.value("codec_name", "unknown");
  facts.pixel_format = stream.value("pix_fmt", "unknown");
  facts.width = integer_in(stream, "width");
  facts.height = integer_in(stream, "height");
  if (is_on_its_side(stream)) std::swap(facts.width, facts.height);
  facts.frames_per_second = rate_in(stream, "avg_frame_rate");
}

void read_streams(const json& document, media::MediaFacts& facts) {
  for (const json& stream : document.value("streams", json::array())) {
    const std::string type = stream.value("codec_type", "");
    const bool is_cover =
        integer_in(stream.value("disposition", json::object()), "attached_pic") != 0;
    if (type == "video" && !is_cover && facts.video_codec.empty()) {
      read_video_stream(stream, facts);
    } else if (type == "audio" && facts.audio_codec.empty()) {
      facts.audio_codec = stream.value("codec_name", "unknown");
      facts.audio_rate = integer_in(stream, "sample_rate");
    }
  }
}

}  // namespace

void probe_video(const ToolPlaces& places, const std::filesystem::path& file,
                 media::MediaFacts& facts) {
  // The format is given: nothing else that ffmpeg knows, playlists say, is tried on the content.
  const process::Ended ended =
      run_limited(places, "ffprobe",
                  {"-v", "error", "-threads", "1", "-protocol_whitelist", "file", "-f", "mov",
                   "-print_format", "json", "-show_format", "-show_streams", file_url(file)});
  require_success(ended, "video", file);
  const json document = json::parse(ended.out, nullptr, false);
  if (!document.is_object() || !document.contains("streams")) {
    throw Error(ErrorKind::failed, "video cannot be used: " + file.string() + " (no streams)",
                "replace it by a sound copy");
  }
  const json format = document.value("format", json::object());
  facts.seconds = number_in(format, "duration");
  facts.bits_per_second = static_cast<std::int64_t>(number_in(format, "bit_rate"));
  read_streams(document, facts);
  facts.moov_first = has_index_first(file);
}

void put_index_first(const ToolPlaces& places, const std::filesystem::path& from,
                     const std::filesystem::path& to, const media::MediaFacts& facts) {
  std::vector<std::string> arguments{"-v",
                                     "error",
                                     "-nostdin",
                                     "-threads",
                                     "1",
                                     "-protocol_whitelist",
                                     "file",
                                     "-f",
                                     "mov",
                                     "-i",
                                     file_url(from),
                                     "-map",
                                     "0:V:0",
                                     "-map",
                                     "0:a:0?",
                                     "-c",
                                     "copy",
                                     "-map_metadata",
                                     "-1",
                                     "-movflags",
                                     "+faststart"};
  if (facts.video_codec == "hevc") arguments.insert(arguments.end(), {"-tag:v", "hvc1"});
  arguments.insert(arguments.end(), {"-f", "mp4", "-n", file_url(to)});
  require_success(run_limited(places, "ffmpeg", arguments), "video", from);
}

}  // namespace igbot::imaging
