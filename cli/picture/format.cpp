#include "cli/picture/format.h"

#include <filesystem>

#include "cli/picture/dot.h"
#include "cli/picture/graphviz.h"
#include "cli/picture/json.h"

namespace scmc::cli {

std::string picture_format(const std::string& path) {
  const auto ending = std::filesystem::path(path).extension().string();
  return ending == ".gv" ? "dot" : ending.empty() ? "" : ending.substr(1);
}

bool is_picture_format(const std::string& format) { return format == "dot" || format == "json" || is_drawn_by_graphviz(format); }

data::Outcome<std::string> picture_in(const std::string& format, const Picture& picture, const std::string& title) {
  if (format == "json") return json(picture);
  const auto text = dot(picture, {.title = title, .dots_per_inch = format == "png" ? 200 : 0});
  if (format == "dot") return text;
  return draw_with_graphviz(text, format);
}

}  // namespace scmc::cli
