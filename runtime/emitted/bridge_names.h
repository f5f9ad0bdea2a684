/// Names and orders of BridgeStan: `beta.2.1`, the first index running fastest.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "runtime/emitted/data.h"
#include "runtime/emitted/model.h"

namespace scmc::emitted {

class BridgeNames {
 public:
  explicit BridgeNames(const Layout& layout);

  const std::string& all(bool computed, bool generated) const { return names_[computed + 2 * generated]; }
  const std::string& unconstrained() const { return unconstrained_; }
  std::size_t count(bool computed, bool generated) const;

  /// From parameters, computed and, where they are wanted, generated ones in declared order.
  void to_client(const std::vector<double>& declared, bool computed, bool generated, double* theta) const;
  /// Parameters in declared order.
  std::vector<double> from_client(const double* theta) const;

  /// Writes entries over values of the parameters; which of them there were. Throws where an entry does not fit.
  std::vector<bool> fill(const Entries& entries, std::vector<double>& values) const;

  /// A point with the values that the text gives, everything else uniform on the unconstrained scale.
  template <class Model>
  std::vector<double> start(const Model& model, const std::string& json, Key key, double radius) const;

 private:
  std::vector<double> uniform(Key key, double radius) const;
  /// Where a parameter's numbers are on the unconstrained scale.
  void restore(const std::vector<bool>& given, const std::vector<double>& drawn, std::vector<double>& q) const;

  Layout layout_;
  std::vector<std::size_t> places_[3];  ///< of parameters, computed, generated: the declared element of each of the client's
  std::array<std::string, 4> names_;
  std::string unconstrained_;
};

/// A name, the interface and who made it.
std::string bridge_info(const std::string& name);
/// A copy for the client to free.
char* bridge_text(const char* text);
/// The entries of data that a client passes, none for an empty text.
Entries bridge_data(const char* text);

template <class Model>
std::vector<double> BridgeNames::start(const Model& model, const std::string& json, Key key, double radius) const {
  const auto drawn = uniform(key, radius);
  const auto entries = bridge_data(json.c_str());
  auto q = drawn;
  if (entries.empty()) return q;
  // What is given may set where others lie: once for each variable that such a chain can have.
  for (std::size_t i = 0; i < layout_.parameters.size(); ++i) {
    auto values = model.constrain(q.data());
    values.resize(total_size(layout_.parameters));
    const auto given = fill(entries, values);
    const auto before = q;
    q = model.unconstrain(values.data());
    restore(given, drawn, q);
    if (q == before) break;
  }
  return q;
}

}  // namespace scmc::emitted
