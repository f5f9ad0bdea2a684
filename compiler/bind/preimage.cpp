#include "compiler/bind/preimage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "compiler/source/match.h"

namespace scmc {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TermPtr number(double value) { return constant_term(value); }
TermPtr call(std::string_view op, TermPtr a) { return apply_term(ir::op(op), {a}, a->span); }
TermPtr call(std::string_view op, TermPtr a, TermPtr b) { return apply_term(ir::op(op), {a, b}, a->span); }
TermPtr choose(const TermPtr& condition, const TermPtr& then, const TermPtr& otherwise) {
  if (!condition) return then;
  return select_term(condition, then, otherwise, condition->span);
}
TermPtr both(const TermPtr& a, const TermPtr& b) { return a && b ? call("and", a, b) : a ? a : b; }
TermPtr plus(const TermPtr& a, const TermPtr& b) { return a && b ? call("add", a, b) : a ? a : b; }

/// A strictly monotone function: its inverse, and log of the slope of that at v. Values outside of its range have no preimage.
struct Monotone {
  TermPtr (*inverse)(TermPtr v);
  TermPtr (*log_slope)(TermPtr v);
  bool rises = true;
  double lowest = -infinity, highest = infinity;
  bool takes_lowest = false;
};

const std::map<std::string_view, Monotone>& monotone_functions() {
  static const std::map<std::string_view, Monotone> all = {
      {"exp", {[](TermPtr v) { return call("log", v); }, [](TermPtr v) { return call("neg", call("log", v)); }, true, 0}},
      {"log", {[](TermPtr v) { return call("exp", v); }, [](TermPtr v) { return v; }}},
      {"log1p", {[](TermPtr v) { return call("expm1", v); }, [](TermPtr v) { return v; }}},
      {"expm1", {[](TermPtr v) { return call("log1p", v); }, [](TermPtr v) { return call("neg", call("log1p", v)); }, true, -1}},
      {"sqrt", {[](TermPtr v) { return call("square", v); }, [](TermPtr v) { return call("log", call("mul", number(2), v)); }, true, 0, infinity, true}},
      {"invlogit",
       {[](TermPtr v) { return call("logit", v); },
        [](TermPtr v) { return call("neg", call("add", call("log", v), call("log1p", call("neg", v)))); }, true, 0, 1}},
      {"logit",
       {[](TermPtr v) { return call("invlogit", v); },
        [](TermPtr v) { return call("add", call("log_invlogit", v), call("log_invlogit", call("neg", v))); }}},
      {"tanh",
       {[](TermPtr v) { return call("mul", number(0.5), call("sub", call("log1p", v), call("log1p", call("neg", v)))); },
        [](TermPtr v) { return call("neg", call("log1p", call("neg", call("square", v)))); }, true, -1, 1}},
      {"neg", {[](TermPtr v) { return call("neg", v); }, nullptr, false}},
  };
  return all;
}

class Inversion {
 public:
  Inversion(const Checked& model, VariableId computed, const std::function<bool(VariableId)>& is_measured)
      : model_(model), is_measured_(is_measured), computed_(computed) {}

  std::variant<Preimage, NotInvertible> run() {
    const auto& v = model_[computed_];
    const auto& mechanism = v.mechanisms.front();
    if (v.mechanisms.size() > 1 || mechanism.mask || v.recurrent)
      return NotInvertible{mechanism.span, "it has more than one mechanism, or reads itself"};
    const auto value = std::get<DeterministicMechanism>(mechanism.kind).value;
    collect(value);
    if (latents_.empty()) return NotInvertible{value->span, "nothing that is random, and not measured, stands behind it in the same element"};
    if (latents_.size() > 1)
      return NotInvertible{value->span, "both `" + model_[*latents_.begin()].name + "` and `" + model_[*latents_.rbegin()].name +
                                            "` stand behind it: one value cannot tell both"};
    state_ = {.measured = computed_, .latent = *latents_.begin(), .point = make_term(v.span, v.type, ReferenceTerm{computed_})};
    follow(value);
    if (failed_) return *failed_;
    if (is_interval() && is_count()) count_bounds();
    return state_;
  }

 private:
  bool is_candidate(VariableId id) const {
    return model_[id].kind == VariableKind::Random && !is_measured_(id) && model_[id].type.dims == model_[computed_].type.dims;
  }

