#include "bake/twins.h"

#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace dorsum::bake {

namespace {

std::vector<std::array<float, 3>> sorted_points(const geometry::Mesh& mesh) {
    std::vector<std::array<float, 3>> out;
    out.reserve(mesh.positions.size());
    for (const glm::vec3& p : mesh.positions) out.push_back({p.x, p.y, p.z});
    std::sort(out.begin(), out.end());
    return out;
}

// The same points: their order, and a normal's last bit, may differ.
bool is_mirror_image(const geometry::Mesh& mesh, const geometry::Mesh& of) {
    if (mesh.positions.size() != of.positions.size() || mesh.indices.size() != of.indices.size()) return false;
    const geometry::Mesh image = geometry::mirrored(of);
    return image.positions == mesh.positions || sorted_points(image) == sorted_points(mesh);
}

} // namespace

Twins find_twins(const Plan& plan, const std::vector<Baked>& baked, int threads) {
    std::unordered_map<std::string, std::size_t> step_of;
    for (std::size_t i = 0; i < baked.size(); ++i)
        if (plan.steps[i].wanted) step_of.emplace(plan.steps[i].recipe.id, i);
    Twins out(baked.size());
    core::parallel_for(threads, baked.size(), [&](std::size_t i) {
        const Step& step = plan.steps[i];
        if (!step.wanted || step.terms.side != anatomy::Side::right || baked[i].levels[0].empty()) return;
        const auto left = step_of.find(step.recipe.id.substr(0, step.recipe.id.rfind('.')) + ".left");
        if (left != step_of.end() && is_mirror_image(baked[i].levels[0], baked[left->second].levels[0])) out[i] = left->second;
    });
    return out;
}

} // namespace dorsum::bake
