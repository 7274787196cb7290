#include "scene/cobb_lines.h"

#include <fmt/format.h>

namespace dorsum::scene {

namespace {

constexpr glm::vec4 k_colour{1.0f, 0.86f, 0.25f, 0.95f};
constexpr float k_reach_mm = 95;      // of a line, to the side
constexpr float k_half_width_mm = 1.1f;

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
    for (std::size_t i = 0; i < curve.segments.size() && i < measure.curves.size(); ++i) {
        if (curve.segments[i].cobb_deg <= 0) continue;
        const auto& found = measure.curves[i];
        // The lines open on the concave side, where the angle is read.
        const float concave = found.convex == anatomy::Side::right ? 1.0f : -1.0f;
        for (bool upper : {true, false}) {
            const auto level = upper ? found.upper : found.lower;
            const auto plate = anatomy::plate_of(measure.body, measure.frames[level.value], level, upper);
            // Where the plate is cut by the plane of the film.
            const auto across = glm::normalize(glm::vec3(plate.normal.y, -plate.normal.x, 0)) * concave;
            OverlayMesh mesh;
            mesh.id = fmt::format("cobb.{}.{}", i, upper ? "upper" : "lower");
            mesh.always_visible = true;
            add_bar(mesh, plate.centre_mm - 30.0f * across, plate.centre_mm + k_reach_mm * across);
            lines.push_back(std::move(mesh));
        }
    }
    return lines;
}

std::vector<Mark> curve_marks(const SpineMeasure& measure, const anatomy::SpineCurve& curve) {
    std::vector<Mark> marks;
    const auto add = [&](const char* key, anatomy::Level level, bool left) {
        const auto name = anatomy::level_name(level);
        for (const auto& mark : marks)
            if (mark.key == key && mark.value == name) return;
        marks.push_back({key, name, measure.frames[level.value].centre_mm, left});
    };
    for (std::size_t i = 0; i < curve.segments.size() && i < measure.curves.size(); ++i) {
        if (curve.segments[i].cobb_deg <= 0) continue;
        const auto& found = measure.curves[i];
        const bool left = found.convex == anatomy::Side::left;
        add("mark.upper_end", found.upper, left);
        add("mark.apex", found.apex, left);
        add("mark.lower_end", found.lower, left);
        if (found.neutral != found.lower) add("mark.neutral", found.neutral, left);
        const auto middle = 0.5f * (measure.frames[found.upper.value].centre_mm + measure.frames[found.lower.value].centre_mm);
        marks.push_back({"mark.angle", fmt::format("{:.0f}", found.cobb_deg), middle + glm::vec3(left ? -60 : 60, 0, 0), !left});
    }
    return marks;
}

} // namespace dorsum::scene
