#include "bake/soft_body.h"

#include "bake/nerves_way_points.h"
#include "core/check.h"

#include <cmath>

namespace dorsum::bake {

namespace {

using geometry::Sdf;

std::vector<glm::vec2> pairs(const std::vector<double>& list) {
    std::vector<glm::vec2> out;
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) out.push_back({list[i], list[i + 1]});
    return out;
}

// A part is a round tube through way points, or an ellipsoid at one.
Sdf part_shape(const Facts& facts, const Anchors& anchors, const std::string& key) {
    const auto line = way_points(anchors, facts.words(key + "/at"));
    if (line.size() == 1) {
        const float tilt = glm::radians(static_cast<float>(facts.number_or(key + "/tilt", 0))), c = std::cos(tilt), s = std::sin(tilt);
        return geometry::ellipsoid(line[0], facts.vec3(key + "/radii"), glm::mat3(glm::vec3(c, s, 0), glm::vec3(-s, c, 0), glm::vec3(0, 0, 1)));
    }
    const auto halves = pairs(facts.list(key + "/halves"));
    DORSUM_CHECK(halves.size() == line.size());
    const std::vector<glm::vec3> wide(line.size(), facts.vec3(key + "/wide_towards"));
    return geometry::swept_ellipse(line, halves, wide);
}

// The trunk: a tube whose sections reach from a back point to a front point and out to a side point.
Sdf trunk_shape(const Facts& facts, const Anchors& anchors) {
    const auto back = way_points(anchors, facts.words("skin/trunk/back"));
    const auto front = way_points(anchors, facts.words("skin/trunk/front"));
    const auto side = way_points(anchors, facts.words("skin/trunk/side"));
    DORSUM_CHECK(back.size() == side.size() && front.size() == side.size());
    geometry::Polyline line;
    std::vector<glm::vec2> halves;
    for (std::size_t i = 0; i < side.size(); ++i) {
        line.push_back({0, side[i].y, 0.5f * (back[i].z + front[i].z)});
        halves.push_back({side[i].x, 0.5f * (front[i].z - back[i].z)});
    }
    return geometry::swept_ellipse(line, halves, std::vector<glm::vec3>(line.size(), glm::vec3(1, 0, 0)));
}

Sdf united(const Facts& facts, const Anchors& anchors, const std::string& group, Sdf start, bool has_start) {
    for (const auto& name : facts.words("skin/" + group + "/order")) {
        const std::string key = "skin/" + group + "/" + name;
        Sdf part = part_shape(facts, anchors, key);
        start = has_start ? geometry::unite(std::move(start), std::move(part), static_cast<float>(facts.number(key + "/blend")))
                          : std::move(part);
        has_start = true;
    }
    return start;
}

// The groove over the spinous processes.
Sdf furrow(const Facts& facts, const Anchors& anchors) {
    return part_shape(facts, anchors, "skin/furrow");
}

} // namespace

geometry::Sdf body_outline(const Facts& facts, const Anchors& anchors) {
    const Sdf left = united(facts, anchors, "paired", {}, false);
    // Both sides at once, so that the body is the same left and right to the bit.
    const Sdf both = geometry::unite(left, geometry::mirrored_x(left), static_cast<float>(facts.number("skin/blend/sides")));
    const Sdf middle = united(facts, anchors, "middle", trunk_shape(facts, anchors), true);
    const Sdf body = geometry::unite(middle, both, static_cast<float>(facts.number("skin/blend/trunk")));
    return geometry::subtract(body, furrow(facts, anchors), static_cast<float>(facts.number("skin/furrow/blend")));
}

} // namespace dorsum::bake
