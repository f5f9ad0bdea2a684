/// How a model and its data are loaded, and what was reported on the way.
#pragma once
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "compiler/bind/bind.h"
#include "compiler/check/intervention.h"
#include "compiler/check/library.h"

namespace scmc::cli {

struct CommonOptions {
  std::string model;
  std::string format = "text";
  std::string stdlib;
  std::uint64_t seed = 0;
  bool seed_given = false;
  bool quiet = false;
  bool json() const { return format == "json"; }
};

struct DataOptions {
  std::vector<std::string> observe, data, latent;
  std::vector<std::string> sizes;  ///< day=100
};

/// A command that cannot go on: its diagnostics have been printed.
struct Refused {};

/// A model on its way through the compiler, with everything its diagnostics speak of.
class Session {
 public:
  explicit Session(const CommonOptions& options);
  /// Says what it has to say there, and not on standard error.
  Session(const CommonOptions& options, std::ostream& errors, bool colour);

  /// Each prints what was reported, and throws Refused after an error.
  std::shared_ptr<const Checked> load();
  std::shared_ptr<const Checked> load(const std::string& name, std::string text);
  std::shared_ptr<const Checked> check(ast::Model model);
  /// The model with the queries of the command line added.
  std::shared_ptr<const Checked> with_queries(const Checked& model, const std::vector<std::string>& queries,
                                              const std::string& option = "--query");
  BindOptions read_data(const DataOptions& options);
  /// Refuses names behind an option that are no variables of the model.
  void require_variables(const Checked& model, const std::string& option, const std::vector<std::string>& names);
  Bound bind(std::shared_ptr<const Checked> model, BindOptions options);
  std::vector<Scenario> scenarios(const Checked& model, const std::vector<std::string>& interventions);
  std::vector<ast::Assignment> assignments(const std::string& text, const std::string& from);
  /// Prints what was reported since the last call; throws Refused if there was an error.
  void settle();
  [[noreturn]] void refuse(Diagnostic diagnostic);
  /// Prints what went wrong, where work goes on all the same.
  void complain(const Diagnostic& diagnostic) const;
  /// Forgets what was reported, and keeps all texts: after a refusal, the next step begins.
  void forget_reports();
  /// What is worth knowing and no mistake: a line on standard error, unless all is to be quiet.
  void remark(const std::string& text) const;

  Sources sources;
  Diagnostics diagnostics;
  std::unique_ptr<Library> library;
  std::string interventions_from = "--do";  ///< where messages say that interventions stand

 private:
  const CommonOptions& options_;
  std::ostream& errors_;
  bool colour_;
  std::size_t printed_ = 0;
};

/// What is wrong with a file, as a diagnostic.
Diagnostic from_problem(const data::Problem& problem);

/// What files are called, without their folders.
std::vector<std::string> file_names(const std::vector<std::string>& paths);

/// The text of a file, or a Refused.
std::string read_text(Session& session, const std::string& path);

/// Of what stands behind `--observe`, the variables named instead of files (`c,y`, where no file has that name); the files stay.
std::vector<std::string> take_variables(const Checked& model, std::vector<std::string>& observe);

/// `name: z = 0, w = 1` as scenario name (empty if not given) and assignments.
std::pair<std::string, std::string> split_name(const std::string& text);

}  // namespace scmc::cli