  /// A computed variable that is not measured itself is its value.
  TermPtr seen_through(const TermPtr& term) const {
    const auto* reference = std::get_if<ReferenceTerm>(&term->node);
    if (!reference || model_[reference->variable].kind != VariableKind::Deterministic || is_measured_(reference->variable)) return term;
    const auto& v = model_[reference->variable];
    if (v.mechanisms.size() != 1 || v.mechanisms.front().mask || v.recurrent) return term;
    return std::get<DeterministicMechanism>(v.mechanisms.front().kind).value;
  }

  void collect(const TermPtr& given) {
    const auto term = seen_through(given);
    if (!visited_.insert(term.get()).second) return;
    if (const auto* reference = std::get_if<ReferenceTerm>(&term->node); reference && is_candidate(reference->variable))
      latents_.insert(reference->variable);
    for (const auto& operand : operands(*term)) collect(operand);
  }

  bool holds_latent(const TermPtr& given) const {
    const auto term = seen_through(given);
    const auto* reference = std::get_if<ReferenceTerm>(&term->node);
    if (reference) return reference->variable == state_.latent;
    for (const auto& operand : operands(*term))
      if (holds_latent(operand)) return true;
    return false;
  }

  /// Is it known to be never below 0? There, powers rise.
  bool is_nonnegative(const TermPtr& given) const {
    const auto term = seen_through(given);
    const auto never_below = [](const TermPtr& bound) { return bound && constant_value(bound).value_or(-1) >= 0; };
    if (const auto* reference = std::get_if<ReferenceTerm>(&term->node)) return never_below(model_[reference->variable].support.lower);
    const auto* t = std::get_if<ApplyTerm>(&term->node);
    if (!t) return never_below(term);
    static const std::set<std::string_view> always = {"exp", "sqrt", "square", "abs", "invlogit"};
    static const std::set<std::string_view> of_such = {"log1p", "expm1", "tanh", "floor", "round", "ceil", "add", "mul", "div", "min"};
    const auto is_such = [&](const TermPtr& arg) { return is_nonnegative(arg); };
    if (t->op->name == "max") return std::ranges::any_of(t->args, is_such);
    if (t->op->name == "pow" || t->op->name == "first") return is_such(t->args.front());
    return always.contains(t->op->name) || (of_such.contains(t->op->name) && std::ranges::all_of(t->args, is_such));
  }

  void fail(const TermPtr& term, std::string why) {
    if (!failed_) failed_ = NotInvertible{term->span, std::move(why)};
  }

  void fail_of_count(const TermPtr& term) {
    fail(term, "`" + model_[state_.latent].name + "` is a count: only bounds, comparisons and the value itself tell it");
  }

  bool is_interval() const { return state_.is_point != nullptr; }
  TermPtr is_point() const { return state_.is_point ? state_.is_point : number(1); }
  bool is_count() const { return model_[state_.latent].type.kind != ScalarKind::Real; }

  void follow(const TermPtr& given) {
    const auto term = seen_through(given);
    match(
        term->node,
        [&](const ReferenceTerm& t) {
          if (t.variable != state_.latent) fail(term, "it does not lead to `" + model_[state_.latent].name + "`");
        },
        [&](const ApplyTerm& t) { apply(t, term); }, [&](const SelectTerm& t) { select(t, term); },
        [&](const GatherTerm&) { fail(term, "it reads other elements of what stands behind it"); },
        [&](const ReduceTerm&) { fail(term, "it adds up several elements of what stands behind it"); },
        [&](const auto&) { fail(term, "this has no inverse"); });
  }

