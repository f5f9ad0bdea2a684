/// Binary structural models of which counterfactual probabilities are known exactly, by enumeration that shares nothing with the code under
/// test: no nodes are merged, every world is evaluated by itself under the same noise.
///
/// A bidirected edge is a latent bit for each value of one common parent of its ends (a single bit if there is none). A variable is 1 with
/// probability theta(causes, latents). How its values under several causes go together (its response function) is a choice that no single
/// world shows: `Together` draws them with one uniform number, `Apart` with one for each. So is whether the bits of an edge are the same.
#pragma once
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "compiler/identify/counterfactual_query.h"

namespace scmc::identify::test {

enum class Coupling { Together, Apart };

class Model {
 public:
  Model(const Admg& graph, unsigned seed) : graph_(graph) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(0.1, 0.9);
    for (std::size_t v = 0; v < graph.size(); ++v)
      for (std::size_t u = 0; u < v; ++u)
        if (graph.siblings[v][u]) edges_.push_back({u, v, common_parent(u, v), uniform(random)});
    for (std::size_t v = 0; v < graph.size(); ++v) {
      const auto size = std::size_t(1) << (members(graph.parents[v]).size() + edges_of(v).size());
      auto& table = theta_.emplace_back(size);
      for (double& p : table) p = uniform(random);
    }
  }

  /// P(target | given), where the variables that are left open have the values `open`; NaN if the condition is impossible.
  double truth(const CounterfactualQuery& query, const std::map<std::size_t, int>& open, Coupling coupling) const {
    auto both = query.target;
    both.insert(both.end(), query.given.begin(), query.given.end());
    return probability(both, open, coupling) / (query.given.empty() ? 1 : probability(query.given, open, coupling));
  }

  double probability(const std::vector<CounterfactualEvent>& events, const std::map<std::size_t, int>& open, Coupling coupling) const {
    Enumeration e{*this, coupling, topological_order(graph_), {}, {}, {}};
    for (const auto& event : events) e.wanted.push_back({e.add(event.world), event.variable, wanted(event, open)});
    return e.sum();
  }

 private:
  struct Edge {
    std::size_t a, b;
    std::optional<std::size_t> by;  ///< a parent of both, whose value chooses the bit
    double theta;
  };
  struct Wanted {
    std::size_t world, variable;
    int value;
  };
  /// A world: what each variable is set to, if it is: a constant, or its value in another world.
  struct Set {
    std::optional<int> value;
    std::size_t world;
  };

  struct Enumeration {
    const Model& model;
    Coupling coupling;
    std::vector<std::size_t> order;
    std::vector<std::map<std::size_t, Set>> worlds;
    std::vector<std::vector<int>> values;  ///< by world and variable
    std::vector<Wanted> wanted;
    std::vector<std::array<bool, 2>> bits{};

    std::size_t add(const std::vector<Setting>& world) {
      std::map<std::size_t, Set> here;
      for (const Setting& s : world)
        here[s.variable] = s.value ? Set{std::stoi(*s.value->constant), 0} : Set{std::nullopt, add(s.world)};
      worlds.push_back(here);
      return worlds.size() - 1;
    }

    double sum() {
      values.assign(worlds.size(), std::vector<int>(model.graph_.size(), 0));
      bits.resize(model.edges_.size());
      return over_bits(0);
    }

    double over_bits(std::size_t e) {
      if (e == bits.size()) return over_variables(0);
      const double theta = model.edges_[e].theta;
      double total = 0;
      for (int pair = 0; pair < 4; ++pair) {
        bits[e] = {(pair & 1) != 0, (pair & 2) != 0};
        const double p[2] = {bits[e][0] ? theta : 1 - theta, bits[e][1] ? theta : 1 - theta};
        if (coupling == Coupling::Together && bits[e][0] != bits[e][1]) continue;
        total += (coupling == Coupling::Together ? p[0] : p[0] * p[1]) * over_bits(e + 1);
      }
      return total;
    }

    double over_variables(std::size_t place) {
      if (place == order.size()) {
        for (const Wanted& w : wanted)
          if (values[w.world][w.variable] != w.value) return 0;
        return 1;
      }
      const std::size_t v = order[place];
      std::map<std::size_t, double> asked;  // rows of the table, with P(1)
      for (std::size_t w = 0; w < worlds.size(); ++w)
        if (!worlds[w].contains(v)) asked.emplace(row(v, w), model.theta_[v][row(v, w)]);
      return over_responses(place, asked);
    }

    double over_responses(std::size_t place, const std::map<std::size_t, double>& asked) {
      double total = 0;
      for (const auto& [response, weight] : coupling == Coupling::Apart ? apart(asked) : together(asked)) {
        const std::size_t v = order[place];
        for (std::size_t w = 0; w < worlds.size(); ++w)
          if (!worlds[w].contains(v)) values[w][v] = response.at(row(v, w));
        // Nested worlds were added before those that name them, so their values stand already.
        for (std::size_t w = 0; w < worlds.size(); ++w)
          if (const auto set = worlds[w].find(v); set != worlds[w].end())
            values[w][v] = set->second.value ? *set->second.value : values[set->second.world][v];
        total += weight * over_variables(place + 1);
      }
      return total;
    }

    using Responses = std::vector<std::pair<std::map<std::size_t, int>, double>>;

    static Responses apart(const std::map<std::size_t, double>& asked) {
      Responses all{{{}, 1.0}};
      for (const auto& [row, p] : asked) {
        Responses longer;
        for (const auto& [response, weight] : all)
          for (int value : {0, 1}) {
            auto next = response;
            next[row] = value;
            longer.emplace_back(next, weight * (value ? p : 1 - p));
          }
        all = std::move(longer);
      }
      return all;
    }

    /// One uniform number u: the value is 1 where u < p.
    static Responses together(const std::map<std::size_t, double>& asked) {
      std::vector<double> cuts{0, 1};
      for (const auto& [row, p] : asked) cuts.push_back(p);
      std::ranges::sort(cuts);
      Responses all;
      for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        std::map<std::size_t, int> response;
        for (const auto& [row, p] : asked) response[row] = cuts[i] < p;
        if (cuts[i] < cuts[i + 1]) all.emplace_back(response, cuts[i + 1] - cuts[i]);
      }
      return all;
    }

    std::size_t row(std::size_t v, std::size_t w) const {
      std::size_t row = 0;
      for (std::size_t p : members(model.graph_.parents[v])) row = 2 * row + static_cast<std::size_t>(values[w][p]);
      for (std::size_t e : model.edges_of(v)) {
        const auto by = model.edges_[e].by;
        row = 2 * row + bits[e][by ? static_cast<std::size_t>(values[w][*by]) : 0];
      }
      return row;
    }
  };

  std::optional<std::size_t> common_parent(std::size_t u, std::size_t v) const {
    const auto both = members(graph_.parents[u] & graph_.parents[v]);
    return both.empty() ? std::nullopt : std::optional(both.front());
  }
  std::vector<std::size_t> edges_of(std::size_t v) const {
    std::vector<std::size_t> mine;
    for (std::size_t e = 0; e < edges_.size(); ++e)
      if (edges_[e].a == v || edges_[e].b == v) mine.push_back(e);
    return mine;
  }
  static int wanted(const CounterfactualEvent& event, const std::map<std::size_t, int>& open) {
    return event.value.constant ? std::stoi(*event.value.constant) : open.at(event.variable);
  }

  Admg graph_;
  std::vector<Edge> edges_;
  std::vector<std::vector<double>> theta_;
};

}  // namespace scmc::identify::test
