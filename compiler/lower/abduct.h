/// Abduction: the noise by which a mechanism gave a value, and the value that the same noise gives under other causes.
///
/// Continuous: u = F(v), exactly (the residual itself, of location-scale families). Discrete, and values with a probability of their own:
/// u is uniform on (F(v-), F(v)]. Unordered categories: the race below.  [Pearl 2009, section 7.1; Oberst and Sontag, ICML 2019]
#pragma once
#include "compiler/lower/term.h"

namespace scmc {

struct Abduction {
  const Plan& plan;
  VariableId id;
  const Instance& instance;
  TermLowering& factual;  ///< terms by the values that were
  TermLowering& world;    ///< terms by the values that would be
  ir::NodeId value;       ///< the factual one, as stored
  std::optional<ir::DimId> repeated = {};  ///< along which noise that a discrete value leaves open is repeated
  bool copies = true;     ///< where the arguments are what they were, the value itself
};

/// As stored. Reports a distribution whose noise cannot be told from its value.
ir::NodeId abduct(const Abduction& abduction, Diagnostics& diagnostics);

/// Categories without an order: the coupling of their draws must not depend on the order of labels.
bool is_unordered(const Checked& model, const Variable& variable, const Instance& instance);

/// Category k arrives at A_k / p_k, A_k exponential: the first one is drawn, each with its probability. This is the Gumbel-max trick, by
/// times instead of their logarithms.  [Maddison, Tarlow and Minka 2014]
ir::NodeId race(const Plan& plan, TermLowering& terms, const Variable& variable, const Instance& instance, const std::string& stream,
                const ir::Dims& units);

}  // namespace scmc
