#include "ui/widgets.h"

#include <algorithm>
#include <imgui_internal.h> // RenderNavHighlight: what the keyboard is on

namespace dorsum::ui {

namespace {

struct Colours {
    ImU32 ground, ink;
};

Colours colours_of(const Theme& t, Look look, bool hovered) {
    switch (look) {
    case Look::primary: return {hovered ? t.accent_hover : t.accent, t.on_accent};
    case Look::selected: return {hovered ? t.accent_hover : t.accent, t.on_accent};
    case Look::danger: return {t.danger, t.on_danger};
    case Look::quiet: return {hovered ? t.field_hover : 0, t.ink};
    case Look::plain: break;
    }
    return {hovered ? t.field_hover : t.field, t.ink};
}

ImFont* font_of(const PanelContext& p, const ButtonStyle& style) {
    if (style.look == Look::primary) return p.faces.strong;
    return style.small ? p.faces.small : p.faces.body;
}

float size_of(const ImFont* font) { return font->FontSize * ImGui::GetIO().FontGlobalScale; }
ImVec2 measure(const ImFont* font, const std::string& text, float wrap) {
    return font->CalcTextSizeA(size_of(font), FLT_MAX, wrap, text.c_str());
}

float icon_px(const PanelContext& p) { return p.px(14); }
float pad_x(const PanelContext& p, const ButtonStyle& style) { return p.px(style.small ? 8.0f : 11.0f); }

struct Parts {
    float width, wrap, height, icon;
    ImVec2 text;
};

Parts parts_of(const PanelContext& p, const std::string& label, const ButtonStyle& style) {
    Parts parts{};
    const float avail = ImGui::GetContentRegionAvail().x;
    parts.icon = style.icon == Icon::none ? 0 : icon_px(p) + (label.empty() ? 0 : p.px(7));
    parts.width = style.width > 0 ? style.width : style.width < 0 ? avail : std::min(button_width(p, label, style), avail);
    parts.wrap = std::max(8.0f, parts.width - parts.icon - 2 * pad_x(p, style) + 1);
    parts.text = label.empty() ? ImVec2(0, 0) : measure(font_of(p, style), label, parts.wrap);
    parts.height = std::max(p.metrics.target, parts.text.y + p.px(10));
    return parts;
}

} // namespace

float button_width(const PanelContext& p, const std::string& label, const ButtonStyle& style) {
    const float icon = style.icon == Icon::none ? 0 : icon_px(p) + (label.empty() ? 0 : p.px(7));
    const float text = label.empty() ? 0 : measure(font_of(p, style), label, 0).x;
    return std::max(p.metrics.target, std::ceil(icon + text + 2 * pad_x(p, style)) + 1);
}

bool button(PanelContext& p, const std::string& name, const std::string& label, const ButtonStyle& style) {
    const auto parts = parts_of(p, label, style);
    if (!style.enabled) ImGui::BeginDisabled();
    const bool pressed = ImGui::InvisibleButton(name.c_str(), {parts.width, parts.height}) && style.enabled;
    const bool hovered = ImGui::IsItemHovered();
    const auto low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    auto colours = colours_of(p.theme, style.look, hovered && style.enabled);
    if (!style.enabled) colours = {0, p.theme.ink_off}; // no ground and no rim either: told without colours, too
    auto& list = *ImGui::GetWindowDrawList();
    if (colours.ground != 0) list.AddRectFilled(low, high, colours.ground, p.metrics.round);
    if (p.state().high_contrast && style.enabled) list.AddRect(low, high, p.theme.edge, p.metrics.round);
    ImGui::RenderNavHighlight({low, high}, ImGui::GetItemID());
    float x = low.x + 0.5f * (parts.width - parts.icon - parts.text.x);
    const float middle = 0.5f * (low.y + high.y);
    if (style.icon != Icon::none) {
        draw_icon(list, style.icon, {x + 0.5f * icon_px(p), middle}, icon_px(p), colours.ink);
        x += parts.icon;
    }
    if (!label.empty()) {
        auto* font = font_of(p, style);
        list.AddText(font, size_of(font), {std::floor(x), std::floor(middle - 0.5f * parts.text.y)}, colours.ink, label.c_str(), nullptr, parts.wrap);
    }
    if (!style.enabled) ImGui::EndDisabled();
    p.name_item(name);
    return pressed;
}

void chips(PanelContext& p, const std::vector<Chip>& row, bool even, bool small) {
    if (row.empty()) return;
    const float avail = ImGui::GetContentRegionAvail().x, gap = p.px(4);
    std::vector<float> widths;
    const auto count = static_cast<float>(row.size());
    float sum = gap * (count - 1), widest = 0;
    ButtonStyle plain;
    plain.small = small;
    for (const auto& chip : row) {
        widths.push_back(std::min(button_width(p, chip.label, plain), avail));
        sum += widths.back();
        widest = std::max(widest, widths.back());
    }
    const float share = std::floor((avail - gap * (count - 1)) / count);
    if (even && widest <= share) std::fill(widths.begin(), widths.end(), share), sum = avail;
    const float extra = even && sum < avail ? std::floor((avail - sum) / count) : 0;
    float x = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const float width = widths[i] + extra;
        if (i > 0 && x + width <= avail + 0.5f) ImGui::SameLine(0, gap);
        else x = 0;
        const ButtonStyle style{row[i].selected ? Look::selected : Look::plain, width, Icon::none, row[i].enabled, small};
        if (button(p, row[i].name, row[i].label, style) && !row[i].action.empty()) p.emit(row[i].action);
        x += width + gap;
    }
}

