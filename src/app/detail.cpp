#include "app/detail.h"

#include <algorithm>
#include <array>

namespace dorsum::app {

namespace {

constexpr std::array<const char*, 4> k_levels{"low", "medium", "high", "ultra"};
constexpr int k_medium = 1, k_high = 2, k_ultra = 3;
// Turning: below 20 frames per second go down (a large picture: below 15), above 60 there is room for the next level (about twice the triangles).
constexpr double k_too_slow_ms = 50, k_too_slow_large_ms = 67;
constexpr Ladder::Limits k_moving{k_too_slow_ms, 16, 12};
// At rest: the refined picture is complete within 0.4 s of the last input, of which up to 0.1 s are the last moving one and what is shown of
// both. Where it comes late its triangles become wider first (medium, 1280x720: 1.5 px -> 2.6 took 345 ms of processor time in the place of 390 to 450).
constexpr Ladder::Limits k_resting{290, 60, 2}, k_resting_meshes{260, 180, 1};
constexpr float k_wider[] = {1.8f, 1.35f, 1.0f};
constexpr int k_longest_bar = 256;

Detail::Choice choice_at(int level, bool moving, bool software, int meshes) {
    // The width of a triangle on the screen, in pixels, below which a finer level would not show.
    constexpr float k_moving_px[] = {6.0f, 4.0f, 2.5f, 1.2f}, k_resting_px[] = {3.0f, 1.5f, 1.0f, 0.0f};
    constexpr int k_moving_lod[] = {2, 2, 1, 0}, k_resting_lod[] = {1, 0, 0, 0};
    Detail::Choice choice;
    auto& q = choice.quality;
    const auto at = static_cast<std::size_t>(level);
    choice.lod = software ? (moving ? k_moving_lod : k_resting_lod)[at] : moving && level == 0 ? 1 : 0;
    q.detail_px = (moving ? k_moving_px : k_resting_px)[at] * (moving || level > k_medium ? 1 : k_wider[meshes]);
    constexpr float k_error_px[] = {1.4f, 1.4f, 1.0f, 0};
    if (moving && software) q.error_px = k_error_px[at];
    q.fibre_detail = level > 0;
    q.skip_hidden = moving; // the picture at rest is whole whatever happens
    q.weighted_blending = level > 0;
    // Passes over the whole picture: at rest, or on a graphics card.
    const bool afford = !moving || !software;
    q.lines = afford;
    q.ambient_occlusion = q.contact_shadow = level > 0 && afford;
    q.supersample = level > 1 && afford && !(moving && level < k_ultra) ? 2 : 1;
    q.fxaa = afford && q.supersample == 1; // not after a 2x2: it breaks fine nerves into ropes
    return choice;
}

} // namespace

void Ladder::measured(double frame_ms) {
    window_.push_back(frame_ms);
    if (static_cast<int>(window_.size()) < limits_.samples) return;
    // The middle one: a single late frame (a page of memory, another program) says nothing.
    std::nth_element(window_.begin(), window_.begin() + static_cast<std::ptrdiff_t>(window_.size() / 2), window_.end());
    const double typical = window_[window_.size() / 2];
    window_.clear();
    ++judged_;
    if (typical > limits_.too_slow_ms && step_ > 0) {
        --step_;
        barred_until_ = judged_ + bar_;
        bar_ = std::min(2 * bar_, k_longest_bar);
    } else if (typical < limits_.plenty_ms && step_ < top_ && judged_ >= barred_until_) {
        ++step_;
    }
}

Detail::Detail(bool software, int pixels)
    : software_(software), moving_(4, software ? k_medium : k_ultra, k_moving),
      resting_(4, !software ? k_ultra : pixels > k_many_pixels ? k_medium : k_high, k_resting),
      resting_meshes_(3, 2, k_resting_meshes) {
    set_pixels(pixels);
}

void Detail::set_pixels(int pixels) { moving_.set_too_slow_ms(pixels > k_many_pixels ? k_too_slow_large_ms : k_too_slow_ms); }

Detail::Choice Detail::choose(const std::string& level, bool moving) const {
    const auto named = std::find(k_levels.begin(), k_levels.end(), level);
    const int at = named != k_levels.end() ? static_cast<int>(named - k_levels.begin()) : (moving ? moving_ : resting_).step();
    return choice_at(at, moving, software_, resting_meshes_.step());
}

Detail::Choice Detail::smoothed(Choice resting) {
    if (resting.quality.supersample == 1 && !resting.quality.plain) resting.quality.samples = 4;
    return resting;
}

void Detail::rested(double picture_ms, const Choice& drawn) {
    if (drawn.quality.supersample > 1) return resting_.measured(picture_ms);
    // Before shading is given up, triangles are.
    if (resting_meshes_.step() == 0 || picture_ms < k_resting.plenty_ms) resting_.measured(picture_ms);
    resting_meshes_.measured(picture_ms);
}

} // namespace dorsum::app
