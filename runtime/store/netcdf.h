/// NetCDF-4, which ArviZ, xarray and R read.  [Unidata, NetCDF Users Guide; Kumar et al. 2019, ArviZ]
///
/// The bytes of a file are made in memory, so that writing them is the same for all files, and a full disk a plain error. The library is
/// loaded when it is first used: no other command pays for it.
#pragma once
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/store/inference.h"

namespace scmc::store::netcdf {

/// Why there is no result, in the words of the library.
struct Failure {
  std::string reason;
  bool no_library = false;
};

/// The library's own memory: a fit can be large.
class Image {
 public:
  Image(void* memory, std::size_t size) : memory_(memory, std::free), size_(size) {}
  std::string_view bytes() const { return {static_cast<const char*>(memory_.get()), size_}; }

 private:
  std::unique_ptr<void, void (*)(void*)> memory_;
  std::size_t size_;
};

/// Nothing if the library is at hand.
std::optional<Failure> unavailable();

std::variant<Image, Failure> to_image(const Inference& inference);
std::variant<Inference, Failure> from_bytes(std::string& bytes, const std::vector<std::string>& without);

}  // namespace scmc::store::netcdf
