/// Tasks that know nothing of each other, taken by a pool of threads, one at a time each.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace scmc::sample {

inline std::size_t cores() { return std::max(1u, std::thread::hardware_concurrency()); }

/// Does every task once; the calling thread works too. The first exception is thrown again when all have ended.
template <class Task>
void share_out(std::size_t tasks, std::size_t threads, const Task& task) {
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> failures(tasks);
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks; i = next++) try {
        task(i);
      } catch (...) { failures[i] = std::current_exception(); }
  };
  {
    std::vector<std::jthread> pool;
    for (std::size_t i = 1; i < std::min(threads, tasks); ++i) pool.emplace_back(work);
    work();
  }
  for (const auto& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

}  // namespace scmc::sample
