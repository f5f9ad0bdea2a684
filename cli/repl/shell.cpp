#include "cli/repl/shell.h"

#include <unistd.h>

#include <csignal>
#include <iostream>

#include "cli/repl/editor.h"
#include "cli/repl/entry.h"
#include "cli/repl/history_file.h"
#include "runtime/report/number.h"
#include "runtime/report/text.h"

namespace scmc::cli::repl {
namespace {

constexpr std::size_t column_of_seconds = 72;

/// At the end of the last line, where there is room.
std::string with_seconds(std::string text, double seconds, bool colour) {
  if (text.empty()) return text;
  text.pop_back();
  const auto line_begin = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
  const auto width = report::display_width(std::string_view(text).substr(line_begin));
  const auto shown = report::fixed(seconds, 2) + " s";
  text += width + 2 > column_of_seconds ? "\n" + std::string(column_of_seconds, ' ') : std::string(column_of_seconds - width, ' ');
  return text + (colour ? "\x1b[2m" + shown + "\x1b[0m" : shown) + "\n";
}

/// Answers on standard output, diagnostics on standard error.
void print(const Reply& reply, bool colour) {
  const bool is_painted = colour && !reply.is_plain;
  const auto timed = reply.timed ? with_seconds(reply.text, reply.seconds, colour) : reply.text;
  std::cout << report::paint(timed, is_painted) << std::flush;
  std::cerr << reply.errors << std::flush;
}

// ---------------------------------------------------------------- a pipe

/// No prompts, no echo; what fails is reported, and the next line is read.
int run_pipe(Repl& repl) {
  bool failed = false;
  std::string text;
  const auto respond = [&](const Reply& reply) {
    print(reply, false);
    failed = failed || reply.failed;
    return reply.leave;
  };
  for (std::string line; std::getline(std::cin, line);) {
    if (line.ends_with('\r')) line.pop_back();
    text += (text.empty() ? "" : "\n") + line;
    if (goes_on(text)) continue;
    if (respond(repl.read(std::exchange(text, {})))) return failed;
  }
  if (!text.empty()) respond(repl.broken_off(text));
  return failed;
}

// ---------------------------------------------------------------- a terminal

struct Prompts {
  std::string first = "scmc> ", further = "  ... ";
};

Prompts prompts(bool colour) {
  if (!colour) return {};
  const auto bold = [](const std::string& text) { return "\1\x1b[1m\1" + text + "\1\x1b[0m\1 "; };  // libedit forgets an escape at the end
  return {bold("scmc>"), bold("  ...")};
}

void greet(const Options& options, const Reply& begun) {
  if (options.common.quiet) return;
  std::cout << "scmc " SCMC_VERSION "   statements, questions, commands; `help` lists these, Ctrl-D leaves\n";
  if (!options.common.model.empty()) std::cout << "  " << options.common.model << "\n";
  std::cout << begun.text;
}

class Terminal {
 public:
  explicit Terminal(Repl& repl) : repl_(repl), path_(history_path()), prompts_(prompts(true)) {
    editor_ = open_editor(path_ ? read_history(*path_) : std::vector<std::string>{}, [this](const std::string& line, std::size_t cursor) {
      return complete(repl_.state(), repl_.library(), line, cursor);
    });
  }

  void run() {
    for (bool stays = true; stays;) stays = step();
  }

 private:
  bool step() {
    const auto line = editor_->read(text_.empty() ? prompts_.first : prompts_.further);
    if (line.kind == TypedLine::Kind::Dropped) return text_.clear(), true;
    if (line.kind == TypedLine::Kind::End) return end();
    text_ += (text_.empty() ? "" : "\n") + line.text;
    if (goes_on(text_)) return true;
    const auto text = std::exchange(text_, {});
    remember(text);
    const auto reply = repl_.read(text);
    print(reply, true);
    return !reply.leave;
  }

  /// Ctrl-D leaves; within a statement it only ends that.
  bool end() {
    std::cout << "\n";
    if (text_.empty()) return false;
    remember(text_);
    print(repl_.broken_off(std::exchange(text_, {})), true);
    return true;
  }

  void remember(const std::string& text) {
    const auto entry = on_one_line(text);
    if (entry.empty()) return;
    editor_->remember(entry);
    if (path_) append_history(*path_, entry);
  }

  Repl& repl_;
  std::optional<std::string> path_;
  Prompts prompts_;
  std::unique_ptr<Editor> editor_;
  std::string text_;  ///< an entry that goes on
};

int run_terminal(Repl& repl) {
  std::signal(SIGINT, SIG_IGN);  // a fit listens to it while it runs
  repl.set_timed(true);
  Terminal(repl).run();
  return 0;
}

}  // namespace

int run(Options options) {
  const bool is_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  options.colour = isatty(STDERR_FILENO) != 0;
  options.progress = is_terminal && !options.common.quiet;
  Repl repl(options);
  const auto begun = repl.begin();
  if (is_terminal && !begun.failed) greet(options, begun);
  std::cerr << begun.errors << std::flush;
  if (begun.failed) return 1;
  return is_terminal ? run_terminal(repl) : run_pipe(repl);
}

}  // namespace scmc::cli::repl
