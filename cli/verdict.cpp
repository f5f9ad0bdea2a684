#include "cli/verdict.h"

#include <cctype>

#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

using identify::Answer;
using identify::Names;
using identify::Verdict;
using report::Entry;

constexpr std::size_t alternatives_shown = 3;
constexpr std::size_t longest_formula = 400;  // characters

/// `a`, `a and b`, `a, b and c`
std::string listed(const Names& names, const std::string& last = " and ") {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? last : ", ") + names[i];
  return text;
}

std::string set(const Names& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return "{" + text + "}";
}

/// With room around the operators, where a line may break.
std::string spaced(const std::string& formula) {
  std::string text;
  bool quoted = false;
  for (char c : formula) {
    if (c == '"') quoted = !quoted;
    text += !quoted && (c == '*' || c == '/') ? std::string{' ', c, ' '} : std::string{c};
  }
  return text;
}

/// The sets beside the first, as far as they are shown.
std::string further(const identify::NamedSets& sets) {
  std::string text;
  for (std::size_t i = 1; i < sets.sets.size() && i <= alternatives_shown; ++i) text += (i > 1 ? ", or " : "") + listed(sets.sets[i]);
  const std::size_t left = sets.sets.size() > alternatives_shown + 1 ? sets.sets.size() - alternatives_shown - 1 : 0;
  if (left > 0) text += "; " + std::to_string(left) + (sets.complete ? " more" : " and more");
  return text;
}

class Text {
 public:
  Text(const Verdict& v, Detail detail) : v_(v), full_(detail == Detail::Full) {}

  std::string line() const {
    switch (v_.answer) {
      case Answer::Identified: return v_.no_effect ? "0 by the graph: no directed path leads " + from_to() : "";
      case Answer::NotIdentified: return "not identified: " + reason_why_not();
      case Answer::Unknown: return "not known to be identified: " + v_.reason;
      case Answer::Bounded: return "not identified, only bounded: " + v_.reason;
      case Answer::ByForm: return "identified by the form of the model, not by its graph: " + v_.reason;
      case Answer::ByAssumption:
        return "given that nothing unmeasured drives both " + listed(v_.inputs) + " and " + listed(v_.outcomes) + " (" + listed(v_.inputs) +
               (v_.inputs.size() == 1 ? " is" : " are") + " set by `data`)";
    }
    return "";
  }

  std::string run() {
    answer();
    if (v_.proposal) proposal();
    if (v_.answer == Answer::NotIdentified || v_.answer == Answer::Bounded) would_help();
    if (full_ && v_.answer != Answer::ByForm && v_.answer != Answer::Bounded) alternatives();
    if (v_.answer != Answer::NotIdentified && v_.implied) testable();
    const bool by_formula = v_.answer == Answer::ByAssumption && v_.adjustment.sets.empty();
    if (full_ && (v_.answer == Answer::Identified || by_formula)) formula();
    for (const auto& [label, text] : v_.remarks) add(label, text);
    return report::layout_entries(entries_);
  }

 private:
  void add(const std::string& label, const std::string& text) { entries_.push_back({label, text}); }

  std::string from_to() const { return "from " + listed(v_.treatments) + " to " + listed(v_.outcomes); }

  void answer() {
    if (v_.answer == Answer::Unknown) return add("unknown", v_.reason);
    if (v_.no_effect) return add("zero", "no directed path leads " + from_to() + ": the effect is 0 by the graph");
    if (v_.answer == Answer::NotIdentified) return add("NO", why_not());
    if (v_.answer == Answer::ByForm)
      return add("by form", "not identified by the graph (" + confounded_by() + "), but by the model: " + v_.reason);
    if (v_.answer == Answer::Bounded) return add("bounded", v_.reason);
    if (v_.answer == Answer::ByAssumption) return by_assumption();
    if (v_.adjustment.sets.empty()) return add("yes", by_formula());
    add("yes", by_adjustment());
    if (!full_) return;
    if (v_.backdoor_path && !v_.adjustment.sets.front().empty()) add("because", "open without it:  " + *v_.backdoor_path);
    if (const auto more = further(v_.adjustment); !more.empty()) add("or", "adjust for " + more);
    if (v_.lowest_variance && *v_.lowest_variance != v_.adjustment.sets.front())
      add("precise", "adjusting for " + listed(*v_.lowest_variance) + " has the lowest variance of all sets");
  }

