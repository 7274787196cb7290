#include "bake/finish.h"

#include "bake/levels.h"
#include "bake/ligament_weights.h"
#include "core/parallel.h"

namespace dorsum::bake {

anatomy::Atlas make_atlas(const Plan& plan, std::vector<Baked> baked, int threads) {
    anatomy::Atlas atlas;
    atlas.name = "Dorsum";
    if (plan.body) atlas.body = plan.body->info;
    atlas.spine = plan.spine;
    plan.warp.apply(atlas.spine);
    core::parallel_for(threads, plan.body ? baked.size() : 0, [&](std::size_t i) {
        for (auto& mesh : baked[i].levels) plan.warp.apply(mesh);
        mend_levels(baked[i].levels, bends_of(plan.steps[i].terms.tissue));
        plan.warp.apply(baked[i].centre_line);
    });
    for (std::size_t i = 0; i < baked.size(); ++i) {
        if (!plan.steps[i].wanted || baked[i].levels[0].empty()) continue;
        anatomy::Structure structure;
        structure.terms = plan.steps[i].terms;
        structure.lods = std::move(baked[i].levels);
        structure.bounds = geometry::bounds_of(structure.lods[0]);
        if (!baked[i].centre_line.empty()) atlas.centre_lines.push_back({structure.terms.id, baked[i].centre_line, {}});
        if (structure.terms.tissue != anatomy::Tissue::skin) atlas.bounds.add(structure.bounds);
        atlas.by_id.emplace(structure.terms.id, anatomy::StructureIndex(atlas.structures.size()));
        atlas.structures.push_back(std::move(structure));
    }
    core::parallel_for(threads, atlas.structures.size(),
                 [&](std::size_t i) { anatomy::assign_skin_weights(atlas.structures[i], atlas.spine); });
    bind_ligaments_to_bones(atlas, threads);
    atlas.landmarks = anatomy::measure_landmarks(atlas);
    return atlas;
}

} // namespace dorsum::bake
