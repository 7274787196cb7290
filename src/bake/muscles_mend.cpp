#include "bake/muscles_settle.h"

#include <algorithm>

namespace dorsum::bake::muscles {
namespace {

constexpr int k_rounds = 4;
constexpr float k_bone_mm = 0.6f, k_muscle_mm = 0.45f; // deeper than this is too deep
constexpr float k_left_mm = 0.6f;                      // share of it that stays
constexpr float k_most_mm = 1.0f;                      // per round
constexpr float k_in_all_mm = 1.4f;

float limit_mm(bool bone) {
    return bone ? k_bone_mm : k_muscle_mm;
}

// Our vertices out of what was there before.
void rise(geometry::Mesh& mesh, const Obstacles& obstacles, std::vector<glm::vec3>& moved) {
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        glm::vec3 by(0);
        obstacles.touching(mesh.positions[v], 0, glm::vec3(0), [&](const Obstacles::Touch& touch) {
            const float limit = limit_mm(touch.bone);
            if (touch.depth_mm <= limit) return;
            const glm::vec3 out = touch.way * std::min(touch.depth_mm - k_left_mm * limit, k_most_mm);
            if (glm::dot(out, out) > glm::dot(by, by)) by = out;
        });
        moved[v] = by;
    }
}

// What pokes into us between our vertices: the face that it came through gives way.
void give_way(const geometry::Mesh& mesh, const Obstacles& obstacles, std::vector<glm::vec3>& moved) {
    const geometry::Bvh bvh(mesh);
    obstacles.vertices(bvh.bounds(), [&](glm::vec3 p, bool bone) {
        const auto touch = touch_of(mesh, bvh, p, 0);
        const float limit = limit_mm(bone);
        if (!touch || touch->depth_mm <= limit) return;
        const auto hit = bvh.nearest(p);
        const glm::vec3 by = -touch->way * std::min(touch->depth_mm - k_left_mm * limit, k_most_mm);
        for (std::size_t k = 0; k < 3; ++k) {
            glm::vec3& m = moved[mesh.indices[3 * hit->triangle + k]];
            if (glm::dot(by, by) > glm::dot(m, m)) m = by;
        }
    });
}

void move(geometry::Mesh& mesh, const std::vector<glm::vec3>& moved, std::vector<glm::vec3>& in_all) {
    for (std::size_t v = 0; v < moved.size(); ++v) {
        const glm::vec3 before = in_all[v];
        in_all[v] += moved[v];
        if (const float length = glm::length(in_all[v]); length > k_in_all_mm) in_all[v] *= k_in_all_mm / length;
        mesh.positions[v] += in_all[v] - before;
    }
}

} // namespace

void mend(geometry::Mesh& mesh, const Obstacles& obstacles) {
    std::vector<glm::vec3> moved(mesh.positions.size()), in_all(mesh.positions.size(), glm::vec3(0));
    for (int round = 0; round < k_rounds; ++round) {
        std::fill(moved.begin(), moved.end(), glm::vec3(0));
        if (round + 1 < k_rounds) give_way(mesh, obstacles, moved);
        move(mesh, moved, in_all);
        rise(mesh, obstacles, moved);
        move(mesh, moved, in_all);
    }
    const auto normals = mesh.normals; // softened along the midline: those that did not move keep them
    geometry::compute_normals(mesh);
    for (std::size_t v = 0; v < normals.size(); ++v)
        if (in_all[v] == glm::vec3(0)) mesh.normals[v] = normals[v];
}

} // namespace dorsum::bake::muscles
