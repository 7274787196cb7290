// The stroke plan, in order; and the foot of the column: why it cannot be shown and the way there, or play, pause and step.
#include "ui/panels.h"

#include "content/grammar.h"
#include "scene/strokes.h"
#include "session/plan_player.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <imgui_internal.h>

namespace dorsum::ui {

ImU32 pressure_ink(int pressure) {
    const auto c = scene::pressure_colour(pressure);
    return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1});
}

namespace {

using content::StrokeStep;
using session::PlanBlock;

float px_of(const ImFont* font) { return font->FontSize * ImGui::GetIO().FontGlobalScale; }

int shown_pressure(const PanelContext& p, int pressure) { return p.mode ? std::min(pressure, p.mode->pressure_cap) : pressure; }

void draw_pressure(const PanelContext& p, const StrokeStep& step, ImVec2 at) {
    auto& list = *ImGui::GetWindowDrawList();
    const int low = shown_pressure(p, step.pressure_min), high = shown_pressure(p, step.pressure_max);
    for (int i = 1; i <= 5; ++i) {
        const ImVec2 centre(at.x + p.px(6) + p.px(14) * static_cast<float>(i - 1), at.y + p.px(7));
        if (i <= high) list.AddCircleFilled(centre, p.px(5), pressure_ink(high), 16);
        else list.AddCircle(centre, p.px(4.5f), p.theme.ink_soft, 16);
    }
    const auto label = low == high ? fmt::format("P{}", high) : fmt::format("P{}-{}", low, high);
    list.AddText(p.faces.small, px_of(p.faces.small), {at.x + p.px(78), at.y}, p.theme.ink, label.c_str());
}

std::string dose(const PanelContext& p, const StrokeStep& step) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    const auto* technique = p.catalog().find_technique(step.technique);
    if (technique && technique->pace_unit != content::PaceUnit::hold && step.pace > 0) {
        const char* unit = technique->pace_unit == content::PaceUnit::cm_per_s       ? "cm_per_s"
                           : technique->pace_unit == content::PaceUnit::cycles_per_s ? "cycles_per_s"
                                                                                     : "breaths_per_min";
        add(content::counted(p.texts, unit, step.pace));
    }
    const bool minutes = step.duration_s >= 60 && std::fmod(step.duration_s, 60.0f) < 1;
    if (step.duration_s > 0) add(minutes ? content::counted(p.texts, "minute", step.duration_s / 60) : content::counted(p.texts, "second", step.duration_s));
    if (step.repeats > 1 || step.duration_s == 0) add(content::counted(p.texts, step.duration_s > 0 ? "time" : "pass", step.repeats));
    return text;
}

// Two hands that work together have one side at a time, as has a step that says so.
std::string side_words(const PanelContext& p, const StrokeStep& step) {
    const auto& side = step.side;
    const auto* technique = p.catalog().find_technique(step.technique);
    if (side == "each" || (side == "both" && technique && technique->hands > 1)) return p.text("ui.side_by_turn");
    if (side == "both") return p.text("ui.both_sides");
    if (side == "symptomatic") return p.text("ui.side_that_hurts");
    if (side == "convex" || side == "concave" || side == "left" || side == "right") return p.text("ui." + side);
    return {};
}

std::string target_words(const PanelContext& p, const StrokeStep& step) {
    std::string text;
    for (const auto& target : step.targets) text += (text.empty() ? "" : ", ") + selector_words(p, target);
    const auto side = side_words(p, step);
    return side.empty() ? text : text + " (" + side + ")";
}

std::string direction_words(const PanelContext& p, const StrokeStep& step) {
    std::string text;
    for (const auto& direction : step.directions) text += (text.empty() ? "" : ", ") + p.text("ui.direction." + direction);
    return text;
}

// Paths that are planned and not drawn say why, where the step is read.
void draw_refused(PanelContext& p, const session::OnBody& body) {
    for (const auto& reason : session::refusal_words(body.refused, p.state(), p.view.context)) {
        coloured_words(p.faces.small, p.theme.danger, reason);
        p.name_item("plan.refused");
    }
}