  void apply(const ApplyTerm& t, const TermPtr& term) {
    const auto& name = t.op->name;
    if (t.args.size() == 1) {
      const auto found = monotone_functions().find(name);
      if (found != monotone_functions().end()) monotone(found->second, term);
      else if (name == "floor" || name == "round" || name == "ceil") round(name);
      else if (name == "not") replace_point(call("sub", number(1), state_.point), term);
      else return fail(term, "`" + std::string(name) + "` is not monotone");
      return follow(t.args.front());
    }
    const bool left = holds_latent(t.args.front()), right = holds_latent(t.args.back());
    if (name == "first") return follow(t.args.front());
    if (t.args.size() != 2 || (left && right)) return fail(term, "what stands behind it enters twice");
    const auto& other = left ? t.args.back() : t.args.front();
    if (name == "add" || name == "sub" || name == "mul" || name == "div" || name == "pow") affine(name, left, other, term);
    else if (name == "min" || name == "max") bound(name == "min", other);
    else if (name == "lt" || name == "le" || name == "gt" || name == "ge") compare((name == "gt" || name == "ge") == left, name, other, term);
    else return fail(term, "`" + std::string(name) + "` is not monotone");
    follow(left ? t.args.front() : t.args.back());
  }

  /// `if t > c then 1 else 0`: its value tells which branch was taken.
  void select(const SelectTerm& t, const TermPtr& term) {
    if (holds_latent(t.then) || holds_latent(t.otherwise)) return fail(term, "its branches depend on what stands behind it");
    replace_point(call("eq", state_.point, t.then), term);
    follow(t.condition);
  }

  void replace_point(TermPtr point, const TermPtr& term) {
    if (is_interval()) return fail(term, "bounds of a truth value say nothing");
    state_.point = std::move(point);
  }

  /// Both ends and the point go through the inverse; what falls turns the interval round.
  template <class Inverse>
  void transform(Inverse inverse, const TermPtr& rises) {
    state_.point = inverse(state_.point);
    if (!is_interval()) return;
    const auto low = inverse(state_.lower), high = inverse(state_.upper);
    state_.lower = choose(rises, low, high), state_.upper = choose(rises, high, low);
    if (rises) left_ = call("eq", left_, rises);
  }

  /// The whole numbers of the interval: from the first to the one behind the last.
  std::pair<TermPtr, TermPtr> integers() const {
    const auto first = [&](const TermPtr& end) { return choose(left_, call("ceil", end), call("add", call("floor", end), number(1))); };
    return {first(state_.lower), first(state_.upper)};
  }

  void count_bounds() {
    const auto [first, behind] = integers();
    state_.lower = call("sub", first, number(1)), state_.upper = call("sub", behind, number(1));
  }

  void monotone(const Monotone& f, const TermPtr& term) {
    if (is_count()) return fail_of_count(term);
    const auto inside = [&](const char* op, double end) {
      if (std::isfinite(end)) state_.is_possible = both(state_.is_possible, choose(state_.is_point, call(op, state_.point, number(end)), number(1)));
    };
    inside(f.takes_lowest ? "ge" : "gt", f.lowest);
    inside("lt", f.highest);
    if (f.log_slope) state_.log_slope = plus(state_.log_slope, f.log_slope(state_.point));
    const auto within = [&](TermPtr v) {
      if (std::isfinite(f.lowest)) v = call("max", v, number(f.lowest));
      if (std::isfinite(f.highest)) v = call("min", v, number(f.highest));
      return v;
    };
    if (is_interval()) state_.lower = within(state_.lower), state_.upper = within(state_.upper);
    transform(f.inverse, number(f.rises ? 1 : 0));
  }

  void affine(std::string_view op, bool left, const TermPtr& c, const TermPtr& term) {
    if (is_count()) return fail_of_count(term);
    if (op == "add") return transform([&](TermPtr v) { return call("sub", v, c); }, nullptr);
    if (op == "sub" && left) return transform([&](TermPtr v) { return call("add", v, c); }, nullptr);
    if (op == "sub") return transform([&](TermPtr v) { return call("sub", c, v); }, number(0));
    const auto size = call("log", call("abs", c));
    const auto rises = call("gt", c, number(0));
    if (op == "mul") {
      state_.log_slope = plus(state_.log_slope, call("neg", size));
      return transform([&](TermPtr v) { return call("div", v, c); }, rises);
    }
    if (op == "div" && left) {
      state_.log_slope = plus(state_.log_slope, size);
      return transform([&](TermPtr v) { return call("mul", v, c); }, rises);
    }
    const auto log_point = call("log", call("abs", state_.point));
    if (op == "div" && !is_interval()) {  // c / x
      state_.is_possible = both(state_.is_possible, call("ne", state_.point, number(0)));
      state_.log_slope = plus(state_.log_slope, call("sub", size, call("mul", number(2), log_point)));
      return transform([&](TermPtr v) { return call("div", c, v); }, nullptr);
    }
    const auto power = constant_value(c);
    if (op == "pow" && left && power && *power > 0 && is_nonnegative(std::get<ApplyTerm>(term->node).args.front())) {
      const double inverse = 1 / *power;
      state_.is_possible = both(state_.is_possible, choose(state_.is_point, call("ge", state_.point, number(0)), number(1)));
      state_.log_slope = plus(state_.log_slope, call("add", number(std::log(inverse)), call("mul", number(inverse - 1), log_point)));
      if (is_interval()) state_.lower = call("max", state_.lower, number(0)), state_.upper = call("max", state_.upper, number(0));
      return transform([&](TermPtr v) { return call("pow", v, number(inverse)); }, nullptr);
    }
    fail(term, "this has no inverse everywhere");
  }

