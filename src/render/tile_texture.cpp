#include "render/tile_texture.h"

#include "render/gl/api.h"

namespace dorsum::render {
namespace {

// The next mip level: means of 2 x 2 texels.
std::vector<std::uint8_t> halved(const std::vector<std::uint8_t>& texels, std::size_t side, std::size_t channels) {
    const std::size_t row = 2 * side * channels;
    std::vector<std::uint8_t> out;
    out.reserve(channels * side * side);
    for (std::size_t y = 0; y < side; ++y)
        for (std::size_t x = 0; x < side; ++x)
            for (std::size_t c = 0; c < channels; ++c) {
                const std::size_t at = 2 * y * row + 2 * x * channels + c, below = at + row;
                out.push_back(static_cast<std::uint8_t>((texels[at] + texels[at + channels] + texels[below] + texels[below + channels] + 2) / 4));
            }
    return out;
}

} // namespace

float random_at(int x, int y, int salt) {
    std::uint32_t h = static_cast<std::uint32_t>(x) * 374761393u + static_cast<std::uint32_t>(y) * 668265263u + static_cast<std::uint32_t>(salt) * 2246822519u;
    h = (h ^ (h >> 13)) * 1274126177u;
    return static_cast<float>((h ^ (h >> 16)) & 0xffffu) / 65535.0f;
}

gl::Texture make_tile_texture(int side_texels, int channels, std::vector<std::uint8_t> texels) {
    gl::Texture texture = gl::Texture::make();
    glBindTexture(GL_TEXTURE_2D, texture.id());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    const GLint stored = channels == 2 ? GL_RG8 : GL_RGBA8;
    const GLenum given = channels == 2 ? GL_RG : GL_RGBA;
    // The levels are made here: a software driver would compile a program of its own for each step.
    for (int level = 0, side = side_texels; side > 0; ++level, side /= 2) {
        glTexImage2D(GL_TEXTURE_2D, level, stored, side, side, 0, given, GL_UNSIGNED_BYTE, texels.data());
        texels = halved(texels, static_cast<std::size_t>(side / 2), static_cast<std::size_t>(channels));
    }
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glBindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

} // namespace dorsum::render
