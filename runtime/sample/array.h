/// Arrays of doubles in packs of four lanes: aligned, padded with zeros, so that loops have no tails and sums one order on every machine.
#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace scmc::sample {

using Pack = double __attribute__((vector_size(32), may_alias));
constexpr std::size_t lanes = 4;
constexpr std::size_t packs_for(std::size_t dimension) { return (dimension + lanes - 1) / lanes; }

/// Compiled for the lanes that the processor has. Without fused operations the results are the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define SCMC_VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define SCMC_VECTORISED
#endif

inline double sum_of_lanes(const Pack& x) { return (x[0] + x[2]) + (x[1] + x[3]); }

/// `rows` arrays of the same length; the padding of each stays zero unless someone writes there.
class Rows {
 public:
  Rows(std::size_t rows, std::size_t dimension)
      : rows_(rows), packs_(packs_for(dimension)), data_(allocate(rows * packs_ * lanes)) {}


  double* operator[](std::size_t row) { return data_.get() + row * packs_ * lanes; }
  const double* operator[](std::size_t row) const { return data_.get() + row * packs_ * lanes; }
  std::size_t rows() const { return rows_; }

 private:
  static constexpr std::align_val_t alignment{64};
  struct Free {
    void operator()(double* data) const { ::operator delete[](data, alignment); }
  };
  static std::unique_ptr<double[], Free> allocate(std::size_t count) {
    auto* data = static_cast<double*>(::operator new[](std::max<std::size_t>(count, lanes) * sizeof(double), alignment));
    std::fill_n(data, count, 0.0);
    return std::unique_ptr<double[], Free>(data);
  }

  std::size_t rows_, packs_;
  std::unique_ptr<double[], Free> data_;
};

}  // namespace scmc::sample
