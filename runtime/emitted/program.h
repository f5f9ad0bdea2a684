/// A program of an emitted model: what it computes once of the data, and what it computes of each draw.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace scmc::emitted {

/// The key of the noise: what is drawn is a function of it and of nothing else.
struct Key {
  std::uint64_t seed = 0, draw = 0;
};

/// How many numbers a function writes, and how many it wants to work with.
struct Sizes {
  std::int64_t out = 0, work = 0;
};

/// Without functions: the model has no such program.
template <class Data>
struct Program {
  Sizes (*prepare_sizes)(const Data& data) = nullptr;
  void (*prepare)(const Data& data, double* out, double* work) = nullptr;
  Sizes (*sizes)(const Data& data) = nullptr;
  /// `q`: the unconstrained vector; `given`: what else a program takes, such as the values that a scenario sets.
  void (*evaluate)(const Data& data, const double* prepared, const double* q, const double* given, const std::uint64_t* key, double* out,
                   double* work) = nullptr;
};

/// A program with its data, prepared. Immutable: threads may share it, each with memory of its own.
template <class Data>
class Prepared {
 public:
  Prepared(const Program<Data>& program, std::shared_ptr<const Data> data) : evaluate_(program.evaluate), data_(std::move(data)) {
    if (!evaluate_) return;
    const Sizes before = program.prepare_sizes(*data_), sizes = program.sizes(*data_);
    std::vector<double> work(static_cast<std::size_t>(before.work));
    prepared_.resize(static_cast<std::size_t>(before.out));
    program.prepare(*data_, prepared_.data(), work.data());
    out_ = static_cast<std::size_t>(sizes.out), work_ = static_cast<std::size_t>(sizes.work);
  }

  explicit operator bool() const { return evaluate_ != nullptr; }
  std::size_t out_size() const { return out_; }
  std::size_t work_size() const { return work_; }

  /// Allocates nothing.
  void operator()(const double* q, const double* given, Key key, double* out, double* work) const {
    const std::uint64_t words[] = {key.seed, key.draw};
    evaluate_(*data_, prepared_.data(), q, given, words, out, work);
  }

  std::vector<double> operator()(const double* q, const double* given = nullptr, Key key = {}) const {
    std::vector<double> out(out_), work(work_);
    (*this)(q, given, key, out.data(), work.data());
    return out;
  }

 private:
  decltype(Program<Data>::evaluate) evaluate_;
  std::shared_ptr<const Data> data_;
  std::vector<double> prepared_;
  std::size_t out_ = 0, work_ = 0;
};

}  // namespace scmc::emitted
