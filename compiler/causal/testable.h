/// The graph of a model as rows of data can contradict it.
#pragma once
#include <optional>
#include <vector>

#include "compiler/check/checked.h"
#include "compiler/identify/admg.h"

namespace scmc {

/// Vertices are the variables that run over `rows`, computed ones looked through unless measured; what is not measured is latent.
///
/// Whatever ties rows to one another is one more latent vertex, a cause of everything that reads it and of every input: earlier positions,
/// other units, draws that span several units, unmeasured variables over fewer dimensions. So of two variables that the graph separates
/// at most one depends on the rows around it, and tests that take rows for independent are right about the pair. A group variable that is
/// read by a label, `alpha[county_of]`, is a function of the label instead. Inputs may be correlated: they are joined pairwise by `<->`.
struct TestableGraph {
  identify::Dag dag;
  std::vector<std::optional<VariableId>> variables;  ///< by vertex; nothing for what ties rows together
};

/// `measured` by VariableId: it has a column. Nothing if there are more vertices than a graph can have.
std::optional<TestableGraph> testable_graph(const Checked& model, const std::vector<DimId>& rows, const std::vector<bool>& measured);

/// An independence that the graph implies, given the smallest set that does it.
struct TestableClaim {
  VariableId x, y;
  std::vector<VariableId> given;
};

/// One for each pair of measured variables that some set of others separates.
std::vector<TestableClaim> testable_claims(const TestableGraph& graph);

}  // namespace scmc
