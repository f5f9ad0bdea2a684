/// Data flow one way: no `#include` line runs against the order of the folders, and foreign libraries stay with the folder or the file that owns them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using std::string;
using std::string_view;

/// Each folder may include itself and those before it in its own line. A model passes through the graph of `ir` after `bind`; it stands
/// early because its table of primitives is the vocabulary that `check` resolves names with, and because it needs `source` alone.
constexpr std::array<string_view, 14> compiler_order = {"source", "ir",     "identify", "interpret", "ast",           "parse",    "check",
                                                        "causal", "bind",   "lower",    "optimize",  "differentiate", "schedule", "codegen"};
constexpr std::array<string_view, 8> runtime_order = {"math", "effects", "data", "emitted", "store", "sample", "diagnose", "report"};

/// A library that only one folder may include.
struct Owner {
  string_view prefix, folder;
};
constexpr std::array<Owner, 10> owners = {{{"antlr4", "compiler/parse"},
                                          {"ScmLexer", "compiler/parse"},
                                          {"ScmParser", "compiler/parse"},
                                          {"ScmBase", "compiler/parse"},
                                          {"llvm/", "compiler/codegen"},
                                          {"llvm-c/", "compiler/codegen"},
                                          {"csv.h", "runtime/data"},
                                          {"netcdf", "runtime/store"},
                                          {"histedit.h", "cli/repl/editor.cpp"},
                                          {"graphviz/", "cli/picture/graphviz.cpp"}}};

/// The part of a path between the first slash and the next: "ir" of "compiler/ir/graph.h"; empty for "compiler/pipeline.h".
string_view folder_of(string_view path) {
  const std::size_t first = path.find('/');
  if (first == string_view::npos) return {};
  path.remove_prefix(first + 1);
  const std::size_t second = path.find('/');
  return second == string_view::npos ? string_view{} : path.substr(0, second);
}

template <std::size_t N>
std::optional<std::size_t> position(const std::array<string_view, N>& order, string_view folder) {
  const auto found = std::ranges::find(order, folder);
  return found == order.end() ? std::nullopt : std::optional<std::size_t>(found - order.begin());
}

template <std::size_t N>
string backward(const std::array<string_view, N>& order, string_view from, string_view to) {
  if (from.empty()) return "";  // beside the folders stands what joins them: compiler/pipeline.h
  const auto here = position(order, from), there = position(order, to);
  if (!here) return "the folder `" + string(from) + "` has no place in the order";
  if (!there) return "`" + string(to) + "` has no place in the order";
  return *there <= *here ? "" : "`" + string(from) + "` comes before `" + string(to) + "`";
}

string from_compiler(string_view file, string_view include) {
  if (include.starts_with("cli/")) return "the compiler knows nothing of the command line";
  if (include.starts_with("compiler/")) return backward(compiler_order, folder_of(file), folder_of(include));
  if (!include.starts_with("runtime/") || include == "runtime/model.h" || include.starts_with("runtime/math/")) return "";
  const bool data_in_bind = include.starts_with("runtime/data/") && (folder_of(file) == "bind" || folder_of(file).empty());
  return data_in_bind ? "" : "of the runtime the compiler sees math and model.h, and data in bind";
}

string from_runtime(string_view file, string_view include) {
  if (include.starts_with("cli/") || include.starts_with("compiler/") || include.starts_with("stdlib/")) return "the runtime stands alone";
  if (!include.starts_with("runtime/") || include == "runtime/model.h") return "";
  return folder_of(file).empty() ? "model.h stands alone" : backward(runtime_order, folder_of(file), folder_of(include));
}

/// Why `file` must not include `include`; empty if it may.
string objection(string_view file, string_view include) {
  for (const Owner& owner : owners)
    if (include.starts_with(owner.prefix) && !file.starts_with(owner.folder)) return "only `" + string(owner.folder) + "` includes it";
  if (file.starts_with("compiler/")) return from_compiler(file, include);
  return file.starts_with("runtime/") ? from_runtime(file, include) : "";
}

/// What stands between the quotes or brackets of an `#include` line.
std::optional<string> included(string_view line) {
  const auto skip_spaces = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
  skip_spaces();
  if (!line.starts_with('#')) return std::nullopt;
  line.remove_prefix(1);
  skip_spaces();
  if (!line.starts_with("include")) return std::nullopt;
  line.remove_prefix(7);
  skip_spaces();
  if (line.empty() || (line[0] != '"' && line[0] != '<')) return std::nullopt;
  return string(line.substr(1, line.find(line[0] == '"' ? '"' : '>', 1) - 1));
}

struct Arrow {
  string file, include;
};

std::vector<Arrow> arrows_of(const std::filesystem::path& file, const std::filesystem::path& root) {
  std::vector<Arrow> arrows;
  std::ifstream text(file);
  for (string line; std::getline(text, line);)
    if (const auto include = included(line)) arrows.push_back({file.lexically_relative(root).generic_string(), *include});
  return arrows;
}

