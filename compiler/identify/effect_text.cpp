#include "compiler/identify/effect_text.h"

#include <array>

#include "compiler/identify/errors.h"

namespace scmc::identify {
namespace {

class EffectReader {
 public:
  EffectReader(const Sources& sources, FileId file, Diagnostics& diagnostics)
      : reader_(sources, file), diagnostics_(diagnostics), whole_{file, 0, static_cast<std::uint32_t>(sources[file].text.size())} {}

  std::optional<EffectText> read() {
    const bool probability = reader_.next().text == "P" && reader_.after().text == "(";
    auto effect = probability ? read_probability() : read_arrow();
    if (effect && !reader_.at_end()) return fail(probability ? "the end" : "`given`, or the end");
    return effect;
  }

 private:
  std::nullopt_t fail(const std::string& expected) {
    diagnostics_.report(errors::not_an_effect(reader_.next(), expected));
    return std::nullopt;
  }

  /// `x1, x2 -> y given w`
  std::optional<EffectText> read_arrow() {
    EffectText effect;
    if ((effect.treatments = reader_.names()).empty()) return fail("the name of what is set");
    if (!reader_.take("->") && !reader_.take("=>")) return fail("`->`");
    if ((effect.outcomes = reader_.names()).empty()) return fail("the name of an outcome");
    if (reader_.take("given") && (effect.given = reader_.names()).empty()) return fail("the name of a condition");
    return effect;
  }

  /// `P(y | do(x), w)`: conditions and do( ) in any order.
  std::optional<EffectText> read_probability() {
    EffectText effect;
    reader_.take(), reader_.take();
    if ((effect.outcomes = reader_.names()).empty()) return fail("the name of an outcome");
    if (reader_.take("|"))
      do {
        if (!read_condition(effect)) return std::nullopt;
      } while (reader_.take(","));
    if (!reader_.take(")")) return fail("`)`");
    if (effect.treatments.empty()) {
      diagnostics_.report(errors::no_intervention(whole_, effect.outcomes, effect.given));
      return std::nullopt;
    }
    return effect;
  }

  bool read_condition(EffectText& effect) {
    const bool is_do = reader_.next().text == "do" && reader_.after().text == "(";
    if (is_do) reader_.take(), reader_.take();
    const auto names = reader_.names();
    if (names.empty()) return fail(is_do ? "the name of what is set" : "`do(` or the name of a condition"), false;
    auto& list = is_do ? effect.treatments : effect.given;
    list.insert(list.end(), names.begin(), names.end());
    return !is_do || reader_.take(")") || (fail("`)`"), false);
  }

  Reader reader_;
  Diagnostics& diagnostics_;
  Span whole_;
};

/// Names of a text to vertices of a graph, each name once.
class Resolver {
 public:
  Resolver(const Dag& dag, Diagnostics& diagnostics) : dag_(dag), diagnostics_(diagnostics) {}

  /// `place` in the words of a message: "treatment", "outcome".
  bool add(const std::vector<Named>& names, const std::string& place, Vertices& set) {
    for (const auto& name : names) {
      const auto v = dag_.graph.find(name.name);
      if (!v) return fail(errors::unknown(name, dag_.graph.names));
      if (dag_.latent[*v]) return fail(errors::latent(name, place));
      for (const auto& [earlier, in] : places_)
        if (earlier == *v) return fail(errors::in_two_places(name, in, in == place ? "named twice" : place));
      places_.emplace_back(*v, place);
      set.set(*v);
    }
    return true;
  }

 private:
  bool fail(Diagnostic diagnostic) {
    diagnostics_.report(std::move(diagnostic));
    return false;
  }

  const Dag& dag_;
  Diagnostics& diagnostics_;
  std::vector<std::pair<std::size_t, std::string>> places_;
};

std::vector<Named> named(const Dag& dag, const Vertices& set) {
  std::vector<Named> names;
  for (std::size_t v : members(set)) names.push_back({dag.graph.names[v], {}});
  return names;
}

}  // namespace

std::optional<EffectText> parse_effect(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  return EffectReader(sources, file, diagnostics).read();
}

std::optional<TestText> parse_test(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  Reader reader(sources, file);
  TestText test;
  const auto fail = [&](const char* expected) {
    diagnostics.report(errors::not_a_test(reader.next(), expected));
    return std::nullopt;
  };
  if ((test.x = reader.names()).empty()) return fail("the name of a variable");
  if (!reader.take("_||_")) return fail("`_||_`");
  if ((test.y = reader.names()).empty()) return fail("the name of a variable");
  if (reader.take("|")) test.given = reader.names();
  if (!reader.at_end()) return fail("`|`, `,` or the end");
  return test;
}

std::optional<std::vector<Named>> parse_names(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  Reader reader(sources, file);
  auto names = reader.names();
  if (reader.at_end()) return names;
  diagnostics.report(errors::not_a_set(reader.next()));
  return std::nullopt;
}

std::optional<Effect> resolve(const Dag& dag, const EffectText& text, Diagnostics& diagnostics) {
  Effect effect;
  Resolver resolver(dag, diagnostics);
  const bool known = resolver.add(text.treatments, "a treatment", effect.treatments) &&
                     resolver.add(text.outcomes, "an outcome", effect.outcomes) && resolver.add(text.given, "a condition", effect.given);
  return known ? std::optional(effect) : std::nullopt;
}

std::optional<Effect> resolve(const Dag& dag, const TestText& text, Diagnostics& diagnostics) {
  Effect test;
  Resolver resolver(dag, diagnostics);
  const bool known = resolver.add(text.x, "on the left", test.treatments) && resolver.add(text.y, "on the right", test.outcomes) &&
                     resolver.add(text.given, "given", test.given);
  return known ? std::optional(test) : std::nullopt;
}

std::optional<Vertices> resolve(const Dag& dag, const Effect& effect, const std::vector<Named>& names, Diagnostics& diagnostics) {
  Vertices set, ignored;
  Resolver resolver(dag, diagnostics);
  const bool known = resolver.add(named(dag, effect.treatments), "a treatment", ignored) &&
                     resolver.add(named(dag, effect.outcomes), "an outcome", ignored) && resolver.add(names, "adjusted for", set);
  return known ? std::optional(set) : std::nullopt;
}

}  // namespace scmc::identify
