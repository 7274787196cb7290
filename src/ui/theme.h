// Colours and spacing. Every ink on its ground has a contrast of at least 4.5 to 1 (WCAG AA), in every theme.
#pragma once

#include <imgui.h>

namespace dorsum::ui {

struct Theme {
    ImU32 panel, edge;            // the ground of a panel and its rim
    ImU32 ink, ink_soft;          // text, secondary text
    ImU32 ink_off;                // of what cannot be pressed now: 2.5 to 1 on its ground at least, and plainly fainter than ink
    ImU32 field, field_hover;     // a plain button or card, and under the pointer
    ImU32 accent, accent_hover;   // what can be started; strokes
    ImU32 on_accent;              // ink on it
    ImU32 accent_soft;            // a selected card's ground
    ImU32 warm, warm_soft;        // zones, cautions: ink and ground
    ImU32 danger, danger_soft, on_danger;
    ImU32 track;                  // slider grooves, rules
    ImU32 veil;                   // over everything behind a dialog
    ImU32 tip, on_tip;            // hover names and labels
};

enum class ThemeName { light, dark, contrast };
Theme make_theme(ThemeName name);

// Contrast of two opaque colours, 1 to 21 (WCAG 2.1).
double contrast_ratio(ImU32 a, ImU32 b);
// The rim that a patch of colour needs to be told from a panel's ground (3 to 1 for what is not text); transparent where it needs none.
ImU32 swatch_rim(const Theme& theme, ImU32 swatch);

// Sizes in pixels at the scale of mode, screen and large text.
struct Metrics {
    float scale = 1;  // of text and spacing
    float target = 32; // smallest control
    float gap = 6, pad = 12, round = 8;
};
Metrics make_metrics(float scale, float target_px);

// ImGui's own style (scroll bars, text fields, sliders) made to match.
void apply_style(const Theme& theme, const Metrics& metrics);

} // namespace dorsum::ui
