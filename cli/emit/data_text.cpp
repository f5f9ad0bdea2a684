#include "cli/emit/data_text.h"

#include <algorithm>
#include <sstream>

#include "cli/emit/text.h"
#include "compiler/codegen/cpp/names.h"
#include "runtime/data/write.h"

namespace scmc::cli {
namespace {

constexpr std::size_t most_literals = 20000;  ///< more numbers would take a compiler long

/// Does a member run over it, or some text speak of it?
bool uses_size(const Members& members, const std::string& used, std::size_t d) {
  for (const auto& member : members.all())
    if (ir::contains(member.about.dims, ir::DimId(d))) return true;
  const auto& size = members.sizes()[d];
  for (auto at = used.find(size); at != std::string::npos; at = used.find(size, at + 1)) {
    const auto end = at + size.size();
    if (end == used.size() || !(std::isalnum(static_cast<unsigned char>(used[end])) || used[end] == '_')) return true;
  }
  return false;
}

std::string dim_comment(const Plan& plan, std::size_t d) {
  const auto& model = *plan.bound.model;
  for (std::size_t i = 0; i < model.dims.size(); ++i)
    if (ir::index(plan.dimensions.of_model[i]) == d && !model.dims[i].implied) return "dim " + model.dims[i].name;
  const auto& name = plan.dimensions.dims[d].name;
  if (name.find('\'') != std::string::npos) return "a further axis like " + name.substr(0, name.find('\''));
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) return name == "bisection" ? "halvings, where a quantile has no formula" : "";
  const auto of = name.substr(0, dot), what = name.substr(dot + 1);
  return what == "values"     ? "the values of " + of + ", over which it is summed out"
         : what == "previous" ? "the same, one position before"
         : what == "missing"  ? "the cells of " + of + " that were not measured"
         : what == "free"     ? "the numbers that make " + of
                              : "";
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string literal(const EmittedMember& member) {
  const auto text = [](double x) {
    auto digits = codegen::number_text(x);
    if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
    return digits.front() == '(' ? digits.substr(1, digits.size() - 2) : digits;
  };
  if (member.dims.empty()) return text(member.values.front());
  std::string all = "{", line;
  for (std::size_t i = 0; i < member.values.size(); ++i) {
    const auto number = text(member.values[i]) + (i + 1 < member.values.size() ? ", " : "");
    if (line.size() + number.size() > 120) {
      all += line.substr(0, line.size() - 1) + "\n" + std::string(member.name.size() + 11, ' ');
      line.clear();
    }
    line += number;
  }
  return all + line + "}";
}

std::string json(const Members& members) {
  data::Table table{.file = "", .format = data::Format::Json, .columns = {}, .rows = 0, .lines = {}};
  for (const auto& member : members.all())
    table.columns.push_back(data::number_column(
        member.name, member.about.values,
        member.about.dims.empty() ? std::vector<std::size_t>{} : std::vector<std::size_t>{member.about.values.size()}));
  return data::format_json(table);
}

}  // namespace

std::string data_struct(const Emission& emission, const Members& members, const std::string& used) {
  struct Line {
    std::string declared, comment;
  };
  std::vector<Line> lines;
  std::string visits;
  for (std::size_t d = 0; d < emission.plan.dimensions.dims.size(); ++d) {
    if (!uses_size(members, used, d)) continue;
    const auto name = members.sizes()[d].substr(5);
    lines.push_back({"std::int64_t " + name + " = " + std::to_string(emission.plan.dimensions.sizes[d]) + ";", dim_comment(emission.plan, d)});
    visits += "  visitor.size(\"" + name + "\", data." + name + ");\n";
  }
  for (const auto& member : members.all()) {
    const bool is_number = member.about.dims.empty();
    lines.push_back({is_number ? "double " + member.name + " = 0;" : "std::vector<double> " + member.name + ";", member.about.comment});
    visits += is_number ? "  visitor.number(\"" + member.name + "\", data." + member.name + ");\n"
                        : "  visitor.column(" + members.quantity(member) + ", data." + member.name + ");\n";
  }
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, line.declared.size() + 2);
  std::string text = rule("data") + "struct Data {\n";
  for (const auto& line : lines)
    text += "  " + line.declared + (line.comment.empty() ? "" : std::string(width - line.declared.size(), ' ') + "// " + line.comment) + "\n";
  return text + "};\n\n// Shows a visitor every member: `Arrange` checks them, `Fill` reads them.\n"
         "template <class Visitor>\nvoid visit(Data& data, Visitor&& visitor) {\n" +
         (visits.empty() ? "  (void)data, (void)visitor;\n" : visits) + "}\n";
}

/// Literals where they are few, else a file beside the header.
void add_data(const Members& members, const EmittedAbout& about, EmittedText& text) {
  std::size_t numbers = 0;
  for (const auto& member : members.all()) numbers += member.about.values.size();
  const bool is_literal = numbers <= most_literals;
  std::ostringstream out;
  out << "// " << emitted_mark() << "\n//\n// The data that the model was emitted with" << (about.files.empty() ? "" : ": " + listed_files(about.files))
      << ".\n#pragma once\n#include <string>\n\n#include \"" << about.name << ".h\"\n\nnamespace " << about.name << " {\n\n"
      << "// Data from a .json file with an entry for each member; what it leaves out stays as it is.\n"
         "inline Data read_data(const std::string& path, Data data = {}) {\n"
         "  Fill fill(read_entries_of_file(path), true);\n  visit(data, fill);\n  fill.finish();\n  return data;\n}\n\n";
  if (is_literal) {
    out << "inline Data data() {\n  Data data;\n";
    for (const auto& member : members.all()) out << "  data." << member.name << " = " << literal(member.about) << ";\n";
    out << "  return data;\n}\n";
  } else {
    const auto macro = upper(about.name) + "_JSON";
    out << "#ifndef " << macro << "\n#define " << macro << " \"" << about.name << ".json\"\n#endif\n\n"
        << "inline Data data(const std::string& path = " << macro << ") { return read_data(path); }\n";
    text.json = json(members);
  }
  out << "\n}  // namespace " << about.name << "\n";
  text.data = out.str();
}

}  // namespace scmc::cli
