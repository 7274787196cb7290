// How a vertebra glides on the one below it: articular processes slide along one another when their level turns, they do not sink in.
// What that takes is found once, on an atlas's own bones (bake/facet_glide.h), and kept as a table per level.
#pragma once

#include "anatomy/joints.h"

#include <array>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace dorsum::anatomy {

struct FacetGlide {
    // Places of the table: components of the rotation vector of a vertebra against the one below it, both from rest, about the lower
    // one's own axes, degrees. Beyond them the last one holds. Zero is among them, and nothing glides there.
    static constexpr std::array<float, 7> k_flexion_deg{-6, -3, 0, 3, 6, 10, 14};             // about the left axis: + bends forward
    static constexpr std::array<float, 7> k_turn_deg{-7.5f, -5, -2.5f, 0, 2.5f, 5, 7.5f};     // about the superior axis: + turns to the left
    static constexpr std::array<float, 13> k_lean_deg{-18, -15, -12, -9, -6, -3, 0, 3, 6, 9, 12, 15, 18}; // about the anterior axis: + leans to the right
    static constexpr float k_step_mm = 0.02f; // glides are whole multiples of it
    static constexpr std::size_t k_places = k_flexion_deg.size() * k_turn_deg.size() * k_lean_deg.size();
    static constexpr std::size_t place(std::size_t flexion, std::size_t turn, std::size_t lean) {
        return (flexion * k_turn_deg.size() + turn) * k_lean_deg.size() + lean;
    }

    // [upper vertebra of the pair][place]: mm along the lower one's left, superior and anterior axes. Empty: not known, glides nowhere.
    std::array<std::vector<glm::vec3>, k_level_count> mm;

    // Between the places: trilinear, so that a curve that is drawn by hand moves without a jump. Rotation vector in radians.
    glm::vec3 at(Level upper, glm::vec3 rotation_rad) const;
    void scale(float by);
};

// The rotation vector of a rotation of less than half a turn, radians; and back.
glm::vec3 rotation_vector(const glm::mat3& rotation);
glm::mat3 rotation_of(glm::vec3 vector_rad);

} // namespace dorsum::anatomy
