/// Arithmetic of positions.
#include "runtime/emitted/quantity.h"

#include <numeric>

namespace scmc::emitted {
namespace {

std::size_t cells_of(const std::vector<Axis>& axes) {
  std::size_t count = 1;
  for (const auto& axis : axes) count *= static_cast<std::size_t>(axis.size);
  return count;
}

std::vector<std::size_t> position(const std::vector<Axis>& axes, std::size_t cell) {
  std::vector<std::size_t> at(axes.size());
  for (std::size_t i = axes.size(); i-- > 0; cell /= static_cast<std::size_t>(axes[i].size))
    at[i] = cell % static_cast<std::size_t>(axes[i].size);
  return at;
}

}  // namespace

std::size_t Quantity::size() const { return is_part ? cells.size() : cells_of(axes); }

std::vector<std::size_t> Quantity::places() const {
  std::vector<std::size_t> result(size());
  std::iota(result.begin(), result.end(), std::size_t{0});
  if (is_part || held.empty()) return result;
  for (std::size_t cell = 0; cell < result.size(); ++cell) {
    const auto at = position(axes, cell);
    std::size_t place = 0;
    for (std::size_t axis : held) place = place * static_cast<std::size_t>(axes[axis].size) + at[axis];
    result[cell] = place;
  }
  return result;
}

std::vector<std::string> Quantity::elements() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < size(); ++i) {
    const auto at = position(axes, is_part ? static_cast<std::size_t>(cells[i]) : i);
    std::string text;
    for (std::size_t a = 0; a < axes.size(); ++a)
      text += (a ? "," : "[") + std::to_string(axes[a].first + static_cast<std::int64_t>(at[a]));
    text = name + text + (axes.empty() ? "" : "]");
    names.push_back(is_noise ? "noise(" + text + ")" : text);
  }
  return names;
}

std::size_t total_size(const std::vector<Quantity>& quantities) {
  std::size_t total = 0;
  for (const auto& quantity : quantities) total += quantity.size();
  return total;
}

std::vector<std::string> elements(const std::vector<Quantity>& quantities) {
  std::vector<std::string> all;
  for (const auto& quantity : quantities)
    for (auto& name : quantity.elements()) all.push_back(std::move(name));
  return all;
}

std::vector<double> declared_order(const std::vector<Quantity>& quantities, const std::vector<double>& held) {
  std::vector<double> result;
  std::size_t begin = 0;
  for (const auto& quantity : quantities) {
    for (std::size_t place : quantity.places()) result.push_back(held[begin + place]);
    begin += quantity.size();
  }
  return result;
}

std::vector<double> held_order(const std::vector<Quantity>& quantities, const double* declared) {
  std::vector<double> result(total_size(quantities));
  std::size_t begin = 0;
  for (const auto& quantity : quantities) {
    const auto places = quantity.places();
    for (std::size_t cell = 0; cell < places.size(); ++cell) result[begin + places[cell]] = declared[begin + cell];
    begin += quantity.size();
  }
  return result;
}

}  // namespace scmc::emitted
