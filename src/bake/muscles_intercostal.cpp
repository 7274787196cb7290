#include "bake/muscles_intercostal.h"

#include "bake/bones_ribs.h"
#include "bake/muscles_grid.h"
#include "bake/muscles_solid.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::muscles {
namespace {

using geometry::Polyline;

constexpr int k_spaces = 11;
constexpr int k_rows = 4;            // points along a fibre
constexpr float k_fibre_step_mm = 8; // between the fibre lines
constexpr float k_sink_mm = 0.7f;    // into the borders of the ribs
constexpr int k_even_rounds = 3;
constexpr float k_tip = 0.97f;       // the floating ribs end in a rounded point: not up to its last millimetres

struct Space {
    const Polyline &upper, &lower;
    const Solid &above, &below;
    glm::vec3 inside; // a point in the middle of the chest
};

glm::vec3 tangent(const Polyline& line, float t) {
    return glm::normalize(geometry::point_at(line, std::min(t + 0.02f, 1.0f)) -
                          geometry::point_at(line, std::max(t - 0.02f, 0.0f)));
}

// The border of a rib seen from within it: where a ray from its middle leaves it.
glm::vec3 border(const Solid& rib, glm::vec3 middle, glm::vec3 direction) {
    const auto hit = rib.bvh().intersect({middle, direction}, 40.0f);
    return hit ? hit->position - direction * k_sink_mm : middle;
}

class Sheet {
public:
    Sheet(const Row& row, const Space& space) : row_(row), space_(space) {
        upper_mm_ = geometry::length_mm(space.upper);
        lower_mm_ = geometry::length_mm(space.lower);
    }

    geometry::Mesh build() {
        lay();
        geometry::Mesh out;
        for (const float side : {1.0f, -1.0f})
            for (int k = 0; k < grid_.across; ++k)
                for (int i = 0; i < k_rows; ++i) add_point(k, i, side, out);
        stitch(out);
        geometry::compute_normals(out);
        return out;
    }

private:
    // Where the fibre that leaves the upper rib at t reaches the lower one, unbounded.
    float slanted(float t) const {
        const auto opposite = geometry::nearest_on(space_.lower, geometry::point_at(space_.upper, t));
        const float drop = std::max(opposite.distance_mm - 10.0f, 6.0f); // from border to border
        const float slant = std::tan(glm::radians(float(row_.slant_deg)));
        return opposite.fraction + slant * drop / lower_mm_;
    }

    void lay() {
        const float first = float(row_.part.at(0)), last = float(row_.part.at(1));
        float from = first, to = last;
        while (from < to && slanted(from) < first) from += 0.01f;
        while (to > from && slanted(to) > std::min(k_tip, last)) to -= 0.01f;
        grid_.across = std::max(4, static_cast<int>((to - from) * upper_mm_ / k_fibre_step_mm));
        grid_.along = k_rows;
        grid_.points.resize(std::size_t(grid_.across * k_rows));
        for (int k = 0; k < grid_.across; ++k) {
            const float t = glm::mix(from, to, float(k) / float(grid_.across - 1)), down = slanted(t);
            const glm::vec3 a = geometry::point_at(space_.upper, t), b = geometry::point_at(space_.lower, down);
            const glm::vec3 course = glm::normalize(b - a);
            glm::vec3 out = glm::normalize(glm::cross(tangent(space_.upper, t), course));
            const glm::vec3 away = a - space_.inside;
            const glm::vec3 reference = outward_.empty() ? glm::vec3(away.x, 0, away.z) : outward_.back();
            if (glm::dot(out, reference) < 0) out = -out; // the same side all along
            outward_.push_back(out);
            const glm::vec3 plane = out * float(row_.plane_mm);
            const glm::vec3 start = border(space_.above, a + plane, course), end = border(space_.below, b + plane, -course);
            grid_.at(k, 0) = start;
            grid_.at(k, k_rows - 1) = end;
        }
        even_out();
        for (int k = 0; k < grid_.across; ++k)
            for (int i = 1; i + 1 < k_rows; ++i)
                grid_.at(k, i) = glm::mix(grid_.at(k, 0), grid_.at(k, k_rows - 1), float(i) / float(k_rows - 1));
    }

