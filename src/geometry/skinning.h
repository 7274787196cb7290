// The one way a vertex follows its joints: linear blend of the palette. The shader does the same sum (shaders/skin.glsl).
#pragma once

#include "geometry/mesh.h"

#include <span>
#include <utility>
#include <vector>

namespace dorsum::geometry {

glm::mat4 blend(const SkinWeights& skin, std::span<const glm::mat4> palette);
glm::vec3 skin_point(glm::vec3 p, const SkinWeights& skin, std::span<const glm::mat4> palette);
glm::vec3 skin_direction(glm::vec3 d, const SkinWeights& skin, std::span<const glm::mat4> palette); // unit

// Whole mesh as drawn: positions, normals and fibres moved; everything else copied. A mesh without skin is moved by joint 0.
Mesh skinned(const Mesh& rest, std::span<const glm::mat4> palette);

// Weights at a point of a triangle, from its three corners (the four largest, renormalised).
SkinWeights interpolate(const Mesh& mesh, std::uint32_t triangle, glm::vec3 barycentric);

// Keeps the four largest of any number of (joint, weight) pairs and normalises; pairs of the same joint are added first.
SkinWeights make_weights(std::span<const std::pair<std::uint8_t, float>> pairs);

} // namespace dorsum::geometry
