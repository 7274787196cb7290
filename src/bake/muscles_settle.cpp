#include "bake/muscles_settle.h"

#include "core/parallel.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake::muscles {
namespace {

constexpr int k_rounds = 18, k_last_rounds = 2, k_smoothing = 4; // the last ones without smoothing
constexpr float k_slack_mm = 0.25f;   // so much of a touch is none
constexpr float k_step_most_mm = 3;   // per round
constexpr float k_thinnest = 0.3f;    // share of the thickness that is left where there is no room
constexpr float k_most_mm = 12;         // in all
constexpr float k_end_most_mm = 2, k_last_step_mm = 0.5f;
constexpr glm::vec2 k_held_mm{4, 22};  // from the end: held here, free there
constexpr glm::vec2 k_spent_mm{4, 7};
constexpr float k_edge_share = 0.2f;   // only the edges give way sideways: else the sheet would fold
constexpr float k_midline_mm = 0.15f;

// Pushes on one point of the lines: away from what is below, from what is above, and sideways.
struct Pushes {
    float up = 0, down = 0;
    glm::vec3 beside{0};
};

// `held` (0..1): an end stays on its bone, whatever other muscle is there.
Pushes pushes_on(glm::vec3 p, glm::vec3 normal, float half, float held, const Obstacles& obstacles, glm::vec3 outward) {
    Pushes out;
    obstacles.touching(p, half, outward, [&](const Obstacles::Touch& touch) {
        const float facing = glm::dot(touch.way, normal);
        const float over = std::min(half * std::abs(facing) + touch.depth_mm - k_slack_mm, k_step_most_mm) *
                           (touch.bone ? 1.0f : 1 - held);
        if (over <= 0) return;
        if (facing > 0) out.up = std::max(out.up, over * facing);
        else out.down = std::max(out.down, -over * facing);
        const glm::vec3 beside = over * (touch.way - facing * normal);
        if (glm::dot(beside, beside) > glm::dot(out.beside, out.beside)) out.beside = beside;
    });
    return out;
}

// A taut skin: what is pushed stays, what hangs free follows its neighbours.
void smooth(const Grid& grid, std::vector<glm::vec3>& moved, const std::vector<glm::vec3>& pushed) {
    const std::vector<glm::vec3> old = moved;
    const auto node = [&](int k, int i) { return old[std::size_t(std::clamp(k, 0, grid.across - 1) * grid.along + i)]; };
    for (int k = 0; k < grid.across; ++k)
        for (int i = 1; i + 1 < grid.along; ++i) {
            const glm::vec3 mean = 0.25f * (node(k, i - 1) + node(k, i + 1) + node(k - 1, i) + node(k + 1, i));
            const glm::vec3 by = pushed[std::size_t(k * grid.along + i)];
            const bool lifts = glm::dot(by, by) < 1e-4f || glm::dot(mean - node(k, i), by) > 0;
            moved[std::size_t(k * grid.along + i)] = glm::mix(node(k, i), mean, lifts ? 0.6f : 0.1f);
        }
}

void smooth_squeeze(Grid& grid) {
    const std::vector<float> old = grid.squeeze;
    const auto node = [&](int k, int i) {
        return old[std::size_t(std::clamp(k, 0, grid.across - 1) * grid.along + std::clamp(i, 0, grid.along - 1))];
    };
    for (int k = 0; k < grid.across; ++k)
        for (int i = 0; i < grid.along; ++i) {
            const float mean = 0.25f * (node(k, i - 1) + node(k, i + 1) + node(k - 1, i) + node(k + 1, i));
            grid.squeeze[std::size_t(k * grid.along + i)] = std::min(node(k, i), 0.5f * (node(k, i) + mean));
        }
}

glm::vec3 clamped(glm::vec3 d, float most) {
    const float length = glm::length(d);
    return length > most ? d * (most / length) : d;
}

// Other muscles push so far, bones farther: what needs more is a wrong path, and a crumpled sheet is worse than a touch.
float spent(glm::vec3 moved) {
    return std::clamp((glm::length(moved) - k_spent_mm.x) / (k_spent_mm.y - k_spent_mm.x), 0.0f, 1.0f);
}

// 1 at the ends of the lines, 0 where the muscle may move.
float held_at(const Row& row, float v, float length_mm) {
    const float from_end = std::min(row.midline ? 1.0f : v, 1 - v) * length_mm;
    const float t = std::clamp((from_end - k_held_mm.x) / (k_held_mm.y - k_held_mm.x), 0.0f, 1.0f);
    return 1 - t * t * (3 - 2 * t);
}

} // namespace

void settle(Grid& grid, const Row& row, const Shell& shell, const Obstacles& obstacles, std::span<const float> thickness_mm, int threads) {
    const std::vector<glm::vec3> start = grid.points;
    const float length = grid.length_mm();
    std::vector<glm::vec3> outward;
    for (const glm::vec3 p : start) outward.push_back(shell.outward(p));
    grid.squeeze.assign(start.size(), 1.0f);
    std::vector<glm::vec3> moved(start.size(), glm::vec3(0)), pushed = moved;
    std::vector<Pushes> asked(start.size());
    for (int round = 0; round < k_rounds; ++round) {
        const bool last = round + k_last_rounds >= k_rounds;
        const auto normals = sheet_normals(grid, shell);
        core::parallel_for(threads, std::size_t(grid.across), [&](std::size_t line) {
            for (std::size_t n = line * std::size_t(grid.along); n < (line + 1) * std::size_t(grid.along); ++n) {
                const float v = float(int(n) % grid.along) / float(grid.along - 1);
                asked[n] = pushes_on(grid.points[n], normals[n], 0.5f * thickness_mm[n] * grid.squeeze[n],
                                     std::max(held_at(row, v, length), spent(moved[n])), obstacles, outward[n]);
            }
        });
        for (std::size_t n = 0; n < start.size(); ++n) {
            const int line = int(n) / grid.along, step = int(n) % grid.along;
            const float u = float(line) / float(grid.across - 1);
            const float half = 0.5f * thickness_mm[n] * grid.squeeze[n];
            const Pushes& pushes = asked[n];
            if (pushes.up > 0 && pushes.down > 0) {
                const float lost = std::min(pushes.up, pushes.down) / std::max(half, 0.3f);
                grid.squeeze[n] = std::max(k_thinnest, grid.squeeze[n] * (1 - 0.5f * std::min(lost, 1.0f)));
            }
            const float at_edge = std::max(0.0f, 1 - std::min(u, 1 - u) / k_edge_share);
            pushed[n] = clamped(0.8f * ((pushes.up - pushes.down) * normals[n] + at_edge * pushes.beside),
                                last ? k_last_step_mm : k_step_most_mm);
            moved[n] += pushed[n];
            const bool on_midline = row.midline && step == 0;
            const float beyond = k_midline_mm + half * std::abs(normals[n].x) - (start[n] + moved[n]).x;
            if (on_midline) moved[n].x = 0;
            else if (beyond > 0 && !row.midline) moved[n].x += std::min(beyond, 2.0f);
        }
        for (int pass = 0; pass < k_smoothing && !last; ++pass) smooth(grid, moved, pushed);
        for (std::size_t n = 0; n < start.size(); ++n) {
            const float v = float(int(n) % grid.along) / float(grid.along - 1);
            moved[n] = clamped(moved[n], glm::mix(k_most_mm, k_end_most_mm, held_at(row, v, length)));
            grid.points[n] = start[n] + moved[n];
        }
    }
    smooth_squeeze(grid);
}

} // namespace dorsum::bake::muscles
