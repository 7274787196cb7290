// The plan's player: where in time it is, what comes next, how often yet, and how the body lies.
#include "ui/panels.h"

#include "content/grammar.h"
#include "session/plan_player.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

std::string clock_words(double seconds) {
    const int s = static_cast<int>(std::lround(std::max(0.0, seconds)));
    return fmt::format("{}:{:02}", s / 60, s % 60);
}

std::string technique_words(const PanelContext& p, const content::StrokeStep& step) {
    const auto* technique = p.catalog().find_technique(step.technique);
    return technique ? p.text(technique->name) : step.technique;
}

// Which part of the line a step has: as much of it as of the time; what is left out keeps a narrow place of its own.
struct Pieces {
    float left, per_s, slot;
    const std::vector<session::TimedStep>& timeline;

    Pieces(const PanelContext& p, const std::vector<session::TimedStep>& steps, float x, float width) : left(x), slot(p.px(14)), timeline(steps) {
        const auto out = std::count_if(steps.begin(), steps.end(), [](const auto& step) { return step.duration_s <= 0; });
        per_s = std::max(0.0f, width - slot * static_cast<float>(out)) / static_cast<float>(std::max(1.0, session::plan_duration_s(steps)));
    }
    float begin_of(std::size_t i) const {
        const auto out = std::count_if(timeline.begin(), timeline.begin() + static_cast<std::ptrdiff_t>(i), [](const auto& step) { return step.duration_s <= 0; });
        return left + slot * static_cast<float>(out) + per_s * static_cast<float>(timeline[i].begin_s);
    }
    float width_of(std::size_t i) const { return timeline[i].duration_s > 0 ? per_s * static_cast<float>(timeline[i].duration_s) : slot; }
};

// Struck out; its card tells why.
void draw_left_out(const PanelContext& p, ImVec2 from, ImVec2 to) {
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRect(from, to, p.theme.ink_soft, p.px(3));
    list.AddLine({from.x + p.px(2), to.y - p.px(2)}, {to.x - p.px(2), from.y + p.px(2)}, p.theme.danger, p.px(1.5f));
}

// One piece per step; a press on a piece goes there.
void draw_timeline(PanelContext& p, const std::vector<session::TimedStep>& timeline, std::size_t at, double now_s) {
    const float width = ImGui::GetContentRegionAvail().x, height = p.px(12), gap = p.px(2);
    const auto low = ImGui::GetCursorScreenPos();
    const Pieces pieces(p, timeline, low.x, width);
    auto& list = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const bool current = i == at, left_out = timeline[i].duration_s <= 0;
        const ImVec2 from(pieces.begin_of(i), low.y), to(from.x + std::max(gap, pieces.width_of(i) - gap), low.y + height);
        if (left_out) draw_left_out(p, from, to);
        else list.AddRectFilled(from, to, current ? p.theme.accent_soft : p.theme.track, p.px(3));
        const double done_s = std::min(now_s - timeline[i].begin_s, timeline[i].duration_s);
        if (done_s > 0 && i <= at) list.AddRectFilled(from, {std::clamp(from.x + pieces.per_s * static_cast<float>(done_s), from.x, to.x), to.y}, p.theme.accent, p.px(3));
        if (current) list.AddRect(from, to, p.theme.accent, p.px(3), 0, p.px(1.5f));
        if (p.behind_dialog) continue;
        ImGui::SetCursorScreenPos(from);
        if (ImGui::InvisibleButton(fmt::format("timeline.{}", i + 1).c_str(), {std::max(p.px(4), to.x - from.x), height})) p.emit(fmt::format("step {}", i + 1));
        ImGui::RenderNavHighlight({from, to}, ImGui::GetItemID());
        p.name_item(fmt::format("timeline.{}{}", i + 1, left_out ? ".left_out" : ""));
    }
    ImGui::SetCursorScreenPos(low);
    ImGui::Dummy({width, height});
}

void draw_count(PanelContext& p, const std::vector<session::TimedStep>& timeline, std::size_t at, double now_s) {
    std::string text = clock_words(now_s) + " / " + clock_words(session::plan_duration_s(timeline));
    if (timeline[at].duration_s > 0) {
        const auto count = session::repetition_at(*timeline[at].step, p.state().playback.time_s, p.state(), p.view.context);
        if (count.of > 1) text += "   " + fill(p.text("plan.repetition"), {std::to_string(count.now), std::to_string(count.of)});
    } else text += "   " + p.text("plan.left_out");
    coloured_words(p.faces.small, p.theme.ink, text);
}

// A person as a few strokes on a couch or a chair. `s`: pixels per unit of a picture 100 wide and 46 high.
struct Pictogram {
    ImDrawList& list;
    ImVec2 low;
    float s;
    ImU32 ink, soft;

