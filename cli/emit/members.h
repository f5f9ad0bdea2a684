/// What the `Data` of an emitted model hold: a size for each dimension, and every array that some program reads.
#pragma once
#include <string>
#include <vector>

#include "cli/emit/programs.h"
#include "compiler/codegen/cpp/function.h"

namespace scmc::cli {

class Members {
 public:
  explicit Members(const Emission& emission);

  /// `data.size_day`, by DimId.
  const std::vector<std::string>& sizes() const { return sizes_; }
  /// The member that holds an input of a program.
  std::string holding(const EmittedProgram& program, std::size_t input) const;
  /// The member that holds a cell list.
  std::string holding_cells(const std::string& list) const;

  struct Member {
    EmittedMember about;
    std::string name;
  };
  const std::vector<Member>& all() const { return members_; }
  /// `{"y", {{data.size_day, 1}}}`
  std::string quantity(const EmittedQuantity& quantity) const;
  std::string quantity(const Member& member) const;

 private:
  void name_sizes(const std::vector<ir::Dim>& dims);
  void add_inputs(const EmittedProgram& program, const std::vector<bool>& used);
  std::string add(EmittedMember member);
  EmittedMember describe(const ir::InputInfo& input, std::vector<double> values) const;

  const Emission& emission_;
  codegen::Namer namer_;
  std::vector<std::string> sizes_;
  std::vector<Member> members_;
  std::map<std::pair<const EmittedProgram*, std::size_t>, std::string> holding_;
};

}  // namespace scmc::cli
