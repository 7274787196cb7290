#include "render/strand_texture.h"

#include "render/gl/api.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace dorsum::render {
namespace {

float random_at(int x, int y, int octave) {
    std::uint32_t h = static_cast<std::uint32_t>(x) * 374761393u + static_cast<std::uint32_t>(y) * 668265263u +
                      static_cast<std::uint32_t>(octave) * 2246822519u;
    h = (h ^ (h >> 13)) * 1274126177u;
    return static_cast<float>((h ^ (h >> 16)) & 0xffffu) / 65535.0f;
}

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

// The next mip level: means of 2 x 2 texels of two bytes.
std::vector<std::uint8_t> halved(const std::vector<std::uint8_t>& texels, std::size_t side) {
    std::vector<std::uint8_t> out;
    out.reserve(2 * side * side);
    for (std::size_t y = 0; y < side; ++y)
        for (std::size_t i = 0; i < 2 * side; ++i) {
            const std::size_t at = 8 * side * y + 2 * i - i % 2, below = at + 4 * side; // rows of 4 * side bytes
            out.push_back(static_cast<std::uint8_t>((texels[at] + texels[at + 2] + texels[below] + texels[below + 2] + 2) / 4));
        }
    return out;
}

} // namespace

gl::Texture make_strand_texture() {
    const auto strands = texels_of(strand), blotches = texels_of(mottle);
    std::vector<std::uint8_t> texels;
    texels.reserve(2 * strands.size());
    for (std::size_t i = 0; i < strands.size(); ++i) texels.insert(texels.end(), {strands[i], blotches[i]});
    gl::Texture texture = gl::Texture::make();
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 2);
    // The levels are made here: a software driver would compile a program of its own for each step.
    for (int level = 0, side = k_strand_texels; side > 0; ++level, side /= 2) {
        glTexImage2D(GL_TEXTURE_2D, level, GL_RG8, side, side, 0, GL_RG, GL_UNSIGNED_BYTE, texels.data());
        texels = halved(texels, static_cast<std::size_t>(side / 2));
    }
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glBindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

} // namespace dorsum::render
