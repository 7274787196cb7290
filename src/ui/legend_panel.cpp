// What the colours and signs on the body mean, as far as they can be seen now.
#include "ui/panels.h"

#include "scene/fibre_palette.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

float px_of(const ImFont* font) { return font->FontSize * ImGui::GetIO().FontGlobalScale; }

// Swatches with words, flowing from line to line.
class Flow {
public:
    explicit Flow(PanelContext& p) : p_(p), left_(ImGui::GetCursorScreenPos()), at_(left_), right_(left_.x + ImGui::GetContentRegionAvail().x) {}

    void item(ImU32 colour, bool line, const std::string& text, bool strong = false) {
        auto* font = strong ? p_.faces.strong : p_.faces.small;
        const float swatch = colour == 0 ? 0 : p_.px(20), wrap = std::max(p_.px(40), right_ - left_.x - swatch);
        const auto size = font->CalcTextSizeA(px_of(font), FLT_MAX, wrap, text.c_str());
        const float width = swatch + size.x + p_.px(12), row = std::max(p_.px(20), size.y + p_.px(4));
        if (at_.x > left_.x && at_.x + width > right_ + p_.px(12)) at_ = {left_.x, bottom_};
        auto& list = *ImGui::GetWindowDrawList();
        if (colour != 0) {
            const float y = at_.y + 0.5f * row;
            const float half = line ? p_.px(2) : p_.px(6);
            const ImVec2 low(at_.x, y - half), high(at_.x + p_.px(15), y + half);
            list.AddRectFilled(low, high, colour, p_.px(3));
            list.AddRect(low, high, swatch_rim(p_.theme, colour), p_.px(3));
        }
        list.AddText(font, px_of(font), {at_.x + swatch, at_.y + 0.5f * (row - size.y)}, p_.theme.ink, text.c_str(), nullptr, wrap + 1);
        at_.x += width;
        bottom_ = std::max(bottom_, at_.y + row);
    }
    void finish() { ImGui::Dummy({1, std::max(0.0f, bottom_ - left_.y)}); }

private:
    PanelContext& p_;
    ImVec2 left_, at_;
    float right_, bottom_ = 0;
};

void draw_pressures(PanelContext& p, Flow& flow) {
    flow.item(0, false, p.text("ui.pressure"), true);
    const int cap = p.mode ? std::min(4, p.mode->pressure_cap) : 4;
    for (int i = 1; i <= cap; ++i) flow.item(pressure_ink(i), false, p.text(fmt::format("ui.pressure.{}", i)));
    if (!p.view.step) return;
    if (const auto* technique = p.catalog().find_technique(p.view.step->technique)) flow.item(pressure_ink(p.view.step->pressure_max), true, p.text("ui.sign." + std::string(content::sign_name(technique->sign))));
}

// What the paint of longer (+1) or shorter (-1) fibres means in numbers; the last shade is also that of more.
void draw_fibre_steps(PanelContext& p, Flow& flow, float sign, const std::string& words) {
    flow.item(0, false, words, true);
    const auto& paint = p.catalog().fibre_paint;
    for (const float step : paint.steps_percent) {
        const auto c = scene::fibre_colour(paint.share_of(sign * step));
        flow.item(ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1}), false, fmt::format("{:+.0f} %", sign * step));
    }
}

} // namespace

void draw_legend(PanelContext& p, const Rect& rect) {
    const auto* condition = p.condition();
    if (rect.width <= 0 || !condition) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {p.px(12), p.px(6)});
    begin_panel(p, "legend", rect, p.height_of("legend", 0) > rect.height + 1);
    const float begin = ImGui::GetCursorPosY();
    Flow flow(p);
    if (p.state().before) flow.item(0, false, p.text("ui.legend_before"), true);
    if (!p.state().before) {
        if (!condition->zones.empty() && !p.state().fibre_length) {
            flow.item(0, false, p.text("ui.legend_zones"), true);
            for (int grade = 1; grade <= 3; ++grade) flow.item(zone_colour(grade), false, p.text(fmt::format("ui.grade.{}", grade)));
        }
        if (!condition->nerves.empty() || condition->disc) flow.item(IM_COL32(245, 190, 40, 255), true, p.text("ui.legend_nerve"));
        if (p.state().breathing.on) flow.item(IM_COL32(206, 140, 134, 255), false, p.text("breath.legend"));
        if (p.state().referral) flow.item(IM_COL32(148, 72, 184, 255), false, p.text("tension.legend_referral"));
        if (p.state().skin_zones) {
            flow.item(0, false, p.text("tension.legend_skin"), true);
            flow.item(IM_COL32(36, 165, 153, 255), false, "L4");
            flow.item(IM_COL32(236, 165, 36, 255), false, "L5");
            flow.item(IM_COL32(88, 102, 207, 255), false, "S1");
        }
        if (p.state().fibre_length) {
            draw_fibre_steps(p, flow, 1, p.text("curve.legend_longer"));
            draw_fibre_steps(p, flow, -1, p.text("curve.legend_shorter"));
        }
        if (p.state().disc.stage != "none") flow.item(IM_COL32(226, 152, 138, 255), false, p.text("disc.legend_matter"));
        if (p.state().disc.stage != "none" && p.state().disc.stage != "bulge") flow.item(IM_COL32(140, 15, 20, 255), true, p.text("disc.legend_tear"));
        if (!p.state().curve.straight()) flow.item(IM_COL32(214, 170, 40, 255), true, p.text("ui.legend_cobb"));
    }
    if (p.view.plan_block == session::PlanBlock::none && !condition->plan.steps.empty()) draw_pressures(p, flow);
    if (p.state().safety_zones) flow.item(IM_COL32(115, 41, 148, 255), false, p.text("ui.legend_safety"));
    if (!p.state().fibre_length) flow.item(0, false, p.text("zones.debated"));
    flow.finish();
    p.remember_height("legend", ImGui::GetCursorPosY() - begin - p.metrics.gap + 2 * p.px(6));
    end_panel(p);
    ImGui::PopStyleVar();
}

} // namespace dorsum::ui
