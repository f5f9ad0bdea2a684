/// Philox blocks, and the ziggurat that turns them into normal numbers.
#include "runtime/math/random.h"

#include <cmath>

namespace scmc::math {

namespace {

using Counter = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

constexpr std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
constexpr std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
constexpr Key split(std::uint64_t x) { return {low(x), high(x)}; }
constexpr std::uint64_t join(std::uint32_t low, std::uint32_t high) { return low | static_cast<std::uint64_t>(high) << 32; }

/// One round  [Salmon et al. 2011].
constexpr Counter round(const Counter& c, const Key& k) {
  const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0], b = std::uint64_t{0xCD9E8D57} * c[2];
  return {high(b) ^ c[1] ^ k[0], low(b), high(a) ^ c[3] ^ k[1], low(a)};
}

constexpr Counter ten_rounds(Counter counter, Key key) {
  for (int i = 0; i < 10; ++i) {
    counter = round(counter, key);
    key[0] += 0x9E3779B9, key[1] += 0xBB67AE85;
  }
  return counter;
}

constexpr Counter counter_of(std::uint64_t low_half, std::uint64_t high_half) {
  return {low(low_half), high(low_half), low(high_half), high(high_half)};
}

/// The finaliser of SplitMix64, a bijection of 64 bits that scatters neighbours  [Steele, Lea, Flood 2014].
constexpr std::uint64_t scatter(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

double density(double x) { return std::exp(-0.5 * x * x); }

/// 256 layers of equal area under exp(-x^2/2)  [Marsaglia, Tsang 2000]; the lowest holds the tail beyond `cut`.
struct Ziggurat {
  static constexpr std::size_t layers = 256;
  static constexpr double cut = 3.6541528853610088;
  std::array<double, layers + 1> width{}, height{};

  Ziggurat() {
    const double area = cut * density(cut) + std::sqrt(std::acos(-1.0) / 2) * std::erfc(cut / std::sqrt(2.0));
    width[0] = area / density(cut), width[1] = cut;
    height[1] = density(cut);
    for (std::size_t i = 2; i < layers; ++i) {
      height[i] = height[i - 1] + area / width[i - 1];
      width[i] = std::sqrt(-2 * std::log(height[i]));
    }
    height[layers] = 1;
  }
};

const Ziggurat& ziggurat() {
  static const Ziggurat table;
  return table;
}

}  // namespace

Counter philox(Counter counter, Key key) { return ten_rounds(counter, key); }

/// Stream and cell are the counter, so distinct cells have distinct blocks; for every draw the key is a bijection of the seed.
double uniform_of(std::uint64_t key0, std::uint64_t key1, std::uint64_t stream, std::uint64_t cell) {
  const std::uint64_t key = scatter(key0 + 0x9E3779B97F4A7C15 * scatter(key1 + 0x9E3779B97F4A7C15));
  const Counter block = ten_rounds(counter_of(cell, stream), split(key));
  return open_uniform(join(block[0], block[1]));
}

void Stream::refill() {
  const Key key = split(scatter(address_.seed));
  for (std::size_t i = 0; i < buffer_.size(); i += 2) {
    const Counter block = ten_rounds(counter_of(block_++, address_.stream), key);
    buffer_[i] = join(block[0], block[1]);
    buffer_[i + 1] = join(block[2], block[3]);
  }
  next_ = 0;
}

/// Eight bits choose the layer, one the sign, and 53 others the place, so that the three are independent  [Doornik 2005].
double Stream::normal() {
  const Ziggurat& z = ziggurat();
  const std::uint64_t word = bits();
  const std::size_t layer = word & 255;
  const double magnitude = static_cast<double>(word >> 11) * 0x1p-53 * z.width[layer];
  const double result = magnitude < z.width[layer + 1] ? magnitude : normal_beyond(layer, magnitude);
  return word & 256 ? result : -result;
}

/// The one draw in a hundred outside of its layer's rectangle: the tail, or the wedge under the curve, or once more (as a magnitude).
double Stream::normal_beyond(std::size_t layer, double magnitude) {
  const Ziggurat& z = ziggurat();
  if (layer == 0) {
    double x = 0, y = 0;
    do { x = -std::log(uniform()) / Ziggurat::cut, y = -std::log(uniform()); } while (2 * y < x * x);
    return Ziggurat::cut + x;
  }
  if (z.height[layer] + uniform() * (z.height[layer + 1] - z.height[layer]) < density(magnitude)) return magnitude;
  return std::abs(normal());
}

void Stream::fill_normal(std::span<double> out) {
  for (double& x : out) x = normal();
}

}  // namespace scmc::math

extern "C" double scmc_noise_uniform(std::uint64_t key0, std::uint64_t key1, std::uint64_t stream, std::uint64_t cell) {
  return scmc::math::uniform_of(key0, key1, stream, cell);
}
