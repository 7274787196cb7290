// Loads the levels of detail that the first frame did not need, on a thread, and hands them over between two turns.
#pragma once

#include "app/workspace.h"
#include "render/packed_level.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace dorsum::app {

class LevelLoader {
public:
    // Starts at once for workspace.missing_lods. `wake` is called from the thread when a level is ready,
    // or could not be loaded: then one message on stderr says why, and it is missing no longer.
    LevelLoader(const Workspace& workspace, std::function<void()> wake);
    ~LevelLoader();
    LevelLoader(const LevelLoader&) = delete;
    LevelLoader& operator=(const LevelLoader&) = delete;

    struct Level {
        int lod = 0;
        std::vector<render::PackedPart> parts = {}; // of it, for the graphics card
        bool whole = true;                          // with the parts before it; what came in none of them is packed when it is uploaded
    };
    // Moves what is ready into the atlas; returns the levels that came. A baked atlas's finest one comes in parts, so that it never lies in
    // memory as a whole; of its meshes those stay that fine_meshes.h says.
    std::vector<Level> take_loaded(Workspace& workspace);
    // While a picture at rest is drawn: what is on its way would lie beside it.
    void hold(bool held);
    // Until nothing more comes (benchmarks, tests); then take_loaded has all of it.
    void wait() { if (thread_.joinable()) thread_.join(); }
    // True once, when every level has been handed over.
    bool take_finished() { return left_ == 0 && !std::exchange(finished_, true); }

private:
    struct Wanted {
        std::filesystem::path path, assets;
        std::string mapping;
        std::vector<int> lods;
        bool foreign = false;
        float stature_mm = 0;
    };
    void run(const Wanted& wanted, const std::function<void()>& wake);
    void load(const Wanted& wanted, const std::vector<int>& lods, const std::function<void()>& wake);

    struct Loaded {
        std::vector<int> lods;
        std::optional<anatomy::Atlas> atlas; // none: parts of what is on its way; without parts, it could not be loaded
        std::vector<std::pair<std::string, render::PackedMesh>> parts; // by structure
        bool packed = false;                                           // it comes in such parts
    };
    void hand_over(Loaded level, const std::function<void()>& wake);
    std::mutex mutex_;
    std::vector<Loaded> ready_;
    std::atomic<bool> stop_{false}, held_{false};
    anatomy::BodyInfo body_; // that is loaded
    bool spoilt_ = false;    // another one is shown now, or another stature: the main thread's
    std::size_t left_ = 0; // levels not yet handed over; the main thread's
    bool finished_ = false;
    std::thread thread_;
};

} // namespace dorsum::app
