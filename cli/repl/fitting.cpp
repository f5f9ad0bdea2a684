#include "cli/repl/fitting.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/repl/joined.h"
#include "compiler/ast/print.h"
#include "compiler/source/display.h"
#include "compiler/source/suggest.h"
#include "runtime/report/text.h"

namespace scmc::cli::repl {
namespace {

std::vector<std::string> names(const Checked& model, const std::vector<VariableId>& ids) {
  std::vector<std::string> result;
  for (VariableId id : ids) result.push_back(model[id].name);
  return result;
}

/// `4 chains of 1000 draws, sound`
std::string fit_line(const Fitted& fitted) {
  const auto& fit = fitted.fit;
  const auto chains = fit.draws.chains.size(), draws = fit.draws.chains.front().draws();
  return counted(chains, "chain") + " of " + counted(draws, "draw") + (fit.sound() ? ", sound" : "");
}

std::string why_unsound(const Fitted& fitted) {
  const auto& fit = fitted.fit;
  const auto chains = fit.draws.chains.size();
  std::vector<std::string> reasons;
  if (fit.interrupted) reasons.push_back("stopped by Ctrl-C before its end");
  if (fit.divergences > 0) reasons.push_back(counted(static_cast<std::size_t>(fit.divergences), "divergence"));
  if (fit.max_rhat >= 1.01) reasons.push_back("rhat up to " + report::format_rhat(fit.max_rhat));
  if (!(fit.min_ess_bulk > 100.0 * static_cast<double>(chains))) reasons.push_back("ess down to " + report::format_ess(fit.min_ess_bulk));
  if (std::ranges::any_of(fit.bfmi, [](double e) { return e < 0.2; })) reasons.push_back("a low e-bfmi");
  return joined(reasons);
}

std::string said_of(const Fitted& fitted) {
  std::string text = (fitted.is_prior ? "  from the prior, for nothing is observed: " : "  fitted: ") + fit_line(fitted) + "\n";
  if (!fitted.fit.sound())
    text += "! " + report::wrap("do not trust these draws yet: " + why_unsound(fitted) + "; `summary` says what to do", {.first = 2, .hang = 2}) + "\n";
  return text;
}

std::shared_ptr<const Fitted> fit_of(Desk& desk, const State& state) {
  auto bound = bound_of(desk, state, state.model, has_data(state));
  const bool is_prior = bound.observed.empty();
  Origin origin{.model = state.name,
                .files = file_names(bound.files),
                .centred = state.centred,
                .latent = {state.data->latent.begin(), state.data->latent.end()},
                .options = {.sampler = state.sampler, .lower = {}, .progress = desk.progress}};
  desk.session.require_variables(*state.model, "--centred", state.centred);
  origin.options.lower.centred.insert(state.centred.begin(), state.centred.end());
  auto fit = cli::fit(desk.session, std::move(bound), origin.options);
  return std::make_shared<const Fitted>(Fitted{std::move(fit), std::move(origin), is_prior});
}

/// Words between spaces.
std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

Diagnostic wrong_option(const CLI::App& app, const std::vector<std::string>& words, const CLI::ParseError& error) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) names.push_back("--" + option->get_lnames().front());
  const auto unknown = std::ranges::find_if(words, [&](const std::string& word) {
    return word.starts_with("-") && std::ranges::find(names, word.substr(0, word.find('='))) == names.end();
  });
  const std::string all = "`help fit` lists the options";
  if (unknown == words.end()) return {.code = "E0751", .title = "`fit`: " + std::string(error.what()), .hint = Hint{all}};
  const auto near = closest(*unknown, names);
  return {.code = "E0751", .title = "`fit` has no option `" + *unknown + "`", .hint = Hint{near.empty() ? all : "did you mean `" + near + "`?"}};
}

void read_options(Desk& desk, State& state, const std::string& argument) {
  CLI::App app{"", "fit"};
  app.set_help_flag();
  add_sampler(app, state.sampler);
  app.add_option("--seed", state.sampler.seed, "the seed of all random numbers");
  app.add_option("--max-depth", state.sampler.max_depth, "doublings of a trajectory at the most")->check(CLI::Range(1, 20));
  app.add_option("--centred", state.centred, "sample this latent variable by its value; repeatable");
  const auto words = words_of(argument);
  try {
    app.parse(std::vector<std::string>{words.rbegin(), words.rend()});
  } catch (const CLI::ParseError& error) { desk.session.refuse(wrong_option(app, words, error)); }
}

}  // namespace

std::shared_ptr<const Checked> check_model(Desk& desk, const std::string& name, ast::Model model) {
  model.file = desk.session.sources.add(name, ast::print(model));
  return desk.session.check(std::move(model));
}

bool has_data(const State& state) {
  return std::ranges::any_of(state.data->files, [](const DataFile& file) { return !file.inputs_only; });
}

Bound bound_of(Desk& desk, const State& state, std::shared_ptr<const Checked> model, bool must_observe) {
  BindOptions options = *state.data;
  options.must_observe = must_observe;
  auto bound = scmc::bind(std::move(model), options, desk.session.diagnostics);
  desk.session.settle();
  return std::move(*bound);
}

std::string data_line(const Bound& bound) {
  const auto& model = *bound.model;
  const Variable* unit = nullptr;
  for (VariableId id : bound.observed)
    if (!unit || bound.size(model[id].dims) > bound.size(unit->dims)) unit = &model[id];
  std::string text;
  for (DimId d : unit ? unit->dims : std::vector<DimId>{})
    text += (text.empty() ? "" : " x ") + counted(static_cast<std::size_t>(bound.axes[index(d)].size), model[d].name);
  text += (text.empty() ? "" : "; ") + std::string("observed ") + (bound.observed.empty() ? "nothing" : joined(names(model, bound.observed)));
  if (!bound.unmeasured.empty()) text += "; unmeasured " + joined(names(model, bound.unmeasured));
  if (!bound.unused.empty()) text += "; unused " + joined(bound.unused);
  return text;
}

Ready with_fit(Desk& desk, const State& state) {
  if (state.fitted) return {state, ""};
  Ready ready{state, ""};
  ready.state.fitted = fit_of(desk, state);
  ready.said = said_of(*ready.state.fitted);
  return ready;
}

Outcome fit_command(Desk& desk, const State& state, const std::string& argument) {
  State next = state;
  if (!argument.empty()) read_options(desk, next, argument);
  next.fitted = nullptr;
  auto ready = with_fit(desk, next);
  return {.text = std::move(ready.said), .next = std::move(ready.state), .change = argument.empty() ? "" : "fit " + argument};
}

}  // namespace scmc::cli::repl
