#include "render/strand_texture.h"

#include "render/tile_texture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace dorsum::render {
namespace {

// Smooth noise with `cells` cells to the tile, repeating at its border.
float noise(float u, float v, int cells, int octave) {
    const float x = u * static_cast<float>(cells), y = v * static_cast<float>(cells);
    const int ix = static_cast<int>(x), iy = static_cast<int>(y);
    float fx = x - static_cast<float>(ix), fy = y - static_cast<float>(iy);
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    const auto corner = [&](int dx, int dy) { return random_at((ix + dx) % cells, (iy + dy) % cells, octave); };
    const float below = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * fx;
    const float above = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * fx;
    return below + (above - below) * fy;
}

// Bundles some 5 mm wide with thin dark gaps between them, and finer fibres inside.
float strand(float u, float v) {
    const float bundle = 1 - std::abs(2 * noise(u, v, 10, 1) - 1);
    const float fine = noise(u, v, 26, 2), finest = noise(u, v, 52, 3);
    return 0.42f * std::sqrt(bundle) + 0.36f * fine + 0.22f * finest;
}

// Blotches and pores of bone, cartilage and skin: the same in every direction.
float mottle(float u, float v) {
    return 0.40f * noise(u, v, 5, 4) + 0.27f * noise(u, v, 11, 5) + 0.20f * noise(u, v, 25, 6) + 0.13f * noise(u, v, 51, 7);
}

// Stretched about its mean to the whole byte, so that both channels fade to exactly 0.5 in the mip levels.
std::vector<std::uint8_t> texels_of(float (*pattern)(float, float)) {
    std::vector<float> values;
    values.reserve(k_strand_texels * k_strand_texels);
    for (int y = 0; y < k_strand_texels; ++y)
        for (int x = 0; x < k_strand_texels; ++x)
            values.push_back(pattern(static_cast<float>(x) / k_strand_texels, static_cast<float>(y) / k_strand_texels));
    const float mean = std::accumulate(values.begin(), values.end(), 0.0f) / static_cast<float>(values.size());
    std::vector<std::uint8_t> bytes;
    bytes.reserve(values.size());
    for (const float value : values)
        bytes.push_back(static_cast<std::uint8_t>(std::lround(255.0f * std::clamp(0.5f + value - mean, 0.0f, 1.0f))));
    return bytes;
}

} // namespace

gl::Texture make_strand_texture() {
    const auto strands = texels_of(strand), blotches = texels_of(mottle);
    std::vector<std::uint8_t> texels;
    texels.reserve(2 * strands.size());
    for (std::size_t i = 0; i < strands.size(); ++i) texels.insert(texels.end(), {strands[i], blotches[i]});
    return make_tile_texture(k_strand_texels, 2, std::move(texels));
}

} // namespace dorsum::render
