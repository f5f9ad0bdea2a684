/// Positions of row-major arrays as those of column-major ones.
#include "runtime/emitted/bridge_names.h"

#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "runtime/math/random.h"

namespace scmc::emitted {
namespace {

/// Of each element, the first index running fastest: its place in declared order.
std::vector<std::size_t> column_major(const Quantity& quantity) {
  std::vector<std::size_t> places;
  std::vector<std::int64_t> at(quantity.axes.size(), 0);
  for (std::size_t n = 0; n < quantity.size(); ++n) {
    if (quantity.is_part) {
      places.push_back(n);
      continue;
    }
    std::size_t place = 0;
    for (std::size_t i = 0; i < at.size(); ++i) place = place * static_cast<std::size_t>(quantity.axes[i].size) + static_cast<std::size_t>(at[i]);
    places.push_back(place);
    for (std::size_t i = 0; i < at.size() && ++at[i] == quantity.axes[i].size; ++i) at[i] = 0;
  }
  return places;
}

std::vector<std::size_t> column_major(const std::vector<Quantity>& quantities) {
  std::vector<std::size_t> places;
  std::size_t begin = 0;
  for (const auto& quantity : quantities) {
    for (std::size_t place : column_major(quantity)) places.push_back(begin + place);
    begin += quantity.size();
  }
  return places;
}

/// `beta.2.1` of each, in declared order.
std::vector<std::string> dotted(const Quantity& quantity, const std::string& suffix) {
  std::vector<std::string> names;
  for (std::size_t n = 0; n < quantity.size(); ++n) {
    std::string text;
    std::size_t rest = n;
    for (std::size_t i = quantity.axes.size(); i-- > 0; rest /= static_cast<std::size_t>(quantity.axes[i].size))
      text = "." + std::to_string(1 + rest % static_cast<std::size_t>(quantity.axes[i].size)) + text;
    if (quantity.is_part) text = "." + std::to_string(n + 1);
    names.push_back(quantity.name + (quantity.is_part ? "_missing" : suffix) + text);
  }
  return names;
}

std::string listed(const std::vector<Quantity>& quantities, const std::string& suffix = "") {
  std::string text;
  for (const auto& quantity : quantities) {
    const auto names = dotted(quantity, suffix);
    for (std::size_t place : column_major(quantity)) text += (text.empty() ? "" : ",") + names[place];
  }
  return text;
}

std::string joined(const std::string& a, const std::string& b) { return a.empty() || b.empty() ? a + b : a + "," + b; }

}  // namespace

BridgeNames::BridgeNames(const Layout& layout) : layout_(layout) {
  places_[0] = column_major(layout.parameters), places_[1] = column_major(layout.computed), places_[2] = column_major(layout.generated);
  const auto parameters = listed(layout.parameters), computed = listed(layout.computed), generated = listed(layout.generated, "_rep");
  for (std::size_t which = 0; which < names_.size(); ++which)
    names_[which] = joined(joined(parameters, which & 1 ? computed : ""), which & 2 ? generated : "");
  for (const auto& quantity : layout.unconstrained)
    for (std::size_t n = 0; n < quantity.size(); ++n)
      unconstrained_ += (unconstrained_.empty() ? "" : ",") + quantity.name + (quantity.is_noise ? "_noise" : quantity.is_part ? "_free" : "") +
                        (quantity.axes.empty() ? "" : "." + std::to_string(n + 1));
}

std::size_t BridgeNames::count(bool computed, bool generated) const {
  return places_[0].size() + (computed ? places_[1].size() : 0) + (generated ? places_[2].size() : 0);
}

void BridgeNames::to_client(const std::vector<double>& declared, bool computed, bool generated, double* theta) const {
  const bool wanted[] = {true, computed, generated};
  std::size_t begin = 0;
  for (int part = 0; part < 3; ++part) {
    if (wanted[part])
      for (std::size_t place : places_[part]) *theta++ = declared[begin + place];
    begin += places_[part].size();
  }
}

std::vector<double> BridgeNames::from_client(const double* theta) const {
  std::vector<double> declared(places_[0].size());
  for (std::size_t i = 0; i < declared.size(); ++i) declared[places_[0][i]] = theta[i];
  return declared;
}

std::vector<bool> BridgeNames::fill(const Entries& entries, std::vector<double>& values) const {
  std::vector<bool> given;
  std::size_t begin = 0, used = 0;
  for (const auto& quantity : layout_.parameters) {
    const auto found = entries.find(quantity.name + (quantity.is_part ? "_missing" : ""));
    given.push_back(found != entries.end());
    if (given.back()) {
      ++used;
      if (found->second.size() != quantity.size())
        throw std::invalid_argument("`" + found->first + "` has " + std::to_string(found->second.size()) + " values, not " +
                                    std::to_string(quantity.size()));
      std::copy(found->second.begin(), found->second.end(), values.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    begin += quantity.size();
  }
  if (used < entries.size())
    for (const auto& [name, unused] : entries) {
      bool known = false;
      for (const auto& quantity : layout_.parameters) known = known || name == quantity.name + (quantity.is_part ? "_missing" : "");
      if (!known) throw std::invalid_argument("the model has no parameter `" + name + "`");
    }
  return given;
}

std::vector<double> BridgeNames::uniform(Key key, double radius) const {
  math::Stream stream({.seed = key.seed, .stream = key.draw});
  std::vector<double> q(total_size(layout_.unconstrained));
  for (double& x : q) x = radius * (2 * stream.uniform() - 1);
  return q;
}

void BridgeNames::restore(const std::vector<bool>& given, const std::vector<double>& drawn, std::vector<double>& q) const {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < layout_.unconstrained.size(); ++i) {
    const auto end = begin + layout_.unconstrained[i].size();
    for (std::size_t n = begin; n < end && !given[i]; ++n) q[n] = drawn[n];
    begin = end;
  }
}

std::string bridge_info(const std::string& name) {
  return name + ", a model emitted by scmc\nBridgeStan interface 2.9.0\nSTAN_THREADS=true\n";
}

char* bridge_text(const char* text) {
  char* copy = static_cast<char*>(std::malloc(std::strlen(text) + 1));
  if (copy) std::strcpy(copy, text);
  return copy;
}

Entries bridge_data(const char* text) {
  const std::string data = text ? text : "";
  if (data.find_first_not_of(" \t\r\n{}") == std::string::npos) return {};
  return read_entries(data);
}

}  // namespace scmc::emitted
