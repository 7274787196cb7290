// A plan as something that plays: its steps in time, repetitions counted, and captions that can be read out.
#pragma once

#include "session/action.h"

namespace dorsum::session {

// Share of one repetition of a glide during which the hand works; the rest is the light way back.
inline constexpr double k_glide_working_share = 2.0 / 3.0;

// Seconds of one repetition at true pace: there and back, one turn, one breath, one hold.
double stroke_cycle_s(const content::StrokeStep& step, const SessionState& state, const Context& context);

struct Repetition {
    int now = 1, of = 1; // counted from 1
    bool operator==(const Repetition&) const = default;
};
Repetition repetition_at(const content::StrokeStep& step, double time_s, const SessionState& state, const Context& context);

// Which of the steps that may be done now this one is, and how many these are: in the first days of a strain few are.
Repetition place_in_plan(int step, const SessionState& state, const Context& context);

struct TimedStep {
    const content::StrokeStep* step = nullptr;
    double begin_s = 0, duration_s = 0;
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