    // A ray that just misses a slender rib would put one fibre out of line, and the sheet would cross itself there.
    void even_out() {
        for (int round = 0; round < k_even_rounds; ++round) {
            const Grid old = grid_;
            const std::vector<glm::vec3> out = outward_;
            for (int k = 1; k + 1 < grid_.across; ++k) {
                for (const int i : {0, k_rows - 1}) grid_.at(k, i) = 0.5f * old.at(k, i) + 0.25f * (old.at(k - 1, i) + old.at(k + 1, i));
                const std::size_t n = std::size_t(k);
                outward_[n] = glm::normalize(2.0f * out[n] + out[n - 1] + out[n + 1]);
            }
        }
    }

    void add_point(int k, int i, float side, geometry::Mesh& out) const {
        const float v = float(i) / float(k_rows - 1);
        // Bundles: every second fibre line lies a little lower.
        const float furrow = k % 2 == 1 ? float(row_.groove_mm) : 0.0f;
        const float half = std::max(0.5f * spread(row_.thickness_mm, v) - (side > 0 ? furrow : 0.0f), 0.3f);
        out.positions.push_back(grid_.at(k, i) + outward_[std::size_t(k)] * (side * half));
        out.fibres.push_back(glm::normalize(grid_.at(k, k_rows - 1) - grid_.at(k, 0)));
        out.course.emplace_back(v, i == 0 || i + 1 == k_rows ? 0.5f : 0.0f);
    }

    void stitch(geometry::Mesh& out) const {
        const auto n = std::uint32_t(grid_.across), r = std::uint32_t(k_rows), back = n * r;
        const glm::vec3 seen = glm::cross(grid_.at(1, 0) - grid_.at(0, 0), grid_.at(0, k_rows - 1) - grid_.at(0, 0));
        const bool flip = glm::dot(seen, outward_[0]) < 0;
        const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
            if (flip) std::swap(b, d);
            out.indices.insert(out.indices.end(), {a, b, c, a, c, d});
        };
        for (std::uint32_t k = 0; k + 1 < n; ++k)
            for (std::uint32_t i = 0; i + 1 < r; ++i) {
                const std::uint32_t a = k * r + i, b = a + r;
                quad(a, b, b + 1, a + 1);
                quad(back + a, back + a + 1, back + b + 1, back + b);
            }
        for (std::uint32_t k = 0; k + 1 < n; ++k) {
            const std::uint32_t top = k * r, bottom = top + r - 1;
            quad(top, back + top, back + top + r, top + r);
            quad(bottom, bottom + r, back + bottom + r, back + bottom);
        }
        for (std::uint32_t i = 0; i + 1 < r; ++i) {
            const std::uint32_t last = (n - 1) * r + i;
            quad(i, i + 1, back + i + 1, back + i);
            quad(last, back + last, back + last + 1, last + 1);
        }
    }

    const Row& row_;
    Space space_;
    float upper_mm_ = 0, lower_mm_ = 0;
    Grid grid_;
    std::vector<glm::vec3> outward_; // per fibre line
};

} // namespace

std::vector<std::string> intercostal_ribs() {
    std::vector<std::string> ids;
    for (int n = 1; n <= k_spaces + 1; ++n) ids.push_back("rib." + std::to_string(n) + ".left");
    return ids;
}

geometry::Mesh intercostals(const Row& row, const BuildContext& context) {
    const auto ids = intercostal_ribs();
    const auto ribs = solids_of(ids, context);
    geometry::Mesh out;
    for (int n = 1; n <= k_spaces; ++n) {
        const auto above = ribs.find(ids[std::size_t(n - 1)]), below = ribs.find(ids[std::size_t(n)]);
        if (above == ribs.end() || below == ribs.end()) continue;
        const Polyline upper = rib_line(context.facts, context.spine, n), lower = rib_line(context.facts, context.spine, n + 1);
        glm::vec3 inside = geometry::point_at(upper, 0);
        inside.x = 0;
        inside.z = 0.5f * (inside.z + geometry::point_at(upper, 1).z);
        geometry::append(out, Sheet(row, {upper, lower, above->second, below->second, inside}).build());
    }
    return out;
}

} // namespace dorsum::bake::muscles
