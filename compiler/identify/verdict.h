/// What a graph says of an effect: the answer, its formula, why not, what else would do. Names, not vertices: ready to be shown.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/identify/id.h"

namespace scmc::identify {

using Names = std::vector<std::string>;

enum class Answer {
  Identified,    ///< for any mechanisms that agree with the graph
  ByForm,        ///< not by the graph, but by what the mechanisms say
  Bounded,       ///< the data leave an interval
  NotIdentified,
  Unknown,       ///< nothing is known to decide it
  ByAssumption,  ///< the treatment has no mechanism: that nothing unmeasured moves it is claimed, not shown
};

/// Sets, the smallest first; `complete` is false where there are more.
struct NamedSets {
  std::vector<Names> sets;
  bool complete = true;
};

struct NamedInstrument {
  std::string instrument;
  Names given;
};

/// A set that the user wants to adjust for.
struct Proposal {
  Names set;
  bool adjustment = false, backdoor = false;
  Names forbidden;        ///< those of the set that lie behind the treatment, on or below a causal path
  std::string open_path;  ///< that the set leaves open, or opens; empty if none
};

/// Why strata do not tell the effect.
struct Confounding {
  std::string path;   ///< that nothing measured blocks
  Names unmeasured;   ///< on it; an edge `<->` has no name
  Names conditioned;  ///< what was adjusted for when it was found open
};

struct Verdict {
  std::string effect;  ///< `z -> y given w`
  Names treatments, outcomes, given;
  Answer answer = Answer::Unknown;
  bool no_effect = false;  ///< no directed path: the effect is 0 by the graph

  std::string estimand, raw_estimand;  ///< empty if not identified; the raw one, if it is too long to be read
  Names any_value;                     ///< named by the estimand beside the query: its value does not depend on them
  std::vector<Names> hedge;            ///< the larger c-forest and the smaller

  NamedSets adjustment;               ///< minimal sets; none: no set exists. Given conditions, they are left out of the sets
  std::vector<std::string> common_causes;  ///< those of the first adjustment set that cause treatment and outcome
  std::optional<Names> lowest_variance;
  NamedSets frontdoor;
  std::vector<NamedInstrument> instruments;
  bool all_instruments = true;

  std::optional<std::string> backdoor_path;  ///< open where nothing is adjusted for
  std::optional<Confounding> confounding;    ///< where no adjustment set exists
  std::vector<Names> measure;                ///< unmeasured causes that would make the effect identified, if they were measured
  bool measured_adjusts = false;             ///< adjusting for the first of them would then do

  std::optional<Proposal> proposal;

  // What a model adds to its graph.
  std::string units = "units";  ///< "days"
  std::string reason;           ///< why by form, bounded or unknown
  Names inputs;                 ///< treatments without a mechanism
  bool several_inputs = false;  ///< which may be correlated
  std::vector<std::pair<std::string, std::string>> remarks;  ///< label and text
  std::optional<std::size_t> implied;                        ///< how many independencies data could contradict, if they were counted
  std::string first_implied;                                 ///< `a _||_ b | c`
};

/// Judges an effect, and a set to adjust for if one is proposed.
Verdict judge(const Dag& dag, const Effect& effect, const std::optional<Vertices>& proposed = {});

/// `z -> y given w`
std::string print(const Effect& effect, const Admg& graph);

/// `a _||_ b | c`
struct Independence;
std::string print(const Independence& independence, const Admg& graph);

Names names_of(const Vertices& set, const Admg& graph);

}  // namespace scmc::identify
