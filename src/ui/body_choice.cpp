// Whose body is shown, and how tall: below the layers.
#include "ui/panels.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

constexpr float k_mm_per_cm = 10;

void draw_stature(PanelContext& p, const content::BodyChoice& body) {
    const float shown_cm = (p.state().stature_mm > 0 ? p.state().stature_mm : body.stature_mm) / k_mm_per_cm;
    const std::string label = fill(p.text("ui.stature_cm"), {fmt::format("{:.0f}", shown_cm)});
    const float row = std::max(p.metrics.target, p.px(26)), label_width = ImGui::CalcTextSize(label.c_str()).x + p.px(8);
    const float top = ImGui::GetCursorPosY(), left = ImGui::GetCursorPosX();
    ImGui::SetCursorPosY(top + 0.5f * (row - ImGui::GetTextLineHeight()));
    ImGui::TextUnformatted(label.c_str());
    ImGui::SetCursorPos({left + label_width, top});
    float value = shown_cm;
    if (slider(p, "body.stature", value, body.shortest_mm / k_mm_per_cm, body.tallest_mm / k_mm_per_cm))
        p.emit(fmt::format("body stature={:.0f}", value));
}

// Asked for only while there is skin to see.
void draw_skin_tone(PanelContext& p) {
    if (p.state().layer_opacity[static_cast<std::size_t>(anatomy::Layer::skin)] <= 0 || !p.allows("skin_tone")) return;
    std::vector<Chip> row;
    for (int tone = 1; tone <= session::k_skin_tones; ++tone)
        row.push_back({fmt::format("skin_tone.{}", tone), fmt::format("{}", tone), fmt::format("skin_tone {}", tone), tone == p.state().skin_tone});
    small_words(p, p.text("ui.skin_tone"));
    chips(p, row, true, true);
}

} // namespace

void draw_body_choice(PanelContext& p) {
    const auto& bodies = p.catalog().bodies;
    if (bodies.size() < 2 || !p.allows("body") || quiz_runs(p)) return; // a question needs the room
    space(p, 0.5f);
    coloured_words(p.faces.strong, p.theme.ink, p.text("ui.body"));
    if (p.view.context.atlas.foreign) return small_words(p, p.text("ui.body_foreign"));
    std::vector<Chip> row;
    for (const auto& body : bodies) row.push_back({"body." + body.id, p.text(body.name), "body " + body.id, body.id == p.state().body});
    chips(p, row, true, true);
    if (p.view.body_progress >= 0)
        small_words(p, fill(p.text("ui.body_waits"), {fmt::format("{:.0f}", 100 * p.view.body_progress)}));
    else if (const auto* body = p.catalog().find_body(p.state().body))
        draw_stature(p, *body);
    draw_skin_tone(p);
}

} // namespace dorsum::ui
