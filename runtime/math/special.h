/// Special functions as C symbols: compiled models and emitted C++ call the same ones.
///
/// None throws: outside of its domain a function is NaN, at a pole infinite. Incomplete gamma and beta functions, and what is made of them,
/// are NaN for shapes above 1e10, where their series would take too long.
#pragma once

extern "C" {

// ---- choices
double scmc_sign(double x);
double scmc_min(double a, double b);  ///< NaN if either is
double scmc_max(double a, double b);

// ---- exponentials and logarithms
double scmc_invlogit(double x);
double scmc_logit(double p);
double scmc_log_invlogit(double x);           ///< -log(1 + exp(-x))
double scmc_log1p_exp(double x);              ///< log(1 + exp(x))
double scmc_log1m_exp(double x);              ///< log(1 - exp(x)), x < 0
double scmc_log_add_exp(double a, double b);  ///< log(exp(a) + exp(b))
double scmc_xlogy(double x, double y);        ///< x log y, 0 if x = 0
double scmc_xlog1py(double x, double y);      ///< x log(1 + y), 0 if x = 0

// ---- the normal distribution
double scmc_erf_inverse(double p);
double scmc_normal_cdf(double x);
double scmc_normal_log_cdf(double x);
double scmc_inverse_mills(double x);  ///< density / cdf, the derivative of the log cdf
double scmc_normal_quantile(double p);
double scmc_normal_quantile_of_log(double log_p);

// ---- gamma functions
double scmc_lgamma(double x);
double scmc_digamma(double x);
double scmc_trigamma(double x);
double scmc_polygamma(double order, double x);  ///< derivative number `order` of digamma
double scmc_lbeta(double a, double b);
double scmc_lchoose(double n, double k);  ///< for real n and k; minus infinity outside of 0 <= k <= n
double scmc_gamma_p(double a, double x);
double scmc_gamma_q(double a, double x);
double scmc_gamma_p_inverse(double a, double p);
double scmc_gamma_q_inverse(double a, double q);
double scmc_gamma_p_by_shape(double a, double x);  ///< d gamma_p / da

// ---- beta functions
double scmc_beta_cdf(double a, double b, double x);   ///< the regularised incomplete beta function
double scmc_beta_ccdf(double a, double b, double x);  ///< 1 - beta_cdf without loss of digits
double scmc_beta_cdf_inverse(double a, double b, double p);
double scmc_beta_cdf_by_a(double a, double b, double x);
double scmc_beta_cdf_by_b(double a, double b, double x);
double scmc_student_t_cdf(double nu, double x);
double scmc_student_t_quantile(double nu, double p);
double scmc_student_t_cdf_by_nu(double nu, double x);

// ---- the modified Bessel function, directions around 0 and lengths of scale 1
double scmc_bessel_i_scaled(double order, double x);         ///< exp(-x) I(x), orders 0 to 20
double scmc_von_mises_cdf(double x, double kappa);           ///< from -pi on, and one more for each further turn
double scmc_von_mises_quantile(double p, double kappa);      ///< its inverse, for every p
double scmc_von_mises_cdf_by_kappa(double x, double kappa);  ///< d von_mises_cdf / d kappa
double scmc_rice_cdf(double x, double nu);
double scmc_rice_quantile(double p, double nu);

// ---- skewed relatives of the normal distribution, of location 0 and scale 1, or of mean 1
double scmc_skew_normal_cdf(double x, double alpha);
double scmc_skew_normal_quantile(double p, double alpha);
double scmc_ex_gaussian_cdf(double x, double rate);  ///< of a normal plus an exponential number
double scmc_ex_gaussian_quantile(double p, double rate);
double scmc_inverse_gaussian_cdf(double x, double shape);
double scmc_inverse_gaussian_quantile(double p, double shape);

// ---- counts: a quantile is the smallest integer whose cdf is at least p
double scmc_poisson_cdf(double k, double rate);
double scmc_poisson_quantile(double p, double rate);
double scmc_binomial_cdf(double k, double n, double success);
double scmc_binomial_quantile(double p, double n, double success);
double scmc_negative_binomial_cdf(double k, double successes, double success);  ///< of the number of failures before so many successes
double scmc_negative_binomial_quantile(double p, double successes, double success);
double scmc_hypergeometric_cdf(double k, double n, double successes, double failures);  ///< of the successes among n drawn; counts to 1e9
double scmc_hypergeometric_quantile(double p, double n, double successes, double failures);
double scmc_beta_binomial_cdf(double k, double n, double a, double b);  ///< n to 1e5
double scmc_beta_binomial_quantile(double p, double n, double a, double b);
double scmc_beta_binomial_cdf_by_a(double k, double n, double a, double b);  ///< d beta_binomial_cdf / da
}
