/// What a checked model says, as text that expectations are written in by hand.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/check/checked.h"
#include "compiler/check/library.h"
#include "compiler/parse/parse.h"
#include "compiler/source/match.h"

namespace scmc::testing {

/// Terms by what they mean and not by how they were written: names of primitives, dimensions in their internal order, every index bound.
class Terms {
 public:
  explicit Terms(const Checked& model) : model_(model) {}

  std::string operator()(const TermPtr& term) const {
    if (!term) return "none";
    return match(
        term->node, [](const ConstantTerm& t) { return number(t.value); }, [&](const PositionTerm& t) { return name(t.dim); },
        [&](const SizeTerm& t) { return "size(" + name(t.dim) + ")"; }, [&](const FirstTerm& t) { return "first(" + name(t.dim) + ")"; },
        [&](const LabelTerm& t) { return "\"" + t.label + "\""; }, [&](const ReferenceTerm& t) { return model_[t.variable].name; },
        [&](const ApplyTerm& t) { return std::string(t.op->name) + "(" + listed(t.args) + ")"; },
        [&](const SelectTerm& t) { return "if(" + listed({t.condition, t.then, t.otherwise}) + ")"; },
        [&](const ReduceTerm& t) { return monoid(t.monoid) + "(" + (*this)(t.arg) + " over " + names(t.over) + ")"; },
        [&](const GatherTerm& t) { return (*this)(t.source) + "[" + indices(t) + "]"; },
        [&](const StackTerm& t) { return "stack(" + listed(t.items) + " over " + name(t.dim) + ")"; },
        [&](const MatrixTerm& t) {
          return std::string(t.kernel->name) + "(" + listed(t.args) + " over " + name(t.row) + ", " + name(t.column) + ")";
        },
        [&](const NoiseTerm& t) { return "noise(" + model_[t.variable].name + ")"; },
        [&](const DistributionTerm& t) {
          std::string text;
          for (const auto& one : t.instances) text += (text.empty() ? "" : ", ") + one->distribution->name.name + "(" + listed(one->args) + ")";
          return t.over ? "[" + text + "] over " + name(*t.over) : text;
        },
        [&](const RecursionTerm& t) {
          const auto& member = t.group->members[t.member];
          return member.recursion->name + " where " + (*this)(member.value);
        },
        [](const SelfTerm& t) { return t.recursion->name; },
        [&](const OdeTerm& t) { return "ode(" + (*this)(t.equation->rate) + ", " + (*this)(t.initial) + ", " + (*this)(t.times) + ", " + listed(t.parameters) + ")"; },
        [](const QuestionTerm&) { return std::string("question"); }, [](const HoleTerm& t) { return "hole " + std::to_string(t.id); });
  }

  std::string names(const std::vector<DimId>& dims) const {
    std::string text;
    for (DimId dim : dims) text += (text.empty() ? "" : ", ") + name(dim);
    return text;
  }

 private:
  static std::string number(double value) {
    std::ostringstream out;
    out << value;
    return out.str();
  }
  static std::string monoid(ir::Monoid monoid) {
    switch (monoid) {
      case ir::Monoid::Sum:
        return "sum";
      case ir::Monoid::Product:
        return "product";
      case ir::Monoid::Minimum:
        return "minimum";
      case ir::Monoid::Maximum:
        return "maximum";
      case ir::Monoid::LogSumExp:
        return "log_sum_exp";
    }
    return "";
  }
  std::string name(DimId dim) const { return model_[dim].name; }
  std::string listed(const std::vector<TermPtr>& terms) const {
    std::string text;
    for (const auto& term : terms) text += (text.empty() ? "" : ", ") + (*this)(term);
    return text;
  }
  std::string indices(const GatherTerm& gather) const {
    std::string text;
    for (const auto& [dim, at] : gather.indices) text += (text.empty() ? "" : ", ") + name(dim) + " = " + (*this)(at);
    return text;
  }

  const Checked& model_;
};

/// Checks texts, each of which must be right.
class Checking : public ::testing::Test {
 protected:
  Checking() : library_(sources_) { library_.add_folder(SCMC_SOURCE_DIR "/tests/check/files"); }

  Checked checked(const std::string& text) {
    Diagnostics diagnostics;
    auto model = parse_model(sources_, sources_.add("model.scm", text), diagnostics);
    auto result = model ? check(std::move(*model), library_, diagnostics) : std::nullopt;
    if (result) return std::move(*result);
    std::ostringstream out;
    render(out, diagnostics, sources_);
    throw std::runtime_error(out.str());
  }

  /// The codes that the text is answered with: "E0207 W0201".
  std::string codes(const std::string& text) {
    Diagnostics diagnostics;
    if (auto model = parse_model(sources_, sources_.add("model.scm", text), diagnostics)) check(std::move(*model), library_, diagnostics);
    std::string all;
    for (const auto& diagnostic : diagnostics.all()) all += (all.empty() ? "" : " ") + diagnostic.code;
    return all;
  }

  static const Variable& variable(const Checked& model, const std::string& name) {
    const auto id = model.find(name);
    if (!id) throw std::runtime_error("no variable " + name);
    return model[*id];
  }

  /// "kind name[dims in declared order]".
  static std::string declaration(const Checked& model, const std::string& name) {
    const auto& v = variable(model, name);
    const std::string kind = v.type.kind == ScalarKind::Real ? "real" : v.type.kind == ScalarKind::Integer ? "integer" : "index";
    return kind + " " + name + (v.dims.empty() ? "" : "[" + Terms(model).names(v.dims) + "]");
  }

  /// One line a mechanism: "mask: value", or "mask: Distribution(arguments)".
  static std::string mechanisms(const Checked& model, const std::string& name) {
    const Terms terms(model);
    std::string text;
    for (const auto& m : variable(model, name).mechanisms) {
      if (!text.empty()) text += "\n";
      if (m.mask) text += terms(m.mask) + ": ";
      text += match(
          m.kind, [&](const DeterministicMechanism& d) { return terms(d.value); },
          [&](const RandomMechanism& r) {
            std::string args;
            for (const auto& arg : r.instance.args) args += (args.empty() ? "" : ", ") + terms(arg);
            return r.instance.distribution->name.name + "(" + args + ")";
          });
    }
    return text;
  }

  static std::string causes(const Checked& model, const std::string& name) {
    std::string text;
    for (VariableId cause : variable(model, name).causes) text += (text.empty() ? "" : " ") + model[cause].name;
    return text;
  }

 private:
  Sources sources_;
  Library library_;
};

}  // namespace scmc::testing
