// Nerves that are written out in the facts: where they leave another nerve, their way points, and what joins or leaves them.
#include "bake/nerves_paths.h"
#include "bake/nerves_way_points.h"
#include "core/check.h"

#include <algorithm>
#include <sstream>

namespace dorsum::bake {

namespace {

constexpr float k_step_mm = 5;
constexpr int k_relaxing_rounds = 3;
constexpr float k_lead_mm = 6;       // a branch runs so far inside the nerve that it leaves or joins
constexpr float k_thick_mm = 4.5f;   // from here on a tube gets more sides

std::string branch_key(const std::string& part) { return "nerves/branches/" + part; }

// "root_l3 0.8": another nerve and shares of lengths.
struct Junction {
    std::string nerve;
    float there = 0, here = 0;
};

Junction read_junction(const std::string& words) {
    Junction j;
    std::istringstream in(words);
    in >> j.nerve >> j.there;
    DORSUM_CHECK(!in.fail());
    in >> j.here;
    return j;
}

std::vector<Junction> junctions(const Facts& facts, const std::string& key) {
    std::vector<Junction> all;
    if (facts.has(key))
        for (const auto& words : facts.words(key)) all.push_back(read_junction(words));
    return all;
}

glm::vec3 at_mm(const geometry::Polyline& line, float mm) {
    return geometry::point_at(line, glm::clamp(mm / geometry::length_mm(line), 0.0f, 1.0f));
}

// Diameters given evenly along the course; never thinner than can be seen, but for the very tip.
std::vector<float> half_widths(const geometry::Polyline& line, const std::vector<double>& diameters, float least) {
    std::vector<float> halves;
    const float total = geometry::length_mm(line);
    float walked = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i > 0) walked += glm::distance(line[i - 1], line[i]);
        const float at = walked / total * static_cast<float>(diameters.size() - 1);
        const auto k = std::min(static_cast<std::size_t>(at), diameters.size() - 1);
        const auto next = std::min(k + 1, diameters.size() - 1);
        const double full = glm::mix(diameters[k], diameters[next], static_cast<double>(at) - static_cast<double>(k));
        halves.push_back(0.5f * std::max(static_cast<float>(full), least));
    }
    return halves;
}

Tube plain_tube(const NerveSite& site, const geometry::Polyline& controls, const std::vector<double>& diameters) {
    Tube tube;
    tube.line = relaxed(geometry::smooth_through(controls, k_step_mm), k_relaxing_rounds);
    tube.half_width = half_widths(tube.line, diameters, site.number("drawing/least_twig_diameter"));
    tube.half_thickness = tube.half_width;
    const bool thick = *std::max_element(diameters.begin(), diameters.end()) >= static_cast<double>(k_thick_mm);
    tube.sides = thick ? 10 : 6;
    tube.cap_rings = thick ? 2 : 1;
    return tube;
}

// Where a branch begins: inside the other nerve and along it, so that it parts at a fine angle.
geometry::Polyline leaving(const geometry::Polyline& other, float share) {
    const float mm = share * geometry::length_mm(other);
    return {at_mm(other, mm - k_lead_mm), at_mm(other, mm)};
}

Tube main_tube(const NerveSite& site, const std::string& key) {
    geometry::Polyline controls;
    for (const auto& from : junctions(site.facts, key + "/from")) {
        const auto start = leaving(nerve_course(site, from.nerve), from.there);
        controls.insert(controls.end(), start.begin(), start.end());
    }
    const auto path = way_points(site.anchors, site.facts.words(key + "/path"));
    controls.insert(controls.end(), path.begin(), path.end());
    for (const auto& into : junctions(site.facts, key + "/into")) {
        const auto other = nerve_course(site, into.nerve);
        const float mm = into.there * geometry::length_mm(other);
        for (const float further : {0.0f, k_lead_mm}) controls.push_back(at_mm(other, mm + further));
    }
    Tube tube = plain_tube(site, controls, site.facts.list(key + "/diameter"));
    keep_clear_by_facts(tube, site, key);
    return tube;
}

// From another nerve into this one.
Tube feeder_tube(const NerveSite& site, const std::string& key, const geometry::Polyline& main, const Junction& from) {
    geometry::Polyline controls = leaving(nerve_course(site, from.nerve), from.there);
    const float mm = from.here * geometry::length_mm(main);
    for (const float further : {0.0f, k_lead_mm}) controls.push_back(at_mm(main, mm + further));
    Tube tube = plain_tube(site, controls, site.facts.list(key + "/feeder_diameter"));
    keep_clear_by_facts(tube, site, key);
    return tube;
}

