#include "bake/nerves_tube.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dorsum::bake {

namespace {

struct Ring {
    glm::vec3 centre, side, up, along; // side and up carry the half axes, along is unit
    float course;
};

std::vector<glm::mat3> flat_frames(const Tube& tube) {
    auto frames = geometry::frames_along(tube.line, glm::vec3(0, 0, 1));
    if (tube.width_towards.empty()) return frames;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const glm::vec3 along = glm::normalize(frames[i][2]);
        const glm::vec3 side = glm::normalize(tube.width_towards[i] - along * glm::dot(along, tube.width_towards[i]));
        frames[i] = glm::mat3(side, glm::cross(along, side), along);
    }
    return frames;
}

std::vector<float> course_along(const geometry::Polyline& line) {
    std::vector<float> course{0.0f};
    for (std::size_t i = 1; i < line.size(); ++i) course.push_back(course.back() + glm::distance(line[i - 1], line[i]));
    for (auto& c : course) c /= course.back();
    return course;
}

Ring ring_at(const Tube& tube, const glm::mat3& frame, std::size_t i, float course) {
    return {tube.line[i], frame[0] * tube.half_width[i], frame[1] * tube.half_thickness[i], glm::normalize(frame[2]), course};
}

// Rings of a round cap; `way` is -1 before the first ring and 1 after the last. Ordered away from the tube.
std::vector<Ring> cap_rings(const Ring& end, float way, int count) {
    std::vector<Ring> rings;
    const float reach = std::min(glm::length(end.side), glm::length(end.up));
    for (int k = 1; k <= count; ++k) {
        const float angle = 0.5f * std::numbers::pi_v<float> * static_cast<float>(k) / static_cast<float>(count + 1);
        Ring ring = end;
        ring.centre += way * reach * std::sin(angle) * end.along;
        ring.side *= std::cos(angle);
        ring.up *= std::cos(angle);
        rings.push_back(ring);
    }
    return rings;
}

void add_vertex(geometry::Mesh& mesh, glm::vec3 position, const Ring& ring) {
    mesh.positions.push_back(position);
    mesh.fibres.push_back(ring.along);
    mesh.course.push_back({ring.course, 0});
}

void add_ring(geometry::Mesh& mesh, const Ring& ring, int sides) {
    for (int k = 0; k < sides; ++k) {
        const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(k) / static_cast<float>(sides);
        add_vertex(mesh, ring.centre + std::cos(angle) * ring.side + std::sin(angle) * ring.up, ring);
    }
}

void add_triangle(geometry::Mesh& mesh, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    mesh.indices.insert(mesh.indices.end(), {a, b, c});
}

void stitch(geometry::Mesh& mesh, std::size_t ring_count, int sides) {
    const auto n = static_cast<std::uint32_t>(sides);
    for (std::uint32_t r = 0; r + 1 < ring_count; ++r)
        for (std::uint32_t k = 0; k < n; ++k) {
            const std::uint32_t a = r * n + k, b = r * n + (k + 1) % n;
            add_triangle(mesh, a, b, b + n);
            add_triangle(mesh, a, b + n, a + n);
        }
}

void close_end(geometry::Mesh& mesh, const Ring& end, float way, std::uint32_t first, int sides) {
    const float reach = std::min(glm::length(end.side), glm::length(end.up));
    add_vertex(mesh, end.centre + way * reach * end.along, end);
    const auto pole = static_cast<std::uint32_t>(mesh.positions.size() - 1);
    const auto n = static_cast<std::uint32_t>(sides);
    for (std::uint32_t k = 0; k < n; ++k) {
        const std::uint32_t a = first + k, b = first + (k + 1) % n;
        way < 0 ? add_triangle(mesh, pole, b, a) : add_triangle(mesh, pole, a, b);
    }
}

} // namespace

geometry::Mesh mesh_of(const Tube& tube) {
    DORSUM_CHECK(tube.line.size() >= 2 && tube.half_width.size() == tube.line.size());
    DORSUM_CHECK(tube.half_thickness.size() == tube.line.size());
    const auto frames = flat_frames(tube);
    const auto course = course_along(tube.line);
    std::vector<Ring> body;
    for (std::size_t i = 0; i < tube.line.size(); ++i) body.push_back(ring_at(tube, frames[i], i, course[i]));

    std::vector<Ring> rings = cap_rings(body.front(), -1, tube.cap_rings);
    std::reverse(rings.begin(), rings.end());
    rings.insert(rings.end(), body.begin(), body.end());
    const auto tail = cap_rings(body.back(), 1, tube.cap_rings);
    rings.insert(rings.end(), tail.begin(), tail.end());

    geometry::Mesh mesh;
    for (const auto& ring : rings) add_ring(mesh, ring, tube.sides);
    stitch(mesh, rings.size(), tube.sides);
    close_end(mesh, body.front(), -1, 0, tube.sides);
    close_end(mesh, body.back(), 1, static_cast<std::uint32_t>((rings.size() - 1) * tube.sides), tube.sides);
    geometry::compute_normals(mesh);
    return mesh;
}

} // namespace dorsum::bake
