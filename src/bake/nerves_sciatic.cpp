#include "bake/nerves_paths.h"
#include "bake/nerves_way_points.h"

#include <algorithm>

namespace dorsum::bake {

namespace {

constexpr float k_step_mm = 3.5f;
constexpr int k_trunk_sides = 16;
constexpr int k_relaxing_rounds = 6;

float least_half(const BuildContext& context) {
    return 0.5f * static_cast<float>(context.facts.number("nerves/drawing/least_diameter"));
}

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
Tube tube_from_facts(const BuildContext& context, const std::string& key, const geometry::Polyline& controls) {
    Tube tube;
    tube.line = relaxed(geometry::smooth_through(controls, k_step_mm), k_relaxing_rounds);
    const float least = least_half(context);
    tube.half_width = halves(spread_along(tube.line, controls, context.facts.list(key + "/width")), least);
    tube.half_thickness = halves(spread_along(tube.line, controls, context.facts.list(key + "/thickness")), least);
    tube.width_towards = flat_directions(context.facts.list(key + "/width_towards"), tube.line, controls);
    tube.sides = k_trunk_sides;
    return tube;
}

geometry::Polyline fact_path(const BuildContext& context, const std::string& key) {
    return way_points(context.anchors, context.facts.words(key + "/path"));
}

// A part that leaves the end of the trunk: it begins inside, beside the trunk's centre, so that no seam shows.
Tube branch_tube(const BuildContext& context, const std::string& key) {
    const geometry::Polyline trunk = sciatic_tube(context).line;
    const float total = geometry::length_mm(trunk);
    const auto inside = static_cast<float>(context.facts.number(key + "/begins_inside"));
    const glm::vec3 beside = context.facts.vec3(key + "/begins_beside");
    geometry::Polyline controls{geometry::point_at(trunk, 1 - inside / total) + beside, trunk.back() + beside};
    const auto path = fact_path(context, key);
    controls.insert(controls.end(), path.begin(), path.end());
    return tube_from_facts(context, key, controls);
}

} // namespace

Tube sciatic_tube(const BuildContext& context) {
    return tube_from_facts(context, "nerves/sciatic", fact_path(context, "nerves/sciatic"));
}

Tube tibial_tube(const BuildContext& context) { return branch_tube(context, "nerves/tibial"); }

Tube common_fibular_tube(const BuildContext& context) { return branch_tube(context, "nerves/common_fibular"); }

} // namespace dorsum::bake
