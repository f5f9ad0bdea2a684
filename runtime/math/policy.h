/// How Boost.Math is called: no exceptions, no errno; an error is a NaN or an infinity.
#pragma once
#include <boost/math/policies/policy.hpp>
#include <limits>

namespace scmc::math {

namespace policies = boost::math::policies;
template <policies::error_policy_type action>
using Actions =
    policies::policy<policies::domain_error<action>, policies::pole_error<action>, policies::overflow_error<action>,
                     policies::underflow_error<action>, policies::denorm_error<action>, policies::evaluation_error<action>,
                     policies::rounding_error<action>, policies::indeterminate_result_error<action>, policies::promote_double<false>>;
using Policy = Actions<policies::ignore_error>;

/// Whether a shape is positive and not so large that series take seconds.
inline bool is_shape(double a) { return a > 0 && a <= 1e10; }

/// Boost's root finders do not hand the policy on and may throw at the ends of the number range: that is a NaN too.
template <class F>
double without_exceptions(F compute) noexcept {
  try {
    return compute();
  } catch (...) { return std::numeric_limits<double>::quiet_NaN(); }
}

}  // namespace scmc::math
