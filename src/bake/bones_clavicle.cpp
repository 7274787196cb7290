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
    for (const auto side : {anatomy::Side::left, anatomy::Side::right}) {
        const std::string suffix = side == anatomy::Side::left ? ".left" : ".right";
        Recipe scapula, clavicle;
        scapula.id = "scapula" + suffix;
        clavicle.id = "clavicle" + suffix;
        scapula.fact_keys = clavicle.fact_keys = {"shoulder", "alignment", "vertebrae", "discs"};
        scapula.build = [side](const BuildContext& c) { return bone_mesh(scapula_shape(c.facts, c.spine), 1.0f, 6000, side); };
        clavicle.build = [side](const BuildContext& c) { return bone_mesh(clavicle_shape(c.facts, c.spine), 1.2f, 1800, side); };
        recipes.push_back(std::move(scapula));
        recipes.push_back(std::move(clavicle));
    }
}

} // namespace dorsum::bake
