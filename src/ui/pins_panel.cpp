// The user's pins: heads on the body, and the list in which they are named and taken away.
#include "ui/panels.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

namespace dorsum::ui {

void draw_pins(PanelContext& p, const Rect& scene) {
    if (p.view.pins.empty()) return;
    auto& list = *ImGui::GetBackgroundDrawList();
    list.PushClipRect({scene.x, scene.y}, {scene.x + scene.width, scene.y + scene.height});
    auto* font = p.faces.small;
    const float px = font->FontSize * ImGui::GetIO().FontGlobalScale, radius = p.px(8.5f);
    for (const auto& pin : p.view.pins) {
        const ImVec2 foot(pin.at_px.x, pin.at_px.y), head(foot.x, foot.y - p.px(16));
        const auto text = std::to_string(pin.number);
        const auto size = font->CalcTextSizeA(px, FLT_MAX, 0, text.c_str());
        if (pin.hidden) { // a ring alone says that it stands behind
            list.AddCircle(foot, 0.8f * radius, p.theme.panel, 20, p.px(3.2f));
            list.AddCircle(foot, 0.8f * radius, p.theme.accent, 20, p.px(1.4f));
            continue;
        }
        list.AddLine(foot, head, p.theme.panel, p.px(3.6f));
        list.AddLine(foot, head, p.theme.accent, p.px(2));
        list.AddCircleFilled(head, radius + p.px(1.4f), p.theme.panel, 24);
        list.AddCircleFilled(head, radius, p.theme.accent, 24);
        list.AddText(font, px, {head.x - 0.5f * size.x, head.y - 0.5f * size.y}, p.theme.on_accent, text.c_str());
    }
    list.PopClipRect();
}

void draw_pin_list(PanelContext& p) {
    const auto& pins = p.state().pins;
    const bool fresh = pins.size() == p.memory.pins + 1; // more at once come out of a file
    p.memory.pins = pins.size();
    if (!p.allows("marker")) return;
    if (pins.empty()) {
        if (p.state().selected.empty() && p.has_panel("info")) small_words(p, p.text("pins.hint"));
        return;
    }
    heading(p, p.text("pins.title"));
    const float remove = p.metrics.target;
    for (std::size_t i = 0; i < pins.size(); ++i) {
        const auto number = std::to_string(i + 1);
        char name[128];
        std::snprintf(name, sizeof name, "%s", pins[i].name.c_str());
        coloured_words(p.faces.small, p.theme.ink_soft, number + "  " + structure_name(p, pins[i].structure));
        ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - remove - p.px(4));
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {p.px(8), std::max(2.0f, 0.5f * (p.metrics.target - ImGui::GetFontSize()))});
        const bool wants_name = fresh && i + 1 == pins.size() && !p.behind_dialog;
        if (wants_name) take_typing(p, ("##pin" + number).c_str());
        if (ImGui::InputTextWithHint(("##pin" + number).c_str(), p.text("pins.name_hint").c_str(), name, sizeof name))
            p.emit(session::to_text({"marker", {"name", number, name}, {}}));
        ImGui::PopStyleVar();
        if (wants_name) ImGui::SetScrollHereY();
        p.name_item("pins.name." + number);
        ImGui::SameLine(0, p.px(4));
        if (button(p, "pins.delete." + number, "\u00d7", {Look::quiet, remove, Icon::none, true, true})) p.emit("marker delete " + number);
    }
    if (pins.size() > 1 && button(p, "pins.clear", p.text("pins.clear"), {Look::quiet, -1, Icon::none, true, true})) p.emit("marker delete all");
    rule(p);
}

} // namespace dorsum::ui
