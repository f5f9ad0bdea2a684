/// Are two columns independent given others? Tests by which rows can contradict a graph.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace scmc::diagnose {

/// A column of rows that lack nothing.
struct Measured {
  std::vector<double> values;
  bool levels = false;  ///< the numbers only name
};

/// x and y given others; all have the same rows, which are independent given what the question conditions on.
struct Conditional {
  Measured x, y;
  std::vector<Measured> given = {};
};

/// What is left of a column after least squares on the others: an intercept, their numbers, with `knots` as quadratic splines with so many
/// at their quantiles (so that curves are followed), a column for every level but the first, and, where `products`, products of each two.
struct Design {
  std::size_t knots = 0;
  bool products = false;
};

/// As rich as so many rows allow: one knot for each 50 up to five, products while ten rows stand behind each column.
Design design_for(std::size_t rows, const std::vector<Measured>& given);

/// For numbers: do the residuals of x and y, each on the others, vary together?
struct PartialCorrelation {
  double r = 0;
  std::size_t rows = 0, fitted = 0;  ///< `fitted`: the rank of the columns that were taken out
  double p_fisher = 1;  ///< two-sided, of atanh(r), for residuals whose scale is the same everywhere  [Fisher 1915]
  double p = 1;         ///< two-sided, of the mean product of the residuals over its own standard error, whatever their scales depend on
                        ///< [Shah, Peters 2020]
};
PartialCorrelation partial_correlation(const Conditional& question, const Design& design);

struct Permutations {
  std::size_t most = 1999;    ///< permutations at the most
  std::size_t enough = 20;    ///< it ends when so many reach the statistic: then p is settled  [Besag, Clifford 1991]
  std::uint64_t seed = 0, stream = 0;
};

/// For levels, or levels and numbers: the conditional mutual information, in nats, of x and y in groups (levels, or quarters of a
/// residual), and how many permutations of x reach it.
///
/// x is permuted among rows that agree in the levels of the others and lie next to each other in their numbers: at most nine rows, by
/// repeated halving along the widest of them. The p-value is exact where x is exchangeable within such a cell, and nearly so where its
/// distribution changes little across one.  [Kim, Neykov, Balakrishnan, Wasserman 2022]
struct ConditionalInformation {
  double nats = 0;
  std::size_t rows = 0, permutations = 0;
  double p = 1;
};
ConditionalInformation conditional_information(const Conditional& question, const Permutations& permutations);

enum class Method { PartialCorrelation, ConditionalInformation };

/// The test that suits the columns. Numbers: the partial correlation of their normal scores (which any growing function of a column leaves
/// as they are, and which no outlier governs), by `p`. With levels: the conditional information.
struct Tested {
  Method method = Method::PartialCorrelation;
  double statistic = 0;
  std::size_t rows = 0;
  double p = 1;
  std::optional<double> p_fisher = {};  ///< of a partial correlation
};
Tested test_independence(const Conditional& question, const Permutations& permutations);

/// p-values for all claims at once: that one of them is at most alpha while its claim holds has probability at most alpha.  [Holm 1979]
std::vector<double> holm(std::span<const double> p);

/// Does the column take at least two values?
bool varies(const Measured& column);

}  // namespace scmc::diagnose
