#include "bake/light.h"

#include "bake/light_cells.h"
#include "bake/occlusion.h"
#include "core/hash.h"
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace dorsum::bake {

namespace {

using anatomy::Layer;

// Structures that shade one another: those that are still there when this one is the outermost that one sees.
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

struct Bits {
    std::size_t operator()(const glm::vec3& p) const { return core::Hash64().value(p).digest(); }
};

float of_nearest(const geometry::Mesh& mesh, glm::vec3 p) {
    std::size_t best = 0;
    for (std::size_t v = 1; v < mesh.positions.size(); ++v)
        if (glm::distance(mesh.positions[v], p) < glm::distance(mesh.positions[best], p)) best = v;
    return mesh.occlusion[best];
}

// A coarser level has some of the finer one's vertices, bit by bit, but for the few that were parted from one another.
void hand_down(Levels& levels) {
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

// A right structure has the light of the mirrored place on its twin: both were thinned out on their own. Asked a little off the surface,
// and farther where that leads to another face, for close behind a thin sheet's face is the other one, and both meet at its rim.
void mirror_light(const geometry::Mesh& left, Levels& right) {
    const geometry::Bvh tree(left);
    const auto mirrored = [](glm::vec3 v) { return glm::vec3(-v.x, v.y, v.z); };
    const auto at = [&](const geometry::NearestPoint& near, const auto& values) {
        const auto* corner = &left.indices[3 * std::size_t(near.triangle)];
        return near.barycentric.x * values[corner[0]] + near.barycentric.y * values[corner[1]] + near.barycentric.z * values[corner[2]];
    };
    geometry::Mesh& mesh = right[0];
    mesh.occlusion.clear();
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        const glm::vec3 p = mirrored(mesh.positions[v]), n = mirrored(mesh.normals[v]);
        float light = 0, alike = -2;
        for (const float off_mm : {0.0f, 0.3f, 1.0f}) {
            if (alike > 0.9f) break;
            const auto near = tree.nearest(p + off_mm * n);
            if (const float cosine = glm::dot(at(*near, left.normals), n); cosine > alike + 0.1f) alike = cosine, light = at(*near, left.occlusion);
        }
        mesh.occlusion.push_back(light);
    }
    hand_down(right);
}

// Structures that see one and the same scene.
struct Lit {
    Layer layer;
    std::vector<std::size_t> steps;
    std::vector<std::vector<LightCell>> cells_of; // of each of them
    std::optional<SceneCubes> cubes;
    geometry::Bvh tree; // what the cells that are lit anew may see
    std::unordered_map<const LightCell*, CellLight> light_of;
};

// The scene of a group, and what is known of its light. Returns the cells that are to be lit anew.
std::vector<const LightCell*> begin_light(Lit& lit, const Plan& plan, const std::vector<Baked>& baked, const Light& known) {
    const geometry::Mesh scene = scene_for(plan, baked, lit.layer);
    lit.cubes.emplace(scene);
    std::vector<const LightCell*> todo;
    for (const std::size_t i : lit.steps) lit.cells_of.push_back(lit.cubes->cells_of(baked[i].levels[0], i));
    for (const auto& cells : lit.cells_of)
        for (const LightCell& cell : cells) {
            const auto [first, last] = known.equal_range(cell.key);
            const auto found = std::find_if(first, last, [&](const auto& one) {
                return one.second.light.size() == cell.vertices.size() && lit.cubes->found(cell, one.second.seen) == one.second.found;
            });
            if (found == last) todo.push_back(&cell);
            else lit.light_of.emplace(&cell, found->second);
        }
    if (!todo.empty()) lit.tree = geometry::Bvh(lit.cubes->around(scene, todo));
    return todo;
}

CellLight light_cell(const Lit& lit, const LightCell& cell, const geometry::Mesh& mesh) {
    SeenCubes seen(cell.place);
    CellLight out;
    out.light = visibility(mesh, cell.vertices, lit.tree, seen);
    out.seen = seen.words();
    out.found = lit.cubes->found(cell, out.seen);
    return out;
}

} // namespace

void add_occlusion(const Plan& plan, const Twins& twins, std::vector<Baked>& baked, const Cache& cache, bool partial, int threads,
                   const std::function<void(float)>& progress) {
    const Light known = cache.find_light();
    Light used;
    if (partial) used = known; // what is not wanted now still holds
    std::map<std::pair<int, Layer>, Lit> groups;
    for (std::size_t i = 0; i < baked.size(); ++i) {
        if (!plan.steps[i].wanted || baked[i].levels[0].empty() || twins[i]) continue;
        const Layer layer = plan.steps[i].terms.layer;
        Lit& lit = groups[{shade_class(layer), shade_class(layer) == 0 ? Layer::bone : layer}];
        lit.layer = shade_class(layer) == 0 ? Layer::bone : layer;
        lit.steps.push_back(i);
    }
    std::vector<Lit*> all;
    for (auto& [key, lit] : groups) all.push_back(&lit);
    std::vector<std::vector<const LightCell*>> todo_of(all.size());
    core::parallel_for(threads, all.size(), [&](std::size_t g) { todo_of[g] = begin_light(*all[g], plan, baked, known); });

    std::vector<std::pair<Lit*, const LightCell*>> todo;
    std::vector<std::pair<Lit*, std::size_t>> structures;
    for (std::size_t g = 0; g < all.size(); ++g) {
        for (const LightCell* cell : todo_of[g]) todo.emplace_back(all[g], cell);
        for (std::size_t n = 0; n < all[g]->steps.size(); ++n) structures.emplace_back(all[g], n);
    }
    std::vector<CellLight> made(todo.size());
    std::atomic<std::size_t> done = 0;
    core::parallel_for(threads, todo.size(), [&](std::size_t n) {
        const auto& [lit, cell] = todo[n];
        made[n] = light_cell(*lit, *cell, baked[cell->step].levels[0]);
        if (const std::size_t now = ++done; now % 256 == 0) progress(static_cast<float>(now) / static_cast<float>(todo.size()));
    });
    std::unordered_set<const LightCell*> made_now;
    for (std::size_t n = 0; n < todo.size(); ++n) {
        todo[n].first->light_of.emplace(todo[n].second, std::move(made[n]));
        made_now.insert(todo[n].second);
    }
    core::parallel_for(threads, structures.size(), [&](std::size_t i) {
        const auto& [lit, n] = structures[i];
        auto& mesh = baked[lit->steps[n]].levels[0];
        mesh.occlusion.assign(mesh.positions.size(), 1.0f);
        for (const LightCell& cell : lit->cells_of[n]) {
            const auto& light = lit->light_of.at(&cell).light;
            for (std::size_t v = 0; v < light.size(); ++v) mesh.occlusion[cell.vertices[v]] = light[v];
        }
        smooth_over_edges(mesh.occlusion, mesh.indices, 2);
        hand_down(baked[lit->steps[n]].levels);
    });
    core::parallel_for(threads, twins.size(), [&](std::size_t i) {
        if (twins[i]) mirror_light(baked[*twins[i]].levels[0], baked[i].levels);
    });
    for (const auto& [lit, n] : structures)
        for (const LightCell& cell : lit->cells_of[n])
            if (!partial || made_now.contains(&cell)) used.emplace(cell.key, std::move(lit->light_of.at(&cell)));
    cache.store_light(plan.body ? plan.body->info.id : "", used);
}

} // namespace dorsum::bake
