/// An emitted model behind BridgeStan's C interface, so that whatever samples Stan's models samples it, too: a source that includes a
/// model's header and this one, and says SCMC_BRIDGE(google_ads, google_ads::data()).
/// [Roualdes, Ward, Carpenter, Seyboldt and Axen 2023, JOSS 8(87)]
///
/// Names and orders are those of BridgeStan: `beta.2.1`, counted from 1, the first index running fastest. `y_missing` are the cells of y that were not
/// measured, `y_rep` new values of y. Densities keep their constants whatever `propto` says. A function that fails returns a number other
/// than 0 and leaves a text, for `bs_free_error_msg` to free.
#pragma once
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#include "runtime/emitted/bridge_names.h"
#include "runtime/emitted/data.h"
#include "runtime/emitted/model.h"

namespace scmc::emitted {

/// Random numbers of one user: the key of the next draw.
struct BridgeStream {
  Key key;
  Key next() { return {key.seed, key.draw++}; }
};

/// A model with what its clients read.
template <class Model>
class Bridge {
 public:
  Bridge(const char* name, Model model, std::uint64_t seed)
      : model_(std::move(model)), seed_(seed), name_(name), info_(bridge_info(name)), names_(model_.layout()) {}

  const char* name() const { return name_.c_str(); }
  const char* info() const { return info_.c_str(); }
  const char* names(bool computed, bool generated) const { return names_.all(computed, generated).c_str(); }
  const char* unconstrained_names() const { return names_.unconstrained().c_str(); }
  std::size_t count(bool computed, bool generated) const { return names_.count(computed, generated); }
  std::size_t dimension() const { return model_.dimension(); }

  double log_density(bool jacobian, const double* q) const {
    return gradient(jacobian, q, scratch(dimension()));
  }

  double gradient(bool jacobian, const double* q, double* slopes) const {
    const double value = model_.log_density_gradient(q, slopes, memory());
    if (jacobian) return value;
    std::vector<double> change(dimension());
    const double log_jacobian = model_.log_jacobian_gradient(q, change.data());
    for (std::size_t i = 0; i < change.size(); ++i) slopes[i] -= change[i];
    return value - log_jacobian;
  }

  /// By central differences of the gradient, made symmetric.
  double hessian(bool jacobian, const double* q, double* slopes, double* hessian) const {
    const auto n = dimension();
    std::vector<double> at(q, q + n), above(n), below(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double step = step_at(q[i]);
      at[i] = q[i] + step, gradient(jacobian, at.data(), above.data());
      at[i] = q[i] - step, gradient(jacobian, at.data(), below.data());
      at[i] = q[i];
      for (std::size_t j = 0; j < n; ++j) hessian[i * n + j] = (above[j] - below[j]) / (2 * step);
    }
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < i; ++j) hessian[i * n + j] = hessian[j * n + i] = 0.5 * (hessian[i * n + j] + hessian[j * n + i]);
    return gradient(jacobian, q, slopes);
  }

  double hessian_times(bool jacobian, const double* q, const double* v, double* product) const {
    const auto n = dimension();
    double length = 0;
    for (std::size_t i = 0; i < n; ++i) length = std::max(length, std::abs(v[i]));
    std::vector<double> at(n), above(n), below(n);
    const double step = length > 0 ? step_at(0) / length : 0;
    const auto moved = [&](double by, std::vector<double>& result) {
      for (std::size_t i = 0; i < n; ++i) at[i] = q[i] + by * v[i];
      gradient(jacobian, at.data(), result.data());
    };
    moved(step, above), moved(-step, below);
    for (std::size_t i = 0; i < n; ++i) product[i] = length > 0 ? (above[i] - below[i]) / (2 * step) : 0.0;
    return log_density(jacobian, q);
  }

  /// Without a stream, what is drawn is a function of q.
  void constrain(bool computed, bool generated, const double* q, double* theta, BridgeStream* stream) const {
    if (generated && !stream) throw std::invalid_argument("generated quantities are drawn: a random number generator is needed");
    const auto key = stream ? stream->next() : Key{seed_, hash_of(q, dimension())};
    auto values = model_.constrain(q, key);
    if (generated && names_.count(false, true) > names_.count(false, false)) {
      const auto drawn = model_.generate(q, key);
      values.insert(values.end(), drawn.begin(), drawn.end());
    }
    names_.to_client(values, computed, generated, theta);
  }

