/// How Boost.Math is called: no exceptions, no errno; an error is a NaN or an infinity.
#pragma once
#include <boost/math/policies/policy.hpp>

namespace scmc::math {

namespace policies = boost::math::policies;
template <policies::error_policy_type action>
using Actions =
    policies::policy<policies::domain_error<action>, policies::pole_error<action>, policies::overflow_error<action>,
                     policies::underflow_error<action>, policies::denorm_error<action>, policies::evaluation_error<action>,
                     policies::rounding_error<action>, policies::indeterminate_result_error<action>, policies::promote_double<false>>;
using Policy = Actions<policies::ignore_error>;

}  // namespace scmc::math
