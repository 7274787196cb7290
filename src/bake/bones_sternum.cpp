#include "bake/bones_frames.h"
#include "bake/bones_parts.h"
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

// Hollows where the cartilages of these ribs arrive.
Sdf with_costal_notches(Sdf bone, const Facts& facts, const anatomy::SpineRest& spine, int first, int last) {
    const std::vector<float> half = fact_row(facts, k_thorax + "notches/cartilage_half");
    const float depth = fact_number(facts, k_thorax + "notches/cartilage_depth");
    for (int rib = first; rib <= last; ++rib) {
        const Polyline line = cartilage_line(facts, spine, rib);
        const glm::vec3 inward = leaving(line);
        const float r = half[static_cast<std::size_t>(rib - 1)];
        const Sdf dent = geometry::capsule(line.back() + inward * (depth - r), line.back() - inward * 25.0f, r, r);
        bone = geometry::subtract(geometry::subtract(std::move(bone), dent, 1.0f), geometry::mirrored_x(dent), 1.0f);
    }
    return bone;
}

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
    Sdf bone = sternal_plate(facts, sternal_frame(facts, spine, "manubrium/placement/angle", "manubrium/placement/notch"), "manubrium", 3);
    // Saddles for the clavicles on the upper corners.
    const BoneFrame thorax = thorax_frame(spine);
    const auto line = geometry::smooth_through(fact_line(facts, "shoulder/clavicle/line/c"), 2.0f);
    const glm::vec3 inward = glm::normalize(line[0] - line[1]);
    const std::vector<float> half = fact_row(facts, k_thorax + "notches/clavicle_half");
    const float depth = fact_number(facts, k_thorax + "notches/clavicle_depth");
    const Sdf saddle = geometry::elliptic_capsule(line[0] + inward * (depth - half[0]), line[0] - inward * 30.0f, {0, 1, 0}, {half[0], half[1]}, {half[0], half[1]});
    for (const float side : {1.0f, -1.0f}) {
        const Sdf one = side > 0 ? saddle : geometry::mirrored_x(saddle);
        bone = geometry::subtract(std::move(bone), geometry::moved(one, thorax.axes, thorax.origin), 1.5f);
    }
    return with_costal_notches(std::move(bone), facts, spine, 1, 2);
}

Sdf sternal_body_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf bone = sternal_plate(facts, sternal_frame(facts, spine, "body/placement/foot", "body/placement/top"), "body", 3);
    return with_costal_notches(std::move(bone), facts, spine, 2, 7);
}

// A tongue that thins out to its tip.
Sdf xiphoid_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    const BoneFrame thorax = thorax_frame(spine);
    const glm::vec3 root = thorax.to_world(facts.vec3(k_thorax + "xiphoid/points/root"));
    const glm::vec3 tip = thorax.to_world(facts.vec3(k_thorax + "xiphoid/points/tip"));
    const std::vector<float> width = fact_row(facts, k_thorax + "xiphoid/profile/width"), thickness = fact_row(facts, k_thorax + "xiphoid/profile/thickness");
    std::vector<glm::vec3> line;
    std::vector<glm::vec2> halves;
    for (std::size_t i = 0; i < width.size(); ++i) {
        line.push_back(glm::mix(root, tip, static_cast<float>(i) / static_cast<float>(width.size() - 1)));
        halves.push_back(0.5f * glm::vec2(width[i], thickness[i]));
    }
    const glm::vec3 up[] = {{1, 0, 0}};
    return geometry::swept_ellipse(line, halves, up);
}

} // namespace dorsum::bake
