#include "cli/repl/views.h"

#include <algorithm>

#include "cli/counterfactual.h"
#include "cli/judging.h"
#include "cli/picture/format.h"
#include "cli/repl/fitting.h"
#include "cli/repl/joined.h"
#include "cli/report.h"
#include "cli/verdict.h"
#include "compiler/ast/print.h"
#include "compiler/causal/do.h"
#include "compiler/causal/observe.h"
#include "compiler/causal/prune.h"
#include "compiler/causal/twin.h"
#include "compiler/source/display.h"
#include "runtime/data/write.h"
#include "runtime/report/text.h"

namespace scmc::cli::repl {
namespace {

using Model = std::shared_ptr<const Checked>;

/// `z = 1` of `do z = 1`.
std::optional<std::string> behind(const std::string& text, const std::string& word) {
  if (text == word) return "";
  return text.starts_with(word + " ") ? std::optional(text.substr(word.size() + 1)) : std::nullopt;
}

std::string without(std::string text, const std::string& part) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
  return text;
}

Model rewritten(Desk& desk, std::optional<ast::Model> text) {
  desk.session.settle();
  return desk.session.check(std::move(*text));
}

/// With what the data measure marked.
Model observed_model_of(Desk& desk, const State& state) {
  if (state.data->files.empty()) return state.model;
  std::vector<std::string> names;
  for (VariableId id : bound_of(desk, state, state.model).observed) names.push_back((*state.model)[id].name);
  return names.empty() ? state.model : rewritten(desk, observe(*state.model, names, desk.session.diagnostics));
}

std::string fit_in_words(const State& state) {
  if (!state.fitted) return "none yet: the next question makes one";
  const auto& fit = state.fitted->fit;
  return counted(fit.draws.chains.size(), "chain") + " of " + counted(fit.draws.chains.front().draws(), "draw") +
         (state.fitted->is_prior ? " of the prior" : "") + (fit.sound() ? ", sound" : ", not to be trusted yet: `summary` says why");
}

std::vector<report::Entry> circumstances(Desk& desk, const State& state) {
  std::vector<std::string> files;
  for (const auto& file : state.data->files) files.push_back(file.table.file);
  std::vector<report::Entry> entries;
  if (files.empty()) entries.push_back({"data", "none: nothing is observed"});
  else entries.push_back({"data", joined(files) + ": " + data_line(bound_of(desk, state, state.model))});
  if (!state.scenarios.empty()) entries.push_back({"do", joined(state.scenarios, "; ")});
  entries.push_back({"fit", fit_in_words(state)});
  return entries;
}

Model with_do(Desk& desk, const Model& model, const std::string& text) {
  auto assignments = desk.session.assignments(text, "do");
  return rewritten(desk, intervene(*model, assignments, desk.session.diagnostics));
}

// ---------------------------------------------------------------- graph

std::string arrow(const Picture::Edge& edge) {
  return edge.link == Picture::Link::SharedNoise || edge.link == Picture::Link::Noise ? "<->" : "->";
}

/// `c -> z, y`: a line for each cause, those that have none standing alone.
std::string edges_text(const Picture& picture) {
  struct Line {
    std::string from, arrow, to;
  };
  std::vector<Line> lines;
  std::vector<bool> drawn(picture.nodes.size());
  for (const auto& edge : picture.edges) {
    drawn[edge.from] = drawn[edge.to] = true;
    const auto from = picture.nodes[edge.from].id + (edge.lag.empty() ? "" : "[" + edge.lag + "]");
    const auto same = std::ranges::find_if(lines, [&](const Line& line) { return line.from == from && line.arrow == arrow(edge); });
    if (same == lines.end()) lines.push_back({from, arrow(edge), picture.nodes[edge.to].id});
    else same->to += ", " + picture.nodes[edge.to].id;
  }
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, report::display_width(line.from));
  std::string text;
  for (const auto& line : lines) text += "  " + report::pad_right(line.from, width) + " " + line.arrow + " " + line.to + "\n";
  for (std::size_t i = 0; i < drawn.size(); ++i)
    if (!drawn[i]) text += "  " + picture.nodes[i].id + "\n";
  return text;
}

/// What is not as one would think: set, or not measured.
std::string legend(const Picture& picture, bool has_data) {
  std::vector<std::string> set, unmeasured;
  for (const auto& node : picture.nodes) {
    if (!node.set.empty()) set.push_back(node.set);
    if (has_data && node.kind == Picture::Kind::Random && !node.observed && node.set.empty()) unmeasured.push_back(node.id);
  }
  std::vector<report::Entry> entries;
  if (!set.empty()) entries.push_back({"set", joined(set)});
  if (!unmeasured.empty()) entries.push_back({"unmeasured", joined(unmeasured)});
  return report::layout_entries(entries);
}

/// `do z = 1 graph.svg` as what is set and the file.
std::pair<std::string, std::string> split_file(const std::string& argument) {
  const auto space = argument.rfind(' ');
  const auto last = space == std::string::npos ? argument : argument.substr(space + 1);
  if (picture_format(last).empty() || last.find('=') != std::string::npos) return {argument, ""};
  return {space == std::string::npos ? "" : argument.substr(0, space), last};
}

