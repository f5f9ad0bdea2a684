/// Formulas of counterfactuals as text: `sum[W](P(W|do(X=0))*P(Y=0,X=1|do(W,Z=0)))/P(X=1)`.
#pragma once
#include <functional>
#include <string>

#include "compiler/identify/estimand.h"
#include "compiler/identify/id_star.h"

namespace scmc::identify {

/// How a factor is written: as P(...|do(...)), or as the factors of what it is in terms of what is observed.
using FactorTexts = std::function<std::vector<std::string>(const Factor&)>;

/// What stands in numerator and denominator alike is left out.
std::string print(const Ratio& ratio, const Admg& graph, const FactorTexts& texts);
std::string print(const Factor& factor, const Admg& graph);

/// The factors of an estimand at some values: `P(Y|X)` where Y = 0 is `P(Y=0|X)`. Names that a sum binds are left alone.
std::vector<std::string> factors_at(const EstimandPtr& estimand, const Admg& graph, const std::map<std::size_t, Value>& values);

}  // namespace scmc::identify