  /// What the model claims of its inputs, what follows from it, and how to claim less.
  void by_assumption() {
    const std::string lines = v_.inputs.size() == 1 ? " is a data line without a mechanism" : " are data lines without mechanisms";
    add("by assumption", listed(v_.inputs) + lines + ": the model claims that nothing unmeasured drives " +
                             (v_.inputs.size() == 1 ? "both " + v_.inputs[0] + " and " : "both them and ") + listed(v_.outcomes));
    if (v_.adjustment.sets.empty()) add("given that", "identified, though not by adjusting: " + no_set());
    else if (v_.adjustment.sets.front().empty()) add("given that", "nothing need be adjusted for (the empty set suffices)");
    else
      add("given that", "adjust for " + listed(v_.adjustment.sets.front()) + (v_.several_inputs ? " (inputs may be correlated)" : ""));
    const std::string x = v_.inputs.front().substr(0, v_.inputs.front().find('['));
    add("to test it", "write a mechanism, `" + x + "[...] ~ ...` with its causes, and name what is unmeasured; or set " +
                          listed(v_.inputs) + " at random for some " + v_.units + " (an experiment)");
  }

  std::string confounded_by() const { return v_.confounding ? v_.confounding->path : "no formula exists"; }

  std::string strata() const { return v_.given.empty() ? "" : " within strata of " + listed(v_.given); }

  std::string by_adjustment() const {
    const Names& first = v_.adjustment.sets.front();
    if (first.empty())
      return "identified as it is" + strata() + ": no open path but the causal ones leads " + from_to() +
             ", so nothing " + (v_.given.empty() ? "" : "else ") + "need be adjusted for (the empty set suffices)";
    std::string text = "identified by adjusting for " + listed(first);
    if (v_.common_causes == first)
      text += first.size() == 1 ? ", the common cause of " + listed(v_.treatments) + " and " + listed(v_.outcomes)
                                : ", common causes of " + listed(v_.treatments) + " and " + listed(v_.outcomes);
    return text + (v_.given.empty() ? "" : "," + strata());
  }

  /// Where no set can be adjusted for, but a formula exists.
  std::string by_formula() const {
    std::string text = "identified, though not by adjusting: " + no_set() + ".";
    if (!v_.frontdoor.sets.empty())
      text += " The front door is open: " + listed(v_.frontdoor.sets.front()) +
              (v_.frontdoor.sets.front().size() == 1 ? " carries" : " carry") + " the whole effect and " +
              (v_.frontdoor.sets.front().size() == 1 ? "shares" : "share") + " no unmeasured cause with " + listed(v_.treatments) + " or " +
              listed(v_.outcomes);
    else text += " A formula combines what can be read from parts of the graph";
    return text;
  }

  std::string no_set() const {
    if (!v_.confounding) return "no set exists";
    const auto& c = *v_.confounding;
    if (c.conditioned.empty()) return "no set of measured variables blocks " + c.path;
    return "no set exists; adjusting for " + listed(c.conditioned) + ", which blocks other paths, leaves " + c.path + " open";
  }

  std::string reason_why_not() const {
    return v_.confounding ? confounded(*v_.confounding) : "no set can be adjusted for, and no other formula exists";
  }

