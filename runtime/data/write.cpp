/// Data to text and text to files: what is written reads back as the same table.
#include "runtime/data/write.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <list>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "runtime/data/cell.h"
#include "runtime/data/problems.h"

namespace scmc::data {
namespace {

template <class Number, class... Form>
std::string to_text(Number value, Form... form) {
  std::array<char, 32> buffer;
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, form...).ptr};
}

std::string quoted(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_of(",\"\r\n") == std::string::npos && text.front() != ' ' && text.back() != ' ' &&
                     text.front() != '\t' && text.back() != '\t';
  if (plain) return text;
  std::string result = "\"";
  for (char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

const std::string& label_of(const Column& column, std::size_t cell) { return column.labels[static_cast<std::size_t>(column.values[cell])]; }

std::string csv_cell(const Column& column, std::size_t cell) {
  const double value = column.values[cell];
  if (std::isnan(value)) return "NA";
  if (column.type == ColumnType::Label) return quoted(label_of(column, cell));
  if (column.type == ColumnType::Logical) return value != 0 ? "true" : "false";
  if (std::isinf(value)) return value > 0 ? "Inf" : "-Inf";
  return shortest(value);
}

std::string json_cell(const Column& column, std::size_t cell) {
  const double value = column.values[cell];
  if (std::isnan(value)) return "null";
  if (column.type == ColumnType::Label) return nlohmann::json(label_of(column, cell)).dump();
  if (column.type == ColumnType::Logical) return value != 0 ? "true" : "false";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return shortest(value);
}

/// Appends the part of an array that begins at `cell` along `axis`; returns the cell after it.
std::size_t append_nested(std::string& text, const Column& column, std::size_t axis, std::size_t cell) {
  if (axis == column.shape.size()) {
    text += json_cell(column, cell);
    return cell + 1;
  }
  text += '[';
  for (std::size_t i = 0; i < column.shape[axis]; ++i) {
    if (i > 0) text += ", ";
    cell = append_nested(text, column, axis + 1, cell);
  }
  text += ']';
  return cell;
}

void require_rows(const Table& table) {
  for (const Column& column : table.columns)
    if (column.shape.size() != 1 || column.shape[0] != table.columns[0].shape[0] || column.values.size() != column.shape[0])
      throw std::logic_error("a CSV file holds columns of one length; `" + column.name + "` is not one");
}

// ---------------------------------------------------------------- files

/// An open file that is closed at the end of the scope; zero means that all went well, else the system's error number.
class Output {
 public:
  Output(const std::string& path, int flags) : descriptor_(::open(path.c_str(), flags | O_WRONLY | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) error_ = errno;
  }
  ~Output() { close(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  int write(std::string_view content) {
    while (error_ == 0 && !content.empty()) {
      const ssize_t written = ::write(descriptor_, content.data(), content.size());
      if (written < 0 && errno != EINTR) error_ = errno;
      if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
    }
    return error_;
  }

  int set_mode(mode_t mode) {
    if (error_ == 0 && ::fchmod(descriptor_, mode) != 0) error_ = errno;
    return error_;
  }

  int close() {
    if (descriptor_ >= 0 && ::close(descriptor_) != 0 && error_ == 0) error_ = errno;
    descriptor_ = -1;
    return error_;
  }

 private:
  int descriptor_;
  int error_ = 0;
};

int write_directly(const std::string& path, std::string_view content) {
  Output output(path, O_TRUNC);
  output.write(content);
  return output.close();
}

/// Through a link, so that the link stays and its target changes.
std::string resolved(const std::string& path) {
  std::error_code error;
  const auto target = std::filesystem::canonical(path, error);
  return error ? path : target.string();
}

/// What stands where a file is to be written.
struct Existing {
  bool exists = false, is_folder = false;
  bool is_special = false;  ///< a terminal, a pipe
  mode_t mode = 0;
};

Existing existing(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {.exists = true,
          .is_folder = S_ISDIR(status.st_mode),
          .is_special = !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode),
          .mode = status.st_mode};
}

/// The new content of a file beside the old one, until it takes its place. Unless it does, nothing stays.
class Neighbour {
 public:
  Neighbour(std::string path, std::string_view content, Existing old)
      : path_(std::move(path)), temporary_(path_ + "." + std::to_string(::getpid()) + ".tmp") {
    ::unlink(temporary_.c_str());
    Output output(temporary_, O_CREAT | O_EXCL);
    output.write(content);
    if (old.exists) output.set_mode(old.mode & 07777);
    error_ = output.close();
  }
  ~Neighbour() { ::unlink(temporary_.c_str()); }
  Neighbour(const Neighbour&) = delete;
  Neighbour& operator=(const Neighbour&) = delete;

  int error() const { return error_; }
  int take_place() {
    if (error_ == 0 && std::rename(temporary_.c_str(), path_.c_str()) != 0) error_ = errno;
    return error_;
  }

 private:
  std::string path_, temporary_;
  int error_ = 0;
};

}  // namespace

std::string shortest(double value) {
  if (value == 0 && std::signbit(value)) return "-0.0";
  if (number_cell(value).kind == CellKind::Integer) return to_text(static_cast<long long>(value));
  if (value == std::trunc(value)) return to_text(value, std::chars_format::scientific);  // digits alone would promise exactness
  return to_text(value);
}

std::string format_csv(const Table& table) {
  require_rows(table);
  std::string text;
  for (std::size_t c = 0; c < table.columns.size(); ++c) text.append(c == 0 ? "" : ",").append(quoted(table.columns[c].name));
  text += '\n';
  const std::size_t rows = table.columns.empty() ? 0 : table.columns[0].values.size();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (c > 0) text += ',';
      text += csv_cell(table.columns[c], row);
    }
    text += '\n';
  }
  return text;
}

std::string format_json(const Table& table) {
  std::string text = "{";
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    text.append(c == 0 ? "\n  " : ",\n  ").append(nlohmann::json(table.columns[c].name).dump()).append(": ");
    append_nested(text, table.columns[c], 0, 0);
  }
  return text + "\n}\n";
}

std::optional<Problem> write_file(const std::string& path, std::string_view content) {
  const auto old = existing(path);
  if (old.is_folder) return problems::unwritable(path, EISDIR);
  const int error = old.is_special ? write_directly(path, content) : Neighbour(resolved(path), content, old).take_place();
  if (error != 0) return problems::unwritable(path, error);
  return std::nullopt;
}

std::optional<Problem> write_files(const std::vector<std::pair<std::string, std::string>>& files) {
  std::list<Neighbour> written;
  for (const auto& [path, content] : files) {
    const auto old = existing(path);
    if (old.is_folder) return problems::unwritable(path, EISDIR);
    int error = 0;
    if (old.is_special) error = write_directly(path, content);
    else error = written.emplace_back(resolved(path), content, old).error();
    if (error != 0) return problems::unwritable(path, error);
  }
  for (auto& file : written)
    if (const int error = file.take_place()) return problems::unwritable(files.front().first, error);
  return std::nullopt;
}

}  // namespace scmc::data
