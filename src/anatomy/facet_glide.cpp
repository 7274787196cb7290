#include "anatomy/facet_glide.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/quaternion.hpp>

namespace dorsum::anatomy {

namespace {

struct Between {
    std::size_t first;
    float share; // of the way to the next
};

Between find(std::span<const float> places, float value) {
    const float v = std::clamp(value, places.front(), places.back());
    const auto next = static_cast<std::size_t>(std::upper_bound(places.begin(), places.end() - 1, v) - places.begin());
    const std::size_t first = next - 1;
    return {first, (v - places[first]) / (places[next] - places[first])};
}

} // namespace

glm::vec3 FacetGlide::at(Level upper, glm::vec3 rotation_rad) const {
    const auto& table = mm[upper.value];
    if (table.empty()) return glm::vec3(0);
    const auto flexion = find(k_flexion_deg, glm::degrees(rotation_rad.x)), turn = find(k_turn_deg, glm::degrees(rotation_rad.y)),
               lean = find(k_lean_deg, glm::degrees(rotation_rad.z));
    glm::vec3 sum(0);
    for (std::size_t corner = 0; corner < 8; ++corner) {
        const std::size_t f = corner & 1, t = corner >> 1 & 1, l = corner >> 2;
        const float weight = (f ? flexion.share : 1 - flexion.share) * (t ? turn.share : 1 - turn.share) * (l ? lean.share : 1 - lean.share);
        sum += weight * table[place(flexion.first + f, turn.first + t, lean.first + l)];
    }
    return sum;
}

void FacetGlide::scale(float by) {
    for (auto& table : mm)
        for (auto& glide : table) glide *= by;
}

glm::vec3 rotation_vector(const glm::mat3& rotation) {
    auto q = glm::quat_cast(rotation);
    if (q.w < 0) q = -q;
    const glm::vec3 v(q.x, q.y, q.z);
    const float length = glm::length(v);
    return length < 1e-7f ? 2.0f * v : v * (2 * std::atan2(length, q.w) / length);
}

glm::mat3 rotation_of(glm::vec3 vector_rad) {
    const float angle = glm::length(vector_rad);
    return angle < 1e-7f ? glm::mat3(1) : glm::mat3_cast(glm::angleAxis(angle, vector_rad / angle));
}

} // namespace dorsum::anatomy
