/// One walk over the lexemes; the newline filter says where statements end.
#include "compiler/parse/outline.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "ScmParser.h"
#include "compiler/parse/derive.h"
#include "compiler/parse/newline_filter.h"
#include "compiler/parse/spacing.h"

namespace scmc::parse {
namespace {

using Roles = std::map<std::size_t, TokenRole>;  ///< by the offset of the token

/// What the grammar takes the tokens below a node for.
void add_roles(antlr4::tree::ParseTree* tree, Roles& roles) {
  for (auto* child : tree->children) {
    auto* token = dynamic_cast<antlr4::tree::TerminalNode*>(child);
    const bool is_name = dynamic_cast<ScmParser::IdentifierContext*>(tree) || dynamic_cast<ScmParser::CalleeContext*>(tree);
    if (!token) add_roles(child, roles);
    else if (is_name) roles[token->getSymbol()->getStartIndex()] = TokenRole::Name;
    else if (dynamic_cast<ScmParser::BinaryContext*>(tree)) roles[token->getSymbol()->getStartIndex()] = TokenRole::Operator;
  }
}

class Outline {
 public:
  explicit Outline(const std::vector<Lexeme>& lexemes) : lexemes_(lexemes) {
    const Filtered filtered = filter_newlines(lexemes);
    for (const Lexeme& token : filtered.tokens) {
      if (token.type == ScmParser::END) ends_.insert(token.span.begin);
    }
    for (const auto tokens : split_statements(filtered.tokens)) {
      Derivation derivation(tokens);
      if (auto* tree = derivation.derive(&ScmParser::oneStatement)) add_roles(tree, roles_);
    }
  }

  /// Up to the brace that closes it, or the end of the text.
  Block block() {
    Block block;
    Place place;
    for (; at_ < lexemes_.size() && !closes_block(); ++at_) step(block, place);
    finish(place);
    block.closing = std::move(place.pending);
    newlines_ = 0;
    return block;
  }

 private:
  /// Where in a block the walk is.
  struct Place {
    Entry* entry = nullptr;            ///< the one that is being read
    std::vector<std::string> pending;  ///< comments and blank lines for the next one
    bool is_after_end = false;         ///< on the line of an entry that a `;` ended
  };

  const Lexeme& here() const { return lexemes_[at_]; }
  bool ends(const Lexeme& lexeme) const { return ends_.contains(lexeme.span.begin); }
  bool closes_block() const { return here().type == ScmParser::RBRACE && labels_ == 0; }

  void step(Block& block, Place& place) {
    const TokenType type = here().type;
    if (type == ScmParser::NEWLINE || type == ScmParser::END) return end(place);
    if (type == ScmParser::COMMENT) return comment(block, place);
    if (type == ScmParser::LBRACE && !opens_labels(place)) return body(place);
    token(block, place);
  }

  void end(Place& place) {
    const bool is_newline = here().type == ScmParser::NEWLINE;
    newlines_ += is_newline ? 1 : 0;
    if (ends(here())) finish(place);
    if (is_newline) place.is_after_end = false;
    else if (!place.entry) place.is_after_end = true;
  }

  static void finish(Place& place) {
    if (place.entry) set_spaces(place.entry->pieces);
    place.entry = nullptr;
  }

  bool opens_labels(const Place& place) const { return place.entry && place.entry->pieces.back().type == ScmParser::ASSIGN; }

  void body(Place& place) {
    ++at_;
    newlines_ = 0;
    offset_ = lexemes_[at_ - 1].span.end;
    const int outer = std::exchange(labels_, 0);
    Block inner = block();
    labels_ = outer;
    offset_ = at_ < lexemes_.size() ? here().span.end : offset_;
    take_in(inner, std::exchange(place.entry->pieces.back().remarks, {}));
    place.entry->body.push_back(std::move(inner));
  }

