#include "cli/repl/complete.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "cli/repl/commands.h"
#include "compiler/check/built_in.h"

namespace scmc::cli::repl {
namespace {

using Words = std::vector<std::string>;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

void add(Words& words, const Words& more, const std::string& ending = "") {
  for (const auto& word : more) words.push_back(word + ending);
}

Words variables(const State& state) {
  Words words;
  for (const auto& v : state.model->variables) words.push_back(v.name);
  for (const auto& q : state.model->queries) words.push_back(q.name);
  for (const auto& dim : state.model->dims)
    if (!dim.implied) words.push_back(dim.name);
  return words;
}

Words distributions(const State& state, const Library& library) {
  Words words;
  add(words, library.names("distributions"), "(");
  for (const auto& [name, definition] : state.model->definitions.distributions) words.push_back(name + "(");
  return words;
}

Words functions(const State& state, const Library& library) {
  Words words;
  add(words, library.names("functions"), "(");
  for (const auto& [name, definition] : state.model->definitions.functions) words.push_back(name + "(");
  add(words, built_in_functions(), "(");
  words.push_back("size(");
  return words;
}

/// Within an expression, or at its beginning.
Words of_expressions(const State& state, const Library& library) {
  Words words = variables(state);
  add(words, functions(state, library));
  add(words, {"E[", "P(", "do(", "cf(", "new ", "same ", "over ", "if ", "then ", "else "});
  return words;
}

Words of_a_line(const State& state, const Library& library) {
  Words words = of_expressions(state, library);
  for (const auto& command : commands()) words.push_back(std::string(command.name) + (command.argument == Argument::None ? "" : " "));
  add(words, {"dim", "data", "fn", "distribution", "query", "factor", "use"}, " ");
  return words;
}

Words files(const std::string& prefix) {
  namespace fs = std::filesystem;
  const auto slash = prefix.rfind('/');
  const auto folder = slash == std::string::npos ? "" : prefix.substr(0, slash + 1);
  Words words;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, ignored)) {
    const auto name = entry.path().filename().string();
    const bool is_hidden = name.starts_with(".") && prefix.size() == folder.size();
    if (!is_hidden) words.push_back(folder + name + (entry.is_directory(ignored) ? "/" : ""));
  }
  return words;
}

/// The command that the word stands behind; null at the start of a line and in the language.
const Command* command_before(const std::string& before) {
  const auto begin = before.find_first_not_of(' ');
  if (begin == std::string::npos) return nullptr;
  std::size_t end = begin;
  while (end < before.size() && is_word(before[end])) ++end;
  return end < before.size() && before[end] == ' ' ? find_command(before.substr(begin, end - begin)) : nullptr;
}

Completion chosen(Completion result, Words words, const std::string& typed) {
  std::erase_if(words, [&](const std::string& word) { return !word.starts_with(typed); });
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (!words.empty()) result.common = words.front();
  for (const auto& word : words) {
    std::size_t same = 0;
    while (same < result.common.size() && same < word.size() && word[same] == result.common[same]) ++same;
    result.common.resize(same);
  }
  result.words = std::move(words);
  return result;
}

}  // namespace

Completion complete(const State& state, const Library& library, const std::string& whole, std::size_t cursor) {
  const auto line = whole.substr(0, cursor);
  const auto last_word = [&](auto&& belongs) {
    std::size_t begin = line.size();
    while (begin > 0 && belongs(line[begin - 1])) --begin;
    return begin;
  };
  const auto begin = last_word(is_word);
  const auto* command = command_before(line.substr(0, begin));
  if (command && command->argument == Argument::Files) {
    const auto start = last_word([](char c) { return c != ' '; });
    return chosen({.begin = start, .is_file = true}, files(line.substr(start)), line.substr(start));
  }
  const auto typed = line.substr(begin);
  const auto before = line.substr(0, begin);
  const auto end = before.find_last_not_of(' ');
  if (command && command->argument == Argument::Command) return chosen({.begin = begin}, command_names(), typed);
  if (command && command->argument != Argument::Language) return {.begin = begin};
  if (end == std::string::npos) return chosen({.begin = begin}, of_a_line(state, library), typed);
  if (before[end] == '~') return chosen({.begin = begin}, distributions(state, library), typed);
  auto words = of_expressions(state, library);
  add(words, distributions(state, library));
  return chosen({.begin = begin}, std::move(words), typed);
}

}  // namespace scmc::cli::repl
