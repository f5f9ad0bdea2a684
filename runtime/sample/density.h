/// A model's log density with the workspace of one chain.
#pragma once
#include <cstdint>

#include "runtime/model.h"

namespace scmc::sample {

class Density {
 public:
  explicit Density(const scmc_model& model)
      : model_(model), workspace_(model.make_workspace ? model.make_workspace(model.handle) : nullptr) {}
  ~Density() {
    if (model_.free_workspace) model_.free_workspace(model_.handle, workspace_);
  }
  Density(const Density&) = delete;
  Density& operator=(const Density&) = delete;

  double operator()(const double* position, double* gradient) {
    ++evaluations_;
    return model_.log_density_gradient(model_.handle, workspace_, position, gradient);
  }
  std::size_t dimension() const { return model_.dimension; }
  std::int64_t evaluations() const { return evaluations_; }
  template <class Archive>
  void archive(Archive& a) {
    a(evaluations_);
  }

 private:
  scmc_model model_;
  void* workspace_;
  std::int64_t evaluations_ = 0;
};

}  // namespace scmc::sample
