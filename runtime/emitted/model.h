/// What every emitted model can do: a header of one derives its class from this one.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/emitted/data.h"
#include "runtime/emitted/program.h"
#include "runtime/emitted/quantity.h"
#include "runtime/model.h"

namespace scmc::emitted {

template <class Data>
struct Programs {
  Program<Data> log_density, log_density_gradient, log_jacobian_gradient, constrain, unconstrain, generate;
};

/// Of each vector its names and shapes, in the order in which they follow one another in vectors.
struct Layout {
  std::vector<std::string> terms;       ///< of the log-density, by the variables that they belong to
  std::vector<Quantity> unconstrained;  ///< the slots of `q`
  std::vector<Quantity> parameters;     ///< the same on the scale of the model
  std::vector<Quantity> computed;       ///< what follows from them
  std::vector<Quantity> generated;      ///< what `generate` draws
};

/// What one thread works with.
struct Memory {
  std::vector<double> out, work;
};

/// Vectors hold quantities one after the other, each in declared order, the last dimension fastest. `q` has `dimension()` numbers.
/// Immutable: threads may share it.
template <class Data>
class Model {
 public:
  std::size_t dimension() const { return total_size(layout_.unconstrained); }
  const Layout& layout() const { return layout_; }

  /// Of everything observed and of q, log|Jacobian| included.
  double log_density(const double* q) const {
    double sum = 0;
    for (double term : log_density_(q)) sum += term;
    return sum;
  }
  /// What each statement adds to it: `layout().terms` tells which.
  std::vector<double> log_density_terms(const double* q) const { return log_density_(q); }

  /// The same, with its derivative by each number of q.
  double log_density_gradient(const double* q, double* gradient) const {
    return split(log_density_gradient_(q), gradient);
  }

  /// The same without allocating, once the memory has its size.
  double log_density_gradient(const double* q, double* gradient, Memory& memory) const {
    memory.out.resize(log_density_gradient_.out_size());
    if (memory.work.size() < log_density_gradient_.work_size()) memory.work.resize(log_density_gradient_.work_size());
    log_density_gradient_(q, nullptr, {}, memory.out.data(), memory.work.data());
    return split(memory.out, gradient);
  }

  /// log |d parameters / d q|, and its derivatives: what the density on the scale of the model lacks.
  double log_jacobian_gradient(const double* q, double* gradient) const { return split(log_jacobian_gradient_(q), gradient); }

  /// The parameters, and behind them what is computed from them.
  std::vector<double> constrain(const double* q, Key key = {}) const {
    auto all = layout_.parameters;
    all.insert(all.end(), layout_.computed.begin(), layout_.computed.end());
    return declared_order(all, constrain_(q, nullptr, key));
  }

  /// q from the parameters; not a number where a value lies outside of its support.
  std::vector<double> unconstrain(const double* parameters) const {
    return unconstrain_(nullptr, held_order(layout_.parameters, parameters).data());
  }

  /// New values of what was observed, drawn from their mechanisms with the parameters at q.
  std::vector<double> generate(const double* q, Key key) const {
    if (!generate_) throw std::domain_error("the model has no formula to draw its data by");
    return declared_order(layout_.generated, generate_(q, nullptr, key));
  }

  /// For `scmc::sample::run`, and whatever else samples. Valid as long as this object lives.
  scmc_model sampled() const {
    scmc_model model{};
    model.dimension = dimension();
    model.handle = const_cast<Model*>(this);
    model.make_workspace = [](void* handle) -> void* { return new Memory(static_cast<const Model*>(handle)->memory()); };
    model.free_workspace = [](void*, void* workspace) { delete static_cast<Memory*>(workspace); };
    model.log_density_gradient = [](void* handle, void* workspace, const double* q, double* gradient) {
      return static_cast<const Model*>(handle)->log_density_gradient(q, gradient, *static_cast<Memory*>(workspace));
    };
    return model;
  }

 protected:
  Model(std::shared_ptr<const Data> data, const Programs<Data>& programs, Layout layout)
      : layout_(std::move(layout)),
        log_density_(programs.log_density, data),
        log_density_gradient_(programs.log_density_gradient, data),
        log_jacobian_gradient_(programs.log_jacobian_gradient, data),
        constrain_(programs.constrain, data),
        unconstrain_(programs.unconstrain, data),
        generate_(programs.generate, data) {}

  /// The data as programs hold them; throws std::invalid_argument where a column does not fit.
  template <class Visit>
  static std::shared_ptr<const Data> arranged(Data data, Visit visit) {
    visit(data, Arrange{});
    return std::make_shared<const Data>(std::move(data));
  }

 private:
  Memory memory() const {
    return {std::vector<double>(log_density_gradient_.out_size()), std::vector<double>(log_density_gradient_.work_size())};
  }

  /// The value, and behind it the derivatives.
  static double split(const std::vector<double>& out, double* gradient) {
    for (std::size_t i = 1; i < out.size(); ++i) gradient[i - 1] = out[i];
    return out.front();
  }

  Layout layout_;
  Prepared<Data> log_density_, log_density_gradient_, log_jacobian_gradient_, constrain_, unconstrain_, generate_;
};

}  // namespace scmc::emitted
