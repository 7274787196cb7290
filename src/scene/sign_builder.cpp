#include "scene/sign_builder.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {
constexpr float k_lift_step_mm = 0.15f;
constexpr float k_most_lift_mm = 6; // many marks beside each other need not stand over one another
constexpr float k_facet_mm = 7; // long shapes are cut this finely, to follow the surface
constexpr int k_ring_steps = 28;

glm::vec4 faded(glm::vec4 colour, float alpha) { return {glm::vec3(colour), colour.a * alpha}; }
glm::vec2 on_circle(glm::vec2 centre, float radius, float angle) {
    return centre + radius * glm::vec2(std::cos(angle), std::sin(angle));
}
} // namespace

std::uint32_t SignBuilder::vertex(glm::vec2 at, glm::vec4 colour) {
    const auto sample = strip_.at(at.x, at.y, 0);
    auto position = sample.position_mm;
    for (const auto& dent : dents_) position = given_way(position, sample.normal, dent);
    mesh_.positions.push_back(position + lift_mm_ * sample.normal);
    mesh_.normals.push_back(sample.normal);
    mesh_.colours.push_back(colour);
    return static_cast<std::uint32_t>(mesh_.positions.size() - 1);
}

void SignBuilder::band(float u0, float u1, float v, float half_width, glm::vec4 colour, float alpha0, float alpha1) {
    if (u1 <= u0) return;
    const int steps = std::max(1, static_cast<int>((u1 - u0) / k_facet_mm));
    const float across[] = {-1, -0.5f, 0, 0.5f, 1};
    std::uint32_t before[5] = {};
    for (int i = 0; i <= steps; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(steps);
        std::uint32_t row[5];
        for (int k = 0; k < 5; ++k) {
            const float edge = std::abs(across[k]) > 0.9f ? 0.35f : 1.0f; // soft sides
            row[k] = vertex({glm::mix(u0, u1, t), v + across[k] * half_width}, faded(colour, edge * glm::mix(alpha0, alpha1, t)));
        }
        for (int k = 0; i && k < 4; ++k) quad(before[k], before[k + 1], row[k + 1], row[k]);
        for (int k = 0; k < 5; ++k) before[k] = row[k];
    }
    lift_mm_ = std::min(lift_mm_ + k_lift_step_mm, k_most_lift_mm);
}

void SignBuilder::line(std::span<const glm::vec2> points, float width, glm::vec4 colour) {
    std::uint32_t left = 0, right = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto d = points[std::min(i + 1, points.size() - 1)] - points[i ? i - 1 : 0];
        const float length = glm::length(d);
        const auto side = length > 1e-5f ? 0.5f * width * glm::vec2(-d.y, d.x) / length : glm::vec2(0);
        const auto l = vertex(points[i] + side, colour), r = vertex(points[i] - side, colour);
        if (i) quad(left, right, r, l);
        left = l;
        right = r;
    }
    lift_mm_ = std::min(lift_mm_ + k_lift_step_mm, k_most_lift_mm);
}

void SignBuilder::chevron(glm::vec2 tip, glm::vec2 direction, float size, glm::vec4 colour) {
    const glm::vec2 side(-direction.y, direction.x);
    const auto back = tip - size * direction;
    const auto a = vertex(tip, colour), notch = vertex(back + 0.45f * size * direction, colour);
    const auto l = vertex(back + 0.72f * size * side, colour), r = vertex(back - 0.72f * size * side, colour);
    triangle(a, l, notch);
    triangle(a, notch, r);
    lift_mm_ = std::min(lift_mm_ + k_lift_step_mm, k_most_lift_mm);
}

void SignBuilder::arrow(glm::vec2 from, glm::vec2 to, float width, glm::vec4 colour, bool both_ends) {
    const auto d = to - from;
    const float length = glm::length(d);
    if (length < 1e-3f) return;
    const auto direction = d / length;
    const float head = std::min(3.2f * width, 0.5f * length);
    std::vector<glm::vec2> shaft;
    const int steps = std::max(1, static_cast<int>(length / k_facet_mm));
    const auto begin = both_ends ? from + 0.7f * head * direction : from, end = to - 0.7f * head * direction;
    for (int i = 0; i <= steps; ++i) shaft.push_back(glm::mix(begin, end, static_cast<float>(i) / static_cast<float>(steps)));
    line(shaft, width, colour);
    chevron(to, direction, head, colour);
    if (both_ends) chevron(from, -direction, head, colour);
}

void SignBuilder::ring(glm::vec2 centre, float radius, float width, float angle0, float angle1, glm::vec4 colour) {
    std::vector<glm::vec2> points;
    for (int i = 0; i <= k_ring_steps; ++i)
        points.push_back(on_circle(centre, radius, glm::mix(angle0, angle1, static_cast<float>(i) / k_ring_steps)));
    line(points, width, colour);
}

void SignBuilder::disc(glm::vec2 centre, glm::vec2 radii, glm::vec4 middle, glm::vec4 rim) {
    const auto hub = vertex(centre, middle);
    std::uint32_t inner = 0, outer = 0;
    for (int i = 0; i <= k_ring_steps; ++i) {
        const float angle = 6.2831853f * static_cast<float>(i) / k_ring_steps;
        const glm::vec2 reach = radii * glm::vec2(std::cos(angle), std::sin(angle));
        const auto a = vertex(centre + 0.55f * reach, glm::mix(middle, rim, 0.4f)), b = vertex(centre + reach, rim);
        if (i) {
            triangle(hub, inner, a);
            quad(inner, outer, b, a);
        }
        inner = a;
        outer = b;
    }
    lift_mm_ = std::min(lift_mm_ + k_lift_step_mm, k_most_lift_mm);
}

} // namespace dorsum::scene
