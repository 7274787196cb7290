// The clock's side of strokes and tours: time passes, steps follow each other, everything stops at its end.
#include "session/plan_player.h"
#include "session/rows.h"

#include <algorithm>
#include <cmath>

namespace dorsum::session {

namespace {

constexpr double k_shortest_s = 1, k_longest_s = 1800, k_unknown_s = 30;

// Length of the step's longest path on this atlas; 0 where no path can be measured.
double longest_path_mm(const content::StrokeStep& step, const SessionState& state, const Context& context) {
    const auto sides = content::sides_of(step.side, state.symptomatic, state.curve);
    const anatomy::Side side = sides.empty() ? anatomy::Side::none : sides.front();
    double longest = 0;
    for (const auto& path : step.paths) {
        geometry::Polyline line;
        for (const auto& expression : path)
            if (const auto point = content::resolve_point(context.atlas, content::expand(expression, side, state.curve)))
                line.push_back(point->position_mm);
        double length = 0;
        for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
        longest = std::max(longest, length);
    }
    return longest;
}

// One repetition of a step that has no time of its own.
double one_s(const content::StrokeStep& step, const content::Technique& technique, double path_mm) {
    if (step.pace <= 0) return k_unknown_s;
    switch (technique.pace_unit) {
    case content::PaceUnit::cm_per_s: return path_mm > 0 ? path_mm / 10 / step.pace / k_glide_working_share : k_unknown_s;
    case content::PaceUnit::cycles_per_s: return 1.0 / step.pace;
    case content::PaceUnit::breaths_per_min: return 60.0 / step.pace;
    case content::PaceUnit::hold: break;
    }
    return k_unknown_s;
}

} // namespace

double stroke_cycle_s(const content::StrokeStep& step, const SessionState& state, const Context& context) {
    const content::Technique* technique = context.catalog.find_technique(step.technique);
    if (technique == nullptr) return k_unknown_s;
    const bool glides = technique->pace_unit == content::PaceUnit::cm_per_s;
    const bool timed = step.pace <= 0 || technique->pace_unit == content::PaceUnit::hold;
    const double seconds = timed && step.duration_s > 0 ? static_cast<double>(step.duration_s)
                                                        : one_s(step, *technique, glides ? longest_path_mm(step, state, context) : 0);
    return std::isfinite(seconds) ? std::clamp(seconds, 0.02, k_longest_s) : k_unknown_s;
}

double step_duration_s(const content::StrokeStep& step, const SessionState& state, const Context& context) {
    const content::Technique* technique = context.catalog.find_technique(step.technique);
    double seconds = k_unknown_s;
    if (step.duration_s > 0) {
        // A time is for one hold, or for the whole area: only holds are repeated.
        const bool hold = technique != nullptr && technique->pace_unit == content::PaceUnit::hold;
        seconds = static_cast<double>(step.duration_s) * (hold ? std::max(1, step.repeats) : 1);
    } else if (technique != nullptr) {
        seconds = std::max(1, step.repeats) * stroke_cycle_s(step, state, context);
    }
    return std::isfinite(seconds) ? std::clamp(seconds, k_shortest_s, k_longest_s) : k_unknown_s;
}

void advance_playback(SessionState& state, double seconds, const Context& context) {
    Playback& playback = state.playback;
    double left = seconds * static_cast<double>(playback.speed);
    while (playback.playing) {
        const content::StrokeStep* step = current_step(state, context);
        if (step == nullptr) {
            playback.playing = false;
            return;
        }
        const double duration = played_s(*step, state, context);
        if (playback.time_s + left < duration || (playback.loop && duration > 0)) {
            playback.time_s += left;
            if (playback.time_s >= duration) playback.time_s = std::fmod(playback.time_s, duration);
            return;
        }
        left -= std::max(0.0, duration - playback.time_s);
        const int next = next_step(state, context, 1);
        if (next == playback.step) {
            playback.time_s = duration;
            playback.playing = false;
        } else {
            playback.step = next;
            playback.time_s = 0;
            keep_step_in_view(state, context);
        }
    }
}

int next_step(const SessionState& state, const Context& context, int way) {
    const auto steps = plan_steps(state, context);
    for (int i = state.playback.step + way; i >= 0 && i < static_cast<int>(steps.size()); i += way)
        if (on_body(steps[static_cast<std::size_t>(i)], state, context).drawn) return i;
    return state.playback.step;
}

void change_onset(SessionState& state, const std::string& onset) {
    if (state.onset == onset) return;
    state.onset = onset;
    state.playback.step = 0;
    state.playback.time_s = 0;
}

// The guide ends by itself, so that a screen that nobody looks at comes to rest.
void advance_breathing(SessionState& state, double seconds, const Context& context) {
    if (!state.breathing.on) return;
    state.breathing.time_s += seconds;
    if (state.breathing.time_s > static_cast<double>(context.catalog.pacer.stop_after_s) || state.idle != IdlePhase::active)
        state.breathing.on = false;
}

namespace {

// Through the present breath, 0..1.
double breath_phase(const Breathing& breathing) {
    const double breaths = breathing.time_s * static_cast<double>(breathing.per_min) / 60;
    return breaths - std::floor(breaths);
}

} // namespace

bool breathing_in(const SessionState& state, const Context& context) {
    return breath_phase(state.breathing) < static_cast<double>(context.catalog.pacer.in_share);
}

float breath_of(const SessionState& state, const Context& context) {
    if (!state.breathing.on || state.reduced_motion) return 0;
    constexpr double k_pi = 3.14159265358979;
    const double phase = breath_phase(state.breathing), in = static_cast<double>(context.catalog.pacer.in_share);
    const double part = phase < in ? phase / in : 1 - (phase - in) / (1 - in);
    return static_cast<float>(0.5 - 0.5 * std::cos(k_pi * part));
}

} // namespace dorsum::session
