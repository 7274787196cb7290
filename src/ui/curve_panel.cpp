// The spine's curve: how strong, to which side, named examples; and the angle as it is measured on the drawn vertebrae.
#include "ui/panels.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

std::string upper(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

std::string levels_of(const anatomy::CurveSegment& segment) {
    return upper(anatomy::level_name(segment.upper)) + " - " + upper(anatomy::level_name(segment.apex)) + " - " + upper(anatomy::level_name(segment.lower));
}

void draw_segment(PanelContext& p, std::size_t i, const anatomy::CurveSegment& segment) {
    const std::string number = i == 0 ? "" : fmt::format(".{}", i + 1), which = i == 0 ? "" : fmt::format(" segment={}", i + 1);
    const auto measured = i < p.view.cobb_deg.size() ? fmt::format("{:.0f}\u00b0", p.view.cobb_deg[i]) : std::string("-");
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    coloured_words(p.faces.small, p.theme.ink_soft, fill(p.text("ui.cobb_measured"), {levels_of(segment)}));
    const auto size = p.faces.strong->CalcTextSizeA(p.faces.strong->FontSize * ImGui::GetIO().FontGlobalScale, FLT_MAX, 0, measured.c_str());
    ImGui::GetWindowDrawList()->AddText(p.faces.strong, p.faces.strong->FontSize * ImGui::GetIO().FontGlobalScale, {at.x + width - size.x, at.y}, p.theme.accent, measured.c_str());
    float cobb = segment.cobb_deg;
    if (slider(p, "curve.cobb" + number, cobb, 0, 80)) p.emit(fmt::format("curve cobb={:.0f}{}", std::round(cobb), which));
    if (i > 0) return; // neighbours alternate: one switch turns them all
    chips(p, {{"curve.side.left", p.text("ui.curve_left"), "curve side=left", segment.convex == anatomy::Side::left},
              {"curve.side.right", p.text("ui.curve_right"), "curve side=right", segment.convex == anatomy::Side::right}}, true, true);
}

} // namespace

void draw_curve_controls(PanelContext& p, const content::Condition& condition) {
    heading(p, p.text("ui.curve"));
    const auto& segments = p.state().curve.segments;
    for (std::size_t i = 0; i < segments.size(); ++i) draw_segment(p, i, segments[i]);
    if (segments.empty()) chips(p, {{"curve.on", p.text("ui.curve_on"), "curve cobb=30 side=right"}});
    std::vector<Chip> presets;
    for (const auto& preset : condition.curve_presets)
        presets.push_back({"curve.preset." + preset.id, p.text(preset.name), "curve preset " + preset.id, preset.curve == p.state().curve});
    if (!presets.empty() && p.state().voice != "patient") {
        small_words(p, p.text("ui.curve_presets"));
        chips(p, presets, true, true);
        small_words(p, p.text("curve.simplification"));
    }
    small_words(p, p.text("curve.reading_error"));
}

} // namespace dorsum::ui
