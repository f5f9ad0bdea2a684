#include "compiler/codegen/cpp/reads.h"

#include <map>
#include <optional>

#include "compiler/ir/primitives.h"
#include "compiler/source/match.h"

namespace scmc::codegen {
namespace {

using ir::NodeId;
using schedule::Statement;
using Counts = std::map<NodeId, int>;

/// As often as they are spelled: `($0 * $0)` reads its argument twice, and `first` its second one never.
std::vector<NodeId> spelled(const ir::Apply& apply) {
  std::vector<NodeId> found;
  const auto& text = apply.op->cpp;
  for (auto at = text.find('$'); at != std::string::npos; at = text.find('$', at + 1))
    found.push_back(apply.args[static_cast<std::size_t>(text[at + 1] - '0')]);
  return found;
}

/// The operands that its text speaks of: arrays are read in their storage.
std::vector<NodeId> read_values(const schedule::Nest& nest, NodeId id) {
  const auto& kind = nest.graph[id].kind;
  if (std::holds_alternative<ir::Call>(kind)) return {};
  if (const auto* apply = std::get_if<ir::Apply>(&kind)) return spelled(*apply);
  auto all = ir::operands(nest.graph[id]);
  const auto* gather = std::get_if<ir::Gather>(&kind);
  if (gather && nest.storage_of[index(gather->source)]) std::erase(all, gather->source);
  return all;
}

std::optional<NodeId> defined_by(const Statement& statement) {
  if (const auto* load = std::get_if<schedule::Load>(&statement.kind)) return load->node;
  if (const auto* compute = std::get_if<schedule::Compute>(&statement.kind)) return compute->node;
  return std::nullopt;
}

/// A value, and nothing else: a reduction adds to a total, a call fills an array.
bool is_value(const ir::Node& node) {
  return !std::holds_alternative<ir::Reduce>(node.kind) && !std::holds_alternative<ir::Scatter>(node.kind) &&
         !std::holds_alternative<ir::Call>(node.kind);
}

/// `here`: of the list itself; `within`: of the loops in it.
void count(const schedule::Nest& nest, const std::set<NodeId>& never, const std::vector<Statement>& list, Counts& here, Counts& within) {
  for (const auto& statement : list)
    match(
        statement.kind,
        [&](const schedule::Compute& each) {
          if (never.contains(each.node)) return;
          for (auto operand : read_values(nest, each.node)) ++here[operand];
        },
        [](const schedule::Load&) {}, [&](const schedule::Store& each) { ++here[each.node]; }, [](const schedule::Clear&) {},
        [&](const schedule::Loop& each) { count(nest, never, each.body, within, within); });
}

}  // namespace

/// What is read by nothing but what is never read, is never read either.
Reads find_reads(const schedule::Nest& nest, const std::vector<Statement>& list, Reads reads) {
  for (const auto& statement : list)
    if (const auto id = defined_by(statement)) reads.once.erase(*id), reads.never.erase(*id);
  for (bool changes = true; changes;) {
    changes = false;
    Counts here, within;
    count(nest, reads.never, list, here, within);
    for (const auto& statement : list) {
      const auto id = defined_by(statement);
      if (!id || !is_value(nest.graph[*id]) || within.contains(*id)) continue;
      if (!here.contains(*id)) changes = reads.never.insert(*id).second || changes;
      const bool is_computed = std::holds_alternative<schedule::Compute>(statement.kind);
      if (is_computed && std::holds_alternative<ir::Apply>(nest.graph[*id].kind) && here[*id] == 1) reads.once.insert(*id);
    }
  }
  return reads;
}

}  // namespace scmc::codegen
