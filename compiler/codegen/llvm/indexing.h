/// Gathers and scatters: where indices point to, and how packs are read and added there.
#pragma once
#include "compiler/codegen/llvm/values.h"

namespace scmc::codegen {

class Indexing {
 public:
  using Value = llvm::Value;
  Indexing(Frame& frame, Values& values, const schedule::Nest& nest) : frame_(frame), values_(values), nest_(nest) {}

  Value* gather(ir::NodeId id);
  void scatter(const std::vector<ir::NodeId>& ids);
  Value* past(const ir::Past& past);

 private:
  /// An array over `dims`, and an index for each of them.
  struct Place {
    schedule::StorageId storage;
    const ir::Dims& dims;
    const std::vector<ir::NodeId>& indices;
  };
  /// Doubles from the start of a buffer: the same for all lanes, plus one a lane where some index differs between lanes.
  struct Offset {
    Value* uniform;
    Value* lanes = nullptr;
  };
  /// A number a lane, to be added to a cell a lane.
  struct Addition {
    Value *base, *cells, *values;
  };
  /// Neighbours in the last dim of an array.
  struct Row {
    Value* start;    ///< position of the first lane
    Value* address;  ///< of the first lane, meaningful if all lanes lie inside
  };

  const schedule::Storage& storage(const Place& place) const { return nest_.storages[index(place.storage)]; }
  Value* clamped(Value* position, ir::DimId dim);
  Value* uniform_position(ir::NodeId node, ir::DimId dim);
  Value* as_integers(Value* numbers);
  Value* times_stride(Value* numbers, const Place& place, std::size_t i);
  Offset offset(const Place& place, std::size_t count);
  std::optional<std::size_t> stored_dim(const Place& place, std::size_t i) const;

  bool is_lane_number(ir::NodeId node) const;
  bool is_uniform(ir::NodeId node) const;
  Value* shift_of(ir::NodeId node);
  std::optional<Row> row_of(const Place& place);
  bool is_in_place(const Place& place) const;
  Value* lies_inside(const Place& place, const Row& row);

  Value* load_cells(const Place& place);
  Value* load_row(const Place& place, const Row& row);
  std::optional<Addition> add_but_lanes(ir::NodeId id);
  std::optional<Addition> add_uniform(const Place& place, Value* values);
  void add_number(Value* address, Value* number);
  void add_lane_after_lane(const Addition& addition);
  void add_by_a_loop(const std::vector<Addition>& additions);
  void add_row(const Place& place, const Row& row, Value* pack);

  Frame& frame_;
  Values& values_;
  const schedule::Nest& nest_;
};

}  // namespace scmc::codegen
