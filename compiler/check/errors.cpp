#include "compiler/check/errors.h"

#include <sstream>

namespace scmc::errors {
namespace {

std::string quoted(const std::string& code) { return "`" + code + "`"; }

Diagnostic error(std::string code, std::string title, Span where, std::string label, std::vector<std::string> notes = {},
                 std::string hint = {}) {
  Diagnostic d{.code = std::move(code), .title = std::move(title), .primary = Label{where, std::move(label)}, .notes = std::move(notes)};
  if (!hint.empty()) d.hint = Hint{std::move(hint)};
  return d;
}

std::string format(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

Diagnostic unknown(const char* code, Span where, const std::string& kind, const std::string& name, const std::string& near,
                   const std::string& remedy) {
  auto d = error(code, "there is no " + kind + " " + quoted(name), where,
                 near.empty() ? "not declared in this model" : "did you mean " + quoted(near) + "?", {}, near.empty() ? remedy : "");
  if (!near.empty()) d.hint = Hint{"write " + quoted(near), {{where, near}}};
  return d;
}

}  // namespace

Diagnostic unknown_name(Span where, const std::string& name, const std::string& near) {
  return unknown("E0201", where, "variable or dimension", name, near,
                 "write its mechanism, `" + name + " ~ ...` or `" + name + " = ...`, or `data " + name + "` for an input from the data");
}
Diagnostic unknown_function(Span where, const std::string& name, const std::string& near) {
  return unknown("E0202", where, "function", name, near, "define it: `fn " + name + "(x) = ...`");
}
Diagnostic unknown_distribution(Span where, const std::string& name, const std::string& near) {
  return unknown("E0203", where, "distribution", name, near,
                 "`~` wants a distribution of the library, such as `Normal(0, 1)`, or one of your own: `distribution " + name +
                     "(...) over real { ... }`");
}
Diagnostic unknown_dimension(Span where, const std::string& name, const std::string& near) {
  return unknown("E0204", where, "dimension", name, near, "declare it above: `dim " + name + "`");
}
Diagnostic declared_twice(Span again, Span first, const std::string& name) {
  auto d = error("E0205", quoted(name) + " is declared twice", again, "declared here again",
                 {"a variable has one mechanism, or several on disjoint slices of it"},
                 "rename one of them, or write slices: `" + name + "[1] ~ ...`, then `" + name + "[t] ~ ...`");
  d.secondary.push_back({first, "first declared here"});
  return d;
}
Diagnostic reserved_name(Span where, const std::string& name, const std::string& meaning) {
  return error("E0206", quoted(name) + " cannot be a variable's name", where, meaning, {}, "choose another name");
}

Diagnostic dimension_mismatch(const DimensionMismatch& m) {
  auto d = error("E0207", m.expr_text + " runs over " + quoted(m.extra) + ", but " + quoted(m.variable) + " does not", m.expr,
                 "no " + quoted(m.extra) + " on the left of the line",
                 {"dimensions match by name; " + quoted(m.extra) + " is neither in " + quoted(m.variable) + " nor summed over"});
  d.secondary = m.sources;
  const std::string pick = m.has_group_variable ? "index it: `[" + m.group + "]`"
                                                : "index it by a variable with labels, `data " + m.extra + "_of[...] in " + m.extra +
                                                      "`, or sum over it: `sum(... over " + m.extra + ")`";
  d.hint = Hint{pick + ", or add " + quoted(m.extra) + " to the left"};
  return d;
}
Diagnostic dimensions_not_inferable(Span where, const std::string& name) {
  return error("E0209", "the dimensions of " + quoted(name) + " cannot be inferred", where, "it reads itself",
               {"a deterministic variable that reads itself at earlier positions needs its dimensions on the left"},
               "write `" + name + "[t] = ...`");
}
Diagnostic bare_array(Span where) {
  return error("E0210", "`[a, b]` has no dimension here", where, "arrays run over named dimensions", {},
               "name the dimension: `stack(a, b over d)`, with `dim d = 2` above");
}
Diagnostic index_count(Span where, const std::string& variable, std::size_t given, std::size_t expected, const std::string& dims) {
  return error("E0211",
               quoted(variable) + " has " + std::to_string(expected) + (expected == 1 ? " dimension" : " dimensions") + ", but " +
                   std::to_string(given) + " are indexed",
               where, "its dimensions are " + dims,
               {"an index list has an item for each dimension, in declared order, or each item binds to the dimension it carries"},
               "leave out what should stay, or name a dimension: `d = ...`");
}
Diagnostic index_unbound(Span where, const std::string& variable, const std::string& item, const std::string& dims) {
  return error("E0212", quoted(item) + " does not say which dimension of " + quoted(variable) + " it indexes", where,
               quoted(variable) + " runs over " + dims,
               {"an index binds to the dimension it carries: `t - 1` carries `t`, a variable `in d` carries `d`; or the list is complete, "
                "in declared order"},
               "name the dimension: `d = " + item + "`");
}
Diagnostic index_bound_twice(Span where, const std::string& variable, const std::string& dim) {
  return error("E0213", "two items index the dimension " + quoted(dim) + " of " + quoted(variable), where, "bound here a second time", {},
               "name the dimension that is meant: `d = ...`");
}
Diagnostic index_not_integer(Span where, const std::string& item) {
  return error("E0214", quoted(item) + " is not an integer, so it cannot be an index", where, "a real number", {"positions are integers"},
               "declare it as such: `data x[d] : int` or `data x[d] in g`; `floor(x)` makes an integer");
}
Diagnostic index_of_scalar(Span where, const std::string& variable) {
  return error("E0215", quoted(variable) + " is a single number and cannot be indexed", where, "it has no dimensions", {},
               "drop the brackets, or declare it as `" + variable + "[d]`");
}
Diagnostic label_without_dimension(Span where, const std::string& label) {
  return error("E0216", "no dimension has the label \"" + label + "\"", where, "not a label of this variable's dimensions", {},
               "name the dimension, `d = \"" + label + "\"`, or give the labels: `dim d = {\"" + label + "\", ...}`");
}
Diagnostic text_outside_index(Span where) {
  return error("E0217", "text is not a value", where, "a label, outside of an index or comparison", {},
               "labels stand in an index, `x[\"a\"]`, or beside `==`: `group_of == \"a\"`");
}
Diagnostic range_outside_index(Span where) {
  return error("E0218", "a range is not a value", where, "`..` stands on a left-hand side, in `do` and in `dim`", {},
               "write a condition: `if t >= 2 and t <= 5 then ... else ...`");
}
Diagnostic question_outside_query(Span where) {
  return error("E0219", "a question cannot stand in a mechanism", where,
               "`E[...]` and `P(...)` ask about the model; they are not part of it", {},
               "write `query name = E[...]` on a line of its own");
}
Diagnostic missing_over(Span where, const std::string& function, const std::string& example) {
  return error("E0220", quoted(function) + " does not say over which dimension", where, "no `over`",
               {"arrays have named dimensions, and a reduction names those it removes"}, "write `" + example + "`");
}
Diagnostic over_without_dimension(Span where, const std::string& dim, Span arg) {
  auto d = error("E0221", "there is nothing to reduce over " + quoted(dim), where, quoted(dim) + " is reduced here", {},
                 "drop " + quoted(dim) + ", or index what should run over it");
  d.secondary.push_back({arg, "does not run over " + quoted(dim)});
  return d;
}
Diagnostic argument_count(Span where, const std::string& callee, std::size_t given, const std::string& signature) {
  return error("E0222", quoted(callee) + " does not take " + std::to_string(given) + (given == 1 ? " argument" : " arguments"), where,
               "it is " + quoted(signature), {}, "write it as " + quoted(signature));
}
Diagnostic argument_unknown(Span where, const std::string& callee, const std::string& name, const std::string& signature) {
  return error("E0223", quoted(callee) + " has no argument " + quoted(name), where, "it is " + quoted(signature), {},
               "use one of its names");
}
Diagnostic argument_missing(Span where, const std::string& callee, const std::string& name, const std::string& signature) {
  return error("E0224", quoted(callee) + " needs " + quoted(name), where, "not given", {}, "write it as " + quoted(signature));
}
Diagnostic argument_twice(Span where, const std::string& callee, const std::string& name) {
  return error("E0225", quoted(name) + " is given twice to " + quoted(callee), where, "given here again", {}, "drop one of the two");
}
Diagnostic distribution_as_value(Span where, const std::string& name) {
  return error("E0226", "the distribution " + quoted(name) + " is not a value", where, "a distribution stands behind `~`",
               {"`=` computes, `~` draws"}, "write `x ~ " + name + "(...)`, then use `x`");
}
Diagnostic not_a_distribution(Span where) {
  return error("E0227", "`~` wants a distribution", where, "not a distribution", {"`=` computes, `~` draws"},
               "write `=` for a computed value, or a distribution: `~ Normal(..., 1)`");
}
Diagnostic constant_outside_support(Span where, double value, const std::string& parameter, const std::string& support,
                                    const std::string& distribution) {
  return error("E0228", quoted(parameter) + " of " + quoted(distribution) + " cannot be " + format(value), where,
               quoted(parameter) + " is " + support, {}, "give it a value that is " + support);
}

Diagnostic support_mismatch(const SupportMismatch& m) {
  auto d = error("E0229", quoted(m.variable) + " can take values that " + quoted(m.parameter) + " of " + quoted(m.distribution) + " cannot",
                 m.argument, "must be " + m.needs, {quoted(m.variable) + " is " + m.has + ", " + quoted(m.parameter) + " is " + m.needs},
                 m.remedy);
  d.secondary.push_back({m.declared, quoted(m.variable) + " is declared here"});
  return d;
}

Diagnostic causal_cycle(const std::vector<CycleStep>& cycle) {
  std::string path;
  for (const auto& step : cycle) path += step.name + " -> ";
  path += cycle.front().name;
  auto d = error("E0230", "variables cause each other in a circle: " + path, cycle.front().span,
                 quoted(cycle.front().name) + " depends on itself",
                 {"a structural causal model has no instantaneous circles; an effect may reach back only in time, through `x[t - 1]`"},
                 "cut one of these edges, or let it take time: `x[t - 1]`");
  for (std::size_t i = 1; i < cycle.size(); ++i) d.secondary.push_back({cycle[i].span, quoted(cycle[i].name) + " is on the circle"});
  return d;
}
Diagnostic recursive_function(Span where, const std::string& name) {
  return error("E0231", "the function " + quoted(name) + " calls itself", where, "calls back into " + quoted(name),
               {"functions are unfolded where they are called, so they cannot recur"},
               "write a recurrence over a dimension: `x[t] = ... x[t - 1] ...`");
}
Diagnostic recursive_deterministic(Span where, const std::string& name) {
  return error("E0232", quoted(name) + " is computed from itself", where, "depends on itself",
               {"a structural causal model has no instantaneous circles"}, "let it take time: `" + name + "[t - 1]`");
}
Diagnostic member_missing(Span where, const std::string& what, const std::string& member) {
  return error("E0233", quoted(what) + " has no " + quoted(member), where, "needed here", {},
               "add it to the distribution: `" + member + "(...) = ...`");
}
Diagnostic unknown_support(Span where, const std::string& support) {
  return error(
      "E0234", "there is no support " + quoted(support), where, "not a support", {},
      "use one of real, positive, unit, integer, count, interval(a, b), above(a), below(b), a..b; of vectors real[d], simplex[d], ...");
}
Diagnostic needs_dimensions(Span where, const std::string& distribution, std::size_t count) {
  if (count == 0)
    return error("E0240", quoted(distribution) + " draws a position, so it needs the dimension of which", where, "a position of what?", {},
                 "write `x in d ~ " + distribution + "(...)`");
  const std::string what = count == 1 ? "a vector" : "a matrix", form = count == 1 ? "x[d]" : "x[d, e]";
  return error("E0240", quoted(distribution) + " draws " + what + " at once, so the left-hand side needs its dimensions", where,
               "draws " + what, {"the last dimensions on the left are those of one draw; those before them are units"},
               "write `" + form + " ~ " + distribution + "(...)`" + (count == 2 ? ", with `dim e like d`" : ""));
}
Diagnostic needs_matrix(Span where, const std::string& parameter, const std::string& distribution, const std::string& dim) {
  return error("E0241",
               quoted(parameter) + " of " + quoted(distribution) + " is a matrix over " + quoted(dim) + " and another axis like it", where,
               "not such a matrix", {}, "declare the second axis, `dim other like " + dim + "`, and a matrix over both");
}
Diagnostic needs_vector(Span where, const std::string& parameter, const std::string& distribution) {
  return error("E0241", quoted(parameter) + " of " + quoted(distribution) + " is a vector over a dimension of its own", where,
               "not a vector", {}, "pass a variable over a further dimension: `" + parameter + "[c]`, with `dim c`");
}
Diagnostic matrix_axes(Span where, const std::string& form) {
  return error("E0241", "the rows and columns of this matrix are not known", where, "which axes?",
               {"a matrix function names the axes of its matrix: rows first; a vector runs over one of them"},
               "write `" + form + "`, with `dim j like i`");
}
Diagnostic one_distribution(Span where, const std::string& parameter, const std::string& distribution) {
  return error("E0242", quoted(parameter) + " of " + quoted(distribution) + " is one distribution, not a list", where, "a list", {},
               "name the distribution itself; a list of distributions belongs into `Mixture(weights, [A, B])`");
}
Diagnostic not_a_distribution_parameter(Span where, const std::string& what) {
  return error("E0242", quoted(what) + " is not a distribution", where, "has no members",
               {"`D.cdf(x)` asks a parameter that is declared `D: distribution`, or a distribution that is written out: `Normal(0, 1).cdf(x)`"},
               "declare it so, or write the function of " + quoted(what));
}
Diagnostic member_of_vector(Span where, const std::string& distribution) {
  return error("E0240", quoted(distribution) + " does not draw single numbers, so its members cannot be asked here", where,
               "over which dimension?", {"only the left-hand side of a `~` says over which dimension it draws"},
               "give the draw a name and a line of its own: `x[d] ~ " + distribution + "(...)`");
}
Diagnostic own_dimension_unclear(Span where, const std::string& parameter, const std::string& distribution) {
  return error("E0240", quoted(parameter) + " of " + quoted(distribution) + " has a dimension of its own, and several are possible here",
               where, "over which dimension?", {"no left-hand side says which of them belong to the units"},
               "give the draw a name and a line of its own: `x[d] ~ " + distribution + "(...)`");
}
Diagnostic no_such_member(Span where, const std::string& distribution, const std::string& member, const std::vector<std::string>& known) {
  std::string list;
  for (const auto& name : known) list += (list.empty() ? "`" : ", `") + name + "`";
  return error("E0244", quoted(distribution) + " has no " + quoted(member), where, "no such member", {quoted(distribution) + " has " + list},
               "ask one of these: docs/distributions.md lists the members of each distribution");
}
Diagnostic mixed_supports(Span where, const std::string& one, const std::string& other) {
  return error("E0243", "a distribution over " + one + " cannot stand where one over " + other + " is wanted", where, "over " + one,
               {"counts have probabilities and real numbers have densities: the two cannot be compared"},
               "use distributions of one kind; for an atom beside a density write `Hurdle(p, ...)`");
}
Diagnostic inner_lacks(Span where, const std::string& outer, const std::string& inner, const std::string& member) {
  return error("E0244", quoted(outer) + " needs the " + quoted(member) + " of " + quoted(inner) + ", which has none", where,
               "cannot be made of " + quoted(inner), {}, "use a distribution that has one: docs/distributions.md lists their members");
}
Diagnostic noise_of_no_variable(Span where, const std::string& what) {
  return error("E0245", "`noise(...)` names a random variable, and " + quoted(what) + " is none", where, "not drawn by `~`",
               {"the noise of x is what its mechanism `x ~ ...` adds to its causes"}, "name a variable with a mechanism `~`");
}
Diagnostic ode_without_function(Span where, const std::string& what) {
  return error("E0246", quoted(what) + " is not the name of a function", where, "the right-hand side of a differential equation",
               {"`ode` takes a function of the state, the time and what else it depends on, by name"},
               "define it: `fn f(y, t, a) = -a * y`, and write `ode(f, initial, times, a over day)`");
}
Diagnostic ode_function(Span where, const std::string& signature, std::size_t parameters, const std::string& form) {
  return error("E0246", quoted(signature) + " does not fit this equation", where, "takes something else",
               {"it is called with the state, the time and the " + std::to_string(parameters) +
                " arguments behind the times; behind `over`, after the dimension of the times, stand its own dimensions"},
               "write `" + form + "` for `fn f(y, t, a, b over k)`");
}
Diagnostic ode_times(Span where) {
  return error("E0246", "the times of a differential equation are data", where, "depends on a variable of the model",
               {"the derivative by the times is not known"}, "pass data, positions of a dimension, or numbers");
}
Diagnostic ode_setting(Span where, const std::string& name) {
  return error("E0246", quoted(name) + " is a number that does not change", where, "not a constant", {}, "write the number itself");
}
Diagnostic noise_of_vector(Span where, const std::string& name) {
  return error("E0245", "the noise of " + quoted(name) + " is not a number: its draws are categories, or vectors", where, "no number",
               {"the noise is known where the value is a number and drawn element by element"},
               "state what both share as a variable of its own");
}
Diagnostic noise_within_step(Span where, const std::string& name) {
  return error("E0245", "the density depends on the noise of " + quoted(name) + ", which its values do not tell", where, "not known",
               {"a value with a probability of its own leaves an interval of its noise open"},
               "state what both share as a variable of its own");
}
Diagnostic not_yet_supported(Span where, const std::string& what, const std::string& instead) {
  return error("E0299", what + " is not yet supported", where, "understood, but not yet compiled", {}, instead);
}
Diagnostic do_unknown_variable(Span where, const std::string& name, const std::string& near) {
  return unknown("E0235", where, "variable", name, near, "name a variable of the model; `scmc check` lists them");
}
Diagnostic slice_needs_whole(Span where, const std::string& name) {
  return error("E0236", "the dimension of this slice of " + quoted(name) + " is not known", where,
               "no other line declares `" + name + "[d]`",
               {"a slice is a part of a dimension that another mechanism of the variable names"},
               "name it: `" + name + "[d = ...]`, or write the mechanism of the rest: `" + name + "[d] ~ ...`");
}
Diagnostic data_depends_on_model(Span where, const std::string& name, const std::string& cause) {
  return error("E0237", "the data " + quoted(name) + " cannot depend on " + quoted(cause), where,
               quoted(cause) + " is a variable of the model", {"a `data` line is computed once from other data; no intervention moves it"},
               "drop the word `data`: `" + name + " = ...` is a deterministic variable");
}
Diagnostic no_such_library_file(Span where, const std::string& name) {
  return error("E0238", "there is no library file " + quoted(name), where, "neither in the library nor beside the model", {},
               "put `" + name + ".scm` beside the model");
}
Diagnostic joined_dimensions(Span where, const std::string& name, const std::string& left, const std::string& right) {
  auto d = error("W0201", quoted(name) + " joins every " + quoted(left) + " with every " + quoted(right), where, "runs over both",
                 {"no input relates the two dimensions, so the result is a table of all pairs"},
                 "pick each one's partner: `[" + right + "_of]`, with `data " + right + "_of[" + left + "] in " + right + "`");
  d.severity = Severity::Warning;
  return d;
}
Diagnostic index_variable_needs_index(Span where, const std::string& name, const std::string& dim) {
  return error("E0239", quoted(name) + " is declared `in " + dim + "`, but its mechanism gives no position of " + quoted(dim), where,
               "not a position", {}, "use `Categorical(...)`, or a value that carries " + quoted(dim));
}

}  // namespace scmc::errors
