// Every ink on its ground can be read, in every theme (WCAG AA: 4.5 to 1).
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace dorsum::ui {
namespace {

double luminance(ImU32 colour) {
    const auto linear = [&](int shift) {
        const double v = static_cast<double>(colour >> shift & 255u) / 255;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(IM_COL32_R_SHIFT) + 0.7152 * linear(IM_COL32_G_SHIFT) + 0.0722 * linear(IM_COL32_B_SHIFT);
}

double contrast(ImU32 a, ImU32 b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Theme, EveryInkIsReadableOnItsGround) {
    for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::contrast}) {
        const Theme t = make_theme(name);
        const auto expect = [&](ImU32 ink, ImU32 ground, const char* what) {
            EXPECT_GE(contrast(ink, ground), 4.5) << what << ", theme " << static_cast<int>(name);
        };
        for (const ImU32 ground : {t.panel, t.field, t.field_hover, t.accent_soft}) expect(t.ink, ground, "ink"), expect(t.ink_soft, ground, "soft ink");
        expect(t.on_accent, t.accent, "on accent"), expect(t.on_accent, t.accent_hover, "on accent, hovered");
        expect(t.warm, t.warm_soft, "warm"), expect(t.danger, t.danger_soft, "danger"), expect(t.on_danger, t.danger, "on danger");
        expect(t.danger, t.panel, "danger on panel"), expect(t.on_tip, t.tip, "tip");
        expect(t.accent, t.panel, "accent as ink");
    }
}

TEST(Theme, TheThreeDiffer) {
    const ImU32 light = make_theme(ThemeName::light).panel, dark = make_theme(ThemeName::dark).panel, stark = make_theme(ThemeName::contrast).panel;
    EXPECT_GT(luminance(light), 0.7);
    EXPECT_LT(luminance(dark), 0.05);
    EXPECT_EQ(luminance(stark), 0);
}

} // namespace
} // namespace dorsum::ui
