/// A model's text on its way through the compiler, for tests.
#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/check/checked.h"
#include "compiler/check/library.h"
#include "compiler/interpret/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"

namespace scmc::testing {

/// The stages share sources, library and diagnostics; what they report stays readable.
class Front {
 public:
  /// Null after an error.
  std::shared_ptr<const Checked> check(const std::string& text) {
    auto model = parse_model(sources, sources.add("model.scm", text), diagnostics);
    if (!model) return nullptr;
    auto checked = scmc::check(std::move(*model), library, diagnostics);
    return checked ? std::make_shared<const Checked>(std::move(*checked)) : nullptr;
  }

  /// The plan of a fit to the columns of one JSON text (empty: nothing observed).
  std::optional<Plan> plan(const std::string& text, const std::string& json = "") {
    const auto model = check(text);
    if (!model) return std::nullopt;
    BindOptions options{.must_observe = !json.empty()};
    if (!json.empty()) options.files.push_back({.table = *data::read_json(json, "data.json")});
    auto bound = scmc::bind(model, options, diagnostics);
    return bound ? scmc::plan(std::move(*bound), LowerOptions{}, diagnostics) : std::nullopt;
  }

  /// As the user would read it.
  std::string messages() const {
    std::ostringstream out;
    render(out, diagnostics, sources);
    return out.str();
  }

  /// Codes of all diagnostics, in order: "E0207 W0201".
  std::string codes() const {
    std::string all;
    for (const auto& diagnostic : diagnostics.all()) all += (all.empty() ? "" : " ") + diagnostic.code;
    return all;
  }

  Sources sources;
  Library library{sources};
  Diagnostics diagnostics;
};

/// The log-density program of a plan, evaluated at unconstrained positions (slots in order, all scalars or concatenated).
class LogDensity {
 public:
  LogDensity(const Plan& plan, Diagnostics& diagnostics) : program_(lower_density(plan, diagnostics)) {
    inputs_.sizes = plan.dimensions.sizes;
    inputs_.values = program_.data;
    for (const auto& slot : plan.slots) slots_.push_back(static_cast<std::size_t>(slot.size));
  }

  double operator()(const std::vector<double>& position) const {
    auto inputs = inputs_;
    auto next = position.begin();
    for (std::size_t i = 0; i < slots_.size(); ++i)
      inputs.values[i].assign(next, next + static_cast<std::ptrdiff_t>(slots_[i])), next += static_cast<std::ptrdiff_t>(slots_[i]);
    return ir::interpret(program_.graph, inputs).front().front();
  }

  const ir::Graph& graph() const { return program_.graph; }

 private:
  Program program_;
  ir::Inputs inputs_;
  std::vector<std::size_t> slots_;
};

/// Of a model with this JSON text as its data.
inline double log_density(const std::string& model, const std::string& json, const std::vector<double>& position = {}) {
  Front front;
  const auto plan = front.plan(model, json);
  EXPECT_TRUE(plan) << front.messages() << model << json;
  if (!plan) return NAN;
  const LogDensity density(*plan, front.diagnostics);
  EXPECT_FALSE(front.diagnostics.has_errors()) << front.messages() << model;
  return front.diagnostics.has_errors() ? NAN : density(position);
}

}  // namespace scmc::testing
