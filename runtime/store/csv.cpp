/// Draws as a table.
#include "runtime/data/table.h"
#include "runtime/data/write.h"
#include "runtime/store/columns.h"
#include "runtime/store/formats.h"

namespace scmc::store {

std::string to_csv(const Inference& inference) {
  data::Table table{.file = "", .format = data::Format::Csv, .columns = {}, .rows = chains(inference) * draws(inference), .lines = {}};
  const auto add = [&](const std::string& name, const auto& value) {
    std::vector<double> values(table.rows);
    for (std::size_t row = 0; row < table.rows; ++row) values[row] = value(row);
    table.columns.push_back(data::number_column(name, std::move(values)));
  };
  add("chain", [&](std::size_t row) { return static_cast<double>(row / draws(inference) + 1); });
  add("draw", [&](std::size_t row) { return static_cast<double>(row % draws(inference) + 1); });
  const auto* stats = inference.find("sample_stats");
  const auto* diverging = stats ? stats->find("diverging") : nullptr;
  add("divergent", [&](std::size_t row) { return diverging ? number(diverging->values, row) : 0; });
  const auto* posterior = inference.find("posterior");
  if (!posterior) return data::format_csv(table);
  for (const auto* array : arrays_over_draws(*posterior)) {
    const Columns columns(*posterior, *array);
    for (std::size_t cell = 0; cell < columns.cells(); ++cell)
      add(columns.name(cell), [&](std::size_t row) { return columns.value(row, cell); });
  }
  return data::format_csv(table);
}

}  // namespace scmc::store
