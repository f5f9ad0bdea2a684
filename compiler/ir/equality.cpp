/// Structural hash and equality: a node is written down as a list of words, which decides both.
#include "compiler/ir/equality.h"

#include <algorithm>
#include <bit>

#include "compiler/source/match.h"

namespace scmc::ir {
namespace {

using Words = std::vector<std::uint64_t>;

template <class Ids>
void append(Words& words, const Ids& ids) {
  for (auto id : ids) words.push_back(index(id));
}

/// Two nodes with equal words compute the same: the kind, what belongs to it alone, its operands. The dims follow, but for those of Noise
/// and Scatter.
Words words_of(const Node& node) {
  Words words{node.kind.index()};
  match(
      node.kind, [&](const Constant& constant) { words.push_back(std::bit_cast<std::uint64_t>(constant.value)); },
      [&](const Input& input) { words.push_back(index(input.input)); }, [&](const Size& size) { words.push_back(index(size.dim)); },
      [&](const Iota& iota) { words.push_back(index(iota.dim)); },
      [&](const Apply& apply) { words.push_back(std::bit_cast<std::uintptr_t>(apply.op)); }, [](const Select&) {},
      [&](const Reduce& reduce) {
        words.push_back(static_cast<std::uint64_t>(reduce.monoid));
        append(words, reduce.over);
      },
      [](const Gather&) {}, [&](const Scatter& scatter) { append(words, scatter.target_dims); },
      [&](const Stack& stack) { words.push_back(index(stack.dim)); },
      [&](const Noise& noise) {
        words.push_back(noise.stream);
        append(words, noise.dims);
      });
  append(words, operands(node));
  return words;
}

}  // namespace

std::size_t hash_of(const Node& node) {
  std::uint64_t hash = 0x9e3779b97f4a7c15u;
  for (auto word : words_of(node)) {
    hash = (hash ^ word) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  return hash;
}

bool same(const Node& a, const Node& b) { return a.kind.index() == b.kind.index() && a.dims == b.dims && words_of(a) == words_of(b); }

}  // namespace scmc::ir
