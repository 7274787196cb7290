#include "geometry/repair.h"

#include "geometry/simplify.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::geometry {

namespace {

using Triangle = std::array<std::uint32_t, 3>;

// Sine and cosine would do, but doubles and atan2 tell needles from nothing, too.
double angle_at(glm::dvec3 p, glm::dvec3 a, glm::dvec3 b) {
    return std::atan2(glm::length(glm::cross(a - p, b - p)), glm::dot(a - p, b - p));
}

double smallest_angle(glm::dvec3 a, glm::dvec3 b, glm::dvec3 c) {
    if (a == b || b == c || c == a) return 0;
    return std::min({angle_at(a, b, c), angle_at(b, c, a), angle_at(c, a, b)});
}

class SliverRemover {
public:
    SliverRemover(Mesh& mesh, float min_angle_deg) : mesh_(mesh), limit_(glm::radians(double(min_angle_deg))) {
        triangles_.reserve(mesh.triangle_count());
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
            triangles_.push_back({mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]});
        for (const Triangle& t : triangles_) any_ = any_ || angle(t) < limit_;
    }

    std::size_t run() {
        if (!any_) return 0;
        around_.resize(mesh_.positions.size());
        alive_.assign(triangles_.size(), true);
        for (std::uint32_t t = 0; t < triangles_.size(); ++t)
            for (const auto v : triangles_[t]) around_[v].push_back(t);
        std::size_t left = 0;
        for (const double turn : {0.7, 0.5, 0.2, -0.5, -2.0}) { // how far the surface may turn: what can be mended gently is
            for (int pass = 0; pass < k_passes; ++pass) {
                left = 0;
                bool changed = false;
                for (std::uint32_t t = 0; t < triangles_.size(); ++t)
                    if (alive_[t] && angle(triangles_[t]) < limit_) mend(t, turn) || (turn < -1 && relax(t)) ? changed = true : ++left;
                if (!changed) break;
            }
            if (left == 0) break;
        }
        write();
        return left;
    }

private:
    static constexpr int k_passes = 6;

    glm::dvec3 at(std::uint32_t v) const { return mesh_.positions[v]; }
    double angle(const Triangle& t) const { return smallest_angle(at(t[0]), at(t[1]), at(t[2])); }
    double edge_length(std::uint32_t a, std::uint32_t b) const { return glm::length(at(a) - at(b)); }

    // Direction that the triangle faces; of a sliver, that of its vertices' normals.
    glm::dvec3 facing(const Triangle& t) const {
        if (angle(t) < 2 * limit_) {
            glm::dvec3 sum(0);
            for (const auto v : t) sum += glm::dvec3(mesh_.normals[v]);
            if (const double l = glm::length(sum); l > 0.1) return sum / l;
        }
        const glm::dvec3 n = glm::cross(at(t[1]) - at(t[0]), at(t[2]) - at(t[0]));
        return n / std::max(glm::length(n), 1e-30);
    }

    // The triangle other than t on an edge; none where it is a border or shared by more.
    bool across(std::uint32_t t, std::uint32_t a, std::uint32_t b, std::uint32_t& other) const {
        int found = 0;
        for (const auto s : around_[a])
            if (s != t && has(triangles_[s], b)) other = s, ++found;
        return found == 1;
    }
    static bool has(const Triangle& t, std::uint32_t v) { return t[0] == v || t[1] == v || t[2] == v; }

    bool mend(std::uint32_t t, double turn) {
        const Triangle tri = triangles_[t];
        std::array<int, 3> order{0, 1, 2}; // edges k -> k+1, shortest first
        std::sort(order.begin(), order.end(), [&](int i, int j) {
            const double a = edge_length(tri[i], tri[(i + 1) % 3]), b = edge_length(tri[j], tri[(j + 1) % 3]);
            return a != b ? a < b : i < j;
        });
        const auto edge = [&](int rank) { return std::pair{tri[order[rank]], tri[(order[rank] + 1) % 3]}; };
        const bool needle = edge_length(edge(0).first, edge(0).second) < 0.25 * edge_length(edge(1).first, edge(1).second);
        if (needle && collapse_either(edge(0), turn)) return true;
        if (flip(t, edge(2), turn)) return true;
        if (!needle && collapse_either(edge(0), turn)) return true;
        return collapse_either(edge(1), turn);
    }

