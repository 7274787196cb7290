#include "bake/bones_mesh.h"
#include "bake/bones_ribs.h"

namespace dorsum::bake {

namespace {

using RibShape = geometry::Sdf (*)(const Facts&, const anatomy::SpineRest&, int);

BoneShape of_rib(RibShape shape, int rib) {
    return [shape, rib](const Facts& facts, const anatomy::SpineRest& spine) { return shape(facts, spine, rib); };
}

} // namespace

void add_rib_recipes(std::vector<Recipe>& recipes) {
    const std::vector<std::string> thorax = {"ribs", "thorax", "alignment", "vertebrae", "discs"};
    for (int n = 1; n <= 12; ++n) {
        const std::string number = std::to_string(n);
        add_bone_pair(recipes, "rib." + number, {"ribs/" + number + "/", "alignment", "vertebrae", "discs"}, {1.1f, 2600},
                      of_rib(rib_shape, n));
        if (n <= 10) add_bone_pair(recipes, "costal_cartilage." + number, thorax, {1.3f, 900}, of_rib(cartilage_shape, n));
    }
    add_single_bone(recipes, "sternum.manubrium", thorax, {1.2f, 2600}, manubrium_shape);
    add_single_bone(recipes, "sternum.body", thorax, {1.2f, 3000}, sternal_body_shape);
    add_single_bone(recipes, "sternum.xiphoid", thorax, {1.0f, 600}, xiphoid_shape);
}

} // namespace dorsum::bake
