/// Compositions of rewrites on small random models, against a graph that the generator keeps by itself.
#include <map>
#include <random>
#include <set>

#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;
using Set = std::set<std::string>;

/// What is set on the positions from 2 to `last` of a variable, and what that reads.
struct Part {
  int last = 0;
  Set causes;
};
constexpr int everywhere = 1000;

/// What a model is, by the generator's own account.
struct Graph {
  std::map<std::string, Set> causes, natural;
  std::map<std::string, std::vector<Part>> set;
  Set data, random, observed;

  Set above(const Set& from) const {
    Set all;
    for (const auto& name : from) all.merge(above_one(name));
    return all;
  }
  Set above_one(const std::string& name) const {
    Set all{name};
    for (const auto& cause : causes.at(name)) all.merge(above_one(cause));
    return all;
  }
  bool reaches(const std::string& cause, const std::string& effect) const { return cause != effect && above_one(effect).contains(cause); }
};

/// One intervention and what it does to the graph.
struct Do {
  std::string name, text;
  bool keeps_natural = false;
  Part part = {};
};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string model(Graph& graph) {
    std::string text = "dim d = 6\n";
    const int count = 4 + pick(4);
    for (int i = 0; i < count; ++i) text += line("v" + std::to_string(i), graph);
    return text;
  }

  Do intervention(const Graph& graph) {
    Do result{.name = any(graph), .text = "", .keeps_natural = pick(3) == 0};
    for (const auto& [other, unused] : graph.causes)
      if (other != result.name && !graph.reaches(result.name, other) && pick(4) == 0) result.part.causes.insert(other);
    const bool slice = result.keeps_natural && pick(2) == 0;
    result.part.last = slice ? 2 + pick(4) : everywhere;
    const std::string range = slice ? "[2.." + std::to_string(result.part.last) + "]" : "";
    const std::string own = result.keeps_natural && !slice ? " + 0.5 * " + result.name : "";
    result.text = result.name + range + " = " + std::to_string(pick(9)) + sum(result.part.causes) + own;
    return result;
  }

  std::string any(const Graph& graph) { return std::next(graph.causes.begin(), pick(static_cast<int>(graph.causes.size())))->first; }
  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

 private:
  static std::string sum(const Set& names) {
    std::string text;
    for (const auto& name : names) text += " + " + name;
    return text;
  }

  std::string line(const std::string& name, Graph& graph) {
    Set causes;
    for (const auto& [other, unused] : graph.causes)
      if (pick(3) == 0) causes.insert(other);
    const int kind = pick(5);
    if (kind == 0) graph.data.insert(name), causes.clear();
    if (kind > 1) graph.random.insert(name);
    graph.causes[name] = graph.natural[name] = causes;
    if (kind == 0) return "data " + name + "[d]\n";
    if (kind == 1) return name + "[d] = 1" + sum(causes) + "\n";
    return name + "[d] ~ Normal(0" + sum(causes) + ", 1)\n";
  }

  std::mt19937 random_;
};

void apply(const Do& intervention, Graph& graph) {
  Set touched;
  const auto reached = [&](const std::string& cause) { return cause == intervention.name || graph.reaches(intervention.name, cause); };
  for (const auto& [name, causes] : graph.natural)
    if (std::ranges::any_of(causes, reached)) touched.insert(name);
  for (const auto& name : touched) graph.observed.erase(name);
  const auto& name = intervention.name;
  auto& parts = graph.set[name];
  std::erase_if(parts, [&](const Part& part) { return part.last <= intervention.part.last; });
  if (intervention.keeps_natural) parts.push_back(intervention.part);
  else graph.observed.erase(name), graph.natural[name] = intervention.part.causes;
  graph.causes[name] = graph.natural[name];
  for (const auto& part : parts) graph.causes[name].insert(part.causes.begin(), part.causes.end());
}

Set observed_in(const Checked& model) {
  Set names;
  for (const auto& v : model.variables)
    if (v.marked_observed) names.insert(v.name.starts_with("natural ") ? v.name.substr(8) : v.name);
  return names;
}

Set variables_in(const Checked& model) {
  Set names;
  for (const auto& v : model.variables) names.insert(v.name.starts_with("natural ") ? v.name.substr(8) : v.name);
  return names;
}

class RandomModel : public ::testing::TestWithParam<unsigned> {};

TEST_P(RandomModel, CompositionsKeepTheirMeaning) {
  Desk desk;
  Generator generator(GetParam());
  Graph graph;
  auto model = desk.read(generator.model(graph));

  Names observed;
  for (const auto& name : graph.random)
    if (generator.pick(2)) observed.push_back(name);
  graph.observed = Set(observed.begin(), observed.end());
  model = desk.observe(model, observed);
  EXPECT_EQ(observed_in(model), graph.observed);

  for (int step = 0; step < 3; ++step) {
    const auto intervention = generator.intervention(graph);
    SCOPED_TRACE("do(" + intervention.text + ") on\n" + text_of(model));
    const auto before = graph;
    apply(intervention, graph);
    const auto set = desk.intervene(model, intervention.text);
    EXPECT_EQ(observed_in(set), graph.observed);
    EXPECT_EQ(text_of(desk.intervene(set, intervention.text)), text_of(set)) << "idempotent";
    EXPECT_EQ(text_of(set).starts_with("# prediction under do("), !observed.empty());

    const auto other = generator.intervention(before);
    const bool interferes =
        other.name == intervention.name || other.part.causes.contains(intervention.name) || intervention.part.causes.contains(other.name);
    const bool is_circular =
        std::ranges::any_of(other.part.causes, [&](const std::string& cause) { return graph.reaches(other.name, cause); });
    if (!interferes && !is_circular) {
      EXPECT_EQ(text_of(desk.intervene(set, other.text)), text_of(desk.intervene(desk.intervene(model, other.text), intervention.text)))
          << "and do(" << other.text << ")";
    }

    const std::string target = generator.any(graph);
    EXPECT_EQ(variables_in(desk.prune(set, {target})), graph.above({target})) << target << " in\n" << text_of(set);
    if (!graph.observed.empty()) { EXPECT_EQ(variables_in(desk.prune_for_fit(set)), graph.above(graph.observed)) << text_of(set); }
    model = set;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomModel, ::testing::Range(1U, 201U));

}  // namespace
}  // namespace scmc
