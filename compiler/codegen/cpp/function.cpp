/// Places first, then the statements, then a declaration of every name that they use.
#include "compiler/codegen/cpp/function.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <sstream>

#include "compiler/codegen/cpp/statements.h"
#include "compiler/schedule/layout.h"

namespace scmc::codegen {
namespace {

using schedule::StorageId;

/// A place in an array behind some others: numbers, and products of sizes with how often they occur.
class Offset {
 public:
  void advance(const std::string& cells) {
    if (cells == "1") ++constant_;
    else if (const auto known = std::find_if(arrays_.begin(), arrays_.end(), [&](const auto& a) { return a.first == cells; });
             known != arrays_.end())
      ++known->second;
    else arrays_.emplace_back(cells, 1);
  }
  std::string text() const {
    std::string text = constant_ || arrays_.empty() ? std::to_string(constant_) : "";
    for (const auto& [cells, count] : arrays_)
      text += (text.empty() ? "" : " + ") + (count > 1 ? std::to_string(count) + " * " : "") + cells;
    return text;
  }
  /// `q + 3`, or the array itself where it begins there.
  std::string in(const std::string& array) const { return text() == "0" ? array : array + " + " + text(); }

 private:
  std::size_t constant_ = 0;
  std::vector<std::pair<std::string, int>> arrays_;
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// Does the text speak of it? A member of that name is something else.
bool mentions(const std::string& text, const std::string& name) {
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const bool begins = at == 0 || (!is_word(text[at - 1]) && text[at - 1] != '.');
    const auto end = at + name.size();
    if (begins && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

/// Whatever is no comment.
std::string code_of(const std::string& text) {
  std::istringstream lines(text);
  std::string code;
  for (std::string line; std::getline(lines, line);)
    if (const auto first = line.find_first_not_of(' '); first != std::string::npos && line.compare(first, 2, "//") != 0) code += line + "\n";
  return code;
}

class Function {
 public:
  Function(const schedule::Nest& nest, const FunctionInterface& interface) : nest_(nest), interface_(interface) {
    for (const auto& parameter : interface.parameters) namer_(parameter.substr(parameter.find_last_of(" *&") + 1));
    names_.is_number.assign(nest.storages.size(), false);
    names_.buffers.resize(nest.storages.size());
    for (std::size_t i = 0; i < nest.storages.size(); ++i) names_.is_number[i] = nest.storages[i].dims.empty();
  }

  FunctionText run() {
    for (const auto& input : interface_.inputs)
      if (input.array.empty()) namer_(input.name);
    name_dims();
    place_inputs();
    place_outputs();
    place_work();
    std::string body = print_statements(nest_, names_, {.depth = 1, .inlines = true, .origin = interface_.origin});
    for (const auto& copy : copies_) body += copy;
    const auto head = declarations(body);
    return {signature(head + body) + (body.empty() ? "}\n" : "\n" + head + body + "}\n"), global(out_.text()), global(work_.text())};
  }

 private:
  struct Declaration {
    std::string name, text;
  };
  std::string cells(const ir::Dims& dims) const { return names_.cells(dims); }
  void declare(const std::string& name, const std::string& type, const std::string& value) {
    declared_.push_back({name, "  " + type + " " + name + " = " + value + ";\n"});
  }

  void name_dims() {
    for (std::size_t d = 0; d < nest_.graph.dims.size(); ++d) {
      const auto& size = interface_.sizes[d];
      names_.sizes.push_back(namer_(size.substr(size.rfind('.') + 1)));
      names_.positions.push_back(namer_(nest_.graph.dims[d].name.substr(0, nest_.graph.dims[d].name.find('\''))));
      declare(names_.sizes.back(), "const std::int64_t", size);
    }
  }

  void place_inputs() {
    std::map<std::string, Offset> offsets;
    for (std::size_t i = 0; i < nest_.graph.inputs.size(); ++i) {
      const auto& dims = nest_.storages[i].dims;
      const auto& place = interface_.inputs[i];
      auto& offset = offsets[place.array];
      const bool has_name = !place.array.empty() && !place.name.empty();
      const auto name = has_name ? namer_(place.name) : place.name;
      names_.buffers[i] = name;
      if (place.array.empty()) {
        if (dims.empty()) names_.buffers[i] = place.member;
        else declare(name, "const double* const", place.member + ".data()");
        continue;
      }
      if (dims.empty() && !has_name) names_.buffers[i] = number_in(place.array, offset);
      else if (dims.empty()) declare(name, "const double", number_in(place.array, offset));
      else declare(name, "const double* const", offset.in(place.array));
      offset.advance(cells(dims));
    }
  }

  static std::string number_in(const std::string& array, const Offset& offset) { return array + "[" + offset.text() + "]"; }

  /// An output is computed in its place, unless something else has that place already.
  void place_outputs() {
    for (const auto& output : nest_.graph.outputs) {
      const auto storage = *nest_.storage_of[index(output.node)];
      const auto& dims = nest_.storages[index(storage)].dims;
      auto& buffer = names_.buffers[index(storage)];
      if (!buffer.empty()) {
        if (dims.empty()) copies_.push_back("  " + number_in("out", out_) + " = " + buffer + ";\n");
        else copies_.push_back("  std::copy_n(" + buffer + ", " + cells(dims) + ", " + out_.in("out") + ");\n");
      } else if (dims.empty()) {
        buffer = number_in("out", out_);
      } else {
        buffer = namer_("out_" + identifier(output.name));
        declare(buffer, "double* const", out_.in("out"));
      }
      out_.advance(cells(dims));
    }
  }

  void place_work() {
    for (std::size_t i = 0; i < nest_.storages.size(); ++i) {
      auto& buffer = names_.buffers[i];
      if (!buffer.empty()) continue;
      const auto& dims = nest_.storages[i].dims;
      buffer = namer_((dims.empty() ? "number" : "array") + std::to_string(i));
      if (dims.empty()) declare(buffer, "double", "0.0");
      else place_in_work(buffer, cells(dims));
    }
    for (std::size_t i = 0; i < nest_.accumulators.size(); ++i) {
      const auto& accumulator = nest_.accumulators[i];
      names_.totals.push_back(namer_("total" + std::to_string(i)));
      if (accumulator.kept.empty()) continue;
      const auto per_cell = schedule::values_per_accumulator(schedule::monoid_of(nest_, accumulator));
      place_in_work(names_.totals.back(), (per_cell > 1 ? std::to_string(per_cell) + " * " : "") + cells(accumulator.kept));
    }
  }
  /// Each array begins where the one before ends.
  void place_in_work(const std::string& name, const std::string& cells) {
    declare(name, "double* const", end_of_work_);
    end_of_work_ = name + " + " + cells;
    work_.advance(cells);
  }

  /// Of what is used, directly or by another declaration.
  std::string declarations(const std::string& body) const {
    std::string used;
    auto code = code_of(body);
    for (std::size_t i = declared_.size(); i-- > 0;)
      if (mentions(code, declared_[i].name)) {
        const auto& text = declared_[i].text;
        used = text + used;
        code += text.substr(text.find(" = "));
      }
    return used;
  }

  /// Parameters that the function does not use have no name.
  std::string signature(const std::string& body) const {
    const auto code = code_of(body);
    const auto opening = "inline void " + interface_.name + "(";
    std::string text = opening;
    for (std::size_t i = 0; i < interface_.parameters.size(); ++i) {
      if (i == 4) text.replace(text.size(), 0, ",\n" + std::string(opening.size(), ' '));
      const auto& parameter = interface_.parameters[i];
      const auto begin = parameter.find_last_of(" *&") + 1;
      const auto name = parameter.substr(begin);
      text += (i && i != 4 ? ", " : "") + (mentions(code, name) ? parameter : parameter.substr(0, begin - (parameter[begin - 1] == ' ')));
    }
    return text + ") {";
  }

  /// Over the sizes as they are called outside.
  std::string global(const std::string& text) const {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (end < text.size() && is_word(text[end])) ++end;
      if (end == at) {
        result += text[at++];
        continue;
      }
      const auto word = text.substr(at, end - at);
      std::string replaced = word;
      for (std::size_t d = 0; d < names_.sizes.size(); ++d)
        if (names_.sizes[d] == word) replaced = interface_.sizes[d];
      result += replaced;
      at = end;
    }
    return result;
  }

  const schedule::Nest& nest_;
  const FunctionInterface& interface_;
  Namer namer_;
  Names names_;
  Offset out_, work_;
  std::string end_of_work_ = "work";
  std::vector<Declaration> declared_;
  std::vector<std::string> copies_;
};

const std::set<std::string>& reserved() {
  static const std::set<std::string> words = {
      "alignas", "alignof", "and", "asm", "auto", "bool", "break", "case", "catch", "char", "class", "const", "constexpr", "continue",
      "decltype", "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend",
      "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "nullptr", "operator", "or", "private",
      "protected", "public", "register", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw",
      "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "xor",
      // what the text of a function speaks of
      "std", "scmc", "clamped", "add_exponential", "log_of", "HUGE_VAL", "NAN", "INFINITY"};
  return words;
}

/// `v12`, `sum3`, `arrays_5`: what statements call their own.
bool is_of_statements(const std::string& name) {
  const auto begins = [&](const std::string& with) {
    return name.size() > with.size() && name.compare(0, with.size(), with) == 0 &&
           name.find_first_not_of("0123456789", with.size()) == std::string::npos;
  };
  return begins("v") || begins("sum") || begins("arrays_");
}

}  // namespace

std::string Namer::operator()(const std::string& wanted) {
  auto name = identifier(wanted);
  const bool is_foreign = reserved().count(name) || is_of_statements(name) || name.find("scmc_") == 0 || name.find("__") != std::string::npos;
  if (is_foreign) name += "_";
  for (int i = 2; !taken_.insert(name).second; ++i) name = identifier(wanted) + "_" + std::to_string(i);
  return name;
}

FunctionText print_function(const schedule::Nest& nest, const FunctionInterface& interface) { return Function(nest, interface).run(); }

}  // namespace scmc::codegen
