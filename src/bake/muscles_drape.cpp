#include "bake/muscles_grid.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::muscles {
namespace {

constexpr int k_rounds = 160;
constexpr float k_trace_mm = 0.6f; // softening may leave a point this much too low
constexpr float k_sink_mm = 0.5f;  // per round of softening
constexpr float k_along = 0.6f;    // a muscle is tauter along its fibres than across them
constexpr float k_origin_most_mm = 4; // an origin on the midline rises over the ligament there, no further: that is the furrow of the back
constexpr int k_sag_reach = 1, k_sag_blur = 6; // nodes
constexpr float k_sag = 0.8f;
constexpr float k_crease_most_mm = 8, k_crease_origin = 0.2f, k_crease_from = 0.12f; // where it begins it stays near what it holds to
constexpr glm::vec2 k_crease_to{0.8f, 0.98f}; // shares of the course
constexpr float k_most_mm = 90;    // never lifted further: a path that needs more is wrong, and the tests will say so

float smooth_step(float low, float high, float x) {
    const float t = std::clamp((x - low) / std::max(high - low, 1e-4f), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

// How far each point has to rise, at least; negative where it hangs free.
std::vector<float> needed(const Grid& grid, const Shell& shell, std::span<const float> thickness_mm, const Row& row) {
    std::vector<float> need(grid.points.size(), Shell::k_nothing);
    const float from = float(row.push.at(0)), to = float(row.push.at(1));
    for (int k = 0; k < grid.across; ++k)
        for (int i = row.midline ? 0 : 1; i + 1 < grid.along; ++i) {
            const auto n = std::size_t(k * grid.along + i);
            const glm::vec3 p = grid.points[n];
            const float support = shell.support_mm(p);
            if (support == Shell::k_nothing) continue;
            const float v = float(i) / float(grid.along - 1);
            const float rise = row.midline ? 1 : smooth_step(from - 0.05f, from + 0.03f, v);
            const float fade = rise * (1 - smooth_step(to - 0.03f, to + 0.05f, v));
            float lift = support + float(row.gap_mm) + 0.5f * thickness_mm[n] - shell.height_mm(p);
            if (i == 0) lift = std::min(lift, k_origin_most_mm);
            if (fade > 0.01f && lift > -20.0f) need[n] = std::min(lift, k_most_mm) * (lift > 0 ? fade : 1);
        }
    return need;
}

// The taut skin over the needs (an obstacle problem, by relaxation); it starts at zero at both ends of every line, or
// at what the origin on the midline needs.
std::vector<float> taut(const Grid& grid, const std::vector<float>& need) {
    std::vector<float> lift(need.size(), 0.0f);
    const auto at = [&](int k, int i) -> float& { return lift[std::size_t(k * grid.along + i)]; };
    const auto hold_origin = [&] {
        for (int k = 0; k < grid.across; ++k) {
            const float beside = 0.5f * (at(std::max(k - 1, 0), 0) + at(std::min(k + 1, grid.across - 1), 0));
            at(k, 0) = std::max({0.0f, need[std::size_t(k * grid.along)], beside});
        }
    };
    for (int round = 0; round < k_rounds; ++round) {
        hold_origin();
        for (int step = 1; step + 1 < grid.along; ++step) {
            const int i = round % 2 == 0 ? step : grid.along - 1 - step;
            for (int k = 0; k < grid.across; ++k) {
                const float along = 0.5f * (at(k, i - 1) + at(k, i + 1));
                const float across = 0.5f * (at(std::max(k - 1, 0), i) + at(std::min(k + 1, grid.across - 1), i));
                at(k, i) =
                    std::max({0.0f, need[std::size_t(k * grid.along + i)], k_along * along + (1 - k_along) * across});
            }
        }
    }
    return lift;
}

// The needs of single cells are rough (rib edges): a short blur, limited in depth.
void soften(const Grid& grid, std::vector<float>& lift) {
    for (int round = 0; round < 5; ++round) {
        const std::vector<float> old = lift;
        for (int k = 0; k < grid.across; ++k)
            for (int i = 1; i + 1 < grid.along; ++i) {
                const auto node = [&](int line, int step) {
                    return old[std::size_t(std::clamp(line, 0, grid.across - 1) * grid.along + step)];
                };
                const float here = node(k, i);
                const float mean = 0.25f * (node(k, i - 1) + node(k, i + 1) + node(k - 1, i) + node(k + 1, i));
                lift[std::size_t(k * grid.along + i)] = std::max(0.5f * (here + mean), here - k_sink_mm);
            }
    }
}

// A broad sheet lies on what is beneath it, for nothing but fat would fill the room: where such room is left, it sinks, up to the first of
// the two shares of its course fully, and beyond the second one it is taut. So the furrow of the back has slopes, not walls.
void sag(const Grid& grid, const std::vector<float>& need, const std::vector<double>& shares, std::vector<float>& lift) {
    std::vector<float> room(lift.size());
    for (std::size_t n = 0; n < lift.size(); ++n) room[n] = need[n] == Shell::k_nothing ? 0 : std::max(0.0f, lift[n] - need[n]);
    const auto node = [&](const std::vector<float>& of, int k, int i) {
        return of[std::size_t(std::clamp(k, 0, grid.across - 1) * grid.along + std::clamp(i, 1, grid.along - 1))]; // the origin has no say
    };
    const auto each = [&](int rounds, const auto& change) {
        for (int round = 0; round < rounds; ++round) {
            const std::vector<float> old = room;
            for (int k = 0; k < grid.across; ++k)
                for (int i = 0; i < grid.along; ++i) room[std::size_t(k * grid.along + i)] = change(old, k, i);
        }
    };
    each(k_sag_reach, [&](const std::vector<float>& old, int k, int i) {
        return std::min({node(old, k, i), node(old, k, i - 1), node(old, k, i + 1), node(old, k - 1, i), node(old, k + 1, i)});
    });
    each(k_sag_blur, [&](const std::vector<float>& old, int k, int i) {
        return 0.5f * node(old, k, i) + 0.125f * (node(old, k, i - 1) + node(old, k, i + 1) + node(old, k - 1, i) + node(old, k + 1, i));
    });
    for (std::size_t n = 0; n < lift.size(); ++n) {
        const std::size_t step = n % std::size_t(grid.along);
        const float v = float(step) / float(grid.along - 1);
        if (step > 0) lift[n] -= k_sag * (1 - smooth_step(float(shares.at(0)), float(shares.at(1)), v)) * room[n];
    }
}

// How far a line stands out over the middle between the two beside it; negative where the sheet bends inwards.
float stands_out_mm(const std::vector<glm::vec3>& points, std::size_t n, std::size_t along, glm::vec3 out) {
    const glm::vec3 before = points[n - along] - points[n], after = points[n + along] - points[n];
    const float one = glm::length(before), other = glm::length(after);
    return -(glm::dot(before, out) * other + glm::dot(after, out) * one) / std::max(one + other, 1e-3f);
}

// A crease that runs with the fibres, where the sheet bends inwards (the trapezius between neck and shoulder): fat fills it in a body, and the
// sheet goes over it in a curve. And a ridge that hangs free between two lines, like a tent: the sheet sinks until it goes over what is beneath
// in a curve too. Neither moves far where the sheet begins: there it holds to something.
void fill_creases(Grid& grid, const Shell& shell, std::span<const float> thickness_mm, const Row& row) {
    const auto start = grid.points;
    for (int round = 0; round < std::max(row.creases, row.ridges); ++round) {
        const auto old = grid.points;
        for (int k = 1; k + 1 < grid.across; ++k)
            for (int i = 0; i + 1 < grid.along; ++i) {
                const auto n = std::size_t(k * grid.along + i);
                const glm::vec3 out = shell.outward(old[n]);
                const float v = float(i) / float(grid.along - 1);
                const float end = std::min(glm::mix(k_crease_origin, 1.0f, smooth_step(0, k_crease_from, v)), 1 - smooth_step(k_crease_to.x, k_crease_to.y, v));
                const float left = k_crease_most_mm * end - glm::distance(old[n], start[n]);
                const float stands_out = stands_out_mm(old, n, std::size_t(grid.along), out);
                if (left <= 0) continue;
                if (stands_out < 0 && round < row.creases) grid.points[n] -= out * std::max(0.5f * stands_out * end, -left);
                if (stands_out <= 0 || round >= row.ridges) continue;
                const float support = shell.support_mm(old[n]);
                const float room = support == Shell::k_nothing ? 0 : shell.height_mm(old[n]) - support - float(row.gap_mm) - 0.5f * thickness_mm[n];
                grid.points[n] -= out * std::clamp(0.5f * stands_out * end, 0.0f, std::max(0.0f, std::min(left, room)));
            }
    }
}

} // namespace

void drape(Grid& grid, const Shell& shell, std::span<const float> thickness_mm, const Row& row) {
    const std::vector<float> need = needed(grid, shell, thickness_mm, row);
    std::vector<float> lift = taut(grid, need);
    soften(grid, lift);
    const int sags = row.sag.empty() ? 0 : row.sag.size() > 2 ? int(row.sag[2]) : 1;
    for (int n = 0; n < sags; ++n) sag(grid, need, row.sag, lift);
    for (std::size_t n = 0; n < lift.size(); ++n) lift[n] = std::max(lift[n], need[n] - k_trace_mm);
    for (std::size_t n = 0; n < grid.points.size(); ++n) grid.points[n] += shell.outward(grid.points[n]) * lift[n];
    fill_creases(grid, shell, thickness_mm, row);
    for (int k = 0; k < grid.across; ++k) {
        const auto even = geometry::resample(grid.line(k), grid.along);
        std::copy(even.begin(), even.end(), grid.line(k).begin());
    }
}

} // namespace dorsum::bake::muscles
