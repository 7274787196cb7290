#include "bake/bones_hip.h"

#include "bake/bones_mesh.h"
#include "bake/bones_parts.h"
#include "bake/bones_plate.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_pelvis = "pelvis/";

// The plate's plane is the sagittal one: front, up; its height is the distance from the mid-plane. Right-handed: height to the
// patient's right, so facts (inner, outer) change sign and order.
BoneFrame sagittal(const BoneFrame& pelvis) {
    return {pelvis.origin, glm::mat3(pelvis.axes[2], pelvis.axes[1], -pelvis.axes[0])};
}

Sdf bone_plate(const Facts& facts, const BoneFrame& pelvis) {
    PlateSpec spec;
    spec.frame = sagittal(pelvis);
    spec.nodes = fact_nodes(facts, k_pelvis + "plate/nodes");
    for (PlateNode& node : spec.nodes) node.middle = -node.middle;
    spec.outline = fact_outline(facts, k_pelvis + "plate/rim/outline");
    spec.holes = {fact_outline(facts, k_pelvis + "plate/rim/obturator")};
    spec.edge_mm = fact_number(facts, k_pelvis + "rounding/rim");
    spec.hole_edge_mm = fact_number(facts, k_pelvis + "rounding/obturator");
    return plate(spec);
}

// Everything below is in the frame of the facts: left, up and front of the centre of the S1 endplate.

// Two lips along the crest with the middle line sunk between them.
Sdf crest_lips(const Facts& facts, const Sdf& bone) {
    const std::vector<glm::vec3> crest = fact_line(facts, k_pelvis + "crest/c");
    const std::vector<float> width = fact_row(facts, k_pelvis + "crest/width");
    const float radius = fact_number(facts, k_pelvis + "ridges/lip");
    const glm::vec3 socket = facts.vec3(k_pelvis + "points/acetabulum");
    std::vector<glm::vec3> lips[2];
    for (std::size_t i = 0; i < crest.size(); ++i) {
        const glm::vec3 along = glm::normalize(crest[std::min(i + 1, crest.size() - 1)] - crest[i > 0 ? i - 1 : 0]);
        glm::vec3 out = crest[i] - socket;
        out = glm::normalize(out - along * glm::dot(out, along));
        const glm::vec3 across = glm::cross(along, out);
        for (const float side : {-1.0f, 1.0f})
            lips[side > 0].push_back(crest[i] + across * (side * 0.5f * width[i]) - out * radius);
    }
    for (auto& lip : lips) lip = drawn_on(bone, geometry::smooth_through(lip, 6.0f), 0.55f * radius);
    return geometry::unite(ridge_along(lips[0], radius), ridge_along(lips[1], radius), 0.5f);
}

// A cup round the socket that stands out from the plate, sharp at its lip.
Sdf socket_wall(const Facts& facts, float radius) {
    const glm::vec3 centre = facts.vec3(k_pelvis + "points/acetabulum"), out = glm::normalize(facts.vec3(k_pelvis + "socket/opening"));
    const Sdf ball = geometry::sphere(centre, radius + fact_number(facts, k_pelvis + "socket/wall"));
    return geometry::intersect(ball, geometry::half_space(centre + out * fact_number(facts, k_pelvis + "socket/mouth"), out), 2.5f);
}

// The ball's room, the rough floor behind its moon-shaped face, and the gap in the lip above the obturator foramen.
Sdf with_socket(Sdf bone, const Facts& facts, float radius) {
    const glm::vec3 centre = facts.vec3(k_pelvis + "points/acetabulum");
    bone = geometry::subtract(std::move(bone), geometry::sphere(centre, radius), 0.8f);
    const float floor = fact_number(facts, k_pelvis + "socket/floor");
    const glm::vec2 half(fact_row(facts, k_pelvis + "socket/floor_half")[0], fact_row(facts, k_pelvis + "socket/floor_half")[1]);
    const glm::vec3 deep = glm::normalize(facts.vec3(k_pelvis + "socket/floor_at")), notch = glm::normalize(facts.vec3(k_pelvis + "socket/notch"));
    const Sdf course = geometry::elliptic_capsule(centre + radius * deep, centre + 1.1f * radius * notch, {0, 0, 1}, half, {0.75f * half.x, half.y});
    bone = geometry::subtract(std::move(bone), geometry::intersect(geometry::sphere(centre, radius + floor), course, 0.5f), 0.8f);
    const float gap = fact_number(facts, k_pelvis + "socket/notch_half");
    return geometry::subtract(std::move(bone), geometry::capsule(centre + 0.75f * radius * notch, centre + 1.5f * radius * notch, gap, gap), 2.0f);
}

// Faint lines where the gluteal muscles part, drawn onto the outer face.
Sdf gluteal_lines(const Facts& facts, const Sdf& bone) {
    const float radius = fact_number(facts, k_pelvis + "ridges/gluteal");
    std::vector<Sdf> lines;
    for (const char* name : {"post", "ant", "inf"}) {
        geometry::Polyline line = geometry::smooth_through(fact_line(facts, k_pelvis + "gluteal/" + name), 6.0f);
        for (glm::vec3& p : line) p.x += 4; // from outside
        lines.push_back(ridge_along(drawn_on(bone, std::move(line), 0.5f * radius), radius));
    }
    return geometry::unite(std::move(lines), 0.5f);
}

Sdf spines_and_lines(const Facts& facts) {
    std::vector<Sdf> parts;
    parts.push_back(fact_sweep(facts, k_pelvis + "ischial_spine/"));
    parts.push_back(fact_sweep(facts, k_pelvis + "aiis/"));
    parts.push_back(fact_ridge(facts, k_pelvis + "arcuate/a", fact_number(facts, k_pelvis + "ridges/arcuate")));
    parts.push_back(fact_ridge(facts, k_pelvis + "pecten/p", fact_number(facts, k_pelvis + "ridges/pecten")));
    for (Sdf& knob : fact_knobs(facts, k_pelvis + "knobs/")) parts.push_back(std::move(knob));
    return geometry::unite(std::move(parts), 2.0f);
}

} // namespace

// The auricular pad reaches into the sacrum; what the recipe takes away from it leaves the two faces matching.
Sdf hip_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    const BoneFrame pelvis = pelvis_frame(facts, spine);
    const glm::mat3 back = glm::transpose(pelvis.axes);
    Sdf plate = geometry::moved(bone_plate(facts, pelvis), back, -(back * pelvis.origin));
    const float radius = fact_number(facts, "limbs/femur/head/radius") + fact_number(facts, "pelvis/joint/hip");
    Sdf bone = geometry::unite(std::move(plate), fact_sweep(facts, k_pelvis + "auricular/"), 3.0f);
    bone = geometry::unite(std::move(bone), socket_wall(facts, radius), 5.0f);
    bone = geometry::unite(std::move(bone), spines_and_lines(facts), 3.5f);
    Sdf lines = geometry::unite(crest_lips(facts, bone), gluteal_lines(facts, bone), 0.5f);
    bone = with_socket(geometry::unite(std::move(bone), std::move(lines), 2.5f), facts, radius);
    return geometry::moved(std::move(bone), pelvis.axes, pelvis.origin);
}

void add_hip_recipes(std::vector<Recipe>& recipes) {
    add_bone_pair(recipes, "hip_bone", {"pelvis", "limbs/femur/head", "alignment/sacral_slope", "alignment/s1_centre"}, {1.2f, 7600}, hip_shape,
                  {{"sacrum", "pelvis/joint/sacroiliac"}});
}

} // namespace dorsum::bake
