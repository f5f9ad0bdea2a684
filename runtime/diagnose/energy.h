/// Whether fresh momenta reach all energies of the posterior.
#pragma once
#include <span>

namespace scmc::diagnose {

/// Estimated Bayesian fraction of missing information of one chain: squared steps of the energy over its squared deviations
/// [Betancourt 2016, arXiv 1604.00695]. Below 0.3 the tails are explored slowly. NaN for fewer than two draws or a constant energy.
double e_bfmi(std::span<const double> energy);

}  // namespace scmc::diagnose
