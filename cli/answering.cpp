#include "cli/answering.h"

#include <unistd.h>

#include <iostream>

#include "cli/report.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

/// Queries about parameters alone are answered here: no world is needed. Those that ask E or P are left.
std::vector<Quantity> answer_queries(Session& session, const Fit& fit, const Checked& model, std::vector<std::string>& unanswered) {
  std::vector<Quantity> result;
  for (const auto& query : model.queries) {
    if (!query.value || !query.value->type.dims.empty()) {
      unanswered.push_back(query.name);
      continue;
    }
    auto values = evaluate_at_draws(session, fit, query.value);
    result.push_back(quantity(query.name, query.name, fit.draws.chains.size(), std::move(values)));
  }
  return result;
}

}  // namespace

int answer_and_report(Session& session, Fit& fit, const Origin& origin, const Asked& asked) {
  const auto begin = std::chrono::steady_clock::now();
  std::optional<Answers> answers;
  if (!asked.scenarios.empty()) answers = answer(session, fit, asked.scenarios, asked.common.seed);
  std::vector<std::string> unanswered;
  const auto queries = answer_queries(session, fit, *fit.plan.bound.model, unanswered);
  const auto now = std::chrono::steady_clock::now();
  fit.seconds.answers += std::chrono::duration<double>(now - begin).count();
  fit.seconds.total = std::chrono::duration<double>(now - asked.begin).count();
  const RunReport report{asked.common,    origin.options.sampler,        origin.centred, origin.files, fit,
                         asked.scenarios, answers ? &*answers : nullptr, queries,        unanswered};
  if (asked.common.json()) std::cout << json(report);
  else std::cout << report::paint(text(report), isatty(STDOUT_FILENO) != 0);
  std::cout.flush();
  return told_unsound(fit, asked.strict);
}

int told_unsound(const Fit& fit, bool strict) {
  if (!strict || fit.sound()) return 0;
  std::cerr << "scmc: --strict: the draws must not be trusted"
            << (fit.divergences ? ": " + std::to_string(fit.divergences) + " divergences" : "") << "\n";
  return 2;
}

}  // namespace scmc::cli
