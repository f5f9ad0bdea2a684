/// What went wrong, said once: place, reason, remedy.
#pragma once
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace scmc {

enum class Severity { Error, Warning };

struct Label {
  Span where;
  std::string text;
};

/// Replace `where` by `replacement`: only given where it is certain to be what is meant.
struct Edit {
  Span where;
  std::string replacement;
};

struct Hint {
  std::string text;
  std::vector<Edit> edits = {};
};

/// Title: what is wrong, in the modeller's words, lower case, no full stop, code in back-ticks.
/// Note: the rule. Hint: what to write. A place outside of source texts (a data file's row and column) is said in `place`.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string code;  ///< key of the catalogue, such as "E0207"
  std::string title;
  std::optional<Label> primary = {};
  std::string place = {};  ///< such as "data.csv, row 12, column `y`"; printed where there is no primary label, or below it
  std::vector<Label> secondary = {};
  std::vector<std::string> notes = {};
  std::optional<Hint> hint = {};
};

/// Collects what the stages report. A stage that reported an error returns nothing.
class Diagnostics {
 public:
  void report(Diagnostic diagnostic);  ///< an identical diagnostic (same code and place) is kept once
  bool has_errors() const;
  const std::vector<Diagnostic>& all() const { return all_; }

 private:
  std::vector<Diagnostic> all_;
};

/// As for a terminal: title, arrow, source lines with carets, notes, hint. `colour` adds ANSI colours.
void render(std::ostream& out, const Diagnostic& diagnostic, const Sources& sources, bool colour = false);
void render(std::ostream& out, const Diagnostics& diagnostics, const Sources& sources, bool colour = false);

/// {"severity", "code", "title", "file", "line", "column", "place", "labels": [...], "notes": [...], "hint": {...}}
std::string to_json(const Diagnostic& diagnostic, const Sources& sources);

/// One entry of the catalogue that `scmc explain CODE` prints: a general explanation with an example.
struct CatalogueEntry {
  std::string_view code, title, explanation;
};

/// The entry for a code, or nothing.
const CatalogueEntry* find_in_catalogue(std::string_view code);
const std::vector<CatalogueEntry>& catalogue();

}  // namespace scmc
