#include "cli/picture/graphviz.h"

#include <dlfcn.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <array>
#include <memory>

#ifdef __SANITIZE_ADDRESS__
// Graphviz and the libraries that it draws with keep what they allocate until the program ends: no leaks of ours.
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\nleak:libglib\nleak:libgvc\nleak:libpango\nleak:libcairo"; }
#endif

namespace scmc::cli {
namespace {

// What the library says of itself arrives here: it would print it.
std::string said;

int hear(char* text) {
  said += text;
  return 0;
}

/// The functions that are used, by the types that Graphviz's own headers give them.
class Graphviz {
 public:
  explicit Graphviz(const Libraries& libraries)
      : graph_(dlopen(libraries.graph, RTLD_NOW | RTLD_LOCAL)), context_(dlopen(libraries.context, RTLD_NOW | RTLD_LOCAL)) {
    complete_ = graph_ && context_ && find(graph_, "agmemread", read) && find(graph_, "agclose", close) &&
                find(graph_, "agseterrf", listen) && find(context_, "gvContext", make_context) && find(context_, "gvLayout", layout) &&
                find(context_, "gvFreeLayout", free_layout) && find(context_, "gvRenderData", render) &&
                find(context_, "gvFreeRenderData", free_data);
  }
  bool complete() const { return complete_; }

  decltype(&agmemread) read = nullptr;
  decltype(&agclose) close = nullptr;
  decltype(&agseterrf) listen = nullptr;
  decltype(&gvContext) make_context = nullptr;
  decltype(&gvLayout) layout = nullptr;
  decltype(&gvFreeLayout) free_layout = nullptr;
  decltype(&gvRenderData) render = nullptr;
  decltype(&gvFreeRenderData) free_data = nullptr;

 private:
  template <class Function>
  static bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
  }
  // Never closed: fonts and plug-ins stay in use until the program ends.
  void* graph_;
  void* context_;
  bool complete_ = false;
};

data::Problem not_installed() {
  return {.title = "a picture needs Graphviz, which is not installed",
          .note = "DOT text needs nothing: `scmc graph MODEL -o FILE.dot`",
          .hint = "apt-get install libgvc6",
          .code = "E0711"};
}

data::Problem not_drawn(const std::string& format) {
  const auto reason = said.substr(0, said.find('\n'));
  return {.title = "Graphviz cannot draw this as " + format,
          .note = reason.empty() ? "it gives no reason" : "it says: " + reason,
          .hint = "write DOT text, `-o FILE.dot`, and draw it elsewhere",
          .code = "E0712"};
}

/// There is one for the whole program, never freed: the plug-in that measures texts remembers names of fonts that belong to the first.
GVC_t* context_of(const Graphviz& library) {
  static GVC_t* const only = library.make_context();
  return only;
}

data::Outcome<std::string> draw(const Graphviz& library, const std::string& dot, const std::string& format) {
  said.clear();
  library.listen(hear);
  GVC_t* const context = context_of(library);
  const std::unique_ptr<Agraph_t, decltype(library.close)> graph(library.read(dot.c_str()), library.close);
  if (!graph || library.layout(context, graph.get(), "dot") != 0) return not_drawn(format);
  char* content = nullptr;
  unsigned int size = 0;
  const bool drawn = library.render(context, graph.get(), format.c_str(), &content, &size) == 0 && content;
  data::Outcome<std::string> result = drawn ? data::Outcome<std::string>(std::string(content, size)) : not_drawn(format);
  if (content) library.free_data(content);
  library.free_layout(context, graph.get());
  return result;
}

}  // namespace

bool is_drawn_by_graphviz(const std::string& format) {
  constexpr std::array formats{"svg", "png", "pdf"};
  return std::ranges::find(formats, format) != formats.end();
}

data::Outcome<std::string> draw_with_graphviz(const std::string& dot, const std::string& format, const Libraries& libraries) {
  const Graphviz library(libraries);
  return library.complete() ? draw(library, dot, format) : not_installed();
}

}  // namespace scmc::cli
