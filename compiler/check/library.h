/// The language's own library: an index of name to text; a file is parsed when it is named.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/source/diagnostic.h"

namespace scmc {

class Library {
 public:
  /// The library embedded in the binary. Its files join `sources` as they are parsed.
  explicit Library(Sources& sources);
  /// The library of a folder (`--stdlib DIR`) with distributions/, transforms/, functions/ and files for `use`.
  Library(Sources& sources, const std::string& directory);
  /// A further folder where `use` looks: that of the model.
  void add_folder(std::string directory) { folders_.push_back(std::move(directory)); }
  /// A further file for `use`, by its text.
  void add_file(const std::string& path, std::string text) {
    texts_.insert_or_assign(path, std::move(text));
    parsed_.erase(path);
    beside_.push_back(path);
  }
  /// The files beside the model that were used: path and text.
  std::vector<std::pair<std::string, std::string>> files_beside() const;

  /// Null where there is none; errors in the file itself are reported.
  const ast::DistributionStatement* distribution(std::string_view name, Diagnostics& diagnostics);
  const ast::TransformStatement* transform(std::string_view name, Diagnostics& diagnostics);
  const ast::FunctionStatement* function(std::string_view name, Diagnostics& diagnostics);
  /// What every distribution with a cdf has without stating it.
  const ast::DistributionStatement* defaults(Diagnostics& diagnostics);
  /// A whole file, for `use name`.
  const ast::Model* file(std::string_view name, Diagnostics& diagnostics);

  /// Names of all distributions, transforms, functions: for suggestions and for the tests that enumerate them.
  std::vector<std::string> names(std::string_view folder) const;

 private:
  const ast::Model* load(const std::string& path, Diagnostics& diagnostics);
  Sources& sources_;
  std::vector<std::string> folders_;
  std::vector<std::string> beside_;  ///< paths of texts that are not the library's own
  std::map<std::string, std::string, std::less<>> texts_;                   ///< path within the library -> text
  std::map<std::string, std::unique_ptr<ast::Model>, std::less<>> parsed_;  ///< null where it did not parse
};

}  // namespace scmc
