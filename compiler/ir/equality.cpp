/// Structural hash and equality, kind by kind, without allocating: the builder asks for both with every node.
#include "compiler/ir/equality.h"

#include <bit>

#include "compiler/source/match.h"

namespace scmc::ir {
namespace {

/// Mixes words one after the other  [the finaliser of MurmurHash3].
class Hash {
 public:
  void add(std::uint64_t word) {
    state_ = (state_ ^ word) * 0xff51afd7ed558ccdu;
    state_ ^= state_ >> 32;
  }
  template <class Id>
  void add_ids(const std::vector<Id>& ids) {
    for (auto id : ids) add(index(id));
  }
  std::size_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0x9e3779b97f4a7c15u;
};

std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

bool same_kind(const Constant& a, const Constant& b) { return bits(a.value) == bits(b.value); }
bool same_kind(const Input& a, const Input& b) { return a.input == b.input; }
bool same_kind(const Size& a, const Size& b) { return a.dim == b.dim; }
bool same_kind(const Iota& a, const Iota& b) { return a.dim == b.dim; }
bool same_kind(const Apply& a, const Apply& b) { return a.op == b.op && a.args == b.args; }
bool same_kind(const Select& a, const Select& b) { return a.condition == b.condition && a.then == b.then && a.otherwise == b.otherwise; }
bool same_kind(const Reduce& a, const Reduce& b) { return a.monoid == b.monoid && a.arg == b.arg && a.over == b.over; }
bool same_kind(const Gather& a, const Gather& b) { return a.source == b.source && a.indices == b.indices; }
bool same_kind(const Scatter& a, const Scatter& b) {
  return a.values == b.values && a.indices == b.indices && a.target_dims == b.target_dims;
}
bool same_kind(const Stack& a, const Stack& b) { return a.dim == b.dim && a.items == b.items; }
bool same_kind(const Noise& a, const Noise& b) { return a.stream == b.stream && a.dims == b.dims; }
bool same_kind(const Past& a, const Past& b) { return a.recurrence == b.recurrence && a.lag == b.lag; }
bool same_kind(const Recur& a, const Recur& b) { return a.recurrence == b.recurrence && a.value == b.value; }

bool same_kind(const Call& a, const Call& b) { return a.kernel == b.kernel && a.args == b.args && a.row == b.row && a.column == b.column && a.own == b.own; }

}  // namespace

std::size_t hash_of(const Node& node) {
  Hash hash;
  hash.add(node.kind.index());
  match(
      node.kind, [&](const Constant& constant) { hash.add(bits(constant.value)); },
      [&](const Input& input) { hash.add(index(input.input)); }, [&](const Size& size) { hash.add(index(size.dim)); },
      [&](const Iota& iota) { hash.add(index(iota.dim)); },
      [&](const Apply& apply) { hash.add(std::bit_cast<std::uintptr_t>(apply.op)), hash.add_ids(apply.args); },
      [&](const Select& select) { hash.add(index(select.condition)), hash.add(index(select.then)), hash.add(index(select.otherwise)); },
      [&](const Reduce& reduce) {
        hash.add(static_cast<std::uint64_t>(reduce.monoid)), hash.add(index(reduce.arg)), hash.add_ids(reduce.over);
      },
      [&](const Gather& gather) { hash.add(index(gather.source)), hash.add_ids(gather.indices); },
      [&](const Scatter& scatter) { hash.add(index(scatter.values)), hash.add_ids(scatter.indices), hash.add_ids(scatter.target_dims); },
      [&](const Stack& stack) { hash.add(index(stack.dim)), hash.add_ids(stack.items); },
      [&](const Noise& noise) { hash.add(noise.stream), hash.add_ids(noise.dims); },
      [&](const Past& past) { hash.add(index(past.recurrence)), hash.add(static_cast<std::uint64_t>(past.lag)); },
      [&](const Recur& recur) { hash.add(index(recur.recurrence)), hash.add(index(recur.value)); },
      [&](const Call& call) {
        hash.add(std::bit_cast<std::uintptr_t>(call.kernel)), hash.add_ids(call.args), hash.add(index(call.row)),
            hash.add(index(call.column));
      });
  return hash.value();
}

bool same(const Node& a, const Node& b) {
  if (a.kind.index() != b.kind.index()) return false;
  return std::visit([&]<class Kind>(const Kind& kind) { return same_kind(kind, std::get<Kind>(b.kind)); }, a.kind);
}

}  // namespace scmc::ir