void check(PanelContext& p, const std::string& name, const std::string& label, bool on, const std::string& action) {
    const float box = p.px(17), avail = ImGui::GetContentRegionAvail().x, wrap = avail - box - p.px(10);
    const auto text = measure(p.faces.body, label, wrap);
    const float height = std::max(p.metrics.target, text.y + p.px(6));
    if (ImGui::InvisibleButton(name.c_str(), {std::min(avail, text.x + box + p.px(12)), height})) p.emit(action);
    const auto low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    auto& list = *ImGui::GetWindowDrawList();
    const float middle = 0.5f * (low.y + high.y);
    const ImVec2 a(low.x, middle - 0.5f * box), b(low.x + box, middle + 0.5f * box);
    list.AddRectFilled(a, b, on ? p.theme.accent : p.theme.field, p.px(4));
    if (!on) list.AddRect(a, b, p.theme.ink_soft, p.px(4));
    if (on) draw_icon(list, Icon::check, {0.5f * (a.x + b.x), middle}, box * 0.62f, p.theme.on_accent);
    ImGui::RenderNavHighlight({low, high}, ImGui::GetItemID());
    list.AddText(p.faces.body, size_of(p.faces.body), {b.x + p.px(8), std::floor(middle - 0.5f * text.y)}, p.theme.ink, label.c_str(), nullptr, wrap);
    p.name_item(name);
}

bool slider(PanelContext& p, const std::string& name, float& value, float low, float high, float width, std::optional<float> reached) {
    ImGui::PushFont(p.faces.body);
    const auto at = ImGui::GetCursorScreenPos();
    const float wide = width > 0 ? width : ImGui::GetContentRegionAvail().x, thumb = p.px(8), y = at.y + 0.5f * p.metrics.target;
    const float pad = std::max(0.0f, 0.5f * (p.metrics.target - ImGui::GetFontSize()));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {4, pad});
    ImGui::PushStyleVar(ImGuiStyleVar_GrabMinSize, 2 * thumb);
    for (const auto part : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive, ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive})
        ImGui::PushStyleColor(part, IM_COL32_BLACK_TRANS);
    ImGui::SetNextItemWidth(wide);
    const bool changed = ImGui::SliderFloat(("##" + name).c_str(), &value, low, high, "", ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoInput);
    const bool held = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
    if (held) p.memory.slider_held = true;
    ImGui::PopStyleColor(5);
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
    const float x0 = at.x + thumb + 2, x1 = at.x + wide - thumb - 2;
    const auto along = [&](float v) { return x0 + (x1 - x0) * std::clamp((v - low) / (high - low), 0.0f, 1.0f); };
    const float x = along(value), filled = along(std::min(value, reached.value_or(value)));
    auto& list = *ImGui::GetWindowDrawList();
    list.AddLine({x0, y}, {x1, y}, p.theme.track, p.px(4));
    list.AddLine({x0, y}, {filled, y}, p.theme.accent, p.px(4));
    list.AddCircleFilled({x, y}, held || hovered ? thumb : 0.85f * thumb, p.theme.accent, 24);
    list.AddCircleFilled({x, y}, 0.4f * thumb, p.theme.panel, 20);
    p.name_item(name);
    return changed;
}

