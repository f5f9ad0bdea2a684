/// The seam between a compiled model and everything that uses it: a density over unconstrained space, as a C ABI.
#pragma once
#ifdef __cplusplus
#include <cstddef>
extern "C" {
#else
#include <stddef.h>
#endif

/// Nothing here throws. A handle may be used by many threads at once, each with a workspace of its own.
/// `log_density_gradient` reads `dimension` numbers of position, writes as many of gradient, and returns the log density up to a constant;
/// where the model has no value it returns NaN or minus infinity (what it then wrote into gradient is not read). It allocates nothing.
struct scmc_model {
  size_t dimension;
  void* handle;
  void* (*make_workspace)(void* handle);                 /* may be null, and may return null: the model needs none */
  void (*free_workspace)(void* handle, void* workspace); /* may be null likewise */
  double (*log_density_gradient)(void* handle, void* workspace, const double* position, double* gradient);
};

#ifdef __cplusplus
}
#endif