  /// min(x, c) = v: x is v where v < c, and at least c where v is c. max the other way round.
  void bound(bool is_min, const TermPtr& c) {
    const auto known = is_point(), v = state_.point;
    state_.is_possible = both(state_.is_possible, choose(state_.is_point, call(is_min ? "le" : "ge", v, c), number(1)));
    const auto inside = both(state_.is_point, call(is_min ? "lt" : "gt", v, c));
    const auto lower = is_min ? c : number(-infinity), upper = is_min ? number(infinity) : c, left = number(is_min ? 1 : 0);
    if (!is_interval()) {
      state_.lower = lower, state_.upper = upper, left_ = left;
    } else {
      const auto end = is_min ? state_.upper : state_.lower;  // beyond which all is one, if the bound itself is inside
      const auto holds_bound = choose(left_, call(is_min ? "gt" : "le", end, c), call(is_min ? "ge" : "lt", end, c));
      const auto open = choose(holds_bound, number(is_min ? infinity : -infinity), end);
      state_.lower = choose(known, lower, is_min ? state_.lower : open), state_.upper = choose(known, upper, is_min ? open : state_.upper);
      left_ = choose(known, left, left_);
    }
    state_.is_point = inside;
  }

  void compare(bool above, std::string_view op, const TermPtr& c, const TermPtr& term) {
    if (is_interval()) return fail(term, "bounds of a truth value say nothing");
    const bool limit_is_above = above ? (op == "ge" || op == "le") : (op == "lt" || op == "gt");
    const auto holds = call("ne", state_.point, number(0));
    const auto is_above = above ? holds : call("not", holds);
    state_.is_possible = both(state_.is_possible, call("or", call("eq", state_.point, number(0)), call("eq", state_.point, number(1))));
    state_.lower = choose(is_above, c, number(-infinity)), state_.upper = choose(is_above, number(infinity), c);
    left_ = number(limit_is_above ? 1 : 0);
    state_.is_point = number(0);
  }

  /// What is rounded to the whole numbers of the interval.
  void round(std::string_view op) {
    const double below = op == "floor" ? 0 : op == "ceil" ? -1 : -0.5;
    const auto known = is_point(), v = state_.point;
    auto first = v, behind = call("add", v, number(1));
    if (is_interval()) {
      const auto [from, to] = integers();
      first = choose(known, first, from), behind = choose(known, behind, to);
    }
    state_.is_possible = both(state_.is_possible, choose(state_.is_point, call("eq", v, call("floor", v)), number(1)));
    state_.lower = call("add", first, number(below)), state_.upper = call("add", behind, number(below));
    left_ = number(op == "ceil" ? 0 : 1);
    state_.is_point = number(0);
  }

  const Checked& model_;
  const std::function<bool(VariableId)>& is_measured_;
  VariableId computed_;
  Preimage state_ = {};  ///< of what has been inverted so far: its bounds are those of the function that comes next
  TermPtr left_;         ///< 1 where the interval holds its lower end and not its upper; 0 the other way round
  std::set<VariableId> latents_;
  std::set<const Term*> visited_;
  std::optional<NotInvertible> failed_;
};

}  // namespace

std::variant<Preimage, NotInvertible> preimage(const Checked& model, VariableId computed,
                                               const std::function<bool(VariableId)>& is_measured) {
  return Inversion(model, computed, is_measured).run();
}

}  // namespace scmc
