/// What an identified effect is in terms of the distribution of what is observed: an expression of probabilities.
#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "compiler/identify/admg.h"

namespace scmc::identify {

struct Estimand;
using EstimandPtr = std::shared_ptr<const Estimand>;

/// P(of | given), both sets of observed variables. Each stands for its value of the moment, as a name in a formula does.
struct Probability {
  Vertices of, given;
};
/// Over all values of the variables, which it binds: outside of it their names mean something else.
struct Sum {
  Vertices over;
  EstimandPtr body;
};
/// Without factors: 1.
struct Product {
  std::vector<EstimandPtr> factors;
};
struct Quotient {
  EstimandPtr numerator, denominator;
};

struct Estimand {
  std::variant<Probability, Sum, Product, Quotient> node;
};

EstimandPtr probability(const Vertices& of, const Vertices& given = {});
/// The body itself where there is nothing to sum over.
EstimandPtr sum(const Vertices& over, EstimandPtr body);
/// Products within it are opened; a single factor is itself.
EstimandPtr product(const std::vector<EstimandPtr>& factors);
EstimandPtr quotient(EstimandPtr numerator, EstimandPtr denominator);

bool is_one(const EstimandPtr& estimand);

/// The variables that it is a function of.
Vertices free_names(const EstimandPtr& estimand);

/// `sum[Z](P(Y|X,Z)*P(Z))`, the operators `*` and `/` from left to right.
std::string print(const EstimandPtr& estimand, const Admg& graph);

/// How many characters that takes, about: a formula that shares parts can be far longer than it is large.
double length(const EstimandPtr& estimand);

/// The same text; the factors of a product in any order.
bool same(const EstimandPtr& a, const EstimandPtr& b);

}  // namespace scmc::identify