    // Last resort: one corner goes a little towards the middle of its neighbours, or away from the edge that it lies on.
    bool relax(std::uint32_t t) {
        const Triangle tri = triangles_[t];
        for (int k = 0; k < 3; ++k) {
            const auto v = tri[k];
            const auto worst = [&] {
                double least = 10;
                for (const auto s : around_[v]) least = std::min(least, angle(triangles_[s]));
                return least;
            };
            const std::vector<std::uint32_t> neighbours = ring(v);
            glm::vec3 middle(0);
            for (const auto n : neighbours) middle += mesh_.positions[n] / static_cast<float>(neighbours.size());
            const glm::vec3 here = mesh_.positions[v];
            const double before = worst();
            const glm::dvec3 a = at(tri[(k + 1) % 3]), along = at(tri[(k + 2) % 3]) - a, from_a = glm::dvec3(here) - a;
            const glm::dvec3 off = from_a - along * (glm::dot(from_a, along) / std::max(glm::dot(along, along), 1e-30));
            const auto better = [&](glm::vec3 to) {
                mesh_.positions[v] = to;
                return worst() > 1.05 * before;
            };
            for (const float step : {0.15f, 0.35f, 0.7f})
                if (better(glm::mix(here, middle, step))) return true;
            if (glm::length(off) > 0)
                for (const double step : {0.01, 0.03})
                    if (better(here + glm::vec3(off * (step * glm::length(along) / glm::length(off))))) return true;
            mesh_.positions[v] = here;
        }
        return false;
    }

    bool flip(std::uint32_t t, std::pair<std::uint32_t, std::uint32_t> edge, double turn) {
        const auto [a, b] = edge; // t runs a -> b -> c, the other one b -> a -> d
        std::uint32_t s = 0;
        if (!across(t, a, b, s)) return false;
        const std::uint32_t c = opposite(triangles_[t], a, b), d = opposite(triangles_[s], a, b);
        if (c == d) return false;
        for (const auto x : around_[c])
            if (has(triangles_[x], d)) return false; // the new edge is there already
        const Triangle one{c, a, d}, two{d, b, c};
        const double before = std::min(angle(triangles_[t]), angle(triangles_[s]));
        if (std::min(angle(one), angle(two)) <= 1.05 * before) return false;
        const glm::dvec3 n = facing(triangles_[s]), m = facing(triangles_[t]);
        for (const Triangle& x : {one, two})
            if (glm::dot(exact_facing(x), n) < turn || glm::dot(exact_facing(x), m) < turn) return false;
        drop_from(around_[a], s);
        drop_from(around_[b], t);
        triangles_[t] = one;
        triangles_[s] = two;
        around_[c].push_back(s);
        around_[d].push_back(t);
        return true;
    }

    glm::dvec3 exact_facing(const Triangle& t) const {
        const glm::dvec3 n = glm::cross(at(t[1]) - at(t[0]), at(t[2]) - at(t[0]));
        return n / std::max(glm::length(n), 1e-30);
    }
    static std::uint32_t opposite(const Triangle& t, std::uint32_t a, std::uint32_t b) {
        for (const auto v : t)
            if (v != a && v != b) return v;
        return a;
    }
    static void drop_from(std::vector<std::uint32_t>& list, std::uint32_t value) {
        list.erase(std::find(list.begin(), list.end(), value));
    }

    bool collapse_either(std::pair<std::uint32_t, std::uint32_t> edge, double turn) {
        const auto [a, b] = edge;
        if (!may_collapse(a, b)) return false;
        const double onto_b = worst_after(a, b, turn), onto_a = worst_after(b, a, turn);
        if (std::max(onto_a, onto_b) < 0) return false;
        if (onto_b >= onto_a) collapse(a, b);
        else collapse(b, a);
        return true;
    }

