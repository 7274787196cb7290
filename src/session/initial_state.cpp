#include "session/rows.h"

namespace dorsum::session {

SessionState initial_state(const Context& context, std::string_view mode_id) {
    SessionState state;
    state.mode = mode_id;
    const content::Mode* mode = context.catalog.find_mode(mode_id);
    if (mode == nullptr && !context.catalog.modes.empty()) mode = &context.catalog.modes.front();
    if (mode != nullptr) {
        state.mode = mode->id;
        state.voice = mode->voice;
        state.labels = mode->labels;
        state.latin = mode->latin;
        state.captions = mode->captions;
    }
    if (!context.atlas.foreign) {
        state.body = context.start_body.empty() ? anatomy::k_default_body : context.start_body;
        state.stature_mm = context.start_stature_mm;
    }
    const auto& texts = context.catalog.texts;
    if (!texts.empty() && texts.count(state.language) == 0) state.language = texts.begin()->first;
    state.camera = clamped(*standard_view("posterior", back_bounds(context.atlas)), context.atlas.bounds);
    return state;
}

SessionState fresh_state(const SessionState& state, const Context& context) {
    SessionState fresh = initial_state(context, state.mode);
    fresh.quality = state.quality; // the machine's, not the person's
    const content::Mode* mode = context.catalog.find_mode(state.mode);
    if (mode != nullptr && !mode->stores) return fresh;
    fresh.language = state.language;
    fresh.reduced_motion = state.reduced_motion;
    fresh.text_scale = state.text_scale;
    fresh.high_contrast = state.high_contrast;
    fresh.theme = state.theme;
    fresh.lines = state.lines;
    fresh.skin_tone = state.skin_tone;
    return fresh;
}

} // namespace dorsum::session
