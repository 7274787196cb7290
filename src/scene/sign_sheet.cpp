#include "scene/sign_sheet.h"

#include "geometry/skinning.h"
#include "scene/lay_strip.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace dorsum::scene {

namespace {

constexpr int k_middle = k_sheet_columns / 2;
constexpr float k_pace_mm = 2.5f;
constexpr int k_smoothing_passes = 3;

struct Foot {
    glm::vec3 position_mm, normal;
    geometry::NearestPoint on;
};

// Feels its way over a surface: looks in from a little outside, and where there is nothing close below, as past the edge of a muscle, goes
// to what is nearest and so round the edge.
class Walker {
public:
    explicit Walker(const ComposeCache::Surface& surface) : surface_(surface) {}

    std::optional<Foot> step_to(glm::vec3 p, glm::vec3 out) const {
        constexpr float from_mm = 6, into_mm = 9, reach_mm = 40;
        if (const auto hit = surface_.tree.intersect({p + from_mm * out, -out}, from_mm + into_mm)) {
            const auto normal = normal_at(hit->triangle, hit->barycentric, out);
            if (glm::dot(normal, out) > 0) return Foot{hit->position, normal, {0, hit->triangle, hit->barycentric, hit->position}};
        }
        const auto near = surface_.tree.nearest(p, reach_mm);
        if (!near) return std::nullopt;
        return Foot{near->position, normal_at(near->triangle, near->barycentric, out), *near};
    }

private:
    glm::vec3 normal_at(std::uint32_t triangle, glm::vec3 shares, glm::vec3 otherwise) const {
        glm::vec3 sum(0);
        for (int k = 0; k < 3; ++k) sum += shares[k] * surface_.mesh->normals[surface_.mesh->indices[3 * triangle + static_cast<std::uint32_t>(k)]];
        return glm::length(sum) > 1e-3f ? glm::normalize(sum) : otherwise;
    }
    const ComposeCache::Surface& surface_;
};

glm::vec3 flat_to(glm::vec3 way, glm::vec3 normal) {
    const auto in_plane = way - glm::dot(way, normal) * normal;
    const float length = glm::length(in_plane);
    return length > 1e-4f ? in_plane / length : way;
}

} // namespace

std::shared_ptr<const SignSheet> walk_sheet(const SurfaceStrip& strip, std::optional<anatomy::Layer> outermost, ComposeCache& cache) {
    const auto& surface = outermost ? cache.body(*outermost) : cache.skin();
    const Walker walker(surface);
    auto out = std::make_shared<SignSheet>();
    auto& sheet = out->strip;
    sheet.target = strip.target;
    sheet.half_width_mm = strip.half_width_mm;
    sheet.length_mm = strip.length_mm;
    sheet.cross_turn_rad = strip.cross_turn_rad;
    sheet.below = strip.below;
    sheet.columns = k_sheet_columns;
    sheet.points.resize(strip.rows() * k_sheet_columns);
    const auto at = [&](std::size_t r, int c) -> StripPoint& { return sheet.points[r * k_sheet_columns + static_cast<std::size_t>(c)]; };
    const auto last = strip.rows() - 1;
    for (std::size_t r = 0; r <= last; ++r) {
        const auto& middle = strip.points[r * k_strip_columns + k_strip_columns / 2];
        const auto before = strip.points[(r ? r - 1 : 0) * k_strip_columns + k_strip_columns / 2].position_mm, after = strip.points[std::min(r + 1, last) * k_strip_columns + k_strip_columns / 2].position_mm;
        at(r, k_middle) = middle;
        for (const int way : {-1, 1}) {
            auto p = middle.position_mm, normal = middle.normal;
            auto ahead = static_cast<float>(way) * flat_to(glm::cross(after - before, normal), normal);
            float gone_mm = 0;
            for (int c = k_middle + way; c >= 0 && c < k_sheet_columns; c += way) {
                const float to_mm = sheet.half_width_mm * static_cast<float>(std::abs(c - k_middle)) / k_middle;
                const int paces = std::max(1, static_cast<int>(std::ceil((to_mm - gone_mm) / k_pace_mm)));
                const float pace_mm = (to_mm - gone_mm) / static_cast<float>(paces);
                for (int k = 0; k < paces; ++k) {
                    const auto foot = walker.step_to(p + pace_mm * ahead, normal);
                    if (!foot) break;
                    p = foot->position_mm;
                    normal = glm::normalize(glm::mix(normal, foot->normal, 0.45f));
                    ahead = flat_to(ahead, normal);
                }
                gone_mm = to_mm;
                auto& point = at(r, c);
                point.position_mm = p;
                point.normal = normal;
            }
        }
    }
    // Neighbouring rows that went different ways about an edge come together, so that no mark tears; then down on the surface again.
    for (int pass = 0; pass < k_smoothing_passes; ++pass) {
        const auto was = sheet.points;
        const auto old = [&](std::size_t r, int c) -> const StripPoint& { return was[r * k_sheet_columns + static_cast<std::size_t>(std::clamp(c, 0, k_sheet_columns - 1))]; };
        for (std::size_t r = 0; r <= last; ++r)
            for (int c = 0; c < k_sheet_columns; ++c) {
                const auto& up = old(r ? r - 1 : 0, c);
                const auto& down = old(std::min(r + 1, last), c);
                auto& point = at(r, c);
                point.normal = glm::normalize(2.0f * old(r, c).normal + up.normal + down.normal + old(r, c - 1).normal + old(r, c + 1).normal);
                if (r == 0 || r == last || c == k_middle) continue;
                const auto across = c == 0 || c + 1 == k_sheet_columns ? old(r, c).position_mm : 0.5f * (old(r, c - 1).position_mm + old(r, c + 1).position_mm);
                point.position_mm = 0.4f * old(r, c).position_mm + 0.2f * (up.position_mm + down.position_mm) + 0.2f * across;
            }
    }
    std::set<anatomy::StructureIndex> carriers;
    for (std::size_t r = 0; r <= last; ++r)
        for (int c = 0; c < k_sheet_columns; ++c) {
            auto& point = at(r, c);
            const auto foot = walker.step_to(point.position_mm, point.normal);
            if (!foot) continue;
            point.position_mm = foot->position_mm;
            point.skin = geometry::interpolate(*surface.mesh, foot->on.triangle, foot->on.barycentric);
            point.footing = footing_on(*surface.mesh, foot->on.triangle, foot->on.barycentric);
            if (outermost) carriers.insert(cache.part_of_body(*outermost, foot->on.triangle));
        }
    out->carriers.assign(carriers.begin(), carriers.end());
    return out;
}

} // namespace dorsum::scene
