#include "bake/bones_frames.h"
#include "bake/bones_limbs.h"

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_femur = "limbs/femur/";

// Everything below: left, up and front of the centre of the head.

Sdf hip_end(float head_radius) {
    std::vector<Sdf> neck;
    neck.push_back(geometry::elliptic_capsule({4, -4, -1}, {33, -32, -8}, {0.55f, 0.8f, 0}, {14.5f, 12}, {21, 12.5f}));
    neck.push_back(geometry::elliptic_capsule({34, -38, -9}, {27.5f, -82, -1.5f}, {1, 0, 0}, {22, 16}, {16, 13.3f}));
    // Greater trochanter: a block with a flat outer face, its tip behind and above the neck.
    const glm::mat3 outward(glm::normalize(glm::vec3(1, 0.12f, -0.1f)), glm::normalize(glm::vec3(-0.12f, 1, 0)), glm::normalize(glm::vec3(0.1f, 0, 1)));
    neck.push_back(geometry::rounded_box({50, -28, -9}, {11, 19, 16}, outward, 9));
    neck.push_back(geometry::rounded_box({44, -14, -17}, {9, 12.5f, 11}, outward, 7));
    Sdf body = geometry::unite(std::move(neck), 8.0f);
    const glm::vec3 crest[] = {{41, -12, -24}, {38, -28, -26}, {30, -46, -24.5f}, {15, -64, -16}}; // intertrochanteric crest
    const glm::vec2 halves[] = {{5, 4.5f}, {5, 4.5f}, {5.5f, 5}, {7, 6}};
    const glm::vec3 up[] = {{1, 0, 0}};
    body = geometry::unite(std::move(body), geometry::swept_ellipse(crest, halves, up), 5.0f);
    body = geometry::unite(std::move(body), geometry::capsule({15, -62, -8}, {10.5f, -65, -18}, 10, 6), 5.0f); // lesser trochanter
    body = geometry::subtract(std::move(body), geometry::ellipsoid({30, -8, -20}, {7, 10, 8}, glm::mat3(1)), 3.0f); // fossa
    return geometry::unite(std::move(body), geometry::sphere({0, 0, 0}, head_radius), 2.0f);
}

Sdf knee_end() {
    const glm::mat3 straight(1);
    std::vector<Sdf> parts;
    parts.push_back(geometry::elliptic_capsule({-6, -364, 8}, {-7, -392, 9}, {1, 0, 0}, {32, 17}, {37, 15}));
    // Condyles: two wheels, the medial one longer downwards, the lateral one higher in front.
    parts.push_back(geometry::ellipsoid({-30, -393, -5}, {15, 25, 26}, straight));
    parts.push_back(geometry::ellipsoid({-24, -396, 8}, {14, 20, 19}, straight));
    parts.push_back(geometry::ellipsoid({18, -390, -3}, {14, 23, 26}, straight));
    parts.push_back(geometry::ellipsoid({15, -389, 10}, {14, 21, 20}, straight));
    parts.push_back(geometry::ellipsoid({-40, -383, -6}, {8, 15, 13}, straight)); // epicondyles
    parts.push_back(geometry::ellipsoid({25, -384, -5}, {8, 14, 13}, straight));
    Sdf end = geometry::unite(std::move(parts), 7.0f);
    end = geometry::subtract(std::move(end), geometry::elliptic_capsule({-7, -399, -34}, {-7, -416, 4}, {1, 0, 0}, {10, 15}, {8, 12}), 3.0f);
    return geometry::subtract(std::move(end), geometry::capsule({-5, -372, 40}, {-5, -412, 33}, 13, 14), 5.0f); // groove of the kneecap
}

// Rough line down the back; its two lips part above and below.
Sdf linea_aspera(const Facts& facts) {
    const auto tape = [](std::vector<glm::vec3> line, float radius) {
        std::vector<glm::vec2> halves(line.size(), glm::vec2(radius, 2.4f));
        halves.front() = halves.back() = {1.2f, 1.2f};
        const glm::vec3 up[] = {{1, 0, 0}};
        return geometry::swept_ellipse(line, halves, up);
    };
    const auto middle = fact_line(facts, k_femur + "linea/l");
    std::vector<Sdf> lips;
    lips.push_back(tape({middle[0] + glm::vec3(0, 0, 1), middle[1], middle[2], middle[3]}, 3.4f));
    lips.push_back(tape({{37, -72, -15}, {33, -95, -11.5f}, middle[0], middle[1]}, 3.6f));
    lips.push_back(tape({{13, -76, -15}, {20, -100, -9}, middle[0], middle[1]}, 2.4f));
    lips.push_back(tape({middle[2], middle[3], {16, -330, -3}, {22, -362, -5}}, 2.4f));
    lips.push_back(tape({middle[2], middle[3], {-8, -330, 0}, {-26, -366, -4}}, 2.2f));
    return geometry::moved(geometry::unite(std::move(lips), 3.0f), glm::mat3(1), {0, 0, 1.2f}); // half sunk in
}

} // namespace

Sdf long_shaft(const Facts& facts, const std::string& key) {
    std::vector<glm::vec3> line;
    std::vector<glm::vec2> halves;
    for (int i = 0; facts.has(key + "s" + std::to_string(i)); ++i) {
        const auto& v = facts.list(key + "s" + std::to_string(i));
        line.emplace_back(v[0], v[1], v[2]);
        halves.emplace_back(v[3], v[4]);
    }
    const glm::vec3 up[] = {{1, 0, 0}};
    return geometry::swept_ellipse(line, halves, up);
}

Sdf femur_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf shaft = geometry::unite(long_shaft(facts, k_femur + "shaft/"), linea_aspera(facts), 4.0f);
    Sdf bone = geometry::unite(std::move(shaft), hip_end(static_cast<float>(facts.number(k_femur + "head/radius"))), 6.0f);
    bone = geometry::unite(std::move(bone), knee_end(), 10.0f);
    const BoneFrame frame = femur_frame(facts, spine);
    return geometry::moved(std::move(bone), frame.axes, frame.origin);
}

} // namespace dorsum::bake
