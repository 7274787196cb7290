// Spinal cord with its sac, cauda equina, roots, plexus, sciatic nerve with its variants, nerves of the back's skin and muscles.
#include "bake/nerves_paths.h"
#include "bake/nerves_way_points.h"

namespace dorsum::bake {

namespace {

// "nerve.root_l5.left" -> "root_l5"
std::string part_of(const std::string& id) {
    const auto first = id.find('.') + 1;
    return id.substr(first, id.rfind('.') - first);
}

std::vector<glm::vec3> nerve_line(const BuildContext& context, const std::string& id) {
    auto line = nerve_tubes(NerveSite(context, is_right(id)), part_of(id)).front().line;
    if (is_right(id)) mirror_x(line);
    return line;
}

std::vector<glm::vec3> sciatic_line(const BuildContext& context, const std::string& id) {
    auto line = nerve_course(NerveSite(context, is_right(id)), "sciatic");
    if (is_right(id)) mirror_x(line);
    return line;
}

std::vector<glm::vec3> cord_line(const BuildContext& context, const std::string&) { return cord_tube(NerveSite(context, false)).line; }

// The filum, in the middle of the sheaf.
std::vector<glm::vec3> cauda_line(const BuildContext& context, const std::string&) {
    return cauda_strands(NerveSite(context, false)).back().line;
}

geometry::Mesh joined(const std::vector<Tube>& tubes) {
    geometry::Mesh mesh;
    for (const auto& tube : tubes) geometry::append(mesh, mesh_of(tube));
    return mesh;
}

geometry::Mesh nerve_mesh(const BuildContext& context, const std::string& id) {
    auto mesh = joined(nerve_tubes(NerveSite(context, is_right(id)), part_of(id)));
    if (is_right(id)) mirror_x(mesh);
    return mesh;
}

geometry::Mesh cauda_mesh(const BuildContext& context) {
    auto strands = cauda_strands(NerveSite(context, false));
    const auto filum = mesh_of(strands.back()); // lies in the middle: once
    strands.pop_back();
    auto mesh = joined(strands), right = mesh;
    mirror_x(right);
    geometry::append(mesh, right);
    geometry::append(mesh, filum);
    return mesh;
}

Recipe recipe_of(std::string id, std::vector<std::string> fact_keys) {
    Recipe recipe;
    recipe.id = std::move(id);
    recipe.fact_keys = std::move(fact_keys);
    recipe.held_keys.emplace();
    // Way points lean on anchors of the whole skeleton, so its facts belong to the key.
    for (const char* key : {"nerves/drawing", "nerves/canal", "alignment", "vertebrae", "discs", "sacrum", "pelvis", "limbs"})
        recipe.fact_keys.emplace_back(key);
    recipe.level_weight = 1.4f;
    return recipe;
}

std::vector<std::string> on_side(const std::vector<std::string>& names, const std::string& side) {
    std::vector<std::string> ids;
    for (const auto& name : names) ids.push_back(name.ends_with('.') ? name + side : name);
    return ids;
}

void add_nerve(std::vector<Recipe>& recipes, const Facts& facts, const std::string& part) {
    for (const std::string side : {"left", "right"}) {
        const std::string id = "nerve." + part + "." + side;
        Recipe recipe = recipe_of(id, {"nerves/"}); // nerves join and leave one another
        recipe.depends = on_side(nerve_neighbours(facts, part), side);
        recipe.build = [id](const BuildContext& context) { return nerve_mesh(context, id); };
        recipe.centre_line = part == "sciatic" ? &sciatic_line : &nerve_line;
        recipes.push_back(std::move(recipe));
    }
}

void add_recipes(const Facts& facts, const anatomy::SpineRest&, const Anchors&, std::vector<Recipe>& recipes) {
    Recipe cord = recipe_of("spinal_cord", {"nerves/cord"});
    cord.build = [](const BuildContext& context) { return mesh_of(cord_tube(NerveSite(context, false))); };
    cord.centre_line = &cord_line;
    recipes.push_back(std::move(cord));

    Recipe cauda = recipe_of("cauda_equina", {"nerves/cauda", "nerves/cord", "nerves/roots"});
    cauda.build = &cauda_mesh;
    cauda.centre_line = &cauda_line;
    recipes.push_back(std::move(cauda));

    Recipe sac = recipe_of("dura.sac", {"nerves/dura", "nerves/cord"});
    sac.build = [](const BuildContext& context) { return mesh_of(dural_sac_tube(NerveSite(context, false))); };
    recipes.push_back(std::move(sac));

    for (const auto& level : facts.children("nerves/roots")) add_nerve(recipes, facts, "root_" + level);
    for (const auto& variant : facts.children("nerves/variants")) add_nerve(recipes, facts, variant == "a" ? "sciatic" : "sciatic_" + variant);
    for (const char* part : {"tibial", "common_fibular"}) add_nerve(recipes, facts, part);
    for (const auto& part : facts.children("nerves/branches")) add_nerve(recipes, facts, part);
}

} // namespace

Family nerves_family() { return {"nerves", nullptr, &add_recipes}; }

} // namespace dorsum::bake
