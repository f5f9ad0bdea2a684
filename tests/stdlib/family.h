/// A distribution (or transform) of the library whose text has become numbers: what the property tests evaluate.
#pragma once
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/checked.h"
#include "compiler/check/library.h"
#include "compiler/interpret/interpret.h"

namespace scmc::testing {

/// Terms of a checked model as functions of one array `point_` over the dimension `at_`; the other variables have fixed values.
class Terms {
 public:
  Terms(std::shared_ptr<const Checked> model, std::map<std::string, std::vector<double>> values, std::map<std::string, std::int64_t> sizes);

  const Checked& model() const { return *model_; }
  TermPtr point() const;
  void set(const std::string& variable, std::vector<double> value) { values_[variable] = std::move(value); }
  const std::vector<double>& value_of(const std::string& variable) const { return values_.at(variable); }

  /// One value for each point.
  std::vector<double> operator()(const TermPtr& term, const std::vector<double>& points) const;
  double operator()(const TermPtr& term, double point) const { return (*this)(term, std::vector{point}).front(); }
  /// By name of the variable, `point_` among them.
  std::map<std::string, std::vector<double>> gradient(const TermPtr& term, double point) const;

 private:
  const ir::Graph& graph(const TermPtr& term) const;
  ir::Inputs inputs(const std::vector<double>& points) const;

  std::shared_ptr<const Checked> model_;
  std::map<std::string, std::vector<double>> values_;
  std::map<std::string, std::int64_t> sizes_;
  mutable std::map<TermPtr, ir::Graph> graphs_;
};

/// One distribution with arguments. Arguments stand in the order of the parameters; one that runs over a dimension takes all that are left.
class Family {
 public:
  struct Parameter {
    std::string name, constraint;
    bool is_vector = false;  ///< takes all arguments that are left
  };
  Family(const std::string& name, const std::vector<double>& args);

  const std::string& name() const { return name_; }
  bool has(std::string_view member) const;
  bool improper() const { return !has("cdf") && !has("quantile"); }
  bool discrete() const { return support_.shape != Support::Shape::Real; }
  double lower() const { return lower_; }
  double upper() const { return upper_; }
  bool inside(double x) const { return x > lower_ && x < upper_; }

  std::vector<double> at(std::string_view member, const std::vector<double>& points) const;
  double at(std::string_view member, double point) const { return at(member, std::vector{point}).front(); }
  double density(double x) const;
  double quantile(double p) const { return at("quantile", p); }
  double cdf(double x) const { return at("cdf", x); }
  /// Of members without arguments: mean, variance.
  double value(std::string_view member) const { return at(member, 0); }

  /// Derivatives of a member by the point and by each real parameter, by name; `x` is the point.
  std::map<std::string, double> gradient(std::string_view member, double point) const;
  struct RealParameter {
    std::string name, constraint;
    double value;
  };
  std::vector<RealParameter> real_parameters() const;
  /// The same with one parameter changed.
  Family with(const std::string& parameter, double value) const;
  /// The law of the noise of the location-scale map.
  Family standard() const;

  /// `Gamma(2, 0.5)` with all digits; empty where an argument runs over a dimension.
  std::string literal() const;

 private:
  TermPtr member(std::string_view name) const;
  void settle_support();
  double bound(const TermPtr& term, double infinite) const;
  std::vector<double> inverses_of_cdf(const std::vector<double>& probabilities) const;

  std::string name_;
  std::vector<double> args_;
  std::vector<Parameter> params_;
  std::shared_ptr<Sources> sources_ = std::make_shared<Sources>();
  std::shared_ptr<Library> library_;
  std::shared_ptr<Terms> terms_;
  Instance instance_;
  Support support_;
  double lower_ = -std::numeric_limits<double>::infinity(), upper_ = std::numeric_limits<double>::infinity();
  mutable std::map<std::string, TermPtr, std::less<>> members_;
};

/// One transform of the library with bounds.
class Mapping {
 public:
  Mapping(const std::string& name, const std::vector<double>& bounds);
  double at(std::string_view member, double u) const;
  double derivative(std::string_view member, double u) const;  ///< by the IR's own gradient
  double lower() const { return lower_; }
  double upper() const { return upper_; }

 private:
  TermPtr member(std::string_view name) const;

  std::string name_;
  std::shared_ptr<Sources> sources_ = std::make_shared<Sources>();
  std::shared_ptr<Library> library_;
  std::shared_ptr<Terms> terms_;
  std::vector<TermPtr> bounds_;
  double lower_, upper_;
  mutable std::map<std::string, TermPtr, std::less<>> members_;
};

std::vector<std::string> names_in(const std::string& folder);
/// Distributions (composites among them) and transforms of numbers; those of vectors and matrices.
std::vector<std::string> numbers_in(const std::string& folder);
std::vector<std::string> joint_in(const std::string& folder);
/// Distributions of distributions: their examples are composites.
std::vector<std::string> combinators();

/// With all digits, so that reading it gives the same number.
std::string spelled(double value);

}  // namespace scmc::testing
