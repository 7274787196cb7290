// What floats over the body: names with leader lines, the name under the pointer, notices, tour captions, the idle warning.
#include "ui/panels.h"

#include "content/grammar.h"

#include <algorithm>
#include <cmath>

namespace dorsum::ui {

namespace {

float px_of(const ImFont* font) { return font->FontSize * ImGui::GetIO().FontGlobalScale; }

ImVec2 size_of(const ImFont* font, const std::string& text, float wrap = 0) {
    return font->CalcTextSizeA(px_of(font), FLT_MAX, wrap, text.c_str());
}

// A small window that takes no input and lies above the panels.
void begin_floating(const char* id, const Rect& rect, bool input) {
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.width, rect.height});
    auto flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;
    if (!input) flags |= ImGuiWindowFlags_NoInputs;
    ImGui::Begin(id, nullptr, flags);
}

} // namespace

void draw_labels(PanelContext& p, const Rect& scene) {
    if (quiz_waits(p)) return;
    auto& list = *ImGui::GetBackgroundDrawList();
    auto* font = p.faces.small;
    list.PushClipRect({scene.x, scene.y}, {scene.x + scene.width, scene.y + scene.height});
    for (const auto& label : p.view.labels) {
        const ImVec2 anchor(label.anchor_px.x, label.anchor_px.y);
        const ImVec2 line[] = {anchor, {label.clear_px.x, label.clear_px.y}, {label.end_px.x, label.end_px.y}};
        list.AddPolyline(line, 3, p.theme.panel, ImDrawFlags_None, p.px(2.5f)); // its halo is of the studio: light under dark ink, dark under light
        list.AddPolyline(line, 3, p.theme.ink_soft, ImDrawFlags_None, p.px(1.2f));
        list.AddCircleFilled(anchor, p.px(2.8f), p.theme.ink, 12);
    }
    for (const auto& label : p.view.labels) {
        const auto size = size_of(font, label.text);
        const ImVec2 low(label.box_px.x, label.box_px.y);
        list.AddRectFilled({low.x - p.px(4), low.y - p.px(1)}, {low.x + size.x + p.px(4), low.y + size.y + p.px(1)}, p.theme.panel, p.px(4));
        list.AddText(font, px_of(font), low, p.theme.ink, label.text.c_str());
    }
    list.PopClipRect();
}

void draw_split(PanelContext& p, const Rect& scene) {
    if (p.view.split_px <= 0) return;
    auto& list = *ImGui::GetBackgroundDrawList();
    const float x = static_cast<float>(p.view.split_px);
    list.AddLine({x, scene.y}, {x, scene.y + scene.height}, p.theme.ink_soft, p.px(1.5f));
    for (const bool with : {false, true}) {
        const auto& text = p.text(with ? "ui.compare_with" : "ui.compare_without");
        const auto size = size_of(p.faces.strong, text);
        const float middle = 0.5f * (with ? x + scene.x + scene.width : scene.x + x), pad = p.px(7);
        const ImVec2 low(middle - 0.5f * size.x, scene.y + p.px(8));
        list.AddRectFilled({low.x - pad, low.y - p.px(3)}, {low.x + size.x + pad, low.y + size.y + p.px(3)}, with ? p.theme.accent : p.theme.panel, p.px(5));
        list.AddText(p.faces.strong, px_of(p.faces.strong), low, with ? p.theme.on_accent : p.theme.ink, text.c_str());
    }
}

void draw_hover_name(PanelContext& p) {
    if (p.view.hovered.empty() || quiz_waits(p)) return;
    const auto text = structure_name_with_side(p, p.view.hovered);
    const auto size = size_of(p.faces.small, text);
    const float pad = p.px(6);
    const float x = std::clamp(p.view.pointer_px.x + p.px(16), 0.0f, std::max(0.0f, p.width - size.x - 2 * pad));
    const float y = std::clamp(p.view.pointer_px.y - size.y - p.px(14), 0.0f, p.height - size.y - 2 * pad);
    auto& list = *ImGui::GetBackgroundDrawList();
    list.AddRectFilled({x, y}, {x + size.x + 2 * pad, y + size.y + 2 * pad}, p.theme.tip, p.px(5));
    list.AddText(p.faces.small, px_of(p.faces.small), {x + pad, y + pad}, p.theme.on_tip, text.c_str());
}

void draw_status(PanelContext& p, const Rect& scene) {
    // Whose atlas it is, unless it is Dorsum's own; not between two pictures side by side, whose bodies fill the room.
    const auto& atlas = p.view.context.atlas.name;
    const auto& text = !p.view.status.empty() || atlas == p.text("ui.app") || p.view.split_px > 0 ? p.view.status : atlas;
    if (text.empty() || scene.width <= p.px(160)) return;
    // What became of a file is to be read at once; whose atlas it is need not.
    auto* face = p.view.status.empty() ? p.faces.small : p.faces.body;
    const float pad = p.px(p.view.status.empty() ? 4.0f : 10.0f), wrap = scene.width - 2 * pad;
    const auto size = size_of(face, text, wrap);
    const auto caption = p.out.widgets.find("captions"); // a long one grows over the body
    const float bottom = caption == p.out.widgets.end() ? scene.y + scene.height : std::min(scene.y + scene.height, caption->second.y);
    const ImVec2 low(scene.x + pad, bottom - size.y - pad);
    auto& list = *ImGui::GetBackgroundDrawList();
    if (!p.view.status.empty()) {
        const ImVec2 a(low.x - pad, low.y - p.px(5)), b(low.x + size.x + pad, low.y + size.y + p.px(5));
        list.AddRectFilled(a, b, p.theme.panel, p.px(6));
        list.AddRect(a, b, p.theme.ink_soft, p.px(6));
    }
    list.AddText(face, px_of(face), low, p.view.status.empty() ? p.theme.ink_soft : p.theme.ink, text.c_str(), nullptr, wrap + 1);
}

