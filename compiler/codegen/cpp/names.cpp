/// Identifiers end in a number, so that no two are the same and none is a keyword.
#include "compiler/codegen/cpp/names.h"

#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>

namespace scmc::codegen {
namespace {

std::string identifier(const std::string& name) {
  std::string text;
  for (unsigned char c : name) text += std::isalnum(c) && c < 128 ? static_cast<char>(c) : '_';
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0]))) text = "n" + text;
  return text;
}

}  // namespace

std::string Names::size(ir::DimId dim) const {
  return "size_" + identifier(nest_.graph.dims[index(dim)].name) + std::to_string(index(dim));
}

std::string Names::position(ir::DimId dim) const {
  return "at_" + identifier(nest_.graph.dims[index(dim)].name) + std::to_string(index(dim));
}

std::string Names::value(ir::NodeId id) const { return "v" + std::to_string(index(id)); }

std::string Names::buffer(schedule::StorageId id) const {
  const auto& storage = nest_.storages[index(id)];
  const auto name =
      storage.input ? "in_" + identifier(nest_.graph.inputs[index(*storage.input)].name) : std::string(storage.lanes ? "cells" : "array");
  return name + "_" + std::to_string(index(id));
}

std::string Names::buffer(schedule::AccumulatorId id) const { return "totals_" + std::to_string(index(id)); }

std::string Names::offset(const ir::Dims& dims, const std::vector<std::string>& positions) const {
  std::string text;
  for (std::size_t i = 0; i < dims.size(); ++i)
    text = text.empty() ? positions[i] : "(" + text + ") * " + size(dims[i]) + " + " + positions[i];
  return text.empty() ? "0" : text;
}

std::string Names::cells(const ir::Dims& dims) const {
  std::string text = "1";
  for (auto dim : dims) text += " * " + size(dim);
  return text;
}

std::string number_text(double value) {
  if (std::isnan(value)) return "NAN";
  if (std::isinf(value)) return value > 0 ? "HUGE_VAL" : "(-HUGE_VAL)";
  std::array<char, 40> digits{};
  std::snprintf(digits.data(), digits.size(), "%.17g", value);
  std::string text = digits.data();
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text[0] == '-' ? "(" + text + ")" : text;
}

}  // namespace scmc::codegen
