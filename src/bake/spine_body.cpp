// Vertebral bodies: two tilted endplates with raised rims, and between them a waisted column of kidney or heart shape.
#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

#include <cmath>

namespace dorsum::bake {

using geometry::Sdf;

namespace {

// Everything about the body that depends on the height within it.
struct BodyShape {
    BodyFacts b;

    float upper_plane(float z) const {
        const float f = (z - 0.5f * b.shear) / b.depth_sup; // -0.5 back .. 0.5 front
        return 0.25f * (b.height_ant + b.height_post) + 0.5f * f * (b.height_ant - b.height_post);
    }
    float lower_plane(float z) const {
        const float f = (z + 0.5f * b.shear) / b.depth_inf;
        return -0.25f * (b.height_ant + b.height_post) - 0.5f * f * (b.height_ant - b.height_post);
    }

    float operator()(glm::vec3 p) const {
        const float x = std::abs(p.x);
        const float up = upper_plane(p.z), low = lower_plane(p.z);
        const float t = glm::clamp((p.y - low) / (up - low), -0.2f, 1.2f);
        const float u = 2.0f * glm::clamp(t, 0.0f, 1.0f) - 1.0f;
        // Waist: steep below the rims, flat in the middle, so that the rims stand out as beads.
        const float bump = 1.0f - u * u * u * u * (0.4f + 0.6f * u * u);
        const float half_width = 0.5f * glm::mix(b.width_inf, b.width_sup, t) - b.waist_side * bump;
        // In the middle the wall is where the measured depth ends; the corners beside it reach further back.
        const float notch = b.notch * (0.45f + 0.55f * bump), middle = b.shear * (t - 0.5f);
        const float half = 0.5f * glm::mix(b.depth_inf, b.depth_sup, t);
        const float front = middle + half - b.waist_front * bump, back = middle - half - notch;
        const float half_depth = 0.5f * (front - back), centre = 0.5f * (front + back);
        const float v = (centre - p.z) / half_depth; // -1 front .. 1 back
        const float around = outline_distance(x, v, half_width, half_depth, p.z - back, notch);
        // Endplates: a flat rim about 3 mm wide, then a shallow basin, deepest behind the middle.
        const float face_half = 0.5f * glm::mix(b.width_inf, b.width_sup, t), w = (middle - p.z) / half - 0.08f;
        const float r = std::sqrt(x * x / (face_half * face_half) + w * w);
        const float basin = smooth_step(0.92f, 0.40f, r);
        const float above = p.y - (up - b.concavity_sup * basin), below = (low + b.concavity_inf * basin) - p.y;
        return smooth_max(around, std::max(above, below), 0.8f);
    }

    float outline_distance(float x, float v, float half_width, float half_depth, float from_back, float notch) const {
        const OutlineFacts& style = b.outline;
        const bool ahead = v < style.widest;
        const float w = ahead ? (v - style.widest) / (1.0f + style.widest) : (v - style.widest) / (1.0f - style.widest) * style.flat;
        const float n = ahead ? style.front : style.back;
        const float a = std::min(std::abs(w), 1.0f);
        const float profile = std::pow(std::max(1.0f - std::pow(a, n), 1e-4f), 1.0f / n);
        const float slope = std::pow(std::min(a, 0.97f), n - 1.0f) / std::pow(std::max(profile, 0.25f), n - 1.0f) * half_width / half_depth;
        const float side = (x - half_width * profile) / std::sqrt(1.0f + slope * slope);
        const float hollow = notch * std::max(1.0f - x * x / (0.45f * half_width * half_width), 0.0f);
        const float back = hollow - from_back;
        const float front = (std::abs(v) - 1.0f) * half_depth;
        return ahead ? std::max(side, front) : smooth_max(side, std::max(back, front), 1.2f);
    }
};

} // namespace

float outline_half_width(const OutlineFacts& s, float v) {
    const bool ahead = v < s.widest;
    const float w = ahead ? (v - s.widest) / (1.0f + s.widest) : (v - s.widest) / (1.0f - s.widest) * s.flat;
    const float n = ahead ? s.front : s.back;
    return std::pow(std::max(1.0f - std::pow(std::min(std::abs(w), 1.0f), n), 0.0f), 1.0f / n);
}

Sdf vertebral_body(const VertebraFacts& v) {
    const BodyShape shape{v.body};
    const glm::vec3 half(0.5f * std::max(v.body.width_sup, v.body.width_inf) + 1,
                         0.5f * std::max(v.body.height_ant, v.body.height_post) + 1,
                         0.5f * (std::max(v.body.depth_sup, v.body.depth_inf) + std::abs(v.body.shear)) + v.body.notch + 1);
    return {shape, {-half, half}};
}

// A crest along the posterolateral rim of the upper endplate, leaning outwards.
Sdf uncinate_process(const VertebraFacts& v, const Facts& facts) {
    const BodyFacts& b = v.body;
    const bool first_thoracic = v.region == 't';
    const PartFacts of(facts, "uncinate");
    const float height = of.number(first_thoracic ? "height_t1" : "height"), half_width = 0.5f * b.width_sup;
    const glm::vec3 top = b.upper_centre();
    const float spread = first_thoracic ? of.number("spread_t1") : 1.0f; // the published width of T1 takes the crests in
    const auto at = [&](float out, float fraction, float up) {
        return top + glm::vec3(half_width * spread * out, up, -fraction * 0.5f * b.depth_sup);
    };
    const float reach = 0.5f * height; // the crest stands on a wall as deep as it is high
    const auto along = [&](const std::string& name, float up_by, float up_from, float half_by) {
        std::vector<glm::vec3> points;
        std::vector<glm::vec2> halves;
        for (int i = 0; of.has(name + std::to_string(i)); ++i) {
            const std::vector<float> row = of.row(name + std::to_string(i));
            points.push_back(at(row.at(0), row.at(1), up_from + up_by * row.at(2)));
            halves.emplace_back(row.at(3), half_by * row.at(4));
        }
        return bar(points, halves, {1, 0, 0});
    };
    const Sdf crest = along("crest", reach, 0, reach);
    if (first_thoracic) return crest;
    return geometry::unite(crest, along("base", 1, -0.5f * b.height_post, 1), 1.6f);
}

} // namespace dorsum::bake
