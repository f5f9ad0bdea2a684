/// The verdict on an effect of a model, as far as it is known what is observed.
#pragma once
#include <optional>
#include <vector>

#include "cli/graph.h"
#include "compiler/identify/effect_text.h"

namespace scmc::cli {

/// What a step gives, or a Refused with what it reported.
template <class T>
T got(Session& session, std::optional<T> result) {
  session.settle();
  return std::move(*result);
}

identify::Verdict judge_effect(Session& session, const ObservedModel& given, const identify::EffectText& text,
                               const std::optional<std::vector<identify::Named>>& proposed = {});

/// The graph of a model without an effect in mind.
identify::Dag graph_of(Session& session, const ObservedModel& given);

}  // namespace scmc::cli
