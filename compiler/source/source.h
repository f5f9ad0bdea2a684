/// Source texts and places in them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace scmc {

enum class FileId : std::uint32_t {};

/// A half-open range of bytes [begin, end) in one source text.
struct Span {
  FileId file{};
  std::uint32_t begin = 0, end = 0;
  bool operator==(const Span&) const = default;
};

/// The smallest span that covers both; they must lie in the same file.
Span cover(Span a, Span b);

/// Line and column count from 1; a column is a Unicode code point.
struct Position {
  int line = 1, column = 1;
};

struct Source {
  std::string path, text;
};

/// All texts of one compilation: the model, the files it uses, the library, arguments of the command line.
class Sources {
 public:
  FileId add(std::string path, std::string text);
  const Source& operator[](FileId file) const { return sources_[static_cast<std::size_t>(file)]; }
  Position position(FileId file, std::uint32_t offset) const;
  std::string_view line(FileId file, int line) const;
  std::string_view text(Span span) const;

 private:
  std::vector<Source> sources_;
};

}  // namespace scmc
