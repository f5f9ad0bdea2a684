/// Which parameter is the place for a cause follows from the distribution's own text: from the parameter's name, and its link from the
/// parameter's support.
#include "compiler/causal/further_cause.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "compiler/ast/print.h"
#include "compiler/causal/edit.h"
#include "compiler/check/library.h"

namespace scmc {
namespace {

using ast::BinaryOp;
using ast::ExprPtr;

ExprPtr binary(BinaryOp op, ExprPtr left, ExprPtr right) {
  const auto span = left->span;
  return ast::make(span, ast::Binary{op, std::move(left), std::move(right)});
}

ExprPtr call(const std::string& callee, ExprPtr argument) {
  const auto span = argument->span;
  return ast::make(span, ast::Call{.receiver = nullptr, .callee = callee, .callee_span = span, .args = {{"", std::move(argument), span}}, .over = {}});
}

/// Names that the library uses for what is to be expected, the first one that a distribution has counts.
constexpr std::array<std::string_view, 7> locations = {"mu", "location", "e", "eta", "p", "rate", "scale"};
constexpr std::array<std::string_view, 2> scales = {"sigma", "scale"};
/// Here more of the parameter is less of the variable.
constexpr std::array<std::string_view, 4> falling = {"Exponential", "Gamma", "Geometric", "NegativeBinomial"};

std::string constraint(const ast::Parameter& parameter) {
  const auto* name = parameter.constraint ? std::get_if<ast::Name>(&parameter.constraint->node) : nullptr;
  return name ? name->id : "";
}

/// The argument of a parameter in a call: by name, or by position.
std::optional<std::size_t> argument_of(const ast::Call& call, const ast::DistributionStatement& distribution, std::size_t parameter) {
  for (std::size_t i = 0; i < call.args.size(); ++i)
    if (call.args[i].name == distribution.params[parameter].name.name) return i;
  const bool by_position = parameter < call.args.size() && call.args[parameter].name.empty();
  return by_position ? std::optional(parameter) : std::nullopt;
}

template <std::size_t N>
std::optional<std::size_t> parameter_named(const ast::DistributionStatement& distribution, const std::array<std::string_view, N>& names) {
  for (const auto name : names) {
    const auto found = std::ranges::find_if(distribution.params, [&](const ast::Parameter& p) { return p.name.name == name && p.dims.empty(); });
    if (found != distribution.params.end()) return found - distribution.params.begin();
  }
  return std::nullopt;
}

/// Draws that are whole vectors have no place for one number, and a support that moves with its parameter none for any.
bool is_plain(const ast::DistributionStatement& distribution) {
  bool depends = false;
  ast::for_each_expr(distribution.support, [&](const ExprPtr& e) {
    const auto* name = std::get_if<ast::Name>(&e->node);
    depends |= std::holds_alternative<ast::Index>(e->node);
    depends |= name && (name->id == "scale" || name->id == "mu");
  });
  return !depends;
}

class Adding {
 public:
  Adding(const Checked& model, ExprPtr cause) : model_(model), cause_(std::move(cause)) {}

  /// Null where there is no place.
  ExprPtr to(const ExprPtr& distribution) const {
    const auto* written = std::get_if<ast::Call>(&distribution->node);
    const auto* definition = written && !written->receiver ? find(written->callee) : nullptr;
    if (!definition) return nullptr;
    const auto within = std::ranges::find_if(definition->params, [](const auto& p) { return constraint(p) == "distribution" && p.dims.empty(); });
    if (within != definition->params.end()) return to_inner(distribution, *written, *definition, within - definition->params.begin());
    const auto place = is_plain(*definition) ? parameter_named(*definition, locations) : std::nullopt;
    if (!place) return nullptr;
    const auto at = argument_of(*written, *definition, *place);
    const auto& parameter = definition->params[*place];
    if (!at && !parameter.default_value) return nullptr;
    const auto moved = link(constraint(parameter), at ? written->args[*at].value : parameter.default_value, *written, *definition);
    return moved ? replaced(distribution, *written, at, parameter.name.name, moved) : nullptr;
  }

