// Loads the levels of detail that the first frame did not need, on a thread, and hands them over between two turns.
#pragma once

#include "app/workspace.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace dorsum::app {

class LevelLoader {
public:
    // Starts at once for workspace.missing_lods. `wake` is called from the thread when a level is ready.
    LevelLoader(const Workspace& workspace, std::function<void()> wake);
    ~LevelLoader();
    LevelLoader(const LevelLoader&) = delete;
    LevelLoader& operator=(const LevelLoader&) = delete;

    // Moves what is ready into the atlas; returns the levels that came.
    std::vector<int> take_loaded(anatomy::Atlas& atlas);
    // True once, when every level has been handed over.
    bool take_finished() { return left_ == 0 && !std::exchange(finished_, true); }

private:
    struct Wanted {
        std::filesystem::path path, assets;
        std::string mapping;
        std::vector<int> lods;
        bool foreign = false;
    };
    void run(const Wanted& wanted, const std::function<void()>& wake);
    bool load(const Wanted& wanted, const std::vector<int>& lods);

    struct Loaded {
        std::vector<int> lods;
        anatomy::Atlas atlas;
    };
    std::mutex mutex_;
    std::vector<Loaded> ready_;
    std::atomic<bool> stop_{false};
    std::size_t left_ = 0; // levels not yet handed over; the main thread's
    bool finished_ = false;
    std::thread thread_;
};

} // namespace dorsum::app
