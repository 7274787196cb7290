// Which level of detail and quality to draw: coarser while something moves, refined at rest. The automatic choice starts from the
// driver and follows the measured frame times.
#pragma once

#include "render/renderer.h"

#include <string>

namespace dorsum::app {

// A large picture: four times as many pixels, and their depth, are 48 MB, and to fill them in software takes twice the time that there is.
inline constexpr int k_many_pixels = 1'500'000;

// A step of a ladder that is climbed while there is time to spare and descended when frames come too late. A step that proved too
// dear is not tried again soon, each time later: frame times that swing do not make the picture swing.
class Ladder {
public:
    struct Limits {
        double too_slow_ms, plenty_ms;
        int samples; // frames that are judged together
    };
    Ladder(int steps, int start, Limits limits) : limits_(limits), top_(steps - 1), step_(start) {}

    void measured(double frame_ms);
    void set_too_slow_ms(double ms) { limits_.too_slow_ms = ms; }
    int step() const { return step_; } // 0: the cheapest

private:
    Limits limits_;
    int top_, step_;
    std::vector<double> window_;
    int judged_ = 0, barred_until_ = 0, bar_ = 4; // in judgements
};

class Detail {
public:
    // pixels: of the picture, where it is known. A large one in software starts without supersampling at rest: it would be late.
    explicit Detail(bool software, int pixels = 0);
    // The picture has another size now: how slow is too slow depends on it.
    void set_pixels(int pixels);

    struct Choice {
        int lod = 0;
        render::Quality quality;
        bool operator==(const Choice&) const = default;
    };
    // level: auto | low | medium | high | ultra (from the state). `moving`: the picture changes from frame to frame.
    Choice choose(const std::string& level, bool moving) const;
    // The same picture at rest without steps at its edges, for when nobody does anything; as it is where it has none.
    static Choice smoothed(Choice resting);
    // Tells how long a frame took, so that auto can find the finest level that keeps up.
    void measured(double frame_ms) { moving_.measured(frame_ms); }
    // The same of a picture at rest, however its level was chosen: where it comes late, the next one has wider triangles first.
    void rested(double picture_ms, const Choice& drawn);
    int moving_lod() const { return choose("auto", true).lod; }

private:
    bool software_;
    Ladder moving_, resting_, resting_meshes_;
};

} // namespace dorsum::app
