/// Texts to models and back, for the tests of the rewrites.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "compiler/ast/print.h"
#include "compiler/causal/assignments.h"
#include "compiler/causal/do.h"
#include "compiler/causal/observe.h"
#include "compiler/causal/prune.h"
#include "compiler/causal/twin.h"
#include "compiler/check/library.h"
#include "compiler/parse/parse.h"

namespace scmc::testing {

using Names = std::vector<std::string>;

/// One library and all texts that a test reads. Every rewrite is asserted to check again, and to survive printing and parsing.
class Desk {
 public:
  Desk() : library_(sources_) { library_.add_folder(SCMC_SOURCE_DIR "/tests/causal/files"); }

  ast::Model parse(const std::string& text) {
    Diagnostics diagnostics;
    auto model = parse_model(sources_, sources_.add("model.scm", text), diagnostics);
    return got(std::move(model), diagnostics, text);
  }
  Checked check(ast::Model model) {
    Diagnostics diagnostics;
    const std::string text = ast::print(model);
    return got(scmc::check(std::move(model), library_, diagnostics), diagnostics, text);
  }
  Checked read(const std::string& text) { return check(parse(text)); }
  std::vector<ast::Assignment> assignments(const std::string& text) {
    Diagnostics diagnostics;
    return got(parse_intervention(text, sources_, diagnostics), diagnostics, text);
  }

  Checked intervene(const Checked& model, const std::string& text) {
    Diagnostics diagnostics;
    return sound(
        got(scmc::intervene(model, assignments(text), diagnostics), diagnostics, "do(" + text + ") on\n" + ast::print(*model.model)));
  }
  Checked twin(const Checked& model, const std::string& text) {
    Diagnostics diagnostics;
    return sound(got(scmc::twin(model, assignments(text), diagnostics), diagnostics, "cf(" + text + ") on\n" + ast::print(*model.model)));
  }
  Checked observe(const Checked& model, const Names& names) {
    Diagnostics diagnostics;
    return sound(got(scmc::observe(model, names, diagnostics), diagnostics, ast::print(*model.model)));
  }
  Checked prune(const Checked& model, const Names& targets) {
    Diagnostics diagnostics;
    return sound(got(scmc::prune(model, targets, diagnostics), diagnostics, ast::print(*model.model)));
  }
  Checked prune_for_fit(const Checked& model) { return sound(scmc::prune_for_fit(model)); }

  /// What a refused `do` says: code and place, such as "E0604 `0.5`".
  Diagnostics refusals(const Checked& model, const std::string& text) {
    Diagnostics diagnostics;
    const auto result = scmc::intervene(model, assignments(text), diagnostics);
    EXPECT_FALSE(result.has_value()) << text;
    return diagnostics;
  }
  /// Printing and parsing it gives the same, and it checks.
  Checked sound(ast::Model model) {
    const std::string text = ast::print(model);
    EXPECT_TRUE(ast::same(parse(text), model)) << text;
    return check(std::move(model));
  }
  std::string text_at(const Diagnostic& diagnostic) const {
    return diagnostic.primary ? std::string(sources_.text(diagnostic.primary->where)) : "";
  }
  std::string rendered(const Diagnostics& diagnostics) const {
    std::ostringstream out;
    render(out, diagnostics, sources_);
    return out.str();
  }

 private:
  template <class T>
  T got(std::optional<T> result, const Diagnostics& diagnostics, const std::string& of) {
    if (!result) throw std::runtime_error(rendered(diagnostics) + "in\n" + of);
    return std::move(*result);
  }

  Sources sources_;
  Library library_;
};

inline std::string text_of(const Checked& model) { return ast::print(*model.model); }

}  // namespace scmc::testing
