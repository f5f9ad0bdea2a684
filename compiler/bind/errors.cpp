#include "compiler/bind/errors.h"

#include <sstream>

namespace scmc::errors {
namespace {

std::string q(const std::string& code) { return "`" + code + "`"; }

std::string number(double value) {
  std::ostringstream out;
  out.precision(12);
  out << value;
  return out.str();
}

std::string text(const DataPlace& place) {
  std::string at = place.file;
  if (place.row > 0) at += ", row " + std::to_string(place.row);
  if (!place.column.empty()) at += ", column " + q(place.column);
  return at;
}

struct Words {
  std::string code, title, label, note = {}, hint = {};
};

Diagnostic at(Span where, Words words, const DataPlace& place = {}) {
  Diagnostic d{.code = std::move(words.code),
               .title = std::move(words.title),
               .primary = Label{where, std::move(words.label)},
               .place = text(place)};
  if (!words.note.empty()) d.notes.push_back(std::move(words.note));
  if (!words.hint.empty()) d.hint = Hint{std::move(words.hint)};
  return d;
}

Diagnostic nowhere(Words words, const DataPlace& place = {}) {
  auto d = at({}, std::move(words), place);
  d.primary.reset();
  return d;
}

std::string of(const Variable& v) { return q(v.column.empty() ? v.name : v.column); }

}  // namespace

Diagnostic nothing_observed(const std::string& files, const std::string& variables) {
  return nowhere({"E0401", "nothing is observed", "",
                  files.empty() ? "no data file is given" : "no column of " + files + " has the name of a random variable: " + variables,
                  files.empty() ? "give the data: `--observe data.csv`"
                                : "rename the columns, or name them in the model: `y[d] from \"column\" ~ ...`"});
}
Diagnostic data_without_value(const Variable& v, const std::string& written, const std::string& files, const std::string& near) {
  return at(v.span, {"E0402", "there is no column " + of(v) + " for the data " + q(v.name), "an input without a value",
                     files.empty() ? "no data file is given" : "looked in " + files,
                     near.empty() ? "add the column, name it, `data " + written + " from \"column\"`, or give a default, `data " + written +
                                        " = ...`"
                                  : "if " + q(near) + " is meant: `from \"" + near + "\"`"});
}
Diagnostic observed_without_column(const Variable& v, const std::string& files, const std::string& near) {
  return at(v.span, {"E0403", "there is no column " + of(v) + ", but " + q(v.name) + " is marked `observe`", "marked as observed",
                     files.empty() ? "no data file is given" : "looked in " + files,
                     near.empty() ? "add the column, or drop the mark" : "if " + q(near) + " is meant: `from \"" + near + "\"`"});
}
Diagnostic size_conflict(const Dimension& dim, std::int64_t size, const std::string& by, std::int64_t other, const DataPlace& place) {
  return at(dim.span,
            {"E0404", "the dimension " + q(dim.name) + " has two sizes: " + std::to_string(size) + " and " + std::to_string(other),
             std::to_string(size) + " by " + by, "all variables over a dimension have the same number of elements",
             "check the file, or give the other variable a dimension of its own"},
            place);
}
Diagnostic size_unknown(const Dimension& dim) {
  return at(dim.span, {"E0405", "the size of the dimension " + q(dim.name) + " is not known", "no data, no size",
                       "a dimension takes its size from data, from its declaration, or from `--dim`",
                       "write `dim " + dim.name + " = 12`, or give `--dim " + dim.name + "=12`"});
}
Diagnostic size_not_positive(const Dimension& dim, std::int64_t size) {
  return at(dim.span, {"E0406", "the dimension " + q(dim.name) + " has " + std::to_string(size) + " elements", "needs at least one", "",
                       "give it at least one element"});
}
Diagnostic unknown_label(const Variable& v, const Dimension& dim, const std::string& label, const DataPlace& place) {
  return at(v.span,
            {"E0407", "\"" + label + "\" is not a label of " + q(dim.name), "declared `in " + dim.name + "`",
             "the labels are those that " + q(dim.name) + " declares, or those of its own column",
             "add it to `dim " + dim.name + " = {...}`, or correct the cell"},
            place);
}
Diagnostic position_out_of_range(const Variable& v, const Dimension& dim, double value, std::int64_t first, std::int64_t last,
                                 const DataPlace& place) {
  return at(
      v.span,
      {"E0408", number(value) + " is not a position of " + q(dim.name), "declared `in " + dim.name + "`",
       "positions of " + q(dim.name) + " run from " + std::to_string(first) + " to " + std::to_string(last),
       first == 1 && value == 0 ? "positions count from 1; for codes from 0 write `dim " + dim.name + " = 0.." + std::to_string(last) + "`"
                                : "correct the cell, or declare the positions: `dim " + dim.name + " = LOW..HIGH`"},
      place);
}
Diagnostic positions_with_gap(const Dimension& dim, std::int64_t gap, std::int64_t last, const DataPlace& place) {
  return at(dim.span,
            {"E0409", "the codes of " + q(dim.name) + " have a gap: no row has " + std::to_string(gap), "defined by a column of integers",
             "integer codes are positions, and run from 1 to " + std::to_string(last),
             "if it may be empty, say so: `dim " + dim.name + " = " + std::to_string(last) +
                 "`; if they are names, write them as text in the file"},
            place);
}
Diagnostic near_miss(const Variable& v, const std::string& written, const DataPlace& place) {
  return at(v.span,
            {"E0410", "the column " + q(place.column) + " is not used, and " + q(v.name) + " is not measured: one letter apart",
             "is this what the column holds?", "columns are found by name",
             "write `" + written + " from \"" + place.column + "\"`; if it is meant to be unmeasured: `--latent " + v.name + "`"},
            place);
}
Diagnostic scalar_meets_rows(const Variable& v, std::size_t rows, const std::string& dim, const DataPlace& place) {
  const std::string d = dim.empty() ? "obs" : dim;
  return at(v.span,
            {"E0411", q(v.name) + " is a single number, but its column has " + std::to_string(rows) + " values",
             "one draw for the whole model", "a scalar draw and a draw per unit are different models",
             "write `" + v.name + "[" + d + "] ~ ...`" + (dim.empty() ? ", with `dim " + d + "` above" : "")},
            place);
}
Diagnostic missing_in_data(const Variable& v, const DataPlace& place, std::size_t others) {
  return at(v.span,
            {"E0412", "the input " + q(v.name) + " has a cell without a value", "a `data` line has no mechanism that could fill it",
             others ? std::to_string(others) + " more such cells" : "",
             "say how it came about, then its holes are imputed: `" + v.name + "[...] ~ Normal(mu, s)`; or drop the row"},
            place);
}
Diagnostic not_an_integer(const Variable& v, double value, const DataPlace& place) {
  return at(v.span,
            {"E0413", number(value) + " is not an integer, but " + q(v.name) + " is", "its values are integers", "",
             "correct the cell, or choose a continuous distribution"},
            place);
}
Diagnostic outside_support(const Variable& v, double value, const std::string& support, const DataPlace& place) {
  return at(v.span,
            {"E0414", q(v.name) + " cannot be " + number(value), "its distribution is over " + support,
             "the density of such a value is zero", "correct the cell, or choose a distribution that allows it"},
            place);
}
Diagnostic not_constant(const Variable& v, const std::string& dims, double value, double other, const DataPlace& place) {
  return at(v.span,
            {"E0415", q(v.name) + " has two values for the same " + dims + ": " + number(value) + " and " + number(other),
             "runs over " + dims + " only", "a variable over fewer dimensions than the file must be constant within them",
             "correct the rows, or give it the dimension of the rows"},
            place);
}
Diagnostic text_for_number(const Variable& v, const DataPlace& place) {
  return at(v.span,
            {"E0416", "the column " + q(place.column) + " holds text, but " + q(v.name) + " is a number", "a number", "",
             "if the text names members of a group, write `" + std::string(v.kind == VariableKind::Data ? "data " : "") + v.name +
                 "[...] in group`, with `dim group` above"},
            place);
}
Diagnostic unknown_column(const std::string& column, const DataPlace& place, const std::string& near) {
  return nowhere({"E0417", "there is no column " + q(column), "", "",
                  near.empty() ? "choose among the columns of the file" : "did you mean " + q(near) + "?"},
                 place);
}
Diagnostic column_in_two_files(const Variable& v, const std::string& first, const std::string& second) {
  return at(v.span, {"E0418", "the column " + of(v) + " is in two files: " + first + " and " + second, "which one?", "",
                     "choose columns: `--observe " + second + ":y,x`"});
}
Diagnostic rows_of_two_dimensions(const Variable& v, const std::string& one, const std::string& other, const DataPlace& place) {
  return at(v.span,
            {"E0419", "the rows of the file would be both " + q(one) + " and " + q(other), "runs over " + q(other),
             "the rows are the one dimension that no column names",
             "add a column " + q(other) + " with the labels or positions, or use a second file"},
            place);
}
Diagnostic observed_after_do(const Variable& v, const DataPlace& place) {
  return at(v.mechanisms.empty() ? v.span : v.mechanisms.front().span,
            {"E0420", q(v.name) + " is set by `do`, so it cannot be observed as well", "set here",
             "`do` then fit: the data were collected under the intervention, and " + q(v.name) +
                 " is what was set. Fit then `do`: the question what would happen",
             "for the question, fit the model without this line and give `--do`; for an experiment, leave the column out: `--observe "
             "FILE:other,columns`"},
            place);
}
Diagnostic not_invertible(const Variable& v, const NotInvertible& failure, const DataPlace& place) {
  return at(failure.where,
            {"E0421", "the computed variable " + q(v.name) + " has a column, but " + failure.why, "computed here",
             "what is measured of a computed variable must tell of one random variable behind it",
             "measure what it is computed from; or leave the column out: `--latent " + v.name + "`, or `--observe FILE:other,columns`"},
            place);
}
Diagnostic impossible_value(const Variable& v, double value, const DataPlace& place) {
  return at(v.span,
            {"E0430", q(v.name) + " cannot be " + number(value), "computed here", "no value of what it is computed from gives this one",
             "correct the cell, or the line that computes " + q(v.name)},
            place);
}
Diagnostic outside_set(const Variable& v, const std::string& set, const std::string& why, const DataPlace& place) {
  return at(v.span,
            {"E0431", "what is measured of " + q(v.name) + " is not a " + set + ": " + why, "its distribution is over " + set,
             "a density over a set says nothing of what lies outside", "correct the data, or choose a distribution over what they are"},
            place);
}
Diagnostic wrong_shape(const Variable& v, const std::string& shape, const std::string& expected, const DataPlace& place) {
  return at(v.span,
            {"E0422", of(v) + " has the shape " + shape + ", but " + q(v.name) + " has " + expected, "declared here",
             "nested arrays follow the declared order of the dimensions", "transpose the array, or change the declaration"},
            place);
}
Diagnostic label_of_no_position(Span where, const Dimension& dim, const std::string& label) {
  return at(where, {"E0423", "\"" + label + "\" is not a label of " + q(dim.name), "no such label", "", "use one of its labels"});
}
Diagnostic unknown_dim_option(const std::string& name, const std::string& near) {
  return nowhere({"E0424", "the model has no dimension " + q(name), "", "",
                  near.empty() ? "`--dim` takes a dimension of the model" : "did you mean " + q(near) + "?"});
}
Diagnostic dimension_with_gap(const Dimension& dim, std::int64_t missing, const DataPlace& place) {
  return at(dim.span,
            {"E0425", q(dim.name) + " has a gap: there is no row for " + dim.name + " = " + std::to_string(missing),
             "the model reads earlier positions of it", "where a model reads earlier positions there must be all of them", "add the row"},
            place);
}
Diagnostic index_out_of_range(Span where, const std::string& dim, std::int64_t position, std::int64_t first, std::int64_t last,
                              const std::string& cell) {
  return at(where, {"E0427", "an index is out of range: position " + std::to_string(position) + " of " + q(dim), "first for " + cell,
                    q(dim) + " runs from " + std::to_string(first) + " to " + std::to_string(last),
                    "write a base case, `x[1] ~ ...`, or `lag(x, k, fill = 0 over " + dim + ")`, or guard it: `if " + dim +
                        " > 1 then ... else ...`"});
}
Diagnostic uncovered_element(const Variable& v, const std::string& element) {
  return at(v.span,
            {"E0428", q(element) + " has no mechanism", "its slices leave elements out",
             "slices and the bare dimension together must cover the variable", "add a mechanism for the rest: `" + v.name + "[d] ~ ...`"});
}
Diagnostic overlapping_slices(const Variable& v, Span second, Span first, const std::string& element) {
  auto d = at(second, {"E0429", "two mechanisms set " + q(element), "it has a mechanism already",
                       "slices of " + q(v.name) + " must be disjoint", "change one of the slices"});
  d.secondary.push_back({first, "the other one"});
  return d;
}

}  // namespace scmc::errors
