#include "bake/bones_skull.h"

#include "bake/bones_mesh.h"
#include "bake/bones_plate.h"

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
    parts.push_back(geometry::elliptic_capsule({7, 19, 12}, {5, 38, 32}, {1, 0, 0}, {8, 4}, {7, 6})); // basilar part
    parts.push_back(geometry::capsule({16, 15, -6}, {13, 18, 12}, 4.5f, 5));                         // beside the foramen
    parts.push_back(geometry::elliptic_capsule({20, 17, 1}, {45, 21, -8}, {0, 0, 1}, {10, 4}, {8, 5})); // jugular part
    parts.push_back(geometry::elliptic_capsule(tip + glm::vec3(-3, 20, -9), tip + glm::vec3(-1, 5, 0), {0, 0, 1}, {13, 7.5f}, {6.5f, 5})); // mastoid
    Sdf bone = geometry::unite(std::move(parts), 4.0f);
    const glm::mat3 condyle(glm::normalize(glm::vec3(1, 0, 0.45f)), glm::vec3(0, 1, 0), glm::normalize(glm::vec3(-0.45f, 0, 1)));
    return geometry::unite(std::move(bone), geometry::ellipsoid({17, 14, 6.5f}, {5.2f, 5.5f, 11}, condyle), 2.0f);
}

} // namespace

Sdf occipital_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf half = geometry::unite(geometry::unite(squama(facts), outside_ridges(facts), 2.5f), base(facts), 5.0f);
    Sdf whole = geometry::unite(half, geometry::mirrored_x(half), 1.0f);
    const BoneFrame skull = skull_frame(spine);
    return geometry::moved(std::move(whole), skull.axes, skull.origin);
}

void add_skull_recipes(std::vector<Recipe>& recipes) {
    Recipe recipe;
    recipe.id = "occipital";
    recipe.fact_keys = {"skull", "alignment", "vertebrae", "discs"};
    recipe.build = [](const BuildContext& c) { return bone_mesh(occipital_shape(c.facts, c.spine), 1.4f, 6000, anatomy::Side::left); };
    recipes.push_back(std::move(recipe));
}

} // namespace dorsum::bake
