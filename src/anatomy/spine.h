// The spine as a chain: rest frames, a scoliotic curve, the joint palette it gives, and Cobb angles measured on the result.
#pragma once

#include "anatomy/joints.h"

#include <array>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace dorsum::anatomy {

// Centre of the vertebral body and its axes as columns: left, superior, anterior (right-handed). mm.
struct VertebraFrame {
    glm::vec3 centre_mm{0};
    glm::mat3 axes{1};
};

struct SpineRest {
    std::array<VertebraFrame, k_level_count> frames; // C1..L5, S1
    std::array<bool, k_level_count> known{};         // false: estimated, the atlas has no such vertebra
};

// One curve of a scoliosis between two end vertebrae, named by the side its convexity faces.
struct CurveSegment {
    Level upper = level_t(5), apex = level_t(8), lower = level_t(12);
    float cobb_deg = 0; // 0..90
    Side convex = Side::right;
    bool operator==(const CurveSegment&) const = default;
};

// From above downwards; neighbours may share an end vertebra; convexities then alternate. Empty or all zero: straight.
struct SpineCurve {
    std::vector<CurveSegment> segments;
    bool operator==(const SpineCurve&) const = default;
    bool straight() const;
};

// Axial rotation toward the convexity per degree of Cobb, and its cap (a drawing model, mark D in the facts: no source yet).
struct CurveModel {
    float rotation_per_cobb = 0.4f;
    float rotation_cap_deg = 30.0f;
};

// Frames of the bent spine. The pelvis stands still; every distance between neighbouring body centres stays as at rest.
std::array<VertebraFrame, k_level_count> bend(const SpineRest& rest, const SpineCurve& curve, const CurveModel& model = {});

// One matrix per joint (k_joint_count), from rest to bent: world_bent = palette[j] * world_rest. Straight curve: all identity.
std::vector<glm::mat4> joint_palette(const SpineRest& rest, const SpineCurve& curve, const CurveModel& model = {});

// Cobb angle in the coronal plane between the upper endplate of `upper` and the lower endplate of `lower`, degrees, >= 0.
float measure_cobb_deg(std::span<const VertebraFrame, k_level_count> frames, Level upper, Level lower);

// Lateral tilt of a vertebra in the coronal plane, degrees; + = left side higher.
float coronal_tilt_deg(const VertebraFrame& frame);

// A sensible pair of end vertebrae round an apex (apex +/- about 3..4 levels, inside C5..L5).
CurveSegment segment_around(Level apex, float cobb_deg, Side convex);

} // namespace dorsum::anatomy
