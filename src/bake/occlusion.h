// Ambient occlusion baked into vertices: how much of the half space over a vertex is open within reach.
#pragma once

#include "geometry/ray.h"

#include <span>

namespace dorsum::bake {

inline constexpr float k_occlusion_reach_mm = 60.0f;
inline constexpr float k_occlusion_lift_mm = 1.2f; // off the surface: the scene holds coarser levels, which may lie a little further out

// Is told how far each ray came.
class RayLog {
public:
    virtual ~RayLog() = default;
    virtual void add(glm::vec3 from, glm::vec3 way, float length_mm) = 0;
};

// Visibility 0..1 for some vertices of mesh against the scene, which may hold the mesh itself (a coarser level of it).
std::vector<float> visibility(const geometry::Mesh& mesh, std::span<const std::uint32_t> vertices, const geometry::Bvh& scene,
                              RayLog& log);

// Takes the grain out: each vertex becomes the mean of itself and its neighbours.
void smooth_over_edges(std::vector<float>& values, std::span<const std::uint32_t> indices, int rounds);

} // namespace dorsum::bake
