#include "bake/soft_ligaments.h"

#include "bake/nerves_way_points.h"
#include "bake/soft_band.h"

namespace dorsum::bake {

namespace {

Band read_band(const BuildContext& context, const std::string& key) {
    Band band;
    band.origin = way_points(context.anchors, context.facts.words(key + "/origin"));
    band.insertion = way_points(context.anchors, context.facts.words(key + "/insertion"));
    band.bulge = context.facts.vec3(key + "/bulge");
    band.waist = static_cast<float>(context.facts.number(key + "/waist"));
    band.thickness = static_cast<float>(context.facts.number(key + "/thickness"));
    return band;
}

// A ligament may consist of several bands ("short", "long").
geometry::Mesh ligament_mesh(const BuildContext& context, const std::string& name, bool right) {
    const std::string key = "pelvic_ligaments/" + name;
    geometry::Mesh mesh;
    for (const auto& part : context.facts.children(key)) geometry::append(mesh, mesh_of(read_band(context, key + "/" + part)));
    if (right) mirror_x(mesh);
    return mesh;
}

} // namespace

void add_pelvic_ligaments(const Facts& facts, std::vector<Recipe>& recipes) {
    for (const auto& name : facts.children("pelvic_ligaments"))
        for (const char* side : {".left", ".right"}) {
            Recipe recipe;
            recipe.id = "ligament." + name + side;
            recipe.fact_keys = {"pelvic_ligaments/" + name, "alignment", "vertebrae", "discs", "sacrum", "pelvis"};
            recipe.build = [name, right = is_right(recipe.id)](const BuildContext& context) {
                return ligament_mesh(context, name, right);
            };
            recipes.push_back(std::move(recipe));
        }
}

} // namespace dorsum::bake
