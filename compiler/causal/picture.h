/// The causal graph as it is drawn: nodes, edges, plates. The model decides what stands here; how it looks is up to who draws it.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

struct Picture {
  enum class Kind {
    Random,
    Data,      ///< an input without a mechanism
    Computed,  ///< deterministic
    Parameter,
    Noise,  ///< what a mechanism adds to its causes; drawn where two worlds share it
  };
  struct Node {
    std::string id;     ///< no other node has it: `y`, `y*` in the counterfactual world, `noise(y)`
    std::string label;  ///< `y`, `spend[channel]`: with the dimensions that no plate shows
    Kind kind = Kind::Random;
    bool observed = false;                     ///< measured
    bool counterfactual = false;               ///< of the world that did not happen
    std::string set = {};                      ///< `z = 1` where an intervention sets it
    std::optional<std::size_t> natural = {};   ///< of what is set beside its natural value: the node of that value, which keeps the causes
    std::optional<std::size_t> plate = {};     ///< the innermost one
    bool operator==(const Node&) const = default;
  };
  enum class Link {
    Cause,
    Noise,        ///< from a noise to what it belongs to
    SharedNoise,  ///< both ends have a cause in common that nobody names
    Joint,        ///< of a node with itself: one draw spans the units along `lag`
  };
  struct Edge {
    std::size_t from, to;
    Link link = Link::Cause;
    std::string lag = {};  ///< `week - 1`: the cause stands at an earlier position
    auto operator<=>(const Edge&) const = default;
  };
  struct Plate {
    std::string dim;
    std::optional<std::int64_t> size = {};
    std::optional<std::size_t> parent = {};  ///< an earlier plate
    auto operator<=>(const Plate&) const = default;
  };
  std::vector<Node> nodes = {};
  std::vector<Edge> edges = {};
  std::vector<Plate> plates = {};

  std::optional<std::size_t> find(const std::string& id) const;
};

struct PictureOptions {
  bool parameters = false;                         ///< what is the same for all units, too
  bool computed = false;                           ///< every deterministic variable, not only those that remember, are measured or set
  std::map<std::string, std::int64_t> sizes = {};  ///< of dimensions, where data told them
};

/// The graph of a model as its text stands: `observe` marks are measured nodes, `do` lines are set ones without the edges into them. A
/// value set beside its natural one is a node of its own: the natural half keeps the causes, the fixed half the effects.  [Richardson,
/// Robins 2013]
Picture draw(const Checked& model, const PictureOptions& options = {});

/// Twin network: the model, and beside it what differs under the counterfactual `do`. What no intervention reaches is there once; what is
/// reached shares its noise with its factual twin.  [Balke, Pearl 1994]
Picture draw_twin(const Checked& factual, const Checked& counterfactual, const PictureOptions& options = {});

}  // namespace scmc
