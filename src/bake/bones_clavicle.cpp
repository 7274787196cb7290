#include "bake/bones_frames.h"
#include "bake/bones_mesh.h"
#include "bake/bones_scapula.h"
#include "geometry/curve.h"

namespace dorsum::bake {

geometry::Sdf clavicle_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    const auto control = to_world(thorax_frame(spine), fact_line(facts, "shoulder/clavicle/line/c"));
    const geometry::Polyline line = geometry::resample(geometry::smooth_through(control, 2.0f), 13);
    // Front-to-back and height: a thick triangular sternal end, round middle, flat acromial third.
    static constexpr float k_depth[] = {22, 21, 17, 14.5f, 13.5f, 13, 13, 13.5f, 15, 18, 21, 23, 21};
    static constexpr float k_height[] = {23, 20, 17, 15, 14, 13, 12.5f, 12.5f, 12.5f, 12.5f, 12.5f, 12, 10};
    std::vector<glm::vec2> halves;
    for (int i = 0; i < 13; ++i) halves.emplace_back(0.5f * k_height[i], 0.5f * k_depth[i]);
    const glm::vec3 up[] = {{0, 1, 0}};
    return geometry::swept_ellipse(line, halves, up);
}

void add_scapula_recipes(std::vector<Recipe>& recipes) {
    const std::vector<std::string> keys = {"shoulder", "alignment", "vertebrae", "discs"};
    add_bone_pair(recipes, "scapula", keys, {1.0f, 6000}, scapula_shape);
    add_bone_pair(recipes, "clavicle", keys, {1.2f, 1800}, clavicle_shape);
}

} // namespace dorsum::bake
