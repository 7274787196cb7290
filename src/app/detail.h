// Which level of detail and quality to draw: coarser while something moves, refined at rest; adapts to measured frame times.
#pragma once

#include "render/renderer.h"

#include <string>

namespace dorsum::app {

class Detail {
public:
    explicit Detail(bool software) : software_(software), moving_lod_(software ? 2 : 0) {}

    struct Choice {
        int lod = 0;
        render::Quality quality;
        bool operator==(const Choice&) const = default;
    };
    // level: auto | low | medium | high (from the state). `moving`: the picture changes from frame to frame.
    Choice choose(const std::string& level, bool moving) const;
    // Tells how long a moving frame took, so that auto can find the finest level that keeps up.
    void measured(double frame_ms);
    int moving_lod() const { return moving_lod_; }

private:
    bool software_;
    int moving_lod_;
    double mean_ms_ = 0;
    int samples_ = 0;
};

} // namespace dorsum::app
