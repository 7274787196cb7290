// The colours of fibres that a curve lengthens or shortens: the one place for paint on the body and its legend. Blue and orange are told apart
// by every kind of colour sight; what hardly changes is pale, so that red flesh mixes with neither.
#pragma once

#include <cmath>
#include <glm/glm.hpp>

namespace dorsum::scene {

// Display values, 0..1.
inline constexpr glm::vec3 k_fibre_same{0.80f, 0.78f, 0.74f}, k_fibre_shorter{0.05f, 0.36f, 0.72f}, k_fibre_longer{0.95f, 0.60f, 0.06f};

// Of a share from -1, shortened, to +1, lengthened: mixed as light, as on the body.
inline glm::vec3 fibre_colour(float share) {
    const auto& to = share < 0 ? k_fibre_shorter : k_fibre_longer;
    return glm::sqrt(glm::mix(k_fibre_same * k_fibre_same, to * to, std::abs(share)));
}

} // namespace dorsum::scene
