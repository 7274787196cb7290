#include "anatomy/spine_shape.h"

#include "anatomy/pose_parts.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>

namespace dorsum::anatomy {

namespace {

constexpr float k_pi = 3.14159265358979f;

float sign_of(Side convex) { return convex == Side::right ? 1.0f : -1.0f; }

// Height of every level along the rest chain, from S1 upwards.
std::array<float, k_level_count> arc_lengths(const SpineRest& rest) {
    std::array<float, k_level_count> s{};
    for (std::size_t i = k_level_count - 1; i-- > 0;)
        s[i] = s[i + 1] + glm::distance(rest.frames[i].centre_mm, rest.frames[i + 1].centre_mm);
    return s;
}

// From one end vertebra to the next: the discs in the middle wedge a little more, but none of them takes it all.
float ease(float t, float unevenness) {
    t = std::clamp(t, 0.0f, 1.0f);
    return glm::mix(t, 0.5f - 0.5f * std::cos(k_pi * t), unevenness);
}

struct Node {
    std::size_t level;
    float lean;
};

// A curve that ends just above the sacrum leaves few discs to come back to level in: its lower end stands more upright than its upper
// one then, as far as needed for those discs and not further than a share of the curve.
void set_lowest_upright(std::span<Node> nodes, const BodyModel& model) {
    if (nodes.size() < 2 || model.lowest_step_deg <= 0) return;
    const float lean = nodes[0].lean;
    const auto discs = static_cast<float>(k_level_count - 1 - nodes[0].level);
    const float beyond = std::abs(lean - pelvis_lean(nodes[0].level, lean, model)) - discs * glm::radians(model.lowest_step_deg);
    const float shift = std::clamp(beyond, 0.0f, model.lowest_shift * std::abs(nodes[1].lean - lean));
    for (auto& node : nodes) node.lean -= std::copysign(shift, lean);
}

// Leans at the end vertebrae, from below upwards. Curves that share an end vertebra form one chain, whose mean lean is zero,
// so that within every curve the leans differ by exactly its Cobb angle.
std::vector<Node> end_vertebra_leans(const SpineCurve& curve, const BodyModel& model) {
    std::vector<Node> nodes;
    std::size_t chain_begin = 0;
    const auto centre_chain = [&] {
        float mean = 0;
        for (auto i = chain_begin; i < nodes.size(); ++i) mean += nodes[i].lean;
        mean /= static_cast<float>(std::max<std::size_t>(1, nodes.size() - chain_begin));
        for (auto i = chain_begin; i < nodes.size(); ++i) nodes[i].lean -= mean;
        if (chain_begin == 0) set_lowest_upright(nodes, model);
    };
    for (auto at = curve.segments.rbegin(); at != curve.segments.rend(); ++at) {
        if (at->cobb_deg == 0) continue; // below nothing: bent back against the body's own curve (spine_pose.cpp)
        const std::size_t lower = at->lower.value, upper = at->upper.value;
        if (nodes.empty() || nodes.back().level != lower) {
            if (!nodes.empty()) centre_chain();
            chain_begin = nodes.size();
            nodes.push_back({lower, 0});
        }
        nodes.push_back({upper, nodes.back().lean + sign_of(at->convex) * glm::radians(at->cobb_deg)});
    }
    if (!nodes.empty()) centre_chain();
    return nodes;
}

} // namespace

SpineShape shape_of(const SpineRest& rest, const SpineCurve& curve, const BodyModel& model) {
    SpineShape shape;
    auto nodes = end_vertebra_leans(curve, model);
    if (nodes.empty()) return shape;
    // The pelvis stands nearly level and the head quite: the rest of the spine compensates between them and the curves.
    if (nodes.front().level != k_level_count - 1)
        nodes.insert(nodes.begin(), {k_level_count - 1, pelvis_lean(nodes.front().level, nodes.front().lean, model)});
    // Above the curves the back comes back to level and then leans a little the other way, so that the head is over the pelvis; where
    // there is no room for that, it comes near to level by T1, so that the shoulders do.
    const auto t1 = level_t(1).value;
    const auto top = nodes.back();
    const auto discs = model.return_step_deg > 0 ? static_cast<std::size_t>(std::ceil(std::abs(glm::degrees(top.lean)) / model.return_step_deg)) : top.level;
    if (discs > 0 && top.level >= t1 + 3 + discs) {
        nodes.push_back({top.level - discs, 0});
        nodes.push_back({t1, -model.counter_share * top.lean});
    } else if (top.level >= t1 + 3) {
        nodes.push_back({t1, model.left_at_t1 * top.lean});
    }
    if (nodes.back().level != 0) nodes.push_back({0, 0});
    const auto s = arc_lengths(rest);
    for (std::size_t n = 0; n + 1 < nodes.size(); ++n) {
        const auto [low, low_lean] = nodes[n];
        const auto [high, high_lean] = nodes[n + 1];
        const float span = std::max(1e-3f, s[high] - s[low]);
        for (std::size_t i = high; i <= low; ++i) shape.lean[i] = glm::mix(low_lean, high_lean, ease((s[i] - s[low]) / span, model.unevenness));
    }
    for (const auto& segment : curve.segments) {
        const float most = glm::radians(std::min(model.turn.rotation_cap_deg, model.turn.rotation_per_cobb * segment.cobb_deg));
        const float span = std::max(1e-3f, s[segment.upper.value] - s[segment.lower.value]);
        for (std::size_t i = segment.upper.value; i <= segment.lower.value; ++i)
            shape.turn[i] -= sign_of(segment.convex) * most * std::sin(k_pi * (s[i] - s[segment.lower.value]) / span);
    }
    flatten(shape.pitch, rest, curve, model);
    // Each changes what the other one looks at; twice is enough.
    const auto wanted = shape;
    for (int round = 0; round < 2; ++round) {
        shape.turn = wanted.turn;
        limit_turns(shape, rest, model);
        shape.pitch = wanted.pitch;
        limit_extension(shape, model.facets);
    }
    shape.turn = wanted.turn;
    limit_turns(shape, rest, model);
    return shape;
}

glm::mat4 rigid(const glm::mat3& rotation, glm::vec3 from, glm::vec3 to) {
    glm::mat4 m(rotation);
    m[3] = glm::vec4(to - rotation * from, 1);
    return m;
}

// The rigid motion nearest the mean of some: mean rotation, and the mean of where they take `about`.
glm::mat4 mean_motion(std::span<const glm::mat4> motions, glm::vec3 about) {
    glm::quat rotation(0, 0, 0, 0);
    glm::vec3 to(0);
    const auto first = glm::quat_cast(glm::mat3(motions[0]));
    for (const auto& m : motions) {
        const auto q = glm::quat_cast(glm::mat3(m));
        rotation = rotation + (glm::dot(q, first) < 0 ? -q : q);
        to += glm::vec3(m * glm::vec4(about, 1));
    }
    return rigid(glm::mat3_cast(glm::normalize(rotation)), about, to / static_cast<float>(motions.size()));
}

bool SpineCurve::straight() const {
    return std::all_of(segments.begin(), segments.end(), [](const auto& s) { return s.cobb_deg <= 0; });
}

std::array<VertebraFrame, k_level_count> bend(const SpineRest& rest, const SpineCurve& curve, const CurveModel& model) {
    if (curve.straight()) return rest.frames;
    BodyModel body;
    body.turn = model;
    return bend_by(rest, shape_of(rest, curve, body), {});
}

std::vector<glm::mat4> joint_palette(const SpineRest& rest, const SpineCurve& curve, const CurveModel& model) {
    std::vector<glm::mat4> palette(k_joint_count, glm::mat4(1));
    if (curve.straight()) return palette;
    BodyModel body;
    body.turn = model;
    carry(palette, rest, bend(rest, curve, model), body);
    return palette;
}

float coronal_tilt_deg(const VertebraFrame& frame) {
    return glm::degrees(std::atan2(frame.axes[0].y, frame.axes[0].x));
}

float measure_cobb_deg(std::span<const VertebraFrame, k_level_count> frames, Level upper, Level lower) {
    return std::abs(coronal_tilt_deg(frames[upper.value]) - coronal_tilt_deg(frames[lower.value]));
}

CurveSegment segment_around(Level apex, float cobb_deg, Side convex) {
    const auto first = level_c(5).value, last = level_l(5).value;
    const auto at = std::clamp(apex.value, first + 1, last - 1);
    CurveSegment segment;
    segment.apex = Level(static_cast<std::size_t>(at));
    // Thoracic curves span about eight vertebrae, lumbar ones seven.
    const auto above = 3u, below = at < level_t(12).value ? 4u : 3u;
    segment.upper = Level(static_cast<std::size_t>(at >= first + above ? at - above : first));
    segment.lower = Level(static_cast<std::size_t>(std::min(at + below, last)));
    segment.cobb_deg = cobb_deg;
    segment.convex = convex;
    return segment;
}

} // namespace dorsum::anatomy
