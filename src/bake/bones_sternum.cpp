#include "bake/bones_frames.h"
#include "bake/bones_plate.h"
#include "bake/bones_ribs.h"

#include <algorithm>

namespace dorsum::bake {
using geometry::Polyline;
using geometry::Sdf;

namespace {

const std::string k_thorax = "thorax/";

// Frame of a flat piece of the sternum: left, towards `top`, front.
BoneFrame sternal_frame(const Facts& facts, const anatomy::SpineRest& spine, const std::string& foot, const std::string& top) {
    const BoneFrame thorax = thorax_frame(spine);
    const glm::vec3 a = thorax.to_world(facts.vec3(k_thorax + foot)), b = thorax.to_world(facts.vec3(k_thorax + top));
    const glm::vec3 left(1, 0, 0), up = glm::normalize(b - a);
    return {a, glm::mat3(left, up, glm::cross(left, up))};
}

Sdf sternal_plate(const Facts& facts, const BoneFrame& frame, const std::string& piece, float edge_mm) {
    PlateSpec spec;
    spec.frame = frame;
    spec.nodes = fact_nodes(facts, k_thorax + piece + "/nodes");
    spec.outline = fact_outline(facts, k_thorax + piece + "/rim/outline");
    spec.edge_mm = edge_mm;
    return plate(spec);
}

glm::vec3 hermite(glm::vec3 a, glm::vec3 ta, glm::vec3 b, glm::vec3 tb, float t) {
    const float t2 = t * t, t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * a + (t3 - 2 * t2 + t) * ta + (3 * t2 - 2 * t3) * b + (t3 - t2) * tb;
}

glm::vec3 leaving(const Polyline& line) { return glm::normalize(line.back() - line[line.size() - 3]); }

} // namespace

Polyline cartilage_line(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    const Polyline bone = rib_line(facts, spine, rib);
    const std::string key = k_thorax + "cartilage/" + std::to_string(rib);
    glm::vec3 end, arriving;
    if (rib <= 7) {
        end = thorax_frame(spine).to_world(facts.vec3(key + "/sternal"));
        // The lower a cartilage, the steeper it climbs to the sternum.
        arriving = glm::normalize(glm::vec3(-1, 0.22f * static_cast<float>(std::max(0, rib - 2)), 0.12f));
    } else {
        const Polyline above = cartilage_line(facts, spine, rib - 1);
        const float join = static_cast<float>(facts.number(key + "/join"));
        end = geometry::point_at(above, join);
        arriving = glm::normalize(geometry::point_at(above, join + 0.1f) - end + glm::vec3(0, 6, 0));
    }
    const float reach = glm::length(end - bone.back()) * (rib < 3 ? 0.6f : 1.15f);
    Polyline line;
    for (int i = 0; i <= 24; ++i)
        line.push_back(hermite(bone.back(), leaving(bone) * reach, end, arriving * reach, static_cast<float>(i) / 24.0f));
    return line;
}

Sdf cartilage_shape(const Facts& facts, const anatomy::SpineRest& spine, int rib) {
    const std::string key = k_thorax + "cartilage/" + std::to_string(rib);
    const Polyline line = cartilage_line(facts, spine, rib);
    const glm::vec2 half = 0.5f * glm::vec2(facts.number(key + "/height"), facts.number(key + "/thickness"));
    const auto& bone_height = facts.list("ribs/" + std::to_string(rib) + "/section/height");
    const auto& bone_thickness = facts.list("ribs/" + std::to_string(rib) + "/section/thickness");
    const glm::vec2 at_bone = 0.5f * glm::vec2(bone_height.back(), bone_thickness.back());
    std::vector<glm::vec2> halves;
    std::vector<glm::vec3> up;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(line.size() - 1);
        halves.push_back(glm::mix(at_bone, half, std::min(1.0f, 3 * t)) * (rib > 7 ? 1.0f - 0.25f * t : 1.0f));
        // The broad face looks forward and outward.
        const glm::vec3 along = glm::normalize(line[std::min(i + 1, line.size() - 1)] - line[i > 0 ? i - 1 : 0]);
        up.push_back(glm::normalize(glm::cross(glm::normalize(glm::vec3(0.35f, rib == 1 ? 0.8f : 0.1f, 1)), along)));
    }
    return geometry::swept_ellipse(line, halves, up);
}

Sdf manubrium_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    return sternal_plate(facts, sternal_frame(facts, spine, "manubrium/placement/angle", "manubrium/placement/notch"), "manubrium", 4);
}

Sdf sternal_body_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    return sternal_plate(facts, sternal_frame(facts, spine, "body/placement/foot", "body/placement/top"), "body", 4);
}

Sdf xiphoid_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    const BoneFrame thorax = thorax_frame(spine);
    const glm::vec3 root = thorax.to_world(facts.vec3(k_thorax + "xiphoid/points/root"));
    const glm::vec3 tip = thorax.to_world(facts.vec3(k_thorax + "xiphoid/points/tip"));
    const glm::vec3 line[] = {root, glm::mix(root, tip, 0.4f), glm::mix(root, tip, 0.85f), tip};
    const glm::vec2 halves[] = {{9, 4}, {8, 3}, {5, 2.2f}, {3, 1.8f}};
    const glm::vec3 up[] = {{1, 0, 0}};
    return geometry::swept_ellipse(line, halves, up);
}

} // namespace dorsum::bake
