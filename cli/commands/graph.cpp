/// `scmc graph`: the causal graph, of the model, under interventions, or as a twin network, drawn.
#include <iostream>

#include "cli/command.h"
#include "cli/picture/format.h"
#include "compiler/causal/do.h"
#include "compiler/causal/observe.h"
#include "compiler/causal/roles.h"
#include "compiler/source/suggest.h"
#include "runtime/data/write.h"

namespace scmc::cli {
namespace {

using Model = std::shared_ptr<const Checked>;

struct DrawOptions {
  CommonOptions common;
  DataOptions data;
  std::vector<std::string> interventions, counterfactuals;
  PictureOptions picture;
  std::string title, output;
};

/// `dot` where nothing is said.
std::string format_of(const DrawOptions& options) {
  if (options.output.empty()) return options.common.json() ? "json" : "dot";
  return picture_format(options.output);
}

void require_format(Session& session, const DrawOptions& options) {
  if (is_picture_format(format_of(options))) return;
  session.refuse({.code = "E0710",
                  .title = "`" + options.output + "` does not end in a format that pictures have",
                  .place = "-o",
                  .hint = Hint{"end it in .svg, .pdf or .png; or in .dot or .json for the graph as text"}});
}

void require_dims(Session& session, const Checked& model, const std::map<std::string, std::int64_t>& sizes) {
  std::vector<std::string> names;
  for (const auto& dim : model.dims) names.push_back(dim.name);
  for (const auto& [name, size] : sizes) {
    if (model.find_dim(name)) continue;
    const auto near = closest(name, names);
    session.refuse({.code = "E0701",
                    .title = "there is no dimension `" + name + "`",
                    .place = "--dim",
                    .hint = Hint{near.empty() ? "name a dimension of the model" : "did you mean `" + near + "`?"}});
  }
}

/// Without data: all random variables over units but the latent ones, if any are named.
std::vector<std::string> all_but(const Checked& model, const std::vector<std::string>& latent) {
  std::vector<std::string> names;
  const auto roles = causal_roles(model);
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const auto& v = model.variables[i];
    const bool is_measured = roles[i] == CausalRole::Node && v.kind == VariableKind::Random && !v.intervened;
    if (is_measured && std::ranges::count(latent, v.name) == 0) names.push_back(v.name);
  }
  return names;
}

/// The names of what is measured; sizes of dimensions become known on the way.
std::vector<std::string> measured(Session& session, const Model& model, DrawOptions& options) {
  auto names = take_variables(*model, options.data.observe);
  auto data = session.read_data(options.data);
  session.require_variables(*model, "--latent", options.data.latent);
  require_dims(session, *model, data.sizes);
  if (data.files.empty()) {
    options.picture.sizes = data.sizes;
    const bool is_said = !names.empty() || model->has_observe_marks || options.data.latent.empty();
    return is_said ? names : all_but(*model, options.data.latent);
  }
  data.must_observe = false;
  const auto bound = session.bind(model, std::move(data));
  for (const auto id : bound.observed) names.push_back((*model)[id].name);
  for (std::size_t d = 0; d < bound.axes.size(); ++d) options.picture.sizes[model->dims[d].name] = bound.axes[d].size;
  return names;
}

Model rewritten(Session& session, std::optional<ast::Model> text) {
  session.settle();
  return session.check(std::move(*text));
}

Model under(Session& session, Model model, const std::vector<std::string>& interventions, const std::string& option) {
  for (const auto& text : interventions)
    model = rewritten(session, intervene(*model, session.assignments(split_name(text).second, option), session.diagnostics));
  return model;
}

Picture picture_of(Session& session, DrawOptions& options) {
  auto model = session.load();
  if (const auto names = measured(session, model, options); !names.empty())
    model = rewritten(session, observe(*model, names, session.diagnostics));
  model = under(session, model, options.interventions, "--do");
  if (options.counterfactuals.empty()) return draw(*model, options.picture);
  return draw_twin(*model, *under(session, model, options.counterfactuals, "--cf"), options.picture);
}

std::string content(Session& session, const Picture& picture, const DrawOptions& options) {
  auto drawn = picture_in(format_of(options), picture, options.title);
  for (const auto& problem : drawn.problems) session.refuse(from_problem(problem));
  return *std::move(drawn);
}

int run(DrawOptions options) {
  Session session(options.common);
  require_format(session, options);
  const auto picture = picture_of(session, options);
  const auto text = content(session, picture, options);
  if (options.output.empty()) return std::cout << text, 0;
  if (const auto problem = data::write_file(options.output, text)) session.refuse(from_problem(*problem));
  return 0;
}

}  // namespace

void add_graph(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("graph", "draw the causal graph, with plates, interventions, or a counterfactual twin");
  auto options = std::make_shared<DrawOptions>();
  add_common(*command, options->common, false);
  add_data(*command, options->data, "what is measured: variables, or a data file with them: c,y, FILE, FILE:c,y; repeatable");
  command->add_option("--do", options->interventions, "an intervention: z=1; repeatable, one after the other");
  command->add_option("--cf", options->counterfactuals, "a counterfactual: z=0; what it reaches stands beside its factual twin; repeatable");
  command->add_flag("--parameters", options->picture.parameters, "parameters, too");
  command->add_flag("--computed", options->picture.computed, "deterministic variables, too, not only those that remember");
  command->add_option("--title", options->title, "a heading");
  command->add_option("-o,--output", options->output, "a file: .svg, .pdf, .png, .dot or .json (default: DOT text on standard output)");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
