#include "cli/refute.h"

#include <algorithm>
#include <cmath>

#include "cli/refits.h"
#include "cli/sensitivity.h"
#include "compiler/causal/edit.h"
#include "compiler/causal/further_cause.h"
#include "runtime/report/number.h"

namespace scmc::cli {
namespace {

using ast::ExprPtr;

constexpr double left_out = 0.2;          ///< of the units, by each subset
constexpr std::size_t fewest_units = 10;  ///< of which a fifth can be left out
constexpr double largest_move = 0.5;      ///< posterior sds that a random cause may move the answer by
constexpr double largest_spread = 3.5;    ///< standard errors of a subset: passed by 0.05 % of right models' subsets

std::string counted(std::size_t n, const std::string& noun) { return std::to_string(n) + " " + noun + (n == 1 ? "" : "s"); }

bool holds(const Refit& refit, double value) { return refit.answer.summary.hdi.lower <= value && value <= refit.answer.summary.hdi.upper; }

// ---------------------------------------------------------------- rewriting

ExprPtr times(ExprPtr a, ExprPtr b) { return ast::make({}, ast::Binary{ast::BinaryOp::Multiply, std::move(a), std::move(b)}); }

ExprPtr standard_normal() {
  return ast::make({}, ast::Call{.receiver = nullptr, .callee = "Normal", .callee_span = {}, .args = {{"", ast::number(0), {}}, {"", ast::number(1), {}}}, .over = {}});
}

/// `name[day] ~ Normal(0, 1)`
void declare(ast::Model& text, const Checked& model, const std::string& name, const std::vector<DimId>& dims) {
  ast::Target target{.name = name, .items = {}, .span = {}, .name_span = {}};
  for (DimId d : dims) target.items.push_back({"", ast::name(model[d].name), {}});
  text.statements.push_back({.span = {}, .node = ast::DrawStatement{.target = std::move(target), .distribution = standard_normal()}});
}

bool runs_over(const Variable& variable, const std::vector<DimId>& dims) {
  return std::ranges::all_of(dims, [&](DimId d) { return std::ranges::count(variable.dims, d) > 0; });
}

/// The dimensions that a cause of both has; nothing if they are not about the same units.
std::optional<std::vector<DimId>> common_dims(const Variable& a, const Variable& b) {
  if (runs_over(a, b.dims)) return b.dims;
  return runs_over(b, a.dims) ? std::optional(a.dims) : std::nullopt;
}

// ---------------------------------------------------------------- checks

class Checks {
 public:
  Checks(Refits& refits, const RefuteOptions& options, const Refutation& so_far)
      : refits_(refits), options_(options), subject_(so_far.subject), bound_(so_far.bound), original_(so_far.original) {}

  /// Whatever is true of the treatment in the world, this one does nothing.
  RefutationCheck placebo() const {
    RefutationCheck check{.name = "placebo treatment"};
    for (int i = 0; i < options_.repeats; ++i) {
      auto changed = bound_;
      auto& column = *changed.columns[index(subject_.treatment)];
      auto values = column.values;
      shuffle(values, stream_of(refits_.seed(), Draws::Placebo, i));
      set_column(column, std::move(values));
      check.runs.push_back(refits_.refit(std::move(changed)));
    }
    const auto held = std::ranges::count_if(check.runs, [&](const Refit& r) { return holds(r, subject_.null); });
    check.finding = 2 * held > std::ssize(check.runs) ? Finding::Passes : Finding::Fails;
    check.did = treatment().name + " shuffled among the " + units() + ", " + counted(check.runs.size(), "time") + ": the interval holds " +
                report::fixed(subject_.null, 0) + " in " + std::to_string(held);
    check.meaning = "the model finds an effect where there is none: a prior or another mechanism makes it, not " + treatment().name;
    return finished(std::move(check));
  }

