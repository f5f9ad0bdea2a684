#include "tests/stdlib/family.h"

#include <algorithm>
#include <cmath>
#include <regex>
#include <stdexcept>

#include "compiler/ast/print.h"
#include "compiler/check/elaborate.h"
#include "compiler/differentiate/differentiate.h"
#include "compiler/lower/term.h"
#include "compiler/parse/parse.h"
#include "tests/stdlib/examples.h"

namespace scmc::testing {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::shared_ptr<const Checked> checked(Sources& sources, Library& library, const std::string& text) {
  Diagnostics diagnostics;
  auto model = parse_model(sources, sources.add("harness.scm", text), diagnostics);
  auto result = model ? check(std::move(*model), library, diagnostics) : std::nullopt;
  if (!result) throw std::runtime_error(diagnostics.all().front().title + " in\n" + text);
  return std::make_shared<const Checked>(std::move(*result));
}

std::string data_line(const Family::Parameter& param) {
  const bool integer = param.constraint == "integer" || param.constraint == "count";
  return "data arg_" + param.name + (param.is_vector ? "[event_]" : "") + (integer ? " : int" : "") + "\n";
}

/// Each name of a parameter, as the data line that stands for it.
std::string with_arguments(std::string text, const std::vector<Family::Parameter>& params) {
  for (const auto& param : params) text = std::regex_replace(text, std::regex("\\b" + param.name + "\\b(?! =)"), "arg_" + param.name);
  return text;
}

const ast::DistributionStatement& found_distribution(Library& library, const std::string& name) {
  Diagnostics diagnostics;
  const auto* found = library.distribution(name, diagnostics);
  if (!found)
    throw std::runtime_error("no distribution " + name + (diagnostics.all().empty() ? "" : ": " + diagnostics.all().front().title));
  return *found;
}

std::string join(const std::string& left, const std::string& right) { return left + (left.empty() ? "" : ", ") + right; }

}  // namespace

std::string spelled(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", std::abs(value));
  const std::string digits = std::isinf(value) ? "infinity" : text;
  return std::signbit(value) ? "-" + digits : digits;
}

std::vector<std::string> names_in(const std::string& folder) {
  Sources sources;
  return Library(sources).names(folder);
}

namespace {

bool has_dims(const ast::ExprPtr& support) { return std::holds_alternative<ast::Index>(support->node); }

/// Vectors, matrices, and what has a vector among its arguments beside probabilities of its own positions.
bool is_joint(Library& library, const std::string& folder, const std::string& name) {
  Diagnostics diagnostics;
  if (folder == "transforms") return has_dims(library.transform(name, diagnostics)->support);
  const auto& distribution = *library.distribution(name, diagnostics);
  return has_dims(distribution.support) ||
         std::ranges::any_of(distribution.params, [](const auto& p) { return !p.dims.empty() && p.dims.front().name != "d"; });
}

bool is_combinator(Library& library, const std::string& folder, const std::string& name) {
  Diagnostics diagnostics;
  return folder == "distributions" && std::ranges::any_of(library.distribution(name, diagnostics)->params, takes_distribution);
}

std::vector<std::string> names_where(const std::string& folder, bool joint) {
  Sources sources;
  Library library(sources);
  auto names = library.names(folder);
  std::erase_if(names, [&](const std::string& name) { return is_joint(library, folder, name) != joint || is_combinator(library, folder, name); });
  return names;
}

}  // namespace

std::vector<std::string> combinators() {
  Sources sources;
  Library library(sources);
  auto names = library.names("distributions");
  std::erase_if(names, [&](const std::string& name) { return !is_combinator(library, "distributions", name); });
  return names;
}

std::vector<std::string> numbers_in(const std::string& folder) {
  auto names = names_where(folder, false);
  if (folder == "distributions")
    for (const auto& [name, composite] : composites()) names.push_back(name);
  return names;
}
std::vector<std::string> joint_in(const std::string& folder) { return names_where(folder, true); }

