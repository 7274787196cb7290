#include "render/item_look.h"

#include "scene/fibre_palette.h"

#include <algorithm>
#include <cmath>

namespace dorsum::render {
namespace {

// Display colours as a paint program shows them.
struct MaterialNumbers {
    glm::vec3 base{0.7f}, tendon{0.90f, 0.88f, 0.83f}, subsurface{0};
    float wrap = 0.15f, specular = 0.06f, gloss = 24, rim = 0.05f;
    float veil = 0;   // 1: alpha rises towards the silhouette
    float grain = 0;  // strands where fibrous, else mottle
    float relief = 0; // ridges pale and rough, hollows dark (bone)
    float silk = 0;   // 1: the highlight runs across the fibres
    bool fibrous = false;
};

MaterialNumbers numbers_of(scene::Material material) {
    switch (material) {
    case scene::Material::bone:
        return {.base{0.925f, 0.880f, 0.775f},
                .subsurface{0.16f, 0.11f, 0.05f},
                .wrap = 0.16f,
                .specular = 0.10f,
                .gloss = 18,
                .rim = 0.10f,
                .grain = 0.9f,
                .relief = 1};
    case scene::Material::nucleus: // the jelly within a disc: told apart from its ring where it has left it
        return {.base{0.820f, 0.435f, 0.400f},
                .subsurface{0.26f, 0.10f, 0.08f},
                .wrap = 0.30f,
                .specular = 0.34f,
                .gloss = 46,
                .rim = 0.16f,
                .grain = 0.25f};
    case scene::Material::cartilage:
        return {.base{0.800f, 0.860f, 0.890f},
                .subsurface{0.16f, 0.20f, 0.24f},
                .wrap = 0.30f,
                .specular = 0.26f,
                .gloss = 46,
                .rim = 0.16f,
                .grain = 0.25f};
    case scene::Material::disc:
        return {.base{0.700f, 0.775f, 0.810f},
                .subsurface{0.16f, 0.20f, 0.24f},
                .wrap = 0.30f,
                .specular = 0.24f,
                .gloss = 30,
                .rim = 0.14f,
                .grain = 0.8f,
                .silk = 0.6f,
                .fibrous = true};
    case scene::Material::ligament:
        return {.base{0.900f, 0.895f, 0.855f},
                .subsurface{0.18f, 0.17f, 0.14f},
                .wrap = 0.22f,
                .specular = 0.20f,
                .gloss = 22,
                .rim = 0.12f,
                .grain = 0.6f,
                .silk = 1,
                .fibrous = true};
    case scene::Material::muscle:
        return {.base{0.505f, 0.195f, 0.165f},
                .tendon{0.890f, 0.855f, 0.790f},
                .subsurface{0.26f, 0.06f, 0.045f},
                .wrap = 0.18f,
                .specular = 0.11f,
                .gloss = 15,
                .rim = 0.08f,
                .veil = 0.8f,
                .grain = 1,
                .silk = 1,
                .fibrous = true};
    case scene::Material::fascia:
        return {.base{0.915f, 0.910f, 0.885f},
                .subsurface{0.20f, 0.18f, 0.17f},
                .wrap = 0.35f,
                .specular = 0.26f,
                .gloss = 14,
                .rim = 0.20f,
                .veil = 0.6f,
                .grain = 0.55f,
                .silk = 1,
                .fibrous = true};
    case scene::Material::nerve:
        return {.base{0.950f, 0.805f, 0.350f},
                .subsurface{0.28f, 0.19f, 0.03f},
                .wrap = 0.35f,
                .specular = 0.20f,
                .gloss = 26,
                .rim = 0.10f};
    case scene::Material::cord:
        return {.base{0.960f, 0.895f, 0.660f},
                .subsurface{0.24f, 0.20f, 0.09f},
                .wrap = 0.35f,
                .specular = 0.16f,
                .gloss = 24,
                .rim = 0.10f};
    case scene::Material::skin:
        return {.subsurface{0.36f, 0.13f, 0.08f},
                .wrap = 0.40f,
                .specular = 0.06f,
                .gloss = 12,
                .rim = 0.05f,
                .veil = 1,
                .grain = 0.22f};
    }
    return {};
}

// From very fair to very deep; even steps of lightness, hue and chroma of measured skin. Design values.
constexpr std::array<glm::vec3, scene::k_skin_tones> k_skin{{{0.930f, 0.760f, 0.670f},
                                                             {0.840f, 0.640f, 0.520f},
                                                             {0.710f, 0.500f, 0.375f},
                                                             {0.530f, 0.350f, 0.250f},
                                                             {0.360f, 0.225f, 0.165f}}};

// How strongly an item is tinted all over, and at its silhouette.
struct Tint {
    glm::vec3 colour{1};
    float amount = 0, edge = 0;
};

Tint tint_of(const scene::DrawItem& item, bool outlines, bool high_contrast) {
    const glm::vec4 colour = high_contrast ? k_selection_colour_high_contrast : k_selection_colour;
    // Without outlines the tint alone has to say it.
    if (item.selected) return {linear(colour), outlines ? 0.08f : 0.30f, outlines ? 0.42f : 1.0f};
    if (item.hovered) return {glm::vec3(1), 0.05f, 0.30f};
    return {};
}

} // namespace

glm::vec3 linear(glm::vec3 display) {
    for (int i = 0; i < 3; ++i)
        display[i] = display[i] <= 0.04045f ? display[i] / 12.92f : std::pow((display[i] + 0.055f) / 1.055f, 2.4f);
    return display;
}

std::array<glm::vec4, k_stretch_rows> stretch_of(const scene::DrawItem& item) {
    const auto& stretch = item.stretch;
    static_assert(scene::k_stretch_places == 16, "stretch_paint in zones.glsl counts them");
    std::array<glm::vec4, k_stretch_rows> rows{glm::vec4(linear(scene::k_fibre_same), stretch.low_mm), glm::vec4(linear(scene::k_fibre_shorter), stretch.painted() ? 1 / (stretch.high_mm - stretch.low_mm) : 0.0f),
                                               glm::vec4(linear(scene::k_fibre_longer), 0)};
    for (std::size_t i = 0; i < scene::k_stretch_places; ++i) rows[3 + i / 4][static_cast<int>(i % 4)] = stretch.shares[i];
    return rows;
}

ItemLook look_of(const scene::DrawItem& item, const scene::Frame& frame, const Quality& quality) {
    MaterialNumbers m = numbers_of(item.material);
    if (item.material == scene::Material::skin)
        m.base = k_skin[static_cast<std::size_t>(std::clamp(frame.skin_tone, 1, scene::k_skin_tones) - 1)],
        m.subsurface = m.base * glm::vec3(0.42f, 0.20f, 0.14f);
    const Tint tint = tint_of(item, quality.outlines, frame.high_contrast);
    // A ghost keeps its shape by its contour; what is nearly whole looks nearly whole.
    const float thin = glm::clamp(1.4f * (1 - item.opacity), 0.0f, 1.0f);
    const bool shell = item.material == scene::Material::skin;
    ItemLook look;
    look.values[0] = glm::vec4(linear(m.base), item.opacity);
    look.values[1] = glm::vec4(linear(m.tendon), m.specular);
    look.values[2] = glm::vec4(linear(m.subsurface), m.gloss);
    look.values[3] = glm::vec4(m.wrap, m.rim, item.selected ? 0.0f : glm::clamp(item.dim, 0.0f, 1.0f) * 0.75f,
                               glm::clamp(item.glow, 0.0f, 1.0f));
    look.values[4] = glm::vec4(tint.colour, tint.amount);
    look.values[5] = glm::vec4(item.opacity < 1 ? std::max(m.veil * (shell ? 1 : thin), item.shell) : 0.0f, tint.edge,
                               m.fibrous && item.material == scene::Material::muscle,
                               item.thins_out && item.opacity < 1 ? -1.0f : m.relief);
    const float grain = m.grain * (shell ? 1 : 1 - 0.8f * thin);
    look.values[6] = glm::vec4(m.fibrous ? grain : 0.0f, 0.9f * frame.lines.strength * (1 - thin), m.silk, m.fibrous ? 0.0f : grain);
    return look;
}

} // namespace dorsum::render
