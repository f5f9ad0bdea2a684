#include "compiler/causal/mentions.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "compiler/check/lag.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

std::string text_of(const Checked& model, const TermPtr& steps) {
  if (const auto value = constant_value(steps)) return std::to_string(static_cast<long long>(*value));
  if (const auto* position = std::get_if<PositionTerm>(&steps->node)) return model[position->dim].name;
  if (const auto* reference = std::get_if<ReferenceTerm>(&steps->node)) return model[reference->variable].name;
  return "...";
}

/// Of which element a place within a term is read.
struct Place {
  std::string lag = {};
  std::set<DimId> elsewhere = {};
  auto operator<=>(const Place&) const = default;
};

class Reader {
 public:
  explicit Reader(const Checked& model) : model_(model) {}

  void read(const TermPtr& term, const Place& at = {}) {
    if (!term || !seen_.emplace(term.get(), at).second) return;
    match(
        term->node, [&](const ReferenceTerm& t) { add(t.variable, at, false); }, [&](const NoiseTerm& t) { add(t.variable, at, true); },
        [&](const GatherTerm& t) { read_elements(t, at); }, [&](const ReduceTerm& t) { read(t.arg, spread(at, t.over)); },
        [&](const MatrixTerm& t) { read_all(*term, spread(at, {t.row, t.column})); },
        // What remembers, and what is solved, mixes all positions of what it is made of.
        [&](const RecursionTerm&) { read_all(*term, spread(at, term->type.dims)); },
        [&](const OdeTerm& t) { read_all(*term, spread(spread(at, term->type.dims), {t.over})); },
        [&](const auto&) { read_all(*term, at); });
  }

  std::set<Mention> result;

 private:
  void add(VariableId id, const Place& at, bool noise) {
    Mention mention{.cause = id, .lag = at.lag, .noise = noise};
    for (const auto d : model_[id].dims)
      if (at.elsewhere.contains(d)) mention.elsewhere.insert(d);
    result.insert(std::move(mention));
  }

  void read_all(const Term& term, const Place& at) {
    for (const auto& operand : operands(term)) read(operand, at);
  }

  static Place spread(Place at, const std::vector<DimId>& dims) {
    at.elsewhere.insert(dims.begin(), dims.end());
    return at;
  }

  void read_elements(const GatherTerm& gather, const Place& at) {
    Place of_source = at;
    for (const auto& [dim, item] : gather.indices) {
      const auto* label = std::get_if<ReferenceTerm>(&item->node);
      const auto* position = std::get_if<PositionTerm>(&item->node);
      if (is_lag(dim, item)) of_source.lag = model_[dim].name + " - " + text_of(model_, std::get<ApplyTerm>(item->node).args[1]);
      if (!position || position->dim != dim) of_source.elsewhere.insert(dim);
      if (label) result.insert({.cause = label->variable, .lag = at.lag, .as_index = true});
      else read(item, at);
    }
    read(gather.source, of_source);
  }

  const Checked& model_;
  std::set<std::pair<const Term*, Place>> seen_;
};

}  // namespace

std::set<Mention> mentions(const Checked& model, const Variable& variable) {
  Reader reader(model);
  for (const auto& mechanism : variable.mechanisms) {
    reader.read(mechanism.mask);
    match(
        mechanism.kind,
        [&](const RandomMechanism& m) {
          for (const auto& arg : m.instance.args) reader.read(arg);
        },
        [&](const DeterministicMechanism& m) { reader.read(m.value); });
  }
  reader.read(variable.default_value);
  return std::move(reader.result);
}

}  // namespace scmc
