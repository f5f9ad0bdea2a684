/// What is wrong with a file: a value without spans, which the command line turns into a diagnostic.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scmc::data {

/// Title: what is wrong, lower case, no full stop, code in back-ticks. Note: the rule or the circumstance. Hint: what to write.
struct Problem {
  std::string file;
  long row = 0;        ///< line of the file at which the record begins, from 1; 0 where there is none
  long character = 0;  ///< where the place is in the text and not in a column: position within the line, from 1
  std::string column;
  std::string title, note, hint;
  std::string code;

  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

/// Such as "data.csv, row 12, column `y`" or "data.json, line 3, character 14".
std::string place(const Problem& problem);

/// A value, or the reasons why there is none.
template <class T>
struct Outcome {
  std::optional<T> value;
  Problems problems;

  Outcome(T result) : value(std::move(result)) {}
  Outcome(Problem problem) : problems{std::move(problem)} {}
  Outcome(Problems reasons) : problems(std::move(reasons)) {}

  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const& { return *value; }
  T&& operator*() && { return *std::move(value); }
  const T* operator->() const { return &*value; }
};

/// A kind of problem, for `scmc explain CODE`.
struct ProblemKind {
  std::string_view code, title, explanation;
};

const std::vector<ProblemKind>& problem_kinds();

}  // namespace scmc::data
