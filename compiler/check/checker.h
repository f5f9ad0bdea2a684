/// The state of one check: declarations first, then every mechanism, deterministic variables as they are read.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/check/elaborate.h"

namespace scmc {

/// A variable between its declaration and its mechanisms.
struct Declaration {
  std::vector<std::size_t> mechanisms = {};     ///< statements of role Mechanism or Observed
  std::vector<std::size_t> interventions = {};  ///< `do` statements
  bool in_progress = false, done = false;
};

class Checker {
 public:
  Checker(ast::Model model, Library& library, Diagnostics& diagnostics);
  std::optional<Checked> run();

 private:
  void collect_definitions();
  void define(const ast::Model& model, bool own);
  void declare_dims();
  void resolve_dims();
  void declare_variables();
  void declare_data(std::size_t statement);
  void declare_variable(std::size_t statement);
  VariableId add_variable(Variable variable);
  void settle_dims(VariableId id);
  void settle_kind(VariableId id);
  void elaborate(VariableId id);
  void elaborate_data(VariableId id);
  void elaborate_random(VariableId id, std::size_t statement);
  void elaborate_deterministic(VariableId id, std::size_t statement, const Scope& scope);
  void intervene(VariableId id);
  bool stands_beside(VariableId id, std::size_t statement) const;
  bool splits_early(VariableId id) const;
  VariableId split(VariableId id);
  void draw_beside(VariableId fixed, std::size_t statement);
  Scope data_scope() const;
  DimId new_dim(const std::string& name, std::size_t size, Span span);
  TermPtr noise(const std::string& name, Span span);
  bool noise_is_read(const std::string& name) const;
  bool check_members(const Instance& instance);
  void check_dims_of_arguments(const Variable& variable, const Instance& instance, const std::vector<DimId>& outer, Span left);
  DimId partner(DimId dim, const std::vector<DimId>& except = {});
  void elaborate_rest();
  TermPtr mask(VariableId id, const ast::Target& target);
  bool is_whole(VariableId id, const ast::Target& target) const;
  void check_dims(const Variable& variable, const TermPtr& term, const std::vector<DimId>& own, Span left);
  void warn_of_joined_dims(const Variable& variable, const TermPtr& value);
  TermPtr reference(const std::string& name, Span span);
  TermPtr refer(VariableId id, Span span) const;
  std::vector<std::string> all_names() const;
  const ast::Statement& statement(std::size_t i) const { return checked_.model->statements[i]; }

  Checked checked_;
  Diagnostics& diagnostics_;
  std::map<std::string, VariableId, std::less<>> by_name_;
  std::map<std::string, VariableId, std::less<>> natural_ = {};  ///< the half of a split variable that keeps the mechanism
  std::vector<Declaration> declarations_;  ///< by VariableId
  Names names_;
  Elaborator elaborator_;
};

/// 1 on the elements that a left-hand side or a `do` names; null where it names all, or after an error.
TermPtr element_mask(const Checked& model, VariableId id, const ast::Target& target, Elaborator& elaborator, Diagnostics& diagnostics,
                     const Scope& scope = {});

/// The left-hand side of a mechanism.
const ast::Target& target_of(const ast::Statement& statement);

/// Every argument within the support of its parameter, as far as constants and bare variables tell.
void check_supports(const Checked& model, Diagnostics& diagnostics);

/// The same of one distribution.
void check_arguments(const Checked& model, const Instance& instance, Diagnostics& diagnostics);

/// Causes, causal order, recurrences; an instantaneous circle is an error.
void order_causes(Checked& model, Diagnostics& diagnostics);

}  // namespace scmc
