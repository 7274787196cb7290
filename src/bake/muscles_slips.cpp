#include "bake/muscles_slips.h"

#include "bake/muscles_grid.h"
#include "bake/muscles_points.h"
#include "bake/muscles_solid.h"
#include "core/check.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::muscles {
namespace {

constexpr float k_step_mm = 7.0f;     // between the rings of a slip
constexpr float k_broad_mm = 7.0f;    // from this width on a ring has one point more on each face
constexpr float k_sink_mm = 0.4f;     // the ends go this deep into the bone: no light between
constexpr float k_snap_mm = 12.0f;    // an anchor further from its bone is wrong, and the tests will say so
constexpr int k_rounds = 18;
constexpr float k_eager = 0.7f; // share of a push that is made at once: pushes from two sides settle between them
constexpr float k_deepest_mm = 0.2f;  // of a vertex in bone
constexpr float k_deepest_end_mm = 0.9f;
constexpr float k_tendon = 0.16f;     // share of the course at either end

float bulge(float u) {
    return std::sqrt(std::max(0.0f, 1 - (2 * u - 1) * (2 * u - 1)));
}

class Slip {
public:
    Slip(const Row& row, const Shell& shell, float scale)
        : row_(row), shell_(shell), grow_(std::sqrt(scale)) {}

    void lay(glm::vec3 a, glm::vec3 b, const Solid* from, const Solid* to) {
        a = on_bone(a, from);
        b = on_bone(b, to);
        const glm::vec3 outward = shell_.outward(0.5f * (a + b));
        const glm::vec3 side = glm::normalize(glm::cross(b - a, outward) + glm::vec3(1e-6f, 0, 0));
        const float first = width(0), last = width(1);
        float widest = 0;
        for (float v = 0; v <= 1; v += 0.25f) widest = std::max(widest, width(v));
        grid_.across = widest > k_broad_mm ? 5 : 4;
        grid_.along = std::clamp(static_cast<int>(glm::length(b - a) / k_step_mm) + 2, 5, 9);
        grid_.points.assign(std::size_t(grid_.across * grid_.along), {});
        for (int k = 0; k < grid_.across; ++k) {
            const float u = share(k);
            const glm::vec3 start = on_bone(a + side * (first * (u - 0.5f)), from);
            const glm::vec3 end = on_bone(b + side * (last * (u - 0.5f)), to);
            for (int i = 0; i < grid_.along; ++i) {
                const float v = along(i);
                const float wider = width(v) - glm::mix(first, last, v);
                grid_.at(k, i) = glm::mix(start, end, v) + side * (wider * (u - 0.5f)) +
                                 outward * (float(row_.bow_mm) * 4 * v * (1 - v));
            }
        }
    }

    // Lifts the middle clear of bones and of the muscles beneath, and keeps it smooth.
    void clear(const std::vector<const Solid*>& obstacles) {
        for (int round = 0; round < k_rounds; ++round) {
            push(obstacles);
            if (round + 2 < k_rounds) soften();
        }
    }

    geometry::Mesh mesh(const std::vector<const Solid*>& bones) const {
        geometry::Mesh out;
        const auto normals = face_normals();
        for (int i = 0; i < grid_.along; ++i) add_ring(i, normals, out);
        const auto ring = std::uint32_t(2 * (grid_.across - 1));
        if (!bones.empty())
            for (std::size_t v = 0; v < out.positions.size(); ++v) {
                const bool end = v < ring || v + ring >= out.positions.size();
                lift_out(out.positions[v], bones, end ? k_deepest_end_mm : k_deepest_mm);
            }
        for (std::uint32_t i = 0; i + 1 < std::uint32_t(grid_.along); ++i)
            for (std::uint32_t j = 0; j < ring; ++j) {
                const std::uint32_t a = i * ring + j, b = i * ring + (j + 1) % ring, c = a + ring, d = b + ring;
                out.indices.insert(out.indices.end(), {a, b, d, a, d, c});
            }
        cap(0, true, out);
        cap(std::uint32_t(grid_.along - 1) * ring, false, out);
        geometry::compute_normals(out);
        return out;
    }

    geometry::Bounds bounds() const {
        geometry::Bounds box;
        for (const glm::vec3 p : grid_.points) box.add(p);
        return box;
    }

private:
    float share(int k) const { return float(k) / float(grid_.across - 1); }
    float along(int i) const { return float(i) / float(grid_.along - 1); }
    float width(float v) const { return spread(row_.width_mm, v) * grow_; }
    float half(float u, float v) const { return 0.5f * spread(row_.thickness_mm, v) * grow_ * bulge(u); }

    static glm::vec3 on_bone(glm::vec3 p, const Solid* bone) {
        const auto near = bone ? bone->near(p, k_snap_mm) : std::nullopt;
        return near ? near->surface - near->out * k_sink_mm : p;
    }

