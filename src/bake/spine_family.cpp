// The spine's recipes: C1 to L5, sacrum, coccyx, discs, ligaments.
#include "bake/recipe.h"
#include "bake/spine_anchors.h"
#include "bake/spine_discs.h"
#include "bake/spine_ligaments.h"
#include "bake/spine_parts.h"
#include "geometry/simplify.h"

namespace dorsum::bake {

using anatomy::Level;
using geometry::Mesh;

namespace {

// The simplifier may pinch the surface where it collapses a sliver; another budget then does not.
Mesh simplified_closed(const Mesh& fine, std::size_t triangles) {
    Mesh best;
    std::size_t fewest = ~std::size_t{0};
    for (int attempt = 0; attempt < 6 && fewest > 0; ++attempt) {
        Mesh mesh = geometry::simplified(fine, triangles - static_cast<std::size_t>(attempt) * triangles / 16, 0.12f);
        const std::size_t open = geometry::open_edge_count(mesh);
        if (open < fewest) fewest = open, best = std::move(mesh);
    }
    return best;
}

// Meshed finer than it is kept: the fine grid finds rims and holes, the simplifier then spends triangles where it is curved.
Mesh bone_mesh(const geometry::Sdf& shape, float step_mm, std::size_t triangles, const anatomy::VertebraFrame& frame) {
    Mesh mesh = geometry::largest_component(geometry::mesh_of(shape, step_mm));
    if (mesh.triangle_count() > triangles) mesh = geometry::largest_component(simplified_closed(mesh, triangles)); // a thin bridge may be gone
    for (glm::vec3& p : mesh.positions) p = to_world(frame, p);
    for (glm::vec3& n : mesh.normals) n = frame.axes * n;
    return mesh;
}


Mesh build_bone(const BuildContext& context, Level level) {
    const anatomy::VertebraFrame& frame = context.spine.frames[level.value];
    const geometry::Sdf shape = fitted_bone(context.facts, context.spine, level);
    if (level == anatomy::level_s1()) return bone_mesh(shape, 1.3f, 16000, frame);
    const VertebraFacts v = read_vertebra(context.facts, level);
    return bone_mesh(shape, style_of(v).step, v.region == 'c' ? 7500 : v.region == 't' ? 8000 : 9000, frame);
}

Mesh build_coccyx(const BuildContext& context) {
    return bone_mesh(coccygeal_bone(context.facts), 0.9f, 4000, context.spine.frames[anatomy::level_s1().value]);
}

void add_bones(std::vector<Recipe>& recipes) {
    // The rest pose and the neighbours decide where a bone's facets are.
    const std::vector<std::string> keys = {"vertebrae/", "vertebra_parts/", "discs/", "alignment/", "sacrum/"};
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) {
        const Level level(i);
        Recipe r;
        r.id = anatomy::vertebra_id(level);
        r.fact_keys = keys;
        r.held_keys.emplace();
        r.build = [level](const BuildContext& context) { return build_bone(context, level); };
        recipes.push_back(std::move(r));
    }
    Recipe r;
    r.id = "coccyx";
    r.fact_keys = keys;
    r.held_keys.emplace();
    r.build = &build_coccyx;
    recipes.push_back(std::move(r));
}

void add_spine_recipes(const Facts&, const anatomy::SpineRest&, const Anchors&, std::vector<Recipe>& recipes) {
    add_bones(recipes);
    add_disc_recipes(recipes);
    add_spinal_ligament_recipes(recipes);
}

} // namespace

Family spine_family() { return {"spine", &add_spine_anchors, &add_spine_recipes}; }

} // namespace dorsum::bake
