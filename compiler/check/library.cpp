#include "compiler/check/library.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "compiler/parse/parse.h"
#include "stdlib/embedded.h"

namespace scmc {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The statement of type S and this name in a parsed file.
template <class S>
const S* statement(const ast::Model* model, std::string_view name) {
  if (!model) return nullptr;
  for (const auto& s : model->statements)
    if (const auto* found = std::get_if<S>(&s.node); found && found->name.name == name) return found;
  return nullptr;
}

}  // namespace

Library::Library(Sources& sources) : sources_(sources) {
  for (const auto& text : embedded_library()) texts_.emplace(text.path, text.text);
}

Library::Library(Sources& sources, const std::string& directory) : sources_(sources) {
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory, error))
    if (entry.path().extension() == ".scm")
      texts_.emplace(std::filesystem::relative(entry.path(), directory).generic_string(), read(entry.path()));
}

const ast::Model* Library::load(const std::string& path, Diagnostics& diagnostics) {
  if (auto known = parsed_.find(path); known != parsed_.end()) return known->second.get();
  auto text = texts_.find(path);
  if (text == texts_.end()) return nullptr;
  auto model = parse_model(sources_, sources_.add("stdlib/" + path, text->second), diagnostics);
  return (parsed_[path] = model ? std::make_unique<ast::Model>(std::move(*model)) : nullptr).get();
}

const ast::DistributionStatement* Library::distribution(std::string_view name, Diagnostics& diagnostics) {
  return statement<ast::DistributionStatement>(load("distributions/" + std::string(name) + ".scm", diagnostics), name);
}

const ast::TransformStatement* Library::transform(std::string_view name, Diagnostics& diagnostics) {
  return statement<ast::TransformStatement>(load("transforms/" + std::string(name) + ".scm", diagnostics), name);
}

const ast::FunctionStatement* Library::function(std::string_view name, Diagnostics& diagnostics) {
  return statement<ast::FunctionStatement>(load("functions/" + std::string(name) + ".scm", diagnostics), name);
}

const ast::DistributionStatement* Library::defaults(Diagnostics& diagnostics) {
  return statement<ast::DistributionStatement>(load("defaults.scm", diagnostics), "Defaults");
}

/// A file beside the model comes before the library's own of that name.
const ast::Model* Library::file(std::string_view name, Diagnostics& diagnostics) {
  const std::string path = std::string(name) + ".scm";
  for (const auto& folder : folders_) {
    const auto beside = std::filesystem::path(folder) / path;
    if (std::ranges::count(beside_, path) || path == "defaults.scm" || !std::filesystem::is_regular_file(beside)) continue;
    add_file(path, read(beside));
  }
  return load(path, diagnostics);
}

std::vector<std::pair<std::string, std::string>> Library::files_beside() const {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& path : beside_) files.emplace_back(path, texts_.at(path));
  return files;
}

std::vector<std::string> Library::names(std::string_view folder) const {
  std::vector<std::string> found;
  const std::string prefix = std::string(folder) + "/";
  for (const auto& [path, text] : texts_)
    if (path.starts_with(prefix)) found.push_back(path.substr(prefix.size(), path.size() - prefix.size() - 4));
  return found;
}

}  // namespace scmc
