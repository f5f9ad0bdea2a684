/// `scmc gradient`: the log-density and its gradient on the unconstrained scale.
#include <chrono>
#include <cmath>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/slots.h"
#include "compiler/causal/do.h"
#include "compiler/interpret/interpret.h"
#include "compiler/pipeline.h"
#include "runtime/report/layout.h"

namespace scmc::cli {
namespace {

struct GradientOptions {
  CommonOptions common;
  DataOptions data;
  std::vector<std::string> interventions, centred;
  std::string at;
  bool bench = false;
};

/// A list is a position of the unconstrained scale; an object gives values on the scale of the model.
std::vector<double> position_at(Session& session, const Plan& plan, const std::string& at) {
  const auto size = static_cast<std::size_t>(plan.parameters);
  if (at.empty()) return std::vector<double>(size, 0.0);
  const bool inlined = at.starts_with("{") || at.starts_with("[");
  const auto text = inlined ? at : read_text(session, at);
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const auto refuse = [&](std::string title, std::string hint) {
    session.refuse({.code = "E0705", .title = std::move(title), .place = inlined ? "--at" : at, .hint = Hint{std::move(hint)}});
  };
  if (json.is_discarded() || !(json.is_array() || json.is_object()))
    refuse("`--at` is neither an object nor a list",
           "write {\"beta\": 0.5, \"sigma\": 1}, or a list of " + std::to_string(size) + " numbers");
  if (json.is_array()) {
    if (json.size() != size)
      refuse("the list has " + std::to_string(json.size()) + " numbers, the model " + std::to_string(size) + " unconstrained ones",
             "give one for each name that `scmc gradient` prints");
    std::vector<double> position;
    for (const auto& x : json) {
      if (!x.is_number()) refuse("the list holds something that is no number", "give numbers only");
      position.push_back(x.get<double>());
    }
    return position;
  }
  std::map<VariableId, std::vector<double>> values;
  for (const auto& slot : plan.slots) {
    const auto cells = slot.packed ? declared_cells(plan, slot.variable) : cells_of(plan, slot);
    const auto size = static_cast<std::size_t>(plan.bound.size((*plan.bound.model)[slot.variable].dims));
    for (std::size_t cell : cells) {
      const auto name = element_name(plan.bound, slot.variable, cell);
      const auto whole = json.find(slot.name);
      const nlohmann::json* found = json.contains(name) ? &json[name] : nullptr;
      if (!found && whole != json.end() && whole->is_array() && whole->size() == size) found = &(*whole)[cell];
      if (!found || !found->is_number())
        refuse("`--at` gives no number for `" + name + "`",
               "give every unmeasured variable a value, elements by name: {\"" + name + "\": 0.5}");
      values[slot.variable].push_back(found->get<double>());
    }
  }
  for (const auto& [key, value] : json.items()) {
    const auto base = key.substr(0, key.find('['));
    if (std::ranges::none_of(plan.slots, [&](const Slot& s) { return s.name == base; }))
      refuse("`--at` names `" + key + "`, which is not an unmeasured variable", "drop it");
  }
  const auto program = lower_unconstrain(plan, values, session.diagnostics);
  session.settle();
  ir::Inputs inputs{.sizes = plan.dimensions.sizes, .values = program.data};
  for (std::size_t s = 0; s < plan.slots.size(); ++s) inputs.values[s].assign(static_cast<std::size_t>(plan.slots[s].size), 0);
  std::vector<double> position;
  for (const auto& slot : ir::interpret(program.graph, inputs)) position.insert(position.end(), slot.begin(), slot.end());
  for (std::size_t i = 0; i < position.size(); ++i)
    if (!std::isfinite(position[i]))
      refuse("the value of `" + names_of(plan)[i] + "` lies outside of its support", "give a value that its distribution allows");
  return position;
}

double nanoseconds(const CompiledDensity& density, const std::vector<double>& position, bool thorough) {
  const auto model = density.model();
  void* workspace = model.make_workspace(model.handle);
  std::vector<double> gradient(position.size());
  double best = INFINITY;
  for (int batch = 0; batch < (thorough ? 20 : 3); ++batch) {
    int count = 0;
    const auto begin = std::chrono::steady_clock::now();
    double spent = 0;
    do {
      for (int i = 0; i < 16; ++i, ++count) model.log_density_gradient(model.handle, workspace, position.data(), gradient.data());
      spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    } while (spent < (thorough ? 0.02 : 0.001));
    best = std::min(best, 1e9 * spent / count);
  }
  model.free_workspace(model.handle, workspace);
  return best;
}

int run(const GradientOptions& options) {
  Session session(options.common);
  auto model = session.load();
  for (const auto& text : options.interventions) {
    auto rewritten = intervene(*model, session.assignments(split_name(text).second, "--do"), session.diagnostics);
    session.settle();
    model = session.check(std::move(*rewritten));
  }
  auto data = session.read_data(options.data);
  // The density of the mutilated model: where `--do` sets a variable, its column says nothing.
  if (!options.interventions.empty())
    for (const auto& v : model->variables)
      if (v.intervened && v.kind == VariableKind::Deterministic) data.latent.insert(v.name);
  auto bound = session.bind(model, std::move(data));
  session.require_variables(*model, "--centred", options.centred);
  LowerOptions lower;
  lower.centred.insert(options.centred.begin(), options.centred.end());
  const auto planned = plan(std::move(bound), lower, session.diagnostics);
  session.settle();
  const auto program = lower_density(*planned, session.diagnostics);
  validate(*planned, program, session.diagnostics);
  session.settle();
  const auto position = position_at(session, *planned, options.at);
  const CompiledDensity density(optimize_with_gradient(program, *planned), program.data);
  std::vector<double> gradient;
  const double value = density(position, gradient);
  const auto names = names_of(*planned);
  const double cost = nanoseconds(density, position, options.bench);
  if (options.common.json()) {
    const auto number = [](double x) { return std::isfinite(x) ? nlohmann::ordered_json(x) : nlohmann::ordered_json(nullptr); };
    nlohmann::ordered_json out = {{"names", names},
                                  {"position", position},
                                  {"log_density", number(value)},
                                  {"gradient", nlohmann::ordered_json::array()},
                                  {"nanoseconds_per_evaluation", cost}};
    for (double g : gradient) out["gradient"].push_back(number(g));
    std::cout << out.dump(2) << "\n";
    return 0;
  }
  const auto shown = [](double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", x + 0.0);  // no sign of zero
    return std::string(text);
  };
  std::vector<report::TableRow> rows;
  for (std::size_t i = 0; i < names.size(); ++i) rows.push_back({.cells = {names[i], shown(position[i]), shown(gradient[i])}});
  std::cout << "log density  " << shown(value) << "\n\n"
            << report::layout_table({{"", report::Align::Left}, {"position", report::Align::Decimal}, {"gradient", report::Align::Decimal}},
                                    rows);
  if (options.bench) std::cout << "\n" << shown(std::round(cost * 10) / 10) << " ns per evaluation\n";
  return 0;
}

}  // namespace

void add_gradient(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("gradient", "log-density and gradient on the unconstrained scale; with --do: of the mutilated model");
  auto options = std::make_shared<GradientOptions>();
  add_common(*command, options->common, false);
  add_data(*command, options->data);
  command->add_option("--do", options->interventions, "rewrite the model first: z=1; repeatable");
  command->add_option("--at", options->at,
                      "where: a file or text, {\"name\": value} on the model's scale or a list on the unconstrained one (default: zeros)");
  command->add_option("--centred", options->centred, "as in run");
  command->add_flag("--bench", options->bench, "time it thoroughly");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