// A step's words; the current one tells how it is done.
struct StepWriter {
    PanelContext& p;
    const StrokeStep& step;
    const content::Technique* technique;
    const session::OnBody& body;
    bool current;

    void write() {
        coloured_words(p.faces.strong, body.drawn ? p.theme.ink : p.theme.ink_soft, technique ? p.text(technique->name) : step.technique);
        small_words(p, target_words(p, step));
        if (!body.drawn) {
            coloured_words(p.faces.small, p.theme.danger, p.text("plan.left_out"));
            draw_refused(p, body);
            return;
        }
        const auto at = ImGui::GetCursorScreenPos();
        draw_pressure(p, step, at);
        ImGui::Dummy({1, px_of(p.faces.small)});
        small_words(p, dose(p, step));
        if (current) draw_refused(p, body);
        if (current && technique) {
            words(p, p.text(technique->how));
            small_words(p, p.text("ui.direction") + ": " + direction_words(p, step));
            small_words(p, p.text("ui.contact") + ": " + p.text(technique->contact));
            coloured_words(p.faces.small, p.theme.warm, p.text("ui.caution") + ": " + p.text(technique->caution));
        }
        if (!step.note.key.empty()) coloured_words(p.faces.small, p.theme.ink, p.text(step.note));
    }
};

void draw_step(PanelContext& p, const StrokeStep& step, std::size_t i) {
    const auto body = session::on_body(step, p.state(), p.view.context);
    const bool current = p.view.step == &step || static_cast<int>(i) == p.state().playback.step;
    const std::string name = fmt::format("plan.step.{}", i + 1);
    const float width = ImGui::GetContentRegionAvail().x, pad = p.px(9), badge = p.px(26);
    const std::string part = name + (body.drawn ? current ? ".open" : "" : ".left_out");
    const float height = std::max(p.metrics.target, p.height_of(part, p.px(92)));
    const auto begin = ImGui::GetCursorPos();
    const auto low = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton(name.c_str(), {width, height})) p.emit(fmt::format("step {}", i + 1));
    p.name_item(name);
    const ImVec2 high(low.x + width, low.y + height);
    auto& list = *ImGui::GetWindowDrawList();
    const bool hovered = ImGui::IsItemHovered();
    list.AddRectFilled(low, high, current ? p.theme.accent_soft : hovered ? p.theme.field_hover : p.theme.field, p.metrics.round);
    if (current) list.AddRect(low, high, p.theme.accent, p.metrics.round, 0, p.px(2));
    ImGui::RenderNavHighlight({low, high}, ImGui::GetItemID());
    const ImVec2 centre(low.x + pad + 0.5f * badge - p.px(3), low.y + pad + p.px(10));
    list.AddCircleFilled(centre, 0.46f * badge, current ? p.theme.accent : p.theme.panel, 24);
    const auto number = std::to_string(i + 1);
    const auto size = p.faces.small->CalcTextSizeA(px_of(p.faces.small), FLT_MAX, 0, number.c_str());
    list.AddText(p.faces.small, px_of(p.faces.small), {centre.x - 0.5f * size.x, centre.y - 0.5f * size.y}, current ? p.theme.on_accent : p.theme.ink, number.c_str());
    if (!body.drawn) list.AddLine({centre.x - 0.4f * badge, centre.y + 0.4f * badge}, {centre.x + 0.4f * badge, centre.y - 0.4f * badge}, p.theme.danger, p.px(2));
    const auto after = ImGui::GetCursorPos();
    ImGui::SetCursorPos({begin.x + pad + badge, begin.y + pad});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {p.metrics.gap, p.px(2)});
    auto& wrap_at = ImGui::GetCurrentWindow()->WorkRect.Max.x; // words keep off the card's rim
    wrap_at -= pad;
    ImGui::BeginGroup();
    StepWriter{p, step, p.catalog().find_technique(step.technique), body, current}.write();
    ImGui::EndGroup();
    wrap_at += pad;
    ImGui::PopStyleVar();
    p.remember_height(part, ImGui::GetItemRectSize().y + 2 * pad);
    ImGui::SetCursorPos(after);
    ImGui::Dummy({0, 0});
    ImGui::SetCursorPos(after);
    if (current && p.memory.step != static_cast<int>(i)) {
        if (p.memory.step >= 0 || i > 0) ImGui::SetScrollFromPosY(low.y - ImGui::GetWindowPos().y, 0.1f);
        p.memory.step = static_cast<int>(i);
    }
}

