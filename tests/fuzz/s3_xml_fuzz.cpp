// SPDX-License-Identifier: MIT
#include <cstddef>

#include "providers/s3/xml.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace igbot::fuzz {
namespace {

constexpr int k_deepest = 8;

std::size_t size_of(const s3::XmlElement& element, int depth) {
  require(depth <= k_deepest, "an element lies too deep");
  require(!element.name.empty(), "an element without a name");
  std::size_t size = element.name.size() + element.text.size();
  for (const s3::XmlElement& child : element.children) size += size_of(child, depth + 1);
  return size;
}

}  // namespace

/// A document of elements is never more than it was written with.
void fuzz_s3_xml(std::string_view input) {
  const auto root = s3::parse_xml(input);
  if (!root) return;
  require(size_of(*root, 1) < input.size(), "a document grew");
  root->child_text("Code");
}

}  // namespace igbot::fuzz
