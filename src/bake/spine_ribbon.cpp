#include "bake/spine_ribbon.h"

#include "bake/spine_attach.h"
#include "bake/spine_discs.h"
#include "geometry/curve.h"

#include <cmath>

namespace dorsum::bake {

using anatomy::Level;
using geometry::Mesh;

namespace {

constexpr int k_columns = 7;
constexpr int k_rows = 130;
constexpr float k_end_near_mm = 12;
constexpr float k_near_bone_mm = 5; // how far from its planned place the bone may lie
constexpr float k_out_mm = 1.0f, k_in_mm = 0.4f;

// One line across the ligament: points on the bone's surface from right to left, and the direction away from the bone.
struct Station {
    std::vector<glm::vec3> points;
    glm::vec3 away;
};

// z of the outline at a given x, on its front or back.
float outline_z(const std::vector<glm::vec2>& half, float x, bool front) {
    const std::size_t n = half.size();
    for (std::size_t i = 1; i < n; ++i) {
        const glm::vec2 a = front ? half[i - 1] : half[n - i], b = front ? half[i] : half[n - 1 - i];
        if (x < a.x || x > b.x || b.x - a.x < 1e-4f) continue;
        return glm::mix(a.y, b.y, (x - a.x) / (b.x - a.x));
    }
    return front ? half.front().y : half.back().y;
}

Station station_on(const Endplate& e, float half_width, float inset, bool front) {
    const std::vector<glm::vec2> half = e.half_outline(40);
    Station s;
    s.away = e.frame.axes[2] * (front ? 1.0f : -1.0f);
    for (int i = 0; i < k_columns; ++i) {
        const float x = half_width * (2.0f * static_cast<float>(i) / (k_columns - 1) - 1.0f);
        const float z = outline_z(half, std::abs(x), front);
        s.points.push_back(to_world(e.frame, {x, 0, z + (front ? -inset : inset)}));
    }
    return s;
}

Station between(const Station& a, const Station& b, float inset, float narrower) {
    Station s;
    s.away = glm::normalize(a.away + b.away);
    for (std::size_t i = 0; i < a.points.size(); ++i) {
        glm::vec3 p = 0.5f * (a.points[i] + b.points[i]) - s.away * inset;
        p.x *= narrower;
        s.points.push_back(p);
    }
    return s;
}

Station flat(glm::vec3 centre, glm::vec3 away, float half_width) {
    Station s;
    s.away = away;
    for (int i = 0; i < k_columns; ++i)
        s.points.push_back(centre + glm::vec3(half_width * (2.0f * static_cast<float>(i) / (k_columns - 1) - 1.0f), 0, 0));
    return s;
}

// The station's points brought onto the bone.
Station on_bone(Station s, const BoneSurfaces& bones, Level level, float reach_mm = k_near_bone_mm) {
    for (glm::vec3& p : s.points) p = bones.onto(anatomy::vertebra_id(level), p, 0.0f, reach_mm);
    return s;
}

// From above downwards.
std::vector<Station> stations(const BuildContext& context, bool front) {
    const auto& frames = context.spine.frames;
    const glm::vec3 forward = frames[1].axes[2];
    const BoneSurfaces bones(context);
    const auto over_bodies = static_cast<float>(context.facts.number("spinal_ligaments/longitudinal/posterior_over_bodies"));
    std::vector<Station> out;
    if (front) {
        const float radius = static_cast<float>(0.5 * context.facts.number("vertebrae/c1/ring/outer_depth"));
        out.push_back(flat(to_world(frames[0], {0, -2, radius + 0.5f}), forward, 2.0f));
        out.push_back(flat(to_world(frames[1], {0, -1, 5.5f}), forward, 3.5f));
    }
    for (std::size_t i = 1; i < anatomy::k_vertebra_count; ++i) {
        const Level upper(i), lower(i + 1);
        const float down = static_cast<float>(i) / 23.0f;
        const auto& breadths = context.facts.list(front ? "spinal_ligaments/longitudinal/anterior_half_breadth"
                                                        : "spinal_ligaments/longitudinal/posterior_half_breadth");
        const float wide = glm::mix(static_cast<float>(breadths.at(0)), static_cast<float>(breadths.at(1)), down);
        const Endplate a = lower_endplate(context.facts, context.spine, upper), b = upper_endplate(context.facts, context.spine, lower);
        const Station high = station_on(a, std::min(wide, 0.38f * a.width), 0, front);
        const Station low = station_on(b, std::min(wide, 0.38f * b.width), 0, front);
        const auto bulge = static_cast<float>(context.facts.number("discs/" + anatomy::disc_id(upper).substr(5) + "/bulge"));
        out.push_back(high);
        out.push_back(between(high, low, -bulge, 1.0f)); // over the disc, which stands out
        out.push_back(low);
        if (i + 1 == anatomy::k_vertebra_count) break;
        const Endplate c = lower_endplate(context.facts, context.spine, lower);
        const float waist = static_cast<float>(context.facts.number("vertebrae/" + anatomy::level_name(lower) + "/body/waist_front"));
        // The posterior ligament is a narrow cord behind the bodies and spreads over the discs.
        const Station under = station_on(c, std::min(wide, 0.38f * c.width), 0, front);
        out.push_back(on_bone(between(out.back(), under, front ? 0.8f * waist : -0.4f, front ? 1.0f : over_bodies), bones, lower));
    }
    const glm::mat3& sacral = frames[anatomy::level_s1().value].axes;
    const glm::vec3 s2 = to_world(frames[anatomy::level_s1().value], front ? glm::vec3(0, -18, 6.5f) : glm::vec3(0, -12, -18.5f));
    out.push_back(on_bone(flat(s2, front ? sacral[2] : -sacral[2], front ? 8.0f : 3.0f), bones, anatomy::level_s1(), k_end_near_mm));
    return out;
}

} // namespace

Mesh longitudinal_ribbon(const BuildContext& context, bool anterior) {
    const std::vector<Station> all = stations(context, anterior);
    Mesh mesh;
    std::vector<glm::vec3> aways;
    for (const Station& s : all) aways.push_back(s.away);
    const geometry::Polyline away = geometry::resample(aways, k_rows);
    for (const float depth : {k_out_mm, -k_in_mm}) {
        for (std::size_t c = 0; c < k_columns; ++c) {
            std::vector<glm::vec3> column;
            for (const Station& s : all) column.push_back(s.points[c]);
            const geometry::Polyline smooth = geometry::resample(geometry::smooth_through(column, 1.5f), k_rows);
            const bool border = c == 0 || c + 1 == k_columns; // thin out at the borders
            for (std::size_t r = 0; r < k_rows; ++r)
                mesh.positions.push_back(smooth[r] + glm::normalize(away[r]) * (border ? 0.3f * depth : depth));
        }
    }
    const auto at = [](int layer, int column, int row) { return static_cast<std::uint32_t>((layer * k_columns + column) * k_rows + row); };
    const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        if (anterior) mesh.indices.insert(mesh.indices.end(), {a, b, c, a, c, d});
        else mesh.indices.insert(mesh.indices.end(), {a, c, b, a, d, c});
    };
    // Seen from outside (the front of the anterior one): rows go down, columns from right to left.
    for (int r = 0; r + 1 < k_rows; ++r) {
        for (int c = 0; c + 1 < k_columns; ++c) {
            quad(at(0, c, r), at(0, c, r + 1), at(0, c + 1, r + 1), at(0, c + 1, r));
            quad(at(1, c, r), at(1, c + 1, r), at(1, c + 1, r + 1), at(1, c, r + 1));
        }
        const int last = k_columns - 1;
        quad(at(1, 0, r), at(1, 0, r + 1), at(0, 0, r + 1), at(0, 0, r));
        quad(at(0, last, r), at(0, last, r + 1), at(1, last, r + 1), at(1, last, r));
    }
    for (int c = 0; c + 1 < k_columns; ++c) {
        quad(at(1, c, 0), at(0, c, 0), at(0, c + 1, 0), at(1, c + 1, 0));
        const int end = k_rows - 1;
        quad(at(0, c, end), at(1, c, end), at(1, c + 1, end), at(0, c + 1, end));
    }
    geometry::compute_normals(mesh);
    mesh.fibres.resize(mesh.positions.size());
    mesh.course.resize(mesh.positions.size());
    for (int i = 0; i < 2 * k_columns; ++i)
        for (int r = 0; r < k_rows; ++r) {
            const std::uint32_t here = at(0, i, r), next = at(0, i, std::min(r + 1, k_rows - 1)), before = at(0, i, std::max(r - 1, 0));
            mesh.fibres[here] = glm::normalize(mesh.positions[next] - mesh.positions[before]);
            mesh.course[here] = {static_cast<float>(r) / (k_rows - 1), 0};
        }
    return mesh;
}

} // namespace dorsum::bake