    // A ring moves as one, by what its worst point needs: its points pushed one by one would fold the slip.
    void push(const std::vector<const Solid*>& obstacles) {
        for (int i = 1; i + 1 < grid_.along; ++i) {
            const float v = along(i), fade = std::min(1.0f, 5 * std::min(v, 1 - v));
            glm::vec3 shift(0);
            for (int k = 0; k < grid_.across; ++k) {
                const float need = (half(share(k), v) + float(row_.gap_mm)) * fade;
                const glm::vec3 p = grid_.at(k, i);
                for (const Solid* solid : obstacles)
                    if (const auto near = solid->near(p, 6 * need + 6); near && near->distance_mm < need) {
                        const glm::vec3 step = near->surface + near->out * need - p;
                        if (glm::length(step) > glm::length(shift)) shift = step;
                    }
            }
            for (int k = 0; k < grid_.across; ++k) grid_.at(k, i) += k_eager * shift;
        }
    }

    void soften() {
        const Grid old = grid_;
        for (int k = 0; k < grid_.across; ++k)
            for (int i = 1; i + 1 < grid_.along; ++i)
                grid_.at(k, i) = 0.5f * old.at(k, i) + 0.25f * (old.at(k, i - 1) + old.at(k, i + 1));
    }

    std::vector<glm::vec3> face_normals() const {
        std::vector<glm::vec3> out;
        for (int k = 0; k < grid_.across; ++k)
            for (int i = 0; i < grid_.along; ++i) {
                const glm::vec3 over = grid_.at(std::min(k + 1, grid_.across - 1), i) - grid_.at(std::max(k - 1, 0), i);
                const glm::vec3 on = grid_.at(k, std::min(i + 1, grid_.along - 1)) - grid_.at(k, std::max(i - 1, 0));
                out.push_back(glm::normalize(glm::cross(over, on) + glm::vec3(0, 0, 1e-6f)));
            }
        return out;
    }

    // From edge to edge on one face and back on the other.
    void add_ring(int i, const std::vector<glm::vec3>& normals, geometry::Mesh& out) const {
        const float v = along(i);
        const auto add = [&](int k, float sign) {
            const glm::vec3 p = grid_.at(k, i), ahead = grid_.at(k, std::min(i + 1, grid_.along - 1)),
                            behind = grid_.at(k, std::max(i - 1, 0));
            out.positions.push_back(p + normals[std::size_t(k * grid_.along + i)] * (sign * half(share(k), v)));
            out.fibres.push_back(glm::normalize(ahead - behind + glm::vec3(0, 1e-6f, 0)));
            out.course.emplace_back(v, std::clamp(1 - std::min(v, 1 - v) / k_tendon, 0.0f, 1.0f));
        };
        for (int k = 0; k < grid_.across; ++k) add(k, 1);
        for (int k = grid_.across - 2; k >= 1; --k) add(k, -1);
    }

    static void lift_out(glm::vec3& p, const std::vector<const Solid*>& bones, float deepest_mm) {
        for (const Solid* bone : bones)
            if (const auto near = bone->near(p, 5); near && near->distance_mm < -deepest_mm)
                p = near->surface - near->out * deepest_mm;
    }

    void cap(std::uint32_t first, bool start, geometry::Mesh& out) const {
        const auto n = std::uint32_t(grid_.across), ring = 2 * (n - 1);
        const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
            if (start) std::swap(b, c);
            out.indices.insert(out.indices.end(), {first + a, first + b, first + c});
        };
        add(0, 1, ring - 1);
        for (std::uint32_t k = 1; k + 2 < n; ++k) {
            add(k, k + 1, ring - k - 1);
            add(k, ring - k - 1, ring - k);
        }
        add(n - 2, n - 1, n);
    }

    const Row& row_;
    const Shell& shell_;
    float grow_;
    Grid grid_;
};

const Solid* solid_at(const std::map<std::string, Solid>& solids, const std::vector<std::string>& ids, std::size_t i) {
    if (ids.empty()) return nullptr;
    const auto found = solids.find(ids[ids.size() == 1 ? 0 : i]);
    return found == solids.end() ? nullptr : &found->second;
}

} // namespace

geometry::Mesh slips(const Row& row, const Shell& shell, const BuildContext& context, float scale) {
    const auto origin = points_of(expand_ids(row.origin), context.anchors);
    const auto insertion = points_of(expand_ids(row.insertion), context.anchors);
    DORSUM_CHECK(origin.size() == insertion.size());
    const auto from = expand_ids(row.origin_bones), to = expand_ids(row.insertion_bones);
    const auto bones = solids_of(from, context), ends = solids_of(to, context), over = solids_of(expand_ids(row.over), context);
    geometry::Mesh out;
    std::vector<geometry::Mesh> laid; // deep slips first: the later ones lie on them
    laid.reserve(origin.size());
    std::vector<Solid> beneath;
    beneath.reserve(origin.size());
    for (std::size_t i = 0; i < origin.size(); ++i) {
        Slip slip(row, shell, scale);
        slip.lay(origin[i], insertion[i], solid_at(bones, from, i), solid_at(ends, to, i));
        std::vector<const Solid*> obstacles, hard;
        for (const auto* group : {&over, &bones, &ends})
            for (const auto& [id, solid] : *group)
                if (solid.reaches(slip.bounds(), 6)) hard.push_back(&solid);
        obstacles = hard;
        for (const Solid& solid : beneath)
            if (solid.reaches(slip.bounds(), 3)) obstacles.push_back(&solid);
        slip.clear(obstacles);
        laid.push_back(slip.mesh(hard));
        beneath.emplace_back(laid.back());
        geometry::append(out, laid.back());
    }
    return out;
}

} // namespace dorsum::bake::muscles
