// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "providers/local/beneath.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
namespace {

namespace fs = std::filesystem;

/// root/ with a file, a folder, and links that lead inside, outside and in circles.
const fs::path& tree() {
  static const fs::path root = [] {
    const fs::path made =
        fs::temp_directory_path() / ("igbot-fuzz-tree-" + std::to_string(::getpid())) / "root";
    fs::create_directories(made / "a" / "b");
    std::ofstream(made / "a" / "f") << "inside";
    std::ofstream(made.parent_path() / "secret") << "outside";
    for (const auto& [name, target] : {std::pair{"in", "a/b"},
                                       {"out", "../secret"},
                                       {"up", ".."},
                                       {"abs", "/etc"},
                                       {"loop", "loop"},
                                       {"self", "."}}) {
      std::error_code exists;
      fs::create_symlink(target, made / name, exists);
    }
    return fs::canonical(made);
  }();
  return root;
}

bool is_inside(const fs::path& place) {
  const std::string root = tree().string();
  return place == root || place.string().starts_with(root + "/");
}

}  // namespace

/// No path of a stranger leads out of its folder.
void fuzz_path_beneath(std::string_view input) {
  const std::string relative(input);
  const local::Descriptor root(::open(tree().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  const local::Descriptor opened = local::open_beneath(root.get(), relative, O_RDONLY);
  if (opened.valid()) {
    const auto link = "/proc/self/fd/" + std::to_string(opened.get());
    require(is_inside(fs::read_symlink(link)), "a path leads outside");
  }
  if (const auto resolved = local::resolve_beneath(tree().string(), relative)) {
    require(is_inside(fs::weakly_canonical(tree() / *resolved)), "a link leads outside");
  }
}

}  // namespace igbot::fuzz
