#include "scene/step_on_body.h"

#include "scene/safety_check.h"
#include "scene/strokes.h"

namespace dorsum::scene {

session::OnBody step_on_body(const content::StrokeStep& step, const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    const ComposeCache::OnBodyIn now{state.mode, state.condition, state.symptomatic, state.sciatic_variant, state.forward_bend, skin_is_shown(state), shown_curve(state)};
    if (now != cache.on_body_in) cache.on_body_in = now, cache.on_body.clear();
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
