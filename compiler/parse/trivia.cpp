/// One walk over the lexemes, in step with the items.
#include "compiler/parse/trivia.h"

#include <algorithm>

#include "ScmLexer.h"

namespace scmc::parse {
namespace {

bool contains(Span outer, Span inner) { return outer.begin <= inner.begin && inner.end <= outer.end; }

class Walk {
 public:
  explicit Walk(const TriviaRequest& request) : request_(request) { result_.items.resize(request.items.size()); }

  Attached over(std::span<const Lexeme> lexemes) {
    const auto first = std::ranges::lower_bound(lexemes, request_.range.begin, {}, [](const Lexeme& lexeme) { return lexeme.span.begin; });
    for (auto lexeme = first; lexeme != lexemes.end() && lexeme->span.end <= request_.range.end; ++lexeme) step(*lexeme);
    while (!pending_.empty() && pending_.back().empty()) pending_.pop_back();
    result_.rest = std::move(pending_);
    return std::move(result_);
  }

 private:
  void step(const Lexeme& lexeme) {
    if (lexeme.type == ScmLexer::NEWLINE) ++newlines_;
    else if (lexeme.type == ScmLexer::COMMENT) comment(lexeme);
    else if (lexeme.type != ScmLexer::END) token(lexeme);
  }

  bool is_inside_item() const { return next_ > 0 && offset_ < request_.items[next_ - 1].end; }

  void token(const Lexeme& lexeme) {
    if (next_ < request_.items.size() && lexeme.span.begin >= request_.items[next_].begin) begin_item();
    offset_ = lexeme.span.end;
    newlines_ = 0;
  }

  void begin_item() {
    blank_line();
    ast::Trivia& trivia = result_.items[next_++];
    trivia.comments = std::move(pending_);
    trivia.continues_line = newlines_ == 0 && trivia.comments.empty();
    pending_.clear();
  }

  void blank_line() {
    const bool is_first = next_ == 0 && pending_.empty();
    if (newlines_ > 1 && !is_first) pending_.emplace_back();
  }

  void comment(const Lexeme& lexeme) {
    if (std::ranges::any_of(request_.claimed, [&](Span span) { return contains(span, lexeme.span); })) return;
    const std::string text(lexeme.text.substr(0, lexeme.text.find_last_not_of(" \t") + 1));
    if (is_inside_item()) {
      result_.items[next_ - 1].comments.push_back(text);
      return;
    }
    if (next_ > 0 && newlines_ == 0 && pending_.empty()) {
      result_.items[next_ - 1].trailing = text;
      return;
    }
    blank_line();
    pending_.push_back(text);
    newlines_ = 0;
  }

  const TriviaRequest& request_;
  Attached result_;
  std::vector<std::string> pending_;
  std::size_t next_ = 0;      ///< items begun
  std::uint32_t offset_ = 0;  ///< end of the last token
  std::size_t newlines_ = 0;  ///< since the last token or comment
};

}  // namespace

Attached attach_trivia(std::span<const Lexeme> lexemes, const TriviaRequest& request) { return Walk{request}.over(lexemes); }

}  // namespace scmc::parse
