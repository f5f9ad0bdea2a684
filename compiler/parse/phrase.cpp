/// Tokens to brackets and what they hold; these to documents, from the loosest operator inwards. A line is broken behind an operator, since
/// one that begins with `-` would be ambiguous, and before `else` and `over`.
#include "compiler/parse/phrase.h"

#include <algorithm>
#include <array>
#include <span>

#include "ScmLexer.h"

namespace scmc::parse {
namespace {

/// A token, or a pair of brackets with what stands between them.
struct Node {
  const Piece* piece;
  std::vector<Node> inside;
  const Piece* close = nullptr;

  TokenType type() const { return piece->type; }
};
using Nodes = std::span<const Node>;

std::vector<Node> nodes_until_closed(const std::vector<Piece>& pieces, std::size_t& at) {
  std::vector<Node> nodes;
  for (; at < pieces.size() && !is_closing(pieces[at].type); ++at) {
    Node node{&pieces[at], {}};
    if (is_opening(node.type())) node.inside = nodes_until_closed(pieces, ++at), node.close = &pieces[at];
    nodes.push_back(std::move(node));
  }
  return nodes;
}

bool is_one_of(const Node& node, std::initializer_list<TokenType> types) {
  return node.piece->role != TokenRole::Name && std::ranges::find(types, node.type()) != types.end();
}

std::size_t find(Nodes nodes, std::initializer_list<TokenType> types) {
  return static_cast<std::size_t>(std::ranges::find_if(nodes, [&](const Node& node) { return is_one_of(node, types); }) - nodes.begin());
}

void append(Docs& docs, Docs more) { std::ranges::move(more, std::back_inserter(docs)); }

// ---------------------------------------------------------------- tokens

void add_token(Docs& docs, const Piece& piece, bool may_have_space = true) {
  if (may_have_space && piece.has_space) docs.push_back({Gap{}});
  docs.push_back({Words{piece.text}});
  for (const Remark& remark : piece.remarks) docs.push_back({remark});
}

Doc expression(Nodes nodes);
void add_bracket(Docs& docs, const Node& node, bool may_have_space);

void add_node(Docs& docs, const Node& node, bool may_have_space = true) {
  node.close ? add_bracket(docs, node, may_have_space) : add_token(docs, *node.piece, may_have_space);
}

/// Nodes one behind the other, with their spaces but the first.
Docs sequence(Nodes nodes) {
  Docs docs;
  for (const Node& node : nodes) add_node(docs, node, !docs.empty());
  return docs;
}

// ---------------------------------------------------------------- what stands between brackets, or behind `~` and `=`

/// `name = value`, `name: constraint = value`, or a value.
Doc item(Nodes nodes) {
  const std::size_t sign = find(nodes, {ScmLexer::ASSIGN, ScmLexer::TILDE});
  if (sign == nodes.size()) return expression(nodes);
  Docs docs = sequence(nodes.first(sign + 1));
  docs.push_back({Gap{}});
  docs.push_back(expression(nodes.subspan(sign + 1)));
  return {Concat{std::move(docs)}};
}

/// Each up to its comma or bar; `over d, e` is the last.
std::vector<Nodes> items(Nodes nodes) {
  std::vector<Nodes> result;
  const std::size_t over = find(nodes, {ScmLexer::OVER});
  for (std::size_t begin = 0; begin < over;) {
    const std::size_t end = std::min(begin + find(nodes.subspan(begin), {ScmLexer::COMMA, ScmLexer::BAR}) + 1, over);
    result.push_back(nodes.subspan(begin, end - begin));
    begin = end;
  }
  if (over < nodes.size()) result.push_back(nodes.subspan(over));
  return result;
}

Doc separated_item(Nodes nodes) {
  if (is_one_of(nodes.front(), {ScmLexer::OVER})) return {Concat{sequence(nodes)}};
  if (!is_one_of(nodes.back(), {ScmLexer::COMMA, ScmLexer::BAR})) return item(nodes);
  Docs docs{item(nodes.first(nodes.size() - 1))};
  add_token(docs, *nodes.back().piece);
  return {Concat{std::move(docs)}};
}

/// Arguments stand one a line where they do not fit on one; of lists, labels and conditions, as many as fit.
void add_bracket(Docs& docs, const Node& node, bool may_have_space) {
  if (may_have_space && node.piece->has_space) docs.push_back({Gap{}});
  const bool fills = !is_one_of(node, {ScmLexer::LPAREN}) || find(node.inside, {ScmLexer::BAR}) < node.inside.size();
  const std::vector<Nodes> parts = items(node.inside);
  Docs content;
  for (const Nodes part : parts) {
    if (!content.empty()) content.push_back({Break{}});
    content.push_back(separated_item(part));
  }
  Docs inner{{Break{false}}};
  if (fills) inner.push_back({Fill{std::move(content)}});
  else append(inner, std::move(content));
  Docs whole;
  add_token(whole, *node.piece, false);
  if (!parts.empty()) whole.insert(whole.end(), {{Nest{std::move(inner)}}, {Break{.is_space = false, .closes = true}}});
  whole.push_back({Words{node.close->text}});
  docs.push_back({Group{std::move(whole)}});
  for (const Remark& remark : node.close->remarks) docs.push_back({remark});
}

// ---------------------------------------------------------------- expressions

/// From the loosest to the tightest.
constexpr std::array<std::array<TokenType, 6>, 5> levels = {
    {{ScmLexer::OR},
     {ScmLexer::AND},
     {ScmLexer::EQ, ScmLexer::NE, ScmLexer::LT, ScmLexer::LE, ScmLexer::GT, ScmLexer::GE},
     {ScmLexer::PLUS, ScmLexer::MINUS},
     {ScmLexer::STAR, ScmLexer::SLASH, ScmLexer::DIV, ScmLexer::MOD}}};

/// Places of the operators of a level; an `if` reaches to the end of its expression.
std::vector<std::size_t> operators(Nodes nodes, std::size_t level) {
  std::vector<std::size_t> result;
  const std::size_t end = find(nodes, {ScmLexer::IF});
  for (std::size_t i = 0; i < end; ++i) {
    const bool belongs = std::ranges::find(levels[level], nodes[i].type()) != levels[level].end();
    if (belongs && nodes[i].piece->role == TokenRole::Operator) result.push_back(i);
  }
  return result;
}

/// Operands, each with the operator behind it; those on further lines are indented.
Doc chain(Nodes nodes, const std::vector<std::size_t>& places) {
  Docs parts;
  std::size_t begin = 0;
  for (const std::size_t place : places) {
    Docs part{expression(nodes.subspan(begin, place - begin))};
    add_token(part, *nodes[place].piece);
    parts.push_back(begin == 0 ? Doc{Concat{std::move(part)}} : Doc{Nest{std::move(part)}});
    parts.push_back({Break{.is_nested = true}});
    begin = place + 1;
  }
  parts.push_back({Nest{{expression(nodes.subspan(begin))}}});
  return {Fill{std::move(parts)}};
}

/// The `then` or `else` of the `if` at the front: every other `if` before it has one, too.
std::size_t matching(Nodes nodes, TokenType word) {
  std::size_t open = 0;
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (is_one_of(nodes[i], {ScmLexer::IF})) ++open;
    if (is_one_of(nodes[i], {word}) && open-- == 0) return i;
  }
  return nodes.size();
}

/// `word expression`
Docs clause(Nodes nodes) {
  Docs docs;
  add_token(docs, *nodes.front().piece, false);
  docs.insert(docs.end(), {{Gap{}}, expression(nodes.subspan(1))});
  return docs;
}

/// `if a then b`, and each `else` on a line of its own where they do not fit on one.
void add_branches(Docs& docs, Nodes nodes) {
  const std::size_t then = matching(nodes, ScmLexer::THEN), otherwise = matching(nodes, ScmLexer::ELSE);
  append(docs, clause(nodes.first(then)));
  docs.push_back({Gap{}});
  docs.push_back({Nest{clause(nodes.subspan(then, otherwise - then))}});
  docs.push_back({Break{.is_nested = true}});
  const Nodes rest = nodes.subspan(otherwise);
  if (!is_one_of(rest[1], {ScmLexer::IF})) return docs.push_back({Nest{clause(rest)}});
  add_token(docs, *rest.front().piece, false);
  docs.push_back({Gap{}});
  add_branches(docs, rest.subspan(1));
}

Doc expression(Nodes nodes) {
  if (is_one_of(nodes.front(), {ScmLexer::IF})) {
    Docs branches;
    add_branches(branches, nodes);
    return {Group{std::move(branches)}};
  }
  for (std::size_t level = 0; level < levels.size(); ++level) {
    if (const auto places = operators(nodes, level); !places.empty()) return chain(nodes, places);
  }
  const std::size_t branch = find(nodes, {ScmLexer::IF});
  Docs docs = sequence(nodes.first(branch));
  if (branch < nodes.size()) {
    if (nodes[branch].piece->has_space) docs.push_back({Gap{}});
    docs.push_back(expression(nodes.subspan(branch)));
  }
  return {Concat{std::move(docs)}};
}

}  // namespace

