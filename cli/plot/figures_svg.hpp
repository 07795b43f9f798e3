// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/post/posting_figures.hpp"

namespace igbot::cli {

/// The figures as one self-contained SVG document, in the colours that the terminal has for the
/// same categories. The same figures give the same bytes.
std::string figures_svg(const post::PostingFigures& figures, const std::string& chat_name);

}  // namespace igbot::cli
