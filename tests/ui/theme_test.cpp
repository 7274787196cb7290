// Every ink on its ground can be read, in every theme (WCAG AA: 4.5 to 1).
#include "ui/panels.h"
#include "ui/theme.h"

#include <gtest/gtest.h>
#include <vector>

namespace dorsum::ui {
namespace {

TEST(Theme, EveryInkIsReadableOnItsGround) {
    for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::contrast}) {
        const Theme t = make_theme(name);
        const auto expect = [&](ImU32 ink, ImU32 ground, const char* what) {
            EXPECT_GE(contrast_ratio(ink, ground), 4.5) << what << ", theme " << static_cast<int>(name);
        };
        for (const ImU32 ground : {t.panel, t.field, t.field_hover, t.accent_soft}) expect(t.ink, ground, "ink"), expect(t.ink_soft, ground, "soft ink");
        expect(t.on_accent, t.accent, "on accent"), expect(t.on_accent, t.accent_hover, "on accent, hovered");
        expect(t.warm, t.warm_soft, "warm"), expect(t.danger, t.danger_soft, "danger"), expect(t.on_danger, t.danger, "on danger");
        expect(t.danger, t.panel, "danger on panel"), expect(t.on_tip, t.tip, "tip");
        expect(t.accent, t.panel, "accent as ink");
    }
}

// What cannot be pressed now is told from what can, and can still be read.
TEST(Theme, WhatIsOffIsPlainlyFainter) {
    for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::contrast}) {
        const Theme t = make_theme(name);
        for (const ImU32 ground : {t.panel, t.field}) {
            EXPECT_GE(contrast_ratio(t.ink_off, ground), 2.5) << static_cast<int>(name);
            EXPECT_GE(contrast_ratio(t.ink, ground) / contrast_ratio(t.ink_off, ground), 3) << static_cast<int>(name);
        }
    }
}

TEST(Theme, TheThreeDiffer) {
    const auto from_black = [](ThemeName name) { return contrast_ratio(make_theme(name).panel, IM_COL32_BLACK); };
    EXPECT_GT(from_black(ThemeName::light), 15);
    EXPECT_LT(from_black(ThemeName::dark), 2);
    EXPECT_EQ(from_black(ThemeName::contrast), 1);
}

// A legend's swatch keeps the colour that is on the body; where the panel is as dark or as light as it, a rim shows where it is.
TEST(Theme, EverySwatchIsSeenOnItsPanel) {
    for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::contrast}) {
        const Theme t = make_theme(name);
        std::vector<ImU32> swatches;
        for (int grade = 1; grade <= 3; ++grade) swatches.push_back(zone_colour(grade));
        for (int pressure = 1; pressure <= 5; ++pressure) swatches.push_back(pressure_ink(pressure));
        for (const ImU32 swatch : swatches) {
            const ImU32 rim = swatch_rim(t, swatch);
            EXPECT_GE(contrast_ratio(rim ? rim : swatch, t.panel), 3) << std::hex << swatch << ", theme " << static_cast<int>(name);
        }
    }
}

} // namespace
} // namespace dorsum::ui