void take_typing(PanelContext& p, const char* field) {
    auto& g = *ImGui::GetCurrentContext(); // SetKeyboardFocusHere does nothing in a window that the keyboard does not move through
    g.NavNextActivateId = ImGui::GetID(field);
    g.NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
    p.memory.typing_comes = ImGui::GetFrameCount() + 2;
    p.out.animating = true;
}

void coloured_words(ImFont* font, ImU32 colour, const std::string& text) {
    if (text.empty()) return;
    ImGui::PushFont(font);
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void words(const PanelContext& p, const std::string& text) { coloured_words(p.faces.body, p.theme.ink, text); }
void small_words(const PanelContext& p, const std::string& text) { coloured_words(p.faces.small, p.theme.ink_soft, text); }
void title(const PanelContext& p, const std::string& text) { coloured_words(p.faces.title, p.theme.ink, text); }
void heading(const PanelContext& p, const std::string& text) {
    space(p, 0.5f);
    coloured_words(p.faces.strong, p.theme.ink, text);
}

void bullet(const PanelContext& p, const std::string& text, ImU32 mark) {
    const auto at = ImGui::GetCursorScreenPos();
    const float line = size_of(p.faces.body);
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + p.px(5), at.y + 0.55f * line}, p.px(3), mark, 12);
    ImGui::Indent(p.px(16));
    words(p, text);
    ImGui::Unindent(p.px(16));
}

void note(const PanelContext& p, const std::string& text, ImU32 ink, ImU32 ground, bool strong) {
    if (text.empty()) return;
    auto* font = strong ? p.faces.strong : p.faces.body;
    const float width = ImGui::GetContentRegionAvail().x, pad = p.px(9);
    const auto size = measure(font, text, width - 2 * pad);
    const auto at = ImGui::GetCursorScreenPos();
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + size.y + 2 * pad}, ground, p.metrics.round);
    list.AddText(font, size_of(font), {at.x + pad, at.y + pad}, ink, text.c_str(), nullptr, width - 2 * pad);
    ImGui::Dummy({width, size.y + 2 * pad});
}

void fact(const PanelContext& p, const std::string& label, const std::string& value) {
    if (value.empty()) return;
    coloured_words(p.faces.small, p.theme.ink_soft, label);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - p.px(4));
    words(p, value);
}

void labelled(const PanelContext& p, const std::string& label, const std::string& value, ImFont* value_font) {
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, value_width = measure(value_font, value, 0).x;
    ImGui::PushFont(p.faces.small);
    ImGui::PushStyleColor(ImGuiCol_Text, p.theme.ink_soft);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + std::max(p.px(40), width - value_width - p.px(8)));
    ImGui::TextUnformatted(label.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::GetWindowDrawList()->AddText(value_font, size_of(value_font), {at.x + width - value_width, at.y}, p.theme.accent, value.c_str());
}

void space(const PanelContext& p, float units) { ImGui::Dummy({1, units * p.metrics.gap}); }

void rule(const PanelContext& p) {
    const auto at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y}, p.theme.track);
    ImGui::Dummy({1, p.px(2)});
}

} // namespace dorsum::ui
