/// The kernel's interface, and the statements.
#include "compiler/codegen/cpp/print_cpp.h"

#include <sstream>

#include "compiler/codegen/cpp/statements.h"

namespace scmc::codegen {

std::string cpp_preamble() {
  return R"(#include <algorithm>
#include <cmath>
#include <cstdint>

#include "runtime/math/linear.h"
#include "runtime/math/ode.h"
#include "runtime/math/special.h"

extern "C" double scmc_noise_uniform(std::uint64_t key0, std::uint64_t key1, std::uint64_t stream, std::uint64_t cell);

namespace {

// The position that an index means: within the size, 0 for NaN.
[[maybe_unused]] std::int64_t clamped(double index, std::int64_t size) {
  if (!(index > 0)) return 0;
  return index < double(size) ? std::int64_t(index) : std::max<std::int64_t>(size - 1, 0);
}

// exp(largest) * sum += exp(x)
[[maybe_unused]] void add_exponential(double& largest, double& sum, double x) {
  if (x > largest) {
    sum = sum * std::exp(largest - x) + 1;
    largest = x;
  } else {
    sum += x == largest ? 1 : std::exp(x - largest);
  }
}

[[maybe_unused]] double log_of(double largest, double sum) { return std::isinf(largest) && !std::isnan(sum) ? largest : largest + std::log(sum); }

}  // namespace

)";
}

std::string print_cpp(const schedule::Nest& nest, std::string_view name) {
  const auto names = numbered_names(nest);
  std::ostringstream out;
  out << "extern \"C\" void " << name << "(double* const* buffers, const std::int64_t* sizes, const std::uint64_t* key) {\n  (void)key;\n";
  for (std::size_t d = 0; d < names.sizes.size(); ++d)
    out << "  [[maybe_unused]] const std::int64_t " << names.sizes[d] << " = sizes[" << d << "];\n";
  const auto declare = [&](const std::string& buffer, std::size_t i) {
    out << "  [[maybe_unused]] double* const " << buffer << " = buffers[" << i << "];\n";
  };
  for (std::size_t i = 0; i < nest.storages.size(); ++i) declare(names.buffers[i], i);
  for (std::size_t i = 0; i < nest.accumulators.size(); ++i)
    if (!nest.accumulators[i].kept.empty()) declare(names.totals[i], nest.storages.size() + i);
  out << print_statements(nest, names) << "}\n";
  return out.str();
}

}  // namespace scmc::codegen