std::vector<Arrow> all_arrows() {
  const std::filesystem::path root = SCMC_SOURCE_DIR;
  std::vector<Arrow> arrows;
  for (const char* folder : {"compiler", "runtime", "cli"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder / "")) {
      const string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cpp" && extension != ".inc") continue;
      for (Arrow& arrow : arrows_of(entry.path(), root)) arrows.push_back(std::move(arrow));
    }
  return arrows;
}

TEST(Arrows, NoneRunsBack) {
  const auto arrows = all_arrows();
  for (const Arrow& arrow : arrows) EXPECT_EQ(objection(arrow.file, arrow.include), "") << arrow.file << " includes " << arrow.include;
  EXPECT_GT(arrows.size(), 100U) << "the sources were found";
}

template <std::size_t N>
void expect_places(const string& parent, const std::array<string_view, N>& order) {
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SCMC_SOURCE_DIR) / parent / "")) {
    const bool placed = !entry.is_directory() || position(order, entry.path().filename().string());
    EXPECT_TRUE(placed) << entry.path();
  }
}

TEST(Arrows, FoldersHaveAPlace) {
  expect_places("compiler", compiler_order);
  expect_places("runtime", runtime_order);
}

TEST(Arrows, RulesObject) {
  const std::vector<Arrow> wrong = {{"compiler/ast/ast.h", "compiler/check/checked.h"},
                                    {"compiler/ir/graph.h", "compiler/ast/ast.h"},
                                    {"compiler/lower/a.cpp", "runtime/data/table.h"},
                                    {"compiler/bind/a.cpp", "runtime/sample/run.h"},
                                    {"compiler/check/a.cpp", "cli/main.h"},
                                    {"compiler/check/a.cpp", "antlr4-runtime.h"},
                                    {"compiler/check/a.cpp", "ScmParser.h"},
                                    {"compiler/schedule/a.cpp", "llvm/IR/Module.h"},
                                    {"cli/main.cpp", "llvm/IR/Module.h"},
                                    {"runtime/data/a.cpp", "runtime/sample/run.h"},
                                    {"runtime/data/a.cpp", "compiler/source/match.h"},
                                    {"runtime/model.h", "runtime/math/special.h"},
                                    {"compiler/unheard_of/a.cpp", "compiler/ast/ast.h"},
                                    {"runtime/report/a.cpp", "csv.h"},
                                    {"cli/fit.cpp", "netcdf.h"},
                                    {"runtime/data/a.cpp", "netcdf_mem.h"},
                                    {"cli/picture/dot.cpp", "graphviz/gvc.h"},
                                    {"cli/repl/repl.cpp", "histedit.h"},
                                    {"compiler/causal/picture.cpp", "graphviz/cgraph.h"},
                                    {"compiler/ast/ast.h", "compiler/pipeline.h"}};
  for (const Arrow& arrow : wrong) EXPECT_NE(objection(arrow.file, arrow.include), "") << arrow.file << " " << arrow.include;
}

TEST(Arrows, RulesAllow) {
  const std::vector<Arrow> right = {{"compiler/check/checked.h", "compiler/ast/ast.h"},
                                    {"compiler/bind/bind.cpp", "runtime/data/table.h"},
                                    {"compiler/ir/a.cpp", "runtime/math/special.h"},
                                    {"compiler/codegen/a.cpp", "runtime/model.h"},
                                    {"compiler/codegen/llvm/a.cpp", "llvm/IR/Module.h"},
                                    {"compiler/parse/a.cpp", "antlr4-runtime.h"},
                                    {"runtime/report/a.cpp", "runtime/diagnose/ess.h"},
                                    {"cli/main.cpp", "runtime/sample/run.h"},
                                    {"cli/picture/graphviz.cpp", "graphviz/gvc.h"},
                                    {"cli/repl/editor.cpp", "histedit.h"},
                                    {"cli/main.cpp", "compiler/pipeline.h"},
                                    {"compiler/pipeline.cpp", "compiler/codegen/a.h"},
                                    {"runtime/data/a.cpp", "vector"},
                                    {"runtime/store/a.cpp", "netcdf_mem.h"},
                                    {"runtime/store/a.cpp", "runtime/data/problem.h"},
                                    {"compiler/check/a.cpp", "stdlib/embedded.h"}};
  for (const Arrow& arrow : right) EXPECT_EQ(objection(arrow.file, arrow.include), "") << arrow.file << " " << arrow.include;
}

TEST(Arrows, IncludeLinesAreRead) {
  EXPECT_EQ(included("#include \"a/b.h\""), "a/b.h");
  EXPECT_EQ(included("  #  include <a/b.h> // why"), "a/b.h");
  EXPECT_EQ(included("// #include \"a/b.h\""), std::nullopt);
  EXPECT_EQ(included("#define X"), std::nullopt);
}

}  // namespace
