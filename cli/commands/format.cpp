/// `scmc format`: models in canonical layout, printed, written back or compared.
#include "compiler/parse/format.h"

#include <algorithm>
#include <iostream>
#include <iterator>

#include "cli/command.h"
#include "runtime/data/write.h"

namespace scmc::cli {
namespace {

struct FormatOptions {
  CommonOptions common;
  std::vector<std::string> files;
  bool check = false, in_place = false;
};

std::string read_input(Session& session, const std::string& path) {
  if (path != "-") return read_text(session, path);
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

void write_back(Session& session, const std::string& path, const std::string& text) {
  if (const auto problem = data::write_file(path, text)) session.refuse(from_problem(*problem));
}

/// Whether the file is, or is now, as it should be.
bool format_file(const FormatOptions& options, const std::string& path) {
  Session session(options.common);
  const std::string before = read_input(session, path);
  const auto after = format(session.sources, session.sources.add(path == "-" ? "standard input" : path, before), session.diagnostics);
  session.settle();
  if (options.check) {
    if (*after != before) std::cout << path << "\n";
    return *after == before;
  }
  if (!options.in_place) std::cout << *after;
  else if (*after != before) write_back(session, path, *after);
  return true;
}

void refuse_contradictions(const FormatOptions& options) {
  const auto refuse = [&](const char* title, const char* hint) {
    Session(options.common).refuse({.code = "E0706", .title = title, .place = "command line", .hint = Hint{hint}});
  };
  if (options.check && options.in_place) refuse("`--check` writes nothing, `--in-place` does", "leave out one of them");
  const bool reads_input = std::ranges::find(options.files, "-") != options.files.end();
  if (options.in_place && reads_input) refuse("standard input cannot be written in place", "name a file, or leave out `--in-place`");
}

int run(const FormatOptions& options) {
  refuse_contradictions(options);
  bool is_right = true;
  for (const std::string& path : options.files) {
    try {
      is_right &= format_file(options, path);
    } catch (const Refused&) { is_right = false; }  // the others are formatted nevertheless
  }
  return is_right ? 0 : 1;
}

}  // namespace

void add_format(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("format", "print models in canonical layout, with their comments");
  auto options = std::make_shared<FormatOptions>();
  command->add_option("models", options->files, "models, .scm files; - for standard input")->required();
  command->add_flag("--check", options->check, "list the files that would change; exit code 1 if there are any");
  command->add_flag("-i,--in-place", options->in_place, "write the files instead of printing them");
  command->add_option("--format", options->common.format, "of diagnostics: text or json")->check(CLI::IsMember({"text", "json"}));
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
