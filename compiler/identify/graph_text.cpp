#include "compiler/identify/graph_text.h"

#include <algorithm>

#include "compiler/identify/errors.h"
#include "compiler/identify/path.h"

namespace scmc::identify {
namespace {

struct DirectedEdge {
  std::size_t from, to;
  Span span;
};

bool is_arrow(const Word& word) { return word.text == "->" || word.text == "<-" || word.text == "<->"; }

class GraphReader {
 public:
  GraphReader(const Sources& sources, FileId file, Diagnostics& diagnostics) : reader_(sources, file), diagnostics_(diagnostics) {}

  std::optional<Dag> read() {
    do {
      const bool latent = reader_.next().text == "latent" && reader_.after().text == ":";
      const bool read = reader_.at_end() || reader_.next().text == ";" || (latent ? read_latent() : read_chain());
      if (!read) return std::nullopt;
    } while (reader_.take(";"));
    if (!reader_.at_end()) return fail(errors::not_a_graph(reader_.next(), "an arrow `->`, `<-`, `<->`, or `;`"));
    if (dag_.graph.size() == 0) return fail(errors::not_a_graph(reader_.next(), "an edge"));
    if (is_circular()) return std::nullopt;
    return std::move(dag_);
  }

 private:
  std::nullopt_t fail(Diagnostic diagnostic) {
    diagnostics_.report(std::move(diagnostic));
    return std::nullopt;
  }

  std::optional<std::size_t> vertex(const Named& name) {
    if (const auto known = dag_.graph.find(name.name)) return known;
    if (dag_.graph.size() == max_vertices) return fail(errors::too_large(max_vertices + 1, name.span));
    dag_.graph.names.push_back(name.name);
    dag_.graph.parents.emplace_back(), dag_.graph.siblings.emplace_back();
    dag_.graph.vertices.set(dag_.graph.size() - 1);
    return dag_.graph.size() - 1;
  }

  std::optional<Named> name() {
    if (!reader_.next().is_name) return fail(errors::not_a_graph(reader_.next(), "the name of a variable"));
    const Word word = reader_.take();
    return Named{word.text, word.span};
  }

  bool read_latent() {
    reader_.take(), reader_.take();
    const auto names = reader_.names();
    if (names.empty()) return fail(errors::not_a_graph(reader_.next(), "the name of a variable")), false;
    for (const auto& one : names) {
      const auto v = vertex(one);
      if (!v) return false;
      dag_.latent.set(*v);
    }
    return true;
  }

  bool read_chain() {
    auto left = name();
    if (!left || !vertex(*left)) return false;
    while (is_arrow(reader_.next())) {
      const std::string arrow = reader_.take().text;
      const auto right = name();
      if (!right || !connect(*left, arrow, *right)) return false;
      left = right;
    }
    return true;
  }

  bool connect(const Named& left, const std::string& arrow, const Named& right) {
    const auto a = vertex(left), b = vertex(right);
    if (!a || !b) return false;
    if (*a == *b) return fail(errors::edge_to_itself(right)), false;
    if (arrow == "<->") dag_.graph.siblings[*a].set(*b), dag_.graph.siblings[*b].set(*a);
    else add_edge(arrow == "->" ? DirectedEdge{*a, *b, cover(left.span, right.span)} : DirectedEdge{*b, *a, cover(left.span, right.span)});
    return true;
  }

  void add_edge(const DirectedEdge& edge) {
    dag_.graph.parents[edge.to].set(edge.from);
    edges_.push_back(edge);
  }

  bool is_circular() {
    if (topological_order(dag_.graph).size() == dag_.graph.size()) return false;
    for (const auto& edge : edges_) {
      const auto back = directed_path(dag_.graph, one(edge.to), one(edge.from));
      if (!back) continue;
      std::vector<std::string> around = {dag_.graph.names[edge.from]};
      for (std::size_t v : back->vertices) around.push_back(dag_.graph.names[v]);
      fail(errors::cycle(around, edge.span));
      break;
    }
    return true;
  }

  Reader reader_;
  Diagnostics& diagnostics_;
  Dag dag_;
  std::vector<DirectedEdge> edges_;
};

}  // namespace

std::optional<Dag> parse_graph(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  return GraphReader(sources, file, diagnostics).read();
}

}  // namespace scmc::identify
