#include "cli/repl/editor.h"

#include <dlfcn.h>
#include <histedit.h>

#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "runtime/report/text.h"

namespace scmc::cli::repl {
namespace {

constexpr std::size_t most_shown = 120;

/// The functions of libedit, by name.
struct EditLibrary {
  decltype(&el_init) init;
  decltype(&el_end) end;
  decltype(&el_set) set;
  decltype(&el_get) get_value;
  decltype(&el_gets) gets;
  decltype(&el_line) line;
  decltype(&el_insertstr) insert;
  decltype(&el_source) source;
  decltype(&history_init) new_history;
  decltype(&history_end) end_history;
  decltype(&::history) change_history;

  /// Null where it is not installed.
  static const EditLibrary* get() {
    static const std::unique_ptr<const EditLibrary> library = load();
    return library.get();
  }

 private:
  static std::unique_ptr<const EditLibrary> load() {
    auto library = std::make_unique<EditLibrary>();
    void* const handle = ::dlopen(SCMC_LIBEDIT, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return nullptr;
    bool found = true;
    const auto find = [&](auto& function, const char* name) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(handle, name));
      found = found && function;
    };
    find(library->init, "el_init"), find(library->end, "el_end"), find(library->set, "el_set"), find(library->get_value, "el_get");
    find(library->gets, "el_gets"), find(library->line, "el_line"), find(library->insert, "el_insertstr");
    find(library->source, "el_source"), find(library->new_history, "history_init"), find(library->end_history, "history_end");
    find(library->change_history, "history");
    if (!found) library = nullptr;
    return library;
  }
};

/// In columns, as many as the page has room for.
std::string listed(std::vector<std::string> words) {
  const auto left = words.size() > most_shown ? words.size() - most_shown : 0;
  words.resize(words.size() - left);
  std::size_t width = 0;
  for (const auto& word : words) width = std::max(width, report::display_width(word) + 2);
  const auto columns = std::max<std::size_t>(1, report::page_width / width), rows = (words.size() + columns - 1) / columns;
  std::string text;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t at = row; at < words.size(); at += rows) text += at + rows < words.size() ? report::pad_right(words[at], width) : words[at];
    text += "\n";
  }
  return left == 0 ? text : text + "and " + std::to_string(left) + " more\n";
}

class EditLineEditor : public Editor {
 public:
  EditLineEditor(const EditLibrary& library, const std::vector<std::string>& entries, Completer complete)
      : library_(library), complete_(std::move(complete)) {
    if (const char* locale = std::setlocale(LC_CTYPE, ""); !locale || std::strcmp(locale, "C") == 0) std::setlocale(LC_CTYPE, "C.UTF-8");
    line_ = library_.init("scmc", stdin, stdout, stderr);
    history_ = library_.new_history();
    HistEvent event;
    library_.change_history(history_, &event, H_SETSIZE, 5000);
    library_.change_history(history_, &event, H_SETUNIQUE, 1);
    for (const auto& entry : entries) remember(entry);
    bind_keys();
  }
  ~EditLineEditor() override {
    library_.end_history(history_);
    library_.end(line_);
  }
  EditLineEditor(const EditLineEditor&) = delete;
  EditLineEditor& operator=(const EditLineEditor&) = delete;

  TypedLine read(const std::string& prompt) override {
    prompt_ = prompt, dropped_ = false;
    library_.set(line_, EL_PREP_TERM, 1);  // or a key that is quicker than the prompt would be the terminal's
    int count = 0;
    const char* const text = library_.gets(line_, &count);
    if (dropped_) return {TypedLine::Kind::Dropped};
    if (!text || count <= 0) return {TypedLine::Kind::End};
    std::string line(text, static_cast<std::size_t>(count));
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    return {TypedLine::Kind::Text, std::move(line)};
  }

  void remember(const std::string& entry) override {
    HistEvent event;
    library_.change_history(history_, &event, H_ENTER, entry.c_str());
  }

