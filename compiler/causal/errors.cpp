#include "compiler/causal/errors.h"

#include <sstream>
#include <utility>

namespace scmc::errors {
namespace {

std::string quoted(const std::string& code) { return "`" + code + "`"; }

std::string format(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

struct Words {
  std::string code, title, label, note = {}, hint = {};
};

Diagnostic error(std::optional<Span> where, Words words) {
  Diagnostic d{.code = std::move(words.code), .title = std::move(words.title)};
  if (where) d.primary = Label{*where, std::move(words.label)};
  if (!words.note.empty()) d.notes.push_back(std::move(words.note));
  if (!words.hint.empty()) d.hint = Hint{std::move(words.hint)};
  return d;
}

Diagnostic with(Diagnostic d, const std::optional<Span>& where, std::string text) {
  if (where) d.secondary.push_back({*where, std::move(text)});
  return d;
}

}  // namespace

Diagnostic no_such_variable(const MissingName& m) {
  return error({}, {"E0601", "there is no variable " + quoted(m.name) + " to " + m.verb, "", "names are spelled as in the model",
                    m.near.empty() ? "`scmc check` lists the variables of the model" : "did you mean " + quoted(m.near) + "?"});
}

Diagnostic not_a_variable(const OtherThing& thing) {
  auto d = error(thing.where, {"E0602", quoted(thing.name) + " is " + thing.kind + ", so it cannot be " + thing.verb, "not a variable",
                               "what has a line `x ~ ...`, `x = ...` or `data x` is a variable; only such can be " + thing.verb,
                               "name a variable of the model"});
  return with(std::move(d), thing.declared, "declared here");
}

Diagnostic set_twice(Span again, Span first, const std::string& name) {
  auto d = error(again, {"E0603", quoted(name) + " is set twice by one `do`", "set here again",
                         "the assignments of one `do` hold at the same time, so each element has one of them",
                         "drop one of the two, or set disjoint slices: `" + name + "[1..5] = 0, " + name + "[6] = 1`"});
  return with(std::move(d), first, "set here first");
}

Diagnostic value_outside_support(const OutsideSupport& o) {
  auto d = error(o.value, {"E0604", quoted(o.name) + " cannot be set to " + o.given, "not " + o.support,
                           quoted(o.name) + " is " + o.support + "; a value it can never have says nothing about its effects",
                           "set it to a value that is " + o.support});
  return with(std::move(d), o.declared, quoted(o.name) + " is declared here");
}

Diagnostic policy_outside_support(const OutsideSupport& o) {
  auto d = error(o.value,
                 {"E0604", "this policy can set " + quoted(o.name) + " to values that it cannot have", "draws values that are " + o.given,
                  quoted(o.name) + " is " + o.support, "choose a distribution over values that are " + o.support});
  return with(std::move(d), o.declared, quoted(o.name) + " is declared here");
}

Diagnostic extra_dimension(const ExtraDimension& e) {
  auto d = error(e.expr, {"E0605", "the " + e.part + " runs over " + quoted(e.dim) + ", but " + quoted(e.name) + " does not",
                          "runs over " + quoted(e.dim), "each element of " + quoted(e.name) + " gets one " + e.part,
                          "index what runs over " + quoted(e.dim) + ", or sum it up: `mean(... over " + e.dim + ")`"});
  return with(std::move(d), e.target, "no " + quoted(e.dim) + " here");
}

Diagnostic value_names_descendant(Span cause, const std::vector<std::string>& path) {
  std::string arrows;
  for (const auto& name : path) arrows += (arrows.empty() ? "" : " -> ") + name;
  return error(
      cause,
      {"E0606", "the value set for " + quoted(path.front()) + " names its effect " + quoted(path.back()),
       quoted(path.back()) + " depends on " + quoted(path.front()), "what is set must be known before its effects: " + arrows,
       "name causes of " + quoted(path.front()) + ", itself (its natural value), or earlier positions: `" + path.back() + "[t - 1]`"});
}

Diagnostic no_such_label(const MissingLabel& m) {
  auto d = error(m.where, {"E0607", "\"" + m.label + "\" is not a label of " + quoted(m.dim),
                           m.near.empty() ? "no such label" : "did you mean \"" + m.near + "\"?", "",
                           "use one of the labels that " + quoted(m.dim) + " declares"});
  if (!m.near.empty()) d.hint = Hint{"write \"" + m.near + "\"", {{m.where, "\"" + m.near + "\""}}};
  return d;
}

Diagnostic no_such_position(const OutsideDimension& o) {
  return error(o.where, {"E0608", o.position + " is not a position of " + quoted(o.dim), "outside of " + quoted(o.dim),
                         "positions of " + quoted(o.dim) + " run from " + format(o.first) + " to " + format(o.last),
                         "stay within " + quoted(format(o.first) + ".." + format(o.last))});
}

Diagnostic empty_range(Span where) {
  return error(where, {"E0609", "this range holds no position", "ends before it begins", "a range `a..b` holds both its ends",
                       "write the smaller position first"});
}

Diagnostic observed_and_set(Span set, const std::string& name) {
  return error(set, {"E0610", quoted(name) + " is set by `do`, so it cannot be observed as well", "set here",
                     "`do` then fit: the data were collected under the intervention, and " + quoted(name) +
                         " is what was set. Fit then `do`: the question what would happen if it were set",
                     "for an experiment, observe the other variables; for the question, observe first, then `do`: `run --observe D --do " +
                         name + "=...`"});
}

Diagnostic observed_input(Span declared, const std::string& name) {
  return error(declared, {"E0611", "the input " + quoted(name) + " cannot be marked `observe`", "a `data` line",
                          "a `data` line has no mechanism; its values are always given, and count neither for nor against the model",
                          "leave it out, or say how it came about: `" + name + " ~ ...`"});
}

Diagnostic set_above_factor(Span target, Span factor, const std::string& name) {
  auto d = error(target, {"E0612", "a `factor` depends on " + quoted(name) + ", so setting it has no meaning", "set here",
                          "an intervention replaces mechanisms; a `factor` is a weight without one, and what becomes of it is undefined",
                          "replace the factor by the mechanism that it stands for"});
  return with(std::move(d), factor, "this weight has no mechanism");
}

Diagnostic parameter_in_effect(const std::string& name, Span where, Span declared) {
  auto d = error(where, {"E0909", quoted(name) + " is no variable over units, so it has no effect and takes none", "a single number",
                         "a variable without a dimension is a parameter: part of the mechanisms, no cause of the world",
                         "name variables that have a dimension; if " + quoted(name) + " varies, write `" + name + "[day] ~ ...`"});
  return with(std::move(d), declared, "declared without a dimension");
}

Diagnostic element_in_effect(const std::string& name, Span where) {
  const std::string variable = name.substr(0, name.find('['));
  return error(where, {"E0904", quoted(name) + " is not a part that an effect can name", "not a label in quotes",
                       "effects are among whole variables, or what of them stands under one label",
                       "write " + quoted(variable) + ", or " + quoted(variable + "[\"label\"]")});
}

}  // namespace scmc::errors
