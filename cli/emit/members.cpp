#include "cli/emit/members.h"

#include <algorithm>

namespace scmc::cli {
namespace {

/// Of the inputs of the program as it was lowered, those that it still reads as they are.
std::vector<bool> used_inputs(const EmittedProgram& program) {
  std::vector<bool> used(program.program.graph.inputs.size(), false);
  const auto& split = program.optimized.split;
  for (auto input : split.data) used[ir::index(input)] = true;
  for (std::size_t i = 0; i < split.sources.size(); ++i)
    if (split.sources[i].kind == ir::Source::Original && split.evaluate.inputs[i].kind != ir::InputKind::Parameter)
      used[split.sources[i].number] = true;
  return used;
}

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(a, b, [](double x, double y) { return x == y || (x != x && y != y); });
}

}  // namespace

Members::Members(const Emission& emission) : emission_(emission) {
  for (const char* taken : {"data", "prepared", "q", "given", "key", "out", "work"}) namer_(taken);
  name_sizes(emission.plan.dimensions.dims);
  for (const auto& program : emission.programs) add_inputs(program, used_inputs(program));
  for (const auto& list : emission.cell_lists) add(list);
}

/// `k'` and `k''` are axes like `k`, which has its name first.
void Members::name_sizes(const std::vector<ir::Dim>& dims) {
  sizes_.resize(dims.size());
  for (const bool is_further : {false, true})
    for (std::size_t d = 0; d < dims.size(); ++d) {
      const auto quote = dims[d].name.find('\'');
      if ((quote != std::string::npos) == is_further) sizes_[d] = "data." + namer_("size_" + dims[d].name.substr(0, quote));
    }
}

void Members::add_inputs(const EmittedProgram& program, const std::vector<bool>& used) {
  const auto& inputs = program.program.graph.inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i)
    if (used[i] && inputs[i].kind != ir::InputKind::Parameter) holding_[{&program, i}] = add(describe(inputs[i], program.program.data[i]));
}

/// Columns in declared order, so that whoever has data need not know that of the IR.
EmittedMember Members::describe(const ir::InputInfo& input, std::vector<double> values) const {
  const auto& plan = emission_.plan;
  const auto& model = *plan.bound.model;
  EmittedMember member{.name = input.name, .dims = input.dims, .declared = input.dims, .values = std::move(values), .comment = {}};
  const auto id = model.find(input.name);
  if (!id || !plan.bound.columns[index(*id)]) {
    const auto dot = input.name.find('.');
    const auto what = dot == std::string::npos ? "" : input.name.substr(dot + 1), of = input.name.substr(0, dot);
    member.comment = what == "measured" ? "1 where " + of + " was measured"
                     : what == "rank"   ? "for each cell of " + of + ", which of those that are sampled it is"
                     : what == "is_free" ? "1 where " + of + " has a number of its own"
                     : what == "row"     ? "for each number that makes " + of + ", its row"
                     : what == "column"  ? "and its column"
                     : what == "touched" ? "1 where " + of + " changes with what is set"
                     : of == "equation"  ? "a differential equation as a list of operations"
                                         : "made for the programs below";
    return member;
  }
  member.declared.clear();
  for (DimId d : model[*id].dims) member.declared.push_back(plan.dimensions.of_model[index(d)]);
  const auto cells = declared_cells(plan, *id);
  const auto held = member.values;
  for (std::size_t i = 0; i < cells.size(); ++i) member.values[cells[i]] = held[i];
  std::string dims;
  for (DimId d : model[*id].dims) dims += (dims.empty() ? "" : ", ") + model[d].name;
  member.comment = input.name + (dims.empty() ? "" : "[" + dims + "]") + (plan.bound.is_observed(*id) ? ", observed" : ", given");
  if (model[*id].type.kind == ScalarKind::Index) member.comment += "; positions from 0";
  if (!plan.bound.columns[index(*id)]->missing.empty()) member.comment += "; what stands in missing cells is not read";
  return member;
}

std::string Members::add(EmittedMember member) {
  for (const auto& known : members_)
    if (known.about.name == member.name && known.about.dims == member.dims && same(known.about.values, member.values)) return known.name;
  const auto name = namer_(member.name);
  members_.push_back({std::move(member), name});
  return name;
}

std::string Members::holding(const EmittedProgram& program, std::size_t input) const { return holding_.at({&program, input}); }

std::string Members::holding_cells(const std::string& list) const {
  return std::ranges::find_if(members_, [&](const Member& m) { return m.about.name == list; })->name;
}

namespace {

/// The place of each dim of the IR's order among those declared; empty if the orders are the same.
std::string held_order(const std::vector<ir::DimId>& declared) {
  auto sorted = declared;
  std::ranges::sort(sorted);
  if (sorted == declared) return "{}";
  std::string text;
  for (ir::DimId d : sorted)
    text += (text.empty() ? "" : ", ") + std::to_string(std::ranges::find(declared, d) - declared.begin());
  return "{" + text + "}";
}

/// Without what has its default anyway.
std::string braced(std::vector<std::string> parts) {
  while (parts.size() > 1 && (parts.back() == "{}" || parts.back() == "false")) parts.pop_back();
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return "{" + text + "}";
}

}  // namespace

std::string Members::quantity(const EmittedQuantity& q) const {
  std::string axes;
  for (std::size_t i = 0; i < q.dims.size(); ++i)
    axes += (i ? ", {" : "{") + sizes_[ir::index(q.dims[i])] + ", " + std::to_string(q.first[i]) + "}";
  const auto cells = q.part.empty() ? "{}" : "data." + holding_cells(q.part);
  return braced({"\"" + q.name + "\"", "{" + axes + "}", q.part.empty() ? held_order(q.dims) : "{}", q.part.empty() ? "false" : "true", cells,
                 q.is_noise ? "true" : "false"});
}

std::string Members::quantity(const Member& member) const {
  std::string axes;
  for (ir::DimId d : member.about.declared) axes += (axes.empty() ? "{" : ", {") + sizes_[ir::index(d)] + "}";
  return braced({"\"" + member.name + "\"", "{" + axes + "}", held_order(member.about.declared)});
}

}  // namespace scmc::cli
