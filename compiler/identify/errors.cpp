#include "compiler/identify/errors.h"

#include "compiler/source/suggest.h"

namespace scmc::identify::errors {
namespace {

std::string q(const std::string& code) { return "`" + code + "`"; }

std::string found(const Word& word) { return word.text.empty() ? "it ends here" : q(word.text) + " stands here"; }

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < 12; ++i) text += (i ? ", " : "") + names[i];
  return text + (names.size() > 12 ? ", ..." : "");
}

std::string listed(const std::vector<Named>& names) {
  std::vector<std::string> texts;
  for (const auto& name : names) texts.push_back(name.name);
  return listed(texts);
}

}  // namespace

Diagnostic not_a_graph(const Word& word, const std::string& expected) {
  const bool comma = word.text == ",";
  return {.code = "E0901",
          .title = "this graph cannot be read: " + found(word),
          .primary = Label{word.span, "expected " + expected},
          .hint = Hint{comma ? "separate edges by `;`: `a -> b; b -> c`"
                             : "a graph is a list of edges: `c -> z; c -> y; z <-> y; latent: c`"}};
}

Diagnostic edge_to_itself(const Named& name) {
  return {.code = "E0902",
          .title = q(name.name) + " has an edge to itself",
          .primary = Label{name.span, "begins and ends here"},
          .notes = {"a variable does not cause itself within one unit"},
          .hint = Hint{"leave it out, or name the earlier moment as a variable of its own: `" + name.name + "_before -> " + name.name +
                       "`"}};
}

Diagnostic cycle(const std::vector<std::string>& around, Span edge) {
  std::string circle;
  for (const auto& name : around) circle += (circle.empty() ? "" : " -> ") + name;
  return {.code = "E0902",
          .title = "this graph has a circle of causes: " + circle,
          .primary = Label{edge, "closes the circle"},
          .notes = {"effects are read from graphs without circles: causes come before their effects"},
          .hint = Hint{"turn or leave out one of these edges; what acts back later is a variable of its own: `" + around.front() +
                       "_later`"}};
}

Diagnostic too_large(std::size_t vertices, Span where) {
  return {.code = "E0903",
          .title = "this graph has " + std::to_string(vertices) + " variables, more than can be judged",
          .primary = Label{where, "of at most 256"},
          .hint = Hint{"leave out what is no cause of treatment or outcome"}};
}

Diagnostic not_an_effect(const Word& word, const std::string& expected) {
  return {.code = "E0904",
          .title = "this effect cannot be read: " + found(word),
          .primary = Label{word.span, "expected " + expected},
          .hint = Hint{"write `z -> y`, `z -> y given w` or `P(y|do(z),w)`; several by commas: `z1, z2 -> y`"}};
}

Diagnostic no_intervention(Span whole, const std::vector<Named>& outcomes, const std::vector<Named>& given) {
  const std::string y = listed(outcomes), x = given.empty() ? "z" : listed(given);
  return {.code = "E0904",
          .title = "this is no effect: nothing is set",
          .primary = Label{whole, "a distribution as it is observed"},
          .hint = Hint{"name what is set: `P(" + y + "|do(" + x + "))`"}};
}

Diagnostic not_a_test(const Word& word, const std::string& expected) {
  return {.code = "E0905",
          .title = "this independence cannot be read: " + found(word),
          .primary = Label{word.span, "expected " + expected},
          .hint = Hint{"write `x _||_ y | z, w`, or `x _||_ y` where nothing is given"}};
}

Diagnostic not_a_set(const Word& word) {
  return {.code = "E0905",
          .title = "this set cannot be read: " + found(word),
          .primary = Label{word.span, "expected a name, `,` or the end"},
          .hint = Hint{"write names separated by commas: `--adjust c, w`"}};
}

Diagnostic unknown(const Named& name, const std::vector<std::string>& known) {
  const auto near = closest(name.name, known);
  return {.code = "E0906",
          .title = "there is no " + q(name.name) + " in this graph",
          .primary = Label{name.span, "not a variable of it"},
          .hint = Hint{near.empty() ? "its variables are " + listed(known) : "did you mean " + q(near) + "?"}};
}

Diagnostic in_two_places(const Named& name, const std::string& first, const std::string& second) {
  return {.code = "E0907",
          .title = q(name.name) + " is " + first + " and " + second,
          .primary = Label{name.span, "named again here"},
          .hint = Hint{"name each variable once"}};
}

Diagnostic latent(const Named& name, const std::string& place) {
  return {.code = "E0908",
          .title = q(name.name) + " is latent and " + place,
          .primary = Label{name.span, "never observed"},
          .notes = {"effects are read from the distribution of what is observed"},
          .hint = Hint{"observe it (a graph: leave it out of `latent:`; a model: give it a column), or ask about something that is "
                       "observed"}};
}

}  // namespace scmc::identify::errors
