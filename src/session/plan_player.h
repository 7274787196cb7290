// A plan as something that plays: its steps in time, repetitions counted, and captions that can be read out.
#pragma once

#include "session/action.h"

namespace dorsum::session {

// Share of one repetition of a glide during which the hand works; the rest is the light way back.
inline constexpr double k_glide_working_share = 2.0 / 3.0;

// Whether anything of a step can be drawn now; what cannot is left out of the plan: it takes no time, and is passed over.
OnBody on_body(const content::StrokeStep& step, const SessionState& state, const Context& context);
// Why paths are not drawn, in the session's words: every reason once.
std::vector<std::string> refusal_words(const std::vector<RefusedStroke>& refused, const SessionState& state, const Context& context);

// Seconds that a step takes in the plan: step_duration_s, or 0 where it is left out.
double played_s(const content::StrokeStep& step, const SessionState& state, const Context& context);

// Seconds of one repetition at true pace: there and back, one turn, one breath, one hold.
double stroke_cycle_s(const content::StrokeStep& step, const SessionState& state, const Context& context);

struct Repetition {
    int now = 1, of = 1; // counted from 1
    bool operator==(const Repetition&) const = default;
};
Repetition repetition_at(const content::StrokeStep& step, double time_s, const SessionState& state, const Context& context);

struct TimedStep {
    const content::StrokeStep* step = nullptr;
    double begin_s = 0, duration_s = 0; // 0: left out
};
// The open condition's steps one after the other, whether or not the plan may be shown.
std::vector<TimedStep> plan_timeline(const SessionState& state, const Context& context);
double plan_duration_s(const std::vector<TimedStep>& timeline);

struct Caption {
    double begin_s = 0, end_s = 0;
    std::string text;
};
// Empty while the plan is blocked.
std::vector<Caption> plan_captions(const SessionState& state, const Context& context);
// The caption at the playback's moment, or nothing.
std::string caption_now(const SessionState& state, const Context& context);
std::string webvtt(const std::vector<Caption>& captions);

} // namespace dorsum::session