  RefutationCheck random_cause() {
    RefutationCheck check{.name = "random common cause"};
    const auto dims = common_dims(treatment(), outcome());
    if (!dims) return not_run(std::move(check), treatment().name + " and " + outcome().name + " are not about the same units");
    auto text = *model().model;
    declare(text, model(), cause_name, *dims), declare(text, model(), to_outcome, {});
    auto moved = with_cause(model(), text, subject_.outcome, times(ast::name(to_outcome), ast::name(cause_name)));
    if (!moved) return not_run(std::move(check), "the mechanism of " + outcome().name + " has no place for a further cause");
    declare(*moved, model(), to_treatment, {});
    const auto both = with_cause(model(), *moved, subject_.treatment, times(ast::name(to_treatment), ast::name(cause_name)));
    if (!both) moved->statements.pop_back();
    const auto checked = refits_.session().check(both ? *both : *moved);
    auto bound = refits_.bind(checked);
    std::vector<double> noise(static_cast<std::size_t>(bound.size((*checked)[*checked->find(cause_name)].dims)));
    stream_of(refits_.seed(), Draws::Cause, 0).fill_normal(noise);
    measure(bound, *checked->find(cause_name), std::move(noise));
    check.runs.push_back(refits_.refit(std::move(bound)));
    const double moves = std::abs(check.runs.front().answer.summary.mean - mean());
    const double error = std::hypot(check.runs.front().answer.summary.mcse_mean, original_.answer.summary.mcse_mean);
    check.finding = moves <= largest_move * sd() + 3 * error ? Finding::Passes : Finding::Fails;
    check.did = "noise measured as a cause of " + (both ? treatment().name + " and " : "") + outcome().name + ": the answer moves by " +
                report::fixed(moves / sd(), 2) + " of its sd";
    check.meaning = "the answer depends on what else is in the model: too few units for so many causes, or draws not to be trusted";
    return finished(std::move(check));
  }

  /// With a share q of the units the answer differs from that of all by an error of variance (1 / q - 1) sd^2.
  RefutationCheck subsets() const {
    RefutationCheck check{.name = "subsets of 80 %"};
    std::vector<std::size_t> cells;
    const auto& values = bound_.columns[index(subject_.outcome)]->values;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!std::isnan(values[i])) cells.push_back(i);
    if (cells.size() < fewest_units) return not_run(std::move(check), "too few " + units() + ": " + std::to_string(cells.size()));
    if (outcome().kind != VariableKind::Random || !refits_.can_fit(subset(cells, 0)))
      return not_run(std::move(check), outcome().name + " cannot be left out for some " + units());
    for (int i = 0; i < options_.repeats; ++i) check.runs.push_back(refits_.refit(subset(cells, i)));
    const double scale = std::sqrt(1 / (1 - left_out) - 1) * sd();
    double largest = 0, squares = 0;
    for (const auto& run : check.runs) {
      const double moves = std::abs(run.answer.summary.mean - mean());
      squares += moves * moves / static_cast<double>(check.runs.size());
      const double error = std::hypot(scale, run.answer.summary.mcse_mean, original_.answer.summary.mcse_mean);
      largest = std::max(largest, moves / error);
    }
    check.finding = largest <= largest_spread ? Finding::Passes : Finding::Fails;
    check.did = "a fifth of " + outcome().name + " left out at random, " + counted(check.runs.size(), "time") + ": the answers spread by " +
                report::fixed(std::sqrt(squares) / scale, 1) + " times what the sd foretells";
    check.meaning = "a few " + units() + " decide, or the sd is too small: " + units() + " that depend on each other, or outliers";
    return finished(std::move(check));
  }

  /// An outcome that shares the confounders of the real one, and not the treatment: an effect on it is bias.  [Lipsitch et al. 2010]
  RefutationCheck negative_control(VariableId control) {
    const auto& w = model()[control];
    RefutationCheck check{.name = "control outcome " + w.name};
    auto text = with_queries_only(*model().model, {{subject_.name, about(control)}});
    if (!descendants(model(), {subject_.treatment})[index(control)]) {
      declare(text, model(), to_outcome, {});
      const auto per_unit = ast::make({}, ast::Binary{ast::BinaryOp::Divide, ast::name(treatment().name), ast::number(treatment_scale())});
      auto moved = runs_over(w, treatment().dims) ? with_cause(model(), text, control, times(ast::name(to_outcome), per_unit)) : std::nullopt;
      if (!moved) refuse_place(control, "--negative-control");
      text = std::move(*moved);
    }
    check.runs.push_back(refits_.refit(std::move(text)));
    check.finding = holds(check.runs.front(), subject_.null) ? Finding::Passes : Finding::Fails;
    check.did = "the same question about " + w.name + ", given the chance to depend on " + treatment().name;
    check.meaning = treatment().name + " and " + w.name + " share a cause that the model lacks; it may move " + outcome().name + ", too";
    return finished(std::move(check));
  }

  // ---------------------------------------------------------------- a hidden common cause

