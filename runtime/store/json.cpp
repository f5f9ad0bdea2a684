/// JSON by hand: its own library writes no NaN, and nested arrays of numbers are most of the file.
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "runtime/data/write.h"
#include "runtime/store/columns.h"
#include "runtime/store/formats.h"

namespace scmc::store {
namespace {

std::string in_quotes(const std::string& text) { return nlohmann::json(text).dump(); }

std::string text_of(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return data::shortest(value);
}

std::string element(const Values& values, std::size_t i) {
  if (const auto* texts = std::get_if<Texts>(&values)) return in_quotes((*texts)[i]);
  if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&values)) return std::to_string((*integers)[i]);
  if (const auto* flags = std::get_if<std::vector<bool>>(&values)) return (*flags)[i] ? "true" : "false";
  return text_of(std::get<std::vector<double>>(values)[i]);
}

std::string listed(const Texts& texts) {
  std::string result = "[";
  for (const auto& text : texts) result += (result.size() > 1 ? ", " : "") + in_quotes(text);
  return result + "]";
}

std::string attribute_text(const Attribute& attribute) {
  if (const auto* text = std::get_if<Text>(&attribute)) return in_quotes(*text);
  if (const auto* texts = std::get_if<Texts>(&attribute)) return listed(*texts);
  if (const auto* number = std::get_if<double>(&attribute)) return text_of(*number);
  if (const auto* natural = std::get_if<std::uint64_t>(&attribute)) return std::to_string(*natural);
  return std::to_string(std::get<std::int64_t>(attribute));
}

/// What is not told of draws has no place in `from_dict`: what a chain learned in its warmup.
bool is_of_chains(const Array& array) {
  return array.name != "chain" && !array.dims.empty() && array.dims[0] == "chain" && (array.dims.size() < 2 || array.dims[1] != "draw");
}

class JsonText {
 public:
  explicit JsonText(const Inference& inference) : inference_(inference) {}

  std::string run() {
    std::string text = "{\n  \"attrs\": " + attributes();
    // What `from_dict` has no argument for: `predict` alone reads it, from another format.
    static const std::set<std::string> left_out = {"unconstrained_posterior", "log_prior"};
    for (const auto& group : inference_.groups)
      if (!left_out.contains(group.name)) text += ",\n  " + in_quotes(group.name) + ": " + arrays(group);
    for (const auto& [name, entries] : std::initializer_list<std::pair<std::string, const Entries&>>{
             {"coords", coords_}, {"dims", dims_}, {"pred_coords", pred_coords_}, {"pred_dims", pred_dims_}})
      text += ",\n  " + in_quotes(name) + ": " + object(entries);
    return text + "\n}\n";
  }

 private:
  using Entries = std::map<std::string, std::string>;

  static std::string object(const Entries& entries) {
    std::string text = "{";
    for (const auto& [name, value] : entries) text += (text.size() > 1 ? ",\n    " : "\n    ") + in_quotes(name) + ": " + value;
    return text + (text.size() > 1 ? "\n  }" : "}");
  }

  std::string attributes() const {
    Entries entries;
    for (const auto& [name, value] : inference_.attributes) entries[name] = attribute_text(value);
    return object(entries);
  }

  std::string arrays(const Group& group) {
    const bool is_prediction = group.name == "predictions";
    auto& coords = is_prediction ? pred_coords_ : coords_;
    auto& dims = is_prediction ? pred_dims_ : dims_;
    std::string text = "{";
    for (const auto& array : group.arrays) {
      if (is_of_chains(array)) continue;
      std::string nested;
      std::size_t next = 0;
      append(nested, group, array, 0, next);
      const bool is_coordinate = array.dims.size() == 1 && array.name == array.dims[0];
      if (is_coordinate) {
        if (array.name != "chain" && array.name != "draw" && array.name != "unconstrained") coords[array.name] = nested;
        continue;
      }
      auto name = plain_name(array);
      Texts own;
      for (const auto& dim : array.dims)
        if (dim != "chain" && dim != "draw") own.push_back(dim);
      // A name has the same dimensions wherever it stands: the density of a whole series is not named as the series.
      if (const auto known = dims.try_emplace(name, listed(own)).first; known->second != listed(own))
        name += "_" + group.name, dims[name] = listed(own);
      text += (text.size() > 1 ? ",\n    " : "\n    ") + in_quotes(name) + ": " + nested;
    }
    return text + (text.size() > 1 ? "\n  }" : "}");
  }

  static void append(std::string& text, const Group& group, const Array& array, std::size_t axis, std::size_t& next) {
    if (axis == array.dims.size()) {
      text += element(array.values, next++);
      return;
    }
    text += '[';
    for (std::size_t i = 0, count = group.find_dim(array.dims[axis])->size; i < count; ++i) {
      if (i > 0) text += ", ";
      append(text, group, array, axis + 1, next);
    }
    text += ']';
  }

  const Inference& inference_;
  Entries coords_, dims_, pred_coords_, pred_dims_;
};

}  // namespace

std::string to_json(const Inference& inference) { return JsonText(inference).run(); }

}  // namespace scmc::store
