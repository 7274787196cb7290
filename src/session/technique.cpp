// A kind of stroke shown by itself: behind the same safety screen as a plan, on the muscle of its data or on one that was asked for.
#include "session/rows.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr double k_shown_on_s = 40;   // a stroke on a muscle of the user's choice goes on so long before it begins anew
constexpr double k_stop_after_s = 600; // a screen that nobody looks at comes to rest

bool has(const std::vector<std::string>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

// The same stroke on another muscle: along its fibres between its tendons, or on the middle of its belly.
content::StrokeStep moved_onto(content::StrokeStep step, const std::string& muscle, const Context& context) {
    const auto side = context.atlas.at(context.atlas.find(muscle)).terms.side;
    const auto at = [&](double share) { return fmt::format("within({}, {})", muscle, share); };
    const bool spot = !step.paths.empty() && step.paths.front().size() == 1, down = has(step.directions, "caudad");
    step.id += "." + muscle;
    step.targets = {muscle};
    step.side = side == anatomy::Side::none ? "none" : std::string(anatomy::side_name(side));
    step.paths = {spot ? std::vector{at(0.5)} : down ? std::vector{at(0.8), at(0.5), at(0.2)} : std::vector{at(0.2), at(0.5), at(0.8)}};
    if (step.duration_s <= 0) step.duration_s = static_cast<float>(k_shown_on_s);
    return step;
}

} // namespace

PlanBlock technique_block(const SessionState& state, const Context& context) {
    const content::Mode* mode = context.catalog.find_mode(state.mode);
    if (mode != nullptr && !mode->allows("technique")) return PlanBlock::mode_forbids;
    return screen_block(state, context);
}

std::optional<content::StrokeStep> technique_step(const SessionState& state, const Context& context) {
    const auto* step = context.catalog.find_shown(state.library.technique);
    if (step == nullptr || technique_block(state, context) != PlanBlock::none) return std::nullopt;
    if (state.library.on.empty() || !context.atlas.find(state.library.on).valid()) return *step;
    return moved_onto(*step, state.library.on, context);
}

std::optional<content::StrokeStep> shown_step(const SessionState& state, const Context& context) {
    if (auto step = technique_step(state, context)) return step;
    const auto* step = current_step(state, context);
    return step == nullptr ? std::nullopt : std::optional(*step);
}

double shown_time_s(const SessionState& state) { return state.library.technique.empty() ? state.playback.time_s : state.library.time_s; }

void advance_library(SessionState& state, double seconds, const Context& context) {
    auto& library = state.library;
    if (!library.playing) return;
    const auto step = technique_step(state, context);
    library.time_s += seconds * static_cast<double>(state.playback.speed);
    if (!step || library.time_s > k_stop_after_s || state.idle != IdlePhase::active) library.playing = false;
}

void settle_library(SessionState& state, const Context& context) {
    auto& library = state.library;
    if (!library.open && library.technique.empty()) return;
    const PlanBlock block = technique_block(state, context);
    if (block == PlanBlock::mode_forbids || !state.quiz.quiz.empty()) library = {};
    if (block == PlanBlock::none && context.catalog.find_shown(library.technique) != nullptr) return;
    library.technique.clear();
    library.on.clear();
    library.playing = false;
    library.time_s = 0;
}

} // namespace dorsum::session
