#include "render/item_look.h"

namespace dorsum::render {
namespace {

// Display colours as a paint program shows them.
struct MaterialNumbers {
    glm::vec3 base, tendon{0.90f, 0.88f, 0.83f}, subsurface{0};
    float wrap = 0.15f, specular = 0.06f, gloss = 24, rim = 0.05f;
    float veil = 0; // 1: alpha rises towards the silhouette (skin)
    bool fibrous = false;
};

MaterialNumbers numbers_of(scene::Material material) {
    switch (material) {
    case scene::Material::bone:
        return {.base{0.905f, 0.865f, 0.760f},
                .subsurface{0.07f, 0.05f, 0.02f},
                .wrap = 0.20f,
                .specular = 0.07f,
                .gloss = 28};
    case scene::Material::cartilage:
        return {.base{0.83f, 0.875f, 0.90f},
                .subsurface{0.08f, 0.12f, 0.15f},
                .wrap = 0.30f,
                .specular = 0.14f,
                .gloss = 40};
    case scene::Material::disc:
        return {.base{0.66f, 0.75f, 0.82f},
                .subsurface{0.10f, 0.14f, 0.18f},
                .wrap = 0.30f,
                .specular = 0.16f,
                .gloss = 26,
                .fibrous = true};
    case scene::Material::ligament:
        return {.base{0.885f, 0.890f, 0.865f},
                .subsurface{0.10f, 0.10f, 0.08f},
                .wrap = 0.22f,
                .specular = 0.12f,
                .gloss = 30,
                .fibrous = true};
    case scene::Material::muscle:
        return {.base{0.525f, 0.222f, 0.184f},
                .tendon{0.870f, 0.830f, 0.770f},
                .subsurface{0.20f, 0.06f, 0.04f},
                .wrap = 0.20f,
                .specular = 0.12f,
                .gloss = 22,
                .rim = 0.06f,
                .fibrous = true};
    case scene::Material::fascia:
        return {.base{0.885f, 0.885f, 0.865f},
                .subsurface{0.15f, 0.14f, 0.13f},
                .wrap = 0.35f,
                .specular = 0.16f,
                .gloss = 20,
                .rim = 0.10f,
                .fibrous = true};
    case scene::Material::nerve:
        return {.base{0.965f, 0.800f, 0.235f},
                .subsurface{0.20f, 0.14f, 0.02f},
                .wrap = 0.35f,
                .specular = 0.12f,
                .gloss = 36};
    case scene::Material::cord:
        return {.base{0.965f, 0.895f, 0.610f},
                .subsurface{0.18f, 0.15f, 0.06f},
                .wrap = 0.35f,
                .specular = 0.10f,
                .gloss = 30};
    case scene::Material::skin:
        return {.base{0.840f, 0.625f, 0.510f},
                .subsurface{0.26f, 0.11f, 0.07f},
                .wrap = 0.40f,
                .specular = 0.06f,
                .gloss = 14,
                .rim = 0.05f,
                .veil = 1};
    }
    return {.base{0.7f, 0.7f, 0.7f}};
}

// How strongly an item is tinted all over, and at its silhouette.
struct Tint {
    glm::vec3 colour{1};
    float amount = 0, edge = 0;
};

Tint tint_of(const scene::DrawItem& item, bool outlines, bool high_contrast) {
    const glm::vec4 colour = high_contrast ? k_selection_colour_high_contrast : k_selection_colour;
    // Without outlines the tint alone has to say it.
    if (item.selected) return {linear(colour), outlines ? 0.07f : 0.30f, outlines ? 0.40f : 1.0f};
    if (item.hovered) return {glm::vec3(1), 0.06f, 0.16f};
    // Blue and orange are told apart by every kind of colour sight; what hardly changes is pale, so that red flesh mixes with neither.
    if (item.stretch != 0) {
        const glm::vec3 shorter(0.05f, 0.36f, 0.72f), longer(0.95f, 0.60f, 0.06f), same(0.80f, 0.78f, 0.74f);
        return {linear(glm::mix(same, item.stretch < 0 ? shorter : longer, glm::min(1.0f, glm::abs(item.stretch)))), 0.88f, 0};
    }
    return {};
}

} // namespace

glm::vec3 linear(glm::vec3 display) {
    return display * display;
}

ItemLook look_of(const scene::DrawItem& item, bool outlines, bool high_contrast) {
    const MaterialNumbers m = numbers_of(item.material);
    const Tint tint = tint_of(item, outlines, high_contrast);
    ItemLook look;
    look.values[0] = glm::vec4(linear(m.base), item.opacity);
    look.values[1] = glm::vec4(linear(m.tendon), m.specular);
    look.values[2] = glm::vec4(linear(m.subsurface), m.gloss);
    look.values[3] = glm::vec4(m.wrap, m.rim, item.selected ? 0.0f : glm::clamp(item.dim, 0.0f, 1.0f) * 0.75f,
                               glm::clamp(item.glow, 0.0f, 1.0f));
    look.values[4] = glm::vec4(tint.colour, tint.amount);
    look.values[5] = glm::vec4(item.opacity < 1 ? m.veil : 0.0f, tint.edge,
                               m.fibrous && item.material == scene::Material::muscle, 0);
    look.fibrous = m.fibrous;
    return look;
}

} // namespace dorsum::render
