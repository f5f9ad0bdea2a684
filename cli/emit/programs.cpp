#include "cli/emit/programs.h"

#include <algorithm>

#include "cli/slots.h"
#include "compiler/codegen/cpp/function.h"
#include "compiler/lower/density_terms.h"
#include "compiler/lower/jacobian.h"
#include "compiler/lower/replicates.h"

namespace scmc::cli {
namespace {

/// Passes that make a density fast and hard to read.
const std::vector<std::string> hard_to_read = {"factor", "collect"};

std::string listed(const Checked& model, const std::vector<VariableId>& variables) {
  std::string text;
  for (VariableId id : variables) text += (text.empty() ? "" : ", ") + model[id].name;
  return text;
}

/// `z = -1.5` as `z_minus_1_5`.
std::string function_name(const std::string& scenario) {
  std::string text = "do";
  bool apart = true;
  for (std::size_t i = 0; i < scenario.size(); ++i) {
    const auto c = static_cast<unsigned char>(scenario[i]);
    const bool is_sign = c == '-' && i + 1 < scenario.size() && std::isdigit(static_cast<unsigned char>(scenario[i + 1]));
    if (is_sign) text += apart ? "_minus" : "_", apart = true;
    else if (!std::isalnum(c) || c > 127) apart = true;
    else text += std::string(apart ? "_" : "") + scenario[i], apart = false;
  }
  return text;
}

class Emitter {
 public:
  Emitter(Session& session, Plan plan) : session_(session), diagnostics_(session.diagnostics) { result_.plan = std::move(plan); }

  Emission run(const std::vector<Scenario>& scenarios) {
    add_density();
    add_jacobian();
    add_constrain();
    add_unconstrain();
    add_generate();
    add_scenarios(scenarios);
    return std::move(result_);
  }

 private:
  const Plan& plan() const { return result_.plan; }
  const Checked& model() const { return *plan().bound.model; }

  void add(std::string name, std::vector<std::string> comment, Program program, const CompileSettings& settings = {}) {
    session_.settle();
    auto optimized = optimize(program, plan(), settings);
    result_.programs.push_back({std::move(name), std::move(comment), std::move(program), std::move(optimized)});
  }
  void add_gradient(std::string name, std::vector<std::string> comment, Program program, const std::string& of) {
    session_.settle();
    auto optimized = optimize_with_gradient(program, plan(), {.gradient_of = of});
    result_.programs.push_back({std::move(name), std::move(comment), std::move(program), std::move(optimized)});
  }

  void add_density() {
    auto density = lower_density(plan(), diagnostics_);
    validate(plan(), density, diagnostics_);
    const auto observed = listed(model(), plan().bound.observed);
    auto terms = lower_density_terms(plan(), diagnostics_);
    for (const auto& output : terms.program.graph.outputs) result_.terms.push_back(output.name);
    add("log_density",
        {"The model as it stands: the joint log-density of what was observed (" + observed + ") and of q, a term for each statement,",
         "log|Jacobian| included. The next program computes their sum, and is made to be fast."},
        std::move(terms.program), {.skip = hard_to_read});
    add_gradient("log_density_gradient",
                 {"The sum of these terms, and behind it its derivative by each number of q. Sums over rows that are quadratic or linear",
                  "in data are computed once, in `prepare`."},
                 std::move(density), "log_density");
  }

  void add_jacobian() {
    add_gradient("log_jacobian_gradient",
                 {"log |d parameters / d q|, which is part of the log-density, and behind it its derivative by each number of q."},
                 lower_log_jacobian(plan(), diagnostics_), "log_jacobian");
    for (const auto& slot : plan().slots) {
      auto quantity = quantity_of(slot.variable);
      if (slot.holes || slot.packed) quantity.part = cell_list(slot);
      auto unconstrained = quantity;
      unconstrained.is_noise = slot.noncentred;
      if (!slot.holes) quantity.part.clear();
      result_.unconstrained.push_back(std::move(unconstrained));
      result_.parameters.push_back(std::move(quantity));
    }
  }

  EmittedQuantity quantity_of(VariableId id) const {
    EmittedQuantity quantity{.name = model()[id].name};
    for (DimId d : model()[id].dims) {
      quantity.dims.push_back(plan().dimensions.of_model[index(d)]);
      quantity.first.push_back(plan().bound.axes[index(d)].first);
    }
    return quantity;
  }

  std::string cell_list(const Slot& slot) {
    EmittedMember member{.name = slot.name + ".cells", .dims = slot.dims, .declared = slot.dims};
    for (std::size_t cell : cells_of(plan(), slot)) member.values.push_back(static_cast<double>(cell));
    member.comment = slot.holes ? "the cells of " + slot.name + " that were not measured" : "the cells of " + slot.name + " that are free";
    result_.cell_lists.push_back(std::move(member));
    return slot.name + ".cells";
  }

