#include "app/detail.h"

#include <algorithm>

namespace dorsum::app {

namespace {
constexpr double k_too_slow_ms = 60;   // below about 15 frames per second: go coarser
constexpr double k_plenty_ms = 16;     // room for the next finer level (about three times the triangles)
constexpr int k_samples = 12;
} // namespace

Detail::Choice Detail::choose(const std::string& level, bool moving) const {
    Choice choice;
    auto& q = choice.quality;
    const bool afford = !moving || !software_; // passes over the whole picture: at rest, or on a graphics card
    if (level == "low") {
        choice.lod = 2;
        q.fibre_detail = false;
        q.fxaa = q.lines = afford;
    } else if (level == "medium") {
        choice.lod = moving ? 1 : 0;
        q.fxaa = q.lines = q.ambient_occlusion = q.contact_shadow = afford;
    } else if (level == "high") {
        choice.lod = 0;
        q.supersample = 2;
        q.lines = q.ambient_occlusion = q.contact_shadow = true;
    } else {
        choice.lod = moving ? moving_lod_ : 0;
        q.supersample = moving ? 1 : 2;
        q.fxaa = moving && !software_; // not after a 2x2: it breaks fine nerves into ropes
        q.lines = q.ambient_occlusion = q.contact_shadow = afford;
    }
    return choice;
}

void Detail::measured(double frame_ms) {
    mean_ms_ = samples_ ? mean_ms_ + (frame_ms - mean_ms_) / std::min(samples_ + 1, k_samples) : frame_ms;
    if (++samples_ < k_samples) return;
    if (mean_ms_ > k_too_slow_ms && moving_lod_ < anatomy::k_lod_count - 1) ++moving_lod_, samples_ = 0;
    else if (mean_ms_ < k_plenty_ms && moving_lod_ > 0) --moving_lod_, samples_ = 0;
}

} // namespace dorsum::app
