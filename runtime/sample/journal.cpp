/// Files of draws and states.
#include "runtime/sample/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "runtime/sample/archive.h"

namespace scmc::sample {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view state_mark = "scmcst01"sv, starts_mark = "scmcgo01"sv;
constexpr std::size_t word = sizeof(std::uint64_t);

/// [FNV-1a], by words, the high half folded in. `bytes` are whole words.
std::uint64_t checksum(std::string_view bytes, std::uint64_t hash) {
  for (std::size_t i = 0; i + word <= bytes.size(); i += word) {
    std::uint64_t next = 0;
    std::memcpy(&next, bytes.data() + i, word);
    hash = (hash ^ next) * 0x100000001b3;
    hash ^= hash >> 32;
  }
  return hash;
}

std::uint64_t checksum_of_any(std::string_view bytes) {
  std::string padded(bytes);
  padded.resize((bytes.size() + word - 1) / word * word);
  return checksum(padded, bytes.size());
}

void write_all(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const auto count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw JournalFailure(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// A mark, the bytes, their checksum: a new file that takes the old one's place when all of it is on disk.
void replace_file(const std::string& path, std::string_view mark, std::string_view bytes) {
  const auto fresh = path + ".new";
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) throw JournalFailure(fresh, errno);
  const std::uint64_t sum = checksum_of_any(bytes);
  try {
    write_all(file, mark, fresh), write_all(file, bytes, fresh);
    write_all(file, {reinterpret_cast<const char*>(&sum), sizeof sum}, fresh);
    if (::fdatasync(file) != 0 && errno != EINVAL) throw JournalFailure(fresh, errno);
  } catch (...) {
    ::close(file), ::unlink(fresh.c_str());
    throw;
  }
  ::close(file);
  if (::rename(fresh.c_str(), path.c_str()) != 0) throw JournalFailure(path, errno);
}

std::string whole_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::optional<std::string> read_marked(const std::string& path, std::string_view mark) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  const auto all = whole_file(path);
  std::uint64_t sum = 0;
  if (all.size() < mark.size() + sizeof sum || !all.starts_with(mark)) throw Damaged(path + ": it is not what scmc wrote");
  std::memcpy(&sum, all.data() + all.size() - sizeof sum, sizeof sum);
  auto bytes = all.substr(mark.size(), all.size() - mark.size() - sizeof sum);
  if (checksum_of_any(bytes) != sum) throw Damaged(path + ": its checksum is wrong");
  return bytes;
}

/// The numbers of a draw that are not its position, as they lie in a file.
struct Record {
  double log_density, accept_statistic, step_size, energy;
  std::int32_t depth, leapfrogs;
  std::int64_t divergent;
};
static_assert(sizeof(Record) == 6 * word);

}  // namespace

void append(Chain& chain, const Draw& draw) {
  if (draw.divergence) chain.divergences.push_back(*draw.divergence);
  chain.positions.insert(chain.positions.end(), draw.position.begin(), draw.position.end());
  chain.log_density.push_back(draw.log_density);
  chain.accept_statistic.push_back(draw.accept_statistic);
  chain.step_size.push_back(draw.step_size);
  chain.energy.push_back(draw.energy);
  chain.depth.push_back(draw.depth);
  chain.leapfrogs.push_back(draw.leapfrogs);
  chain.divergent.push_back(draw.divergence.has_value());
}

std::optional<std::string> Journal::starts() const { return read_marked(folder_ + "/starts", starts_mark); }
void Journal::keep_starts(std::string_view bytes) const { replace_file(folder_ + "/starts", starts_mark, bytes); }
std::string Journal::draws_file(int chain) const { return folder_ + "/chain-" + std::to_string(chain + 1) + ".draws"; }
std::string Journal::state_file(int chain) const { return folder_ + "/chain-" + std::to_string(chain + 1) + ".state"; }

ChainJournal::ChainJournal(Journal& journal, int chain, std::size_t dimension, double seconds)
    : journal_(journal), chain_(chain), dimension_(dimension), interval_(seconds), shortest_(seconds) {
  const auto path = journal.draws_file(chain);
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) throw JournalFailure(path, errno);
}

