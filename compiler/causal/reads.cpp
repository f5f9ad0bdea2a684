#include "compiler/causal/reads.h"

#include <algorithm>
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

/// Walks through the terms of one mechanism; `lag_` is that of the indices around the place.
class Reader {
 public:
  explicit Reader(const Checked& model) : model_(model) {}

  void read(const TermPtr& term) {
    if (!term || !seen_.emplace(term.get(), lag_).second) return;
    if (const auto* reference = std::get_if<ReferenceTerm>(&term->node)) result.insert({.cause = reference->variable, .lag = lag_});
    if (const auto* noise = std::get_if<NoiseTerm>(&term->node)) result.insert({.cause = noise->variable, .lag = lag_, .noise = true});
    if (const auto* gather = std::get_if<GatherTerm>(&term->node)) return read_elements(*gather);
    for (const auto& operand : operands(*term)) read(operand);
  }

  std::set<Read> result;

 private:
  void read_elements(const GatherTerm& gather) {
    std::string lag = lag_;
    for (const auto& [dim, item] : gather.indices) {
      const auto* label = std::get_if<ReferenceTerm>(&item->node);
      if (is_lag(dim, item)) lag = model_[dim].name + " - " + text_of(model_, std::get<ApplyTerm>(item->node).args[1]);
      if (label) result.insert({.cause = label->variable, .lag = lag_, .as_index = true});
      else read(item);
    }
    std::swap(lag, lag_);
    read(gather.source);
    lag_ = lag;
  }

  const Checked& model_;
  std::string lag_;
  std::set<std::pair<const Term*, std::string>> seen_;
};

}  // namespace

std::set<Read> reads_with_lags(const Checked& model, const Variable& variable) {
  Reader reader(model);
  for (const auto& mechanism : variable.mechanisms) {
    reader.read(mechanism.mask);
    match(
        mechanism.kind, [&](const RandomMechanism& m) { std::ranges::for_each(m.instance.args, [&](const TermPtr& t) { reader.read(t); }); },
        [&](const DeterministicMechanism& m) { reader.read(m.value); });
  }
  reader.read(variable.default_value);
  return std::move(reader.result);
}

}  // namespace scmc
