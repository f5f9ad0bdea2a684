/// What a bound model holds, as text that expectations are written in by hand.
#pragma once
#include <algorithm>
#include <cmath>
#include <sstream>

#include "tests/support/model_text.h"

namespace scmc::testing {

/// `text` is JSON if it begins with a brace, else CSV; the name of the file says which.
inline DataFile data_file(const std::string& text, const std::string& name = "data") {
  const bool json = text.starts_with("{");
  auto table = json ? data::read_json(text, name + ".json") : data::read_csv(text, name + ".csv");
  if (!table) throw std::runtime_error(table.problems.front().title);
  return {.table = *std::move(table)};
}

class Binding : public ::testing::Test {
 protected:
  /// Throws what a user would read if the model and the data do not go together.
  Bound bound(const std::string& model, const BindOptions& options) {
    auto& front = *fronts_.emplace_back(std::make_unique<Front>());
    const auto checked = front.check(model);
    auto result = checked ? scmc::bind(checked, options, front.diagnostics) : std::nullopt;
    if (!result) throw std::runtime_error(front.messages());
    return std::move(*result);
  }
  Bound bound(const std::string& model, const std::string& data) { return bound(model, {.files = {data_file(data)}}); }

  /// The diagnostics: "E0408 data.csv, row 3, column `g`".
  static std::string refusal(const std::string& model, const BindOptions& options) {
    Front front;
    const auto checked = front.check(model);
    EXPECT_TRUE(checked) << front.messages();
    if (checked) scmc::bind(checked, options, front.diagnostics);
    std::string text;
    for (const auto& d : front.diagnostics.all()) text += (text.empty() ? "" : "; ") + d.code + (d.place.empty() ? "" : " " + d.place);
    return text;
  }
  static std::string refusal(const std::string& model, const std::string& data) { return refusal(model, {.files = {data_file(data)}}); }

  /// "3", "3 from 0", or "3: a b c".
  static std::string axis(const Bound& bound, const std::string& dim) {
    const auto& axis = bound.axes[index(*bound.model->find_dim(dim))];
    std::string text = std::to_string(axis.size) + (axis.first == 1 ? "" : " from " + std::to_string(axis.first));
    if (!axis.labels.empty()) text += ":";
    for (const auto& label : axis.labels) text += " " + label;
    return text;
  }

  /// The cells in order, `NA` where one is missing; "unobserved" without a column.
  static std::string cells(const Bound& bound, const std::string& name) {
    const auto& column = bound.columns[index(*bound.model->find(name))];
    if (!column) return "unobserved";
    std::ostringstream out;
    for (std::size_t i = 0; i < column->values.size(); ++i) {
      const bool hole = std::ranges::find(column->missing, i) != column->missing.end();
      EXPECT_EQ(std::isnan(column->values[i]), hole) << name << " " << i;
      out << (i ? " " : "");
      if (hole) out << "NA";
      else out << column->values[i];
    }
    return out.str();
  }

  static std::string names(const Bound& bound, const std::vector<VariableId>& ids) {
    std::string text;
    for (VariableId id : ids) text += (text.empty() ? "" : " ") + (*bound.model)[id].name;
    return text;
  }

 private:
  std::vector<std::unique_ptr<Front>> fronts_;  ///< models point into their texts and library
};

}  // namespace scmc::testing