Terms::Terms(std::shared_ptr<const Checked> model, std::map<std::string, std::vector<double>> values,
             std::map<std::string, std::int64_t> sizes)
    : model_(std::move(model)), values_(std::move(values)), sizes_(std::move(sizes)) {}

TermPtr Terms::point() const {
  const auto id = *model_->find("point_");
  return make_term({}, (*model_)[id].type, ReferenceTerm{id});
}

/// Every variable is an input; the output is the term's value at each point.
const ir::Graph& Terms::graph(const TermPtr& term) const {
  if (const auto known = graphs_.find(term); known != graphs_.end()) return known->second;
  Plan plan;
  plan.bound.model = model_;
  for (std::size_t i = 0; i < model_->dims.size(); ++i) {
    const auto& size = model_->dims[i].size;
    plan.bound.axes.push_back({.size = size ? static_cast<std::int64_t>(*constant_value(size)) : 0});
    plan.dimensions.dims.push_back({model_->dims[i].name});
    plan.dimensions.of_model.push_back(ir::DimId(i));
  }
  ir::Builder build(plan.dimensions.dims);
  std::vector<ir::NodeId> nodes;
  for (const auto& v : model_->variables) {
    ir::Dims dims;
    for (DimId d : v.type.dims) dims.push_back(plan.dimensions.of_model[index(d)]);
    const auto type = v.type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer;
    nodes.push_back(build.input(build.declare_input({.name = v.name, .kind = ir::InputKind::Parameter, .dims = dims, .type = type})));
  }
  Diagnostics diagnostics;
  TermLowering lower(plan, build, [&](VariableId id) { return nodes[index(id)]; }, diagnostics);
  const ir::DimId at = plan.dimensions.of_model[index(*model_->find_dim("at_"))];
  const auto node = build.broadcast(lower(term), {at});
  if (build[node].dims != ir::Dims{at}) throw std::runtime_error("a member has a value for each event position");
  build.output("value", node);
  build.output("total", build.reduce(ir::Monoid::Sum, node, {at}));
  return graphs_.emplace(term, std::move(build).take()).first->second;
}

ir::Inputs Terms::inputs(const std::vector<double>& points) const {
  ir::Inputs inputs;
  for (const auto& dim : model_->dims) {
    const auto root = dim.like ? (*model_)[*dim.like].name : dim.name;
    inputs.sizes.push_back(dim.name == "at_" ? static_cast<std::int64_t>(points.size()) : sizes_.at(root));
  }
  for (const auto& v : model_->variables) {
    const auto value = values_.find(v.name);
    inputs.values.push_back(v.name == "point_" ? points : value == values_.end() ? std::vector<double>{0} : value->second);
  }
  return inputs;
}

std::vector<double> Terms::operator()(const TermPtr& term, const std::vector<double>& points) const {
  return ir::interpret(graph(term), inputs(points)).front();
}

std::map<std::string, std::vector<double>> Terms::gradient(const TermPtr& term, double point) const {
  const auto with_gradient = ir::differentiate(graph(term), "total");
  const auto values = ir::interpret(with_gradient, inputs({point}));
  std::map<std::string, std::vector<double>> result;
  for (const auto& v : model_->variables)
    for (std::size_t i = 0; i < with_gradient.outputs.size(); ++i)
      if (with_gradient.outputs[i].name == ir::gradient_name(v.name)) result[v.name] = values[i];
  return result;
}

