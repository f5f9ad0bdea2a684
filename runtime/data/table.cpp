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

std::optional<Problem> for_each_block(const std::string& path, const std::function<void(std::string_view, std::size_t)>& visit) {
  const Descriptor file(path);
  struct stat status{};
  if (file.get() < 0) return errno == ENOENT ? problems::missing_file(path) : problems::unreadable(path, errno);
  const bool known = ::fstat(file.get(), &status) == 0;
  if (known && S_ISDIR(status.st_mode)) return problems::is_directory(path);
  const auto size = static_cast<std::size_t>(known ? std::max<off_t>(status.st_size, 0) : 0);
  std::string buffer(size > 0 ? std::min(size + 1, block) : block, '\0');
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno != EINTR) return problems::unreadable(path, errno);
    if (got == 0) return std::nullopt;
    if (got > 0) visit(std::string_view(buffer).substr(0, static_cast<std::size_t>(got)), size);
  }
}

Outcome<std::string> read_file(const std::string& path) {
  std::string content;
  const auto problem = for_each_block(path, [&](std::string_view text, std::size_t size) {
    content.reserve(size);
    content += text;
  });
  if (problem) return *problem;
  return content;
}

}  // namespace scmc::data
