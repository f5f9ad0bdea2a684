/// The programs of a model that is emitted, and what data they read.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "cli/session.h"
#include "compiler/pipeline.h"

namespace scmc::cli {

/// A program with what a header says of it.
struct EmittedProgram {
  std::string name;                        ///< `log_density`
  std::vector<std::string> comment = {};
  Program program = {};
  Optimized optimized = {};
};

/// What a program answers of a scenario: the values that the scenario sets, in the order in which the program takes them.
struct EmittedScenario {
  std::string name;      ///< of the function: `do_z_0`
  std::string scenario;  ///< as it was asked for
  std::string program;
  std::vector<double> set = {};
};

/// An array over some of the model's dimensions. `part`: only some cells of it, which a member of the data counts.
struct EmittedQuantity {
  std::string name;
  std::vector<ir::DimId> dims = {};  ///< as declared
  std::vector<std::int64_t> first = {};
  std::string part = {};  ///< the name of a cell list
  bool is_noise = false;
};

/// Something that the data hold: a column, in declared order, or an array that was made of columns.
struct EmittedMember {
  std::string name;  ///< in the IR
  ir::Dims dims = {};
  std::vector<ir::DimId> declared = {};  ///< the same, as the model declares them
  std::vector<double> values = {};       ///< in declared order
  std::string comment = {};
};

struct Emission {
  Plan plan;
  std::vector<EmittedProgram> programs;
  std::vector<EmittedScenario> scenarios;
  std::vector<std::string> terms;     ///< of the log-density
  std::vector<std::string> reported;  ///< by a scenario's program
  std::vector<EmittedQuantity> unconstrained, parameters, computed, generated;
  std::vector<EmittedMember> cell_lists;
  std::string no_generate = {};  ///< why new data cannot be drawn
};

/// Lowers and optimises all programs. Refuses what cannot be.
Emission make_emission(Session& session, Plan plan, const std::vector<Scenario>& scenarios);

}  // namespace scmc::cli
