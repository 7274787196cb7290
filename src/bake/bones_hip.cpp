#include "bake/bones_hip.h"

#include "bake/bones_mesh.h"
#include "bake/bones_plate.h"

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
    spec.edge_mm = 5.0f;
    return plate(spec);
}

// The lip round the socket and the gap in it above the obturator foramen.
Sdf with_socket(Sdf bone, const Facts& facts, const BoneFrame& pelvis) {
    const glm::vec3 centre = facts.vec3(k_pelvis + "points/acetabulum");
    const auto radius = static_cast<float>(facts.number(k_pelvis + "socket/radius"));
    const auto at = [&](glm::vec3 offset) { return pelvis.to_world(centre + offset); };
    bone = geometry::subtract(std::move(bone), geometry::sphere(at({0, 0, 0}), radius), 1.5f);
    // Floor (rough, deeper) and notch.
    bone = geometry::subtract(std::move(bone), geometry::ellipsoid(at({-20, -6, 0}), {8, 12, 11}), 2.0f);
    return geometry::subtract(std::move(bone), geometry::capsule(at({-4, -18, 3}), at({2, -34, 6}), 9, 10), 3.0f);
}

// The edge between the iliac fossa and the true pelvis.
Sdf arcuate_line(const Facts& facts, const BoneFrame& pelvis) {
    const auto line = geometry::smooth_through(to_world(pelvis, fact_line(facts, k_pelvis + "arcuate/a")), 5.0f);
    std::vector<glm::vec2> halves(line.size(), glm::vec2(2.1f));
    halves.front() = halves.back() = glm::vec2(1.0f);
    const glm::vec3 up[] = {{1, 0, 0}};
    return geometry::swept_ellipse(line, halves, up);
}

} // namespace

Sdf hip_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    const BoneFrame pelvis = pelvis_frame(facts, spine);
    return with_socket(geometry::unite(bone_plate(facts, pelvis), arcuate_line(facts, pelvis), 5.0f), facts, pelvis);
}

void add_hip_recipes(std::vector<Recipe>& recipes) {
    add_bone_pair(recipes, "hip_bone", {"pelvis", "alignment/sacral_slope", "alignment/s1_centre"}, {1.3f, 8000}, hip_shape);
}

} // namespace dorsum::bake
