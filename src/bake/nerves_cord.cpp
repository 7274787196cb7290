#include "bake/nerves_paths.h"
#include "bake/nerves_way_points.h"

#include "core/check.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

constexpr float k_cord_step_mm = 5.0f;
constexpr int k_cord_sides = 16;
constexpr float k_sac_step_mm = 7.0f;
constexpr float k_strand_step_mm = 12.0f;
constexpr int k_strand_sides = 5;

float number(const NerveSite& site, const std::string& name) { return site.number(name); }

float height_of(const NerveSite& site, const std::string& level) {
    const auto found = anatomy::find_level(level);
    DORSUM_CHECK(found.has_value());
    return site.spine.frames[found->value].centre_mm.y;
}

float conus_height(const NerveSite& site) {
    return height_of(site, "l1") - number(site, "cord/conus_below_l1");
}

// The piece of the canal line between two heights, the upper one first.
geometry::Polyline between_heights(const geometry::Polyline& canal, float upper_mm, float lower_mm) {
    geometry::Polyline piece{canal_at_height(canal, upper_mm)};
    for (const auto& p : canal)
        if (p.y < upper_mm && p.y > lower_mm) piece.push_back(p);
    piece.push_back(canal_at_height(canal, lower_mm));
    return piece;
}

// How strands lie in the sac: those that leave lower lie nearer the middle and further back.
struct Lane {
    float aside, back;
};

Lane lane_of(const NerveSite& site, int rank, bool dorsal) {
    const float t = static_cast<float>(rank) / 8.0f;
    return {glm::mix(number(site, "cauda/lane_outer"), number(site, "cauda/lane_inner"), t),
            glm::mix(0.0f, number(site, "cauda/lane_back"), t) + (dorsal ? 1.0f : -1.0f) * number(site, "cauda/lane_apart")};
}

Tube thin_tube(geometry::Polyline line, float diameter) {
    Tube tube;
    tube.half_width.assign(line.size(), 0.5f * diameter);
    tube.half_thickness = tube.half_width;
    tube.line = std::move(line);
    tube.sides = k_strand_sides;
    tube.cap_rings = 1;
    return tube;
}

Tube strand(const NerveSite& site, const geometry::Polyline& canal, int rank, bool dorsal) {
    const std::string& level = cauda_levels()[static_cast<std::size_t>(rank)];
    const auto& origins = site.facts.list("nerves/cauda/origin_above_conus");
    const float from = conus_height(site) + static_cast<float>(origins.at(static_cast<std::size_t>(rank)));
    const glm::vec3 end = root_start(site, canal, level);
    const Lane lane = lane_of(site, rank, dorsal);
    const float sign = dorsal ? -1.0f : 1.0f;
    const float cord_aside = number(site, "cauda/origin_aside"), cord_apart = number(site, "cauda/origin_apart");
    geometry::Polyline controls;
    for (const float t : {0.0f, 0.12f, 0.3f, 0.5f, 0.7f, 0.88f}) {
        const glm::vec3 middle = canal_at_height(canal, glm::mix(from, end.y, t));
        const float into_lane = glm::smoothstep(0.0f, 0.35f, t), out = glm::smoothstep(0.6f, 1.0f, t);
        const glm::vec3 at_cord(cord_aside, 0, sign * cord_apart), in_lane(lane.aside, 0, -lane.back);
        controls.push_back(middle + glm::mix(glm::mix(at_cord, in_lane, into_lane), end - canal_at_height(canal, end.y), out));
    }
    controls.push_back(end);
    const float diameter = std::max(number(site, "cauda/strand_diameter"), number(site, "drawing/least_strand_diameter"));
    return thin_tube(geometry::smooth_through(controls, k_strand_step_mm), diameter);
}

Tube filum(const NerveSite& site, const geometry::Polyline& canal) {
    auto line = between_heights(canal, conus_height(site) + 6, canal.back().y + 1);
    line = geometry::resample(line, 24);
    for (auto& p : line) p.z -= number(site, "cauda/filum_back");
    return thin_tube(std::move(line), number(site, "drawing/least_strand_diameter"));
}

} // namespace

Tube cord_tube(const NerveSite& site) {
    const auto canal = canal_line(site);
    const float end = conus_height(site), taper = number(site, "cord/conus_length");
    geometry::Polyline controls{canal.front()};
    for (const auto& level : site.facts.words("nerves/cord/levels"))
        controls.push_back(canal_at_height(canal, height_of(site, level)));
    auto width = site.facts.list("nerves/cord/width"), depth = site.facts.list("nerves/cord/depth");
    // The cone: as wide as above at its base, then to a point.
    controls.push_back(canal_at_height(canal, end));
    Tube tube;
    tube.line = between_heights(canal, canal.front().y, end);
    tube.line = geometry::resample(tube.line, static_cast<int>(geometry::length_mm(tube.line) / k_cord_step_mm));
    width.push_back(width.back());
    depth.push_back(depth.back());
    width.insert(width.begin(), width.front());
    depth.insert(depth.begin(), depth.front());
    tube.half_width = spread_along(tube.line, controls, width);
    tube.half_thickness = spread_along(tube.line, controls, depth);
    for (std::size_t i = 0; i < tube.line.size(); ++i) {
        const float left = std::clamp((tube.line[i].y - end) / taper, 0.0f, 1.0f);
        const float cone = std::max(0.16f, std::sqrt(left) * (1.5f - 0.5f * left));
        tube.half_width[i] *= 0.5f * std::min(1.0f, cone);
        tube.half_thickness[i] *= 0.5f * std::min(1.0f, cone);
    }
    tube.width_towards.assign(tube.line.size(), glm::vec3(1, 0, 0));
    tube.sides = k_cord_sides;
    return tube;
}

// Round the canal's line, from the foramen magnum to S2, pointed at its end.
Tube dural_sac_tube(const NerveSite& site) {
    const auto canal = canal_line(site);
    const float end = way_point(site.anchors, site.facts.words("nerves/dura/end").front()).y;
    geometry::Polyline controls{canal.front()};
    for (const auto& level : site.facts.words("nerves/dura/levels"))
        controls.push_back(canal_at_height(canal, height_of(site, level)));
    controls.push_back(canal_at_height(canal, end));
    Tube tube;
    tube.line = between_heights(canal, canal.front().y, end);
    tube.line = geometry::resample(tube.line, static_cast<int>(geometry::length_mm(tube.line) / k_sac_step_mm));
    tube.half_width = spread_along(tube.line, controls, site.facts.list("nerves/dura/width"));
    tube.half_thickness = spread_along(tube.line, controls, site.facts.list("nerves/dura/depth"));
    for (auto* halves : {&tube.half_width, &tube.half_thickness})
        for (float& half : *halves) half *= 0.5f;
    tube.width_towards.assign(tube.line.size(), glm::vec3(1, 0, 0));
    tube.sides = k_cord_sides;
    return tube;
}

std::vector<Tube> cauda_strands(const NerveSite& site) {
    const auto canal = canal_line(site);
    std::vector<Tube> strands;
    for (int rank = 0; rank < static_cast<int>(cauda_levels().size()); ++rank)
        for (const bool dorsal : {false, true}) strands.push_back(strand(site, canal, rank, dorsal));
    strands.push_back(filum(site, canal));
    return strands;
}

} // namespace dorsum::bake
