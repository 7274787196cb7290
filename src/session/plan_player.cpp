#include "session/plan_player.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::session {

namespace {

constexpr double k_first_words_s = 7, k_next_words_s = 4;

int counted(double times) { return std::max(1, static_cast<int>(std::lround(times))); }

std::string vtt_time(double s) {
    const auto ms = static_cast<long long>(std::llround(s * 1000));
    return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

std::string filled(std::string text, const std::string& value) {
    if (const auto at = text.find("{0}"); at != std::string::npos) text.replace(at, 3, value);
    return text;
}

} // namespace

Repetition repetition_at(const content::StrokeStep& step, double time_s, const SessionState& state, const Context& context) {
    const double cycle = stroke_cycle_s(step, state, context), duration = step_duration_s(step, state, context);
    Repetition count;
    count.of = counted(duration / cycle);
    count.now = std::clamp(1 + static_cast<int>(std::floor(time_s / cycle + 1e-6)), 1, count.of);
    return count;
}

Repetition place_in_plan(int step, const SessionState& state, const Context& context) {
    Repetition place{0, 0};
    const auto* condition = context.catalog.find_condition(state.condition);
    const int steps = condition == nullptr ? 0 : static_cast<int>(condition->plan.steps.size());
    for (int i = 0; i < steps; ++i) {
        if (!step_allowed(state, context, i)) continue;
        ++place.of;
        if (i <= step) ++place.now;
    }
    return place;
}

std::vector<TimedStep> plan_timeline(const SessionState& state, const Context& context) {
    std::vector<TimedStep> out;
    const auto* condition = context.catalog.find_condition(state.condition);
    if (condition == nullptr) return out;
    double begin = 0;
    for (std::size_t i = 0; i < condition->plan.steps.size(); ++i) {
        const auto& step = condition->plan.steps[i];
        const bool allowed = step_allowed(state, context, static_cast<int>(i));
        out.push_back({&step, begin, allowed ? step_duration_s(step, state, context) : 0});
        begin += out.back().duration_s;
    }
    return out;
}

double plan_duration_s(const std::vector<TimedStep>& timeline) {
    return timeline.empty() ? 0 : timeline.back().begin_s + timeline.back().duration_s;
}

std::vector<Caption> plan_captions(const SessionState& state, const Context& context) {
    std::vector<Caption> out;
    if (plan_block(state, context) != PlanBlock::none) return out;
    const auto& words = context.catalog.text(state.language);
    const auto text = [&](const std::string& key) -> const std::string& { return words.get(key, state.voice); };
    const auto* mode = context.catalog.find_mode(state.mode);
    const auto timeline = plan_timeline(state, context);
    const auto name = [&](const content::StrokeStep& step) {
        const auto* technique = context.catalog.find_technique(step.technique);
        return technique && !technique->name.key.empty() ? text(technique->name.key) : step.technique;
    };
    int number = 0;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const auto& [step, begin, duration] = timeline[i];
        if (duration <= 0) continue;
        ++number;
        const auto* technique = context.catalog.find_technique(step->technique);
        const int pressure = mode ? std::min(step->pressure_max, mode->pressure_cap) : step->pressure_max;
        std::size_t next = i + 1;
        while (next < timeline.size() && timeline[next].duration_s <= 0) ++next;
        const bool more = next < timeline.size();
        const double first = std::min(k_first_words_s, 0.4 * duration), last = more ? std::min(k_next_words_s, 0.2 * duration) : 0;
        out.push_back({begin, begin + first,
                       fmt::format("{}. {}. {}", number, name(*step), text(fmt::format("ui.pressure.{}", pressure))) +
                           (number > 1 ? "" : "\n" + text("plan.stop_word"))});
        auto how = technique ? text(technique->how.key) : std::string();
        if (!step->note.key.empty()) how += " " + text(step->note.key);
        out.push_back({begin + first, begin + duration - last, how.empty() ? name(*step) : std::move(how)});
        if (more) out.push_back({begin + duration - last, begin + duration, filled(text("plan.next_is"), name(*timeline[next].step))});
    }
    return out;
}

std::string caption_now(const SessionState& state, const Context& context) {
    const auto timeline = plan_timeline(state, context);
    const auto at = static_cast<std::size_t>(std::max(0, state.playback.step));
    if (at >= timeline.size()) return {};
    const double now = timeline[at].begin_s + std::min(state.playback.time_s, timeline[at].duration_s - 1e-3);
    for (const auto& caption : plan_captions(state, context))
        if (now >= caption.begin_s && now < caption.end_s) return caption.text;
    return {};
}

std::string webvtt(const std::vector<Caption>& captions) {
    std::string out = "WEBVTT\n";
    int number = 0;
    for (const auto& caption : captions) {
        auto text = caption.text;
        // "-->" and empty lines would end a cue.
        for (std::size_t at; (at = text.find("-->")) != std::string::npos;) text.replace(at, 3, "->");
        for (std::size_t at; (at = text.find("\n\n")) != std::string::npos;) text.erase(at, 1);
        out += fmt::format("\n{}\n{} --> {}\n{}\n", ++number, vtt_time(caption.begin_s), vtt_time(caption.end_s), text);
    }
    return out;
}

} // namespace dorsum::session
