#include "scene/outward.h"

#include <cmath>

namespace dorsum::scene {

namespace {

constexpr float k_round_mm = 28;               // about a muscle's half breadth
constexpr float k_lattice_mm = 0.5f * k_round_mm; // what is asked beside a node is asked at nodes too
// No node lies in the middle plane, where what is nearest may be on either side: left and right are asked alike. Nor in planes of round numbers,
// half-way between two faces of what is made to measure.
constexpr glm::vec3 k_first_node(0.5f, 0.31f, 0.37f);
constexpr float k_far_mm = 90;

// A direction in 3 x 10 bits, a tenth of a degree; alike for both signs, and never 0.
constexpr float k_steps = 511;
constexpr std::uint32_t k_asked = 1u << 30;
std::uint32_t packed(glm::vec3 d) {
    std::uint32_t bits = k_asked;
    for (int k = 0; k < 3; ++k) bits |= static_cast<std::uint32_t>(std::lround(d[k] * k_steps) + 512) << (10 * k);
    return bits;
}
glm::vec3 unpacked(std::uint32_t bits) {
    const auto part = [&](int k) { return static_cast<float>(static_cast<int>(bits >> (10 * k) & 1023) - 512); };
    return glm::vec3(part(0), part(1), part(2)) / k_steps;
}

} // namespace

void add_normal(glm::vec3& to, const Surface& surface, const geometry::NearestPoint& at) {
    for (int k = 0; k < 3; ++k) to += at.barycentric[k] * surface.mesh->normals[surface.mesh->indices[3 * at.triangle + static_cast<std::uint32_t>(k)]];
}

Outward::Outward(const Surface& body) : body_(&body), first_(0), size_(0) {
    if (body.tree.empty()) return;
    const auto& bounds = body.tree.bounds();
    const auto margin = glm::vec3(k_round_mm + k_lattice_mm);
    first_ = glm::ivec3(glm::floor((bounds.min - margin) / k_lattice_mm));
    size_ = glm::ivec3(glm::ceil((bounds.max + margin) / k_lattice_mm)) - first_ + 1;
    nodes_ = std::make_unique<std::atomic<std::uint32_t>[]>(static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y) * static_cast<std::size_t>(size_.z));
}

glm::vec3 Outward::at(glm::vec3 p) const {
    glm::vec3 out(0, 0, -1);
    if (const auto found = body_->tree.nearest(p, k_far_mm)) {
        glm::vec3 normal(0);
        add_normal(normal, *body_, *found);
        if (glm::dot(normal, out) > -0.2f) out += 0.6f * normal;
    }
    return glm::normalize(out);
}

glm::vec3 Outward::at_node(glm::ivec3 node) const {
    const auto place = node - first_;
    const auto p = k_lattice_mm * (glm::vec3(node) + k_first_node);
    if (glm::any(glm::lessThan(place, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(place, size_))) return at(p);
    auto& kept = nodes_[(static_cast<std::size_t>(place.z) * static_cast<std::size_t>(size_.y) + static_cast<std::size_t>(place.y)) * static_cast<std::size_t>(size_.x) + static_cast<std::size_t>(place.x)];
    auto bits = kept.load(std::memory_order_relaxed);
    if (bits == 0) kept.store(bits = packed(at(p)), std::memory_order_relaxed); // two threads that come at once find the same
    return unpacked(bits);
}

glm::vec3 Outward::between_nodes(glm::vec3 p) const {
    const auto in_lattice = p / k_lattice_mm - k_first_node, low = glm::floor(in_lattice), share = in_lattice - low;
    glm::vec3 sum(0);
    for (int corner = 0; corner < 8; ++corner) {
        const glm::ivec3 step(corner & 1, corner >> 1 & 1, corner >> 2);
        const auto part = glm::mix(glm::vec3(1) - share, share, glm::vec3(step));
        if (const float weight = part.x * part.y * part.z; weight > 0) sum += weight * at_node(glm::ivec3(low) + step);
    }
    return sum;
}

glm::vec3 Outward::steady_at(glm::vec3 p) const {
    auto out = between_nodes(p);
    for (int axis = 0; axis < 2; ++axis)
        for (const float way : {-k_round_mm, k_round_mm}) {
            auto beside = p;
            beside[axis] += way;
            out += between_nodes(beside);
        }
    return glm::normalize(out);
}

} // namespace dorsum::scene
