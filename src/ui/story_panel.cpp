// The left column: what hurts, told and shown; below it the way into the stroke plan and its controls.
#include "ui/panels.h"

#include <algorithm>

namespace dorsum::ui {

namespace {

// What happened decides which page is open; a press on a tab decides otherwise.
void follow_session(PanelContext& p) {
    auto& m = p.memory;
    const auto& state = p.state();
    if (state.condition != m.condition) m.plan_tab = false, m.step = -1;
    const bool opened = p.view.plan_block == session::PlanBlock::none && m.block != session::PlanBlock::none;
    if (!state.condition.empty() && opened && state.condition == m.condition) m.plan_tab = true;
    if (state.playback.playing && !m.playing) m.plan_tab = true;
    m.condition = state.condition;
    m.block = p.view.plan_block;
    m.playing = state.playback.playing;
}

void draw_tabs(PanelContext& p) {
    auto& tab = p.memory.plan_tab;
    const float width = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - p.px(4)));
    if (button(p, "tab.card", p.text("ui.card"), {tab ? Look::plain : Look::selected, width})) tab = false, p.out.animating = true;
    ImGui::SameLine(0, p.px(4));
    if (button(p, "tab.plan", p.text("ui.plan"), {tab ? Look::selected : Look::plain, width})) tab = true, p.out.animating = true;
}

// In plain pixels at 100 %: where column or page would be lower there is no room for a page between tabs and foot, and all of it scrolls.
constexpr float k_lowest_column = 330, k_lowest_page = 120;

void draw_page(PanelContext& p, const content::Condition& condition, bool show_plan) { show_plan ? draw_plan(p, condition) : draw_card(p, condition); }

void draw_foot(PanelContext& p, const content::Condition& condition) {
    const float begin = ImGui::GetCursorPosY();
    draw_plan_foot(p, condition);
    p.remember_height("plan.foot", ImGui::GetCursorPosY() - begin - p.metrics.gap);
}

void draw_flowing(PanelContext& p, const content::Condition& condition, bool plan, bool show_plan) {
    if (show_plan) draw_foot(p, condition);
    draw_page(p, condition, show_plan);
    if (plan && !show_plan) draw_foot(p, condition);
}

void draw_page_and_foot(PanelContext& p, const content::Condition& condition, bool plan, bool show_plan) {
    const float foot = plan ? p.height_of("plan.foot", p.px(90)) : 0;
    const float body = std::max(p.px(60), ImGui::GetContentRegionAvail().y - foot - (plan ? 2 * p.metrics.gap : 0));
    const char* page = show_plan ? "plan page" : "card page";
    begin_scroll(p, page, body);
    begin_at_top(p, page, condition.id);
    draw_page(p, condition, show_plan);
    end_scroll(p);
    if (plan) draw_foot(p, condition);
}

// Strip and tabs stand above the page.
bool all_flows(const PanelContext& p, const Rect& rect, bool plan) {
    if (rect.height < p.px(k_lowest_column)) return true;
    if (!plan) return false;
    const float head = p.height_of("story.head", 2 * p.metrics.target + p.px(20)), foot = p.height_of("plan.foot", p.px(90));
    return rect.height - 2 * p.metrics.pad - head - foot - 2 * p.metrics.gap < p.px(k_lowest_page);
}

} // namespace

void draw_story(PanelContext& p, const Rect& rect) {
    if (rect.width <= 0) return;
    follow_session(p);
    if (p.state().library.open && p.has_panel("techniques")) {
        begin_panel(p, "story", rect, rect.height < p.px(k_lowest_column));
        draw_techniques(p);
        end_panel(p);
        return;
    }
    const auto* condition = p.condition();
    const bool card = p.has_panel("card"), plan = p.has_panel("plan");
    const bool reads = condition && (card || plan), flows = all_flows(p, rect, plan);
    begin_panel(p, "story", rect, !reads || flows);
    if (!reads) {
        for (const char* page : {"story", "card page", "plan page"}) p.memory.shown.erase(page); // whoever comes next begins at the top
        if (p.has_panel("emergency")) draw_emergency(p);
        draw_library_button(p);
        if (p.has_panel("conditions")) draw_condition_chooser(p);
        end_panel(p);
        return;
    }
    const float begin = ImGui::GetCursorPosY();
    if (p.has_panel("conditions")) draw_condition_strip(p);
    if (card && plan) draw_tabs(p);
    p.remember_height("story.head", ImGui::GetCursorPosY() - begin);
    const bool show_plan = plan && (p.memory.plan_tab || !card);
    if (flows) begin_at_top(p, "story", condition->id + (show_plan ? " plan" : " card"));
    if (flows) draw_flowing(p, *condition, plan, show_plan);
    else draw_page_and_foot(p, *condition, plan, show_plan);
    end_panel(p);
}

} // namespace dorsum::ui
