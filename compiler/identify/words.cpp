#include "compiler/identify/words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace scmc::identify {
namespace {

constexpr std::array<std::string_view, 5> signs = {"_||_", "<->", "->", "<-", "=>"};  // longer ones first

bool starts_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool continues_name(char c) { return starts_name(c) || std::isdigit(static_cast<unsigned char>(c)) || c == '.'; }

/// A name, with the label or number in brackets that may stand behind it.
std::size_t name_end(std::string_view text, std::size_t at) {
  while (at < text.size() && continues_name(text[at]) && !text.substr(at).starts_with("_||_")) ++at;
  const auto close = at < text.size() && text[at] == '[' ? text.find(']', at) : std::string_view::npos;
  return close == std::string_view::npos ? at : close + 1;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  for (auto sign : signs)
    if (text.substr(at).starts_with(sign)) return at + sign.size();
  return starts_name(text[at]) ? name_end(text, at) : at + 1;
}

}  // namespace

std::vector<Word> words_of(const Sources& sources, FileId file) {
  const std::string& text = sources[file].text;
  std::vector<Word> words;
  const auto span = [&](std::size_t begin, std::size_t end) {
    return Span{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '\r') {
      ++at;
      continue;
    }
    const std::size_t end = word_end(text, at);
    std::string word = text[at] == '\n' ? ";" : text.substr(at, end - at);
    const bool is_name = starts_name(word[0]) && word != "_||_";
    if (is_name) std::erase(word, ' ');
    words.push_back({word, span(at, end), is_name});
    at = end;
  }
  words.push_back({"", span(text.size(), text.size()), false});
  return words;
}

std::vector<Named> Reader::names() {
  const auto is_name = [&](std::size_t at) { return at + 1 < words_.size() && words_[at].is_name && words_[at + 1].text != "("; };
  std::vector<Named> result;
  while (is_name(at_)) {
    const Word word = take();
    result.push_back({word.text, word.span});
    if (next().text != "," || !is_name(at_ + 1)) break;
    take();
  }
  return result;
}

}  // namespace scmc::identify
