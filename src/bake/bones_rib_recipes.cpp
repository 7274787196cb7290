#include "bake/bones_mesh.h"
#include "bake/bones_ribs.h"

namespace dorsum::bake {

namespace {

using Shape = geometry::Sdf (*)(const Facts&, const anatomy::SpineRest&, int);
using MidShape = geometry::Sdf (*)(const Facts&, const anatomy::SpineRest&);

Recipe paired(std::string id, anatomy::Side side, int rib, std::vector<std::string> keys, Shape shape, float step, std::size_t triangles) {
    Recipe recipe;
    recipe.id = std::move(id) + "." + std::to_string(rib) + (side == anatomy::Side::left ? ".left" : ".right");
    recipe.fact_keys = std::move(keys);
    recipe.build = [=](const BuildContext& c) { return bone_mesh(shape(c.facts, c.spine, rib), step, triangles, side); };
    return recipe;
}

Recipe single(std::string id, MidShape shape, std::size_t triangles) {
    Recipe recipe;
    recipe.id = std::move(id);
    recipe.fact_keys = {"thorax", "alignment", "vertebrae", "discs"};
    recipe.build = [=](const BuildContext& c) { return bone_mesh(shape(c.facts, c.spine), 1.2f, triangles, anatomy::Side::left); };
    return recipe;
}

} // namespace

void add_rib_recipes(std::vector<Recipe>& recipes) {
    for (const auto side : {anatomy::Side::left, anatomy::Side::right})
        for (int n = 1; n <= 12; ++n) {
            const std::string rib = "ribs/" + std::to_string(n) + "/";
            recipes.push_back(paired("rib", side, n, {rib, "alignment", "vertebrae", "discs"}, rib_shape, 1.1f, 2600));
            if (n <= 10)
                recipes.push_back(paired("costal_cartilage", side, n, {"ribs", "thorax", "alignment", "vertebrae", "discs"},
                                         cartilage_shape, 1.3f, 900));
        }
    recipes.push_back(single("sternum.manubrium", manubrium_shape, 2600));
    recipes.push_back(single("sternum.body", sternal_body_shape, 3000));
    recipes.push_back(single("sternum.xiphoid", xiphoid_shape, 600));
}

} // namespace dorsum::bake
