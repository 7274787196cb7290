#include "bake/soft_ligaments.h"

#include "bake/nerves_way_points.h"
#include "bake/soft_band.h"
#include "bake/spine_attach.h"

#include <algorithm>

namespace dorsum::bake {

namespace {

// "hip_bone." is paired: everything is worked out on the left.
std::string on_left(std::string name) { return name.ends_with('.') ? name + "left" : name; }

// Attachment points, brought onto the bone that the facts name.
geometry::Polyline attached(const BuildContext& context, const BoneSurfaces& bones, const std::string& key, float sink_mm) {
    auto line = way_points(context.anchors, context.facts.words(key));
    for (auto& p : line) p = bones.onto(on_left(context.facts.words(key + "_bone").front()), p, sink_mm);
    return line;
}

Band read_band(const BuildContext& context, const BoneSurfaces& bones, const std::string& key) {
    Band band;
    band.thickness = static_cast<float>(context.facts.number(key + "/thickness"));
    const float sink = 0.3f + 0.35f * band.thickness; // a thick end is set into the bone
    band.origin = attached(context, bones, key + "/origin", sink);
    band.insertion = attached(context, bones, key + "/insertion", sink);
    band.bulge = context.facts.vec3(key + "/bulge");
    band.waist = static_cast<float>(context.facts.number(key + "/waist"));
    return band;
}

std::vector<std::string> bones_of(const Facts& facts, const std::string& key) {
    std::vector<std::string> ids;
    for (const auto& part : facts.children(key))
        for (const char* end : {"/origin_bone", "/insertion_bone"}) {
            const auto id = on_left(facts.words(key + "/" + part + end).front());
            if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
        }
    return ids;
}

// A ligament may consist of several bands ("short", "long").
geometry::Mesh ligament_mesh(const BuildContext& context, const std::string& name, bool right) {
    const std::string key = "pelvic_ligaments/" + name;
    const BoneSurfaces bones(context);
    geometry::Mesh mesh;
    for (const auto& part : context.facts.children(key)) geometry::append(mesh, mesh_of(read_band(context, bones, key + "/" + part)));
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
            recipe.held_keys.emplace();
            recipe.depends = bones_of(facts, "pelvic_ligaments/" + name);
            recipe.build = [name, right = is_right(recipe.id)](const BuildContext& context) {
                return ligament_mesh(context, name, right);
            };
            recipes.push_back(std::move(recipe));
        }
}

} // namespace dorsum::bake
