/// What was typed: a command, statements, a question, or a word that is none of these.
#pragma once
#include <string>

#include "cli/repl/commands.h"

namespace scmc::cli::repl {

enum class EntryKind { Nothing, Command, Statements, Question };

struct Entry {
  EntryKind kind = EntryKind::Nothing;
  const Command* command = nullptr;
  std::string argument = {};
};

/// A command is what begins with its word, unless what follows makes a definition or an expression of it: `fit = 3`, `graph + 1`. `data`
/// and `observe` are commands before what looks like a file, for both begin statements, too.
Entry read_entry(const std::string& text);

/// Does more belong to it: an open bracket, an operator at the end, a `\`?
bool goes_on(const std::string& text);

/// Where `\` ends a line, the next one follows in its place.
std::string without_backslashes(const std::string& text);

/// A single line that says the same, for the history.
std::string on_one_line(const std::string& text);

/// A lone word, or a word with another one behind it, that no expression begins with: what might be a misspelt command.
std::string lone_word(const std::string& text);

}  // namespace scmc::cli::repl
