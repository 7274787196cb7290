// Which structures lie wholly behind opaque ones, so that a turning body need not draw its inside. Found on a thread, on the coarsest
// meshes, from many directions; until it is known, and wherever it does not hold (a bent spine, a cut, an eye inside the body), nothing
// is left out. No GL.
#pragma once

#include "scene/frame.h"

#include <atomic>
#include <list>
#include <mutex>
#include <thread>

namespace dorsum::render {

struct Solid { // of one structure, rest
    std::vector<glm::vec3> positions;
    std::vector<std::uint32_t> indices;
};

// What can be seen from where, for one set of opaque structures.
class SeenMap {
public:
    // opaque: by structure. Stops early (and is of no use) where `stop` becomes true.
    SeenMap(const std::vector<Solid>& solids, const std::vector<char>& opaque, const std::atomic<bool>& stop);
    // Sets 1 for every opaque structure that may show where the eye lies in this direction (unit, from the body) and no line of sight
    // differs from it by more than the angle.
    void add_seen(glm::vec3 to_eye, float angle_deg, std::vector<char>& seen) const;

private:
    std::vector<glm::vec3> directions_;
    std::vector<std::vector<char>> seen_; // by direction, then structure
};

class HiddenLayers {
public:
    HiddenLayers() = default;
    ~HiddenLayers();
    HiddenLayers(const HiddenLayers&) = delete;
    HiddenLayers& operator=(const HiddenLayers&) = delete;

    void set_solids(std::vector<Solid> solids);
    // By structure: 0 where it is surely hidden in this frame; null where nothing is known yet. What is not is found out when the same
    // is asked for again: the first picture has the processor to itself, and one that is drawn once needs no map.
    const std::vector<char>* may_show(const scene::Frame& frame, float aspect);
    void wait(); // until what was asked for is known (tests, benchmarks)

private:
    struct Known {
        std::vector<char> opaque;
        std::unique_ptr<SeenMap> map; // null: being found
    };
    void stop();
    void find(const std::vector<char>& opaque);

    std::vector<Solid> solids_;
    geometry::Bounds bounds_;
    std::list<Known> known_; // last asked for first
    std::vector<char> asked_;           // last asked for and not begun
    std::vector<char> opaque_, answer_; // kept, so that a frame allocates nothing
    std::mutex mutex_;
    std::unique_ptr<SeenMap> found_;
    std::vector<char> found_for_;
    std::atomic<bool> stop_{false}, busy_{false};
    std::thread thread_;
};

} // namespace dorsum::render
