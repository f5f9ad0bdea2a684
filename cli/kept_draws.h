/// The draws of a file, as anybody wrote them in the layout of ArviZ: what needs no model to be said.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "cli/session.h"
#include "runtime/diagnose/sample.h"
#include "runtime/store/inference.h"

namespace scmc::cli {

/// A file opened for the groups named; the others are passed over. Refused: a file that cannot be read, or that lacks the first of them.
store::Inference open_draws(const Session& session, const std::string& path, const std::vector<std::string>& groups);

/// One number of a group over draws.
struct Element {
  std::string name;   ///< `theta[2,1]`
  std::string shown;  ///< by labels
  std::string array;
  diagnose::Sample draws;
};
/// Of the arrays that are wanted; all, where none is named.
std::vector<Element> elements(const store::Group& group, const std::set<std::string>& arrays = {});

/// `model.scm with data.csv`, where the file says so; else empty.
std::string origin_text(const store::Inference& inference);

}  // namespace scmc::cli
