#include "bake/muscles_ends.h"

#include "bake/muscles_points.h"
#include "bake/muscles_solid.h"

namespace dorsum::bake::muscles {
namespace {

constexpr float k_reach_mm = 14.0f; // a line that ends further from every bone ends in fascia
constexpr float k_fade = 0.3f;      // share of the course over which the shift dies out
constexpr float k_sink_mm = 0.3f;

std::optional<Solid::Near> nearest(const std::map<std::string, Solid>& bones, glm::vec3 p) {
    std::optional<Solid::Near> best;
    for (const auto& [id, bone] : bones)
        if (const auto near = bone.near(p, k_reach_mm); near && (!best || std::abs(near->distance_mm) < std::abs(best->distance_mm)))
            best = near;
    return best;
}

void fasten_end(Grid& grid, const Row& row, const Shell& shell, const std::map<std::string, Solid>& bones, bool last) {
    if (bones.empty()) return;
    const float half = 0.5f * std::min(float(row.tendon_mm), spread(row.thickness_mm, last ? 1.0f : 0.0f));
    for (int k = 0; k < grid.across; ++k) {
        const glm::vec3 end = grid.at(k, last ? grid.along - 1 : 0);
        const auto near = nearest(bones, end);
        if (!near) continue;
        // Flat on the bone it lies half its thickness above it; where it meets a border it goes in.
        const float flat = std::abs(glm::dot(near->out, shell.outward(end)));
        const glm::vec3 shift = near->surface + near->out * (flat * half - k_sink_mm) - end;
        for (int i = 0; i < grid.along; ++i) {
            const float from_end = float(last ? grid.along - 1 - i : i) / float(grid.along - 1);
            const float t = std::max(0.0f, 1 - from_end / k_fade);
            grid.at(k, i) += shift * (t * t * (3 - 2 * t));
        }
    }
}

} // namespace

void fasten(Grid& grid, const Row& row, const Shell& shell, const BuildContext& context) {
    fasten_end(grid, row, shell, solids_of(expand_ids(row.origin_bones), context), false);
    fasten_end(grid, row, shell, solids_of(expand_ids(row.insertion_bones), context), true);
}

} // namespace dorsum::bake::muscles