Family::Family(const std::string& name, const std::vector<double>& args)
    : name_(name), args_(args), library_(std::make_shared<Library>(*sources_)) {
  std::string declarations, call;
  const auto composite = composites().find(name);
  bool integer = composite != composites().end() && composite->second.integer;
  if (composite != composites().end()) {
    for (const auto& [param, constraint] : composite->second.params) params_.push_back({param, constraint});
    call = with_arguments(composite->second.text, params_);
  } else {
    const auto& distribution = found_distribution(*library_, name);
    const auto* support = std::get_if<ast::Name>(&distribution.support->node);
    const auto* call_support = std::get_if<ast::Call>(&distribution.support->node);
    integer = std::holds_alternative<ast::Binary>(distribution.support->node) ||
              (support && (support->id == "integer" || support->id == "count")) || (call_support && call_support->callee == "index");
    for (const auto& param : distribution.params) {
      params_.push_back({param.name.name, param.constraint ? ast::print(param.constraint) : "real", !param.dims.empty()});
      call = join(call, "arg_" + param.name.name);
    }
    call = name + "(" + call + ")";
  }
  std::map<std::string, std::vector<double>> values;
  std::map<std::string, std::int64_t> sizes;
  auto next = args.begin();
  for (const auto& param : params_) {
    const auto count = param.is_vector ? args.end() - next : 1;
    if (next == args.end()) throw std::runtime_error("too few example arguments for " + name);
    values["arg_" + param.name].assign(next, next + count);
    if (param.is_vector) sizes["event_"] = count;
    next += count;
    declarations += data_line(param);
  }
  const bool event = sizes.contains("event_");
  const std::string text = "dim at_\n" + std::string(event ? "dim event_\n" : "") + declarations + "data point_[at_]" +
                           (integer ? " : int\n" : "\n") + "outcome_" + (event ? " in event_" : "") + " ~ " + call + "\n";
  const auto model_read = checked(*sources_, *library_, text);
  for (const auto& dim : model_read->dims)
    if (dim.size) sizes[dim.name] = static_cast<std::int64_t>(*constant_value(dim.size));
  terms_ = std::make_shared<Terms>(model_read, values, sizes);
  const auto& model = terms_->model();
  instance_ = std::get<RandomMechanism>(model[*model.find("outcome_")].mechanisms.front().kind).instance;
  settle_support();
}

void Family::settle_support() {
  support_ = support_of(terms_->model(), instance_);
  lower_ = bound(support_.lower, -infinity), upper_ = bound(support_.upper, infinity);
  if (support_.shape != Support::Shape::Index) return;
  lower_ = 1;
  upper_ = static_cast<double>(args_.size());
}

double Family::bound(const TermPtr& term, double infinite) const { return term ? (*terms_)(term, 0.) : infinite; }

TermPtr Family::member(std::string_view name) const {
  if (const auto known = members_.find(name); known != members_.end()) return known->second;
  auto term = expand(terms_->model(), instance_, name, {terms_->point()});
  if (!term) throw std::runtime_error(name_ + " has no " + std::string(name));
  return members_.emplace(name, std::move(term)).first->second;
}

bool Family::has(std::string_view member) const { return expand(terms_->model(), instance_, member, {terms_->point()}) != nullptr; }

std::vector<double> Family::at(std::string_view member, const std::vector<double>& points) const {
  return member == "quantile" && !has(member) ? inverses_of_cdf(points) : (*terms_)(this->member(member), points);
}

/// Where no quantile is stated: by halving on a line where numbers near 0 keep their digits, or of the integers above the support.
std::vector<double> Family::inverses_of_cdf(const std::vector<double>& probabilities) const {
  const auto x = [&](double t) {
    if (discrete()) return lower() + std::floor(t);
    return std::isfinite(lower()) ? lower() + std::exp(t) : std::sinh(t);
  };
  std::vector<double> low(probabilities.size(), discrete() ? -1 : -700), high(probabilities.size(), discrete() ? 0x1p31 : 700);
  for (int i = 0; i < 100; ++i) {
    std::vector<double> middle, points;
    for (std::size_t p = 0; p < low.size(); ++p) {
      middle.push_back(discrete() ? std::floor(0.5 * (low[p] + high[p])) : 0.5 * (low[p] + high[p]));
      points.push_back(x(middle.back()));
    }
    const auto below = (*terms_)(this->member("cdf"), points);
    for (std::size_t p = 0; p < low.size(); ++p) (below[p] < probabilities[p] ? low : high)[p] = middle[p];
  }
  for (double& t : high) t = x(t);
  return high;
}

