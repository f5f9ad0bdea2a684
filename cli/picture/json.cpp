#include "cli/picture/json.h"

#include <nlohmann/json.hpp>

namespace scmc::cli {
namespace {

using Json = nlohmann::ordered_json;

const char* name(Picture::Kind kind) {
  switch (kind) {
    case Picture::Kind::Random: return "random";
    case Picture::Kind::Data: return "data";
    case Picture::Kind::Computed: return "computed";
    case Picture::Kind::Parameter: return "parameter";
    case Picture::Kind::Noise: return "noise";
  }
  return "";
}

const char* name(Picture::Link link) {
  switch (link) {
    case Picture::Link::Cause: return "cause";
    case Picture::Link::Noise: return "noise";
    case Picture::Link::SharedNoise: return "shared noise";
    case Picture::Link::Joint: return "joint";
  }
  return "";
}

/// The dimensions of the plates around a node, outermost first.
Json frames(const Picture& picture, std::optional<std::size_t> plate) {
  Json all = Json::array();
  for (; plate; plate = picture.plates[*plate].parent) all.insert(all.begin(), picture.plates[*plate].dim);
  return all;
}

Json json(const Picture& picture, const Picture::Node& node) {
  Json result = {{"id", node.id},
                 {"label", node.label},
                 {"kind", name(node.kind)},
                 {"observed", node.observed},
                 {"plates", frames(picture, node.plate)}};
  if (!node.set.empty()) result["set"] = node.set;
  if (node.natural) result["natural"] = picture.nodes[*node.natural].id;
  if (node.counterfactual) result["counterfactual"] = true;
  return result;
}

}  // namespace

std::string json(const Picture& picture) {
  Json result = {{"nodes", Json::array()}, {"edges", Json::array()}, {"plates", Json::array()}};
  for (const auto& node : picture.nodes) result["nodes"].push_back(json(picture, node));
  for (const auto& edge : picture.edges) {
    Json one = {{"from", picture.nodes[edge.from].id}, {"to", picture.nodes[edge.to].id}, {"link", name(edge.link)}};
    if (!edge.lag.empty()) one[edge.link == Picture::Link::Joint ? "over" : "lag"] = edge.lag;
    result["edges"].push_back(std::move(one));
  }
  for (std::size_t i = 0; i < picture.plates.size(); ++i) {
    Json one = {{"dimensions", frames(picture, i)}};
    if (picture.plates[i].size) one["size"] = *picture.plates[i].size;
    result["plates"].push_back(std::move(one));
  }
  return result.dump(2) + "\n";
}

}  // namespace scmc::cli
