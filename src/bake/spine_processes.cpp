// Spinous and transverse processes.
#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

using geometry::Sdf;

namespace {

float lerp_table(const std::vector<glm::vec2>& table, float at) {
    for (std::size_t i = 1; i < table.size(); ++i) {
        if (at > table[i].x) continue;
        const float t = glm::clamp((at - table[i - 1].x) / (table[i].x - table[i - 1].x), 0.0f, 1.0f);
        return glm::mix(table[i - 1].y, table[i].y, t);
    }
    return table.back().y;
}

std::vector<glm::vec2> column(const std::vector<glm::vec3>& rows, int which) {
    std::vector<glm::vec2> out;
    for (const glm::vec3& r : rows) out.push_back({r.x, r[which]});
    return out;
}

bool bifid(const VertebraFacts& v) { return v.region == 'c' && v.number <= 6; }

// Half thickness along the process: broad at the laminae, thin blade, thicker tip.
std::vector<glm::vec2> blade_profile(const VertebraFacts& v) {
    const auto& q = v.spinous_thicknesses;
    const float tip = bifid(v) ? 0.5f * q[3] : std::max(0.5f * q[3], 0.9f * v.shape.tip_radius);
    if (v.region == 'c') // a wedge between the laminae that runs out into the blade
        return {{0.0f, 7.0f}, {0.3f, 4.9f}, {0.5f, std::max(3.4f, 0.45f * q[1])}, {0.72f, std::max(0.45f * q[2], 2.0f)}, {0.92f, tip}, {1.0f, 0.85f * tip}};
    return {{0.0f, v.region == 't' ? 12.0f : 7.5f},
            {0.3f, v.region == 't' ? 8.0f : std::min(5.0f, 0.5f * q[1])},
            {0.5f, v.region == 't' ? 5.0f : std::min(3.8f, 0.5f * q[1])},
            {0.72f, std::max(0.42f * q[2], 1.6f)},
            {0.92f, tip},
            {1.0f, 0.85f * tip}};
}

// Axis-parallel half heights (upwards, downwards) by fraction of the length.
std::vector<glm::vec3> blade_heights(const VertebraFacts& v) {
    const auto& q = v.spinous_heights;
    const float end = 0.34f;
    const float root = v.shape.root_up * q[0]; // dorsal half: sinks between the laminae in the thorax
    if (v.region == 'l')
        return {{0.0f, root, 0.5f * q[0]},      {0.35f, root, 0.5f * q[0]},      {0.5f, 0.55f * q[1], 0.45f * q[1]},
                {0.7f, 0.64f * q[2], 0.36f * q[2]}, {0.9f, 0.78f * q[3], 0.3f * q[3]}, {1.0f, 0.85f * q[3], 0.1f * q[3]}};
    return {{0.0f, root, 0.5f * q[0]}, {0.35f, root, 0.5f * q[0]}, {0.5f, 0.5f * q[1], 0.5f * q[1]},
            {0.7f, 0.5f * q[2], 0.5f * q[2]},  {0.9f, 0.5f * q[3], 0.52f * q[3]},  {1.0f, end * q[3], end * q[3]}};
}

} // namespace

Sdf spinous_process(const VertebraFacts& v, const RegionStyle& style) {
    const glm::vec3 base = v.spinolaminar() + glm::vec3(0, 0, -2.0f);
    const glm::vec2 from(base.z, base.y), to(v.spinous_tip.z, v.spinous_tip.y); // sagittal plane: (z, y)
    const glm::vec2 along = glm::normalize(to - from), up(along.y, -along.x);   // up: cranial and dorsal side
    const float length = glm::length(to - from);
    std::vector<glm::vec2> outline;
    const std::vector<glm::vec3> heights = blade_heights(v);
    for (const glm::vec3& h : heights) outline.push_back(along * (h.x * length) + up * h.y);
    for (auto h = heights.rbegin(); h != heights.rend(); ++h) outline.push_back(along * (h->x * length) - up * h->z);
    // A lumbar process is a hatchet: its tip is the lower corner of an upright edge.
    const float furthest = to.x - from.x - 0.3f;
    if (v.region == 'l')
        for (glm::vec2& q : outline) q.x = std::max(q.x, furthest + 0.12f * std::max(q.y - (to.y - from.y), 0.0f));
    const std::vector<glm::vec2> profile = blade_profile(v);
    const std::vector<glm::vec2> upper = column(heights, 1), lower = column(heights, 2);
    const auto half = [=](glm::vec2 q) {
        const float at = glm::dot(q, along) / length, across = glm::dot(q, up);
        // 1 at the dorsal edge, -1 at the ventral one: a roof with its ridge behind near the laminae, a blade further out.
        const float height = across / (across > 0 ? lerp_table(upper, at) : lerp_table(lower, at));
        const float ridge = v.region == 't' ? 0.62f : 0.58f * smooth_step(0.75f, 0.25f, at);
        const float edge = 1.0f - 0.18f * height * height;
        return std::max(lerp_table(profile, at) * edge * (1.0f - ridge * smooth_step(-0.9f, 1.0f, height)), 1.1f);
    };
    const glm::mat3 axes(glm::vec3(0, 0, 1), glm::vec3(0, 1, 0), glm::vec3(-1, 0, 0));
    Sdf blade = plate(outline, {0, base.y, base.z}, axes, half, 12.5f, v.region == 'c' ? 1.5f : 2.0f);
    const glm::vec3 tip = v.spinous_tip;
    if (bifid(v)) {
        const glm::vec3 fork(3.0f, tip.y - 0.5f, tip.z + 1.2f), root(0.5f, glm::mix(base.y, tip.y, 0.66f), glm::mix(base.z, tip.z, 0.66f));
        const Sdf horn = geometry::capsule(root, fork, 2.0f, 1.8f);
        const float cleft = v.number == 2 ? 2.4f : 1.6f;
        const Sdf gap = geometry::capsule({0, tip.y - 6, tip.z - 2.6f}, {0, tip.y + 8, tip.z - 2.2f}, cleft, cleft);
        return geometry::subtract(geometry::unite(blade, horn, 1.2f), gap, 0.6f);
    }
    if (v.region == 'l') { // thick rounded edge, thickest at the lower corner
        const float edge = 0.62f * v.spinous_heights[3];
        const glm::vec3 low = tip + glm::vec3(0, 2.0f, 3.6f), high = tip + glm::vec3(0, 2.0f + edge, 3.4f + 0.12f * edge);
        return geometry::unite(blade, geometry::capsule(low, high, v.shape.tip_radius, 0.67f * v.shape.tip_radius), style.blend);
    }
    const float bulb = v.shape.tip_radius;
    const glm::vec3 upward(0, up.y, up.x), inward(0, -along.y, -along.x);
    const Sdf end = geometry::capsule(tip + inward * bulb + upward, tip + inward * bulb - upward * 1.1f, bulb * 0.9f, bulb);
    return geometry::unite(blade, end, style.blend);
}

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
    const glm::vec3 root(0.42f * tip.x, tip.y - 2.0f, glm::mix(v.facet_sup.centre.z, tip.z, 0.2f) - 1.0f);
    if (v.number == 12) return last_thoracic_transverse(v, root, facts);
    const std::vector<glm::vec2> halves = transverse_halves(v);
    const glm::vec3 end = tip - glm::normalize(tip - root) * (0.85f * halves[2].y);
    return bar({root, glm::mix(root, end, 0.5f) + glm::vec3(0, 0.5f, 0), end}, halves, {0, 1, 0});
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
