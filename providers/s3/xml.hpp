// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace igbot::s3 {

/// One element of an XML answer; attributes are read over.
struct XmlElement {
  std::string name;
  std::string text;  ///< its own, without that of the elements in it
  std::vector<XmlElement> children;

  /// The text of the first child of that name; "" when there is none.
  std::string child_text(std::string_view child) const;
};

/// The root element of a small document as S3 writes them: elements, attributes, text, the five
/// named entities and character references. Nothing for anything else, in particular a DTD, a
/// comment, CDATA, nesting deeper than 8 or text after the root.
std::optional<XmlElement> parse_xml(std::string_view document);

}  // namespace igbot::s3
