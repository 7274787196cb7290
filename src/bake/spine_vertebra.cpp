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
    arch.push_back(neural_arch(v, style));
    arch.push_back(transverse_process(v, style));
    Sdf body = vertebral_body(v);
    if (v.region == 'c' || (v.region == 't' && v.number == 1)) body = geometry::unite(body, uncinate_process(v), 1.2f);
    Sdf bone = geometry::unite(body, geometry::unite(std::move(arch), style.blend), style.blend);
    bone = geometry::unite(bone, spinous_process(v, style), style.blend);
    bone = geometry::subtract(bone, vertebral_canal(v, style), 1.2f);
    if (v.region == 'c') bone = geometry::subtract(bone, transverse_foramen(v), 0.8f);
    if (v.region == 't') bone = with_costal_facets(bone, v, facts);
    // Joint faces stay clear of the neighbours: nothing of this bone lies beyond them.
    return folded_x(bone);
}

} // namespace dorsum::bake
