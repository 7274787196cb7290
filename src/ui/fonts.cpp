#include "ui/fonts.h"

#include <array>
#include <cmath>
#include <filesystem>
#include <string>

namespace dorsum::ui {

namespace {

struct Family {
    const char* regular;
    const char* strong;
};
// Debian packages fonts-inter, fonts-open-sans, fonts-dejavu-core; the first that is there.
constexpr std::array k_families{
    Family{"/usr/share/fonts/opentype/inter/Inter-Regular.otf", "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf"},
    Family{"/usr/share/fonts/truetype/inter/Inter-Regular.ttf", "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf"},
    Family{"/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf", "/usr/share/fonts/truetype/open-sans/OpenSans-Semibold.ttf"},
    Family{"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"},
};
constexpr std::array k_scales{1.0f, 1.2f, 1.6f, 2.0f};
constexpr float k_small_px = 13, k_body_px = 15, k_title_px = 21;

// Basic Latin and Latin-1 (English, German, Spanish, Latin), dashes, quotes, bullet, ellipsis.
constexpr std::array<ImWchar, 7> k_glyphs{0x0020, 0x00FF, 0x2010, 0x2026, 0x2264, 0x2265, 0};

const Family* find_family() {
    std::error_code ec;
    for (const auto& family : k_families)
        if (std::filesystem::is_regular_file(family.regular, ec) && std::filesystem::is_regular_file(family.strong, ec)) return &family;
    return nullptr;
}

ImFont* built_in(ImFontAtlas& atlas, float px) {
    ImFontConfig config;
    config.SizePixels = px;
    return atlas.AddFontDefault(&config);
}

} // namespace

void Fonts::load(float content_scale, core::Diagnostics& diagnostics) {
    auto& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    ladder_.clear();
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    const Family* family = find_family();
    if (!family)
        diagnostics.warning("/usr/share/fonts", "", "no usable font was found, a plain built-in one is used",
                            "install the package fonts-inter");
    for (const float step : k_scales) {
        const float scale = step * content_scale;
        const auto face = [&](const char* path, float px) {
            ImFont* font = path ? atlas.AddFontFromFileTTF(path, std::round(px * scale), nullptr, k_glyphs.data()) : nullptr;
            return font ? font : built_in(atlas, std::round(px * scale));
        };
        const char* regular = family ? family->regular : nullptr;
        const char* strong = family ? family->strong : nullptr;
        ladder_.push_back({face(regular, k_small_px), face(regular, k_body_px), face(strong, k_body_px), face(strong, k_title_px), scale});
    }
    ImGui::GetIO().FontDefault = ladder_.front().small;
}

const Faces& Fonts::pick(float scale) {
    const Faces* best = &ladder_.front();
    for (const auto& faces : ladder_)
        if (std::abs(faces.scale - scale) < std::abs(best->scale - scale)) best = &faces;
    auto& io = ImGui::GetIO();
    io.FontDefault = best->small;
    const float rest = scale / best->scale;
    io.FontGlobalScale = std::abs(rest - 1) < 0.02f ? 1 : rest;
    return *best;
}

} // namespace dorsum::ui