  /// Comments before a brace go behind it.
  static void take_in(Block& block, const std::vector<Remark>& remarks) {
    if (remarks.empty()) return;
    std::vector<std::string> comments;
    for (const Remark& remark : remarks) comments.push_back(remark.text);
    if (!block.opening.empty()) comments.push_back(std::exchange(block.opening, {}));
    std::vector<std::string>& first = block.entries.empty() ? block.closing : block.entries.front().before;
    first.insert(first.begin(), comments.begin(), comments.end());
    block.is_inline = false;
  }

  void token(Block& block, Place& place) {
    if (!place.entry) begin_entry(block, place);
    if (here().type == ScmParser::LBRACE) ++labels_;
    if (here().type == ScmParser::RBRACE) --labels_;
    const std::uint32_t distance = newlines_ == 0 && here().span.begin > offset_ ? here().span.begin - offset_ : 0;
    const auto role = roles_.find(here().span.begin);
    place.entry->pieces.push_back({.type = here().type,
                                   .text = std::string(here().text),
                                   .role = role == roles_.end() ? TokenRole::Sign : role->second,
                                   .distance = distance,
                                   .remarks = {}});
    offset_ = here().span.end;
    newlines_ = 0;
  }

  void begin_entry(Block& block, Place& place) {
    const bool is_first = block.entries.empty() && place.pending.empty();
    blank_line(is_first, place);
    const bool shares_line = newlines_ == 0 && place.pending.empty();
    if (is_first) block.is_inline = shares_line && block.opening.empty();
    block.entries.push_back({.before = std::exchange(place.pending, {}), .pieces = {}, .body = {}, .trailing = {},
                             .continues_line = shares_line && !is_first});
    place.entry = &block.entries.back();
    place.is_after_end = false;
  }

  void blank_line(bool is_first, Place& place) const {
    if (newlines_ > 1 && !is_first) place.pending.emplace_back();
  }

  // ---------------------------------------------------------------- comments

  void comment(Block& block, Place& place) {
    const std::string text(here().text.substr(0, here().text.find_last_not_of(" \t") + 1));
    if (place.entry && goes_on()) inside(*place.entry, text);
    else if (newlines_ == 0 && (place.entry || place.is_after_end) && place.pending.empty()) behind(block.entries.back(), text);
    else if (newlines_ == 0 && block.entries.empty() && place.pending.empty() && offset_ > 0) block.opening = text;
    else above(block.entries.empty(), place, text);
    newlines_ = 0;
  }

  void inside(Entry& entry, const std::string& text) const { entry.pieces.back().remarks.push_back({text, newlines_ > 0}); }

  void behind(Entry& entry, const std::string& text) {
    entry.trailing = text;
    entry.distance = here().span.begin - offset_;
  }

  void above(bool is_before_all, Place& place, const std::string& text) const {
    blank_line(is_before_all && place.pending.empty(), place);
    place.pending.push_back(text);
  }

  /// Whether the statement has tokens behind this comment.
  bool goes_on() const {
    for (std::size_t next = at_ + 1; next < lexemes_.size(); ++next) {
      if (ends(lexemes_[next])) return false;
      const TokenType type = lexemes_[next].type;
      if (type == ScmParser::RBRACE && labels_ == 0) return false;
      if (type != ScmParser::NEWLINE && type != ScmParser::COMMENT && type != ScmParser::END) return true;
    }
    return false;
  }

  const std::vector<Lexeme>& lexemes_;
  std::set<std::uint32_t> ends_;
  Roles roles_;
  std::size_t at_ = 0;
  std::uint32_t offset_ = 0;  ///< the end of the last token
  std::size_t newlines_ = 0;  ///< since the last token or comment
  int labels_ = 0;            ///< open braces of `{"a", "b"}`
};

}  // namespace

Block outline(const std::vector<Lexeme>& lexemes) { return Outline{lexemes}.block(); }

}  // namespace scmc::parse
