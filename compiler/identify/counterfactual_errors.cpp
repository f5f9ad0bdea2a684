#include "compiler/identify/counterfactual_errors.h"

namespace scmc::identify::errors {
namespace {

std::string q(const std::string& code) { return "`" + code + "`"; }

}  // namespace

Diagnostic not_a_counterfactual(Span where, const std::string& expected) {
  return {.code = "E0911",
          .title = "this counterfactual cannot be read",
          .primary = Label{where, "expected " + expected},
          .hint = Hint{"write `P(y_{x=0}=1 | x=1, y=1)`, or `E[y_{x=1,m_{x=0}}]` for nested worlds"}};
}

Diagnostic do_beside_worlds(Span where) {
  return {.code = "E0911",
          .title = "`do` beside worlds of their own",
          .primary = Label{where, "in which of the worlds?"},
          .notes = {"a condition is read in its own world, an outcome in its own: each says by a subscript what is set there"},
          .hint = Hint{"write what is set into the subscripts: `P(y_{x=0} | w_{x=0}=1)` for `P(y | do(x=0), w=1)`"}};
}

Diagnostic set_by_its_own_world(Span where, const std::string& name) {
  return {.code = "E0912",
          .title = q(name) + " is set by its own world, and asked about",
          .primary = Label{where, "known by definition"},
          .hint = Hint{"ask about another variable, or leave " + q(name) + " out of its subscript"}};
}

Diagnostic set_twice_in_a_world(Span where, const std::string& name) {
  return {.code = "E0912",
          .title = q(name) + " is set twice in one world",
          .primary = Label{where, "set again here"},
          .hint = Hint{"one subscript is one world: set " + q(name) + " once"}};
}

Diagnostic nested_with_a_value(Span where) {
  return {.code = "E0912",
          .title = "a value beside a world of its own",
          .primary = Label{where, "both a value and what it is in another world"},
          .hint = Hint{"set it to a number, `m=1`, or to what it is elsewhere, `m_{x=0}`"}};
}

Diagnostic asked_twice(Span where, const std::string& name) {
  return {.code = "E0913",
          .title = q(name) + " is asked about twice, once without a value",
          .primary = Label{where, "which value?"},
          .notes = {"a variable without a value stands for all of its values, under one name"},
          .hint = Hint{"give each a value: `" + name + "=1`"}};
}

Diagnostic adjusting_for_worlds() {
  return {.code = "E0914",
          .title = "a set to adjust for, of a question about several worlds",
          .place = "--adjust",
          .notes = {"adjusting compares units of one world"},
          .hint = Hint{"leave out `--adjust`, or ask about an effect: `--effect 'z -> y'`"}};
}

Diagnostic too_many_worlds(Span where, std::size_t nodes) {
  return {.code = "E0903",
          .title = "this question has " + std::to_string(nodes) + " variables in all of its worlds, more than can be judged",
          .primary = Label{where, "of at most 256"},
          .hint = Hint{"leave out what is no cause of what is asked about"}};
}

}  // namespace scmc::identify::errors
