/// Groups of a fit in a file: arrays over chains, draws and the dimensions of the model.
#pragma once
#include <string>
#include <vector>

#include "compiler/bind/bind.h"
#include "runtime/store/inference.h"

namespace scmc::cli {

std::vector<std::int64_t> counted_from(std::int64_t first, std::size_t count);

class GroupMaker {
 public:
  GroupMaker(const Bound& bound, std::size_t chains, std::size_t draws) : of_(bound), chains_(chains), draws_(draws) {}

 protected:
  store::Group over_draws(const std::string& name) const;
  std::vector<std::string> add_dims(store::Group& group, const std::vector<DimId>& dims) const;
  /// For a variable of which only some cells are meant: a dimension of those, with their names.
  std::string add_cells(store::Group& group, VariableId id, const std::string& which, const std::vector<std::size_t>& cells) const;
  void add_over_draws(store::Group& group, const std::string& name, const std::vector<std::string>& dims, store::Values values,
                      store::Attributes attributes = {}) const;
  /// Integers where the variable is no real number; positions as the model counts them.
  store::Values typed(VariableId id, std::vector<double> values) const;

  /// `value(draw, cell)`, draws counted chain after chain.
  template <class Value>
  static std::vector<double> by_draw(std::size_t draws, std::size_t cells, const Value& value) {
    std::vector<double> values(draws * cells);
    for (std::size_t cell = 0; cell < cells; ++cell)
      for (std::size_t draw = 0; draw < draws; ++draw) values[draw * cells + cell] = value(draw, cell);
    return values;
  }

  const Bound& of_;
  std::size_t chains_, draws_;
};

}  // namespace scmc::cli
