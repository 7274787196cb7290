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

// Meshed finer than it is kept: the fine grid finds rims and holes, the simplifier then spends triangles where it is curved.
Mesh bone_mesh(const geometry::Sdf& shape, float step_mm, std::size_t triangles, const anatomy::VertebraFrame& frame) {
    Mesh mesh = geometry::largest_component(geometry::mesh_of(shape, step_mm));
    if (mesh.triangle_count() > triangles) mesh = geometry::simplified(mesh, triangles, 0.12f);
    for (glm::vec3& p : mesh.positions) p = to_world(frame, p);
    for (glm::vec3& n : mesh.normals) n = frame.axes * n;
    return mesh;
}


Mesh build_vertebra(const BuildContext& context, Level level) {
    const VertebraFacts v = read_posed_vertebra(context.facts, context.spine, level);
    const anatomy::VertebraFrame& frame = context.spine.frames[level.value];
    const bool upper = v.region == 'c' && v.number <= 2;
    const geometry::Sdf shape = !upper          ? typical_vertebra(v, context.facts)
                                : v.number == 1 ? atlas_vertebra(v, context.facts)
                                                : axis_vertebra(v, context.facts);
    const std::size_t triangles = v.region == 'c' ? 7500 : v.region == 't' ? 8000 : 9000;
    return bone_mesh(shape, style_of(v).step, triangles, frame);
}

Mesh build_sacrum(const BuildContext& context) {
    const anatomy::VertebraFrame& frame = context.spine.frames[anatomy::level_s1().value];
    const FacetJoint joint = facet_joint(context.facts, context.spine, anatomy::level_l(5));
    FacetFacts facet;
    facet.centre = to_local(frame, joint.centre - 0.5f * k_facet_gap_mm * joint.normal);
    facet.normal = glm::transpose(frame.axes) * joint.normal;
    facet.size = joint.size;
    return bone_mesh(sacral_bone(context.facts, facet), 1.3f, 16000, frame);
}

Mesh build_coccyx(const BuildContext& context) {
    return bone_mesh(coccygeal_bone(context.facts), 0.9f, 4000, context.spine.frames[anatomy::level_s1().value]);
}

void add_bones(std::vector<Recipe>& recipes) {
    for (std::size_t i = 0; i < anatomy::k_vertebra_count; ++i) {
        const Level level(i);
        Recipe r;
        r.id = anatomy::vertebra_id(level);
        // The rest pose and both neighbours' facets decide where its own facets are.
        r.fact_keys = {"vertebrae/", "discs/", "alignment/", "sacrum/facet_sup"};
        r.version = 1;
        r.build = [level](const BuildContext& context) { return build_vertebra(context, level); };
        recipes.push_back(std::move(r));
    }
    for (const auto& [id, build] : {std::pair{"sacrum", &build_sacrum}, {"coccyx", &build_coccyx}}) {
        Recipe r;
        r.id = id;
        r.fact_keys = {"sacrum/", "vertebrae/l5/", "discs/", "alignment/"};
        r.version = 1;
        r.build = build;
        recipes.push_back(std::move(r));
    }
}

void add_spine_recipes(const Facts&, const anatomy::SpineRest&, const Anchors&, std::vector<Recipe>& recipes) {
    add_bones(recipes);
    add_disc_recipes(recipes);
    add_spinal_ligament_recipes(recipes);
}

} // namespace

Family spine_family() { return {"spine", &add_spine_anchors, &add_spine_recipes}; }

} // namespace dorsum::bake
