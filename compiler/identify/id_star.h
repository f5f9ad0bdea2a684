/// ID* and IDC*: probabilities of events in several worlds, from the interventional distributions.  [SP08, figures 9 and 11]
///
/// Stated over nodes (worlds.h): where everything that a node reads is a value, the event of a c-component S is one of a single world,
/// P(S | do(what S reads beside itself)), unless two of those values contradict each other. Equal to the factorisation of [CLB21].
#pragma once
#include <variant>
#include <vector>

#include "compiler/identify/worlds.h"

namespace scmc::identify {

/// P(event | do(set), given). A variable without a constant stands for its own value: summed, or left open by the question.
struct Factor {
  std::map<std::size_t, Value> event, set, given = {};
  bool operator==(const Factor&) const = default;
};

/// sum over `summed` of the product.
struct Terms {
  std::vector<std::size_t> summed;
  std::vector<Factor> factors;
  bool operator==(const Terms&) const = default;
};

/// The event contradicts itself: its probability is 0 in every model.
struct Impossible {};

/// A c-component that reads `variable` at two values, so it spans two worlds that no experiment shows at once.
struct Conflict {
  std::vector<NodeId> component;  ///< after substitution of what the event says
  std::size_t variable;
  struct Reading {
    NodeId node;
    Cause value;
  } first, second;
};

using IdStar = std::variant<Terms, Impossible, Conflict>;
IdStar id_star(Worlds& worlds, const Event& event);

/// P(target | given) = above / below; what stands in both is left out, or has become a condition.
struct Ratio {
  Terms above, below;
};

/// The condition has probability 0 in every model.
struct Undefined {};

using IdcStar = std::variant<Ratio, Impossible, Undefined, Conflict>;
IdcStar idc_star(Worlds& worlds, const Event& target, Event given);

}  // namespace scmc::identify
