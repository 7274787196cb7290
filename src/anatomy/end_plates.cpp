#include "anatomy/end_plates.h"

#include "anatomy/spine_pose.h"
#include "geometry/ray.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace dorsum::anatomy {

namespace {

constexpr float k_pi = 3.14159265f;
constexpr float k_part = 0.62f;       // of the half width and half depth that is probed: the rim's lips stay out
constexpr float k_half_height_mm = 11; // where nothing can be measured
constexpr float k_facing = 0.75f;      // cosine to the vertebra's axis: steeper is the slope of a lip or uncinate process, no plate
constexpr float k_ahead = 0.3f;        // of the half depth: where the width is measured
constexpr float k_wide = 1.6f;         // a plate's half width against its half depth in front of the middle, at most
constexpr float k_below_s1_mm = 8;     // the sacrum's frame stands on its plate: probed from inside
constexpr int k_rings = 8, k_rays_a_ring = 24;

// The plane y = a x + b z + c through points in a vertebra's own axes, by least squares; nothing where they lie on a line.
std::optional<glm::vec3> plane_through(const std::vector<glm::vec3>& points) {
    if (points.size() < 12) return std::nullopt;
    glm::dmat3 m(0);
    glm::dvec3 v(0);
    for (const auto& p : points) {
        const glm::dvec3 row(p.x, p.z, 1);
        m += glm::outerProduct(row, row);
        v += static_cast<double>(p.y) * row;
    }
    if (std::abs(glm::determinant(m)) < 1e-3) return std::nullopt;
    return glm::vec3(glm::inverse(m) * v);
}

struct Probe {
    glm::vec3 plane;
    glm::vec2 half; // mm, of the part that was probed
};

// `up`: +1 the upper plate, -1 the lower one. inside_mm: how far below the frame's origin the bone is looked at from.
std::optional<Probe> probe(const geometry::Mesh& mesh, const geometry::Bvh& bone, const VertebraFrame& frame, float up, float inside_mm) {
    const auto inside = frame.centre_mm - inside_mm * frame.axes[1];
    const auto reach = [&](glm::vec3 from, glm::vec3 way) {
        const auto hit = bone.intersect({from, way}, 60);
        return hit ? hit->distance : 0.0f;
    };
    const float front = reach(inside, frame.axes[2]);
    const auto ahead = inside + k_ahead * front * frame.axes[2]; // beside the middle the neck's transverse processes begin
    glm::vec2 half = k_part * glm::vec2(0.5f * (reach(ahead, frame.axes[0]) + reach(ahead, -frame.axes[0])), front);
    half.x = std::min(half.x, k_wide * half.y); // the sacrum goes on into its wings
    if (half.x < 3 || half.y < 3) return std::nullopt;
    std::vector<glm::vec3> points;
    for (int ring = 0; ring < k_rings; ++ring)
        for (int k = 0; k < k_rays_a_ring; ++k) {
            const float angle = 2 * k_pi * (static_cast<float>(k) + 0.5f) / k_rays_a_ring;
            const float r = std::sqrt((static_cast<float>(ring) + 0.5f) / k_rings); // every ray stands for the same area
            const glm::vec3 local(r * half.x * std::cos(angle), 0, r * half.y * std::sin(angle));
            const auto hit = bone.intersect({inside + frame.axes * local, up * frame.axes[1]}, 40);
            if (!hit) continue;
            const auto* corner = &mesh.indices[3 * hit->triangle];
            const auto &a = mesh.positions[corner[0]], &b = mesh.positions[corner[1]], &c = mesh.positions[corner[2]];
            const auto normal = glm::cross(b - a, c - a);
            if (up * glm::dot(normal, frame.axes[1]) < k_facing * glm::length(normal)) continue;
            points.push_back(glm::transpose(frame.axes) * (hit->position - frame.centre_mm));
        }
    const auto plane = plane_through(points);
    if (!plane) return std::nullopt;
    return Probe{*plane, half};
}

constexpr std::array<std::pair<const char*, glm::vec2>, 4> k_points{
    {{"left", {1, 0}}, {"right", {-1, 0}}, {"front", {0, 1}}, {"back", {0, -1}}}};

void add_plate(Atlas& atlas, const VertebraFrame& frame, Level level, const char* which, const Probe& probe) {
    for (const auto& [name, at] : k_points) {
        const float x = at.x * probe.half.x, z = at.y * probe.half.y;
        const glm::vec3 local(x, probe.plane.x * x + probe.plane.y * z + probe.plane.z, z);
        Landmark point;
        point.id = "endplate." + level_name(level) + "." + which + "." + name;
        point.position_mm = frame.centre_mm + frame.axes * local;
        point.skin.joints[0] = joint_of(level);
        atlas.landmarks.push_back(std::move(point));
    }
}

} // namespace

void add_end_plates(Atlas& atlas) {
    std::erase_if(atlas.landmarks, [](const Landmark& l) { return l.id.starts_with("endplate."); });
    for (std::size_t i = level_c(2).value; i < k_level_count; ++i) {
        const Level level(i);
        const auto index = atlas.find(vertebra_id(level));
        if (!atlas.spine.known[i] || !index.valid()) continue;
        const auto& mesh = mesh_at(atlas.at(index), 0);
        if (mesh.empty()) continue;
        const geometry::Bvh bone(mesh);
        const auto& frame = atlas.spine.frames[i];
        if (level != level_c(2)) // the dens is no plate
            if (const auto upper = probe(mesh, bone, frame, 1, level == level_s1() ? k_below_s1_mm : 0)) add_plate(atlas, frame, level, "upper", *upper);
        if (level != level_s1())
            if (const auto lower = probe(mesh, bone, frame, -1, 0)) add_plate(atlas, frame, level, "lower", *lower);
    }
}

bool has_end_plates(std::string_view structure) {
    for (std::size_t i = level_c(2).value; i < k_level_count; ++i)
        if (structure == vertebra_id(Level(i))) return true;
    return false;
}

SpineBody spine_body(const SpineRest& rest) {
    SpineBody body{rest, {}, nullptr};
    for (std::size_t i = 0; i < k_level_count; ++i) {
        const auto& frame = rest.frames[i];
        body.plates[i] = {{frame.centre_mm + k_half_height_mm * frame.axes[1], frame.axes[1]},
                          {frame.centre_mm - k_half_height_mm * frame.axes[1], frame.axes[1]}};
    }
    return body;
}

SpineBody spine_body(const Atlas& atlas) {
    auto body = spine_body(atlas.spine);
    body.glide = atlas.facet_glide;
    const auto& marks = atlas.landmarks;
    for (std::size_t i = 0; i + 3 < marks.size(); ++i) { // the four of a plate stand together, in the order of k_points
        if (!marks[i].id.starts_with("endplate.") || !marks[i].id.ends_with(".left")) continue;
        const auto joint = marks[i].skin.joints[0];
        auto& plates = body.plates[static_cast<std::size_t>(joint - 1)];
        auto& plate = marks[i].id.find(".upper.") != std::string::npos ? plates.upper : plates.lower;
        const auto left = marks[i].position_mm, right = marks[i + 1].position_mm, front = marks[i + 2].position_mm, back = marks[i + 3].position_mm;
        plate = {0.25f * (left + right + front + back), glm::normalize(glm::cross(front - back, left - right))};
    }
    return body;
}

} // namespace dorsum::anatomy