    ImVec2 at(float x, float y) const { return {low.x + s * x, low.y + s * y}; }
    void limb(float x0, float y0, float x1, float y1, float thick, ImU32 colour) const {
        list.AddLine(at(x0, y0), at(x1, y1), colour, s * thick);
        list.AddCircleFilled(at(x0, y0), 0.5f * s * thick, colour, 16);
        list.AddCircleFilled(at(x1, y1), 0.5f * s * thick, colour, 16);
    }
    void couch() const {
        limb(4, 34, 96, 34, 4, soft);
        limb(16, 36, 16, 45, 2.5f, soft);
        limb(84, 36, 84, 45, 2.5f, soft);
    }
    void draw(std::string_view posture) const {
        if (posture == "seated") {
            limb(40, 30, 60, 30, 4, soft); // stool
            limb(50, 32, 50, 45, 2.5f, soft);
            limb(78, 12, 78, 45, 3, soft); // support in front
            limb(50, 27, 57, 13, 9, ink);
            list.AddCircleFilled(at(65, 6), 5 * s, ink, 20);
            limb(58, 14, 75, 18, 4, ink);
            limb(50, 27, 66, 28, 6, ink);
            limb(66, 28, 65, 43, 5, ink);
            return;
        }
        couch();
        const bool side = posture == "side_lying", up = posture == "face_up";
        const float middle = side ? 24.0f : 27.0f;
        list.AddCircleFilled(at(12, middle - 1), 5.5f * s, ink, 20);
        limb(23, middle, 50, middle + (side ? 1 : 0), side ? 14.0f : 10.0f, ink);
        if (side) { // knees bent, a pillow between them
            limb(50, middle + 1, 70, middle - 1, 8, ink);
            limb(58, 28, 72, 28, 4, soft);
            limb(70, middle - 1, 84, middle + 4, 6, ink);
            limb(28, middle - 3, 38, middle + 4, 3, soft);
        } else {
            limb(50, middle + 1, 86, middle + 2, 7, ink);
            limb(88, middle + 2, 88, middle + (up ? -4.0f : 4.0f), 4, ink); // toes
            limb(12, middle - 1, 12, middle - 1 + (up ? -6.0f : 6.0f), 3, ink); // nose
        }
    }
};

} // namespace

void draw_posture(PanelContext& p, const content::StrokePlan& plan) {
    const auto* step = p.view.step;
    const std::string posture = step && !step->posture.empty() ? step->posture : plan.postures.empty() ? std::string() : plan.postures.front();
    if (posture.empty()) return;
    const float width = p.px(100), height = p.px(48);
    Pictogram{*ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), p.px(1), p.theme.accent, p.theme.ink_soft}.draw(posture);
    ImGui::Dummy({width, height});
    ImGui::SameLine(0, p.px(10));
    ImGui::BeginGroup();
    small_words(p, p.text("ui.posture." + posture));
    if (plan.postures.size() > 1 && (!step || step->posture.empty())) small_words(p, fill(p.text("plan.or"), {p.text("ui.posture." + plan.postures[1])}));
    ImGui::EndGroup();
}

void draw_player(PanelContext& p) {
    const auto& playback = p.state().playback;
    const auto timeline = session::plan_timeline(p.state(), p.view.context);
    if (timeline.empty()) return;
    const auto at = static_cast<std::size_t>(std::clamp(playback.step, 0, static_cast<int>(timeline.size()) - 1));
    const double now_s = timeline[at].begin_s + std::min(playback.time_s, timeline[at].duration_s);
    const auto left_out = [](const session::TimedStep& step) { return step.duration_s <= 0; };
    const auto here = timeline.begin() + static_cast<std::ptrdiff_t>(at);
    const auto next = std::find_if_not(here + 1, timeline.end(), left_out);
    const bool more = next != timeline.end(), earlier = !std::all_of(timeline.begin(), here, left_out);
    draw_timeline(p, timeline, at, now_s);
    draw_count(p, timeline, at, now_s);
    coloured_words(p.faces.small, p.theme.ink_soft,
                   fill(p.text("ui.step_of"), {std::to_string(at + 1), std::to_string(timeline.size())}) + "  " + technique_words(p, *timeline[at].step));
    const float side = std::max(p.metrics.target, p.px(36)), gap = p.px(6);
    if (button(p, "plan.previous", "", {Look::plain, side, Icon::previous, earlier})) p.emit("step previous");
    ImGui::SameLine(0, gap);
    const float middle = ImGui::GetContentRegionAvail().x - side - gap;
    const bool playing = playback.playing;
    // One name for the one button: a script presses plan.play to play and to pause.
    if (button(p, "plan.play", p.text(playing ? "ui.pause" : "ui.play"), {Look::primary, middle, playing ? Icon::pause : Icon::play}))
        p.emit(playing ? "pause" : "play");
    if (playing) p.name_item("plan.pause");
    ImGui::SameLine(0, gap);
    if (button(p, "plan.next", "", {Look::plain, side, Icon::next, more})) p.emit("step next");
    std::vector<Chip> row;
    for (const float speed : {0.5f, 1.0f, 2.0f, 4.0f})
        row.push_back({fmt::format("plan.speed.{:g}", speed), content::number(p.texts, speed) + "x", fmt::format("play speed={:g}", speed), std::abs(playback.speed - speed) < 1e-3f});
    row.push_back({"plan.loop", p.text("plan.loop"), "loop toggle", playback.loop});
    row.push_back({"plan.captions", p.text("ui.captions"), "captions toggle", p.state().captions});
    chips(p, row, true, true);
    // One line each: what comes next, and the word that always works.
    small_words(p, more ? fill(p.text("plan.next_is"), {technique_words(p, *next->step)}) : p.text("plan.last_step"));
    coloured_words(p.faces.small, p.theme.warm, p.text("plan.stop_word"));
}

} // namespace dorsum::ui
