#include "bake/bones_skull.h"

#include "bake/bones_mesh.h"
#include "bake/bones_parts.h"
#include "bake/bones_plate.h"

#include <cmath>

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_occipital = "skull/occipital/";

// Everything below: left, up and front of the centre of the atlas; x >= 0, the other half is its mirror image.

Sdf squama(const Facts& facts) {
    const std::vector<float> thickness = fact_row(facts, k_occipital + "squama_half"); // rim of the foramen, midline, elsewhere
    std::vector<glm::vec3> points;
    std::vector<float> halves;
    for (int row = 0; facts.has(k_occipital + "squama/r" + std::to_string(row)); ++row) {
        const std::vector<float> v = fact_row(facts, k_occipital + "squama/r" + std::to_string(row));
        for (std::size_t i = 0; i + 2 < v.size(); i += 3) {
            points.emplace_back(v[i], v[i + 1], v[i + 2]);
            halves.push_back(thickness[row == 0 ? 0 : i == 0 ? 1 : 2]);
        }
    }
    return patch(points, halves, 4, 6);
}

// Basilar part, jugular part, the bars beside the foramen and the mastoid process (of the temporal bone, for its muscles).
Sdf base(const Facts& facts) {
    std::vector<Sdf> parts;
    parts.push_back(fact_sweep(facts, k_occipital + "basilar/"));
    parts.push_back(fact_sweep(facts, k_occipital + "jugular/"));
    parts.push_back(fact_sweep(facts, k_occipital + "lateral/"));
    Sdf bone = geometry::unite(std::move(parts), 6.0f);
    return geometry::unite(std::move(bone), fact_sweep(facts, k_occipital + "mastoid/"), 4.0f);
}

// Oval, longer than wide.
Sdf foramen_magnum(const Facts& facts) {
    const glm::vec3 centre = facts.vec3(k_occipital + "foramen/centre");
    const float half_width = 0.5f * fact_number(facts, k_occipital + "foramen/width"), half_length = 0.5f * fact_number(facts, k_occipital + "foramen/length");
    return geometry::elliptic_capsule(centre - glm::vec3(0, 20, 0), centre + glm::vec3(0, 12, 0), {1, 0, 0}, {half_width, half_length},
                                      {half_width, half_length});
}

// Rough lines of the neck muscles, drawn onto the squama so that they stand out everywhere.
Sdf nuchal_lines(const Facts& facts, const Sdf& bone) {
    const auto line = [&](const char* key, float radius) {
        geometry::Polyline points = geometry::smooth_through(fact_line(facts, k_occipital + key), 4.0f);
        const glm::vec3 brain = facts.vec3(k_occipital + "points/inside");
        for (glm::vec3& p : points) p += 5.0f * glm::normalize(p - brain); // from outside
        return ridge_along(drawn_on(bone, std::move(points), 0.5f * radius), radius);
    };
    std::vector<Sdf> parts;
    parts.push_back(line("nuchal_sup/n", fact_number(facts, k_occipital + "ridges/superior")));
    parts.push_back(line("nuchal_inf/n", fact_number(facts, k_occipital + "ridges/inferior")));
    parts.push_back(line("crest/e", fact_number(facts, k_occipital + "ridges/crest")));
    return geometry::unite(std::move(parts), 1.0f);
}

} // namespace

// The condyles reach into the atlas; what the recipe takes away from them leaves faces that match its hollows.
Sdf occipital_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf half = geometry::unite(squama(facts), base(facts), 6.0f);
    half = geometry::subtract(std::move(half), foramen_magnum(facts), 2.5f);
    half = geometry::unite(std::move(half), fact_sweep(facts, k_occipital + "condyle/"), 1.5f);
    Sdf lines = nuchal_lines(facts, half);
    half = geometry::unite(std::move(half), std::move(lines), 1.6f);
    for (Sdf& knob : fact_knobs(facts, k_occipital + "knobs/")) half = geometry::unite(std::move(half), std::move(knob), 3.0f);
    geometry::Bounds bounds = half.bounds;
    bounds.min.x = -bounds.max.x;
    Sdf whole{[half = std::move(half)](glm::vec3 p) { return half.distance({std::abs(p.x), p.y, p.z}); }, bounds};
    const BoneFrame skull = skull_frame(spine);
    return geometry::moved(std::move(whole), skull.axes, skull.origin);
}

void add_skull_recipes(std::vector<Recipe>& recipes) {
    add_single_bone(recipes, "occipital", {"skull", "alignment", "vertebrae", "discs"}, {1.3f, 5400}, occipital_shape,
                    {{"vertebra.c1", "skull/joint/atlanto_occipital"}, {"vertebra.c2", "skull/joint/axis"}});
}

} // namespace dorsum::bake
