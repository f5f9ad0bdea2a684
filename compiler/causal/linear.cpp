#include "compiler/causal/linear.h"

#include <algorithm>
#include <array>
#include <map>

#include "compiler/source/match.h"

namespace scmc {
namespace {

/// How a term depends on the variables of the path, and whether it varies among units at all.
struct Form {
  bool path = false, linear = true, varies = false;
};

Form joined(const std::vector<Form>& forms) {
  Form all;
  for (const Form& f : forms) all.path |= f.path, all.linear &= f.linear, all.varies |= f.varies;
  return all;
}

class Reading {
 public:
  Reading(const Checked& model, const std::set<VariableId>& path, const std::set<VariableId>& nodes)
      : model_(model), path_(path), nodes_(nodes) {}

  Form of(const TermPtr& term) {
    if (const auto found = known_.find(term.get()); found != known_.end()) return found->second;
    const Form form = match(
        term->node, [&](const ReferenceTerm& t) { return of(t.variable); }, [](const NoiseTerm&) { return Form{.varies = true}; },
        [&](const ApplyTerm& t) { return of(t); }, [&](const auto&) { return nonlinear(operands_of(*term)); });
    return known_[term.get()] = form;
  }

  Form of(VariableId id) {
    if (path_.contains(id)) return {.path = true, .varies = true};
    const auto& v = model_[id];
    const bool computed = v.kind == VariableKind::Deterministic && v.mechanisms.size() == 1 && !v.recurrent;
    if (computed) return of(std::get<DeterministicMechanism>(v.mechanisms.front().kind).value);
    if (v.kind != VariableKind::Deterministic) return {.varies = nodes_.contains(id)};
    // Several mechanisms, or one that reads itself: what of the path it depends on is not followed.
    return {.path = true, .linear = false, .varies = true};
  }

 private:
  std::vector<Form> operands_of(const Term& term) {
    std::vector<Form> forms;
    for (const auto& operand : operands(term)) forms.push_back(of(operand));
    return forms;
  }

  static Form nonlinear(const std::vector<Form>& forms) {
    Form form = joined(forms);
    form.linear = !form.path;
    return form;
  }

  Form of(const ApplyTerm& t) {
    std::vector<Form> args;
    for (const auto& arg : t.args) args.push_back(of(arg));
    const Form all = joined(args);
    if (!all.path || !all.linear) return all;
    const auto name = t.op->name;
    if (name == "add" || name == "sub" || name == "neg") return all;
    const bool times = name == "mul" && (scales(args[0], args[1]) || scales(args[1], args[0]));
    return times || (name == "div" && scales(args[1], args[0])) ? all : nonlinear(args);
  }
  static bool scales(const Form& factor, const Form& what) { return !factor.varies && what.path; }

  const Checked& model_;
  const std::set<VariableId>&path_, &nodes_;
  std::map<const Term*, Form> known_;
};

constexpr std::array<std::string_view, 4> shifted = {"Normal", "StudentT", "Laplace", "Logistic"};  // mu moves the whole distribution

bool adds(Reading& reading, const Instance& instance) {
  const auto& params = instance.distribution->params;
  if (std::ranges::find(shifted, instance.distribution->name.name) == shifted.end()) return false;
  for (std::size_t i = 0; i < params.size(); ++i) {
    const Form form = reading.of(instance.args[i]);
    if (params[i].name.name == "mu" ? !form.linear : form.varies) return false;
  }
  return true;
}

}  // namespace

bool is_linear(const Checked& model, const std::set<VariableId>& path, VariableId treatment, const std::set<VariableId>& nodes) {
  Reading reading(model, path, nodes);
  return std::ranges::all_of(path, [&](VariableId id) {
    const auto& v = model[id];
    if (id == treatment) return true;
    const auto* random = v.mechanisms.size() == 1 ? std::get_if<RandomMechanism>(&v.mechanisms.front().kind) : nullptr;
    return random && joint_dims(v).empty() && adds(reading, random->instance);
  });
}

bool is_binary(const Checked& model, VariableId id) {
  const auto& v = model[id];
  return !v.mechanisms.empty() && std::ranges::all_of(v.mechanisms, [](const Mechanism& m) {
    const auto* random = std::get_if<RandomMechanism>(&m.kind);
    return random && random->instance.distribution->name.name.starts_with("Bernoulli");
  });
}

}  // namespace scmc
