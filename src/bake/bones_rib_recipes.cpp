#include "bake/bones_mesh.h"
#include "bake/bones_ribs.h"

namespace dorsum::bake {

namespace {

using RibShape = geometry::Sdf (*)(const Facts&, const anatomy::SpineRest&, int);

BoneShape of_rib(RibShape shape, int rib) {
    return [shape, rib](const Facts& facts, const anatomy::SpineRest& spine) { return shape(facts, spine, rib); };
}

std::vector<Neighbour> beside_rib(int rib) {
    const std::string gap = "ribs/joint/costovertebral";
    std::vector<Neighbour> out{{"vertebra.t" + std::to_string(rib), gap}};
    if (rib > 1) out.push_back({"vertebra.t" + std::to_string(rib - 1), gap});
    return out;
}

// What a cartilage grows out of or leans on.
std::vector<Neighbour> beside_cartilage(int rib) {
    const std::string gap = "ribs/joint/costochondral";
    std::vector<Neighbour> out{{"rib." + std::to_string(rib) + ".left", gap}};
    if (rib <= 2) out.push_back({"sternum.manubrium", gap});
    if (rib >= 2 && rib <= 7) out.push_back({"sternum.body", gap});
    if (rib >= 6) out.push_back({"costal_cartilage." + std::to_string(rib - 1) + ".left", gap});
    return out;
}

} // namespace

void add_rib_recipes(std::vector<Recipe>& recipes) {
    const std::vector<std::string> spine = {"alignment", "vertebrae", "discs"};
    const std::vector<std::string> thorax = {"ribs", "thorax", "shoulder/clavicle/line", "alignment", "vertebrae", "discs"};
    for (int n = 1; n <= 12; ++n) {
        const std::string number = std::to_string(n);
        std::vector<std::string> keys = {"ribs/" + number + "/", "ribs/shape", "ribs/detail", "ribs/first", "ribs/second"};
        keys.insert(keys.end(), spine.begin(), spine.end());
        add_bone_pair(recipes, "rib." + number, keys, {1.0f, 2000}, of_rib(rib_shape, n), beside_rib(n));
        if (n <= 10)
            add_bone_pair(recipes, "costal_cartilage." + number, thorax, {1.3f, 640}, of_rib(cartilage_shape, n), beside_cartilage(n));
    }
    add_single_bone(recipes, "sternum.manubrium", thorax, {1.0f, 2000}, manubrium_shape);
    add_single_bone(recipes, "sternum.body", thorax, {1.0f, 2200}, sternal_body_shape, {{"sternum.manubrium", "thorax/joint/manubriosternal"}});
    add_single_bone(recipes, "sternum.xiphoid", thorax, {0.8f, 600}, xiphoid_shape, {{"sternum.body", "thorax/joint/xiphisternal"}});
}

} // namespace dorsum::bake
