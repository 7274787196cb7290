#include "scene/disc_bulge.h"

#include "geometry/sdf.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

using geometry::Mesh;

// Design values [D]: how far the outline moves, and over which angle of the rim.
struct Stage {
    const char* name;
    float reach_mm, half_angle_deg;
    float head_mm; // radius of an extruded head or free fragment; 0: none
    float drop_mm; // how far the head or fragment lies below the disc
};
constexpr Stage k_stages[] = {
    {"bulge", 2.5f, 75, 0, 0}, {"protrusion", 5, 30, 0, 0}, {"extrusion", 5.5f, 18, 4.2f, 3}, {"sequestration", 3.5f, 18, 4.0f, 12}};

// Direction of the bulge in the disc's own plane: 0 straight back (into the canal), turning outwards to the side.
float zone_angle_deg(const std::string& zone) { return zone == "central" ? 0.0f : zone == "foraminal" ? 62.0f : 33.0f; }

// Farthest rim point in direction d from the centre.
float rim_mm(const Mesh& mesh, glm::vec3 centre, glm::vec3 d) {
    float most = 0;
    for (const auto& p : mesh.positions) most = std::max(most, glm::dot(p - centre, d));
    return most;
}

void push_rim(Mesh& mesh, glm::vec3 centre, const glm::mat3& axes, float angle, const Stage& stage) {
    const float half = glm::radians(stage.half_angle_deg);
    for (auto& p : mesh.positions) {
        const auto local = glm::transpose(axes) * (p - centre); // x left, y up, z front
        const float radius = std::hypot(local.x, local.z);
        if (radius < 1) continue;
        float off = std::atan2(local.x, -local.z) - angle; // 0 at the middle of the bulge
        off = std::remainder(off, 6.2831853f);
        const float along_rim = std::exp(-0.5f * off * off / (0.25f * half * half));
        const float outer = std::clamp((radius - 6) / 8, 0.0f, 1.0f); // the middle of the disc stays
        p += axes * (stage.reach_mm * along_rim * outer * glm::vec3(local.x, 0, local.z) / radius);
    }
}

} // namespace

std::shared_ptr<const Mesh> bulged_disc(const anatomy::Atlas& atlas, const session::DiscState& disc) {
    const auto stage = std::find_if(std::begin(k_stages), std::end(k_stages), [&](const auto& s) { return disc.stage == s.name; });
    const auto index = atlas.find(anatomy::disc_id(disc.upper));
    if (stage == std::end(k_stages) || !index.valid()) return nullptr;
    const auto& structure = atlas.at(index);
    Mesh mesh = structure.lods[0].empty() ? anatomy::mesh_at(structure, 0) : structure.lods[0];
    const auto& above = atlas.spine.frames[disc.upper.value];
    const auto& below = atlas.spine.frames[disc.upper.value + 1];
    const auto centre = geometry::bounds_of(mesh).centre();
    glm::mat3 axes;
    axes[1] = glm::normalize(above.centre_mm - below.centre_mm);
    axes[0] = glm::normalize(above.axes[0] - glm::dot(above.axes[0], axes[1]) * axes[1]);
    axes[2] = glm::cross(axes[0], axes[1]);
    const float side = disc.side == anatomy::Side::left ? 1.0f : disc.side == anatomy::Side::right ? -1.0f : 0.0f;
    const float angle = side * glm::radians(zone_angle_deg(disc.zone));
    const auto direction = axes * glm::vec3(std::sin(angle), 0, -std::cos(angle));
    const float rim = rim_mm(mesh, centre, direction);
    push_rim(mesh, centre, axes, angle, *stage);
    if (stage->head_mm > 0) {
        const float out = rim + (stage->drop_mm > 6 ? stage->head_mm + 1.5f : stage->reach_mm);
        const auto head = centre + out * direction - stage->drop_mm * axes[1];
        const auto blob = geometry::ellipsoid(head, stage->head_mm * glm::vec3(1, 1.35f, 0.85f), axes);
        geometry::append(mesh, geometry::mesh_of(blob, 0.9f));
    }
    geometry::compute_normals(mesh);
    const auto weights = [&](glm::vec3 p) { return anatomy::skin_weights_at(structure.terms, atlas.spine, p); };
    mesh.skin.resize(mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) mesh.skin[i] = weights(mesh.positions[i]);
    return std::make_shared<const Mesh>(std::move(mesh));
}

} // namespace dorsum::scene
