#include "bake/muscles_obstacles.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace dorsum::bake::muscles {
namespace {

constexpr float k_look_mm = 22, k_most = 0.7f; // how far, and how many must agree, that something lies beneath
constexpr float k_shared = 0.08f; // of the muscle lies over or under it: less is side by side
constexpr float k_inward = 0.2f; // a way out that does not lead outward
constexpr float k_deepest_mm = 25; // nothing lies deeper in what is beneath it: paths that do are wrong

std::vector<std::uint32_t> piece_of_vertices(const geometry::Mesh& mesh) {
    std::vector<std::uint32_t> parent(mesh.positions.size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root = [&](std::uint32_t v) {
        while (parent[v] != v) v = parent[v] = parent[parent[v]];
        return v;
    };
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        for (std::size_t k = 1; k < 3; ++k) {
            const auto a = root(mesh.indices[i]), b = root(mesh.indices[i + k]);
            parent[std::max(a, b)] = std::min(a, b);
        }
    for (std::uint32_t v = 0; v < parent.size(); ++v) parent[v] = root(v);
    return parent;
}

// Inside a closed surface the first face met is seen from behind; two of three rays decide.
bool holds(const geometry::Mesh& mesh, const geometry::Bvh& bvh, glm::vec3 p) {
    static constexpr glm::vec3 k_ways[3] = {{0.57f, 0.31f, 0.76f}, {-0.83f, 0.42f, 0.36f}, {0.11f, -0.74f, -0.66f}};
    int votes = 0;
    for (int i = 0; i < 3 && votes < 2 && votes + 3 - i >= 2; ++i) {
        const glm::vec3 way = k_ways[i];
        const auto hit = bvh.intersect({p, way});
        if (!hit) continue;
        const auto* corner = &mesh.indices[3 * hit->triangle];
        const glm::vec3 &a = mesh.positions[corner[0]], &b = mesh.positions[corner[1]], &c = mesh.positions[corner[2]];
        if (glm::dot(glm::cross(b - a, c - a), way) > 0) ++votes;
    }
    return votes >= 2;
}

// The triangles of one piece near a box, with their own vertices. numbers: k_none for every vertex of the mesh, and so again afterwards.
constexpr std::uint32_t k_none = ~0u;
geometry::Mesh cut_out(const geometry::Mesh& mesh, const std::vector<std::uint32_t>& triangles, std::vector<std::uint32_t>& numbers) {
    geometry::Mesh out;
    for (const std::uint32_t t : triangles)
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t v = mesh.indices[3 * t + k];
            if (numbers[v] == k_none) {
                numbers[v] = std::uint32_t(out.positions.size());
                out.positions.push_back(mesh.positions[v]);
            }
            out.indices.push_back(numbers[v]);
        }
    for (const std::uint32_t t : triangles)
        for (std::size_t k = 0; k < 3; ++k) numbers[mesh.indices[3 * t + k]] = k_none;
    geometry::compute_normals(out); // those of a muscle are bent for the light where it laps
    return out;
}

bool meets(const geometry::Mesh& mesh, const std::vector<std::uint32_t>& triangles, const geometry::Bounds& near) {
    geometry::Bounds box;
    for (const std::uint32_t t : triangles)
        for (std::size_t k = 0; k < 3; ++k) box.add(mesh.positions[mesh.indices[3 * t + k]]);
    return glm::all(glm::lessThanEqual(box.min, near.max)) && glm::all(glm::lessThanEqual(near.min, box.max));
}

} // namespace

bool Obstacles::inside(const geometry::Bounds& box, glm::vec3 p, float margin_mm) {
    return glm::all(glm::greaterThanEqual(p, box.min - margin_mm)) && glm::all(glm::lessThanEqual(p, box.max + margin_mm));
}

void Obstacles::add(const std::string& id, const geometry::Mesh& mesh, Kind kind, const geometry::Bounds& near) {
    const auto piece = piece_of_vertices(mesh);
    std::map<std::uint32_t, std::vector<std::uint32_t>> triangles;
    for (std::uint32_t t = 0; t < mesh.triangle_count(); ++t) {
        geometry::Bounds box;
        for (std::size_t k = 0; k < 3; ++k) box.add(mesh.positions[mesh.indices[3 * t + k]]);
        // Bones are large, and cut; muscles stay whole, so that rays find their way out.
        if (!kind.bone || (glm::all(glm::lessThanEqual(box.min, near.max)) && glm::all(glm::lessThanEqual(near.min, box.max))))
            triangles[piece[mesh.indices[3 * t]]].push_back(t);
    }
    std::vector<std::uint32_t> numbers(mesh.positions.size(), k_none);
    for (const auto& [root, list] : triangles) {
        if (!kind.bone && !meets(mesh, list, near)) continue; // a slip on another level
        Piece made{cut_out(mesh, list, numbers), {}, kind, static_cast<int>(owners_.size())};
        made.bvh = geometry::Bvh(made.mesh);
        pieces_.push_back(std::move(made));
    }
    owners_.push_back(id);
}

