/// Fits in files: one format a file of this folder, chosen by the end of the name.
#pragma once
#include <optional>
#include <string>

#include "runtime/data/problem.h"
#include "runtime/store/inference.h"

namespace scmc::store {

/// What stands against a file of this name, before the work that is to be kept in it: no such format, no such folder, no library.
std::optional<data::Problem> objection(const std::string& path);

/// Of these, what concerns the place alone.
std::optional<data::Problem> objection_to_place(const std::string& path);

/// Has a file of this name a place for them? A table of draws has not.
bool keeps_densities(const std::string& path);
/// And for whatever groups there are?
bool keeps_groups(const std::string& path);

/// Whole or not at all: a reader sees the old file or the new one.
std::optional<data::Problem> write(const std::string& path, const Inference& inference);

/// Of a file that `write` wrote, also where others have added to it. Groups whose name is in `without` are passed over.
data::Outcome<Inference> read(const std::string& path, const std::vector<std::string>& without = {});

/// For `scmc explain`.
const std::vector<data::ProblemKind>& problem_kinds();

}  // namespace scmc::store