  void unconstrain(const double* theta, double* q) const { require_inside(model_.unconstrain(names_.from_client(theta).data()), q); }

  void unconstrain_json(const char* json, double* q) const {
    std::vector<double> values(total_size(model_.layout().parameters), std::nan(""));
    const auto given = names_.fill(read_entries(json), values);
    for (std::size_t i = 0; i < given.size(); ++i)
      if (!given[i]) throw std::invalid_argument("there is no value for `" + model_.layout().parameters[i].name + "`");
    require_inside(model_.unconstrain(values.data()), q);
  }

  /// What is given is taken, the rest drawn uniformly from (-radius, radius), until the density has a value there.
  void initialize(const char* json, BridgeStream* stream, double radius, int tries, bool jacobian, double* q) const {
    if (!stream) throw std::invalid_argument("a random number generator is needed");
    std::vector<double> slopes(dimension());
    for (int i = 0; i < tries; ++i) {
      const auto start = names_.start(model_, json ? json : "", stream->next(), radius);
      const double value = gradient(jacobian, start.data(), slopes.data());
      bool is_finite = std::isfinite(value);
      for (double slope : slopes) is_finite = is_finite && std::isfinite(slope);
      if (!is_finite) continue;
      std::copy(start.begin(), start.end(), q);
      return;
    }
    throw std::runtime_error("no point with a finite density was found in " + std::to_string(tries) + " tries");
  }

 private:
  static double step_at(double x) { return 6e-6 * std::max(1.0, std::abs(x)); }  // the cube root of the precision

  static std::uint64_t hash_of(const double* q, std::size_t count) {
    std::uint64_t hash = 14695981039346656037ull;  // FNV-1a
    for (std::size_t i = 0; i < count; ++i) {
      std::uint64_t bits;
      std::memcpy(&bits, q + i, sizeof bits);
      hash = (hash ^ bits) * 1099511628211ull;
    }
    return hash;
  }

  void require_inside(const std::vector<double>& found, double* q) const {
    const auto elements = scmc::emitted::elements(model_.layout().unconstrained);
    for (std::size_t i = 0; i < found.size(); ++i)
      if (!std::isfinite(found[i])) throw std::invalid_argument("the value of `" + elements[i] + "` lies outside of its support");
    std::copy(found.begin(), found.end(), q);
  }

  /// Of this thread, whatever the model.
  Memory& memory() const {
    static thread_local Memory memory;
    return memory;
  }
  static double* scratch(std::size_t count) {
    static thread_local std::vector<double> scratch;
    scratch.resize(count);
    return scratch.data();
  }

  Model model_;
  std::uint64_t seed_;
  std::string name_, info_;
  BridgeNames names_;
};

/// Runs a step; a failure becomes a text.
template <class Step>
int bridge_attempt(char** error, Step&& step) {
  try {
    step();
    return 0;
  } catch (const std::exception& failure) {
    if (error) *error = bridge_text(failure.what());
  } catch (...) {
    if (error) *error = bridge_text("unknown failure");
  }
  return 1;
}

}  // namespace scmc::emitted

#define SCMC_EXPORT extern "C" __attribute__((visibility("default")))