// ---------------------------------------------------------------- identify

std::string judged(Desk& desk, const ObservedModel& given, const std::string& effect_text, const std::string& adjusting) {
  auto& session = desk.session;
  const auto file = session.sources.add("identify", effect_text);
  const auto effect = got(session, identify::parse_effect(session.sources, file, session.diagnostics));
  std::optional<std::vector<identify::Named>> proposed;
  if (!adjusting.empty())
    proposed = got(session, identify::parse_names(session.sources, session.sources.add("adjusting for", adjusting), session.diagnostics));
  const auto verdict = judge_effect(session, given, effect, proposed);
  return verdict.effect + "\n" + verdict_text(verdict);
}

std::string judged_worlds(Desk& desk, const ObservedModel& given, const std::string& question) {
  auto& session = desk.session;
  const auto dag = graph_of(session, given);
  const auto file = session.sources.add("identify", question);
  const auto query = got(session, identify::parse_counterfactual(dag, session.sources, file, session.diagnostics));
  const auto answer = identify::identify_counterfactual(identify::project(dag), query);
  return answer.question + "\n" + counterfactual_text(answer);
}

}  // namespace

Outcome show_command(Desk& desk, const State& state, const std::string&) {
  auto text = ast::print(*observed_model_of(desk, state)->model);
  return {.text = text + (text.empty() ? "" : "\n") + report::layout_entries(circumstances(desk, state)), .is_plain = true};
}

Outcome rewrite_command(Desk& desk, const State& state, const std::string& argument) {
  auto model = observed_model_of(desk, state);
  if (const auto set = behind(argument, "do")) model = with_do(desk, model, *set);
  else if (const auto cf = behind(argument, "cf")) {
    const auto assignments = desk.session.assignments(*cf, "cf");
    model = rewritten(desk, twin(*model, assignments, desk.session.diagnostics));
  } else if (const auto target = behind(argument, "for")) model = rewritten(desk, prune(*model, {*target}, desk.session.diagnostics));
  else if (argument == "prune") model = rewritten(desk, prune_for_fit(*model));
  else if (!argument.empty())
    desk.session.refuse({.code = "E0751",
                         .title = "`rewrite` does not know `" + argument + "`",
                         .hint = Hint{"write `rewrite do z = 1`, `rewrite cf z = 0`, `rewrite for y` or `rewrite prune`"}});
  return {.text = ast::print(*model->model), .is_plain = true};
}

Outcome graph_command(Desk& desk, const State& state, const std::string& argument) {
  const auto [rest, file] = split_file(argument);
  const auto set = behind(rest, "do");
  if (!set && !rest.empty())
    desk.session.refuse({.code = "E0751",
                         .title = "`graph` does not know `" + rest + "`",
                         .hint = Hint{"write `graph`, `graph do z = 1`, or `graph dag.svg`"}});
  if (!file.empty() && !is_picture_format(picture_format(file)))
    desk.session.refuse({.code = "E0710",
                         .title = "`" + file + "` does not end in a format that pictures have",
                         .hint = Hint{"end it in .svg, .pdf or .png; or in .dot or .json for the graph as text"}});
  auto model = observed_model_of(desk, state);
  if (set) model = with_do(desk, model, *set);
  const auto picture = draw(*model);
  if (file.empty()) return {.text = edges_text(picture) + legend(picture, has_data(state)), .is_plain = true};
  const auto drawn = picture_in(picture_format(file), picture);
  for (const auto& problem : drawn.problems) desk.session.refuse(from_problem(problem));
  if (const auto problem = data::write_file(file, *drawn)) desk.session.refuse(from_problem(*problem));
  return {.text = "  " + file + ": " + counted(picture.nodes.size(), "node") + ", " + counted(picture.edges.size(), "arrow") + "\n", .is_plain = true};
}

Outcome identify_command(Desk& desk, const State& state, const std::string& argument) {
  if (argument.empty())
    desk.session.refuse({.code = "E0751", .title = "`identify` names no effect", .hint = Hint{"write for instance `identify z -> y`"}});
  const std::string mark = " adjusting for ";
  const auto at = argument.find(mark);
  const auto effect = argument.substr(0, at);
  const auto adjusting = at == std::string::npos ? "" : argument.substr(at + mark.size());
  const auto given = has_data(state) ? observed_model(bound_of(desk, state, state.model))
                                     : assumed_model(desk.session, state.model, {state.data->latent.begin(), state.data->latent.end()});
  return {.text = identify::is_counterfactual(effect) ? judged_worlds(desk, given, effect) : judged(desk, given, effect, adjusting)};
}

Outcome summary_command(Desk& desk, const State& state, const std::string&) {
  auto [ready, said] = with_fit(desk, state);
  const auto& fitted = *ready.fitted;
  CommonOptions common;
  common.model = state.name;
  const RunReport report{common, ready.sampler, ready.centred, fitted.origin.files, fitted.fit, {}, nullptr, {}, {}};
  const auto table = without(parameters_text(report), "; --format json has all");  // but a question about one variable has more
  auto text = said + (table.empty() ? "" : table + "\n") + sampling_text(report);
  return {.text = std::move(text), .next = std::move(ready)};
}

}  // namespace scmc::cli::repl
