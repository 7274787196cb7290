#include "bake/bones_frames.h"
#include "bake/bones_mesh.h"
#include "bake/bones_parts.h"
#include "bake/bones_scapula.h"
#include "geometry/curve.h"

#include <algorithm>

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_clavicle = "shoulder/clavicle/";

float along_row(const std::vector<float>& row, float t) {
    const float at = t * static_cast<float>(row.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(at), row.size() - 2);
    return glm::mix(row[i], row[i + 1], at - static_cast<float>(i));
}

} // namespace

// In the frame of the thorax: left, up, front. Thick sternal end, round middle, flat acromial third; the ends cut square.
Sdf clavicle_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    constexpr int k_stations = 49;
    const auto control = fact_line(facts, k_clavicle + "line/c");
    geometry::Polyline line = geometry::resample(geometry::smooth_through(control, 2.0f), k_stations);
    const std::vector<float> depth = fact_row(facts, k_clavicle + "profile/depth"), height = fact_row(facts, k_clavicle + "profile/height");
    const glm::vec3 sternal = line.front(), acromial = line.back();
    const glm::vec3 inward = glm::normalize(line[0] - line[1]), outward = glm::normalize(line.back() - line[line.size() - 2]);
    std::vector<glm::vec2> halves;
    for (int i = 0; i < k_stations; ++i) {
        const float t = static_cast<float>(i) / (k_stations - 1);
        halves.emplace_back(0.5f * along_row(height, t), 0.5f * along_row(depth, t));
    }
    line.front() += 12.0f * inward; // the rounded ends of the sweep fall away with the cut
    line.back() += 6.0f * outward;
    const glm::vec3 up[] = {{0, 1, 0}};
    Sdf bone = geometry::swept_ellipse(line, halves, up);
    bone = geometry::intersect(std::move(bone), geometry::half_space(sternal, inward), 3.0f);
    bone = geometry::intersect(std::move(bone), geometry::half_space(acromial, outward), 2.0f);
    std::vector<Sdf> rough = fact_knobs(facts, k_clavicle + "knobs/"); // conoid tubercle, trapezoid line
    rough.push_back(std::move(bone));
    bone = geometry::unite(std::move(rough), 3.0f);
    for (Sdf& dent : fact_knobs(facts, k_clavicle + "dents/")) bone = geometry::subtract(std::move(bone), std::move(dent), 2.0f);
    const BoneFrame thorax = thorax_frame(spine);
    return geometry::moved(std::move(bone), thorax.axes, thorax.origin);
}

void add_scapula_recipes(std::vector<Recipe>& recipes) {
    const std::vector<std::string> keys = {"shoulder", "limbs/humerus/points/head", "limbs/humerus/head", "alignment", "vertebrae", "discs"};
    add_bone_pair(recipes, "scapula", keys, {1.0f, 5400}, scapula_shape);
    add_bone_pair(recipes, "clavicle", keys, {1.1f, 1700}, clavicle_shape,
                  {{"sternum.manubrium", "thorax/joint/sternoclavicular"},
                   {"costal_cartilage.1.left", "thorax/joint/costoclavicular"},
                   {"scapula.left", "shoulder/joint/acromioclavicular"}});
}

} // namespace dorsum::bake
