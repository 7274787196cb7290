#include "bake/nerves_site.h"

#include "bake/nerves_way_points.h"
#include "geometry/ray.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

constexpr int k_rounds = 22;
constexpr int k_firm_rounds = 10;   // the last ones: only outwards, no easing
constexpr float k_reach_mm = 18;    // an obstacle further away than this does not matter
constexpr float k_let_down_mm = 45; // a nerve that lies on something is let down from so far
constexpr float k_fade_share = 0.04f; // the stretch over which a limit of the movable part fades in

bool is_bone(const std::string& id) {
    static const char* const k_prefixes[] = {"vertebra.", "sacrum", "coccyx", "hip_bone.", "femur.", "tibia.",
                                             "fibula.",   "patella.", "rib.",  "occipital", "scapula."};
    return std::any_of(std::begin(k_prefixes), std::end(k_prefixes), [&](const char* p) { return id.starts_with(p); });
}

bool wanted(const std::string& id, const std::vector<std::string>& prefixes) {
    if (prefixes.empty()) return is_bone(id);
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto& p) { return id.starts_with(p); });
}

// Copies the triangles that touch the bounds, with the vertices that they use.
void add_near(geometry::Mesh& to, const geometry::Mesh& from, const geometry::Bounds& bounds, bool right) {
    const auto place = [&](std::uint32_t i) {
        glm::vec3 p = from.positions[i];
        return right ? glm::vec3(-p.x, p.y, p.z) : p;
    };
    std::map<std::uint32_t, std::uint32_t> kept;
    const auto keep = [&](std::uint32_t i) {
        const auto [at, fresh] = kept.emplace(i, static_cast<std::uint32_t>(to.positions.size()));
        if (fresh) {
            const glm::vec3 n = from.normals[i];
            to.positions.push_back(place(i));
            to.normals.push_back(right ? glm::vec3(-n.x, n.y, n.z) : n);
        }
        return at->second;
    };
    for (std::size_t t = 0; t + 2 < from.indices.size(); t += 3) {
        geometry::Bounds box;
        for (std::size_t k = 0; k < 3; ++k) box.add(place(from.indices[t + k]));
        if (glm::any(glm::greaterThan(box.min, bounds.max)) || glm::any(glm::lessThan(box.max, bounds.min))) continue;
        for (std::size_t k = 0; k < 3; ++k) to.indices.push_back(keep(from.indices[t + k]));
        if (right) std::swap(to.indices[to.indices.size() - 1], to.indices[to.indices.size() - 2]);
    }
}

// Distance outside (negative inside) and the way out.
struct Way {
    float distance;
    glm::vec3 out;
};

float reach_of(const ClearRule& rule) { return rule.onto ? k_let_down_mm : k_reach_mm; }

// On which side of a closed surface a point lies, told by its nearest point: amid a face by the face, on an edge by both faces, on a corner
// by all of them, each by its angle there. Shading normals do not tell it at a sharp rim.
class Sides {
public:
    explicit Sides(const geometry::Mesh& mesh) : mesh_(mesh), of_corner_(mesh.positions.size(), glm::vec3(0)) {
        for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
            const glm::vec3 normal = face(t / 3);
            for (std::size_t k = 0; k < 3; ++k) {
                const std::uint32_t a = mesh.indices[t + k], b = mesh.indices[t + (k + 1) % 3], c = mesh.indices[t + (k + 2) % 3];
                const glm::vec3 to_b = mesh.positions[b] - mesh.positions[a], to_c = mesh.positions[c] - mesh.positions[a];
                of_corner_[a] += std::atan2(glm::length(glm::cross(to_b, to_c)), glm::dot(to_b, to_c)) * normal;
                of_edge_.try_emplace(std::minmax(a, b), glm::vec3(0)).first->second += normal;
            }
        }
    }

    glm::vec3 out_at(const geometry::NearestPoint& near) const {
        const auto* corner = &mesh_.indices[std::size_t{3} * near.triangle];
        for (int k = 0; k < 3; ++k)
            if (near.barycentric[k] > 1 - k_at_rim) return glm::normalize(of_corner_[corner[k]]);
        for (int k = 0; k < 3; ++k)
            if (near.barycentric[k] < k_at_rim) return glm::normalize(of_edge_.at(std::minmax(corner[(k + 1) % 3], corner[(k + 2) % 3])));
        return face(near.triangle);
    }

private:
    static constexpr float k_at_rim = 1e-4f; // of barycentric coordinates

    glm::vec3 face(std::size_t triangle) const {
        const auto* corner = &mesh_.indices[3 * triangle];
        const glm::vec3 a = mesh_.positions[corner[0]];
        const glm::vec3 across = glm::cross(mesh_.positions[corner[1]] - a, mesh_.positions[corner[2]] - a);
        const float length = glm::length(across);
        return length > 0 ? across / length : glm::vec3(0);
    }

    const geometry::Mesh& mesh_;
    std::vector<glm::vec3> of_corner_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, glm::vec3> of_edge_;
};

