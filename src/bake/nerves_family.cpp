// Spinal cord, cauda equina, lumbar and sacral roots, sciatic nerve and its two branches.
#include "bake/nerves_paths.h"
#include "bake/nerves_way_points.h"

namespace dorsum::bake {

namespace {

// "nerve.root_l5.left" -> "root_l5"
std::string part_of(const std::string& id) {
    const auto first = id.find('.') + 1;
    return id.substr(first, id.rfind('.') - first);
}

Tube nerve_tube(const BuildContext& context, const std::string& id) {
    const std::string part = part_of(id);
    if (part.starts_with("root_")) return root_tube(context, part.substr(5));
    if (part == "tibial") return tibial_tube(context);
    if (part == "common_fibular") return common_fibular_tube(context);
    return sciatic_tube(context);
}

std::vector<glm::vec3> nerve_line(const BuildContext& context, const std::string& id) {
    auto line = nerve_tube(context, id).line;
    if (is_right(id)) mirror_x(line);
    return line;
}

std::vector<glm::vec3> cord_line(const BuildContext& context, const std::string&) { return cord_tube(context).line; }

// The filum, in the middle of the sheaf.
std::vector<glm::vec3> cauda_line(const BuildContext& context, const std::string&) {
    return cauda_strands(context).back().line;
}

geometry::Mesh nerve_mesh(const BuildContext& context, const std::string& id) {
    auto mesh = mesh_of(nerve_tube(context, id));
    if (is_right(id)) mirror_x(mesh);
    return mesh;
}

geometry::Mesh cauda_mesh(const BuildContext& context) {
    const auto strands = cauda_strands(context);
    geometry::Mesh mesh;
    for (std::size_t i = 0; i < strands.size(); ++i) {
        auto piece = mesh_of(strands[i]);
        geometry::append(mesh, piece);
        if (i + 1 == strands.size()) break; // the filum lies in the middle: once
        mirror_x(piece);
        geometry::append(mesh, piece);
    }
    return mesh;
}

Recipe recipe_of(std::string id, std::vector<std::string> fact_keys) {
    Recipe recipe;
    recipe.id = std::move(id);
    recipe.fact_keys = std::move(fact_keys);
    // Way points lean on anchors of the whole skeleton, so its facts belong to the key.
    for (const char* key : {"nerves/drawing", "nerves/canal", "alignment", "vertebrae", "discs", "sacrum", "pelvis", "limbs"})
        recipe.fact_keys.emplace_back(key);
    recipe.lod_ratio[0] = 0.45f;
    recipe.lod_ratio[1] = 0.2f;
    return recipe;
}

void add_nerve(std::vector<Recipe>& recipes, const std::string& part, const std::vector<std::string>& fact_keys) {
    for (const char* side : {".left", ".right"}) {
        const std::string id = "nerve." + part + side;
        Recipe recipe = recipe_of(id, fact_keys);
        recipe.build = [id](const BuildContext& context) { return nerve_mesh(context, id); };
        recipe.centre_line = &nerve_line;
        recipes.push_back(std::move(recipe));
    }
}

void add_recipes(const Facts&, const anatomy::SpineRest&, const Anchors&, std::vector<Recipe>& recipes) {
    Recipe cord = recipe_of("spinal_cord", {"nerves/cord"});
    cord.build = [](const BuildContext& context) { return mesh_of(cord_tube(context)); };
    cord.centre_line = &cord_line;
    recipes.push_back(std::move(cord));

    Recipe cauda = recipe_of("cauda_equina", {"nerves/cauda", "nerves/cord", "nerves/roots"});
    cauda.build = &cauda_mesh;
    cauda.centre_line = &cauda_line;
    recipes.push_back(std::move(cauda));

    for (const auto& level : root_levels()) add_nerve(recipes, "root_" + level, {"nerves/roots", "nerves/sciatic"});
    add_nerve(recipes, "sciatic", {"nerves/sciatic"});
    add_nerve(recipes, "tibial", {"nerves/tibial", "nerves/sciatic"});
    add_nerve(recipes, "common_fibular", {"nerves/common_fibular", "nerves/sciatic"});
}

} // namespace

Family nerves_family() { return {"nerves", nullptr, &add_recipes}; }

} // namespace dorsum::bake
