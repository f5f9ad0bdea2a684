#include "cli/repl/files.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "cli/keep.h"
#include "cli/repl/fitting.h"
#include "cli/repl/joined.h"
#include "compiler/ast/print.h"
#include "compiler/source/display.h"
#include "runtime/data/write.h"
#include "runtime/store/store.h"

namespace scmc::cli::repl {
namespace {

/// Between spaces; what stands in quotes is one word.
std::vector<std::string> paths_in(const std::string& text) {
  std::vector<std::string> paths;
  bool quoted = false, open = false;
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    else if (c == ' ' && !quoted) open = false;
    else {
      if (!open) paths.emplace_back();
      open = true;
      paths.back() += c;
    }
  }
  return paths;
}

/// A file that was read before is read anew, in its place.
void add_files(BindOptions& data, std::vector<DataFile> files) {
  for (auto& file : files) {
    const auto known = std::ranges::find_if(data.files, [&](const DataFile& f) { return f.table.file == file.table.file; });
    if (known == data.files.end()) data.files.push_back(std::move(file));
    else *known = std::move(file);
  }
}

/// May a column of the file belong to a variable?
bool is_wanted(const Checked& model, const DataFile& file) {
  return std::ranges::any_of(file.table.columns, [&](const data::Column& column) {
    return std::ranges::any_of(model.variables, [&](const Variable& v) { return v.column == column.name || v.name == column.name; }) ||
           std::ranges::any_of(model.dims, [&](const Dimension& dim) { return dim.name == column.name; });
  });
}

std::string not_wanted_yet(const DataFile& file) {
  std::vector<std::string> names;
  for (const auto& column : file.table.columns) names.push_back(column.name);
  return counted(file.table.rows, "row") + "; no variable takes a column yet: " + joined(names);
}

/// What the model takes of the data. Files may come before their variables: what does not concern the model cannot be wrong about it.
std::string taken(Desk& desk, const State& state) {
  const auto& files = state.data->files;
  if (std::ranges::any_of(files, [&](const DataFile& file) { return is_wanted(*state.model, file); }))
    return data_line(bound_of(desk, state, state.model));
  BindOptions options = *state.data;
  options.must_observe = false;
  Diagnostics unheard;
  const auto bound = scmc::bind(state.model, options, unheard);
  const bool takes_some = bound && std::ranges::any_of(bound->columns, [](const auto& column) { return column.has_value(); });
  return takes_some ? data_line(*bound) : not_wanted_yet(files.back());
}

Outcome with_files(Desk& desk, const State& state, const std::string& command, const std::string& argument) {
  const auto paths = paths_in(argument);
  if (paths.empty())
    desk.session.refuse(
        {.code = "E0751", .title = "`" + command + "` names no file", .hint = Hint{"write for instance `" + command + " data.csv`"}});
  DataOptions options;
  (command == "observe" ? options.observe : options.data) = paths;
  Outcome outcome{.is_plain = true, .next = with_data(desk, state, options), .change = command + " " + argument};
  outcome.text = "  " + taken(desk, *outcome.next) + "\n";
  return outcome;
}

bool ends_in(const std::string& path, const std::string& ending) { return path.size() > ending.size() && path.ends_with(ending); }

std::string number_of_statements(const State& state) { return counted(state.model->model->statements.size(), "statement"); }

/// Data, model and draws of a file, in the place of all that was there.
Outcome load_fit(Desk& desk, const State& state, const std::string& path) {
  const auto kept = open_fit(desk.session, path);
  State next{.name = kept.origin.model, .model = desk.session.load(kept.origin.model, kept.model_text)};
  next.data = std::make_shared<const BindOptions>(data_of(desk.session, kept, next.model));
  next.sampler = kept.origin.options.sampler, next.centred = kept.origin.centred;
  auto fit = restore(desk.session, kept, next.model);
  next.fitted = std::make_shared<const Fitted>(Fitted{std::move(fit), kept.origin, false});
  next.sampler.threads = state.sampler.threads;
  auto text = "  " + next.name + ": " + number_of_statements(next) + "; " + data_line(next.fitted->fit.plan.bound) + "; fitted\n";
  return {.text = std::move(text), .next = std::move(next), .change = "load " + path};
}

void write(Desk& desk, const std::string& path, const std::string& content) {
  if (const auto problem = data::write_file(path, content)) desk.session.refuse(from_problem(*problem));
}

/// With the model as it is now: queries that joined it after the fit are kept, too.
Outcome save_fit(Desk& desk, const State& state, const std::string& path) {
  if (const auto problem = store::objection(path)) desk.session.refuse(from_problem(*problem));
  auto [ready, said] = with_fit(desk, state);
  Fit fit = ready.fitted->fit;
  auto planned = plan(bound_of(desk, ready, ready.model, has_data(ready)), ready.fitted->origin.options.lower, desk.session.diagnostics);
  desk.session.settle();
  fit.plan = std::move(*planned);
  if (const auto problem = store::write(path, to_inference(desk.session, fit, ready.fitted->origin))) desk.session.refuse(from_problem(*problem));
  const auto draws = counted(fit.draws.chains.size() * fit.draws.chains.front().draws(), "draw");
  return {.text = said + "  " + path + ": the model, its data and " + draws + "\n", .next = std::move(ready)};
}

}  // namespace

