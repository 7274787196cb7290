#include "render/cap_look.h"

#include "render/item_look.h"
#include "render/tile_texture.h"

#include <cmath>

namespace dorsum::render {
namespace {

constexpr glm::vec3 k_tendon{0.92f, 0.90f, 0.84f};

// Display colours. `walls` and `mesh` say how much of the pattern's walls between bundles and of its bony meshwork is drawn in the
// pattern's colour, `tone` how much bundles differ.
struct CapNumbers {
    glm::vec3 rim, inside, pattern{1};
    float strength = 0, walls = 0, mesh = 0, tone = 0;
};

CapNumbers numbers_of(scene::CapKind kind) {
    using scene::CapKind;
    switch (kind) {
    case CapKind::cleft: return {.rim{0.93f, 0.85f, 0.60f}, .inside{0.93f, 0.85f, 0.60f}, .pattern{0.965f, 0.905f, 0.74f}, .strength = 0.5f, .walls = 1, .tone = 0.05f};
    case CapKind::skin: return {.rim{0.86f, 0.68f, 0.57f}, .inside{0.93f, 0.84f, 0.66f}};
    case CapKind::muscle:
        return {.rim{0.86f, 0.76f, 0.70f}, .inside{0.62f, 0.235f, 0.205f}, .pattern{0.80f, 0.56f, 0.50f}, .strength = 0.75f, .walls = 1, .tone = 0.22f};
    case CapKind::fascia: return {.rim{0.84f, 0.84f, 0.80f}, .inside{0.93f, 0.93f, 0.90f}};
    case CapKind::bone:
        return {.rim{0.97f, 0.945f, 0.87f}, .inside{0.72f, 0.53f, 0.42f}, .pattern{0.92f, 0.83f, 0.68f}, .strength = 1, .mesh = 1};
    case CapKind::cartilage: return {.rim{0.62f, 0.72f, 0.79f}, .inside{0.78f, 0.85f, 0.90f}};
    case CapKind::ligament: return {.rim{0.78f, 0.78f, 0.70f}, .inside{0.90f, 0.90f, 0.84f}, .pattern{0.76f, 0.76f, 0.69f}, .strength = 0.5f, .walls = 1};
    case CapKind::annulus: return {.rim{0.42f, 0.53f, 0.62f}, .inside{0.80f, 0.86f, 0.90f}};
    case CapKind::tear: return {.rim{0.50f, 0.05f, 0.07f}, .inside{0.62f, 0.10f, 0.11f}};
    case CapKind::nucleus: return {.rim{0.80f, 0.46f, 0.42f}, .inside{0.93f, 0.66f, 0.60f}};
    case CapKind::dura: return {.rim{0.50f, 0.55f, 0.62f}, .inside{0.71f, 0.80f, 0.86f}};
    case CapKind::cord: return {.rim{0.99f, 0.95f, 0.80f}, .inside{0.93f, 0.84f, 0.60f}};
    case CapKind::nerve: return {.rim{0.78f, 0.58f, 0.08f}, .inside{0.99f, 0.86f, 0.36f}, .pattern{0.86f, 0.66f, 0.14f}, .strength = 0.6f, .walls = 1};
    }
    return {.rim{0.5f, 0.5f, 0.5f}, .inside{0.7f, 0.7f, 0.7f}};
}

// Cells round jittered points, `cells` to the tile: how far to the wall between the two nearest, and a number per cell.
struct Cell {
    float wall, tone;
};
Cell cell_at(float u, float v, int cells, int salt) {
    const float x = u * static_cast<float>(cells), y = v * static_cast<float>(cells);
    const int ix = static_cast<int>(x), iy = static_cast<int>(y);
    float first = 1e9f, second = 1e9f, tone = 0;
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
            const int cx = (ix + dx + cells) % cells, cy = (iy + dy + cells) % cells;
            const float px = static_cast<float>(ix + dx) + 0.15f + 0.7f * random_at(cx, cy, salt), py = static_cast<float>(iy + dy) + 0.15f + 0.7f * random_at(cx, cy, salt + 1);
            const float d = std::sqrt((px - x) * (px - x) + (py - y) * (py - y));
            if (d < first) second = first, first = d, tone = random_at(cx, cy, salt + 2);
            else if (d < second) second = d;
        }
    return {second - first, tone};
}

std::uint8_t byte_of(float v) { return static_cast<std::uint8_t>(std::lround(255 * std::fmin(std::fmax(v, 0.0f), 1.0f))); }

} // namespace

CapLook look_of_cap(scene::CapKind kind, const scene::DrawItem& item, float facing, bool high_contrast) {
    const CapNumbers n = numbers_of(kind);
    const float alpha = kind == scene::CapKind::dura || kind == scene::CapKind::fascia || item.opacity >= 1 ? 1.0f : std::fmin(1.0f, 0.12f + 0.8f * item.opacity);
    const glm::vec3 mark(high_contrast ? k_selection_colour_high_contrast : k_selection_colour);
    CapLook look;
    look.values[0] = glm::vec4(n.rim, alpha);
    look.values[1] = glm::vec4(n.inside, 0.88f + 0.12f * facing);
    look.values[2] = glm::vec4(n.pattern, n.strength);
    look.values[3] = item.selected ? glm::vec4(mark, 0.2f) : item.hovered ? glm::vec4(1, 1, 1, 0.14f) : glm::vec4(0);
    look.values[4] = {n.walls, n.mesh, n.tone, item.selected ? 0.0f : 0.75f * glm::clamp(item.dim, 0.0f, 1.0f)};
    look.values[5] = glm::vec4(k_tendon, kind == scene::CapKind::muscle ? 1.0f : 0.0f);
    return look;
}

gl::Texture make_cap_pattern() {
    constexpr int k_texels = 512, k_bundles = 14, k_struts = 46;
    std::vector<std::uint8_t> texels;
    texels.reserve(4 * k_texels * k_texels);
    for (int y = 0; y < k_texels; ++y)
        for (int x = 0; x < k_texels; ++x) {
            const float u = static_cast<float>(x) / k_texels, v = static_cast<float>(y) / k_texels;
            const Cell bundle = cell_at(u, v, k_bundles, 1), sheaf = cell_at(u, v, k_bundles / 3, 7), strut = cell_at(u, v, k_struts, 13);
            const float walls = std::fmax(1 - bundle.wall / 0.22f, (1 - sheaf.wall / 0.14f) * 1.3f);
            texels.push_back(byte_of(walls));
            texels.push_back(byte_of(1.25f - strut.wall / 0.5f));
            texels.push_back(byte_of(0.6f * bundle.tone + 0.4f * sheaf.tone));
            texels.push_back(255);
        }
    return make_tile_texture(k_texels, 4, std::move(texels));
}

} // namespace dorsum::render
