#include "bake/bones_frames.h"
#include "bake/bones_limbs.h"
#include "bake/bones_mesh.h"

namespace dorsum::bake {
using geometry::Sdf;

namespace {

constexpr float k_cut_mm = 165; // below the centre of the head: the lower half is not drawn

} // namespace

Sdf humerus_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    const auto radius = static_cast<float>(facts.number("limbs/humerus/head/radius"));
    const glm::mat3 straight(1);
    std::vector<Sdf> parts;
    parts.push_back(long_shaft(facts, "limbs/humerus/shaft/"));
    parts.push_back(geometry::ellipsoid({14.5f, 0, -1.5f}, {12, 18, 15}, straight)); // greater tubercle
    parts.push_back(geometry::ellipsoid({8.5f, -3, 15}, {7, 11, 7.5f}, straight));   // lesser tubercle
    parts.push_back(geometry::elliptic_capsule({8, -14, 1}, {14, -36, 0}, {1, 0, 0}, {18, 15}, {13.5f, 11.5f}));
    parts.push_back(geometry::ellipsoid({39.5f, -122, -4}, {6, 27, 7}, straight)); // deltoid tuberosity
    Sdf bone = geometry::unite(geometry::unite(std::move(parts), 5.0f), geometry::sphere({0, 0, 0}, radius), 2.0f);
    bone = geometry::subtract(std::move(bone), geometry::capsule({17.5f, 14, 15.5f}, {18.5f, -44, 15}, 3.6f, 2.2f), 4.0f); // groove
    bone = geometry::intersect(std::move(bone), geometry::half_space({0, -k_cut_mm, 0}, {0, -1, 0}), 1.0f);
    const BoneFrame thorax = thorax_frame(spine);
    return geometry::moved(std::move(bone), thorax.axes, thorax.to_world(facts.vec3("limbs/humerus/points/head")));
}

void add_limb_recipes(std::vector<Recipe>& recipes) {
    add_bone_pair(recipes, "femur", {"limbs/femur", "pelvis", "alignment/sacral_slope", "alignment/s1_centre"}, {1.5f, 5000}, femur_shape);
    add_bone_pair(recipes, "humerus", {"limbs/humerus", "alignment", "vertebrae", "discs"}, {1.4f, 2600}, humerus_shape);
}

} // namespace dorsum::bake
