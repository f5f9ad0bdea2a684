#include "compiler/lower/errors.h"

#include <sstream>

namespace scmc::errors {
namespace {
Diagnostic error(std::string code, std::string title, Span where, std::string label, std::string note, std::string hint) {
  Diagnostic d{
      .code = std::move(code), .title = std::move(title), .primary = Label{where, std::move(label)}, .hint = Hint{std::move(hint)}};
  if (!note.empty()) d.notes.push_back(std::move(note));
  return d;
}
std::string q(const std::string& code) { return "`" + code + "`"; }
}  // namespace

Diagnostic unbounded_discrete(const Variable& v, const std::string& place) {
  auto d =
      error("E0501", "the discrete variable " + q(v.name) + " cannot be summed out: its values have no bounds that are known in advance",
            v.span, place.empty() ? "takes integer values, unmeasured" : "has a cell without a value",
            "what is observed depends on it, and sampling moves on continuous variables only",
            "measure it, or give it a distribution with constant bounds, such as `Bernoulli`, `Categorical` or `DiscreteUniform`");
  d.place = place;
  return d;
}
Diagnostic plates_do_not_nest(const Variable& v, const Variable& other) {
  return error("E0508", "the discrete variables " + q(v.name) + " and " + q(other.name) + " cannot be summed out together", v.span,
               "unmeasured, and read together with " + q(other.name),
               "they run over different dimensions, so that all combinations of their elements would have to be counted",
               "measure one of them, or let one run over the dimensions of the other");
}
Diagnostic table_too_large(const Variable& v, double size, std::int64_t largest) {
  const auto number = [](double x) { return std::to_string(static_cast<long long>(x)); };
  return error("E0508", "summing out " + q(v.name) + " takes a table of " + number(size) + " combinations for each element", v.span,
               "unmeasured, and read together with others", "the largest table is " + std::to_string(largest),
               "measure it, or use fewer values");
}
Diagnostic summed_elsewhere(Span where, const Variable& v) {
  return error(
      "E0509", "the discrete variable " + q(v.name) + " is not measured, and other elements of it are read here: not yet supported", where,
      "reads other elements", "a discrete variable is summed out element by element; each unit of what depends on it may read one element",
      "measure it, or let this depend on the element at the same position");
}
Diagnostic recurrence_not_by_steps(Span where, const std::string& name) {
  return error("E0502", q(name) + " reads itself at positions that do not lie a fixed number of steps back", where,
               "reads another position",
               "a recurrence runs over one dimension, position after position, and remembers a fixed number of them",
               "read " + q(name) + " at `t - 1`, `t - 2`, ... along one dimension, and in its place along the others");
}
Diagnostic chain_by_one_step(const Variable& v) {
  return error("E0502", "the hidden states " + q(v.name) + " are read more than one step back", v.span, "discrete, and not measured",
               "chains of discrete states are summed out step by step",
               "let a second variable remember the state: `before[t] ~ Categorical(...)` of the state at `t - 1`");
}
Diagnostic varying_support(const Variable& v) {
  return error("E0503", "the mechanisms of " + q(v.name) + " have different supports: not yet supported", v.span,
               "one variable, several supports", "", "use distributions with the same support on all slices");
}
Diagnostic known_within_bounds(const Variable& latent, const Variable& measured) {
  return error("E0511", q(measured.name) + " tells of " + q(latent.name) + " only between which bounds it lies, and something measured depends on it",
               latent.span, "not known everywhere", "where only bounds are known, the density takes the probability of all values between them",
               "let what depends on it read " + q(measured.name) + ", or leave the column " + q(measured.name) + " out");
}
Diagnostic no_probabilities(const Variable& latent, const std::string& distribution) {
  return error("E0512", q(latent.name) + " is known only between bounds, and " + q(distribution) + " has no probabilities of intervals", latent.span,
               "has no `cdf`", "what is measured tells between which bounds it lies",
               "use a distribution with a `cdf`: docs/distributions.md lists their members");
}
Diagnostic times_fall(Span where, double time, double before, bool is_first) {
  const auto number = [](double x) {
    std::ostringstream out;
    out << x;
    return out.str();
  };
  const std::string what = is_first ? "the start of the equation, " : "the time before it, ";
  return error("E0514", "the time " + number(time) + " comes before " + what + number(before), where, "do not rise",
               "a differential equation is solved from its start on, one time after the other",
               is_first ? "give the equation an earlier start: `ode(..., start = " + number(time) + " over ...)`" : "sort the data by time");
}
Diagnostic equation_too_rich(Span where) {
  return error("E0513", "the right-hand side of this differential equation uses what its solver cannot evaluate", where, "not in an equation",
               "it is made of sums, products, powers, exponentials, logarithms, trigonometric functions, choices and sums over its dimensions",
               "compute what does not change with the state outside, and pass it as a parameter");
}
Diagnostic latent_with_atoms(const Variable& v, const std::string& distribution) {
  return error("E0510", q(v.name) + " is not measured, and " + q(distribution) + " gives single values a probability of their own", v.span,
               "has atoms beside its density", "a continuous unknown is sampled by its density, and never takes such a value exactly",
               "measure it, or state the variable behind it and compute this one: `x = min(t, bound)`");
}
Diagnostic cannot_simulate(const Variable& v, const std::string& distribution) {
  return error("E0504", q(distribution) + " cannot be simulated, so " + q(v.name) + " has no value here", v.span, "no prior is stated",
               "a distribution is simulated by its quantile function; " + q(distribution) + " has none",
               "set it, `--do " + v.name + "=...`, or give it a proper prior");
}
Diagnostic cannot_abduct(const Variable& v, const std::string& distribution) {
  return error("E0515", "the noise of " + q(v.name) + " cannot be told from its value, so it has no counterfactual", v.span,
               "what is set reaches it", q(distribution) + " states no map from noise to values that can be inverted",
               "ask by `do`, which draws it anew, or write it by a distribution with a `cdf` or a `location_scale`");
}
Diagnostic factor_below_do(Span factor, const Variable& v) {
  return error("E0506", "a `factor` depends on " + q(v.name) + ", so the model is not generative there", factor,
               "this weight has no mechanism",
               "an intervention replaces mechanisms; what a factor says of its variables under an intervention is undefined",
               "replace the factor by the mechanism that it stands for");
}
Diagnostic stack_size(Span where, const std::string& dim, std::size_t items, std::int64_t size) {
  return error("E0507", std::to_string(items) + " values are stacked over " + q(dim) + ", which has " + std::to_string(size) + " elements",
               where, "one value per element", "", "give as many values as " + q(dim) + " has elements");
}

}  // namespace scmc::errors
