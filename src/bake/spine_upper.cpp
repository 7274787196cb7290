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

// A bar along a table of the facts: places in the bone's frame, half height and half thickness at each.
Sdf drawn_bar(const Facts& facts, const std::string& part, glm::vec3 end_at) {
    const PartFacts of(facts, part);
    std::vector<glm::vec3> points;
    std::vector<glm::vec2> halves;
    for (int i = 0; of.has("s" + std::to_string(i)); ++i) {
        const std::vector<float> row = of.row("s" + std::to_string(i));
        points.emplace_back(row.at(0), row.at(1), row.at(2));
        halves.emplace_back(row.at(3), row.at(4));
    }
    if (of.has("end")) { // before the named tip
        points.push_back(end_at + of.point("end"));
        halves.emplace_back(of.row("end_half").at(0), of.row("end_half").at(1));
    }
    return bar(points, halves, {0, 1, 0});
}

Sdf anterior_arch(const Facts& facts) {
    const PartFacts of(facts, "c1/anterior_arch");
    const float thick = 0.5f * ring(facts, "arch_ant_thickness"), tall = 0.5f * ring(facts, "arch_ant_height");
    const float front = 0.5f * ring(facts, "outer_depth") - thick;
    const std::vector<float> x = of.row("aside"), back = of.row("back"), up = of.row("up"), heights = of.row("heights"), depths = of.row("depths");
    std::vector<glm::vec3> points;
    std::vector<glm::vec2> halves;
    for (std::size_t i = 0; i < x.size(); ++i) {
        points.emplace_back(x[i], up.at(i), front - back.at(i));
        halves.emplace_back(tall * heights.at(i), thick * depths.at(i));
    }
    const glm::vec3 root = of.point("tubercle_root"), tip = of.point("tubercle_tip"), ahead(0, 0, front);
    const Sdf tubercle = geometry::capsule(ahead + root, ahead + tip, of.number("tubercle_root_radius"), of.number("tubercle_tip_radius"));
    return geometry::unite(bar(points, halves, {0, 1, 0}), tubercle, 2.0f);
}

// Thin behind the lateral mass, where the vertebral artery crosses it; thick at the posterior tubercle.
Sdf posterior_arch(const Facts& facts) {
    const PartFacts of(facts, "c1/posterior_arch");
    const float thick = 0.5f * ring(facts, "arch_post_thickness"), tall = 0.5f * ring(facts, "arch_post_height");
    const float back = -0.5f * ring(facts, "outer_depth") + thick, side = 0.5f * ring(facts, "canal_width") + 0.8f * thick;
    std::vector<glm::vec3> points;
    std::vector<glm::vec2> halves;
    for (int i = 0; of.has("side" + std::to_string(i)); ++i) { // beside the canal: from its half width
        const std::vector<float> row = of.row("side" + std::to_string(i));
        points.emplace_back(side + row.at(0), row.at(1), row.at(2));
        halves.emplace_back(row.at(3), row.at(4));
    }
    for (int i = 0; of.has("behind" + std::to_string(i)); ++i) { // round the back: from its outer depth, shares of height and thickness
        const std::vector<float> row = of.row("behind" + std::to_string(i));
        points.emplace_back(row.at(0), row.at(1), back + row.at(2));
        halves.emplace_back(row.at(3) * tall, row.at(4) * thick);
    }
    return bar(points, halves, {0, 1, 0});
}

Sdf atlas_transverse(const VertebraFacts& v, const Facts& facts) {
    return geometry::unite(drawn_bar(facts, "c1/transverse_front", v.transverse_tip), drawn_bar(facts, "c1/transverse_behind", v.transverse_tip), 1.6f);
}

} // namespace

Sdf atlas_vertebra(const VertebraFacts& v, const Facts& facts) {
    const glm::vec3 mass = 0.5f * (v.facet_sup.centre + v.facet_inf.centre);
    std::vector<Sdf> parts;
    const PartFacts of(facts, "c1/mass");
    parts.push_back(geometry::ellipsoid(mass + of.point("aside"), of.point("half")));
    parts.push_back(lying_facet(broad(v.facet_sup, of.number("rim_sup")), of.number("depth_sup"), 0));
    parts.push_back(lying_facet(broad(v.facet_inf, of.number("rim_inf")), of.number("depth_inf"), 0));
    parts.push_back(anterior_arch(facts));
    parts.push_back(posterior_arch(facts));
    parts.push_back(atlas_transverse(v, facts));
    Sdf bone = geometry::unite(std::move(parts), 2.0f);
    const PartFacts hole(facts, "c1/foramen");
    bone = geometry::subtract(bone, geometry::capsule(hole.point("top"), hole.point("bottom"), hole.number("radius"), hole.number("radius")), 0.8f);
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
    const PartFacts of(facts, "c2/dens");
    const std::vector<float> below = of.row("below_tip"), wide = of.row("widths"), deep = of.row("depths");
    std::vector<glm::vec3> points{root - along * of.number("into_body")};
    std::vector<glm::vec2> halves{{w * wide.at(0), d * deep.at(0)}};
    for (std::size_t i = 0; i < below.size(); ++i) {
        points.push_back(at(below[i]));
        halves.emplace_back(w * wide.at(i + 1), d * deep.at(i + 1));
    }
    return bar(points, halves, {1, 0, 0});
}

