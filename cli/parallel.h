/// Work on many things that know nothing of each other, on all cores.
#pragma once
#include <algorithm>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace scmc::cli {

/// `work(i)` for every i below `count`, in any order.
inline void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) {
  const std::size_t workers = std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::thread> threads;
  for (std::size_t w = 0; w < workers; ++w)
    threads.emplace_back([&, w] {
      for (std::size_t i = w; i < count; i += workers) work(i);
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace scmc::cli
