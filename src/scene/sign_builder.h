// Flat shapes drawn in a strip's coordinates and laid on its posed surface.
#pragma once

#include "scene/frame.h"
#include "scene/strip.h"

namespace dorsum::scene {

class SignBuilder {
public:
    SignBuilder(OverlayMesh& mesh, const PosedStrip& strip, std::span<const Dent> dents = {})
        : mesh_(mesh), strip_(strip), dents_(dents) {}

    // A band along the strip from u0 to u1, half_width each side of v; its alpha runs from alpha0 to alpha1.
    void band(float u0, float u1, float v, float half_width, glm::vec4 colour, float alpha0, float alpha1);
    // A line through flat points, as a ribbon of this width.
    void line(std::span<const glm::vec2> points, float width, glm::vec4 colour);
    // An arrowhead (filled chevron) with its tip at `tip`, pointing along `direction` (unit).
    void chevron(glm::vec2 tip, glm::vec2 direction, float size, glm::vec4 colour);
    // A straight double-headed or single-headed arrow.
    void arrow(glm::vec2 from, glm::vec2 to, float width, glm::vec4 colour, bool both_ends);
    // Part of a ring, from angle0 to angle1 (radians), and a filled disc that fades to its rim.
    void ring(glm::vec2 centre, float radius, float width, float angle0, float angle1, glm::vec4 colour);
    void disc(glm::vec2 centre, glm::vec2 radii, glm::vec4 middle, glm::vec4 rim);

private:
    std::uint32_t vertex(glm::vec2 at, glm::vec4 colour);
    void triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) { mesh_.indices.insert(mesh_.indices.end(), {a, b, c}); }
    void quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        triangle(a, b, c);
        triangle(a, c, d);
    }

    OverlayMesh& mesh_;
    const PosedStrip& strip_;
    std::span<const Dent> dents_; // that the surface gives way by
    float lift_mm_ = 3.5f; // above the surface; each shape lies a hair above the one before, so that they never flicker
};

} // namespace dorsum::scene