  Scan scan(VariableId a, VariableId b) {
    const auto dims = common_dims(model()[a], model()[b]);
    if (!dims) refuse_place(b, "--confounder");
    auto strengths = options_.strengths;
    std::ranges::sort(strengths);
    const auto at = [&](double strength, bool raises) { return strength > 0 ? hidden(a, b, *dims, strength, raises) : original_; };
    // The side to which a hidden cause must push is not known beforehand: the strongest one tells.
    const double top = strengths.back(), sign = mean() < subject_.null ? -1 : 1;
    auto same = at(top, true), opposite = at(top, false);
    Scan result{.points = {}, .raises = sign * same.answer.summary.mean <= sign * opposite.answer.summary.mean};
    for (double strength : strengths)
      result.points.push_back({strength, strength == top ? (result.raises ? same : opposite) : at(strength, result.raises)});
    result.tipping = tipping_point(result, sign);
    return result;
  }

  [[noreturn]] void refuse_place(VariableId id, const std::string& option) const {
    refits_.session().refuse({.code = "E0718",
                              .title = "a further cause cannot be added to the mechanism of `" + model()[id].name + "`",
                              .primary = Label{model()[id].span, "has no mean, probability or rate that the units' cause could move"},
                              .place = option,
                              .hint = Hint{"name a variable drawn unit by unit, as by `Normal(mu, sigma)`, `Bernoulli(p)` or `Poisson(rate)`"}});
  }

 private:
  const Checked& model() const { return *subject_.model; }
  const Variable& treatment() const { return model()[subject_.treatment]; }
  const Variable& outcome() const { return model()[subject_.outcome]; }
  double mean() const { return original_.answer.summary.mean; }
  double sd() const { return original_.answer.summary.sd; }
  std::string units() const { return model()[outcome().dims.front()].name + "s"; }

  static RefutationCheck not_run(RefutationCheck check, std::string why) {
    check.did = std::move(why);
    return check;
  }
  static RefutationCheck finished(RefutationCheck check) {
    check.pooled = pooled(check.runs);
    return check;
  }

  Bound subset(const std::vector<std::size_t>& cells, int repeat) const {
    std::vector<double> order(cells.begin(), cells.end());
    shuffle(order, stream_of(refits_.seed(), Draws::Subset, repeat));
    order.resize(static_cast<std::size_t>(std::ceil(left_out * static_cast<double>(order.size()))));
    auto changed = bound_;
    auto& column = *changed.columns[index(subject_.outcome)];
    auto values = column.values;
    for (double cell : order) values[static_cast<std::size_t>(cell)] = NAN;
    set_column(column, std::move(values));
    return changed;
  }

  /// The query with another outcome.
  ExprPtr about(VariableId control) const {
    return ast::rewrite(subject_.value, [&](const ExprPtr& e) -> ExprPtr {
      const auto* question = std::get_if<ast::Question>(&e->node);
      if (!question || question->kind == ast::QuestionKind::Nested) return nullptr;
      auto changed = *question;
      changed.target = ast::rewrite(changed.target, [&](const ExprPtr& n) -> ExprPtr {
        const auto* name = std::get_if<ast::Name>(&n->node);
        return name && name->id == outcome().name ? ast::name(model()[control].name, n->span) : nullptr;
      });
      return ast::make(e->span, std::move(changed));
    });
  }

  double treatment_scale() const {
    return treatment().type.kind == ScalarKind::Real ? spread(bound_.columns[index(subject_.treatment)]->values) : 1;
  }

  Refit hidden(VariableId a, VariableId b, const std::vector<DimId>& dims, double strength, bool raises) {
    auto text = *model().model;
    declare(text, model(), hidden_name, dims);
    const auto cause = [&](double k) { return times(ast::number(k), ast::name(hidden_name)); };
    auto first = with_cause(model(), std::move(text), a, cause(strength));
    if (!first) refuse_place(a, "--confounder");
    auto second = with_cause(model(), *std::move(first), b, cause(raises ? strength : -strength));
    if (!second) refuse_place(b, "--confounder");
    return refits_.refit(*std::move(second));
  }

  /// Where the nearer limit of the interval crosses what no effect would give, between two strengths by a straight line.
  std::optional<double> tipping_point(const Scan& scan, double sign) const {
    const auto distance = [&](const Strength& s) {
      const auto& hdi = s.refit.answer.summary.hdi;
      return sign * ((sign > 0 ? hdi.lower : hdi.upper) - subject_.null);
    };
    Strength before{0, original_};
    if (distance(before) <= 0) return 0;
    for (const auto& point : scan.points) {
      const double d0 = distance(before), d1 = distance(point);
      if (d1 <= 0) return before.strength + (point.strength - before.strength) * d0 / (d0 - d1);
      before = point;
    }
    return std::nullopt;
  }