std::size_t definition(const Entry& entry) {
  int depth = 0;
  for (std::size_t i = 0; i < entry.pieces.size(); ++i) {
    const TokenType type = entry.pieces[i].type;
    if (is_opening(type)) ++depth;
    if (is_closing(type)) --depth;
    if (depth == 0 && (type == ScmLexer::ASSIGN || type == ScmLexer::TILDE)) return i;
  }
  return entry.pieces.size();
}

Doc phrase(const Entry& entry, int padding) {
  std::size_t at = 0;
  const std::vector<Node> all = nodes_until_closed(entry.pieces, at);
  const Nodes nodes = all;
  const std::size_t sign = find(nodes, {ScmLexer::ASSIGN, ScmLexer::TILDE});
  const bool begins_with_word = nodes.size() > 1 && is_one_of(nodes.front(), {ScmLexer::RETURN, ScmLexer::FACTOR});
  if (sign == nodes.size()) return {Concat{begins_with_word ? clause(nodes) : sequence(nodes)}};
  Docs docs = sequence(nodes.first(sign));
  docs.push_back({Gap{padding}});
  add_token(docs, *nodes[sign].piece);
  docs.insert(docs.end(), {{Gap{}}, expression(nodes.subspan(sign + 1))});
  return {Concat{std::move(docs)}};
}

}  // namespace scmc::parse
