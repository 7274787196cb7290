#include "bake/room_together.h"

#include <algorithm>

namespace dorsum::bake::room {

namespace {

constexpr float k_swell_reach_mm = 40, k_sheet_reach_mm = 16; // farther than any of their questions
constexpr float k_past_face_mm = 1e-3f;

float reach_mm(const RoomPart& part) {
    if (part.swell_mm > 0) return k_swell_reach_mm;
    return part.hug_mm > 0 || part.taut_mm > 0 ? k_sheet_reach_mm : 0;
}

} // namespace

Together::Together(std::span<const RoomPart> parts, std::span<const Body> bodies) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        bool near = false;
        for (std::size_t by = 0; by < parts.size() && !near; ++by)
            if (const float reach = reach_mm(parts[by]); reach > 0) near = meet(bodies[i].box(), bodies[by].box(), reach);
        if (!near) continue;
        members_.push_back(i);
        first_vertex_.push_back(all_.positions.size());
        first_triangle_.push_back(all_.triangle_count());
        const geometry::Mesh& mesh = *bodies[i].mesh;
        all_.positions.insert(all_.positions.end(), mesh.positions.begin(), mesh.positions.end());
        for (const std::uint32_t corner : mesh.indices) all_.indices.push_back(std::uint32_t(first_vertex_.back()) + corner);
        yields_.resize(all_.triangle_count(), bodies[i].kind == RoomPart::Kind::wall);
    }
    bvh_ = geometry::Bvh(all_);
}

std::optional<geometry::RayHit> Together::intersect_firm(const geometry::Ray& ray, float reach) const {
    for (float from = 0; from < reach;) {
        auto hit = bvh_.intersect({ray.origin + from * ray.direction, ray.direction}, reach - from);
        if (!hit) return std::nullopt;
        hit->distance += from;
        if (!yields_[hit->triangle]) return hit;
        from = hit->distance + k_past_face_mm;
    }
    return std::nullopt;
}

void Together::follow(std::span<const Body> bodies) {
    for (std::size_t n = 0; n < members_.size(); ++n) {
        const auto& from = bodies[members_[n]].mesh->positions;
        std::copy(from.begin(), from.end(), all_.positions.begin() + std::ptrdiff_t(first_vertex_[n]));
    }
    bvh_.refit(all_);
}

glm::vec3 Together::face_normal(std::uint32_t triangle) const {
    const auto* corner = &all_.indices[3 * std::size_t(triangle)];
    const glm::vec3 &a = all_.positions[corner[0]], &b = all_.positions[corner[1]], &c = all_.positions[corner[2]];
    return glm::cross(b - a, c - a);
}

std::size_t Together::first_vertex_of(std::size_t body) const {
    return first_vertex_[std::size_t(std::find(members_.begin(), members_.end(), body) - members_.begin())];
}

std::size_t Together::body_of(std::uint32_t triangle) const {
    const auto after = std::upper_bound(first_triangle_.begin(), first_triangle_.end(), std::size_t(triangle));
    return members_[std::size_t(after - first_triangle_.begin()) - 1];
}

} // namespace dorsum::bake::room
