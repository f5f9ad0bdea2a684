#include "cli/answering.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/report.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

int told_unidentified(const Evidence& found, bool strict) {
  const auto refused = std::ranges::find(found.verdicts, identify::Answer::NotIdentified, &identify::Verdict::answer);
  if (!strict || refused == found.verdicts.end()) return 0;
  std::cerr << "scmc: --strict: the answer " << refused->effect << " is not identified\n";
  return 2;
}

}  // namespace

int answer_and_report(Session& session, Fit& fit, const Origin& origin, const Asked& asked) {
  const auto begin = std::chrono::steady_clock::now();
  std::optional<Answers> answers;
  if (!asked.scenarios.empty()) answers = answer(session, fit, asked.scenarios, asked.common.seed);
  const auto queries = answer_queries(session, fit, asked.common.seed);
  const auto found = evidence(session, fit, asked.scenarios, answers ? &*answers : nullptr, queries);
  const auto now = std::chrono::steady_clock::now();
  fit.seconds.answers += std::chrono::duration<double>(now - begin).count();
  fit.seconds.total = std::chrono::duration<double>(now - asked.begin).count();
  const RunReport report{asked.common,    origin.options.sampler,        origin.centred, origin.files, fit,
                         asked.scenarios, answers ? &*answers : nullptr, queries,        found};
  if (asked.common.json()) std::cout << json(report);
  else std::cout << report::paint(text(report), isatty(STDOUT_FILENO) != 0);
  std::cout.flush();
  return std::max(told_unsound(fit, asked.strict), told_unidentified(found, asked.strict));
}

int told_unsound(const Fit& fit, bool strict) {
  if (!strict || fit.sound()) return 0;
  std::cerr << "scmc: --strict: the draws must not be trusted"
            << (fit.divergences ? ": " + std::to_string(fit.divergences) + " divergences" : "") << "\n";
  return 2;
}

}  // namespace scmc::cli