std::vector<std::string> Obstacles::sort_layers(std::span<const glm::vec3> points, std::span<const glm::vec3> outward) {
    struct Votes {
        int over = 0, under = 0;
    };
    std::vector<Votes> votes(owners_.size());
    for (const Piece& piece : pieces_) {
        if (piece.kind.bone || piece.kind.known) continue;
        for (std::size_t n = 0; n < points.size(); ++n) {
            const glm::vec3 from = points[n] + k_look_mm * outward[n];
            const auto top = piece.bvh.intersect({from, -outward[n]}, 2 * k_look_mm);
            if (!top) continue;
            const auto bottom = piece.bvh.intersect({points[n] - k_look_mm * outward[n], outward[n]}, 2 * k_look_mm);
            const float high = k_look_mm - top->distance, low = bottom ? bottom->distance - k_look_mm : high;
            ++(0.5f * (high + low) < 0 ? votes[std::size_t(piece.owner)].over : votes[std::size_t(piece.owner)].under);
        }
    }
    std::vector<std::string> beneath;
    for (Piece& piece : pieces_) {
        const auto [over, under] = votes[std::size_t(piece.owner)];
        if (piece.kind.bone || piece.kind.known || float(over + under) < k_shared * float(points.size())) continue;
        const float share = float(over) / float(over + under);
        piece.kind.lies = share > k_most ? Lies::beneath : share < 1 - k_most ? Lies::above : Lies::beside;
        const std::string& id = owners_[std::size_t(piece.owner)];
        if (piece.kind.lies == Lies::beneath && (beneath.empty() || beneath.back() != id)) beneath.push_back(id);
    }
    return beneath;
}

std::optional<Obstacles::Touch> Obstacles::ask(const Piece& piece, glm::vec3 p, float reach_mm, glm::vec3 outward) {
    if (!inside(piece.bvh.bounds(), p, reach_mm)) return std::nullopt;
    auto touch = touch_of(piece.mesh, piece.bvh, p, reach_mm);
    if (!touch) return std::nullopt;
    touch->bone = piece.kind.bone;
    if (piece.kind.lies == Lies::beside || touch->depth_mm <= 0 || outward == glm::vec3(0)) return touch;
    const glm::vec3 way = piece.kind.lies == Lies::beneath ? outward : -outward;
    if (glm::dot(touch->way, way) > k_inward) return touch;
    if (const auto exit = piece.bvh.intersect({p, way}, k_deepest_mm)) {
        touch->depth_mm = exit->distance;
        touch->way = way;
    }
    return touch;
}

std::optional<Obstacles::Touch> touch_of(const geometry::Mesh& mesh, const geometry::Bvh& bvh, glm::vec3 p,
                                         float reach_mm) {
    auto hit = bvh.nearest(p, reach_mm);
    if (!hit && holds(mesh, bvh, p)) hit = bvh.nearest(p, std::max(reach_mm, k_deepest_mm)); // most are neither near nor within
    if (!hit) return std::nullopt;
    const auto* corner = &mesh.indices[3 * hit->triangle];
    const glm::vec3 &a = mesh.positions[corner[0]], &b = mesh.positions[corner[1]], &c = mesh.positions[corner[2]];
    const glm::vec3 face = glm::cross(b - a, c - a);
    glm::vec3 normal = hit->barycentric.x * mesh.normals[corner[0]] + hit->barycentric.y * mesh.normals[corner[1]] +
                       hit->barycentric.z * mesh.normals[corner[2]];
    if (glm::dot(normal, face) <= 0) normal = face; // a rim as thin as a leaf
    const bool within = glm::dot(p - hit->position, normal) < 0 && holds(mesh, bvh, p); // at thin rims normals say little
    if (!within && hit->distance_mm > reach_mm) return std::nullopt;
    glm::vec3 way = within ? hit->position - p : p - hit->position;
    if (hit->distance_mm < 1e-3f) way = normal;
    return Obstacles::Touch{within ? hit->distance_mm : -hit->distance_mm, glm::normalize(way), false};
}

} // namespace dorsum::bake::muscles
