/// The header, its data and `runtime/emitted/bridge_r.h` make one source, which is linked with the runtime's archive. Data that are too many for
/// literals go into the library as they are, by the assembler.
#include "cli/emit/shared.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "runtime/data/write.h"

extern char** environ;

namespace scmc::cli {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone when it is left.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "scmc-XXXXXX").string();
    path_ = mkdtemp(pattern.data()) ? fs::path(pattern) : fs::temp_directory_path();
    is_own_ = path_ != fs::temp_directory_path();
  }
  ~Scratch() {
    std::error_code error;
    if (is_own_) fs::remove_all(path_, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  bool is_own_;
};

/// Where headers and archive of the runtime are: beside an installed program, or where this one was built.
struct Runtime {
  fs::path include, archive;
};

Runtime find_runtime() {
  std::error_code error;
  const auto prefix = fs::read_symlink("/proc/self/exe", error).parent_path().parent_path();
  const Runtime installed{prefix / "include/scmc", prefix / SCMC_LIBDIR / "libscmc_runtime.a"};
  if (fs::exists(installed.include / "runtime/emitted/bridge.h", error) && fs::exists(installed.archive, error)) return installed;
  return {SCMC_BUILT_INCLUDE, SCMC_BUILT_RUNTIME};
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> all;
  for (std::string word; stream >> word;) all.push_back(word);
  return all;
}

/// What the environment holds, but for the language: messages are in English.
std::vector<char*> english() {
  static char language[] = "LC_ALL=C";
  std::vector<char*> all = {language};
  for (char** entry = environ; *entry; ++entry)
    if (std::string_view(*entry).substr(0, 7) != "LC_ALL=") all.push_back(*entry);
  all.push_back(nullptr);
  return all;
}

/// The exit code; nothing if there is no such program. What it prints goes to `log`.
std::optional<int> run_program(const std::vector<std::string>& command, const std::string& log) {
  std::vector<char*> argv;
  for (const auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, argv.front(), &actions, nullptr, argv.data(), english().data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed) return std::nullopt;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) return std::nullopt;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

std::string first_error(const fs::path& log) {
  std::ifstream file(log);
  std::string line;
  while (std::getline(file, line))
    if (line.find("error") != std::string::npos || line.find("undefined") != std::string::npos) return line;
  return "it printed no error";
}

void write(Session& session, const fs::path& path, const std::string& text) {
  if (const auto problem = data::write_file(path.string(), text)) session.refuse(from_problem(*problem));
}

/// `NAME::data()` reads what the assembler put between two symbols, where data are too many for literals.
std::string source(const std::string& name, bool has_json) {
  const auto bridge = "#include \"" + name + "_data.h\"\n#include \"runtime/emitted/bridge_r.h\"\n\n";
  if (!has_json) return bridge + "SCMC_BRIDGE(" + name + ", " + name + "::data())\nSCMC_BRIDGE_R\n";
  return bridge + R"(asm(".section .rodata\nscmc_json_begin:\n.incbin \")" + name + R"(.json\"\nscmc_json_end:\n.byte 0\n.previous\n");
extern "C" __attribute__((visibility("hidden"))) const char scmc_json_begin[], scmc_json_end[];

inline )" + name + "::Data embedded() {\n  scmc::emitted::Fill fill(scmc::emitted::read_entries(std::string(scmc_json_begin, scmc_json_end)), true);\n  " +
         name + "::Data data;\n  " + name + "::visit(data, fill);\n  return data;\n}\n\nSCMC_BRIDGE(" + name + ", embedded())\nSCMC_BRIDGE_R\n";
}

void require_folder(Session& session, const std::string& output) {
  const auto folder = fs::path(output).parent_path();
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return;
  session.refuse({.code = "E0740",
                  .title = "there is no folder `" + folder.string() + "`",
                  .place = output,
                  .hint = Hint{"make it, or name another place behind `-o`"}});
}

}  // namespace

void write_shared(Session& session, const std::string& name, const EmittedText& text, const std::string& output,
                  const SharedOptions& options) {
  require_folder(session, output);
  const Scratch scratch;
  const auto in = [&](const std::string& file) { return scratch.path() / file; };
  write(session, in(name + ".h"), text.header), write(session, in(name + "_data.h"), text.data);
  if (!text.json.empty()) write(session, in(name + ".json"), text.json);
  write(session, in("bridge.cpp"), source(name, !text.json.empty()));
  const auto runtime = find_runtime();
  const char* chosen = std::getenv("CXX");
  auto command = words(!options.compiler.empty() ? options.compiler : chosen && *chosen ? chosen : "c++");
  const auto compiler = command.empty() ? "c++" : command.front();
  for (const auto& word : words(options.flags)) command.push_back(word);
  for (const auto& word :
       {std::string("-std=c++17"), std::string("-fPIC"), std::string("-shared"), std::string("-fvisibility=hidden"),
        "-I" + runtime.include.string(), "-I" + scratch.path().string(), "-Wa,-I" + scratch.path().string(), std::string("-o"),
        in("model.so").string(), in("bridge.cpp").string(), runtime.archive.string(), std::string("-Wl,--exclude-libs,ALL"),
        std::string("-pthread")})
    command.push_back(word);
  const auto code = run_program(command, in("log").string());
  if (!code)
    session.refuse({.code = "E0741",
                    .title = "there is no C++ compiler `" + compiler + "`",
                    .place = "--shared",
                    .notes = {"a shared library is made of the emitted C++ by the system's compiler"},
                    .hint = Hint{"install one (`apt install g++`), or name yours: `--compiler clang++`"}});
  if (*code != 0 || !fs::exists(in("model.so")))
    session.refuse({.code = "E0742",
                    .title = "`" + compiler + "` could not compile the emitted model",
                    .place = "--shared",
                    .notes = {first_error(in("log"))},
                    .hint = Hint{"it must know C++17 and the flags `" + options.flags +
                                 "` (others behind `--flags`); `scmc emit -o FOLDER` gives the source"}});
  std::ifstream library(in("model.so"), std::ios::binary);
  std::ostringstream content;
  content << library.rdbuf();
  write(session, output, content.str());
}

}  // namespace scmc::cli
