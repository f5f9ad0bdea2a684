/// Asks LLVM for the name and the features of the processor.
#include "compiler/codegen/llvm/host.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/TargetParser/Host.h>

namespace scmc::codegen {
namespace {

unsigned vector_width(const llvm::StringMap<bool>& features) {
  if (features.lookup("avx512f") && features.lookup("avx512dq") && features.lookup("avx512vl")) return 8;
  if (features.lookup("avx2") && features.lookup("fma")) return 4;
  return 2;
}

}  // namespace

Host detect_host() {
  Host host{.cpu = llvm::sys::getHostCPUName().str(), .features = {}};
  const auto features = llvm::sys::getHostCPUFeatures();
  for (const auto& feature : features) {
    if (!host.features.empty()) host.features += ",";
    host.features += (feature.second ? "+" : "-") + feature.first().str();
  }
  host.width = vector_width(features);
  host.lanes = 2 * host.width;
  return host;
}

Host baseline_host() { return {.cpu = "x86-64", .features = "", .width = 2, .lanes = 4}; }

}  // namespace scmc::codegen
