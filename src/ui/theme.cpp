#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace dorsum::ui {

namespace {

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
    return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}
ImVec4 f(ImU32 colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

Theme calm() {
    Theme t{};
    t.panel = rgb(0xF8FAFB), t.edge = rgb(0xC9D3DA);
    t.ink = rgb(0x17242E), t.ink_soft = rgb(0x4A5A67), t.ink_off = rgb(0x8A96A0);
    t.field = rgb(0xE9EFF2), t.field_hover = rgb(0xDCE6EA);
    t.accent = rgb(0x0B7570), t.accent_hover = rgb(0x095F5B), t.on_accent = rgb(0xFFFFFF), t.accent_soft = rgb(0xDDF0EE);
    t.warm = rgb(0x8A4700), t.warm_soft = rgb(0xFFF1DB);
    t.danger = rgb(0xA8201A), t.danger_soft = rgb(0xFCE8E6), t.on_danger = rgb(0xFFFFFF);
    t.track = rgb(0xCBD6DC), t.veil = rgb(0x14202A, 120);
    t.tip = rgb(0x17242E, 235), t.on_tip = rgb(0xFFFFFF);
    return t;
}

// The studio at night: the same hues, lifted off a slate ground.
Theme night() {
    Theme t{};
    t.panel = rgb(0x1B2229), t.edge = rgb(0x36424D);
    t.ink = rgb(0xE9EEF2), t.ink_soft = rgb(0xAEBBC6), t.ink_off = rgb(0x6E7B86);
    t.field = rgb(0x2A343D), t.field_hover = rgb(0x37434E);
    t.accent = rgb(0x3FC4B8), t.accent_hover = rgb(0x6AD9CF), t.on_accent = rgb(0x06201E), t.accent_soft = rgb(0x173B3A);
    t.warm = rgb(0xFFC477), t.warm_soft = rgb(0x3D2C12);
    t.danger = rgb(0xFF9D94), t.danger_soft = rgb(0x46191A), t.on_danger = rgb(0x2B0504);
    t.track = rgb(0x4A5864), t.veil = rgb(0x04070A, 160);
    t.tip = rgb(0xE9EEF2, 240), t.on_tip = rgb(0x17242E);
    return t;
}

Theme stark() {
    Theme t{};
    t.panel = rgb(0x000000), t.edge = rgb(0xFFFFFF);
    t.ink = rgb(0xFFFFFF), t.ink_soft = rgb(0xF0F0F0), t.ink_off = rgb(0x767676);
    t.field = rgb(0x262626), t.field_hover = rgb(0x404040);
    t.accent = rgb(0x5CF2E3), t.accent_hover = rgb(0xA8FFF6), t.on_accent = rgb(0x000000), t.accent_soft = rgb(0x08403C);
    t.warm = rgb(0xFFD166), t.warm_soft = rgb(0x3A2A00);
    t.danger = rgb(0xFF9C93), t.danger_soft = rgb(0x4A0A06), t.on_danger = rgb(0x000000);
    t.track = rgb(0x8C8C8C), t.veil = rgb(0x000000, 190);
    t.tip = rgb(0x000000), t.on_tip = rgb(0xFFFFFF);
    return t;
}

// Relative luminance, 0 to 1.
double luminance(ImU32 colour) {
    const auto linear = [&](int shift) {
        const double v = static_cast<double>(colour >> shift & 255u) / 255;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(IM_COL32_R_SHIFT) + 0.7152 * linear(IM_COL32_G_SHIFT) + 0.0722 * linear(IM_COL32_B_SHIFT);
}

} // namespace

Theme make_theme(ThemeName name) {
    switch (name) {
    case ThemeName::dark: return night();
    case ThemeName::contrast: return stark();
    case ThemeName::light: break;
    }
    return calm();
}

double contrast_ratio(ImU32 a, ImU32 b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

ImU32 swatch_rim(const Theme& theme, ImU32 swatch) {
    constexpr double k_told_apart = 3;
    return contrast_ratio(swatch, theme.panel) < k_told_apart ? theme.ink_soft : ImU32{0};
}

Metrics make_metrics(float scale, float target_px) {
    Metrics m;
    m.scale = scale;
    m.target = std::max(target_px, 26 * scale); // a line of text and its rim
    m.gap = 6 * scale;
    m.pad = 12 * scale;
    m.round = 8 * scale;
    return m;
}

void apply_style(const Theme& theme, const Metrics& m) {
    auto& style = ImGui::GetStyle();
    style.WindowRounding = 1.4f * m.round;
    style.ChildRounding = style.FrameRounding = style.GrabRounding = style.ScrollbarRounding = m.round;
    style.WindowBorderSize = 1;
    style.ChildBorderSize = 0;
    style.WindowPadding = {m.pad, m.pad};
    style.ItemSpacing = {m.gap, m.gap};
    style.FramePadding = {10 * m.scale, 6 * m.scale};
    style.ScrollbarSize = std::max(9 * m.scale, 0.35f * m.target);
    style.GrabMinSize = std::max(14 * m.scale, 0.45f * m.target);
    style.DisabledAlpha = 0.55f;
    auto* c = style.Colors;
    c[ImGuiCol_WindowBg] = f(theme.panel);
    c[ImGuiCol_PopupBg] = f(theme.panel);
    c[ImGuiCol_ChildBg] = {0, 0, 0, 0};
    c[ImGuiCol_Border] = f(theme.edge);
    c[ImGuiCol_Text] = f(theme.ink);
    c[ImGuiCol_TextDisabled] = f(theme.ink_soft);
    c[ImGuiCol_FrameBg] = f(theme.field);
    c[ImGuiCol_FrameBgHovered] = c[ImGuiCol_FrameBgActive] = f(theme.field_hover);
    c[ImGuiCol_SliderGrab] = f(theme.accent);
    c[ImGuiCol_SliderGrabActive] = f(theme.accent_hover);
    c[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
    c[ImGuiCol_ScrollbarGrab] = f(theme.track);
    c[ImGuiCol_ScrollbarGrabHovered] = c[ImGuiCol_ScrollbarGrabActive] = f(theme.ink_soft);
    c[ImGuiCol_Separator] = f(theme.track);
    c[ImGuiCol_NavHighlight] = f(theme.accent);
    c[ImGuiCol_TextSelectedBg] = f(theme.accent_soft);
}

} // namespace dorsum::ui
