/// The words of graphs, effects and tests as they are typed on a command line.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"

namespace scmc::identify {

struct Word {
  std::string text;  ///< a name, `spend["tv"]` among them, or a sign such as `<->`; empty at the end
  Span span;
  bool is_name = false;
};

/// All words, the end last. A line break is the sign `;`. What is no word is one of a single character.
std::vector<Word> words_of(const Sources& sources, FileId file);

/// A name as it stands in a text.
struct Named {
  std::string name;
  Span span;
};

/// Reads words one after the other.
class Reader {
 public:
  Reader(const Sources& sources, FileId file) : words_(words_of(sources, file)) {}

  const Word& next() const { return words_[at_]; }
  const Word& after() const { return words_[std::min(at_ + 1, words_.size() - 1)]; }
  bool at_end() const { return next().text.empty(); }
  Word take() { return at_ + 1 < words_.size() ? words_[at_++] : words_[at_]; }
  bool take(std::string_view text) { return next().text == text && (take(), true); }
  /// `a, b, c`; stops before what is no name, as `do(` is none.
  std::vector<Named> names();

 private:
  std::vector<Word> words_;
  std::size_t at_ = 0;
};

}  // namespace scmc::identify
