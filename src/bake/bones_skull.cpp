#include "bake/bones_skull.h"

#include "bake/bones_mesh.h"
#include "bake/bones_plate.h"

#include <cmath>

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_occipital = "skull/occipital/";

// Everything below: left, up and front of the centre of the atlas.

Sdf squama(const Facts& facts) {
    std::vector<glm::vec3> points;
    std::vector<float> halves;
    for (int row = 0; facts.has(k_occipital + "squama/r" + std::to_string(row)); ++row) {
        const auto& v = facts.list(k_occipital + "squama/r" + std::to_string(row));
        for (std::size_t i = 0; i + 2 < v.size(); i += 3) {
            points.emplace_back(v[i], v[i + 1], v[i + 2]);
            halves.push_back(row == 0 ? 3.2f : i == 0 ? 3.6f : 2.8f);
        }
    }
    return patch(points, halves, 4);
}

Sdf ridge(std::vector<glm::vec3> line, float radius) {
    std::vector<glm::vec2> halves(line.size(), glm::vec2(radius));
    halves.back() = glm::vec2(0.7f * radius);
    const glm::vec3 up[] = {{0, 1, 0}};
    return geometry::swept_ellipse(line, halves, up);
}

Sdf outside_ridges(const Facts& facts) {
    const glm::vec3 eop = facts.vec3(k_occipital + "points/eop");
    std::vector<Sdf> parts;
    parts.push_back(ridge(fact_line(facts, k_occipital + "nuchal_sup/n"), 2.6f));
    parts.push_back(ridge(fact_line(facts, k_occipital + "nuchal_inf/n"), 1.9f));
    parts.push_back(geometry::ellipsoid(eop + glm::vec3(0, 0, 2), {6.5f, 5.5f, 4.5f}));
    parts.push_back(ridge({eop, {0, 44, -67}, {0, 27, -48}, {0, 18, -30}}, 1.9f)); // external occipital crest
    return geometry::unite(std::move(parts), 2.0f);
}

Sdf base(const Facts& facts) {
    const glm::vec3 tip = facts.vec3(k_occipital + "mastoid/tip");
    std::vector<Sdf> parts;
    parts.push_back(geometry::elliptic_capsule({0, 19, 13}, {0, 38, 32}, {1, 0, 0}, {15, 4}, {12, 6}));      // basilar part
    parts.push_back(geometry::capsule({20, 15, -8}, {17, 17, 10}, 4, 5));                                 // beside the foramen
    parts.push_back(geometry::elliptic_capsule({19, 17, 0}, {46, 22, -12}, {0, 0, 1}, {12, 3.6f}, {13, 5})); // jugular part
    // Mastoid process: a cone that leans forward.
    parts.push_back(geometry::elliptic_capsule(tip + glm::vec3(-1, 25, -12), tip + glm::vec3(-1, 5.5f, 0), {0, 0, 1}, {17, 9}, {7.5f, 6}));
    Sdf bone = geometry::unite(std::move(parts), 6.0f);
    const glm::mat3 condyle(glm::normalize(glm::vec3(1, 0, 0.45f)), glm::vec3(0, 1, 0), glm::normalize(glm::vec3(-0.45f, 0, 1)));
    return geometry::unite(std::move(bone), geometry::ellipsoid({19, 14.3f, 6}, {5.2f, 5.5f, 11}, condyle), 2.0f);
}

} // namespace

Sdf occipital_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf half = geometry::unite(geometry::unite(squama(facts), outside_ridges(facts), 2.5f), base(facts), 7.0f);
    // Symmetric: the left half answers for both sides.
    geometry::Bounds bounds = half.bounds;
    bounds.min.x = -bounds.max.x;
    Sdf whole{[half = std::move(half)](glm::vec3 p) { return half.distance({std::abs(p.x), p.y, p.z}); }, bounds};
    const BoneFrame skull = skull_frame(spine);
    return geometry::moved(std::move(whole), skull.axes, skull.origin);
}

void add_skull_recipes(std::vector<Recipe>& recipes) {
    add_single_bone(recipes, "occipital", {"skull", "alignment", "vertebrae", "discs"}, {1.4f, 6000}, occipital_shape);
}

} // namespace dorsum::bake
