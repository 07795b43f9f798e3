# SPDX-License-Identifier: MIT
# Writes OUTPUT, a C++ source that holds FILES as igbot::test::page_files().
set(entries "")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  file(READ ${file} content)
  # A string literal may hold 65,536 bytes at least; each file stays below that.
  string(APPEND entries "    {\"${name}\", R\"page(${content})page\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Generated from tests/support/page
#include \"tests/support/sandbox_page.hpp\"

namespace igbot::test {
namespace {
constexpr PageFile k_files[] = {
${entries}};
}  // namespace

std::span<const PageFile> page_files() { return k_files; }

}  // namespace igbot::test
")