Sdf axis_body(const VertebraFacts& v, const Facts& facts) {
    VertebraFacts b = v;
    b.region = 'c';
    const PartFacts of(facts, "c2/body");
    b.body.height_ant = b.body.height_post = of.number("height");
    b.body.depth_sup = of.number("depth_sup_share") * b.body.depth_inf;
    b.body.width_sup = of.number("width_sup_share") * b.body.width_inf;
    b.body.waist_side = of.number("waist_side");
    b.body.waist_front = of.number("waist_front");
    b.body.concavity_sup = 0;
    b.body.shear = of.number("shear");
    const float below = static_cast<float>(facts.number("vertebrae/c2/body/endplate_below"));
    const Sdf column = geometry::moved(vertebral_body(b), glm::mat3(1), {0, 0.5f * b.body.height_ant - below, 0.5f * b.body.shear});
    // The lower edge hangs down in front like a lip.
    const glm::vec3 edge(0, -below, 0.5f * b.body.depth_inf);
    const Sdf lip = geometry::capsule(edge + of.point("lip_middle"), edge + of.point("lip_end"), of.number("lip_radius"), 0.7f * of.number("lip_radius"));
    return geometry::unite(column, lip, 2.5f);
}

} // namespace

Sdf axis_vertebra(const VertebraFacts& v, const Facts& facts) {
    RegionStyle style = style_of(v);
    const PartFacts of(facts, "c2/arch");
    style.lamina_half = of.number("lamina_half");
    style.lamina_up = of.number("lamina_up");
    style.lamina_down = of.number("lamina_down");
    // The arch grows from a pars that stands well behind the superior facets.
    VertebraFacts arch_facts = v;
    arch_facts.facet_sup.centre = v.facet_inf.centre + of.point("pars_from_facet");
    arch_facts.facet_sup.normal = glm::normalize(of.point("pars_facing"));
    arch_facts.facet_sup.size = {of.row("pars_size").at(0), of.row("pars_size").at(1)};
    // Body, shoulders and the superior facets flow into one another; the processes are set on.
    const PartFacts shoulder(facts, "c2/shoulder");
    const glm::vec3 out = shoulder.point("out");
    Sdf trunk = geometry::unite(lying_facet(broad(v.facet_sup, shoulder.number("rim")), shoulder.number("depth"), 0),
                                bar({shoulder.point("in"), {out.x, out.y, v.facet_sup.centre.z}},
                                    {{shoulder.row("in_half").at(0), shoulder.row("in_half").at(1)}, {shoulder.row("out_half").at(0), shoulder.row("out_half").at(1)}}, {0, 1, 0}),
                                2.5f);
    trunk = geometry::unite(axis_body(v, facts), std::move(trunk), shoulder.number("blend"));
    std::vector<Sdf> parts{std::move(trunk)};
    parts.push_back(neural_arch(arch_facts, style, facts));
    parts.push_back(drawn_bar(facts, "c2/transverse_front", v.transverse_tip));
    parts.push_back(drawn_bar(facts, "c2/transverse_behind", v.transverse_tip));
    Sdf bone = geometry::unite(geometry::unite(std::move(parts), 2.0f), spinous_process(v, style, facts), 2.0f);
    bone = geometry::subtract(bone, vertebral_canal(v, facts), 1.2f);
    bone = geometry::unite(bone, dens(facts), shoulder.number("dens_blend"));
    const PartFacts hole(facts, "c2/foramen"); // bends outwards on its way up
    bone = geometry::subtract(bone, geometry::capsule(hole.point("below"), hole.point("bend"), hole.number("radius"), hole.number("radius")), 0.8f);
    bone = geometry::subtract(bone, geometry::capsule(hole.point("bend"), hole.point("out"), hole.number("radius"), hole.number("mouth")), 0.8f);
    bone = with_free_facet(bone, v.facet_sup.centre, v.facet_sup.normal, {0.58f * v.facet_sup.size.y, 0.58f * v.facet_sup.size.x});
    bone = with_free_facet(bone, v.facet_inf.centre, v.facet_inf.normal, 0.56f * v.facet_inf.size);
    return folded_x(bone);
}

} // namespace dorsum::bake
