// C3 to L5: parts joined, holes taken away.
#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

namespace dorsum::bake {

using geometry::Sdf;

namespace {

// Shallow dents where the heads and tubercles of ribs sit.
Sdf with_costal_facets(Sdf bone, const VertebraFacts& v, const Facts& facts) {
    const std::string base = "vertebrae/" + anatomy::level_name(v.level) + "/costal/";
    const auto dent = [&](const char* name, glm::vec3 outward, float radius, float depth) {
        if (!facts.has(base + name)) return;
        const glm::vec3 n = glm::normalize(outward), p = facts.vec3(base + name);
        bone = geometry::subtract(bone, geometry::sphere(p + n * (radius - depth), radius), 0.7f);
    };
    dent("upper", {1, 0.35f, -0.35f}, 6.5f, 1.0f);
    dent("lower", {1, -0.4f, -0.35f}, 6.0f, 0.9f);
    dent("transverse", {0.15f, v.number > 6 ? 0.8f : 0.3f, 1}, 8.0f, -0.6f);
    return bone;
}

} // namespace

Sdf typical_vertebra(const VertebraFacts& v, const Facts& facts) {
    const RegionStyle style = style_of(v);
    std::vector<Sdf> arch;
    arch.push_back(neural_arch(v, style, facts));
    arch.push_back(transverse_process(v, facts));
    Sdf body = vertebral_body(v);
    if (v.region == 'c' || (v.region == 't' && v.number == 1)) body = geometry::unite(body, uncinate_process(v, facts), 1.2f);
    Sdf bone = geometry::unite(body, geometry::unite(std::move(arch), style.blend), style.blend);
    bone = geometry::unite(bone, spinous_process(v, style, facts), style.blend);
    bone = geometry::subtract(bone, vertebral_canal(v, facts), 1.2f);
    if (v.region == 'c') bone = geometry::subtract(bone, transverse_foramen(v, facts), 0.8f);
    if (v.region == 't') bone = with_costal_facets(bone, v, facts);
    const float hollow = v.shape.facet_hollow;
    bone = with_free_facet(bone, v.facet_sup.centre, v.facet_sup.normal, 0.56f * v.facet_sup.size, v.number == 1 && v.region == 'l' ? 0.0f : hollow);
    bone = with_free_facet(bone, v.facet_inf.centre, v.facet_inf.normal, 0.56f * v.facet_inf.size, -hollow);
    return folded_x(bone);
}

Sdf posed_bone(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level level) {
    if (level == anatomy::level_s1()) {
        const anatomy::VertebraFrame& frame = spine.frames[level.value];
        const FacetJoint joint = facet_joint(facts, spine, anatomy::level_l(5));
        FacetFacts facet;
        facet.centre = to_local(frame, joint.centre - 0.5f * facet_gap_mm(facts) * joint.normal);
        facet.normal = glm::transpose(frame.axes) * joint.normal;
        facet.size = joint.size;
        return sacral_bone(facts, facet);
    }
    const VertebraFacts v = read_posed_vertebra(facts, spine, level);
    if (level == anatomy::level_c(1)) return atlas_vertebra(v, facts);
    if (level == anatomy::level_c(2)) return axis_vertebra(v, facts);
    return typical_vertebra(v, facts);
}

Sdf fitted_bone(const Facts& facts, const anatomy::SpineRest& spine, anatomy::Level level) {
    const Sdf bone = posed_bone(facts, spine, level);
    if (level == anatomy::level_s1()) return bone;
    const anatomy::Level lower(level.value + std::size_t{1});
    const anatomy::VertebraFrame &here = spine.frames[level.value], &there = spine.frames[lower.value];
    const Sdf neighbour = geometry::moved(posed_bone(facts, spine, lower), glm::transpose(here.axes) * there.axes,
                                          to_local(here, there.centre_mm));
    const bool cervical = level <= anatomy::level_c(7);
    return geometry::subtract(bone, geometry::offset(neighbour, cervical ? 1.15f : 1.4f), cervical ? 0.8f : 2.0f);
}

} // namespace dorsum::bake
