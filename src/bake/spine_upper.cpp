// Atlas (a ring of two arches and two lateral masses) and axis (a body that carries the dens).
#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

namespace dorsum::bake {

using geometry::Sdf;

namespace {

float ring(const Facts& facts, const char* name) { return static_cast<float>(facts.number(std::string("vertebrae/c1/ring/") + name)); }

// Facets of C1 and C2 lie nearly flat: their "height" runs from front to back.
Sdf lying_facet(const FacetFacts& f, float depth, float hollow) {
    return facet_block(f.centre, f.normal, {0.5f * f.size.y, 0.5f * f.size.x}, depth, hollow);
}

FacetFacts broad(FacetFacts f, float by) {
    f.size *= by; // the process is wider than the joint's contact
    return f;
}

Sdf anterior_arch(const Facts& facts) {
    const float thick = 0.5f * ring(facts, "arch_ant_thickness"), tall = 0.5f * ring(facts, "arch_ant_height");
    const float front = 0.5f * ring(facts, "outer_depth") - thick;
    const Sdf arch = bar({{-2, 0, front}, {5, 0, front - 0.6f}, {10, 0.3f, front - 3.5f}, {14.5f, 0.8f, front - 8.0f}},
                         {{tall, thick}, {tall * 0.95f, thick}, {tall * 0.9f, thick * 0.95f}, {tall, thick * 1.2f}}, {0, 1, 0});
    const Sdf tubercle = geometry::capsule({0, -1.5f, front + 1.0f}, {0, -3.0f, front + 2.0f}, 2.6f, 2.0f);
    return geometry::unite(arch, tubercle, 2.0f);
}

// Thin behind the lateral mass, where the vertebral artery crosses it; thick at the posterior tubercle.
Sdf posterior_arch(const Facts& facts) {
    const float thick = 0.5f * ring(facts, "arch_post_thickness"), tall = 0.5f * ring(facts, "arch_post_height");
    const float back = -0.5f * ring(facts, "outer_depth") + thick, side = 0.5f * ring(facts, "canal_width") + 0.8f * thick;
    const Sdf arch = bar({{side - 1.5f, 0, 3}, {side + 0.6f, -0.4f, -5}, {side - 2.0f, 0.2f, -11}, {10, 0.8f, back + 3.6f}, {4, 1.0f, back + 0.5f}, {-2, 1.0f, back}},
                         {{5.2f, 4.6f}, {3.0f, 3.8f}, {3.6f, 3.4f}, {0.9f * tall, 0.85f * thick}, {tall, 0.92f * thick}, {tall * 1.05f, thick * 1.05f}}, {0, 1, 0});
    return arch;
}

Sdf atlas_transverse(const VertebraFacts& v) {
    const glm::vec3 tip = v.transverse_tip;
    const Sdf front = bar({{20, -0.5f, 12}, {28.5f, -2.0f, 10.5f}, tip + glm::vec3(-3, 0, 1.5f)}, {{5.0f, 3.6f}, {3.2f, 2.6f}, {4.2f, 4.0f}}, {0, 1, 0});
    const Sdf behind = bar({{20, 0.5f, 0.5f}, {28, -1.0f, -0.6f}, tip + glm::vec3(-3, 0, -1.0f)}, {{4.4f, 3.6f}, {3.2f, 2.8f}, {4.6f, 4.2f}}, {0, 1, 0});
    return geometry::unite(front, behind, 1.6f);
}

} // namespace

Sdf atlas_vertebra(const VertebraFacts& v, const Facts& facts) {
    const glm::vec3 mass = 0.5f * (v.facet_sup.centre + v.facet_inf.centre);
    std::vector<Sdf> parts;
    parts.push_back(geometry::ellipsoid(mass + glm::vec3(0.5f, 0, 0), {7.6f, 8.0f, 10.0f}));
    parts.push_back(lying_facet(broad(v.facet_sup, 1.15f), 6.5f, 0));
    parts.push_back(lying_facet(broad(v.facet_inf, 1.08f), 5.5f, 0));
    parts.push_back(anterior_arch(facts));
    parts.push_back(posterior_arch(facts));
    parts.push_back(atlas_transverse(v));
    Sdf bone = geometry::unite(std::move(parts), 2.0f);
    bone = geometry::subtract(bone, geometry::capsule({27.5f, 15, 4.6f}, {27.0f, -15, 5.2f}, 3.0f, 3.0f), 0.8f);
    const FacetFacts& inf = v.facet_inf;
    bone = with_free_facet(bone, inf.centre, inf.normal, {0.56f * inf.size.y, 0.56f * inf.size.x});
    // The superior facet is a hollow like a footprint.
    const glm::vec3 n = v.facet_sup.normal;
    const glm::mat3 axes = frame_of(n, {0, 1, 0});
    const Sdf hollow = geometry::ellipsoid(v.facet_sup.centre + n * 5.2f, {0.62f * v.facet_sup.size.y, 0.72f * v.facet_sup.size.x, 6.4f}, axes);
    return folded_x(geometry::subtract(bone, hollow, 1.0f));
}

namespace {

Sdf dens(const Facts& facts) {
    const auto number = [&](const char* name) { return static_cast<float>(facts.number(std::string("vertebrae/c2/dens/") + name)); };
    const glm::vec3 tip = facts.vec3("vertebrae/c2/dens/tip"), root = facts.vec3("vertebrae/c2/dens/root");
    const float w = 0.5f * number("width"), d = 0.5f * number("depth");
    const glm::vec3 along = glm::normalize(tip - root);
    const auto at = [&](float below_tip) { return tip - along * below_tip; };
    return bar({root - along * 2.0f, at(12.5f), at(7.5f), at(3.4f)},
               {{w * 2.0f, d * 1.1f}, {w * 0.9f, d * 0.86f}, {w * 1.08f, d * 1.04f}, {w * 0.86f, d * 0.8f}}, {1, 0, 0});
}

Sdf axis_body(const VertebraFacts& v, const Facts& facts) {
    VertebraFacts b = v;
    b.region = 'c';
    b.body.height_ant = b.body.height_post = 14.0f;
    b.body.depth_sup = 0.82f * b.body.depth_inf;
    b.body.waist_side = 0.8f;
    b.body.waist_front = 0.4f;
    b.body.concavity_sup = 0;
    b.body.shear = -2.0f;
    const float below = static_cast<float>(facts.number("vertebrae/c2/body/endplate_below"));
    return geometry::moved(vertebral_body(b), glm::mat3(1), {0, 7.0f - below, -1.0f});
}

} // namespace

Sdf axis_vertebra(const VertebraFacts& v, const Facts& facts) {
    RegionStyle style = style_of(v);
    style.lamina_half = 2.8f;
    style.lamina_up = 6.5f;
    style.lamina_down = 10.0f;
    // The arch grows from a pars that stands well behind the superior facets.
    VertebraFacts arch_facts = v;
    arch_facts.facet_sup.centre = v.facet_inf.centre + glm::vec3(-1.5f, 9.0f, 3.5f);
    arch_facts.facet_sup.normal = glm::normalize(glm::vec3(0, 0.5f, -0.85f));
    arch_facts.facet_sup.size = {8, 7};
    std::vector<Sdf> parts;
    parts.push_back(axis_body(v, facts));
    parts.push_back(lying_facet(broad(v.facet_sup, 1.2f), 8.0f, 0));
    parts.push_back(bar({{5, -1, -3}, {14, 0.5f, v.facet_sup.centre.z}}, {{5.5f, 5.0f}, {5.0f, 6.0f}}, {0, 1, 0}));
    parts.push_back(neural_arch(arch_facts, style));
    const glm::vec3 tip = v.transverse_tip;
    parts.push_back(bar({{12, -5, -2.5f}, {19, -6.5f, -3.0f}, tip + glm::vec3(-2, 0.5f, 0)}, {{2.8f, 2.2f}, {2.0f, 1.7f}, {2.4f, 2.4f}}, {0, 1, 0}));
    parts.push_back(bar({v.pedicle + glm::vec3(2, 0, -2), glm::vec3(22, -5, -10), tip + glm::vec3(-2, 0.5f, -1)}, {{3.2f, 2.6f}, {2.2f, 2.0f}, {2.4f, 2.4f}}, {0, 1, 0}));
    Sdf bone = geometry::unite(geometry::unite(std::move(parts), 2.0f), spinous_process(v, style), 2.0f);
    bone = geometry::subtract(bone, vertebral_canal(v, style), 1.2f);
    bone = geometry::unite(bone, dens(facts), 2.0f);
    bone = geometry::subtract(bone, geometry::capsule({17.0f, -14, -5.8f}, {20.0f, -2.2f, -6.2f}, 2.7f, 2.7f), 0.8f);
    bone = geometry::subtract(bone, geometry::capsule({20.0f, -2.2f, -6.2f}, {30, -2.6f, -6.4f}, 2.7f, 2.9f), 0.8f);
    bone = with_free_facet(bone, v.facet_sup.centre, v.facet_sup.normal, {0.58f * v.facet_sup.size.y, 0.58f * v.facet_sup.size.x});
    bone = with_free_facet(bone, v.facet_inf.centre, v.facet_inf.normal, 0.56f * v.facet_inf.size);
    return folded_x(bone);
}

} // namespace dorsum::bake
