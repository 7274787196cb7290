// The colours of fibres that a curve lengthens or shortens: the one place for paint on the body and its legend. Blue and orange are told apart
// by every kind of colour sight, and on each side the lightness falls from shade to shade, by 7 of 100 at least, for normal, protan and deutan
// sight (tests/scene/zone_palette_test.cpp); what hardly changes is pale, so that red flesh mixes with neither.
#pragma once

#include <cmath>
#include <glm/glm.hpp>

namespace dorsum::scene {

// Display values, 0..1.
inline constexpr glm::vec3 k_fibre_same{0.92f, 0.91f, 0.88f}, k_fibre_shorter{0.00f, 0.28f, 0.55f}, k_fibre_longer{0.82f, 0.42f, 0.00f};

// How much of the strong colour a share from -1, shortened, to +1, lengthened, takes: mixed evenly as light, the palest shades would look alike.
inline float fibre_strength(float share) { return std::copysign(std::pow(std::abs(share), 0.75f), share); }

// Mixed as light, as on the body.
inline glm::vec3 fibre_colour(float share) {
    const auto& to = share < 0 ? k_fibre_shorter : k_fibre_longer;
    return glm::sqrt(glm::mix(k_fibre_same * k_fibre_same, to * to, std::abs(fibre_strength(share))));
}

} // namespace dorsum::scene