std::string block_words(const PanelContext& p) {
    switch (p.view.plan_block) {
    case PlanBlock::needs_screen: return p.text("notice.needs_screen");
    case PlanBlock::screen_stop: return p.text("notice.screen_stop");
    case PlanBlock::needs_confirmation: return p.text("notice.needs_confirmation");
    case PlanBlock::mode_forbids: return p.text("notice.plan_hidden");
    case PlanBlock::no_condition: return p.text("notice.no_condition");
    case PlanBlock::none: break;
    }
    return {};
}

const char* confirmation_of(content::PlanGate gate) {
    switch (gate) {
    case content::PlanGate::screen_and_timing: return "timing";
    case content::PlanGate::checked_by_professional: return "checked_by_professional";
    default: return "professional";
    }
}

} // namespace

void draw_plan(PanelContext& p, const content::Condition& condition) {
    const auto& plan = condition.plan;
    title(p, p.text(condition.title));
    if (plan.steps.empty()) return;
    fact(p, p.text("ui.who"), p.text(plan.who));
    fact(p, p.text("ui.position"), p.text(plan.position));
    fact(p, p.text("ui.duration"), content::counted(p.texts, "minute", plan.minutes_min, plan.minutes_max));
    if (!plan.timing.key.empty() && p.state().onset != "later") note(p, p.text(plan.timing), p.theme.warm, p.theme.warm_soft);
    const bool asked_below = p.view.plan_block == PlanBlock::needs_confirmation; // the foot holds both answers
    if (!plan.early_steps.empty() && !asked_below) draw_onset(p);
    if (p.view.plan_block != PlanBlock::none) return; // the foot says why, and leads on
    draw_posture(p, plan);
    check(p, "toggle.safety_zones", p.text("ui.safety_zones"), p.state().safety_zones, "safety_zones toggle");
    if (p.allows("trace")) check(p, "toggle.trace", p.text("trace.tool"), p.state().own_stroke.drawing, "trace toggle");
    const auto steps = session::plan_steps(p.state(), p.view.context);
    for (std::size_t i = 0; i < steps.size(); ++i) draw_step(p, steps[i], i);
    draw_library_button(p);
    small_words(p, p.text("disclaimer.not_self_treatment"));
}

void draw_plan_foot(PanelContext& p, const content::Condition& condition) {
    rule(p);
    const auto block = condition.plan.steps.empty() ? PlanBlock::mode_forbids : p.view.plan_block;
    switch (block) {
    case PlanBlock::none: draw_player(p); return;
    case PlanBlock::needs_screen:
        small_words(p, p.text("gate.screen"));
        if (button(p, "plan.screen", p.text("ui.to_the_plan"), {Look::primary, -1})) p.emit("dialog safety");
        return;
    case PlanBlock::screen_stop:
        note(p, block_words(p), p.theme.danger, p.theme.danger_soft, true);
        if (button(p, "plan.screen", p.text("ui.review_answers"), {Look::plain, -1})) p.emit("dialog safety");
        return;
    case PlanBlock::needs_confirmation: {
        const std::string what = confirmation_of(condition.plan.gate);
        words(p, condition.plan.confirm.key.empty() ? p.text("notice.needs_confirmation") : p.text(condition.plan.confirm));
        if (button(p, "confirm." + what, p.text("gate.confirm"), {Look::primary, -1, Icon::check})) p.emit("confirm " + what);
        if (what == "timing" && button(p, "onset.early", p.text("onset.early_plan"), {Look::plain, -1})) p.emit("onset first_days");
        return;
    }
    default: note(p, condition.plan.steps.empty() ? p.text("notice.no_plan") : block_words(p), p.theme.ink, p.theme.accent_soft);
    }
}

} // namespace dorsum::ui
