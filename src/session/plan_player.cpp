#include "session/plan_player.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

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

OnBody on_body(const content::StrokeStep& step, const SessionState& state, const Context& context) {
    return context.ask_body ? context.ask_body(step, state) : OnBody{};
}

double played_s(const content::StrokeStep& step, const SessionState& state, const Context& context) {
    return on_body(step, state, context).drawn ? step_duration_s(step, state, context) : 0;
}

std::vector<std::string> refusal_words(const std::vector<RefusedStroke>& refused, const SessionState& state, const Context& context) {
    const auto& texts = context.catalog.text(state.language);
    const auto words_of = [&](const RefusedStroke& stroke) -> std::string {
        if (stroke.reason != Refusal::zone) return texts.get(fmt::format("library.refused.{}", reason_name(stroke.reason)));
        for (const auto& zone : context.catalog.safety_zones)
            if (zone.id == stroke.zone) return filled(texts.get("plan.refused"), texts.get(zone.name)) + " " + texts.get(zone.reason);
        return filled(texts.get("plan.refused"), stroke.zone);
    };
    std::vector<std::string> out;
    for (const auto& stroke : refused) {
        const auto same_side = [&](const RefusedStroke& other) { return other.side == stroke.side; };
        const bool one_side = stroke.side != anatomy::Side::none && std::all_of(refused.begin(), refused.end(), same_side);
        auto said = words_of(stroke);
        if (one_side) said += " (" + texts.get(fmt::format("ui.{}", anatomy::side_name(stroke.side))) + ")";
        if (std::find(out.begin(), out.end(), said) == out.end()) out.push_back(std::move(said));
    }
    return out;
}

std::vector<TimedStep> plan_timeline(const SessionState& state, const Context& context) {
    std::vector<TimedStep> out;
    double begin = 0;
    for (const auto& step : plan_steps(state, context)) {
        out.push_back({&step, begin, played_s(step, state, context)});
        begin += out.back().duration_s;
    }
    return out;
}

double plan_duration_s(const std::vector<TimedStep>& timeline) {
    return timeline.empty() ? 0 : timeline.back().begin_s + timeline.back().duration_s;
}

namespace {

// The words of one plan in one language and voice.
struct Speaker {
    const SessionState& state;
    const Context& context;
    const content::Texts& words = context.catalog.text(state.language);

    const std::string& text(const std::string& key) const { return words.get(key, state.voice); }
    std::string name(const content::StrokeStep& step) const {
        const auto* technique = context.catalog.find_technique(step.technique);
        return technique && !technique->name.key.empty() ? text(technique->name.key) : step.technique;
    }
    std::string how(const content::StrokeStep& step) const {
        const auto* technique = context.catalog.find_technique(step.technique);
        auto said = technique ? text(technique->how.key) : std::string();
        if (!step.note.key.empty()) said += " " + text(step.note.key);
        return said.empty() ? name(step) : said;
    }
    // "4. Palm press. Not drawn here: ..."
    std::string left_out(std::size_t number, const content::StrokeStep& step) const {
        auto said = fmt::format("{}. {}.", number, name(step));
        for (const auto& reason : refusal_words(on_body(step, state, context).refused, state, context)) said += " " + reason;
        return said;
    }
};

} // namespace

std::vector<Caption> plan_captions(const SessionState& state, const Context& context) {
    std::vector<Caption> out;
    if (plan_block(state, context) != PlanBlock::none) return out;
    const Speaker speaker{state, context};
    const auto* mode = context.catalog.find_mode(state.mode);
    const auto timeline = plan_timeline(state, context);
    std::string passed_over; // before the step that is told next
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const auto& [step, begin, duration] = timeline[i];
        if (duration <= 0) {
            passed_over += speaker.left_out(i + 1, *step) + "\n";
            continue;
        }
        const int pressure = mode ? std::min(step->pressure_max, mode->pressure_cap) : step->pressure_max;
        const auto next = std::find_if(timeline.begin() + static_cast<std::ptrdiff_t>(i) + 1, timeline.end(), [](const TimedStep& other) { return other.duration_s > 0; });
        const bool more = next != timeline.end();
        const double first = std::min(k_first_words_s, 0.4 * duration), last = more ? std::min(k_next_words_s, 0.2 * duration) : 0;
        out.push_back({begin, begin + first,
                       std::exchange(passed_over, {}) + fmt::format("{}. {}. {}", i + 1, speaker.name(*step), speaker.text(fmt::format("ui.pressure.{}", pressure))) +
                           (out.empty() ? "\n" + speaker.text("plan.stop_word") : "")});
        out.push_back({begin + first, begin + duration - last, speaker.how(*step)});
        if (more) out.push_back({begin + duration - last, begin + duration, filled(speaker.text("plan.next_is"), speaker.name(*next->step))});
    }
    return out;
}

std::string caption_now(const SessionState& state, const Context& context) {
    const auto* step = current_step(state, context);
    if (step == nullptr) return {};
    const auto timeline = plan_timeline(state, context);
    const auto at = static_cast<std::size_t>(state.playback.step);
    if (timeline[at].duration_s <= 0) return Speaker{state, context}.left_out(at + 1, *step);
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