void draw_toast(PanelContext& p, const Rect& scene) {
    const auto& notice = p.state().notice;
    if (notice.empty()) return;
    const auto& text = p.texts.has(notice) ? p.text(notice) : notice;
    // Under the body, in the part of it that is free of buttons; above a dialog, whose buttons stand below.
    const bool above = dialog_open(p);
    const float pad = p.px(11), wrap = std::min(p.px(460), (above ? 0.8f * p.width : std::max(p.px(160), scene.width)) - 2 * pad);
    const auto size = size_of(p.faces.body, text, wrap);
    const float width = size.x + 2 * pad, height = size.y + 2 * pad;
    const float middle = scene.x + 0.5f * scene.width;
    const float dialog_top = 0.5f * (p.height - p.height_of("dialog." + p.state().dialog, p.height));
    const float y = above ? std::max(p.px(4), dialog_top - height - p.px(6)) : std::max(0.0f, scene.y + scene.height - height - p.px(24));
    const Rect rect{std::clamp((above ? 0.5f * p.width : middle) - 0.5f * width, 0.0f, std::max(0.0f, p.width - width)), y, width, height};
    p.out.toast = rect;
    auto& list = *ImGui::GetForegroundDrawList();
    list.AddRectFilled({rect.x, rect.y}, {rect.x + width, rect.y + height}, p.theme.tip, p.metrics.round);
    list.AddRectFilled({rect.x, rect.y}, {rect.x + p.px(5), rect.y + height}, zone_colour(1), p.px(2));
    list.AddText(p.faces.body, px_of(p.faces.body), {rect.x + pad, rect.y + pad}, p.theme.on_tip, text.c_str(), nullptr, wrap);
}

void draw_tour_caption(PanelContext& p, const Rect& scene) {
    const auto& state = p.state();
    const auto* tour = p.catalog().find_tour(state.tour.tour);
    const bool attract = state.idle == session::IdlePhase::attract;
    const bool stop = tour && state.tour.stop >= 0 && static_cast<std::size_t>(state.tour.stop) < tour->stops.size();
    if (!stop && !attract) return;
    const std::string caption = stop ? p.text(tour->stops[static_cast<std::size_t>(state.tour.stop)].caption) : p.text("ui.tagline");
    const float gap = p.px(8), width = attract ? std::min(p.width - 4 * gap, p.px(760)) : std::min(scene.width, p.px(560));
    const float height = p.height_of("caption", p.px(120));
    const float x = attract ? 0.5f * (p.width - width) : scene.x + 0.5f * (scene.width - width);
    const float y = attract ? p.height - height - 2 * gap : scene.y + scene.height - height - gap;
    begin_floating("caption", {x, y, width, height}, true);
    const float begin = ImGui::GetCursorPosY();
    coloured_words(attract ? p.faces.title : p.faces.strong, p.theme.ink, caption);
    if (attract && p.has_panel("emergency")) draw_emergency(p);
    ImGui::PushFont(p.faces.body);
    if (attract) {
        if (button(p, "attract.begin", p.text("ui.touch_to_begin"), {Look::primary, -1})) p.emit("touch");
    } else {
        chips(p, {{"tour.next", p.text("ui.next"), "tour next"}, {"tour.stop", p.text("ui.stop"), "tour stop"}});
    }
    ImGui::PopFont();
    p.remember_height("caption", ImGui::GetCursorPosY() - begin - p.metrics.gap + 2 * p.metrics.pad);
    ImGui::End();
}

void draw_idle_warning(PanelContext& p) {
    if (p.state().idle != session::IdlePhase::warning) return;
    const float width = std::min(p.px(420), 0.8f * p.width), height = p.height_of("idle", p.px(170));
    begin_floating("idle", {0.5f * (p.width - width), 0.5f * (p.height - height), width, height}, true);
    std::erase_if(p.out.widgets, [&](const auto& named) { // what lies below cannot be pressed
        const auto& r = named.second;
        return r.x < 0.5f * (p.width + width) && r.x + r.width > 0.5f * (p.width - width) && r.y < 0.5f * (p.height + height) && r.y + r.height > 0.5f * (p.height - height);
    });
    const float begin = ImGui::GetCursorPosY();
    title(p, p.text("ui.still_there"));
    words(p, content::counted(p.texts, "reset_in", std::ceil(std::max(0.0f, p.view.idle_left_s))));
    ImGui::PushFont(p.faces.body);
    if (button(p, "idle.more", p.text("ui.more_time"), {Look::primary, -1})) p.emit("touch");
    ImGui::PopFont();
    p.remember_height("idle", ImGui::GetCursorPosY() - begin - p.metrics.gap + 2 * p.metrics.pad);
    ImGui::End();
}

} // namespace dorsum::ui
