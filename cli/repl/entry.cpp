#include "cli/repl/entry.h"

#include <cctype>
#include <filesystem>

#include "compiler/parse/typed.h"

namespace scmc::cli::repl {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

/// The first word and what stands behind it.
std::pair<std::string, std::string> split_word(const std::string& text) {
  std::size_t end = 0;
  while (end < text.size() && is_word(text[end])) ++end;
  return {text.substr(0, end), trimmed(text.substr(end))};
}

/// `-` may begin an option, `fit --draws 10`, and `/` or `.` a path.
bool continues_expression(const std::string& rest, Argument argument) {
  if (rest.starts_with("--")) return false;
  const bool is_path = argument == Argument::Files && (rest.starts_with("/") || rest.starts_with(".")) && rest.size() > 1 && rest[1] != ' ';
  return !is_path && !rest.empty() && std::string("=~[(+-*/^<>!,.:;").find(rest.front()) != std::string::npos;
}

bool looks_like_file(const std::string& text) {
  const auto first = text.substr(0, text.find_first_of(" :"));
  return first.starts_with("\"") || first.find_first_of("./") != std::string::npos || std::filesystem::exists(first) || text.empty();
}

/// In `observe y ~ Normal(0, 1)`, `data x[day]`, `data n : int` a statement begins.
bool begins_statement(const std::string& word, const std::string& rest) {
  const bool defines = rest.find_first_of("~=") != std::string::npos;
  return (word == "observe" && defines) || (word == "data" && (defines || !looks_like_file(rest)));
}

/// A comment behind a command.
std::string without_comment(const std::string& text) {
  const auto mark = text.find(" #");
  return text.starts_with("#") ? "" : trimmed(text.substr(0, mark));
}

Typed look_at(const std::string& text) {
  Sources sources;
  return look_at_typed(sources, sources.add("input", text));
}

}  // namespace

Entry read_entry(const std::string& typed) {
  const auto text = trimmed(typed);
  const auto [word, rest] = split_word(text);
  const auto* command = find_command(word);
  if (command && !continues_expression(rest, command->argument) && !begins_statement(word, rest)) return {EntryKind::Command, command, without_comment(rest)};
  switch (look_at(text).kind) {
    case TypedKind::Nothing: return {};
    case TypedKind::Statement: return {EntryKind::Statements};
    case TypedKind::Expression: return {EntryKind::Question};
  }
  return {};
}

bool goes_on(const std::string& typed) {
  const auto text = trimmed(typed);
  if (text.ends_with("\\")) return true;
  const auto entry = read_entry(text);
  if (entry.kind == EntryKind::Command && entry.command->argument != Argument::Language) return false;
  return look_at(without_backslashes(text)).unfinished.has_value();
}

std::string without_backslashes(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool joins = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\n';
    if (joins) result += ' ', ++i;
    else result += text[i];
  }
  return result;
}

std::string on_one_line(const std::string& text) {
  return text.find('\n') == std::string::npos ? trimmed(text) : look_at(without_backslashes(text)).on_one_line;
}

std::string lone_word(const std::string& typed) {
  const auto text = trimmed(typed);
  const auto [word, rest] = split_word(text);
  if (word.empty() || std::isdigit(static_cast<unsigned char>(word.front()))) return "";
  return rest.empty() || is_word(rest.front()) || rest.front() == '-' || rest.front() == '"' ? word : "";
}

}  // namespace scmc::cli::repl
