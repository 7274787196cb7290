// The three grades of tension, and the shades of fibres that a curve stretches, must stay apart for people who do not tell red from green: in
// lightness (CIE L*), as they see it.
#include "scene/fibre_palette.h"
#include "scene/zone_palette.h"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::scene {
namespace {

glm::dvec3 linear_of(glm::vec3 display) {
    glm::dvec3 out;
    for (int i = 0; i < 3; ++i)
        out[i] = display[i] <= 0.04045f ? display[i] / 12.92 : std::pow((display[i] + 0.055) / 1.055, 2.4);
    return out;
}

double lightness(glm::dvec3 linear) {
    const double y = std::max(0.0, 0.2126 * linear.r + 0.7152 * linear.g + 0.0722 * linear.b);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

// Full colour-vision deficiency on linear sRGB: Machado, Oliveira and Fernandes 2009, severity 1. Rows.
using Sight = std::array<glm::dvec3, 3>;
constexpr Sight k_normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
const Sight k_protan{{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
const Sight k_deutan{{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
const Sight k_tritan{{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

double seen(const Sight& sight, glm::vec3 display) {
    const glm::dvec3 c = linear_of(display);
    return lightness({glm::dot(sight[0], c), glm::dot(sight[1], c), glm::dot(sight[2], c)});
}

TEST(ZonePalette, GradesStayApartInLightnessForEveryKindOfSight) {
    const std::pair<const char*, const Sight*> sights[] = {
        {"normal", &k_normal}, {"protan", &k_protan}, {"deutan", &k_deutan}, {"tritan", &k_tritan}};
    for (const auto& [name, sight] : sights)
        for (std::size_t grade = 0; grade + 1 < k_zone_colours.size(); ++grade) {
            const double lighter = seen(*sight, k_zone_colours[grade]), darker = seen(*sight, k_zone_colours[grade + 1]);
            EXPECT_GT(lighter, darker + 15) << name << ", grades " << grade + 1 << " and " << grade + 2;
        }
}

// From fibres that keep their length to those that change most, in the legend's four steps.
TEST(ZonePalette, ShadesOfFibresStayApartInLightness) {
    constexpr int steps = 4;
    for (const auto& [name, sight] : {std::pair{"normal", &k_normal}, std::pair{"protan", &k_protan}, std::pair{"deutan", &k_deutan}}) {
        double least = 100;
        for (const float sign : {-1.0f, 1.0f})
            for (int i = 0; i < steps; ++i)
                least = std::min(least, seen(*sight, fibre_colour(sign * static_cast<float>(i) / steps)) - seen(*sight, fibre_colour(sign * static_cast<float>(i + 1) / steps)));
        fmt::print("{}: neighbouring shades are {:.1f} of 100 apart at least\n", name, least);
        EXPECT_GT(least, 7) << name;
    }
}

} // namespace
} // namespace dorsum::scene
