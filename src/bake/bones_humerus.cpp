#include "bake/bones_frames.h"
#include "bake/bones_limbs.h"
#include "bake/bones_mesh.h"
#include "bake/bones_parts.h"

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_humerus = "limbs/humerus/";

constexpr float k_cut_mm = 165; // below the centre of the head: the lower half is not drawn

// A ball, set off from the tubercles by the groove of the anatomical neck.
Sdf head(const Facts& facts) {
    return geometry::sphere({0, 0, 0}, fact_number(facts, k_humerus + "head/radius"));
}

Sdf anatomical_neck(const Facts& facts) {
    const glm::vec3 axis = glm::normalize(facts.vec3(k_humerus + "neck/axis")), centre = axis * fact_number(facts, k_humerus + "neck/from_head");
    const float ring = fact_number(facts, k_humerus + "neck/ring"), half = fact_number(facts, k_humerus + "neck/half");
    const glm::vec3 u = glm::normalize(glm::cross(axis, glm::vec3(0, 1, 0))), v = glm::cross(axis, u);
    const glm::mat3 inverse = glm::transpose(glm::mat3(u, v, axis));
    geometry::Bounds bounds;
    bounds.add(centre - (ring + half));
    bounds.add(centre + (ring + half));
    return {[=](glm::vec3 p) {
                const glm::vec3 q = inverse * (p - centre);
                return glm::length(glm::vec2(glm::length(glm::vec2(q)) - ring, q.z)) - half;
            },
            bounds};
}

} // namespace

// Left, up and front of the centre of the head.
Sdf humerus_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    std::vector<Sdf> parts = fact_knobs(facts, k_humerus + "knobs/"); // tubercles
    parts.push_back(fact_sweep(facts, k_humerus + "shaft/"));
    parts.push_back(fact_sweep(facts, k_humerus + "collar/"));
    Sdf bone = geometry::unite(std::move(parts), 6.0f);
    bone = geometry::unite(std::move(bone), fact_sweep(facts, k_humerus + "tuberosity/"), 3.0f);
    for (const char* crest : {"greater_crest", "lesser_crest"})
        bone = geometry::unite(std::move(bone), fact_ridge(facts, k_humerus + crest + "/c", fact_number(facts, k_humerus + "ridges/crest")), 3.0f);
    bone = geometry::subtract(std::move(bone), anatomical_neck(facts), 2.0f);
    bone = geometry::unite(std::move(bone), head(facts), 1.2f);
    bone = geometry::subtract(std::move(bone), fact_sweep(facts, k_humerus + "groove/"), 1.5f);
    bone = geometry::intersect(std::move(bone), geometry::half_space({0, -k_cut_mm, 0}, {0, -1, 0}), 1.0f);
    const BoneFrame thorax = thorax_frame(spine);
    return geometry::moved(std::move(bone), thorax.axes, thorax.to_world(facts.vec3(k_humerus + "points/head")));
}

void add_limb_recipes(std::vector<Recipe>& recipes) {
    add_bone_pair(recipes, "femur", {"limbs/femur", "pelvis", "alignment/sacral_slope", "alignment/s1_centre"}, {1.3f, 4600}, femur_shape);
    add_bone_pair(recipes, "humerus", {"limbs/humerus", "alignment", "vertebrae", "discs"}, {1.3f, 2400}, humerus_shape);
}

} // namespace dorsum::bake
