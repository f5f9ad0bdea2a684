#include "cli/emit/files.h"

#include <filesystem>
#include <fstream>
#include <vector>

#include "compiler/codegen/cpp/function.h"
#include "runtime/data/write.h"

namespace scmc::cli {
namespace {

namespace fs = std::filesystem;

struct File {
  std::string name, text;
};

std::string cmake_text(const std::string& name, bool has_json) {
  std::string text = "# " + emitted_mark() + "\n#\n# The model as a library of headers: add_subdirectory(THIS), then target_link_libraries(PROGRAM PRIVATE " +
                     name + ").\ncmake_minimum_required(VERSION 3.16)\nfind_package(scmc 0.1 REQUIRED)\n\nadd_library(" + name +
                     " INTERFACE)\ntarget_include_directories(" + name + " INTERFACE ${CMAKE_CURRENT_SOURCE_DIR})\ntarget_link_libraries(" +
                     name + " INTERFACE scmc::runtime)\ntarget_compile_features(" + name + " INTERFACE cxx_std_17)\n";
  if (!has_json) return text;
  std::string macro = name + "_JSON";
  for (char& c : macro) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text + "target_compile_definitions(" + name + " INTERFACE " + macro + "=\"${CMAKE_CURRENT_SOURCE_DIR}/" + name + ".json\")\n";
}

/// Its first line says whose it is. JSON has no comments: data are known by the header beside them.
bool is_own(const fs::path& path) {
  std::ifstream file(path.extension() == ".json" ? fs::path(path).replace_extension(".h") : path);
  std::string line;
  std::getline(file, line);
  return line.find("Made by scmc ") != std::string::npos;
}

[[noreturn]] void refuse(Session& session, const std::string& place, std::string title, std::string note, std::string hint) {
  session.refuse({.code = "E0740", .title = std::move(title), .place = place, .notes = {std::move(note)}, .hint = Hint{std::move(hint)}});
}

void require_room(Session& session, const std::string& folder, const std::vector<File>& files) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_directory(folder, error))
    refuse(session, folder, "`" + folder + "` is a file", "an emitted model is a folder with a header, its data and a CMakeLists.txt",
           "name a folder behind `-o`, or write a shared library with `--shared`");
  for (const auto& file : files) {
    const auto path = fs::path(folder) / file.name;
    if (fs::exists(path, error) && !is_own(path))
      refuse(session, folder, "the folder has a `" + file.name + "` that scmc did not write",
             "what others wrote is not replaced", "name another folder behind `-o`");
  }
  fs::create_directories(folder, error);
  if (error)
    refuse(session, folder, "the folder cannot be made", error.message(), "name a folder behind `-o` that can be written to");
}

}  // namespace

std::string emission_name(const std::string& model) {
  const auto path = fs::absolute(model).lexically_normal();
  const auto stem = path.stem().string(), folder = path.parent_path().filename().string();
  return codegen::Namer()(stem == "model" && !folder.empty() ? folder : stem);
}

void write_emission(Session& session, const std::string& folder, const std::string& name, const EmittedText& text) {
  std::vector<File> files = {{name + ".h", text.header}, {name + "_data.h", text.data}, {"CMakeLists.txt", cmake_text(name, !text.json.empty())}};
  if (!text.json.empty()) files.insert(files.begin(), {name + ".json", text.json});
  require_room(session, folder, files);
  for (const auto& file : files)
    if (const auto problem = data::write_file((fs::path(folder) / file.name).string(), file.text)) session.refuse(from_problem(*problem));
}

}  // namespace scmc::cli
