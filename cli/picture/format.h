/// The formats that a picture is written in, by the endings of file names.
#pragma once
#include <string>

#include "compiler/causal/picture.h"
#include "runtime/data/problem.h"

namespace scmc::cli {

/// `svg` of `graph.svg`; empty where there is no ending.
std::string picture_format(const std::string& path);
bool is_picture_format(const std::string& format);

/// The content of a file. A problem where Graphviz is needed and not there, or cannot draw.
data::Outcome<std::string> picture_in(const std::string& format, const Picture& picture, const std::string& title = {});

}  // namespace scmc::cli
