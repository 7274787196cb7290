// Clocks for the benchmarks: wall time, processor time of all threads, peak memory.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace dorsum::app {

using BenchClock = std::chrono::steady_clock;

inline double ms_since(BenchClock::time_point begin) {
    return std::chrono::duration<double, std::milli>(BenchClock::now() - begin).count();
}

inline double seconds_of(clockid_t id) {
    timespec t{};
    clock_gettime(id, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

inline double cpu_ms() { return 1e3 * seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

inline double peak_mb() {
    rusage u{};
    getrusage(RUSAGE_SELF, &u);
    return static_cast<double>(u.ru_maxrss) / 1024;
}

// Resident now. 0 where the system does not say.
inline double held_mb() {
    std::ifstream statm("/proc/self/statm");
    double all = 0, resident = 0;
    statm >> all >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

inline double quantile(std::vector<double> values, double q) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}

// Wall and processor time of a number of calls.
struct Times {
    std::vector<double> wall_ms;
    double cpu_ms_each = 0;
    double median_ms() const { return quantile(wall_ms, 0.5); }
    double p95_ms() const { return quantile(wall_ms, 0.95); }
};

template <class Work>
Times measure(int count, Work work) {
    Times times;
    const double before = cpu_ms();
    for (int i = 0; i < count; ++i) {
        const auto at = BenchClock::now();
        work(i);
        times.wall_ms.push_back(ms_since(at));
    }
    times.cpu_ms_each = (cpu_ms() - before) / std::max(1, count);
    return times;
}

} // namespace dorsum::app