/// What was drawn since the last checkpoint is kept, too, where it can be.
ChainJournal::~ChainJournal() {
  try {
    flush();
  } catch (const JournalFailure&) {}  // reported by the checkpoint that failed, or of no consequence: it is drawn again
  ::close(file_);
}

std::optional<std::string> ChainJournal::resume() {
  const auto path = journal_.draws_file(chain_);
  auto state = read_marked(journal_.state_file(chain_), state_mark);
  written_ = {};
  if (state) {
    if (state->size() < sizeof written_) throw Damaged(journal_.state_file(chain_) + ": it ends too early");
    std::memcpy(&written_, state->data(), sizeof written_);
    state->erase(0, sizeof written_);
    const auto draws = whole_file(path);
    if (draws.size() < written_.bytes || checksum(std::string_view(draws).substr(0, written_.bytes), 0) != written_.checksum)
      throw Damaged(path + ": its draws are not those that were written");
  }
  if (::ftruncate(file_, static_cast<off_t>(written_.bytes)) != 0 || ::lseek(file_, 0, SEEK_END) < 0) throw JournalFailure(path, errno);
  return state;
}

void ChainJournal::append(const Draw& draw) {
  const Record record{draw.log_density, draw.accept_statistic, draw.step_size, draw.energy, draw.depth, draw.leapfrogs,
                      draw.divergence.has_value()};
  buffer_.append(reinterpret_cast<const char*>(&record), sizeof record);
  buffer_.append(reinterpret_cast<const char*>(draw.position.data()), draw.position.size_bytes());
  if (!draw.divergence) return;
  buffer_.append(reinterpret_cast<const char*>(&draw.divergence->energy_error), sizeof(double));
  buffer_.append(reinterpret_cast<const char*>(draw.divergence->position.data()), dimension_ * sizeof(double));
}

bool ChainJournal::due() {
  constexpr std::size_t much = 1 << 16;
  constexpr double long_ago = 0.01;
  const auto now = std::chrono::steady_clock::now();
  const auto seconds_since = [&](auto time) { return std::chrono::duration<double>(now - time).count(); };
  if (buffer_.size() > much || (!buffer_.empty() && seconds_since(flushed_) > long_ago)) flush(), flushed_ = now;
  return seconds_since(last_) > interval_;
}

void ChainJournal::flush() {
  write_all(file_, buffer_, journal_.draws_file(chain_));
  written_.checksum = checksum(buffer_, written_.checksum), written_.bytes += buffer_.size();
  buffer_.clear();
}

void ChainJournal::checkpoint(std::string_view state) {
  constexpr double share = 20;
  const auto begin = std::chrono::steady_clock::now();
  flush();
  if (::fdatasync(file_) != 0 && errno != EINVAL) throw JournalFailure(journal_.draws_file(chain_), errno);
  std::string bytes(reinterpret_cast<const char*>(&written_), sizeof written_);
  replace_file(journal_.state_file(chain_), state_mark, bytes.append(state));
  last_ = std::chrono::steady_clock::now();
  if (shortest_ > 0) interval_ = std::max(shortest_, share * std::chrono::duration<double>(last_ - begin).count());
}

void read_draws(const Journal& journal, int number, Chain& chain) {
  const auto bytes = whole_file(journal.draws_file(number));
  std::string_view left = bytes;
  const auto size = chain.dimension * sizeof(double);
  std::vector<double> position(chain.dimension);
  const auto take = [&](void* to, std::size_t count) {
    if (count > 0) std::memcpy(to, left.data(), count);
    left.remove_prefix(count);
  };
  while (left.size() >= sizeof(Record) + size) {
    Record record{};
    std::memcpy(&record, left.data(), sizeof record);
    if (record.divergent && left.size() < sizeof record + 2 * size + sizeof(double)) break;
    left.remove_prefix(sizeof record);
    take(position.data(), size);
    Draw draw{position,     record.log_density, record.accept_statistic, record.step_size,
              record.energy, record.depth,       record.leapfrogs,        {}};
    if (record.divergent) {
      draw.divergence = {.draw = static_cast<int>(chain.draws()), .energy_error = 0, .position = std::vector<double>(chain.dimension)};
      take(&draw.divergence->energy_error, sizeof(double)), take(draw.divergence->position.data(), size);
    }
    append(chain, draw);
  }
}

}  // namespace scmc::sample
