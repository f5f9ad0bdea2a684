/// Direct sums at first, a Fourier transform later.
#include "runtime/diagnose/autocovariance.h"

#include <bit>
#include <complex>
#include <unsupported/Eigen/FFT>

namespace scmc::diagnose {

namespace {

constexpr std::size_t direct_lags = 48;  // about where the transform of a few hundred to a few thousand draws becomes cheaper

}  // namespace

Autocovariance::Autocovariance(const Sample& sample) : chains_(sample.chains()), draws_(sample.draws()) {
  centred_.reserve(sample.values().size());
  for (std::size_t i = 0; i < chains_; ++i) {
    const double centre = mean(sample.chain(i));
    for (const double x : sample.chain(i)) centred_.push_back(x - centre);
  }
}

double Autocovariance::operator[](std::size_t lag) {
  while (known_.size() <= lag && known_.size() < direct_lags) known_.push_back(by_sum(known_.size()));
  if (known_.size() <= lag) transform();
  return known_[lag];
}

double Autocovariance::by_sum(std::size_t lag) const {
  double sum = 0;
  for (std::size_t chain = 0; chain < chains_; ++chain) {
    const double* x = centred_.data() + chain * draws_;
    double part[4] = {};
    std::size_t i = 0;
    for (; i + lag + 4 <= draws_; i += 4)
      for (std::size_t k = 0; k < 4; ++k) part[k] += x[i + k] * x[i + k + lag];
    for (; i + lag < draws_; ++i) part[0] += x[i] * x[i + lag];
    sum += (part[0] + part[1]) + (part[2] + part[3]);
  }
  return sum / static_cast<double>(draws_ * chains_);
}

/// Wiener-Khinchin: the transform of the power spectrum, padded so that the ends do not meet; spectra of chains are added before going
/// back.
void Autocovariance::transform() {
  const std::size_t size = std::bit_ceil(2 * draws_);
  Eigen::FFT<double> fourier;
  std::vector<std::complex<double>> spectrum, power(size);
  std::vector<double> padded(size), covariance;
  for (std::size_t chain = 0; chain < chains_; ++chain) {
    std::copy_n(centred_.data() + chain * draws_, draws_, padded.begin());
    fourier.fwd(spectrum, padded);
    for (std::size_t i = 0; i < size; ++i) power[i] += std::norm(spectrum[i]);
  }
  fourier.inv(covariance, power);
  known_.assign(covariance.begin(), covariance.begin() + static_cast<std::ptrdiff_t>(draws_));
  for (double& value : known_) value /= static_cast<double>(draws_ * chains_);
}

}  // namespace scmc::diagnose
