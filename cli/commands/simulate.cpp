/// `scmc simulate`: draws data from the model, in a form that `--observe` reads back.
#include <cmath>
#include <iostream>
#include <map>

#include "cli/command.h"
#include "compiler/interpret/interpret.h"
#include "compiler/lower/worlds.h"
#include "runtime/data/write.h"

namespace scmc::cli {
namespace {

struct SimulateOptions {
  CommonOptions common;
  DataOptions data;
  std::vector<std::string> interventions;
  std::string output;
  bool all = false;
};

/// A simulated variable in declared order, as data files spell it: positions by number, or by label where there are labels.
data::Column column_of(const Plan& plan, VariableId id, const std::vector<double>& values) {
  const auto& v = (*plan.bound.model)[id];
  std::vector<double> declared(values.size());
  const auto cells = declared_cells(plan, id);
  for (std::size_t i = 0; i < values.size(); ++i) declared[cells[i]] = values[i];
  const std::string name = v.column.empty() ? v.name : v.column;
  if (v.type.kind == ScalarKind::Index) {
    const auto& axis = plan.bound.axes[index(*v.type.carries)];
    if (!axis.labels.empty()) {
      std::vector<std::string> texts;
      for (double x : declared) texts.push_back(axis.labels[static_cast<std::size_t>(x)]);
      return data::label_column(name, texts);
    }
    for (double& x : declared) x += static_cast<double>(axis.first);
  }
  std::vector<std::size_t> shape;
  for (DimId d : v.dims) shape.push_back(static_cast<std::size_t>(plan.bound.axes[index(d)].size));
  return shape.empty() ? data::number_column(name, std::move(declared), {})
                       : data::number_column(name, std::move(declared), std::move(shape));
}

/// Rows of a CSV are the elements of one dimension (or of several, each with a column of positions); variables over other dimensions do not
/// fit.
data::Table rows_table(const Plan& plan, const std::map<VariableId, data::Column>& columns, std::vector<std::string>& left) {
  const auto& model = *plan.bound.model;
  data::Table table{.file = "", .format = data::Format::Csv, .columns = {}, .rows = 1, .lines = {}};
  const std::vector<DimId>* units = nullptr;
  for (const auto& [id, column] : columns)
    if (!units || plan.bound.size(model[id].dims) > plan.bound.size(*units)) units = &model[id].dims;
  if (!units) return table;
  table.rows = static_cast<std::size_t>(plan.bound.size(*units));
  if (units->size() > 1) {
    for (std::size_t i = 0; i < units->size(); ++i) {
      const auto& axis = plan.bound.axes[index((*units)[i])];
      std::size_t stride = 1;
      for (std::size_t j = i + 1; j < units->size(); ++j) stride *= static_cast<std::size_t>(plan.bound.axes[index((*units)[j])].size);
      std::vector<double> positions;
      std::vector<std::string> labels;
      for (std::size_t row = 0; row < table.rows; ++row) {
        const auto at = row / stride % static_cast<std::size_t>(axis.size);
        positions.push_back(static_cast<double>(at) + static_cast<double>(axis.first));
        if (!axis.labels.empty()) labels.push_back(axis.labels[at]);
      }
      const auto& name = model[(*units)[i]].name;
      table.columns.push_back(axis.labels.empty() ? data::number_column(name, positions) : data::label_column(name, labels));
    }
  }
  for (const auto& [id, column] : columns) {
    if (model[id].dims == *units) {
      auto flat = column;
      flat.shape = {table.rows};
      table.columns.push_back(std::move(flat));
    } else {
      left.push_back(model[id].name);
    }
  }
  return table;
}

int run(const SimulateOptions& options) {
  Session session(options.common);
  const auto model = session.load();
  const auto scenarios = session.scenarios(*model, options.interventions);
  Scenario all{"", {}};
  for (const auto& s : scenarios) all.interventions.insert(all.interventions.end(), s.interventions.begin(), s.interventions.end());
  auto data = session.read_data(options.data);
  data.must_observe = false;
  const auto plan = plan_simulation(session.bind(model, std::move(data)), session.diagnostics);
  const auto simulate = lower_simulate(plan, all, session.diagnostics);
  session.settle();
  validate(plan, simulate.program, session.diagnostics);
  session.settle();
  const auto values = ir::interpret(
      simulate.program.graph, {.sizes = plan.dimensions.sizes, .values = simulate.program.data, .key0 = options.common.seed, .key1 = 0});

  const bool as_json = options.common.json() || options.output.ends_with(".json");
  std::map<VariableId, data::Column> columns;
  for (std::size_t i = 0; i < simulate.variables.size(); ++i) {
    const auto& v = (*model)[simulate.variables[i]];
    const bool is_marked = model->has_observe_marks ? v.marked_observed : v.kind == VariableKind::Random;
    const bool measured = is_marked || v.kind == VariableKind::Data || v.intervened;
    const bool wanted = as_json ? measured || options.all : (measured || options.all) && !v.dims.empty();
    if (wanted) columns.emplace(simulate.variables[i], column_of(plan, simulate.variables[i], values[i]));
  }
  std::vector<std::string> left;
  std::string text;
  if (as_json) {
    data::Table table{.file = "", .format = data::Format::Json, .columns = {}, .rows = 0, .lines = {}};
    for (auto& [id, column] : columns) table.columns.push_back(column);
    text = data::format_json(table);
  } else {
    text = data::format_csv(rows_table(plan, columns, left));
  }
  if (!left.empty() && !options.common.quiet) {
    std::cerr << "note: not in the table, for want of its dimensions:";
    for (const auto& name : left) std::cerr << " " << name;
    std::cerr << "; a .json file holds everything\n";
  }
  if (options.output.empty()) return std::cout << text, 0;
  if (const auto problem = data::write_file(options.output, text)) session.refuse(from_problem(*problem));
  return 0;
}

}  // namespace

void add_simulate(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("simulate", "draw data from the model: --do beta=0,sigma=0.2 --dim day=100 -o data.csv");
  auto options = std::make_shared<SimulateOptions>();
  add_common(*command, options->common, true);
  add_data(*command, options->data);
  command->add_option("--do", options->interventions, "set variables: beta=0,sigma=0.2, or truth.json; repeatable");
  command->add_option("-o,--output", options->output, "the file to write, .csv or .json (default: standard output)");
  command->add_flag("--all", options->all, "deterministic variables, too");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
