/// Tables: finding a column, and reading a file by its name.
#include "runtime/data/table.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/data/problems.h"

namespace scmc::data {
namespace {

/// An open file, closed at the end of the scope.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

constexpr std::size_t block = std::size_t{1} << 20;

}  // namespace

const Column* Table::find(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &Column::name);
  return found == columns.end() ? nullptr : &*found;
}

std::vector<std::string> Table::names() const {
  std::vector<std::string> result;
  for (const auto& column : columns) result.push_back(column.name);
  return result;
}

Outcome<std::string> read_file(const std::string& path) {
  const Descriptor file(path);
  struct stat status{};
  if (file.get() < 0) return errno == ENOENT ? problems::missing_file(path) : problems::unreadable(path, errno);
  if (::fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) return problems::is_directory(path);
  std::string content(std::max<std::size_t>(static_cast<std::size_t>(std::max<off_t>(status.st_size, 0)) + 1, block), '\0');
  std::size_t size = 0;
  for (;;) {
    if (size == content.size()) content.resize(2 * size);
    const ssize_t got = ::read(file.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno != EINTR) return problems::unreadable(path, errno);
    if (got == 0) break;
    if (got > 0) size += static_cast<std::size_t>(got);
  }
  content.resize(size);
  return content;
}

Outcome<Table> read_table(const std::string& path) {
  const auto content = read_file(path);
  if (!content) return content.problems;
  return path.ends_with(".json") ? read_json(*content, path) : read_csv(*content, path);
}

}  // namespace scmc::data