  /// Parameters first, in the order of the slots.
  void add_constrain() {
    auto constrain = lower_constrain(plan(), false, diagnostics_);
    validate_indices(plan(), constrain.program, diagnostics_);
    std::vector<ir::Output> parameters, computed;
    const auto& outputs = constrain.program.graph.outputs;
    for (const auto& slot : plan().slots)
      for (std::size_t i = 0; i < outputs.size(); ++i)
        if (constrain.outputs[i].variable == slot.variable) parameters.push_back(outputs[i]);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const auto id = constrain.outputs[i].variable;
      if (std::ranges::count(plan().slots, id, &Slot::variable)) continue;
      computed.push_back(outputs[i]);
      result_.computed.push_back(quantity_of(id));
      if (constrain.outputs[i].holes) result_.computed.back().part = missing_list(id);
    }
    parameters.insert(parameters.end(), computed.begin(), computed.end());
    constrain.program.graph.outputs = std::move(parameters);
    add("constrain", {"What q stands for on the scale of the model: the parameters, then what is computed from them."},
        std::move(constrain.program));
  }

  /// Of a discrete variable with missing cells, which are drawn.
  std::string missing_list(VariableId id) {
    EmittedMember member{.name = model()[id].name + ".cells", .dims = {*plan().dimensions.of_holes[index(id)]}};
    member.declared = member.dims;
    const auto& missing = plan().bound.columns[index(id)]->missing;
    for (std::size_t cell : declared_cells(plan(), id))
      if (std::ranges::binary_search(missing, cell)) member.values.push_back(static_cast<double>(cell));
    member.comment = "the cells of " + model()[id].name + " that were not measured";
    result_.cell_lists.push_back(member);
    return member.name;
  }

  /// What is given is no data: it changes from call to call.
  void add_unconstrain() {
    std::map<VariableId, std::vector<double>> zeros;
    for (const auto& slot : plan().slots) {
      const auto cells = slot.holes ? slot.size : plan().bound.size(model()[slot.variable].dims);
      zeros[slot.variable].assign(static_cast<std::size_t>(cells), 0.0);
    }
    auto program = lower_unconstrain(plan(), zeros, diagnostics_);
    for (auto& input : program.graph.inputs)
      if (input.name.ends_with(".given")) input.kind = ir::InputKind::Parameter;
    add("unconstrain", {"q from values of the parameters: the inverse of `constrain`."}, std::move(program));
  }

  void add_generate() {
    Diagnostics unheard;
    auto replicate = lower_generated(plan(), unheard);
    for (VariableId id : replicate.variables) result_.generated.push_back(quantity_of(id));
    if (!unheard.has_errors()) validate_indices(plan(), replicate.program, unheard);
    if (unheard.has_errors()) {
      result_.no_generate = unheard.all().front().title;
      result_.generated.clear();
      return;
    }
    add("generate",
        {"New values of what was observed (" + listed(model(), replicate.variables) + "), from their mechanisms with the parameters at q.",
         "Noise is a function of the key, of the variable and of the cell alone."},
        std::move(replicate.program));
  }

  void add_scenarios(const std::vector<Scenario>& scenarios) {
    if (scenarios.empty()) return;
    auto worlds = lower_worlds(plan(), scenarios, diagnostics_);
    session_.settle();
    for (VariableId id : worlds.reported) result_.reported.push_back(model()[id].name);
    codegen::Namer namer;
    result_.scenarios.resize(scenarios.size());
    for (auto& world : worlds.programs) {
      validate_indices(plan(), world.program, diagnostics_);
      const auto& first = scenarios[world.scenarios.front()].name;
      const auto program = "worlds_" + std::to_string(1 + (&world - worlds.programs.data()));
      std::vector<std::size_t> given;
      for (auto input : world.constants) given.push_back(ir::index(input));
      std::ranges::sort(given);
      for (std::size_t i = 0; i < world.scenarios.size(); ++i) {
        const auto& scenario = scenarios[world.scenarios[i]];
        world.set(i);
        auto& emitted = result_.scenarios[world.scenarios[i]] = {namer(function_name(scenario.name)), scenario.name, program, {}};
        for (std::size_t input : given) emitted.set.push_back(world.program.data[input].front());
      }
      for (std::size_t input : given) world.program.graph.inputs[input].kind = ir::InputKind::Parameter;
      add(program,
          {"What would happen under " + first + (world.scenarios.size() > 1 ? " and the like" : "") + ": the means over their elements of " +
               listed(model(), worlds.reported) + ".",
           given.empty() ? "" : "`given` holds what is set."},
          world.program);
    }
  }

  Session& session_;
  Diagnostics& diagnostics_;
  Emission result_;
};

}  // namespace

Emission make_emission(Session& session, Plan plan, const std::vector<Scenario>& scenarios) {
  return Emitter(session, std::move(plan)).run(scenarios);
}

}  // namespace scmc::cli
