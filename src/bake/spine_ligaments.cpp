#include "bake/spine_ligaments.h"

#include "bake/nerves_tube.h"
#include "bake/nerves_way_points.h"
#include "bake/spine_attach.h"
#include "bake/spine_bands.h"
#include "bake/spine_data.h"
#include "bake/spine_ribbon.h"
#include "bake/spine_sdf.h"
#include "geometry/simplify.h"

namespace dorsum::bake {

using anatomy::Level;
using geometry::Mesh;
using geometry::Sdf;

namespace {

constexpr float k_step_mm = 0.9f;

Mesh joined(const std::vector<Sdf>& pieces, std::size_t triangles) {
    Mesh mesh;
    for (const Sdf& piece : pieces) geometry::append(mesh, geometry::simplified(geometry::mesh_of(piece, k_step_mm), triangles / pieces.size(), 0.15f));
    return mesh;
}

glm::vec3 anchor(const BuildContext& context, const std::string& name) { return context.anchors.at(name); }

// A flat cord over the tips of the spinous processes, C7 to L5, broad on each tip and a little sunk between them.
Mesh build_supraspinous(const BuildContext& context) {
    const auto number = [&](const char* name) { return static_cast<float>(context.facts.number(std::string("spinal_ligaments/supraspinous/") + name)); };
    const std::size_t first = anatomy::level_c(7).value, last = anatomy::level_l(5).value;
    const BoneSurfaces bones(context);
    const auto on_tip = [&](glm::vec3 tip, float up, Level level) {
        const glm::vec3 p = bones.onto(anatomy::vertebra_id(level), tip + glm::vec3(0, up, -number("drawn/ahead_of_tip")));
        return glm::vec3(0, p.y, p.z - number("drawn/sunk") * number("thickness"));
    };
    std::vector<glm::vec3> controls;
    std::vector<double> breadths, depths;
    for (std::size_t i = first; i <= last; ++i) {
        const Level level(i);
        const glm::vec3 tip = anchor(context, "spinous." + anatomy::level_name(level));
        const float half_border = number("drawn/border") * read_vertebra(context.facts, level).spinous_heights.back();
        const double broad = glm::mix(number("breadth_upper"), number("breadth_lower"), static_cast<float>(i - first) / static_cast<float>(last - first));
        if (!controls.empty()) {
            controls.push_back(0.5f * (controls.back() + on_tip(tip, half_border, level)) + glm::vec3(0, 0, number("hollow")));
            breadths.push_back(broad * static_cast<double>(number("narrowing")));
            depths.push_back(context.facts.number("spinal_ligaments/supraspinous/drawn/thinner_between") * static_cast<double>(number("thickness")));
        }
        for (const float up : {half_border, -half_border}) { // along the border of a tip, not through it
            controls.push_back(on_tip(tip, up, level));
            breadths.push_back(broad);
            depths.push_back(number("thickness"));
        }
    }
    Tube tube;
    tube.line = geometry::smooth_through(controls, 5.0f);
    tube.half_width = spread_along(tube.line, controls, breadths);
    tube.half_thickness = spread_along(tube.line, controls, depths);
    for (auto* halves : {&tube.half_width, &tube.half_thickness})
        for (float& half : *halves) half *= 0.5f;
    tube.width_towards.assign(tube.line.size(), glm::vec3(1, 0, 0));
    tube.sides = 8;
    tube.cap_rings = 1;
    return mesh_of(tube);
}

// A septum between the tips of C2..C7 and a free border that runs from the occiput to C7.
Mesh build_nuchal(const BuildContext& context) {
    const auto number = [&](const char* name) { return static_cast<float>(context.facts.number(std::string("spinal_ligaments/nuchal/") + name)); };
    std::vector<glm::vec2> front;
    for (int n = 1; n <= 7; ++n) {
        const glm::vec3 tip = anchor(context, "spinous.c" + std::to_string(n));
        front.push_back({tip.z + (n < 7 ? number("before_tips") : 0.0f), tip.y});
    }
    const glm::vec3 c7 = anchor(context, "spinous.c7");
    const auto found = context.anchors.find("eop");
    const glm::vec3 eop = found != context.anchors.end() ? found->second : c7 + glm::vec3(0, 140, 5); // no head is built
    const glm::vec3 middle = glm::mix(eop, c7, 0.5f) + glm::vec3(0, 0, number("sag")); // the border hangs a little in front of the straight line
    const geometry::Polyline border = geometry::smooth_through(std::vector<glm::vec3>{eop, middle, c7}, 6.0f);
    std::vector<glm::vec2> outline(front);
    for (auto p = border.rbegin(); p != border.rend(); ++p) outline.push_back({p->z, p->y});
    const glm::vec2 occiput(glm::mix(eop.z, front[0].x, number("ends_back")), glm::mix(eop.y, front[0].y, number("ends_up"))); // below the skull's base
    outline.push_back(occiput);
    const glm::mat3 axes(glm::vec3(0, 0, 1), glm::vec3(0, 1, 0), glm::vec3(-1, 0, 0));
    const Sdf septum = plate(outline, glm::vec3(0), axes, [half = number("septum_half_thickness")](glm::vec2) { return half; }, 1.0f, 0.8f);
    const std::vector<glm::vec2> halves(border.size(), glm::vec2(number("cord_half_breadth"), number("cord_half_depth")));
    const Sdf cord = bar({border.begin(), border.end()}, halves, {1, 0, 0});
    return joined({geometry::unite(septum, cord, 2.0f)}, 2600);
}

Mesh build_anterior(const BuildContext& context) { return longitudinal_ribbon(context, true); }
Mesh build_posterior(const BuildContext& context) { return longitudinal_ribbon(context, false); }

} // namespace

void add_spinal_ligament_recipes(std::vector<Recipe>& recipes) {
    const std::pair<const char*, Mesh (*)(const BuildContext&)> all[] = {
        {"supraspinous", &build_supraspinous}, {"longitudinal_anterior", &build_anterior}, {"longitudinal_posterior", &build_posterior}, {"nuchal", &build_nuchal}};
    for (const auto& [name, build] : all) {
        Recipe r;
        r.id = std::string("ligament.") + name;
        r.fact_keys = {"vertebrae/", "discs/", "alignment/", "sacrum/", "spinal_ligaments/"};
        r.held_keys.emplace();
        if (r.id == "ligament.nuchal") r.fact_keys.push_back("skull/"); // hangs from the occiput
        else
            for (std::size_t i = 0; i < anatomy::k_level_count; ++i) r.depends.push_back(anatomy::vertebra_id(Level(i)));
        r.build = build;
        recipes.push_back(std::move(r));
    }
    add_spinal_band_recipes(recipes);
}

} // namespace dorsum::bake
