#include "scene/step_on_body.h"

#include "scene/safety_check.h"
#include "scene/strokes.h"

#include <fmt/format.h>

namespace dorsum::scene {

namespace {

// All of a state that may change the answer for one step.
std::string what_matters(const session::SessionState& state) {
    auto words = fmt::format("{}/{}/{}/{}/{}/{}", state.mode, state.condition, static_cast<int>(state.symptomatic), state.sciatic_variant, state.forward_bend,
                             skin_is_shown(state));
    for (const auto& s : shown_curve(state).segments) words += fmt::format("/{}-{}-{}-{}-{}", s.upper.value, s.apex.value, s.lower.value, s.cobb_deg, static_cast<int>(s.convex));
    return words;
}

} // namespace

session::OnBody step_on_body(const content::StrokeStep& step, const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    if (auto now = what_matters(state); now != cache.on_body_in) cache.on_body_in = std::move(now), cache.on_body.clear();
    const auto [at, fresh] = cache.on_body.try_emplace(step.id);
    if (fresh) {
        auto still = state;
        still.breathing.on = false;
        const auto sides = content::sides_of(step.side, state.symptomatic, shown_curve(state));
        at->second.refused = refused_strokes(step, still, context, cache);
        at->second.drawn = at->second.refused.size() < sides.size() * step.paths.size();
    }
    return at->second;
}

} // namespace dorsum::scene
