#include "render/studio_wall.h"

#include "core/parallel.h"

#include <cmath>
#include <glm/glm.hpp>

namespace dorsum::render {
namespace {

// Display colours of the corners and of the brightest place.
struct Paint {
    glm::vec3 corner, glow;
};
constexpr Paint k_paints[] = {{{0.640f, 0.672f, 0.700f}, {0.915f, 0.925f, 0.930f}}, {{0.060f, 0.070f, 0.082f}, {0.205f, 0.228f, 0.250f}}, {}};

float fract(float x) { return x - static_cast<float>(static_cast<int>(x)); } // of what is not negative: without a call

} // namespace

std::vector<std::uint8_t> studio_wall(Wall wall, int width, int height) {
    const Paint paint = k_paints[static_cast<std::size_t>(wall)];
    const auto columns = static_cast<std::size_t>(width), rows = static_cast<std::size_t>(height);
    const float aspect = static_cast<float>(width) / static_cast<float>(height);
    std::vector<float> across(columns); // the glow is a bell curve: one factor for the column, one for the row
    for (std::size_t x = 0; x < columns; ++x) {
        const float from_light = ((static_cast<float>(x) + 0.5f) / static_cast<float>(width) - 0.5f) * aspect;
        across[x] = std::exp(-1.5f * from_light * from_light);
    }
    std::vector<std::uint8_t> pixels(4 * columns * rows);
    core::parallel_for(0, rows, [&](std::size_t y) {
        const float py = static_cast<float>(y) + 0.5f, v = py / static_cast<float>(height);
        const float up = std::exp(-1.5f * (v - 0.60f) * (v - 0.60f)) * (0.55f + 0.45f * v);
        std::uint8_t* out = pixels.data() + 4 * columns * y;
        for (std::size_t x = 0; x < columns; ++x, out += 4) {
            // A fixed grain of half a step breaks the bands of a slow gradient.
            const float grain = fract(52.9829189f * fract((static_cast<float>(x) + 0.5f) * 0.06711056f + py * 0.00583715f)) - 0.5f;
            const glm::vec3 colour = glm::clamp(glm::mix(paint.corner, paint.glow, across[x] * up) * 255.0f + grain, 0.0f, 255.0f);
            for (int i = 0; i < 3; ++i) out[i] = static_cast<std::uint8_t>(colour[i] + 0.5f);
            out[3] = 255;
        }
    });
    return pixels;
}

} // namespace dorsum::render
