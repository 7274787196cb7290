// What the stroke is like that the user drew: named, measured against the fibres and the zones, and in study mode scored.
#include "ui/panels.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

std::string fibre_words(const PanelContext& p, float degrees) {
    if (degrees < 0) return p.text("trace.no_fibres");
    const char* key = degrees <= 25 ? "trace.along" : degrees >= 65 ? "trace.across" : "trace.oblique";
    return fill(p.text(key), {fmt::format("{:.0f}", degrees)});
}

std::string zone_words(const PanelContext& p, const std::string& id) {
    for (const auto& zone : p.catalog().safety_zones)
        if (zone.id == id) return p.text(zone.name);
    return id;
}

void draw_score(PanelContext& p, const scene::OwnStrokeFinding& finding) {
    const content::StrokeStep* step = nullptr;
    for (const auto& s : session::plan_steps(p.state(), p.view.context))
        if (s.id == finding.step_id) step = &s;
    if (!step) return;
    const auto* technique = p.catalog().find_technique(step->technique);
    small_words(p, fill(p.text("trace.beside"), {technique ? p.text(technique->name) : step->technique, fmt::format("{:.0f}", finding.step_distance_mm)}));
    const std::pair<const char*, bool> parts[] = {{"trace.path", finding.path_right}, {"trace.direction", finding.direction_right},
                                                  {"trace.side", finding.side_right}, {"trace.zones", finding.zones_right},
                                                  {"trace.technique", finding.technique_right}};
    for (const auto& [key, right] : parts)
        coloured_words(p.faces.small, right ? p.theme.accent : p.theme.warm, p.text(key) + ": " + p.text(right ? "trace.right" : "trace.wrong"));
    coloured_words(p.faces.strong, p.theme.ink, fill(p.text("trace.score"), {std::to_string(finding.score()), std::to_string(scene::OwnStrokeFinding::k_parts)}));
}

} // namespace

void draw_own_stroke(PanelContext& p, const Rect& scene) {
    if (!p.state().own_stroke.drawing || scene.width < p.px(200)) return;
    const float width = std::min(p.px(320), scene.width - p.px(16)), height = p.height_of("trace", p.px(90));
    const Rect rect{scene.x + p.px(8), scene.y + p.px(8), width, std::min(height, scene.height)};
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.width, rect.height});
    ImGui::Begin("trace", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
    const float begin = ImGui::GetCursorPosY();
    coloured_words(p.faces.strong, p.theme.ink, p.text("trace.title"));
    const auto& finding = p.view.own_stroke;
    if (!finding) small_words(p, p.text("trace.how"));
    else if (finding->muscle.empty()) small_words(p, p.text("trace.missed"));
    else {
        const auto* technique = p.catalog().find_technique(finding->technique);
        const auto name = quiz_waits(p) ? std::string() : structure_name(p, finding->muscle);
        words(p, fill(p.text(finding->over_bone ? "trace.over_bone" : "trace.closest"), {technique ? p.text(technique->name) : finding->technique, name}));
        auto line = finding->over_bone ? p.text("trace.no_muscle") : fibre_words(p, finding->fibre_angle_deg);
        if (!finding->direction.empty()) line += ", " + p.text("ui.direction." + finding->direction);
        small_words(p, line + fmt::format(", {:.0f} cm", finding->length_mm / 10));
        for (const auto& zone : finding->zones) coloured_words(p.faces.small, p.theme.warm, fill(p.text("trace.meets"), {zone_words(p, zone)}));
        if (!finding->zones.empty())
            coloured_words(p.faces.small, finding->forbidden ? p.theme.danger : p.theme.warm,
                           finding->forbidden ? p.text("trace.forbidden") : fill(p.text("trace.cap"), {std::to_string(finding->pressure_cap)}));
        if (!finding->step_id.empty() && p.has_panel("quiz") && p.condition()) draw_score(p, *finding);
    }
    ImGui::PushFont(p.faces.body);
    chips(p, {{"trace.clear", p.text("trace.clear"), "trace clear", false, finding.has_value()}, {"trace.off", p.text("ui.close"), "trace off"}});
    ImGui::PopFont();
    p.remember_height("trace", ImGui::GetCursorPosY() - begin - p.metrics.gap + 2 * p.metrics.pad);
    ImGui::End();
}

} // namespace dorsum::ui
