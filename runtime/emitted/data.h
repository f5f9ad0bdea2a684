/// The data of an emitted model, member by member: checked, brought into the order of its programs, read from files.
///
/// A model has a function `visit(data, visitor)`, which calls `size(name, number)`, `number(name, number)` and
/// `column(quantity, values)` for the members of its `Data`, sizes first.
#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "runtime/emitted/quantity.h"

namespace scmc::emitted {

/// Throws std::invalid_argument where a column has not as many values as its dimensions have positions; then holds it as programs do.
struct Arrange {
  void size(const std::string&, std::int64_t&) const {}
  void number(const std::string&, double&) const {}
  void column(const Quantity& quantity, std::vector<double>& values) const;
};

/// Entries of a JSON object by name, arrays row by row.
using Entries = std::map<std::string, std::vector<double>>;
/// Throws std::invalid_argument, saying what is wrong.
Entries read_entries(const std::string& json);
Entries read_entries_of_file(const std::string& path);

/// Puts entries into members of their names. Throws std::invalid_argument where an entry fits no member.
class Fill {
 public:
  /// `may_resize`: sizes are read, and columns may have any length; else each entry has as many values as its member.
  Fill(Entries entries, bool may_resize) : entries_(std::move(entries)), may_resize_(may_resize) {}
  void size(const std::string& name, std::int64_t& value);
  void number(const std::string& name, double& value);
  void column(const Quantity& quantity, std::vector<double>& values);
  /// Throws if some entry was not asked for.
  void finish() const;

 private:
  const std::vector<double>* take(const std::string& name);
  Entries entries_;
  bool may_resize_;
  std::vector<std::string> taken_, known_;
};

}  // namespace scmc::emitted
