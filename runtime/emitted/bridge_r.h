/// The same interface as R's `.C` calls it: everything by pointer. SCMC_BRIDGE_R stands behind SCMC_BRIDGE.
#pragma once
#include "runtime/emitted/bridge.h"

namespace scmc::emitted {

/// R hands over a text of its own and copies the one that it finds afterwards; one that was made here is told a second time, as bytes, for R to
/// have it freed.
class KeepForFreeing {
 public:
  KeepForFreeing(char** error, void** pointer) : error_(error), pointer_(pointer), of_r_(*error) {}
  ~KeepForFreeing() {
    if (*error_ != of_r_) *pointer_ = *error_;
  }
  KeepForFreeing(const KeepForFreeing&) = delete;
  KeepForFreeing& operator=(const KeepForFreeing&) = delete;

 private:
  char** error_;
  void** pointer_;
  char* of_r_;
};

}  // namespace scmc::emitted

#define SCMC_BRIDGE_R                                                                                                                      \
  using scmc::emitted::KeepForFreeing;                                                                                                     \
  SCMC_EXPORT void bs_version_R(int* major, int* minor, int* patch) {                                                                      \
    *major = bs_major_version, *minor = bs_minor_version, *patch = bs_patch_version;                                                       \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_model_construct_R(char** data, int* seed, bs_model** model, char** error, void** pointer) {                          \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *model = bs_model_construct(*data, static_cast<unsigned>(*seed), error);                                                               \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_model_destruct_R(bs_model** model) { bs_model_destruct(*model); }                                                    \
  SCMC_EXPORT void bs_free_error_msg_R(void** text) { bs_free_error_msg(static_cast<char*>(*text)); }                                      \
  SCMC_EXPORT void bs_name_R(bs_model** model, const char** name) { *name = bs_name(*model); }                                             \
  SCMC_EXPORT void bs_model_info_R(bs_model** model, const char** info) { *info = bs_model_info(*model); }                                 \
  SCMC_EXPORT void bs_param_names_R(bs_model** model, int* tp, int* gq, const char** names) { *names = bs_param_names(*model, *tp, *gq); } \
  SCMC_EXPORT void bs_param_unc_names_R(bs_model** model, const char** names) { *names = bs_param_unc_names(*model); }                     \
  SCMC_EXPORT void bs_param_num_R(bs_model** model, int* tp, int* gq, int* count) { *count = bs_param_num(*model, *tp, *gq); }             \
  SCMC_EXPORT void bs_param_unc_num_R(bs_model** model, int* count) { *count = bs_param_unc_num(*model); }                                 \
  SCMC_EXPORT void bs_param_constrain_R(bs_model** model, int* tp, int* gq, const double* q, double* theta, bs_rng** rng, int* code,       \
                                        char** error, void** pointer) {                                                                    \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *code = bs_param_constrain(*model, *tp, *gq, q, theta, *rng, error);                                                                   \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_param_unconstrain_R(bs_model** model, const double* theta, double* q, int* code, char** error, void** pointer) {     \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *code = bs_param_unconstrain(*model, theta, q, error);                                                                                 \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_param_unconstrain_json_R(bs_model** model, const char** json, double* q, int* code, char** error,                    \
                                               void** pointer) {                                                                           \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *code = bs_param_unconstrain_json(*model, *json, q, error);                                                                            \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_log_density_R(bs_model** model, int* propto, int* jacobian, const double* q, double* value, int* code,               \
                                    char** error, void** pointer) {                                                                        \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *code = bs_log_density(*model, *propto, *jacobian, q, value, error);                                                                   \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_log_density_gradient_R(bs_model** model, int* propto, int* jacobian, const double* q, double* value,                 \
                                             double* gradient, int* code, char** error, void** pointer) {                                  \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *code = bs_log_density_gradient(*model, *propto, *jacobian, q, value, gradient, error);                                                \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_log_density_hessian_R(bs_model** model, int* propto, int* jacobian, const double* q, double* value,                  \
                                            double* gradient, double* hessian, int* code, char** error, void** pointer) {                  \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *code = bs_log_density_hessian(*model, *propto, *jacobian, q, value, gradient, hessian, error);                                        \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_log_density_hessian_vector_product_R(bs_model** model, int* propto, int* jacobian, const double* q, const double* v, \
                                                           double* value, double* product, int* code, char** error, void** pointer) {      \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *code = bs_log_density_hessian_vector_product(*model, *propto, *jacobian, q, v, value, product, error);                                \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_rng_construct_R(int* seed, bs_rng** rng, char** error, void** pointer) {                                             \
    const KeepForFreeing keep(error, pointer);                                                                                             \
    *rng = bs_rng_construct(static_cast<unsigned>(*seed), error);                                                                          \
  }                                                                                                                                        \
  SCMC_EXPORT void bs_rng_destruct_R(bs_rng** rng) { bs_rng_destruct(*rng); }
