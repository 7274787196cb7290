#include "bake/finish.h"

#include "bake/levels.h"
#include "bake/occlusion.h"
#include "core/parallel.h"
#include "core/hash.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <set>

namespace dorsum::bake {

namespace {

using anatomy::Layer;

// Structures that shade one another: those that are still there when this one is the outermost that one sees.
constexpr int k_shade_classes = 6;
int shade_class(Layer layer) {
    switch (layer) {
    case Layer::bone:
    case Layer::disc: return 0;
    case Layer::ligament:
    case Layer::nerve: return 1;
    case Layer::deep: return 2;
    case Layer::intermediate: return 3;
    case Layer::superficial: return 4;
    case Layer::skin: return 5;
    }
    return 0;
}

bool shades(Layer by, Layer on) {
    if (on == Layer::skin) return by == Layer::skin;
    if (by == Layer::ligament || by == Layer::nerve) return shade_class(on) == 1 && by == on; // too fine to shade muscles
    return shade_class(by) <= shade_class(on);
}

geometry::Mesh scene_for(const Plan& plan, const std::vector<Baked>& baked, Layer layer) {
    geometry::Mesh scene;
    for (std::size_t i = 0; i < baked.size(); ++i) {
        const auto& mesh = baked[i].levels[1];
        if (plan.steps[i].wanted && !mesh.empty() && shades(plan.steps[i].terms.layer, layer)) geometry::append(scene, mesh);
    }
    return scene;
}

bool near(const geometry::Bounds& a, const geometry::Bounds& b, float mm) {
    return glm::all(glm::lessThanEqual(a.min, b.max + mm)) && glm::all(glm::lessThanEqual(b.min, a.max + mm));
}

std::vector<std::uint64_t> occlusion_keys(const Plan& plan, const std::vector<std::uint64_t>& level_keys, const std::vector<Baked>& baked) {
    std::vector<geometry::Bounds> bounds(baked.size());
    for (std::size_t i = 0; i < baked.size(); ++i) bounds[i] = geometry::bounds_of(baked[i].levels[1]);
    std::vector<std::uint64_t> keys(baked.size(), 0);
    for (std::size_t i = 0; i < baked.size(); ++i) {
        core::Hash64 hash;
        hash.text("light 3").value(level_keys[i]);
        for (std::size_t k = 0; k < baked.size(); ++k)
            if (plan.steps[k].wanted && shades(plan.steps[k].terms.layer, plan.steps[i].terms.layer) &&
                near(bounds[i], bounds[k], k_occlusion_reach_mm + 2))
                hash.value(level_keys[k]);
        keys[i] = hash.digest();
    }
    return keys;
}

float of_nearest(const geometry::Mesh& mesh, glm::vec3 p) {
    std::size_t best = 0;
    for (std::size_t v = 1; v < mesh.positions.size(); ++v)
        if (glm::distance(mesh.positions[v], p) < glm::distance(mesh.positions[best], p)) best = v;
    return mesh.occlusion[best];
}

// A coarser level has some of the finer one's vertices, bit by bit, but for the few that were parted from one another.
void hand_down(Levels& levels) {
    struct Bits {
        std::size_t operator()(const glm::vec3& p) const { return core::Hash64().value(p).digest(); }
    };
    std::unordered_map<glm::vec3, float, Bits> at;
    for (std::size_t v = 0; v < levels[0].positions.size(); ++v) at.emplace(levels[0].positions[v], levels[0].occlusion[v]);
    for (std::size_t level = 1; level < levels.size(); ++level) {
        levels[level].occlusion.clear();
        for (const glm::vec3 p : levels[level].positions) {
            const auto found = at.find(p);
            levels[level].occlusion.push_back(found == at.end() ? of_nearest(levels[0], p) : found->second);
        }
    }
}

// A run of vertices of one structure: the unit of work, so that one big structure does not keep a single thread busy.
struct Chunk {
    std::size_t step, begin, end;
};

std::vector<Chunk> chunks_of(const std::vector<Baked>& baked, const std::vector<std::size_t>& steps) {
    constexpr std::size_t k_chunk = 2000;
    std::vector<Chunk> chunks;
    for (const std::size_t s : steps)
        for (std::size_t begin = 0; begin < baked[s].levels[0].positions.size(); begin += k_chunk)
            chunks.push_back({s, begin, std::min(begin + k_chunk, baked[s].levels[0].positions.size())});
    return chunks;
}

} // namespace

std::vector<std::uint64_t> add_occlusion(const Plan& plan, const std::vector<std::uint64_t>& level_keys, std::vector<Baked>& baked,
                                         const Cache& cache, int threads, const std::function<void(float)>& progress) {
    const auto keys = occlusion_keys(plan, level_keys, baked);
    std::vector<std::size_t> todo;
    for (std::size_t i = 0; i < baked.size(); ++i) {
        auto& mesh = baked[i].levels[0];
        if (!plan.steps[i].wanted || mesh.empty()) continue;
        if (auto known = cache.find_occlusion(keys[i], mesh.positions.size())) mesh.occlusion = std::move(*known);
        else todo.push_back(i);
    }
    // One scene per class, in turn: two of them at once would only cost memory.
    std::size_t done = 0;
    std::mutex mutex;
    for (int c = 0; c < k_shade_classes; ++c) {
        std::map<Layer, std::vector<std::size_t>> by_layer;
        for (const std::size_t i : todo)
            if (shade_class(plan.steps[i].terms.layer) == c) by_layer[c == 0 ? Layer::bone : plan.steps[i].terms.layer].push_back(i);
        for (const auto& [layer, steps] : by_layer) {
            const geometry::Bvh scene(scene_for(plan, baked, layer));
            for (const std::size_t s : steps) baked[s].levels[0].occlusion.assign(baked[s].levels[0].positions.size(), 1.0f);
            const auto chunks = chunks_of(baked, steps);
            core::parallel_for(threads, chunks.size(), [&](std::size_t n) {
                const Chunk& chunk = chunks[n];
                auto& mesh = baked[chunk.step].levels[0];
                const auto values = visibility(mesh, chunk.begin, chunk.end, scene);
                std::copy(values.begin(), values.end(), mesh.occlusion.begin() + static_cast<std::ptrdiff_t>(chunk.begin));
                const std::lock_guard lock(mutex);
                if (n % 16 == 0) progress(static_cast<float>(done) / static_cast<float>(todo.size()));
            });
            for (const std::size_t s : steps) {
                smooth_over_edges(baked[s].levels[0].occlusion, baked[s].levels[0].indices, 2);
                cache.store(keys[s], baked[s].levels[0].occlusion);
            }
            done += steps.size();
        }
    }
    core::parallel_for(threads, baked.size(), [&](std::size_t i) {
        if (!baked[i].levels[0].occlusion.empty()) hand_down(baked[i].levels);
    });
    return keys;
}

anatomy::Atlas make_atlas(const Plan& plan, std::vector<Baked> baked, int threads) {
    anatomy::Atlas atlas;
    atlas.name = "Dorsum";
    if (plan.body) atlas.body = plan.body->info;
    atlas.spine = plan.spine;
    plan.warp.apply(atlas.spine);
    core::parallel_for(threads, plan.body ? baked.size() : 0, [&](std::size_t i) {
        for (auto& mesh : baked[i].levels) plan.warp.apply(mesh);
        mend_levels(baked[i].levels);
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
    atlas.landmarks = anatomy::measure_landmarks(atlas);
    return atlas;
}

} // namespace dorsum::bake
