// Transverse processes.
#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

using geometry::Sdf;

namespace {

// Seventh cervical: a stout process with a small hole.
PartFacts cervical_part(const VertebraFacts& v, const Facts& facts) { return {facts, v.number == 7 ? "cervical_transverse_c7" : "cervical_transverse"}; }

// Where the vertebral artery runs.
glm::vec3 foramen_centre(const VertebraFacts& v, const PartFacts& of) {
    return glm::vec3(of.number("hole_share") * v.transverse_tip.x, 0.5f * v.transverse_tip.y, 0) + of.point("hole_off");
}

glm::vec2 half_of(const PartFacts& of, const std::string& name) { return {of.row(name).at(0), of.row(name).at(1)}; }

// A bar in front of the foramen, from the body; behind it a plate that slopes down and forwards from the pillar, the floor of the
// nerve's gutter; both end in a tubercle, joined at the outer side.
Sdf cervical_transverse(const VertebraFacts& v, const Facts& facts) {
    const PartFacts of = cervical_part(v, facts);
    const glm::vec3 tip = v.transverse_tip, hole = foramen_centre(v, of);
    const glm::vec3 front_tip = (of.number("front_tip_from_hole") > 0 ? glm::vec3(hole.x, tip.y, hole.z) : glm::vec3(tip.x, tip.y, hole.z)) + of.point("front_tip");
    const glm::vec3 back_tip = tip + of.point("back_tip");
    const glm::vec3 from_body = glm::vec3(0.5f * v.body.width_sup, 0, hole.z) + of.point("from_body"), slope = of.point("slope");
    std::vector<Sdf> parts;
    parts.push_back(bar({from_body, glm::vec3(hole.x, 0, hole.z) + of.point("front_middle"), front_tip},
                        {half_of(of, "from_body_half"), half_of(of, "front_middle_half"), half_of(of, "front_tip_half")}, {0, 1, 0}));
    const glm::vec3 root = glm::vec3(v.facet_sup.centre.x, 0, hole.z) + of.point("root"), middle = hole + of.point("back_middle");
    parts.push_back(bar({root, middle, back_tip}, {half_of(of, "root_half"), half_of(of, "back_middle_half"), half_of(of, "back_tip_half")}, slope));
    const glm::vec3 outer = 0.5f * (front_tip + back_tip) + of.point("outer");
    parts.push_back(bar({front_tip, outer, back_tip}, {half_of(of, "outer_front_half"), half_of(of, "outer_half"), half_of(of, "outer_back_half")}, {0, 1, 0}));
    return geometry::unite(std::move(parts), 1.2f);
}

// T12 has three tubercles in place of a process: superior (mammillary), lateral, inferior (accessory).
Sdf last_thoracic_transverse(const VertebraFacts& v, glm::vec3 root, const Facts& facts) {
    const PartFacts of(facts, "t12_tubercles");
    const glm::vec3 tip = v.transverse_tip;
    std::vector<Sdf> parts;
    parts.push_back(bar({root, glm::mix(root, tip, 0.6f), tip + of.point("lateral")},
                        {half_of(of, "root_half"), half_of(of, "middle_half"), half_of(of, "lateral_half")}, {0, 1, 0}));
    for (const char* name : {"superior", "inferior"}) {
        const std::string tubercle(name);
        parts.push_back(geometry::capsule(glm::mix(root, tip, of.number(tubercle + "_from")), tip + of.point(tubercle),
                                          of.number(tubercle + "_root_radius"), of.number(tubercle + "_radius")));
    }
    return geometry::unite(std::move(parts), 2.0f);
}

// Half heights and half depths of a transverse process at its root, middle and end.
std::vector<glm::vec2> transverse_halves(const VertebraFacts& v) {
    std::vector<glm::vec2> halves;
    for (std::size_t i = 0; i < 3; ++i)
        halves.push_back(0.5f * v.transverse_scale * glm::vec2(v.shape.transverse_heights.at(i), v.shape.transverse_depths.at(i)));
    return halves;
}

// A club that springs from the arch behind the pedicle and ends thick; the rib's tubercle sits in its front.
Sdf thoracic_transverse(const VertebraFacts& v, const Facts& facts) {
    const glm::vec3 tip = v.transverse_tip;
    const PartFacts of(facts, "thoracic_transverse");
    const glm::vec3 root = glm::vec3(of.number("root_out") * tip.x, tip.y, glm::mix(v.facet_sup.centre.z, tip.z, of.number("root_back"))) +
                           of.point("root_off") + v.transverse_root_off;
    if (v.number == 12) return last_thoracic_transverse(v, root, facts);
    const std::vector<glm::vec2> halves = transverse_halves(v);
    const glm::vec3 end = tip - glm::normalize(tip - root) * (of.number("end") * halves[2].y);
    return bar({root, glm::mix(root, end, 0.5f) + of.point("middle"), end}, halves, {0, 1, 0});
}

// A flat blade with a blunt end, a little bent backwards; L5 is a short stout cone from the pedicle and the body.
Sdf lumbar_transverse(const VertebraFacts& v, const Facts& facts) {
    const glm::vec3 tip = v.transverse_tip;
    const glm::vec3 root(v.pedicle.x + 1.0f, v.pedicle.y - 1.0f, v.pedicle.z - 1.5f);
    if (v.number == 5) {
        const PartFacts of(facts, "l5_transverse");
        const glm::vec3 stout = v.pedicle + of.point("root");
        return bar({stout, glm::mix(stout, tip, 0.5f) + of.point("middle"), tip + of.point("end")},
                   {half_of(of, "root_half"), half_of(of, "middle_half"), half_of(of, "end_half")}, {0, 1, 0});
    }
    const Sdf blade = bar({root, glm::mix(root, tip, 0.45f) + glm::vec3(0, 0.3f, -1.2f), tip - glm::vec3(3.2f, 0, -0.6f)},
                          transverse_halves(v), {0, 1, 0});
    const PartFacts of(facts, "accessory");
    const glm::vec3 accessory = glm::mix(root, tip, of.number("along")) + of.point("off");
    return geometry::unite(blade, geometry::capsule(accessory, accessory + of.point("way"), of.number("root_radius"), of.number("tip_radius")), 1.8f);
}

} // namespace

Sdf transverse_process(const VertebraFacts& v, const Facts& facts) {
    return v.region == 'c' ? cervical_transverse(v, facts) : v.region == 't' ? thoracic_transverse(v, facts) : lumbar_transverse(v, facts);
}

Sdf transverse_foramen(const VertebraFacts& v, const Facts& facts) {
    const PartFacts of = cervical_part(v, facts);
    const float radius = of.number("hole_radius");
    const glm::vec3 centre = foramen_centre(v, of);
    return geometry::capsule(centre + of.point("hole_above"), centre + of.point("hole_below"), radius, radius);
}

} // namespace dorsum::bake