  std::string why_not() const {
    std::string text = reason_why_not();
    std::string units = v_.units;
    units[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(units[0])));
    const bool named = v_.confounding && v_.confounding->unmeasured.size() == 1;
    text += "\n" + units + " that differ in " + listed(v_.treatments) + " differ in " +
            (named ? v_.confounding->unmeasured.front() + ", too" : std::string("more than that")) +
            ", and nothing measured tells that difference from an effect of " + listed(v_.treatments) + ".";
    return text + "\nhedge: " + set(v_.hedge.front()) + " over " + set(v_.hedge.back());
  }

  std::string confounded(const identify::Confounding& c) const {
    const bool direct = v_.treatments.size() == 1 && v_.outcomes.size() == 1 && c.conditioned.empty();
    const std::string both = listed(v_.treatments) + " and " + listed(v_.outcomes);
    if (direct && c.path == v_.treatments[0] + " <-> " + v_.outcomes[0]) return both + " share an unmeasured cause:  " + c.path;
    if (direct && c.unmeasured.size() == 1 && c.path == v_.treatments[0] + " <- " + c.unmeasured[0] + " -> " + v_.outcomes[0])
      return both + " share the unmeasured cause " + c.unmeasured[0] + ":  " + c.path;
    if (c.conditioned.empty()) return "nothing measured blocks the path  " + c.path;
    return "no set can be adjusted for: with " + listed(c.conditioned) + " given, the path  " + c.path + "  is open, without, another is";
  }

  void would_help() {
    std::string text;
    if (!v_.measure.empty()) {
      text = "measure " + listed(v_.measure.front());
      if (v_.measured_adjusts) text += " (adjusting then suffices)";
      for (std::size_t i = 1; i < v_.measure.size() && i < alternatives_shown; ++i) text += ", or " + listed(v_.measure[i]);
      text += "; or ";
    }
    text += "set " + listed(v_.treatments) + " at random for some " + v_.units + " (an experiment).";
    if (v_.instruments.empty()) text += " An instrument or a mediator (front door) would be a new variable, drawn first in the graph.";
    add("would help", text);
  }

  void alternatives() {
    if (v_.no_effect) return;
    if (!v_.adjustment.sets.empty() && !v_.frontdoor.sets.empty())
      add("front door", listed(v_.frontdoor.sets.front()) + ": the same effect, by what carries it");
    if (v_.instruments.empty() || !v_.adjustment.sets.empty()) return;
    std::string text;
    for (std::size_t i = 0; i < v_.instruments.size() && i < alternatives_shown; ++i) {
      const auto& [z, given] = v_.instruments[i];
      text += (i ? "; " : "") + z + (given.empty() ? "" : " given " + listed(given));
    }
    add("instrument", text + "\nneeds more than the graph: effects that are linear (then the effect is a ratio of covariances), or a " +
                          "treatment that moves one way (then it is the effect on those who are moved)");
  }

  void formula() {
    if (v_.estimand.empty() || v_.no_effect) return;
    if (v_.estimand.size() > longest_formula) return add("estimand", "long: --format json has it");
    const auto joined = [](const Names& names) {
      std::string text;
      for (const auto& name : names) text += (text.empty() ? "" : ",") + name;
      return text;
    };
    std::string text = "P(" + joined(v_.outcomes) + "|do(" + joined(v_.treatments) + ")" +
                       (v_.given.empty() ? "" : "," + joined(v_.given)) + ") = " + spaced(v_.estimand);
    if (!v_.any_value.empty()) text += "\nfor any value of " + listed(v_.any_value) + ": the result does not depend on it";
    add("estimand", text);
  }

  void testable() {
    if (*v_.implied == 0)
      return add("testable", "nothing: the graph implies no independence of what is measured, so the data cannot contradict it");
    add("testable", std::to_string(*v_.implied) + (*v_.implied == 1 ? " independence: " : " independencies, such as ") + v_.first_implied +
                        (*v_.implied == 1 ? "" : "; `scmc independencies` lists them"));
  }

  void proposal() {
    const auto& p = *v_.proposal;
    const std::string what = p.set.empty() ? "adjusting for nothing" : "adjusting for " + listed(p.set);
    if (p.adjustment) return add("as asked", what + " is valid" + (p.backdoor ? "" : ", though not by the backdoor criterion"));
    std::string text = what + " is WRONG: ";
    if (!p.forbidden.empty())
      text += listed(p.forbidden) + (p.forbidden.size() == 1 ? " lies" : " lie") + " on a causal path or below one, and holding " +
              (p.forbidden.size() == 1 ? "it" : "them") + " fixed removes or distorts a part of the effect";
    if (!p.open_path.empty()) text += std::string(p.forbidden.empty() ? "" : "; ") + "the path  " + p.open_path + "  is open";
    add("as asked", text);
  }

  const Verdict& v_;
  bool full_;
  std::vector<Entry> entries_;
};

}  // namespace

std::string verdict_text(const Verdict& verdict, Detail detail) { return Text(verdict, detail).run(); }
std::string verdict_line(const Verdict& verdict) { return Text(verdict, Detail::Brief).line(); }

}  // namespace scmc::cli
