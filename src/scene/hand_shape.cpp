#include "scene/hand_shape.h"

#include "geometry/sdf.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::scene {

namespace {

using content::HandShape;
using geometry::Sdf;
using glm::vec2;
using glm::vec3;

constexpr float k_step_mm = 3.2f; // fingers stay apart at this fineness
constexpr float k_rad = 0.017453293f;
constexpr float k_knuckle_x = 4, k_finger_mm = 92; // where the fingers begin to bend, and how long they are
constexpr vec3 k_thumb_root{-60, 28, 13};
constexpr vec3 k_thumb_tip{24, 74, 0};

struct Finger {
    vec3 knuckle, middle, tip;
    float root_mm, tip_mm; // radii
};
// A grown person's hand, about 190 mm long and 84 mm wide; index to little finger.
constexpr std::array<Finger, 4> k_fingers{{{{8, 30, 14}, {47, 35, 13}, {82, 40, 7.5f}, 9.6f, 7.2f},
                                           {{13, 10, 15}, {55, 11.5f, 13.5f}, {94, 13, 7.8f}, 9.8f, 7.4f},
                                           {{8, -10, 14}, {48, -12.5f, 13}, {85, -15, 7.5f}, 9.3f, 7.1f},
                                           {{-2, -29, 12}, {30, -35, 11.5f}, {58, -41, 6.8f}, 8.4f, 6.3f}}};

Sdf finger_shape(const Finger& f) {
    return geometry::unite(geometry::capsule(f.knuckle, f.middle, f.root_mm, f.root_mm - 0.9f),
                           geometry::capsule(f.middle, f.tip, f.root_mm - 0.7f, f.tip_mm), 2.5f);
}

Sdf thumb_shape() {
    const vec3 knuckle(-22, 54, 13), middle(3, 66, 11);
    return geometry::unite({geometry::capsule(k_thumb_root, knuckle, 15, 11.5f), geometry::capsule(knuckle, middle, 11, 9.8f),
                            geometry::capsule(middle, {24, 74, 8.2f}, 9.6f, 8.0f)}, 3);
}

Sdf palm_shape() {
    std::vector<Sdf> parts;
    const std::array<float, 4> wrist_y{16, 6, -5, -15};
    for (std::size_t i = 0; i < 4; ++i)
        parts.push_back(geometry::capsule({-82, wrist_y[i], 17}, k_fingers[i].knuckle, 14, 11.5f));
    parts.push_back(geometry::ellipsoid({-46, 25, 11}, {32, 17, 13}));  // ball of the thumb
    parts.push_back(geometry::ellipsoid({-48, -24, 11}, {34, 14, 12})); // its neighbour on the other side
    parts.push_back(geometry::elliptic_capsule({-84, 0, 18}, {-175, 0, 42}, {0, 1, 0}, {26, 17}, {31, 24}));
    return geometry::unite(std::move(parts), 7);
}

float nearest_mm(const Sdf& shape, vec3 p) { return shape.distance(p); }

HandMesh make_flat() {
    const auto palm = palm_shape(), thumb = thumb_shape();
    std::vector<Sdf> fingers;
    for (const auto& f : k_fingers) fingers.push_back(finger_shape(f));
    const auto all_fingers = geometry::unite(std::move(fingers), 0.8f);
    const auto hand = geometry::unite(geometry::unite(palm, all_fingers, 5), thumb, 7);
    HandMesh out;
    out.mesh = geometry::largest_component(geometry::mesh_of(geometry::intersect(hand, geometry::half_space({0, 0, 0}, {0, 0, -1}), 4), k_step_mm));
    for (const auto& p : out.mesh.positions) {
        const float nearer = std::min(nearest_mm(palm, p), nearest_mm(all_fingers, p)) - nearest_mm(thumb, p);
        out.thumb.push_back(p.y > 8 ? glm::smoothstep(-3.0f, 16.0f, nearer) : 0.0f);
        out.shown.push_back(glm::smoothstep(-168.0f, -112.0f, p.x));
        float nail = 0;
        for (const auto& f : k_fingers) {
            const vec2 ahead = glm::normalize(vec2(f.tip) - vec2(f.middle)), to = vec2(p) - vec2(f.tip);
            const float u = glm::dot(to, ahead) + 3, v = to.x * ahead.y - to.y * ahead.x;
            if (p.z > f.tip.z + 0.45f * f.tip_mm && std::abs(u) < 7 && std::abs(v) < 0.72f * f.tip_mm) nail = 1;
        }
        const vec2 to = vec2(p) - vec2(22, 73), ahead = glm::normalize(vec2(21, 8));
        if (p.z > 12 && std::abs(glm::dot(to, ahead) + 2) < 8 && std::abs(to.x * ahead.y - to.y * ahead.x) < 6) nail = 1;
        out.nail.push_back(nail);
    }
    return out;
}

// Knuckling: the first bones of the fingers lie flat on the body, the rest is folded back over them, the forearm rises behind.
HandMesh make_fist() {
    std::vector<Sdf> parts, folded;
    const std::array<float, 4> ys{31, 10.5f, -10.5f, -30}, rs{10.6f, 11, 10.4f, 9.2f};
    for (std::size_t i = 0; i < 4; ++i) {
        const float y = ys[i], r = rs[i];
        const vec3 knuckle(-22, y, r + 2), first(19, 0.95f * y, r), second(20, 0.92f * y, r + 26), tip(-6, 0.9f * y, r + 30);
        folded.push_back(geometry::unite({geometry::capsule(knuckle, first, r, r - 0.4f), geometry::capsule(first, second, r - 0.6f, r - 1.4f),
                                          geometry::capsule(second, tip, r - 1.6f, r - 2.5f)}, 2));
        parts.push_back(geometry::capsule(knuckle, {-62, 0.55f * y, 76}, r + 1, 14));
    }
    parts.push_back(geometry::elliptic_capsule({-62, 0, 78}, {-122, 0, 158}, {0, 1, 0}, {26, 18}, {32, 25}));
    const auto thumb = geometry::unite({geometry::capsule({-50, 30, 62}, {-20, 46, 46}, 14, 11), geometry::capsule({-20, 46, 46}, {8, 44, 38}, 10.5f, 8.5f)}, 4);
    auto hand = geometry::unite(geometry::unite(geometry::unite(std::move(parts), 6), geometry::unite(std::move(folded), 0.8f), 5), thumb, 5);
    HandMesh out;
    out.mesh = geometry::largest_component(geometry::mesh_of(geometry::intersect(std::move(hand), geometry::half_space({0, 0, 0}, {0, 0, -1}), 4), k_step_mm));
    for (const auto& p : out.mesh.positions) {
        out.thumb.push_back(0);
        out.nail.push_back(0);
        out.shown.push_back(1 - glm::smoothstep(100.0f, 150.0f, p.z));
    }
    return out;
}

// The flat of the forearm below the elbow, across the way that it travels (x); the hand hangs loose at its end.
HandMesh make_forearm() {
    constexpr vec3 elbow(0, -82, 34), upper_arm(-58, -94, 78); // from the elbow on
    std::vector<Sdf> parts{geometry::elliptic_capsule({0, -70, 33}, {0, 40, 30}, {1, 0, 0}, {36, 33}, {36, 30}),
                           geometry::elliptic_capsule({0, 40, 30}, {4, 150, 27}, {1, 0, 0}, {36, 30}, {25, 19}),
                           geometry::capsule(elbow, elbow + upper_arm, 33, 42),
                           geometry::elliptic_capsule({4, 150, 27}, {6, 212, 24}, {1, 0, 0}, {24, 19}, {38, 15})};
    std::vector<Sdf> fingers;
    for (int i = 0; i < 4; ++i) {
        const float x = 38.0f - 20.0f * static_cast<float>(i);
        fingers.push_back(geometry::unite(geometry::capsule({x, 222, 25}, {x + 1, 252, 19}, 9.6f, 8.8f), geometry::capsule({x + 1, 252, 19}, {x, 262, -4}, 8.6f, 7.2f), 2));
    }
    parts.push_back(geometry::capsule({-16, 172, 26}, {-46, 214, 14}, 13, 9.5f));
    const auto arm = geometry::unite(geometry::unite(std::move(parts), 9), geometry::unite(std::move(fingers), 0.8f), 5);
    HandMesh out;
    out.mesh = geometry::largest_component(geometry::mesh_of(arm, 4));
    for (const auto& p : out.mesh.positions) {
        out.thumb.push_back(0);
        out.nail.push_back(0);
        out.shown.push_back(p.y > elbow.y ? 1.0f : 1 - glm::smoothstep(30.0f, 88.0f, glm::dot(p - elbow, glm::normalize(upper_arm))));
    }
    return out;
}

vec3 turned(vec3 p, vec3 about, int axis, float deg) {
    const float c = std::cos(deg * k_rad), s = std::sin(deg * k_rad);
    auto d = p - about;
    const int a = (axis + 1) % 3, b = (axis + 2) % 3;
    const float da = c * d[a] - s * d[b], db = s * d[a] + c * d[b];
    d[a] = da;
    d[b] = db;
    return about + d;
}

// Fingers roll up evenly from the knuckles on, towards -z.
vec3 curled(vec3 p, float deg) {
    const float angle = deg * k_rad;
    if (p.x <= k_knuckle_x || std::abs(angle) < 1e-3f) return p;
    constexpr float centre_z = 9;
    const float radius = k_finger_mm / angle, turn = (p.x - k_knuckle_x) / radius, arm = radius + (p.z - centre_z);
    return {k_knuckle_x + arm * std::sin(turn), p.y, centre_z - radius + arm * std::cos(turn)};
}

vec3 bent(vec3 p, float thumb, const HandBend& bend) {
    if (thumb > 0) {
        const auto swung = turned(turned(p, k_thumb_root, 2, bend.spread_deg), k_thumb_root, 0, -bend.oppose_deg);
        p = glm::mix(p, swung, thumb);
    }
    if (thumb < 1) p = glm::mix(curled(p, bend.curl_deg), p, thumb);
    return p;
}

// What touches the body, in the bent hand.
vec3 touching(HandShape shape, const HandBend& bend) {
    switch (shape) {
    case HandShape::palm: return {-8, 0, 0};
    case HandShape::cup: return {6, 0, -12};
    case HandShape::pinch: return {18, 12, -14};
    case HandShape::thumb: return bent(k_thumb_tip + vec3(-6, -2, 0), 1, bend);
    case HandShape::edge: return {-6, -38, 10};
    case HandShape::fingers: return bent({84, 8, 2}, 0, bend);
    case HandShape::finger_pad: return bent({84, 26, 2}, 0, bend);
    case HandShape::forearm: return {0, -50, 0}; // close below the elbow
    case HandShape::knuckles: return {0, 0, 0};
    }
    return {};
}

} // namespace