#define SCMC_BRIDGE(NAME, DATA)                                                                                                           \
  using bs_model = scmc::emitted::Bridge<NAME::Model>;                                                                                    \
  using bs_rng = scmc::emitted::BridgeStream;                                                                                             \
  SCMC_EXPORT int bs_major_version;                                                                                                       \
  SCMC_EXPORT int bs_minor_version;                                                                                                       \
  SCMC_EXPORT int bs_patch_version;                                                                                                       \
  int bs_major_version = 2, bs_minor_version = 9, bs_patch_version = 0;                                                                   \
  SCMC_EXPORT bs_model* bs_model_construct(const char* data, unsigned seed, char** error) {                                               \
    bs_model* model = nullptr;                                                                                                            \
    scmc::emitted::bridge_attempt(error, [&] {                                                                                            \
      NAME::Data values = DATA;                                                                                                           \
      if (const auto entries = scmc::emitted::bridge_data(data); !entries.empty()) {                                                      \
        scmc::emitted::Fill fill(entries, false);                                                                                         \
        NAME::visit(values, fill);                                                                                                        \
        fill.finish();                                                                                                                    \
      }                                                                                                                                   \
      model = new bs_model(#NAME, NAME::Model(std::move(values)), seed);                                                                  \
    });                                                                                                                                   \
    return model;                                                                                                                         \
  }                                                                                                                                       \
  SCMC_EXPORT void bs_model_destruct(bs_model* model) { delete model; }                                                                   \
  SCMC_EXPORT void bs_free_error_msg(char* text) { std::free(text); }                                                                     \
  SCMC_EXPORT int bs_set_print_callback(void (*)(const char*, std::size_t), char**) { return 0; }                                         \
  SCMC_EXPORT const char* bs_name(const bs_model* model) { return model->name(); }                                                        \
  SCMC_EXPORT const char* bs_model_info(const bs_model* model) { return model->info(); }                                                  \
  SCMC_EXPORT const char* bs_param_names(const bs_model* model, bool tp, bool gq) { return model->names(tp, gq); }                        \
  SCMC_EXPORT const char* bs_param_unc_names(const bs_model* model) { return model->unconstrained_names(); }                              \
  SCMC_EXPORT int bs_param_num(const bs_model* model, bool tp, bool gq) { return static_cast<int>(model->count(tp, gq)); }                \
  SCMC_EXPORT int bs_param_unc_num(const bs_model* model) { return static_cast<int>(model->dimension()); }                                \
  SCMC_EXPORT int bs_param_constrain(const bs_model* model, bool tp, bool gq, const double* q, double* theta, bs_rng* rng,                \
                                     char** error) {                                                                                      \
    return scmc::emitted::bridge_attempt(error, [&] { model->constrain(tp, gq, q, theta, rng); });                                        \
  }                                                                                                                                       \
  SCMC_EXPORT int bs_param_unconstrain(const bs_model* model, const double* theta, double* q, char** error) {                             \
    return scmc::emitted::bridge_attempt(error, [&] { model->unconstrain(theta, q); });                                                   \
  }                                                                                                                                       \
  SCMC_EXPORT int bs_param_unconstrain_json(const bs_model* model, const char* json, double* q, char** error) {                           \
    return scmc::emitted::bridge_attempt(error, [&] { model->unconstrain_json(json, q); });                                               \
  }                                                                                                                                       \
  SCMC_EXPORT int bs_param_initialize(const bs_model* model, const char* json, bs_rng* rng, double radius, int tries, bool jacobian,      \
                                      double* q, char** error) {                                                                          \
    return scmc::emitted::bridge_attempt(error, [&] { model->initialize(json, rng, radius, tries, jacobian, q); });                       \
  }                                                                                                                                       \
  SCMC_EXPORT int bs_log_density(const bs_model* model, bool, bool jacobian, const double* q, double* value, char** error) {              \
    return scmc::emitted::bridge_attempt(error, [&] { *value = model->log_density(jacobian, q); });                                       \
  }                                                                                                                                       \
  SCMC_EXPORT int bs_log_density_gradient(const bs_model* model, bool, bool jacobian, const double* q, double* value, double* gradient,   \
                                          char** error) {                                                                                 \
    return scmc::emitted::bridge_attempt(error, [&] { *value = model->gradient(jacobian, q, gradient); });                                \
  }                                                                                                                                       \
  SCMC_EXPORT int bs_log_density_hessian(const bs_model* model, bool, bool jacobian, const double* q, double* value, double* gradient,    \
                                         double* hessian, char** error) {                                                                 \
    return scmc::emitted::bridge_attempt(error, [&] { *value = model->hessian(jacobian, q, gradient, hessian); });                        \
  }                                                                                                                                       \
  SCMC_EXPORT int bs_log_density_hessian_vector_product(const bs_model* model, bool, bool jacobian, const double* q, const double* v,     \
                                                        double* value, double* product, char** error) {                                   \
    return scmc::emitted::bridge_attempt(error, [&] { *value = model->hessian_times(jacobian, q, v, product); });                         \
  }                                                                                                                                       \
  SCMC_EXPORT bs_rng* bs_rng_construct(unsigned seed, char**) { return new bs_rng{{seed, 0}}; }                                           \
  SCMC_EXPORT void bs_rng_destruct(bs_rng* rng) { delete rng; }
