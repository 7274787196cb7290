// Spinous processes: a blade in the mid plane, thick between the laminae, with an end that tells the region.
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

PartFacts spinous_part(const VertebraFacts& v, const Facts& facts) {
    return {facts, v.region == 'c' ? "spinous/cervical" : v.region == 't' ? "spinous/thoracic" : "spinous/lumbar"};
}

// Half thickness along the process: broad at the laminae, thin blade, thicker tip.
std::vector<glm::vec2> blade_profile(const VertebraFacts& v, const PartFacts& of) {
    static constexpr std::size_t k_measured[] = {0, 1, 1, 2}; // which of the measured thicknesses counts there
    const auto& q = v.spinous_thicknesses;
    const auto at = of.row("thick_at"), share = of.row("thick_share"), least = of.row("thick_least"), most = of.row("thick_most"), tips = of.row("tip_share");
    std::vector<glm::vec2> profile;
    for (std::size_t i = 0; i < std::size(k_measured); ++i)
        profile.push_back({at.at(i), std::clamp(share.at(i) * q.at(k_measured[i]), least.at(i), most.at(i))});
    const float tip = bifid(v) ? 0.5f * q.at(3) : std::max(0.5f * q.at(3), tips.at(0) * v.shape.tip_radius);
    profile.push_back({at.at(4), tip});
    profile.push_back({at.at(5), tips.at(1) * tip});
    return profile;
}

// Axis-parallel half heights (upwards, downwards) by fraction of the length.
std::vector<glm::vec3> blade_heights(const VertebraFacts& v, const PartFacts& of) {
    static constexpr std::size_t k_measured[] = {0, 0, 1, 2, 3, 3};
    const auto& q = v.spinous_heights;
    const auto at = of.row("tall_at"), up = of.row("up"), down = of.row("down");
    std::vector<glm::vec3> heights;
    for (std::size_t i = 0; i < std::size(k_measured); ++i) // the dorsal half of the root sinks between the laminae in the thorax
        heights.push_back({at.at(i), (i < 2 ? v.shape.root_up : up.at(i)) * q.at(k_measured[i]), down.at(i) * q.at(k_measured[i])});
    return heights;
}

// C2 to C6: two short horns with a cleft between them.
Sdf with_fork(Sdf blade, const VertebraFacts& v, glm::vec3 base, const PartFacts& of) {
    const glm::vec3 tip = v.spinous_tip, fork = tip + of.point("horn"), aside(of.number("horn_root_aside"), 0, 0);
    const glm::vec3 root = glm::vec3(0, glm::mix(base.y, tip.y, of.number("horn_from")), glm::mix(base.z, tip.z, of.number("horn_from"))) + aside;
    const Sdf horn = geometry::capsule(root, fork, of.number("horn_root_radius"), of.number("horn_radius"));
    const float cleft = of.number(v.number == 2 ? "cleft_radius_c2" : "cleft_radius");
    const Sdf gap = geometry::capsule(tip + of.point("cleft_bottom"), tip + of.point("cleft_top"), cleft, cleft);
    return geometry::subtract(geometry::unite(std::move(blade), horn, 1.2f), gap, 0.6f);
}

} // namespace

Sdf spinous_process(const VertebraFacts& v, const RegionStyle& style, const Facts& facts) {
    const PartFacts of = spinous_part(v, facts);
    const glm::vec3 base = v.spinolaminar() + glm::vec3(0, 0, -of.number("root_behind"));
    const glm::vec2 from(base.z, base.y), to(v.spinous_tip.z, v.spinous_tip.y); // sagittal plane: (z, y)
    const glm::vec2 along = glm::normalize(to - from), up(along.y, -along.x);   // up: cranial and dorsal side
    const float length = glm::length(to - from);
    std::vector<glm::vec2> outline;
    const std::vector<glm::vec3> heights = blade_heights(v, of);
    for (const glm::vec3& h : heights) outline.push_back(along * (h.x * length) + up * h.y);
    for (auto h = heights.rbegin(); h != heights.rend(); ++h) outline.push_back(along * (h->x * length) - up * h->z);
    // A lumbar process is a hatchet: its tip is the lower corner of an upright edge.
    if (v.region == 'l') {
        const float furthest = to.x - from.x - of.number("edge_behind"), slope = of.number("edge_slope");
        for (glm::vec2& q : outline) q.x = std::max(q.x, furthest + slope * std::max(q.y - (to.y - from.y), 0.0f));
    }
    const std::vector<glm::vec2> profile = blade_profile(v, of);
    const std::vector<glm::vec2> upper = column(heights, 1), lower = column(heights, 2);
    const float ridge_share = of.number("ridge"), edge_share = of.number("edge_thinner"), least = of.number("thinnest");
    const bool along_all = v.region == 't';
    const auto half = [=](glm::vec2 q) {
        const float at = glm::dot(q, along) / length, across = glm::dot(q, up);
        // 1 at the dorsal edge, -1 at the ventral one: a roof with its ridge behind near the laminae, a blade further out.
        const float height = across / (across > 0 ? lerp_table(upper, at) : lerp_table(lower, at));
        const float ridge = along_all ? ridge_share : ridge_share * smooth_step(0.75f, 0.25f, at);
        const float edge = 1.0f - edge_share * height * height;
        return std::max(lerp_table(profile, at) * edge * (1.0f - ridge * smooth_step(-0.9f, 1.0f, height)), least);
    };
    const glm::mat3 axes(glm::vec3(0, 0, 1), glm::vec3(0, 1, 0), glm::vec3(-1, 0, 0));
    constexpr float k_thickest_mm = 12.5f; // for the bounds only
    Sdf blade = plate(outline, {0, base.y, base.z}, axes, half, k_thickest_mm, of.number("rounding"));
    const glm::vec3 tip = v.spinous_tip;
    if (bifid(v)) return with_fork(std::move(blade), v, base, of);
    if (v.region == 'l') { // thick rounded edge, thickest at the lower corner
        const float edge = of.number("edge_share") * v.spinous_heights.at(3);
        const glm::vec3 low = tip + of.point("edge_low"), high = tip + (of.point("edge_high") + glm::vec3(0, edge, of.number("edge_slope") * edge));
        return geometry::unite(blade, geometry::capsule(low, high, v.shape.tip_radius, of.number("edge_top_radius") * v.shape.tip_radius), style.blend);
    }
    const float bulb = v.shape.tip_radius;
    const glm::vec3 upward(0, up.y, up.x), inward(0, -along.y, -along.x);
    const glm::vec3 centre = tip + inward * bulb;
    const Sdf end = geometry::capsule(centre + upward * of.number("end_up"), centre - upward * of.number("end_down"), bulb * of.number("end_share"), bulb);
    return geometry::unite(blade, end, style.blend);
}

} // namespace dorsum::bake