 private:
  const ast::DistributionStatement* find(const std::string& name) const {
    if (const auto own = model_.definitions.distributions.find(name); own != model_.definitions.distributions.end()) return own->second;
    Diagnostics unneeded;
    return model_.library->distribution(name, unneeded);
  }

  ExprPtr to_inner(const ExprPtr& whole, const ast::Call& written, const ast::DistributionStatement& definition, std::size_t parameter) const {
    const auto at = argument_of(written, definition, parameter);
    const auto inner = at ? to(written.args[*at].value) : nullptr;
    return inner ? replaced(whole, written, at, "", inner) : nullptr;
  }

  static ExprPtr replaced(const ExprPtr& whole, ast::Call written, std::optional<std::size_t> at, const std::string& name, ExprPtr value) {
    if (at) written.args[*at].value = std::move(value);
    else written.args.push_back({name, std::move(value), whole->span});
    return ast::make(whole->span, std::move(written));
  }

  ExprPtr link(const std::string& support, const ExprPtr& value, const ast::Call& written, const ast::DistributionStatement& definition) const {
    const bool falls = std::ranges::count(falling, definition.name.name) > 0;
    const auto cause = falls ? ast::make(value->span, ast::Unary{ast::UnaryOp::Minus, cause_}) : cause_;
    if (support == "real") return binary(BinaryOp::Add, value, scaled(cause, written, definition));
    if (support == "unit") return through(value, "invlogit", "logit", cause);
    if (support == "positive") return through(value, "exp", "log", cause);
    return nullptr;
  }

  ExprPtr scaled(const ExprPtr& cause, const ast::Call& written, const ast::DistributionStatement& definition) const {
    const auto scale = parameter_named(definition, scales);
    const auto at = scale ? argument_of(written, definition, *scale) : std::nullopt;
    return at ? binary(BinaryOp::Multiply, written.args[*at].value, cause) : cause;
  }

  /// `f(e)` becomes `f(e + cause)`; what is no such call is taken back first.
  ExprPtr through(const ExprPtr& value, const std::string& link, const std::string& back, const ExprPtr& cause) const {
    const auto& shown = looked_through(value);
    const auto* written = std::get_if<ast::Call>(&shown->node);
    const bool is_linked = written && !written->receiver && written->callee == link && written->args.size() == 1;
    return call(link, binary(BinaryOp::Add, is_linked ? written->args.front().value : call(back, value), cause));
  }

  /// What a name stands for, if one statement computes all of it.
  const ExprPtr& looked_through(const ExprPtr& value) const {
    const auto* name = std::get_if<ast::Name>(&value->node);
    const auto id = name ? model_.find(name->id) : std::nullopt;
    if (!id || model_[*id].mechanisms.size() != 1 || model_[*id].mechanisms.front().mask) return value;
    const auto* let = std::get_if<ast::LetStatement>(&model_.model->statements[model_[*id].mechanisms.front().statement].node);
    return let ? let->value : value;
  }

  const Checked& model_;
  ExprPtr cause_;
};

}  // namespace

std::optional<ast::Model> with_cause(const Checked& model, ast::Model text, VariableId variable, const ExprPtr& cause) {
  const Adding adding(model, cause);
  bool has_any = false;
  for (auto& statement : text.statements) {
    if (!is_about(statement, model[variable].name)) continue;
    auto* draw = std::get_if<ast::DrawStatement>(&statement.node);
    const auto added = draw ? adding.to(draw->distribution) : nullptr;
    if (!added) return std::nullopt;
    draw->distribution = added;
    has_any = true;
  }
  return has_any ? std::optional(std::move(text)) : std::nullopt;
}

bool has_additive_noise(const Checked& model, VariableId variable) {
  const auto& mechanisms = model[variable].mechanisms;
  return !mechanisms.empty() && std::ranges::all_of(mechanisms, [](const Mechanism& m) {
    const auto* random = std::get_if<RandomMechanism>(&m.kind);
    if (!random || !random->instance.distribution) return false;
    const auto& definition = *random->instance.distribution;
    const auto place = is_plain(definition) ? parameter_named(definition, locations) : std::nullopt;
    return place && constraint(definition.params[*place]) == "real" && parameter_named(definition, scales) &&
           ast::print(definition.support) == "real";
  });
}

}  // namespace scmc
