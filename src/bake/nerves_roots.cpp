#include "bake/nerves_paths.h"
#include "bake/nerves_way_points.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

namespace {

constexpr float k_step_mm = 3.5f, k_thin_step_mm = 4.5f;
constexpr int k_root_sides = 10, k_thin_sides = 8;
constexpr float k_thin_mm = 3.0f; // a root whose ramus is thinner gets fewer rings and sides
constexpr int k_relaxing_rounds = 4;

std::string root_key(const std::string& level) { return "nerves/roots/" + level; }

float root_number(const NerveSite& site, const std::string& level, const char* name) {
    return static_cast<float>(site.facts.number(root_key(level) + "/" + name));
}

// The last stretch of a root that joins another nerve: it comes in at a slant and runs on inside, beside the centre line, so
// that the two surfaces part at a fine angle instead of a step.
void run_into(geometry::Polyline& controls, const NerveSite& site, const std::string& level) {
    const std::string key = root_key(level);
    if (!site.facts.has(key + "/joins")) return;
    const std::string target = site.facts.words(key + "/joins").front();
    const auto line = nerve_course(site, target == "sciatic" ? target : "root_" + target);
    const float total = geometry::length_mm(line);
    const float at = root_number(site, level, "joins_at");
    const glm::vec3 beside = site.facts.vec3(key + "/joins_beside");
    for (const float further : {0.0f, 0.5f, 1.0f}) {
        const float mm = at + further * root_number(site, level, "runs_inside");
        controls.push_back(geometry::point_at(line, mm / total) + (1 - 0.6f * further) * beside);
    }
}

geometry::Polyline root_controls(const NerveSite& site, const std::string& level) {
    const auto canal = canal_line(site);
    geometry::Polyline controls{root_start(site, canal, level)};
    const auto path = way_points(site.anchors, site.facts.words(root_key(level) + "/path"));
    controls.insert(controls.end(), path.begin(), path.end());
    run_into(controls, site, level);
    return controls;
}

// Diameter along a root: thin in the sac, swollen at the ganglion, then the anterior ramus, tapering at its very end.
std::vector<float> root_halves(const NerveSite& site, const std::string& level, const geometry::Polyline& line) {
    const glm::vec3 ganglion = way_point(site.anchors, site.facts.words(root_key(level) + "/path").front());
    const float total = geometry::length_mm(line);
    const float ganglion_at = geometry::nearest_on(line, ganglion).fraction * total;
    const float dural = root_number(site, level, "dural_diameter"), ramus = root_number(site, level, "ramus_diameter");
    const float swollen = root_number(site, level, "ganglion_diameter");
    const float reach = 0.5f * root_number(site, level, "ganglion_length");
    const auto least = static_cast<float>(site.facts.number("nerves/drawing/least_diameter"));
    const bool joins = site.facts.has(root_key(level) + "/joins");
    const float taper = joins ? root_number(site, level, "runs_inside") : 8.0f;
    std::vector<float> halves;
    float at = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) at += glm::distance(line[i - 1], line[i]);
        const float past = glm::smoothstep(ganglion_at - reach, ganglion_at + reach, at);
        const float u = (at - ganglion_at) / reach;
        const float base = std::max(least, glm::mix(dural, ramus, past));
        const float bump = std::max(0.0f, swollen - base) * std::exp(-u * u);
        const float end = glm::smoothstep(0.0f, taper, total - at);
        halves.push_back(0.5f * glm::mix(std::min(base, 0.75f * base), base + bump, end));
    }
    return halves;
}

} // namespace

glm::vec3 root_start(const NerveSite& site, const geometry::Polyline& canal, const std::string& level) {
    const glm::vec3 exit = way_point(site.anchors, site.facts.words(root_key(level) + "/path").front());
    const float angle = glm::radians(root_number(site, level, "sac_angle"));
    const float wall = root_number(site, level, "sac_wall");
    // The sac's axis leans, so the slope is taken along it: down the axis by run / tan(angle) while going out by run.
    const float run = std::max(1.0f, exit.x - wall);
    const glm::vec3 beside = canal_at_height(canal, exit.y);
    const glm::vec3 axis = canal_direction(canal, exit.y);
    // Where it is known how high a root leaves, that goes before the angle: it then runs beside the sac first.
    const bool known = site.facts.has(root_key(level) + "/leaves_above");
    const glm::vec3 up = beside - axis * (known ? root_number(site, level, "leaves_above") : run / std::tan(angle));
    const float front = known ? root_number(site, level, "sac_front") : 0.0f;
    return canal_at_height(canal, up.y) + glm::vec3(wall, 0, front);
}

Tube root_tube(const NerveSite& site, const std::string& level) {
    Tube tube;
    const bool thin = root_number(site, level, "ramus_diameter") < k_thin_mm;
    tube.line = relaxed(geometry::smooth_through(root_controls(site, level), thin ? k_thin_step_mm : k_step_mm), k_relaxing_rounds);
    tube.half_width = root_halves(site, level, tube.line);
    tube.half_thickness = tube.half_width;
    tube.sides = thin ? k_thin_sides : k_root_sides;
    tube.cap_rings = thin ? 1 : 2;
    keep_clear_by_facts(tube, site, root_key(level));
    return tube;
}

} // namespace dorsum::bake
