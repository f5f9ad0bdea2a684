/// A text that stands on one line where it fits and on several where it does not.   [Wadler 2003, A prettier printer]
#pragma once
#include <string>
#include <variant>
#include <vector>

namespace scmc::parse {

struct Doc;
using Docs = std::vector<Doc>;

struct Words {
  std::string text;
};
/// Spaces, and nothing at the beginning of a line.
struct Gap {
  int width = 1;
};
/// A comment: what follows it begins a line, as far indented as itself where that has a line of its own.
struct Remark {
  std::string text;
  bool has_own_line = false;
};
/// A space or nothing, or a newline; before a closing bracket, comments are indented like the items.
struct Break {
  bool is_space = true;
  bool is_nested = false;  ///< its newline is indented by two more
  bool closes = false;
};
/// One behind the other.
struct Concat {
  Docs parts;
};
/// All of its breaks are newlines, or none is.
struct Group {
  Docs parts;
};
/// Each of its breaks is a newline only where what follows, up to the next one, does not fit.
struct Fill {
  Docs parts;
};
/// Its newlines are indented by two more.
struct Nest {
  Docs parts;
};

struct Doc {
  std::variant<Words, Gap, Remark, Break, Concat, Group, Fill, Nest> node;
};

bool has_remark(const Doc& doc);

/// The text of a document whose first line begins at column `indent`, which is not printed, as are the newlines' own.
std::string render(const Doc& doc, int indent, int width);

}  // namespace scmc::parse
