// A mesh vertex in 32 bytes, as shaders/vertex.glsl reads it. No GL.
#pragma once

#include "geometry/mesh.h"

namespace dorsum::render {

struct PackedVertex {
    std::array<float, 3> position;                   // mm, rest
    std::uint32_t normal;                            // 10-10-10-2, signed
    std::array<std::int16_t, 2> strand;              // 1/16 mm
    std::uint8_t occlusion, tendon, course; // 0..255; course: convexity where the mesh has none (bone); tendon of a sheet without a belly
                                            // (fascia): 0 at its free border .. 255 well within it
    std::uint8_t fibre;                     // direction within the surface, see pack_fibre; 0: none, strand means nothing
    std::array<std::uint8_t, 4> joints;
    std::array<std::uint8_t, 4> weights; // sum 255
};
static_assert(sizeof(PackedVertex) == 32);

inline constexpr float k_strand_units_per_mm = 16;

std::uint32_t pack_direction(glm::vec3 unit);
std::array<std::uint8_t, 4> pack_weights(const geometry::SkinWeights& skin); // sums to exactly 255

// Turn of a fibre round a packed normal: 1..255 for a whole turn, 0 for no fibre. shaders/vertex.glsl reads it.
std::uint8_t pack_fibre(glm::vec3 fibre, std::uint32_t packed_normal);
glm::vec3 unpack_fibre(std::uint8_t turn, std::uint32_t packed_normal); // unit, as the shader does it

// How convex the surface is at each vertex: 0 hollow .. 0.5 flat .. 1 ridge or tip.
std::vector<float> convexity(const geometry::Mesh& mesh);

// How far within a thin sheet each vertex lies: 0 at its free border .. 1 some way from it. Where its fibres come from there is none.
std::vector<float> within_border(const geometry::Mesh& mesh);

void append_packed(const geometry::Mesh& mesh, std::vector<PackedVertex>& out);

// Bit j: joint j moves something of this mesh.
std::uint64_t joints_used(const geometry::Mesh& mesh);

} // namespace dorsum::render
