#include "bake/muscles_body.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::muscles {
namespace {

constexpr int k_per_bundle = 4; // points over one bundle: furrow, shoulder, crest, shoulder
constexpr float k_inner_step_mm = 10;
constexpr float k_seam_furrow = 0.3f;
// Where two pieces abut (parts of one sheet, both sides on the midline) each goes on a little way beneath the other.
constexpr float k_lap_mm = 2.4f, k_lap_drop_mm = 1.1f;
constexpr float k_beside_midline_mm = 2.0f; // a ring more there keeps the hidden lap's shade off the surface

// Where the rings have their points: u across, on the outer face (0 -> 1) and back on the inner one.
struct RingPoint {
    float u;
    int border; // furrow at or left of the point
    float bump; // 0 in the furrow, 1 on the crest
    bool outer;
    bool lap = false;
};

std::vector<RingPoint> ring_points(const Row& row, const Bundles& bundles, float widest_mm) {
    std::vector<RingPoint> out;
    const int count = static_cast<int>(bundles.borders.size()) - 1;
    for (int b = 0; b < count; ++b)
        for (int s = 0; s < k_per_bundle; ++s) {
            const float t = float(s) / float(k_per_bundle);
            const float u = bundles.borders[std::size_t(b)] +
                            t * (bundles.borders[std::size_t(b + 1)] - bundles.borders[std::size_t(b)]);
            out.push_back({u, b, std::sqrt(std::max(0.0f, 1 - (2 * t - 1) * (2 * t - 1))), true});
        }
    out.push_back({1, count, 0, true});
    if (shares_edge(row, true)) out.push_back({1, count, 1, false, true});
    const int inner = std::clamp(static_cast<int>(widest_mm / k_inner_step_mm), 3, 24);
    for (int i = inner - 1; i >= 1; --i) out.push_back({float(i) / float(inner), 0, 1, false});
    if (shares_edge(row, false)) out.push_back({0, 0, 1, false, true});
    return out;
}

class Loft {
public:
    Loft(const Row& row, const Grid& grid, const Body& body, const Shell& shell, int bundles, float step_mm)
        : row_(row), grid_(grid), body_(body),
          bundles_(make_bundles(bundles, row.name)), normals_{grid.across, grid.along, sheet_normals(grid, shell), {}} {
        float widest = 0;
        for (int i = 0; i < grid.along; ++i) widest = std::max(widest, grid.width_mm(i));
        ring_ = ring_points(row, bundles_, widest);
        const int rows = std::clamp(static_cast<int>(grid.length_mm() / step_mm), 10, 64);
        if (row.midline) rings_ = {{0, true}, {0, false}, {k_beside_midline_mm / grid.length_mm(), false}};
        else rings_ = {{0, false}};
        for (int j = 1; j <= rows; ++j) rings_.push_back({float(j) / float(rows), false});
    }

    geometry::Mesh build() {
        for (const RingAt& ring : rings_) add_ring(ring);
        stitch();
        cap(0, true);
        cap((static_cast<int>(rings_.size()) - 1) * static_cast<int>(ring_.size()), false);
        if (volume_cm3(mesh_) < 0)
            for (std::size_t i = 0; i + 2 < mesh_.indices.size(); i += 3)
                std::swap(mesh_.indices[i + 1], mesh_.indices[i + 2]);
        geometry::compute_normals(mesh_);
        if (row_.midline) soften_midline();
        light_laps();
        return std::move(mesh_);
    }

private:
    struct RingAt {
        float v;
        bool lap; // beyond the midline, beneath the other side's muscle
    };

    void add_ring(const RingAt& ring) {
        const float row_v = ring.v;
        for (const RingPoint& p : ring_) {
            const float u = meander(p, row_v);
            const glm::vec2 ends = body_.ends(u);
            const float v = ends.x + (ends.y - ends.x) * row_v;
            const float half = 0.5f * body_.thickness_mm(u, v), tendon = body_.tendon(u, v);
            const glm::vec3 normal = glm::normalize(normals_.sample(u, v) + glm::vec3(0, 0, 1e-9f));
            const float below = std::max(half - k_lap_drop_mm, -0.8f * half);
            float height = p.outer ? half - furrow(p, half, tendon, row_v) : -half;
            if (p.lap || (ring.lap && p.outer)) height = below;
            const glm::vec3 along =
                grid_.sample(u, std::min(v + 0.01f, 1.0f)) - grid_.sample(u, std::max(v - 0.01f, 0.0f));
            glm::vec3 at = grid_.sample(u, v) + normal * height;
            if (p.lap) at += unit(grid_.sample(u, v) - grid_.sample(u < 0.5f ? u + 0.02f : u - 0.02f, v)) * k_lap_mm;
            if (ring.lap) at.x -= k_lap_mm;
            mesh_.positions.push_back(at);
            mesh_.fibres.push_back(unit(along));
            mesh_.course.emplace_back(v, tendon);
        }
    }

    // Light runs on from one side to the other: without this the midline is a crease.
    void soften_midline() {
        const std::size_t n = ring_.size();
        for (std::size_t v = 0; v < 3 * n; ++v)
            if (ring_[v % n].outer && std::abs(mesh_.positions[v].x) < 2 * k_beside_midline_mm) {
                mesh_.normals[v].x *= v < 2 * n ? 0.0f : 0.5f;
                mesh_.normals[v] = unit(mesh_.normals[v]);
            }
    }

