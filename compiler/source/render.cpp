/// Diagnostics as a person reads them: source lines with what was found underlined, then the rule and the remedy.
#include <algorithm>
#include <iomanip>
#include <map>
#include <ostream>
#include <sstream>

#include "compiler/source/diagnostic.h"
#include "compiler/source/display.h"

namespace scmc {
namespace {

/// Between labelled lines that are farther apart than this, `...` says that lines were left out.
constexpr int near_lines = 4;

enum class Ink { Plain, Bold, Error, Warning, Gutter };

struct Pen {
  bool colour = false;

  std::string operator()(Ink ink, const std::string& text) const {
    if (!colour || ink == Ink::Plain || text.empty()) return text;
    return std::string{"\033["} + code(ink) + "m" + text + "\033[0m";
  }

 private:
  static const char* code(Ink ink) {
    switch (ink) {
      case Ink::Plain:
        return "0";
      case Ink::Bold:
        return "1";
      case Ink::Error:
        return "1;31";
      case Ink::Warning:
        return "1;33";
      case Ink::Gutter:
        return "1;34";
    }
    return "0";
  }
};

/// A label on one line of a source, in columns of the terminal.
struct Mark {
  std::size_t begin = 0, end = 0;
  std::string text;
  bool primary = false;
};

struct Line {
  std::string text;
  std::vector<Mark> marks;
};

/// The labelled lines of one file, by number.
struct Excerpt {
  FileId file{};
  Position first{};  ///< what the arrow points at
  std::map<int, Line> lines;
};

Mark mark_on(std::string_view line, std::uint32_t line_begin, const Label& label, bool primary) {
  const std::size_t begin = std::min<std::size_t>(label.where.begin - line_begin, line.size());
  const std::size_t end = std::clamp<std::size_t>(label.where.end - line_begin, begin, line.size());
  const std::size_t column = display_width(line.substr(0, begin));
  return {column, column + std::max<std::size_t>(1, display_width(line.substr(0, end)) - column), label.text, primary};
}

void add(Excerpt& excerpt, const Label& label, bool primary, const Sources& sources) {
  const Position position = sources.position(excerpt.file, label.where.begin);
  const std::string_view line = sources.line(excerpt.file, position.line);
  const auto line_begin =
      static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(0, line.data() ? line.data() - sources[excerpt.file].text.data() : 0));
  Line& shown = excerpt.lines[position.line];
  shown.text = expand_tabs(line);
  shown.marks.push_back(mark_on(line, line_begin, label, primary));
}

/// The primary label's file comes first.
std::vector<Excerpt> excerpts(const Diagnostic& diagnostic, const Sources& sources) {
  std::vector<Excerpt> result;
  const auto place = [&](const Label& label, bool primary) {
    auto excerpt = std::ranges::find(result, label.where.file, &Excerpt::file);
    if (excerpt == result.end()) {
      result.push_back({label.where.file, sources.position(label.where.file, label.where.begin), {}});
      excerpt = std::prev(result.end());
    }
    add(*excerpt, label, primary, sources);
  };
  if (diagnostic.primary) place(*diagnostic.primary, true);
  for (const Label& label : diagnostic.secondary) place(label, false);
  return result;
}

class Renderer {
 public:
  Renderer(std::ostream& out, const Diagnostic& diagnostic, const Sources& sources, bool colour)
      : out_(out),
        diagnostic_(diagnostic),
        sources_(sources),
        pen_{colour},
        excerpts_(excerpts(diagnostic, sources)),
        width_(gutter_width()) {}

  void render() {
    title();
    for (const Excerpt& excerpt : excerpts_) show(excerpt);
    if (!diagnostic_.place.empty())
      out_ << margin() << pen_(Ink::Gutter, excerpts_.empty() ? "-->" : ":::") << ' ' << diagnostic_.place << '\n';
    for (const std::string& note : diagnostic_.notes) remark("note", note);
    if (diagnostic_.hint) remark("hint", diagnostic_.hint->text);
  }

 private:
  std::size_t gutter_width() const {
    int last = 0;
    for (const Excerpt& excerpt : excerpts_) last = std::max(last, excerpt.lines.rbegin()->first);
    return std::to_string(last).size();
  }

  bool is_error() const { return diagnostic_.severity == Severity::Error; }
  Ink accent() const { return is_error() ? Ink::Error : Ink::Warning; }
  std::string margin() const { return std::string(width_ + 1, ' '); }
  std::string bar() const { return margin() + pen_(Ink::Gutter, " |"); }

  void title() {
    const std::string kind = is_error() ? "error" : "warning";
    const std::string code = diagnostic_.code.empty() ? "" : "[" + diagnostic_.code + "]";
    out_ << pen_(accent(), kind + code) << pen_(Ink::Bold, ": " + diagnostic_.title) << '\n';
  }

