#include "cli/repl/model_edit.h"

#include <algorithm>

#include "compiler/ast/print.h"

namespace scmc::cli::repl {
namespace {

const ast::Target* target_of(const ast::Statement& statement) {
  if (const auto* draw = std::get_if<ast::DrawStatement>(&statement.node)) return &draw->target;
  if (const auto* let = std::get_if<ast::LetStatement>(&statement.node)) return &let->target;
  return nullptr;
}

/// `use` has no name that it declares; twice the same is one.
std::string name_of(const ast::Statement& statement) {
  if (const auto* use = std::get_if<ast::UseStatement>(&statement.node)) return "use " + use->name.name;
  const auto name = ast::declared_name(statement);
  return name ? name->name : "";
}

/// Elements of a variable, and not all of it (or what is left of it): `x[1]`, `x["a"]`, `x[2..5]`.
bool is_slice(const ast::Statement& statement) {
  const auto* target = target_of(statement);
  return target && std::ranges::any_of(target->items, [](const ast::IndexItem& item) {
           return !item.dim.empty() || !std::holds_alternative<ast::Name>(item.value->node);
         });
}

bool has_same_target(const ast::Statement& a, const ast::Statement& b) {
  const auto *x = target_of(a), *y = target_of(b);
  return x && y && ast::print(*x) == ast::print(*y);
}

void add(Edited& edited, const ast::Statement& added) {
  auto& all = edited.model.statements;
  const auto name = name_of(added);
  const auto defines_it = [&](const ast::Statement& s) { return !name.empty() && name_of(s) == name; };
  const auto first = std::ranges::find_if(all, defines_it);
  if (first == all.end()) return all.push_back(added);
  const auto same = std::ranges::find_if(all, [&](const ast::Statement& s) { return defines_it(s) && has_same_target(s, added); });
  if (same == all.end() && is_slice(added)) return static_cast<void>(all.insert(first, added));
  const auto place = same != all.end() ? same : first;
  edited.replaced.push_back(*place);
  const ast::Statement old = *place;
  *place = added;
  place->continues_line = old.continues_line;
  if (place->comments.empty()) place->comments = old.comments;  // a heading stays above what it heads
  if (same != all.end()) return;
  for (auto s = place + 1; s != all.end();)
    if (defines_it(*s)) edited.replaced.push_back(*s), s = all.erase(s);
    else ++s;
}

}  // namespace

Edited with_statements(const ast::Model& model, const std::vector<ast::Statement>& added) {
  Edited edited{model};
  for (const auto& statement : added) add(edited, statement);
  return edited;
}

Edited without(const ast::Model& model, const std::string& name) {
  Edited edited{model};
  std::erase_if(edited.model.statements, [&](const ast::Statement& s) {
    const bool is_it = name_of(s) == name;
    if (is_it) edited.replaced.push_back(s);
    return is_it;
  });
  return edited;
}

}  // namespace scmc::cli::repl