const HandMesh& hand_mesh(HandShape shape) {
    if (shape == HandShape::knuckles) {
        static const HandMesh fist = make_fist();
        return fist;
    }
    if (shape == HandShape::forearm) {
        static const HandMesh forearm = make_forearm();
        return forearm;
    }
    static const HandMesh flat = make_flat();
    return flat;
}

geometry::Mesh bent_hand(HandShape shape, const HandBend& bend) {
    const auto& hand = hand_mesh(shape);
    geometry::Mesh out;
    out.indices = hand.mesh.indices;
    out.positions.reserve(hand.mesh.positions.size());
    const auto origin = touching(shape, bend);
    for (std::size_t i = 0; i < hand.mesh.positions.size(); ++i) {
        auto p = bent(hand.mesh.positions[i], hand.thumb[i], bend) - origin;
        p = turned(p, vec3(0), 1, bend.pitch_deg);
        p = turned(p, vec3(0), 0, bend.roll_deg);
        out.positions.push_back(p);
    }
    return out;
}

bool follows_surface(HandShape shape) { return shape == HandShape::palm || shape == HandShape::thumb; }

float contact_radius_mm(HandShape shape) {
    switch (shape) {
    case HandShape::palm: return 44;
    case HandShape::cup: return 40;
    case HandShape::pinch: return 34;
    case HandShape::fingers: return 26;
    case HandShape::finger_pad: return 17;
    case HandShape::thumb: return 16;
    case HandShape::knuckles: return 30;
    case HandShape::forearm: return 38;
    case HandShape::edge: return 24;
    }
    return 24;
}

} // namespace dorsum::scene