  void show(const Excerpt& excerpt) {
    const bool is_first = &excerpt == &excerpts_.front();
    out_ << margin() << pen_(Ink::Gutter, is_first ? "-->" : ":::") << ' ' << sources_[excerpt.file].path << ':' << excerpt.first.line
         << ':' << excerpt.first.column << '\n';
    out_ << bar() << '\n';
    int previous = excerpt.lines.begin()->first;
    for (const auto& [number, line] : excerpt.lines) {
      if (number > previous + near_lines) out_ << pen_(Ink::Gutter, "...") << '\n';
      show(number, line);
      previous = number;
    }
    if (&excerpt == &excerpts_.back() && has_remarks()) out_ << bar() << '\n';
  }

  bool has_remarks() const { return diagnostic_.hint || !diagnostic_.notes.empty(); }

  void show(int number, const Line& line) {
    std::ostringstream gutter;
    gutter << ' ' << std::setw(static_cast<int>(width_)) << number << " |";
    out_ << pen_(Ink::Gutter, gutter.str()) << (line.text.empty() ? "" : " ") << line.text << '\n';
    std::vector<Mark> marks = line.marks;
    std::ranges::stable_sort(marks, {}, &Mark::begin);
    show(marks);
  }

  /// The rightmost label's words stand beside its underline; the others hang below theirs, from right to left.
  void show(const std::vector<Mark>& marks) {
    const bool is_beside =
        std::ranges::all_of(marks, [&](const Mark& mark) { return mark.end <= marks.back().begin || &mark == &marks.back(); });
    out_ << bar() << ' ' << underlines(marks) << (is_beside && !marks.back().text.empty() ? " " + words(marks.back()) : "") << '\n';
    for (std::size_t i = marks.size() - (is_beside ? 1 : 0); i-- > 0;) {
      if (marks[i].text.empty()) continue;
      out_ << bar() << ' ' << connectors(marks, i) << words(marks[i]) << '\n';
    }
  }

  std::string words(const Mark& mark) const { return pen_(mark.primary ? accent() : Ink::Gutter, mark.text); }

  std::string underlines(const std::vector<Mark>& marks) const {
    std::size_t width = 0;
    for (const Mark& mark : marks) width = std::max(width, mark.end);
    std::string result, cells(width, ' ');
    for (const Mark& mark : marks) {
      for (std::size_t i = mark.begin; i < mark.end; ++i) cells[i] = mark.primary || cells[i] == '^' ? '^' : '-';
    }
    for (std::size_t i = 0, j = 0; i < cells.size(); i = j) {
      while (j < cells.size() && cells[j] == cells[i]) ++j;
      result += pen_(cells[i] == '^' ? accent() : cells[i] == '-' ? Ink::Gutter : Ink::Plain, cells.substr(i, j - i));
    }
    return result;
  }

  /// A `|` under every earlier label whose words are still to come.
  std::string connectors(const std::vector<Mark>& marks, std::size_t until) const {
    std::string result;
    std::size_t column = 0;
    for (std::size_t i = 0; i < until; ++i) {
      if (marks[i].text.empty() || marks[i].begin < column || marks[i].begin >= marks[until].begin) continue;
      result += std::string(marks[i].begin - column, ' ') + pen_(marks[i].primary ? accent() : Ink::Gutter, "|");
      column = marks[i].begin + 1;
    }
    return result + std::string(marks[until].begin - column, ' ');
  }

  /// Further lines of a note are indented below its first.
  void remark(const std::string& kind, const std::string& text) {
    const std::string indent(width_ + kind.size() + 6, ' ');
    std::istringstream lines(text);
    std::string line;
    out_ << margin() << pen_(Ink::Gutter, " = ") << pen_(Ink::Bold, kind + ":");
    for (bool is_first = true; std::getline(lines, line); is_first = false) out_ << (is_first ? " " : indent) << line << '\n';
    if (text.empty()) out_ << '\n';
  }

  std::ostream& out_;
  const Diagnostic& diagnostic_;
  const Sources& sources_;
  Pen pen_;
  std::vector<Excerpt> excerpts_;
  std::size_t width_;
};

}  // namespace

void render(std::ostream& out, const Diagnostic& diagnostic, const Sources& sources, bool colour) {
  Renderer{out, diagnostic, sources, colour}.render();
}

void render(std::ostream& out, const Diagnostics& diagnostics, const Sources& sources, bool colour) {
  bool is_first = true;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (!is_first) out << '\n';
    render(out, diagnostic, sources, colour);
    is_first = false;
  }
}

}  // namespace scmc