    // A lap looks the way of the edge it continues: else its rim would be dark, and darken its surroundings.
    void light_laps() {
        const std::size_t n = ring_.size();
        for (std::size_t v = 0; v < mesh_.normals.size(); ++v)
            if (ring_[v % n].lap) mesh_.normals[v] = mesh_.normals[ring_[v % n].u > 0.5f ? v - 1 : v - v % n];
        if (rings_[0].lap) std::copy_n(mesh_.normals.begin() + std::ptrdiff_t(n), n, mesh_.normals.begin());
    }

    static glm::vec3 unit(glm::vec3 d) { return glm::length(d) > 1e-6f ? glm::normalize(d) : glm::vec3(0); }

    // Furrows wander a little from side to side, edges stay.
    float meander(const RingPoint& p, float v) const {
        if (!p.outer || p.u <= 0 || p.u >= 1) return p.u;
        const float width = 1.0f / float(bundles_.borders.size());
        const float phase = bundles_.phase[std::size_t(p.border)];
        return std::clamp(p.u + 0.10f * width * std::sin(5.0f * v + phase) * std::min(1.0f, 4 * std::min(p.u, 1 - p.u)),
                          0.001f, 0.999f);
    }

    float furrow(const RingPoint& p, float half, float tendon, float v) const {
        const std::size_t b = std::size_t(p.border), next = std::min(b + 1, bundles_.depth.size() - 1);
        float depth = p.bump < 0.5f ? bundles_.depth[b] : 0.5f * (bundles_.depth[b] + bundles_.depth[next]);
        depth *= 0.75f + 0.25f * std::sin(4.0f * v + 2 * bundles_.phase[b]);
        // Both neighbours agree on the furrow between them.
        if ((p.u <= 0 && shares_edge(row_, false)) || (p.u >= 1 && shares_edge(row_, true))) depth = k_seam_furrow;
        return std::min(float(row_.groove_mm) * depth, 0.7f * half) * (1 - p.bump) * (1 - 0.8f * tendon);
    }

    void stitch() {
        const auto n = static_cast<std::uint32_t>(ring_.size());
        for (std::uint32_t j = 0; j + 1 < std::uint32_t(rings_.size()); ++j)
            for (std::uint32_t i = 0; i < n; ++i) {
                const std::uint32_t a = j * n + i, b = j * n + (i + 1) % n, c = a + n, d = b + n;
                mesh_.indices.insert(mesh_.indices.end(), {a, b, d, a, d, c});
            }
    }

    // Zips the outer and inner edge of an end ring together: thin ends have no middle to fan from.
    void cap(int first, bool reverse) {
        const int outer_last = (static_cast<int>(bundles_.borders.size()) - 1) * k_per_bundle;
        const int n = static_cast<int>(ring_.size());
        const auto add = [&](int a, int b, int c) {
            if (reverse) std::swap(b, c);
            for (int i : {a, b, c}) mesh_.indices.push_back(std::uint32_t(first + i % n));
        };
        int o = 0, in = n; // n stands for point 0, reached from the inner side
        while (o < outer_last && in > outer_last) {
            const float next_outer = o + 1 == outer_last ? 1.0f : ring_[std::size_t(o + 1)].u;
            const float next_inner = in - 1 == outer_last ? 1.0f : ring_[std::size_t(in - 1)].u;
            if (next_outer < next_inner || (next_outer == next_inner && in - 1 == outer_last)) {
                if (o + 1 != in % n && o != in % n) add(o, o + 1, in);
                ++o;
            } else {
                if (o != in % n && in - 1 != o) add(o, in - 1, in);
                --in;
            }
        }
    }

    const Row& row_;
    const Grid& grid_;
    const Body& body_;
    Bundles bundles_;
    Grid normals_;
    std::vector<RingPoint> ring_;
    std::vector<RingAt> rings_;
    geometry::Mesh mesh_;
};

} // namespace

std::vector<glm::vec3> sheet_normals(const Grid& grid, const Shell& shell) {
    std::vector<glm::vec3> normals(grid.points.size());
    float outward = 0;
    const auto node = [&](int k, int i) {
        return grid.at(std::clamp(k, 0, grid.across - 1), std::clamp(i, 0, grid.along - 1));
    };
    for (int k = 0; k < grid.across; ++k)
        for (int i = 0; i < grid.along; ++i) {
            const glm::vec3 c = glm::cross(node(k + 1, i) - node(k - 1, i), node(k, i + 1) - node(k, i - 1));
            normals[std::size_t(k * grid.along + i)] = c;
            outward += glm::dot(c, shell.outward(grid.at(k, i)));
        }
    const float sign = outward < 0 ? -1.0f : 1.0f;
    for (std::size_t n = 0; n < normals.size(); ++n) {
        const float length = glm::length(normals[n]);
        normals[n] = length > 1e-6f ? normals[n] * (sign / length) : shell.outward(grid.points[n]);
    }
    return normals;
}

geometry::Mesh loft(const Row& row, const Grid& grid, const Body& body, const Shell& shell, int bundles,
                    float row_step_mm) {
    return Loft(row, grid, body, shell, bundles, row_step_mm).build();
}

} // namespace dorsum::bake::muscles