std::optional<Way> way_out(const geometry::Bvh& tree, const Sides& sides, glm::vec3 p, float reach_mm) {
    const auto near = tree.nearest(p, reach_mm);
    if (!near) return {};
    const glm::vec3 normal = sides.out_at(*near);
    const glm::vec3 away = p - near->position;
    const bool outside = glm::dot(away, normal) >= 0;
    if (near->distance_mm < 0.05f) return Way{0, normal};
    return Way{outside ? near->distance_mm : -near->distance_mm, (outside ? 1.0f : -1.0f) * away / near->distance_mm};
}

// How far the elliptic section reaches in a direction.
float reach_of(const Tube& tube, std::size_t i, glm::vec3 along, glm::vec3 out) {
    if (tube.width_towards.empty()) return std::max(tube.half_width[i], tube.half_thickness[i]);
    const glm::vec3 side = glm::normalize(tube.width_towards[i] - along * glm::dot(along, tube.width_towards[i]));
    const float across = glm::dot(out, side) * tube.half_width[i], through = glm::dot(out, glm::cross(along, side)) * tube.half_thickness[i];
    return std::sqrt(across * across + through * through);
}

glm::vec3 direction_at(const geometry::Polyline& line, std::size_t i) {
    const std::size_t before = i == 0 ? 0 : i - 1, after = std::min(i + 1, line.size() - 1);
    return glm::normalize(line[after] - line[before]);
}

std::vector<glm::vec3> pushes(const Tube& tube, const geometry::Bvh& tree, const Sides& sides, const ClearRule& rule) {
    std::vector<glm::vec3> push(tube.line.size(), glm::vec3(0));
    const float last = static_cast<float>(tube.line.size() - 1);
    for (std::size_t i = 0; i < push.size(); ++i) {
        const float at = static_cast<float>(i) / last;
        const float free = std::min(rule.from <= 0 ? 1.0f : glm::smoothstep(rule.from, rule.from + k_fade_share, at),
                                    rule.to >= 1 ? 1.0f : 1 - glm::smoothstep(rule.to - k_fade_share, rule.to, at));
        if (free <= 0) continue;
        const auto way = way_out(tree, sides, tube.line[i], reach_of(rule));
        if (!way) continue;
        const float missing = rule.gap_mm + reach_of(tube, i, direction_at(tube.line, i), way->out) - way->distance;
        if (missing > 0 || rule.onto) push[i] = free * missing * way->out;
    }
    return push;
}

// Neighbours come along, so that the line bends instead of breaking.
std::vector<glm::vec3> spread(const std::vector<glm::vec3>& push, int rounds) {
    std::vector<glm::vec3> wide = push;
    for (int r = 0; r < rounds; ++r) {
        const auto before = wide;
        for (std::size_t i = 0; i < wide.size(); ++i) {
            const glm::vec3 sum = before[i == 0 ? 0 : i - 1] + before[std::min(i + 1, wide.size() - 1)];
            wide[i] = 0.5f * before[i] + 0.25f * sum;
        }
    }
    for (std::size_t i = 0; i < wide.size(); ++i)
        if (glm::dot(wide[i], wide[i]) < glm::dot(push[i], push[i])) wide[i] = push[i];
    return wide;
}

} // namespace

Obstacles::Obstacles(const std::map<std::string, const geometry::Mesh*>& built, bool right) : built_(built), right_(right) {}

geometry::Mesh Obstacles::near(const geometry::Bounds& bounds, const std::vector<std::string>& prefixes) const {
    geometry::Mesh mesh;
    for (const auto& [id, built] : built_)
        if (wanted(id, prefixes)) add_near(mesh, *built, bounds, right_);
    return mesh;
}

void keep_clear(Tube& tube, const NerveSite& site, const ClearRule& rule) {
    geometry::Bounds bounds;
    for (const glm::vec3 p : tube.line)
        for (const float side : {-1.0f, 1.0f}) bounds.add(p + glm::vec3(side * reach_of(rule)));
    const geometry::Mesh mesh = site.obstacles.near(bounds, rule.prefixes);
    if (mesh.empty()) return;
    const geometry::Bvh tree(mesh);
    const Sides sides(mesh);
    for (int round = 0; round < k_rounds; ++round) {
        const auto push = pushes(tube, tree, sides, rule);
        if (std::all_of(push.begin(), push.end(), [](glm::vec3 p) { return p == glm::vec3(0); })) return;
        const bool firm = round + k_firm_rounds >= k_rounds;
        const auto wide = spread(push, firm ? 1 : 4);
        for (std::size_t i = 0; i < wide.size(); ++i) tube.line[i] += wide[i];
        if (!firm) tube.line = relaxed(std::move(tube.line), 1);
    }
}

} // namespace dorsum::bake
