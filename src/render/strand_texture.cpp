#include "render/strand_texture.h"

#include "render/gl/api.h"

#include <array>
#include <cmath>
#include <cstdint>
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

} // namespace

gl::Texture make_strand_texture() {
    std::vector<std::uint8_t> texels;
    texels.reserve(k_strand_texels * k_strand_texels);
    for (int y = 0; y < k_strand_texels; ++y)
        for (int x = 0; x < k_strand_texels; ++x)
            texels.push_back(static_cast<std::uint8_t>(
                255.0f * strand(static_cast<float>(x) / k_strand_texels, static_cast<float>(y) / k_strand_texels)));
    gl::Texture texture = gl::Texture::make();
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, k_strand_texels, k_strand_texels, 0, GL_RED, GL_UNSIGNED_BYTE, texels.data());
    glGenerateMipmap(GL_TEXTURE_2D);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glBindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

} // namespace dorsum::render
