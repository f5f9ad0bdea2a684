/// Open paths and directed paths, to be shown.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/identify/admg.h"

namespace scmc::identify {

enum class Edge { Forward, Backward, Bidirected };

/// `vertices[i] edges[i] vertices[i + 1]`.
struct Path {
  std::vector<std::size_t> vertices;
  std::vector<Edge> edges;
};

/// A shortest path from X to Y that is open given Z; none if they are separated.
std::optional<Path> open_path(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z);

/// A shortest directed path from X to Y that meets none of `avoiding`.
std::optional<Path> directed_path(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& avoiding = {});

/// `z <- c -> y`
std::string print(const Path& path, const Admg& graph);

}  // namespace scmc::identify
