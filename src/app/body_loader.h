// Makes another body's atlas ready on a thread (baked first where that is needed) and hands it over between two turns.
#pragma once

#include "app/workspace.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace dorsum::app {

class BodyLoader {
public:
    struct Loaded {
        std::string body;
        std::filesystem::path folder;
        anatomy::Atlas atlas; // every level of detail
    };

    explicit BodyLoader(std::filesystem::path home) : home_(std::move(home)) {}
    ~BodyLoader() { stop(); }
    BodyLoader(const BodyLoader&) = delete;
    BodyLoader& operator=(const BodyLoader&) = delete;

    // Begins with this body; what was under way for another one is given up. `folder`: where its atlas is or will be.
    void begin(const std::string& body, const std::filesystem::path& folder);
    void stop();
    const std::string& wanted() const { return wanted_; } // empty: nothing under way
    float progress() const { return progress_; }          // 0..1
    // What is ready, once; an error ends the waiting too. `wait`: only then does it return with nothing else than a result.
    std::optional<core::Result<Loaded>> take(bool wait);

private:
    void run(std::string body, std::filesystem::path folder);

    std::filesystem::path home_;
    std::string wanted_;
    std::atomic<float> progress_{0};
    std::atomic<bool> stop_{false}, done_{false};
    std::optional<core::Result<Loaded>> result_; // the thread's until done_
    std::thread thread_;
};

} // namespace dorsum::app
