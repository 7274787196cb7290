// The user draws on the body: a drag with the tool in hand becomes a path, and the path a finding.
#include "app/viewer.h"

#include <fmt/format.h>

namespace dorsum::app {

namespace {

constexpr float k_spacing_mm = 5;        // nearer points say nothing new
constexpr std::size_t k_most_points = 300;

} // namespace

void Viewer::trace_to(glm::vec2 at_px) {
    glm::vec3 world;
    if (!renderer_.world_at(shown_.frame, width_, height_, static_cast<int>(at_px.x), static_cast<int>(at_px.y), world)) return;
    if (!trace_.empty() && glm::distance(trace_.back(), world) < k_spacing_mm) return;
    if (trace_.size() >= k_most_points) return;
    trace_.push_back(world);
    if (trace_.size() < 2) return;
    std::string path;
    for (const auto& p : trace_) path += fmt::format("{}{:.1f},{:.1f},{:.1f}", path.empty() ? "" : ";", p.x, p.y, p.z);
    (void)act("trace path=" + path);
}

const std::optional<scene::OwnStrokeFinding>& Viewer::finding() const {
    const auto& state = history_.state();
    FindingFor now{state.own_stroke.points_mm, state.condition, state.curve, state.playback.step, session::plan_block(state, context_), state.before};
    if (!(now == finding_for_)) {
        finding_ = scene::find_own_stroke(state, context_, *cache_);
        finding_for_ = std::move(now);
    }
    return finding_;
}

} // namespace dorsum::app