    std::vector<std::uint32_t> ring(std::uint32_t v) const {
        std::vector<std::uint32_t> out;
        for (const auto t : around_[v])
            for (const auto w : triangles_[t])
                if (w != v) out.push_back(w);
        std::sort(out.begin(), out.end());
        return out;
    }

    // Closed and manifold before and after: each neighbour twice in the ring, exactly two of them in common.
    bool may_collapse(std::uint32_t a, std::uint32_t b) const {
        std::vector<std::uint32_t> of_a = ring(a), of_b = ring(b), common;
        for (auto* r : {&of_a, &of_b}) {
            for (std::size_t i = 0; i < r->size(); i += 2)
                if (i + 1 >= r->size() || (*r)[i] != (*r)[i + 1] || (i > 0 && (*r)[i] == (*r)[i - 1])) return false;
            r->erase(std::unique(r->begin(), r->end()), r->end());
            if (r->size() < 3) return false;
        }
        std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(), std::back_inserter(common));
        if (common.size() != 2) return false;
        return ring(common[0]).size() > 6 && ring(common[1]).size() > 6; // their last corner but three must stay
    }

    // Smallest angle round `from` once it lies on `to`; negative where that is no gain or bends the surface too far.
    double worst_after(std::uint32_t from, std::uint32_t to, double turn) const {
        double before = 10, after = 10;
        for (const auto t : around_[from]) {
            const Triangle& old = triangles_[t];
            before = std::min(before, angle(old));
            if (has(old, to)) continue;
            Triangle moved = old;
            std::replace(moved.begin(), moved.end(), from, to);
            after = std::min(after, angle(moved));
            if (glm::dot(exact_facing(moved), facing(old)) < turn) return -1;
        }
        return after > std::min(1.05 * before, limit_) ? after : -1;
    }

    void collapse(std::uint32_t from, std::uint32_t to) {
        const std::vector<std::uint32_t> list = std::move(around_[from]);
        around_[from].clear();
        for (const auto t : list) {
            if (has(triangles_[t], to)) {
                alive_[t] = false;
                for (const auto v : triangles_[t])
                    if (v != from) drop_from(around_[v], t);
            } else {
                std::replace(triangles_[t].begin(), triangles_[t].end(), from, to);
                around_[to].push_back(t);
            }
        }
    }

    void write() {
        std::vector<std::uint32_t> renumbered(mesh_.positions.size(), 0), kept;
        for (std::uint32_t v = 0; v < around_.size(); ++v)
            if (!around_[v].empty()) renumbered[v] = static_cast<std::uint32_t>(kept.size()), kept.push_back(v);
        mesh_.indices.clear();
        for (std::size_t t = 0; t < triangles_.size(); ++t)
            if (alive_[t])
                for (const auto v : triangles_[t]) mesh_.indices.push_back(renumbered[v]);
        keep_vertices(mesh_, kept);
    }

    Mesh& mesh_;
    double limit_;
    bool any_ = false;
    std::vector<Triangle> triangles_;
    std::vector<bool> alive_;
    std::vector<std::vector<std::uint32_t>> around_;
};

} // namespace

std::size_t remove_slivers(Mesh& mesh, float min_angle_deg) {
    if (mesh.normals.size() != mesh.positions.size()) compute_normals(mesh);
    return SliverRemover(mesh, min_angle_deg).run();
}

float smallest_angle_deg(const Mesh& mesh) {
    double least = glm::radians(180.0);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        least = std::min(least, smallest_angle(mesh.positions[mesh.indices[i]], mesh.positions[mesh.indices[i + 1]],
                                               mesh.positions[mesh.indices[i + 2]]));
    return static_cast<float>(glm::degrees(least));
}

} // namespace dorsum::geometry