double Family::density(double x) const { return std::exp(at("log_density", x)); }

std::map<std::string, double> Family::gradient(std::string_view member, double point) const {
  std::map<std::string, double> result;
  for (const auto& [name, value] : terms_->gradient(this->member(member), point)) {
    if (name == "point_") result["x"] = value.front();
    if (name.starts_with("arg_") && value.size() == 1) result[name.substr(4)] = value.front();
  }
  return result;
}

std::vector<Family::RealParameter> Family::real_parameters() const {
  std::vector<RealParameter> result;
  for (const auto& param : params_) {
    const double value = terms_->value_of("arg_" + param.name).front();
    if (!param.is_vector && param.constraint != "integer" && param.constraint != "count" && std::isfinite(value))
      result.push_back({param.name, param.constraint, value});
  }
  return result;
}

Family Family::with(const std::string& parameter, double value) const {
  Family changed = *this;
  changed.terms_ = std::make_shared<Terms>(*terms_);
  changed.terms_->set("arg_" + parameter, {value});
  changed.settle_support();
  return changed;
}

Family Family::standard() const {
  Family changed = *this;
  changed.instance_ = standard_form(terms_->model(), instance_);
  changed.members_.clear();
  changed.settle_support();
  return changed;
}

std::string Family::literal() const {
  std::string call;
  if (std::ranges::any_of(params_, [](const auto& p) { return p.is_vector; })) return "";
  if (const auto composite = composites().find(name_); composite != composites().end()) {
    call = with_arguments(composite->second.text, params_);
    for (std::size_t i = 0; i < params_.size(); ++i)
      call = std::regex_replace(call, std::regex("\\barg_" + params_[i].name + "\\b"), spelled(args_[i]));
    return call;
  }
  for (double arg : args_) call = join(call, spelled(arg));
  return name_ + "(" + call + ")";
}

/// A transform's support is that of a distribution over it, so one is written around it.
Mapping::Mapping(const std::string& name, const std::vector<double>& bounds) : name_(name), library_(std::make_shared<Library>(*sources_)) {
  Diagnostics diagnostics;
  const auto* transform = library_->transform(name, diagnostics);
  if (!transform) throw std::runtime_error("no transform " + name);
  std::string text, params, args;
  std::map<std::string, std::vector<double>> values;
  for (std::size_t i = 0; i < transform->params.size(); ++i) {
    const auto& param = transform->params[i].name.name;
    params = join(params, param), args = join(args, "arg_" + param);
    text += "data arg_" + param + "\n";
    values["arg_" + param] = {bounds.at(i)};
  }
  text += "distribution Probe_(" + params + ") over " + ast::print(transform->support) + " { log_density(x) = 0 }\n";
  text += "dim at_\ndata point_[at_]\noutcome_ ~ Probe_(" + args + ")\n";
  terms_ = std::make_shared<Terms>(checked(*sources_, *library_, text), values, std::map<std::string, std::int64_t>{});
  const auto& model = terms_->model();
  for (const auto& param : transform->params) {
    const auto id = *model.find("arg_" + param.name.name);
    bounds_.push_back(make_term({}, model[id].type, ReferenceTerm{id}));
  }
  const auto support = support_of(model, std::get<RandomMechanism>(model[*model.find("outcome_")].mechanisms.front().kind).instance);
  lower_ = support.lower ? (*terms_)(support.lower, 0.) : -infinity;
  upper_ = support.upper ? (*terms_)(support.upper, 0.) : infinity;
}

TermPtr Mapping::member(std::string_view name) const {
  if (const auto known = members_.find(name); known != members_.end()) return known->second;
  return members_.emplace(name, expand_transform(terms_->model(), name_, bounds_, name, terms_->point())).first->second;
}

double Mapping::at(std::string_view member, double u) const { return (*terms_)(this->member(member), u); }

double Mapping::derivative(std::string_view member, double u) const {
  return terms_->gradient(this->member(member), u).at("point_").front();
}

}  // namespace scmc::testing
