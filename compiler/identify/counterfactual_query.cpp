#include "compiler/identify/counterfactual_query.h"

#include <algorithm>
#include <cctype>

#include "compiler/identify/counterfactual_errors.h"
#include "compiler/identify/errors.h"

namespace scmc::identify {
namespace {

/// Thrown at the first mistake, after it was reported.
struct Mistaken {};

bool is_of_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || (c & 0x80); }
bool is_of_value(char c) { return is_of_name(c) || c == '-' || c == '+' || c == '\''; }

/// By recursive descent; a mistake ends it.
class Parser {
 public:
  Parser(const Dag& dag, std::string_view text, FileId file, Diagnostics& diagnostics)
      : dag_(dag), graph_(dag.graph), text_(text), file_(file), diagnostics_(diagnostics) {}

  CounterfactualQuery query() {
    CounterfactualQuery q;
    q.expectation = take('E');
    if (!q.expectation) expect('P');
    const char close = take('[') ? ']' : (expect('('), ')');
    q.target = events();
    if (take('|')) q.given = events();
    expect(close);
    if (!at_end()) unexpected("the end");
    return q;
  }

 private:
  std::vector<CounterfactualEvent> events() {
    std::vector<CounterfactualEvent> list;
    do list.push_back(event());
    while (take(','));
    return list;
  }

  CounterfactualEvent event() {
    const auto begin = start();
    CounterfactualEvent e{.variable = variable(), .world = world(), .value = {}, .where = {}};
    const bool is_set = std::ranges::any_of(e.world, [&](const Setting& s) { return s.variable == e.variable; });
    if (take('=')) e.value.constant = value();
    e.where = from(begin);
    if (is_set && !e.value.constant) fail(errors::set_by_its_own_world(e.where, graph_.names[e.variable]));
    return e;
  }

  /// The subscript, or nothing.
  std::vector<Setting> world() {
    std::vector<Setting> settings;
    skip_spaces();
    if (!text_.substr(at_).starts_with("_{")) return settings;
    at_ += 2;
    do {
      const auto begin = start();
      Setting s{.variable = variable(), .value = {}, .world = world()};
      if (take('=')) {
        if (!s.world.empty()) fail(errors::nested_with_a_value(from(begin)));
        s.value = Value{value()};
      }
      const bool again = std::ranges::any_of(settings, [&](const Setting& t) { return t.variable == s.variable; });
      if (again) fail(errors::set_twice_in_a_world(from(begin), graph_.names[s.variable]));
      settings.push_back(std::move(s));
    } while (take(','));
    expect('}');
    return settings;
  }

  /// A name; brackets belong to it, as in spend["tv"]; an underscore before a subscript does not.
  std::size_t variable() {
    const auto begin = start();
    while (at_ < text_.size() && is_of_name(text_[at_]) && !text_.substr(at_).starts_with("_{")) ++at_;
    if (at_ == begin) unexpected("the name of a variable");
    if (at_ < text_.size() && text_[at_] == '[') at_ = std::min(text_.find(']', at_), text_.size() - 1) + 1;
    const Named name{std::string(text_.substr(begin, at_ - begin)), from(begin)};
    const auto found = graph_.find(name.name);
    if (name.name == "do" && at_ < text_.size() && text_[at_] == '(') fail(errors::do_beside_worlds(name.span));
    if (!found) fail(errors::unknown(name, graph_.names));
    if (dag_.latent[*found]) fail(errors::latent(name, "part of the question"));
    return *found;
  }

  std::string value() {
    const auto begin = start();
    while (at_ < text_.size() && is_of_value(text_[at_])) ++at_;
    if (at_ == begin) unexpected("a value");
    return std::string(text_.substr(begin, at_ - begin));
  }

  void skip_spaces() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  std::size_t start() { return skip_spaces(), at_; }
  bool at_end() { return start() == text_.size(); }
  bool take(char c) {
    const bool is_there = !at_end() && text_[at_] == c;
    at_ += is_there;
    return is_there;
  }
  void expect(char c) {
    if (!take(c)) unexpected(std::string("`") + c + "`");
  }
  Span from(std::size_t begin) const { return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}; }
  [[noreturn]] void unexpected(const std::string& expected) {
    const auto begin = start();
    at_ = std::min(begin + 1, text_.size());
    fail(errors::not_a_counterfactual(from(begin), expected));
  }
  [[noreturn]] void fail(Diagnostic diagnostic) {
    diagnostics_.report(std::move(diagnostic));
    throw Mistaken{};
  }

  const Dag& dag_;
  const Admg& graph_;
  std::string_view text_;
  FileId file_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
};

std::size_t count_worlds(const std::vector<Setting>& world) {
  std::size_t count = 1;
  for (const Setting& s : world) count += s.value ? 0 : count_worlds(s.world);
  return count;
}

std::size_t count_worlds(const std::vector<CounterfactualEvent>& events) {
  std::size_t count = 0;
  for (const auto& e : events) count += count_worlds(e.world);
  return count;
}

/// A variable without a value stands for itself in the formula, so it can be asked about once.
const CounterfactualEvent* asked_again(const std::vector<CounterfactualEvent>& events) {
  for (const auto& a : events)
    for (const auto& b : events)
      if (&a != &b && a.variable == b.variable && !a.value.constant) return &a;
  return nullptr;
}

}  // namespace

bool is_counterfactual(std::string_view text) { return text.find("_{") != std::string_view::npos; }

std::optional<CounterfactualQuery> parse_counterfactual(const Dag& dag, const Sources& sources, FileId file, Diagnostics& diagnostics) {
  const std::string& text = sources[file].text;
  try {
    auto query = Parser(dag, text, file, diagnostics).query();
    auto events = query.target;
    events.insert(events.end(), query.given.begin(), query.given.end());
    const auto* again = asked_again(events);
    const std::size_t nodes = count_worlds(events) * dag.graph.vertices.count();
    if (!again && nodes <= max_vertices) return query;
    const Span whole{file, 0, static_cast<std::uint32_t>(text.size())};
    diagnostics.report(again ? errors::asked_twice(again->where, dag.graph.names[again->variable]) : errors::too_many_worlds(whole, nodes));
  } catch (const Mistaken&) {}
  return std::nullopt;
}

}  // namespace scmc::identify
