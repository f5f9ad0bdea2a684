/// Test statistics of one variable's data.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "compiler/bind/bind.h"

namespace scmc::cli {

struct TestStatistic {
  std::string name;
  std::function<double(std::span<const double>)> of;  ///< NaN where it has no value
};

/// What is worth testing of a measured variable: moments and extremes of numbers, zeros of counts, shares of categories, and where its
/// elements follow one another in time their correlation from each to the next. The statistics take the measured cells in order.
std::vector<TestStatistic> test_statistics(const Bound& bound, VariableId id);

/// Does the dimension run through time? Something reads earlier positions of it, or its name says so.
bool is_time(const Checked& model, DimId dim);

double lag_one(std::span<const double> values);

}  // namespace scmc::cli
