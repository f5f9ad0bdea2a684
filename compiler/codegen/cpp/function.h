/// Nest -> a C++17 function to be read: by the model's names, what comes from where beside it.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "compiler/schedule/nest.h"

namespace scmc::codegen {

/// Gives each thing a name of its own: the one that is wanted, or that with a number behind.
class Namer {
 public:
  std::string operator()(const std::string& wanted);

 private:
  std::set<std::string> taken_;
};

/// Where a function finds an input. Inputs of one array follow one another there.
struct InputPlace {
  std::string array = {};   ///< `q`, `prepared`, `given`
  std::string member = {};  ///< or what holds it alone: `data.y`
  std::string name = {};    ///< how the function calls it
};

struct FunctionInterface {
  std::string name = {};
  std::vector<std::string> parameters = {};  ///< as declared: `const double* q`; `out` and `work` are among them
  std::vector<std::string> sizes = {};       ///< by DimId: `data.size_day`
  std::vector<InputPlace> inputs = {};       ///< by InputId
  std::function<std::string(const Span&)> origin = {};
};

struct FunctionText {
  std::string text;
  std::string out, work;  ///< how many numbers they must hold, as C++ over what `sizes` names
};

FunctionText print_function(const schedule::Nest& nest, const FunctionInterface& interface);

}  // namespace scmc::codegen