  inline static const std::string cause_name = "refute_w", hidden_name = "refute_u", to_outcome = "refute_to_outcome",
                                  to_treatment = "refute_to_treatment";
  Refits& refits_;
  const RefuteOptions& options_;
  const Refuted& subject_;
  const Bound& bound_;
  const Refit& original_;
};

// ---------------------------------------------------------------- what is named

VariableId named_variable(Session& session, const Refuted& subject, const Bound& bound, const std::string& name, const std::string& option) {
  const auto& model = *subject.model;
  session.require_variables(model, option, {name});
  const auto id = *model.find(name);
  if (!bound.columns[index(id)] || model[id].dims.empty())
    session.refuse({.code = "E0717",
                    .title = "`" + name + "` is not measured",
                    .primary = Label{model[id].span, model[id].dims.empty() ? "one number, not one a unit" : "no column of the data"},
                    .place = option,
                    .hint = Hint{"name a measured variable over units"}});
  return id;
}

VariableId control_of(Session& session, const Refuted& subject, const Bound& bound, const std::string& name) {
  const auto& model = *subject.model;
  const auto id = named_variable(session, subject, bound, name, "--negative-control");
  const auto refuse = [&](const std::string& why) {
    session.refuse({.code = "E0717",
                    .title = "`" + name + "` is no control outcome: it is " + why,
                    .place = "--negative-control",
                    .hint = Hint{"name an outcome that shares causes with `" + model[subject.outcome].name + "` and that `" +
                                 model[subject.treatment].name + "` cannot move"}});
  };
  if (id == subject.treatment) refuse("the treatment");
  if (id == subject.outcome) refuse("the outcome itself");
  if (ancestors(model, {subject.treatment})[index(id)]) refuse("a cause of `" + model[subject.treatment].name + "`");
  return id;
}

void require_measured(Session& session, const Refuted& subject, const Bound& bound) {
  for (VariableId id : {subject.treatment, subject.outcome})
    if (!bound.columns[index(id)])
      session.refuse({.code = "E0716",
                      .title = "`" + (*subject.model)[id].name + "` is not measured, so that nothing can be left out or shuffled",
                      .primary = Label{(*subject.model)[id].span, "no column of the data"},
                      .hint = Hint{"give the data with `--observe`, or ask about variables that are measured"}});
}

}  // namespace

std::size_t Refutation::count(Finding finding) const {
  return static_cast<std::size_t>(std::ranges::count(checks, finding, &RefutationCheck::finding));
}

Refutation refute(Session& session, const RefuteOptions& options, std::uint64_t seed) {
  auto subject = refuted(session, options.queries);
  Refits refits(session, options, seed);
  auto bound = refits.bind(subject.model);
  require_measured(session, subject, bound);
  const auto control = options.control.empty() ? std::nullopt : std::optional(control_of(session, subject, bound, options.control));
  std::vector<VariableId> confounded;
  for (const auto& name : options.confounded) confounded.push_back(named_variable(session, subject, bound, name, "--confounder"));
  if (confounded.size() == 2 && confounded[0] == confounded[1])
    session.refuse({.code = "E0717",
                    .title = "`" + options.confounded[0] + "` alone has no common cause",
                    .place = "--confounder",
                    .hint = Hint{"name two variables that a hidden cause may move: `--confounder z,y`"}});

  auto asked = refits.fit(refits.bind(session.check(with_ratio(subject))));
  auto answers = refits.answers(asked);
  Refutation result{.subject = std::move(subject), .units = {}, .bound = std::move(bound), .original = std::move(answers.front()), .checks = {}};
  result.units = (*result.subject.model)[result.subject.outcome].dims;
  Checks checks(refits, options, result);
  if (confounded.size() == 2) result.scan = checks.scan(confounded[0], confounded[1]);
  result.checks.push_back(checks.placebo());
  result.checks.push_back(checks.random_cause());
  result.checks.push_back(checks.subsets());
  if (control) result.checks.push_back(checks.negative_control(*control));
  result.e_value = e_value_of(result, answers.size() > 1 ? &answers[1] : nullptr);
  result.omitted = omitted_variable_of(result, asked.plan);
  return result;
}

}  // namespace scmc::cli
