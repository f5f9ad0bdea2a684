/// The noise by which a mechanism gave a value.
#pragma once
#include <optional>
#include <string>

#include "compiler/lower/term.h"

namespace scmc {

/// What `noise(x)` is of a variable with this value, as stored: by each mechanism the noise of its location-scale map, else the uniform
/// one. Noise that the value leaves open is repeated along a dimension, if one is given.
ir::NodeId noise_of(const Plan& plan, TermLowering& terms, VariableId id, ir::NodeId value, Diagnostics& diagnostics,
                    std::optional<ir::DimId> repeated = {});

/// Does a value, because it has a probability of its own, leave an interval of the noise open?
bool leaves_noise_open(const Checked& model, VariableId id);
bool leaves_noise_open(const Checked& model, const Variable& variable, const Instance& instance);

/// The standard noise `e` of a location-scale mechanism at this value.
ir::NodeId standard_noise(TermLowering& terms, const Checked& model, const Instance& instance, Span span, ir::NodeId value);

/// u = F(x): exactly of a continuous value; of one with a probability of its own uniform on (F(x-), F(x)]. Nothing where there is no cdf.
std::optional<ir::NodeId> uniform_noise(const Plan& plan, TermLowering& terms, VariableId id, const Instance& instance, ir::NodeId value,
                                        std::optional<ir::DimId> repeated);

/// The stream of noise that is left open.
std::string stream_within(const Variable& variable);

/// A stored value as the language means it: positions are their numbers.
TermPtr spoken(const Plan& plan, TermLowering& terms, const Variable& variable, ir::NodeId value);

}  // namespace scmc
