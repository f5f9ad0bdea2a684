#include "compiler/parse/mistakes.h"

#include "ScmLexer.h"
#include "compiler/parse/errors.h"
namespace scmc::parse {
Diagnostic diagnose(const Failure& f) {
  Span where = f.at < f.tokens.size() ? f.tokens[f.at].span : f.tokens.empty() ? Span{f.file, 0, 0} : f.tokens.back().span;
  return errors::out_of_place({where, f.at < f.tokens.size() ? f.tokens[f.at].text : ""}, "something else");
}
std::optional<Diagnostic> lexical_mistake(std::span<const Lexeme>) { return {}; }
Diagnostic describe(const LayoutMistake& m, const Sources& s) { return errors::unclosed_bracket(m.at, s.text(m.at)); }
}  // namespace scmc::parse
