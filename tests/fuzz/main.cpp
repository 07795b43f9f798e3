// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/targets.hpp"

// One program for all targets, which are links to it: by its name it knows which one it is, also
// when libFuzzer starts it again.
namespace {

igbot::fuzz::Target chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** argv) {
  const std::string name = std::filesystem::path(**argv).filename().string();
  for (const auto& [known, target] : igbot::fuzz::targets()) {
    if (name == known) chosen = target;
  }
  if (chosen != nullptr) return 0;
  std::fprintf(stderr, "no target is called %s\n", name.c_str());
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // The bytes themselves: a copy would have one behind its end.
  chosen({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
