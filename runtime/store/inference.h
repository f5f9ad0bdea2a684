/// A fit as data: groups of named arrays over named dimensions, in the layout of ArviZ's InferenceData, before any file format is chosen.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace scmc::store {

using Text = std::string;
using Texts = std::vector<std::string>;

using Attribute = std::variant<std::int64_t, std::uint64_t, double, Text, Texts>;
using Attributes = std::vector<std::pair<std::string, Attribute>>;

struct Dimension {
  std::string name;
  std::size_t size = 0;
  bool operator==(const Dimension&) const = default;
};

using Values = std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<bool>, Texts>;

/// Row-major over dimensions of its group. An array named as its only dimension is that dimension's coordinates.
struct Array {
  std::string name;
  std::vector<std::string> dims = {};
  Values values = {};
  Attributes attributes = {};
  bool operator==(const Array&) const = default;
};

struct Group {
  std::string name;
  std::vector<Dimension> dims = {};
  std::vector<Array> arrays = {};
  Attributes attributes = {};

  const Array* find(std::string_view array) const;
  const Dimension* find_dim(std::string_view dim) const;
  /// Adds the dimension with its coordinates, once; a dimension has one size.
  void add_dim(const std::string& dim, Values coordinates);
  bool operator==(const Group&) const = default;
};

struct Inference {
  std::vector<Group> groups = {};  ///< in any order
  Attributes attributes = {};

  const Group* find(std::string_view group) const;
  bool operator==(const Inference&) const = default;
};

std::size_t size(const Values& values);

/// A list of texts, empty where there is none. A list of one is read back as a text.
Texts texts(const Attributes& attributes, std::string_view name);

/// The attribute of this name and type; null where there is none.
template <class T>
const T* attribute(const Attributes& attributes, std::string_view name) {
  for (const auto& [key, value] : attributes)
    if (key == name) return std::get_if<T>(&value);
  return nullptr;
}

}  // namespace scmc::store
