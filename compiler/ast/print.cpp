/// Statements and models as text; expressions are printed by print_expr.cpp.
#include "compiler/ast/print.h"

#include "compiler/ast/print_text.h"
#include "compiler/source/match.h"

namespace scmc::ast {
namespace {

constexpr int indent_width = 2;

std::string with_dims(const NameWithSpan& name, const std::vector<NameWithSpan>& dims) {
  if (dims.empty()) return name.name;
  return name.name + "[" + join(dims, ", ", [](const NameWithSpan& dim) { return dim.name; }) + "]";
}

std::string place(const std::optional<NameWithSpan>& in, const std::optional<std::string>& from) {
  return (in ? " in " + in->name : "") + (from ? " from " + quote(*from) : "");
}

std::string over(const std::vector<NameWithSpan>& dims) {
  return dims.empty() ? "" : "over " + join(dims, ", ", [](const NameWithSpan& dim) { return dim.name; });
}

std::string parameter(const Parameter& param) {
  return with_dims(param.name, param.dims) + (param.constraint ? ": " + print(param.constraint) : "") +
         (param.default_value ? " = " + print(param.default_value) : "");
}

std::string parameters(const std::vector<Parameter>& params, const std::vector<NameWithSpan>& dims = {}) {
  const std::string separator = params.empty() || dims.empty() ? "" : " ";
  return "(" + join(params, ", ", parameter) + separator + over(dims) + ")";
}

std::string parameters_if_any(const std::vector<Parameter>& params) { return params.empty() ? "" : parameters(params); }

// ---------------------------------------------------------------- lines, in a file or between braces

struct Entry {
  std::string text;
  Trivia trivia;
};

std::string comment_lines(const std::vector<std::string>& comments, const std::string& margin) {
  std::string result;
  for (const std::string& comment : comments) result += (comment.empty() ? "" : margin + comment) + "\n";
  return result;
}

/// Entries that stood behind a `;` stay on their line, unless a comment closed it.
std::string lines(const std::vector<Entry>& entries, const std::string& margin) {
  std::string result;
  bool is_open = false;
  for (const auto& [text, trivia] : entries) {
    const bool stays = is_open && trivia.continues_line && trivia.comments.empty();
    result += stays ? ";  " : (result.empty() ? "" : "\n") + comment_lines(trivia.comments, margin) + margin;
    result += text + (trivia.trailing.empty() ? "" : "  " + trivia.trailing);
    is_open = trivia.trailing.empty();
  }
  return result;
}

/// `{ a;  b }` where the first entry stood behind the brace, else one entry a line.
std::string braces(const std::vector<Entry>& entries, int indent) {
  if (entries.empty()) return "{ }";
  const std::string text = lines(entries, std::string(indent + indent_width, ' '));
  const Trivia& first = entries.front().trivia;
  if (first.continues_line && first.comments.empty() && entries.back().trivia.trailing.empty()) {
    return "{ " + text.substr(indent + indent_width) + " }";
  }
  return "{\n" + text + "\n" + std::string(indent, ' ') + "}";
}

std::string body(const Body& body, int indent) {
  if (body.locals.empty() && body.trivia.comments.empty() && body.trivia.trailing.empty()) return " = " + print(body.result);
  std::vector<Entry> entries;
  for (const Local& local : body.locals) entries.push_back({with_dims(local.name, local.dims) + " = " + print(local.value), local.trivia});
  entries.push_back({"return " + print(body.result), body.trivia});
  return " " + braces(entries, indent);
}

std::string members(const std::vector<MemberDefinition>& members) {
  std::vector<Entry> entries;
  for (const MemberDefinition& member : members) {
    entries.push_back({member.name.name + parameters_if_any(member.params) + body(member.body, indent_width), member.trivia});
  }
  return braces(entries, 0);
}

// ---------------------------------------------------------------- statements

std::string role(Role role) {
  switch (role) {
    case Role::Mechanism:
      return "";
    case Role::Observed:
      return "observe ";
    case Role::Intervened:
      return "do ";
  }
  return "";
}

std::string text(const DimStatement& s) {
  const std::string head = "dim " + s.name.name;
  if (s.size) return head + " = " + print(s.size);
  if (s.labels) return head + " = {" + join(*s.labels, ", ", [](const String& label) { return quote(label.text); }) + "}";
  return head + (s.like ? " like " + s.like->name : "");
}

std::string text(const DataStatement& s) {
  return "data " + with_dims(s.name, s.dims) + (s.integer ? " : int" : "") + place(s.in, s.from) + (s.value ? " = " + print(s.value) : "");
}

std::string text(const DrawStatement& s) { return role(s.role) + print(s.target) + place(s.in, s.from) + " ~ " + print(s.distribution); }
std::string text(const LetStatement& s) { return role(s.role) + print(s.target) + place(s.in, s.from) + " = " + print(s.value); }
std::string text(const FactorStatement& s) { return "factor " + print(s.value); }
std::string text(const FunctionStatement& s) { return "fn " + s.name.name + parameters(s.params, s.over) + body(s.body, 0); }
std::string text(const UseStatement& s) { return "use " + s.name.name; }
std::string text(const QueryStatement& s) { return "query " + with_dims(s.name, s.dims) + " = " + print(s.value); }

template <class Definition>
std::string definition(const char* keyword, const Definition& s) {
  return std::string{keyword} + " " + s.name.name + parameters_if_any(s.params) + (s.support ? " over " + print(s.support) : "") + " " +
         members(s.members);
}
std::string text(const DistributionStatement& s) { return definition("distribution", s); }
std::string text(const TransformStatement& s) { return definition("transform", s); }

}  // namespace

std::string print(const Statement& statement) {
  return match(statement.node, [](const auto& node) { return text(node); });
}

std::string print(const Model& model) {
  std::vector<Entry> entries;
  for (const Statement& statement : model.statements) {
    entries.push_back({print(statement), {statement.comments, statement.trailing, statement.continues_line}});
  }
  return lines(entries, "") + (entries.empty() ? "" : "\n") + comment_lines(model.comments, "");
}

}  // namespace scmc::ast
