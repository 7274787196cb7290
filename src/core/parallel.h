// Work on several threads whose result does not depend on how many.
#pragma once

#include <functional>
#include <vector>

namespace dorsum::core {

int thread_count(int wanted); // 0: all cores

// Calls work(i) once for every i below count. The exception of the lowest i is rethrown after all have ended.
void parallel_for(int threads, std::size_t count, const std::function<void(std::size_t)>& work);

// The same with an order: work(i) begins when work of every depends[i] has ended. Lower numbers first. No cycles.
void run_in_order(int threads, const std::vector<std::vector<std::size_t>>& depends,
                  const std::function<void(std::size_t)>& work);

} // namespace dorsum::core
