#include "scene/cobb_lines.h"

#include <fmt/format.h>

namespace dorsum::scene {

namespace {

constexpr glm::vec4 k_colour{1.0f, 0.86f, 0.25f, 0.95f};
constexpr float k_reach_mm = 95;      // of a line, to the side
constexpr float k_half_width_mm = 1.1f;
constexpr float k_half_endplate_mm = 11; // from the centre of a vertebral body to its endplate, about

// A square bar from a to b.
void add_bar(OverlayMesh& mesh, glm::vec3 a, glm::vec3 b) {
    const auto along = glm::normalize(b - a);
    const auto u = glm::normalize(glm::cross(along, std::abs(along.z) < 0.9f ? glm::vec3(0, 0, 1) : glm::vec3(0, 1, 0)));
    const auto v = glm::cross(along, u);
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    for (auto end : {a, b})
        for (int k = 0; k < 4; ++k) {
            const auto normal = k == 0 ? u : k == 1 ? v : k == 2 ? -u : -v;
            mesh.positions.push_back(end + k_half_width_mm * normal);
            mesh.normals.push_back(normal);
            mesh.colours.push_back(k_colour);
        }
    for (std::uint32_t k = 0; k < 4; ++k) {
        const auto n = (k + 1) % 4;
        mesh.indices.insert(mesh.indices.end(), {first + k, first + n, first + 4 + n, first + k, first + 4 + n, first + 4 + k});
    }
}

} // namespace

std::vector<OverlayMesh> cobb_lines(const SpineMeasure& measure, const anatomy::SpineCurve& curve) {
    std::vector<OverlayMesh> lines;
    for (std::size_t i = 0; i < curve.segments.size(); ++i) {
        const auto& segment = curve.segments[i];
        if (segment.cobb_deg <= 0) continue;
        // The lines open on the concave side, where the angle is read.
        const float concave = segment.convex == anatomy::Side::right ? 1.0f : -1.0f;
        for (bool upper : {true, false}) {
            const auto& frame = measure.frames[(upper ? segment.upper : segment.lower).value];
            // In the plane of the film: only the coronal part of the endplate's direction counts.
            const auto across = glm::normalize(glm::vec3(frame.axes[0].x, frame.axes[0].y, 0)) * concave;
            const auto from = frame.centre_mm + (upper ? 1.0f : -1.0f) * k_half_endplate_mm * frame.axes[1];
            OverlayMesh mesh;
            mesh.id = fmt::format("cobb.{}.{}", i, upper ? "upper" : "lower");
            mesh.always_visible = true;
            add_bar(mesh, from - 30.0f * across, from + k_reach_mm * across);
            lines.push_back(std::move(mesh));
        }
    }
    return lines;
}

} // namespace dorsum::scene
