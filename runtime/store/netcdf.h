/// NetCDF-4, which ArviZ, xarray and R read.  [Unidata, NetCDF Users Guide; Kumar et al. 2019, ArviZ]
///
/// The bytes of a file are made in memory, so that writing them is the same for all files, and a full disk a plain error. The library is
/// loaded when it is first used: no other command pays for it.
#pragma once
#include <string>
#include <string_view>

#include "runtime/store/inference.h"

namespace scmc::store::netcdf {

/// Why there is no result, in the words of the library.
struct Failure {
  std::string reason;
  bool no_library = false;
};

std::variant<std::string, Failure> to_bytes(const Inference& inference);
std::variant<Inference, Failure> from_bytes(std::string& bytes, const std::vector<std::string>& without);

}  // namespace scmc::store::netcdf
