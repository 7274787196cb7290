#include "core/parallel.h"

#include "core/check.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <queue>
#include <thread>

namespace dorsum::core {

int thread_count(int wanted) {
    return wanted > 0 ? wanted : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

namespace {

// What the threads share while the work goes on.
class Graph {
public:
    Graph(const std::vector<std::vector<std::size_t>>& depends, const std::function<void(std::size_t)>& work)
        : work_(work), waiting_(depends.size()), followers_(depends.size()), errors_(depends.size()), left_(depends.size()) {
        for (std::size_t i = 0; i < depends.size(); ++i) {
            waiting_[i] = depends[i].size();
            for (const std::size_t d : depends[i]) followers_[d].push_back(i);
            if (depends[i].empty()) ready_.push(i);
        }
    }

    void loop() {
        std::unique_lock lock(mutex_);
        while (left_ > 0) {
            if (ready_.empty()) {
                DORSUM_CHECK(running_ > 0); // a cycle
                changed_.wait(lock);
                continue;
            }
            const std::size_t item = ready_.top();
            ready_.pop();
            ++running_;
            lock.unlock();
            std::exception_ptr error;
            try {
                work_(item);
            } catch (...) {
                error = std::current_exception();
            }
            lock.lock();
            --running_;
            --left_;
            errors_[item] = error;
            for (const std::size_t f : followers_[item])
                if (--waiting_[f] == 0) ready_.push(f);
            changed_.notify_all();
        }
    }

    void rethrow() const {
        for (const auto& error : errors_)
            if (error) std::rethrow_exception(error);
    }

private:
    const std::function<void(std::size_t)>& work_;
    std::vector<std::size_t> waiting_;
    std::vector<std::vector<std::size_t>> followers_;
    std::vector<std::exception_ptr> errors_;
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready_;
    std::size_t left_, running_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
};

// Runs it on so many threads, this one among them, until all have ended.
void on_threads(int threads, std::size_t most, const std::function<void()>& loop) {
    const auto helpers = std::min(static_cast<std::size_t>(thread_count(threads)), most);
    std::vector<std::thread> pool;
    for (std::size_t t = 1; t < helpers; ++t) pool.emplace_back(loop);
    loop();
    for (auto& thread : pool) thread.join();
}

} // namespace

void run_in_order(int threads, const std::vector<std::vector<std::size_t>>& depends,
                  const std::function<void(std::size_t)>& work) {
    Graph graph(depends, work);
    on_threads(threads, depends.size(), [&graph] { graph.loop(); });
    graph.rethrow();
}

// The pieces may be many and small: they are handed out by a counter.
void parallel_for(int threads, std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr error;
    std::size_t failed = count; // the lowest that threw
    on_threads(threads, count, [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                work(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (i < failed) failed = i, error = std::current_exception();
            }
        }
    });
    if (error) std::rethrow_exception(error);
}

} // namespace dorsum::core
