// The sciatic nerve: one trunk by its passage at piriformis, seen as its two parts side by side in one sheath.
#include "bake/nerves_paths.h"
#include "bake/nerves_way_points.h"

#include <algorithm>

namespace dorsum::bake {

namespace {

constexpr float k_step_mm = 5;
constexpr int k_part_sides = 12, k_coarse_sides = 8;
constexpr int k_relaxing_rounds = 4;
constexpr float k_end_taper_mm = 24; // at its end a part slips into the nerve that goes on

std::vector<float> halves(const std::vector<float>& full, float least) {
    std::vector<float> half;
    for (const float f : full) half.push_back(std::max(0.5f * f, least));
    return half;
}

// One direction for all of it, or one per way point.
std::vector<glm::vec3> flat_directions(const std::vector<double>& list, const geometry::Polyline& line,
                                       const geometry::Polyline& controls) {
    if (list.size() == 3) return std::vector<glm::vec3>(line.size(), glm::vec3(list[0], list[1], list[2]));
    std::vector<glm::vec3> directions(line.size());
    for (int axis = 0; axis < 3; ++axis) {
        std::vector<double> values;
        for (std::size_t i = static_cast<std::size_t>(axis); i < list.size(); i += 3) values.push_back(list[i]);
        const auto spread = spread_along(line, controls, values);
        for (std::size_t i = 0; i < line.size(); ++i) directions[i][axis] = spread[i];
    }
    return directions;
}

// A nerve whose facts give a path and its width and thickness at each way point.
Tube tube_from_facts(const NerveSite& site, const std::string& key, const geometry::Polyline& controls) {
    Tube tube;
    tube.line = relaxed(geometry::smooth_through(controls, k_step_mm), k_relaxing_rounds);
    const float least = 0.5f * site.number("drawing/least_diameter");
    tube.half_width = halves(spread_along(tube.line, controls, site.facts.list(key + "/width")), least);
    tube.half_thickness = halves(spread_along(tube.line, controls, site.facts.list(key + "/thickness")), least);
    tube.width_towards = flat_directions(site.facts.list(key + "/width_towards"), tube.line, controls);
    tube.sides = k_part_sides;
    return tube;
}

// The tibial part lies medial, the fibular one lateral; each takes its share of the trunk's breadth.
Tube part_of_trunk(const NerveSite& site, const Tube& trunk, const std::string& name) {
    const float share = site.number("sciatic/parts/" + name + "/width"), aside = site.number("sciatic/parts/" + name + "/aside");
    const float least = 0.5f * site.number("drawing/least_diameter");
    Tube part = trunk;
    const auto frames = geometry::frames_along(trunk.line, glm::vec3(0, 0, 1));
    float left = geometry::length_mm(trunk.line);
    for (std::size_t i = 0; i < part.line.size(); ++i) {
        if (i > 0) left -= glm::distance(trunk.line[i - 1], trunk.line[i]);
        const glm::vec3 along = glm::normalize(frames[i][2]), towards = trunk.width_towards[i];
        const glm::vec3 side = glm::normalize(towards - along * glm::dot(along, towards));
        part.line[i] += side * (aside * 2 * trunk.half_width[i]);
        const float slip = glm::mix(0.72f, 1.0f, glm::smoothstep(0.0f, k_end_taper_mm, left));
        part.half_width[i] = std::max(share * trunk.half_width[i], least) * slip;
        part.half_thickness[i] *= slip * (share < 0.5f ? 0.92f : 1.0f);
    }
    return part;
}

// Every other ring, fewer sides: for what is shown in place of the trunk now and then.
Tube coarser(const Tube& tube) {
    Tube coarse;
    coarse.sides = k_coarse_sides;
    for (std::size_t i = 0; i < tube.line.size(); ++i) {
        if (i % 2 != 0 && i + 1 != tube.line.size()) continue;
        coarse.line.push_back(tube.line[i]);
        coarse.half_width.push_back(tube.half_width[i]);
        coarse.half_thickness.push_back(tube.half_thickness[i]);
        coarse.width_towards.push_back(tube.width_towards[i]);
    }
    return coarse;
}

// A part that leaves the end of the trunk: it begins inside, in line with its part there, so that no seam shows.
std::vector<Tube> continued(const NerveSite& site, const std::string& name) {
    const std::string key = "nerves/" + name;
    const Tube trunk = sciatic_trunk(site, "below");
    const geometry::Polyline own = part_of_trunk(site, trunk, name).line;
    const float inside = site.number(name + "/begins_inside");
    geometry::Polyline controls{geometry::point_at(own, 1 - inside / geometry::length_mm(own)), own.back()};
    const auto path = way_points(site.anchors, site.facts.words(key + "/path"));
    controls.insert(controls.end(), path.begin(), path.end());
    Tube tube = tube_from_facts(site, key, controls);
    keep_clear_by_facts(tube, site, key);
    return {tube};
}

} // namespace

// The passage's way points stand in for the first ones of the common course.
Tube sciatic_trunk(const NerveSite& site, const std::string& passage) {
    const std::string key = "nerves/sciatic";
    geometry::Polyline controls = way_points(site.anchors, site.facts.words(key + "/path"));
    if (passage != "below") {
        const auto other = way_points(site.anchors, site.facts.words(key + "/passages/" + passage));
        std::copy(other.begin(), other.end(), controls.begin());
    }
    Tube trunk = tube_from_facts(site, key, controls);
    keep_clear_by_facts(trunk, site, passage == "through" ? key + "/passages/clear_through" : key);
    return trunk;
}

std::vector<Tube> sciatic_tubes(const NerveSite& site, const std::string& variant) {
    const auto& parts = site.facts.words("nerves/variants/" + variant + "/passages"); // of the tibial and of the fibular part
    std::vector<Tube> tubes{part_of_trunk(site, sciatic_trunk(site, parts.at(0)), "tibial"),
                            part_of_trunk(site, sciatic_trunk(site, parts.at(1)), "common_fibular")};
    if (variant != "a")
        for (Tube& tube : tubes) tube = coarser(tube);
    return tubes;
}

std::vector<Tube> tibial_tubes(const NerveSite& site) { return continued(site, "tibial"); }

std::vector<Tube> common_fibular_tubes(const NerveSite& site) { return continued(site, "common_fibular"); }

} // namespace dorsum::bake
