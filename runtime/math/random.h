/// Random numbers as pure functions of a key and a counter: Philox 4x32-10  [Salmon et al. 2011, SC'11].
///
/// A number depends on nothing but its address (seed, stream, position): never on threads, on time, or on what was drawn elsewhere.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace scmc::math {

/// The block function: ten rounds over a counter of 128 bits under a key of 64 bits.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// A uniform number in the open interval from 64 random bits: an odd multiple of 2^-53, so never 0 or 1, and 1 - u is as likely as u.
constexpr double open_uniform(std::uint64_t bits) { return static_cast<double>((bits >> 11) | 1) * 0x1p-53; }

/// One cell of the noise of a model: what the Noise node of a graph means. `key0` is a seed, `key1` a draw, `stream` a variable.
double uniform_of(std::uint64_t key0, std::uint64_t key1, std::uint64_t stream, std::uint64_t cell);

/// A sequence of numbers for one consumer, such as one chain. Sequences of different streams of a seed never overlap.
class Stream {
 public:
  struct Address {
    std::uint64_t seed = 0, stream = 0;
  };
  explicit Stream(Address address) : address_(address) {}

  std::uint64_t bits() {
    if (next_ == buffer_.size()) refill();
    return buffer_[next_++];
  }
  double uniform() { return open_uniform(bits()); }
  double normal();
  void fill_normal(std::span<double> out);
  /// Where in the sequence it stands; the address is not part of that.
  template <class Archive>
  void archive(Archive& a) {
    a.field(std::span<std::uint64_t>(buffer_));
    a(block_, next_);
  }

 private:
  void refill();
  double normal_beyond(std::size_t layer, double magnitude);

  Address address_;
  std::uint64_t block_ = 0;
  std::array<std::uint64_t, 32> buffer_{};
  std::size_t next_ = buffer_.size();
};

}  // namespace scmc::math

extern "C" double scmc_noise_uniform(std::uint64_t key0, std::uint64_t key1, std::uint64_t stream, std::uint64_t cell);