State with_data(Desk& desk, const State& state, const DataOptions& options) {
  auto read = desk.session.read_data(options);
  BindOptions data = *state.data;
  add_files(data, std::move(read.files));
  for (const auto& [dim, size] : read.sizes) data.sizes[dim] = size;
  data.latent.merge(read.latent);
  State next = state;
  next.data = std::make_shared<const BindOptions>(std::move(data));
  next.fitted = nullptr;
  return next;
}

State with_model(Desk& desk, const State& state, const std::string& path) {
  desk.session.library->add_folder(std::filesystem::path(path).parent_path().string());
  State next = state;
  next.model = desk.session.load(path, read_text(desk.session, path));
  next.name = path;
  next.fitted = nullptr;
  return next;
}

Outcome observe_command(Desk& desk, const State& state, const std::string& argument) { return with_files(desk, state, "observe", argument); }
Outcome data_command(Desk& desk, const State& state, const std::string& argument) { return with_files(desk, state, "data", argument); }

Outcome load_command(Desk& desk, const State& state, const std::string& argument) {
  const auto paths = paths_in(argument);
  if (paths.size() != 1)
    desk.session.refuse({.code = "E0751", .title = "`load` takes one file", .hint = Hint{"write `load model.scm`, or `load fit.nc`"}});
  if (ends_in(paths.front(), ".nc")) return load_fit(desk, state, paths.front());
  Outcome outcome{.is_plain = true, .next = with_model(desk, state, paths.front()), .change = "load " + argument};
  outcome.next->scenarios.clear();
  outcome.text = "  " + paths.front() + ": " + number_of_statements(*outcome.next) + "\n";
  return outcome;
}

Outcome save_command(Desk& desk, const State& state, const std::string& argument) {
  const auto paths = paths_in(argument);
  const std::string path = paths.size() == 1 ? paths.front() : "";
  if (ends_in(path, ".nc")) return save_fit(desk, state, path);
  if (!ends_in(path, ".scm"))
    desk.session.refuse({.code = "E0751",
                         .title = path.empty() ? "`save` takes one file" : "`" + path + "` is neither a model nor a fit by its ending",
                         .hint = Hint{"write `save model.scm` for the model, `save fit.nc` for model, data and draws"}});
  write(desk, path, ast::print(*state.model->model));
  return {.text = "  " + path + ": " + number_of_statements(state) + "\n", .is_plain = true};
}

}  // namespace scmc::cli::repl
