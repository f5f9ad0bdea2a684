/// `scmc test-dag`: does the graph hold? What it forbids, tested in the data.
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/claims.h"
#include "cli/command.h"
#include "compiler/source/display.h"
#include "runtime/report/layout.h"
#include "runtime/report/number.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

struct TestOptions {
  CommonOptions common;
  DataOptions data;
  ClaimOptions claims;
  bool strict = false;
};

struct Report {
  const TestOptions& options;
  const Bound& bound;
  const TestedGraph& graph;
};

std::string listed(const std::vector<std::string>& names, const char* last = ", ") {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? last : ", ") + names[i];
  return text;
}


std::string claim_text(const TestedClaim& claim) {
  return claim.x + " _||_ " + claim.y + (claim.given.empty() ? "" : " given " + listed(claim.given));
}

constexpr report::Margins paragraph{.first = 2, .hang = 2};

std::string heading(const Report& r) {
  std::string text = r.options.common.model + " with ";
  std::vector<std::string> rows;
  for (const auto d : r.graph.rows)
    rows.push_back(counted(static_cast<std::size_t>(r.bound.axes[index(d)].size), (*r.bound.model)[d].name));
  return text + listed(file_names(r.bound.files)) + ": " + (rows.empty() ? "one row" : listed(rows, " x ")) + "\n";
}

std::string p_text(double p) { return p < 0.001 ? "<0.001" : report::fixed(p, 3); }

report::TableRow row_of(const TestedClaim& claim) {
  if (!claim.untested.empty()) return {.cells = {claim_text(claim), "", "", "", "not tested"}, .remark = claim.untested};
  const char* what = claim.test.method == diagnose::Method::PartialCorrelation ? "r " : "I ";
  return {.cells = {claim_text(claim), what + report::fixed(claim.test.statistic, 3), p_text(claim.test.p), p_text(claim.p_holm),
                    claim.fails ? "FAILS" : "no objection"},
          .warning = claim.fails};
}

std::string table(const Report& r) {
  std::vector<report::TableRow> rows;
  for (const auto& claim : r.graph.claims) rows.push_back(row_of(claim));
  using report::Align;
  return report::layout_table({{"", Align::Left}, {"statistic"}, {"p"}, {"Holm p"}, {"", Align::Left}}, rows);
}

/// What each failing claim means, and what would repair it.
std::string meanings(const Report& r) {
  std::string text;
  for (const auto& claim : r.graph.claims) {
    if (!claim.fails) continue;
    const auto pair = claim.x + " and " + claim.y;
    const auto given = listed(claim.given, " and ") + (claim.given.size() == 1 ? " is" : " are");
    const auto where = claim.given.empty() ? "" : ", also where " + given + " the same";
    const auto collider = claim.given.empty() ? "" : ", or an effect of both among what is given";
    text += "! " + report::wrap(pair + " vary together" + where + ": the graph lacks an edge or a common cause between them" + collider,
                                {.first = 2, .hang = 4});
    text += "\n";
  }
  return text;
}

std::string level_text(double level) { return "at " + report::fixed(100 * level, level < 0.01 ? 1 : 0) + " % after Holm's correction"; }

std::string summary(const Report& r) {
  const auto& g = r.graph;
  if (g.claims.empty())
    return report::wrap("nothing to test: this graph implies no independence of " + listed(g.measured, " and ") +
                            ", so these data cannot contradict it",
                        paragraph);
  if (g.tested == 0) return "none of the implied independencies can be tested in these data";
  const auto of = g.tested == 1 ? "the one independence that is tested" : "the " + std::to_string(g.tested) + " independencies tested";
  const auto level = level_text(r.options.claims.level);
  if (g.failed == 0)
    return report::wrap((g.tested == 1 ? "the data do not contradict " : "the data contradict none of ") + of + " (" + level +
                            "). That is no proof: another graph may imply the same ones",
                        paragraph);
  const auto failing = g.tested == 1          ? of + " fails "
                       : g.failed == g.tested ? "all " + std::to_string(g.tested) + " independencies tested fail "
                                              : std::to_string(g.failed) + " of " + of + (g.failed == 1 ? " fails " : " fail ");
  return report::wrap(failing + level + ": the graph is wrong about these data", paragraph);
}

std::string text(const Report& r) {
  std::string out = heading(r) + report::layout_entries({{"measured", listed(r.graph.measured)}}) + "\n";
  out += "Does the graph hold?  what it forbids, tested in these rows\n";
  if (!r.graph.claims.empty()) out += table(r) + "\n";
  out += "  " + summary(r) + "\n" + meanings(r);
  const auto uses = [&](diagnose::Method method) {
    return std::ranges::any_of(r.graph.claims, [&](const TestedClaim& c) { return c.untested.empty() && c.test.method == method; });
  };
  std::vector<report::Entry> legend;
  if (uses(diagnose::Method::PartialCorrelation)) legend.push_back({"r", "partial correlation of numbers, curves of the given taken out"});
  if (uses(diagnose::Method::ConditionalInformation))
    legend.push_back({"I", "conditional mutual information in nats, p by permutations where the given are alike"});
  return out + (legend.empty() ? "" : "\n" + report::layout_entries(legend));
}

std::string json(const Report& r) {
  using Json = nlohmann::ordered_json;
  Json tests = Json::array();
  for (const auto& claim : r.graph.claims) {
    Json one = {{"x", claim.x}, {"y", claim.y}, {"given", claim.given}, {"rows", claim.rows}};
    if (!claim.untested.empty()) {
      one["untested"] = claim.untested;
    } else {
      one["method"] = claim.test.method == diagnose::Method::PartialCorrelation ? "partial correlation" : "conditional information";
      one["statistic"] = claim.test.statistic, one["p"] = claim.test.p;
      if (claim.test.p_fisher) one["p_fisher"] = *claim.test.p_fisher;
      one["p_holm"] = claim.p_holm, one["fails"] = claim.fails;
    }
    tests.push_back(std::move(one));
  }
  const Json out = {{"measured", r.graph.measured},
                    {"tests", std::move(tests)},
                    {"tested", r.graph.tested},
                    {"failed", r.graph.failed},
                    {"level", r.options.claims.level}};
  return out.dump(2) + "\n";
}

int run(TestOptions& options) {
  Session session(options.common);
  const auto bound = session.bind(session.load(), session.read_data(options.data));
  options.claims.seed = options.common.seed;
  const auto graph = test_claims(session, bound, options.claims);
  const Report report{options, bound, graph};
  std::cout << (options.common.json() ? json(report) : report::paint(text(report), isatty(STDOUT_FILENO) != 0));
  std::cout.flush();
  if (!options.strict || graph.failed == 0) return 0;
  std::cerr << "scmc: --strict: the data contradict the graph\n";
  return 2;
}

}  // namespace

void add_test_dag(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("test-dag", "test in the data what the graph forbids");
  auto options = std::make_shared<TestOptions>();
  add_common(*command, options->common, true);
  add_data(*command, options->data);
  command->add_option("--level", options->claims.level, "how often a right graph may be called wrong (default 0.05)")
      ->check(CLI::Range(1e-6, 0.5));
  command->add_flag("--strict", options->strict, "exit 2 if the data contradict the graph");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
