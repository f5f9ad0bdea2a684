/// Row-major arithmetic as text.
#include "compiler/codegen/cpp/names.h"

#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace scmc::codegen {
namespace {

std::string buffer_name(const schedule::Nest& nest, std::size_t i) {
  const auto& storage = nest.storages[i];
  const auto name =
      storage.input ? "in_" + identifier(nest.graph.inputs[index(*storage.input)].name) : std::string(storage.lanes ? "cells" : "array");
  return name + "_" + std::to_string(i);
}

}  // namespace

std::string identifier(const std::string& name) {
  std::string text;
  for (unsigned char c : name) text += std::isalnum(c) && c < 128 ? static_cast<char>(c) : '_';
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0]))) text = "n" + text;
  return text;
}

Names numbered_names(const schedule::Nest& nest) {
  Names names;
  for (std::size_t d = 0; d < nest.graph.dims.size(); ++d) {
    const auto name = identifier(nest.graph.dims[d].name) + std::to_string(d);
    names.sizes.push_back("size_" + name), names.positions.push_back("at_" + name);
  }
  for (std::size_t i = 0; i < nest.storages.size(); ++i) names.buffers.push_back(buffer_name(nest, i));
  for (std::size_t i = 0; i < nest.accumulators.size(); ++i)
    names.totals.push_back((nest.accumulators[i].kept.empty() ? "total" : "totals_") + std::to_string(i));
  names.is_number.assign(nest.storages.size(), false);
  return names;
}

std::string Names::offset(const ir::Dims& dims, const std::vector<std::string>& positions) const {
  std::string text;
  for (std::size_t i = 0; i < dims.size(); ++i)
    text = text.empty() ? positions[i] : (i > 1 ? "(" + text + ")" : text) + " * " + size(dims[i]) + " + " + positions[i];
  return text.empty() ? "0" : text;
}

std::string Names::cells(const ir::Dims& dims) const {
  std::string text;
  for (auto dim : dims) text += (text.empty() ? "" : " * ") + size(dim);
  return text.empty() ? "1" : text;
}

std::string number_text(double value) {
  if (std::isnan(value)) return "NAN";
  if (std::isinf(value)) return value > 0 ? "HUGE_VAL" : "(-HUGE_VAL)";
  std::array<char, 40> digits{};
  for (const char* format : {"%.15g", "%.16g", "%.17g"}) {
    std::snprintf(digits.data(), digits.size(), format, value);
    if (std::strtod(digits.data(), nullptr) == value) break;
  }
  std::string text = digits.data();
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text[0] == '-' ? "(" + text + ")" : text;
}

}  // namespace scmc::codegen