 private:
  /// libedit hands its callbacks the line, which knows its editor; to ask it, the library is needed.
  static EditLineEditor& of(EditLine* line) {
    void* editor = nullptr;
    EditLibrary::get()->get_value(line, EL_CLIENTDATA, &editor);
    return *static_cast<EditLineEditor*>(editor);
  }

  static char* prompt(EditLine* line) { return of(line).prompt_.data(); }

  /// Ctrl-C is a key while a line is edited: no signal reaches a program that has nothing to stop.
  static unsigned char drop(EditLine* line, int) {
    of(line).dropped_ = true;
    std::fputs("^C\n", stdout);
    return CC_NEWLINE;
  }

  /// As Ctrl-Z is a key, too, the signal is sent by hand.
  static unsigned char suspend(EditLine* line, int) {
    const auto& library = of(line).library_;
    library.set(line, EL_PREP_TERM, 0);
    std::raise(SIGTSTP);
    library.set(line, EL_PREP_TERM, 1);
    return CC_REDISPLAY;
  }

  static unsigned char complete(EditLine* line, int) { return of(line).complete_word(); }

  unsigned char complete_word() {
    const auto* at = library_.line(line_);
    const auto cursor = static_cast<std::size_t>(at->cursor - at->buffer);
    const auto found = complete_(std::string(at->buffer, at->lastchar), cursor);
    const auto typed = cursor - found.begin;
    if (found.common.size() > typed) {
      library_.insert(line_, found.common.c_str() + typed);
      return CC_REFRESH;
    }
    if (found.words.size() < 2) return CC_ERROR;
    std::printf("\n%s", listed(found.words).c_str());
    return CC_REDISPLAY;
  }

  void bind_keys() {
    library_.set(line_, EL_CLIENTDATA, this);
    library_.set(line_, EL_PROMPT_ESC, &EditLineEditor::prompt, '\1');
    library_.set(line_, EL_EDITOR, "emacs");
    library_.set(line_, EL_SIGNAL, 1);
    library_.set(line_, EL_HIST, library_.change_history, history_);
    library_.set(line_, EL_SETTY, "-d", "-isig", nullptr);
    library_.set(line_, EL_ADDFN, "scmc-drop", "leaves the line", &EditLineEditor::drop);
    library_.set(line_, EL_ADDFN, "scmc-suspend", "stops the program", &EditLineEditor::suspend);
    library_.set(line_, EL_ADDFN, "scmc-complete", "completes the word", &EditLineEditor::complete);
    const char* const keys[][2] = {{"^C", "scmc-drop"},     {"^Z", "scmc-suspend"},          {"^I", "scmc-complete"},
                                   {"^R", "em-inc-search-prev"}, {"\\e[3~", "ed-delete-next-char"}, {"\\e[H", "ed-move-to-beg"},
                                   {"\\e[F", "ed-move-to-end"},  {"\\e[1;5C", "em-next-word"},     {"\\e[1;5D", "ed-prev-word"}};
    for (const auto& [key, function] : keys) library_.set(line_, EL_BIND, key, function, nullptr);
    library_.source(line_, nullptr);
  }

  const EditLibrary& library_;
  Completer complete_;
  EditLine* line_ = nullptr;
  History* history_ = nullptr;
  std::string prompt_;
  bool dropped_ = false;
};

class PlainEditor : public Editor {
 public:
  TypedLine read(const std::string& prompt) override {
    std::cout << prompt << std::flush;
    TypedLine line;
    if (!std::getline(std::cin, line.text)) line.kind = TypedLine::Kind::End;
    return line;
  }
  void remember(const std::string&) override {}
};

}  // namespace

std::unique_ptr<Editor> open_editor(const std::vector<std::string>& history, Completer complete) {
  if (const auto* library = EditLibrary::get()) return std::make_unique<EditLineEditor>(*library, history, std::move(complete));
  std::cerr << "note: " SCMC_LIBEDIT " is not installed: no history, no completion (apt-get install libedit2)\n";
  return std::make_unique<PlainEditor>();
}

}  // namespace scmc::cli::repl