// Leaves the main course, or another nerve, or comes out of a bone.
Tube twig_tube(const NerveSite& site, const std::string& key, const std::string& name, const geometry::Polyline& main) {
    const std::string own = key + "/twigs/" + name;
    geometry::Polyline controls;
    if (site.facts.has(own + "/leaves")) controls = leaving(main, static_cast<float>(site.facts.number(own + "/leaves")));
    for (const auto& from : junctions(site.facts, own + "/from")) controls = leaving(nerve_course(site, from.nerve), from.there);
    const auto path = way_points(site.anchors, site.facts.words(own + "/path"));
    controls.insert(controls.end(), path.begin(), path.end());
    Tube tube = plain_tube(site, controls, site.facts.list(own + "/diameter"));
    keep_clear_by_facts(tube, site, key);
    return tube;
}

void add_names(std::vector<std::string>& to, const Facts& facts, const std::string& key) {
    if (!facts.has(key)) return;
    for (const auto& name : facts.words(key))
        if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
}

std::string facts_key(const std::string& part) {
    if (part.starts_with("root_")) return "nerves/roots/" + part.substr(5);
    if (part.starts_with("sciatic")) return "nerves/sciatic";
    if (part == "tibial" || part == "common_fibular") return "nerves/" + part;
    return branch_key(part);
}

} // namespace

std::vector<Tube> branch_tubes(const NerveSite& site, const std::string& part) {
    const std::string key = branch_key(part);
    std::vector<Tube> tubes{main_tube(site, key)};
    const geometry::Polyline main = tubes.front().line;
    for (const auto& from : junctions(site.facts, key + "/feeders")) tubes.push_back(feeder_tube(site, key, main, from));
    for (const auto& name : site.facts.children(key + "/twigs")) tubes.push_back(twig_tube(site, key, name, main));
    return tubes;
}

std::vector<Tube> nerve_tubes(const NerveSite& site, const std::string& part) {
    if (part.starts_with("root_")) return {root_tube(site, part.substr(5))};
    if (part == "sciatic") return sciatic_tubes(site, "a");
    if (part.starts_with("sciatic_")) return sciatic_tubes(site, part.substr(8));
    if (part == "tibial") return tibial_tubes(site);
    if (part == "common_fibular") return common_fibular_tubes(site);
    return branch_tubes(site, part);
}

geometry::Polyline nerve_course(const NerveSite& site, const std::string& part) {
    if (part == "sciatic") return sciatic_trunk(site, "below").line;
    if (part.starts_with("root_")) return root_tube(site, part.substr(5)).line;
    return main_tube(site, branch_key(part)).line;
}

std::vector<std::string> nerve_neighbours(const Facts& facts, const std::string& part) {
    std::vector<std::string> all;
    const std::string key = facts_key(part);
    add_names(all, facts, key + "/near");
    add_names(all, facts, key + "/beside");
    add_names(all, facts, key + "/on");
    std::vector<std::string> others;
    for (const char* name : {"/from", "/into", "/feeders"})
        for (const auto& j : junctions(facts, key + name)) others.push_back(j.nerve);
    for (const auto& twig : facts.children(key + "/twigs"))
        for (const auto& j : junctions(facts, key + "/twigs/" + twig + "/from")) others.push_back(j.nerve);
    if (facts.has(key + "/joins")) {
        const auto& target = facts.words(key + "/joins").front();
        others.push_back(target == "sciatic" ? target : "root_" + target);
    }
    if (part == "tibial" || part == "common_fibular") others.push_back("sciatic");
    for (const auto& other : others)
        for (const auto& name : nerve_neighbours(facts, other))
            if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    return all;
}

void keep_clear_by_facts(Tube& tube, const NerveSite& site, const std::string& key) {
    if (site.facts.has(key + "/beside")) { // soft neighbours first: what bone asks for comes last and holds
        ClearRule soft{0.2f, site.facts.words(key + "/beside")};
        if (site.facts.has(key + "/beside_from")) soft.from = static_cast<float>(site.facts.number(key + "/beside_from"));
        if (site.facts.has(key + "/beside_to")) soft.to = static_cast<float>(site.facts.number(key + "/beside_to"));
        keep_clear(tube, site, soft);
    }
    if (site.facts.has(key + "/on")) { // skin nerves: down onto what they run over
        ClearRule rest{0.3f, site.facts.words(key + "/on")};
        rest.from = static_cast<float>(site.facts.number(key + "/on_from"));
        rest.onto = true;
        keep_clear(tube, site, rest);
    }
    if (!site.facts.has(key + "/near")) return;
    const float gap = site.facts.has(key + "/gap") ? static_cast<float>(site.facts.number(key + "/gap")) : site.number("drawing/bone_gap");
    keep_clear(tube, site, {gap, site.facts.words(key + "/near")});
}

} // namespace dorsum::bake
