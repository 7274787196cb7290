// Neural arch: pedicles, articular processes with flat facets, pars, laminae as leaning plates; and the canal.
#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

using geometry::Sdf;

RegionStyle style_of(const VertebraFacts& v) {
    const RegionFacts& s = v.shape;
    return {s.blend, s.process_depth_inf, 0.5f * s.lamina_thickness, s.lamina_up, s.lamina_down, s.lamina_lean_deg, s.step};
}

namespace {

struct Arch {
    const VertebraFacts& v;
    const RegionStyle& style;
    const Facts& facts;
    glm::vec3 sup_back, inf_back; // centres of the articular processes, behind their faces
    glm::vec3 axis;               // of the pedicle: backwards and out
    glm::vec3 pars;               // middle of the isthmus between the processes

    Arch(const VertebraFacts& vertebra, const RegionStyle& s, const Facts& all)
        : v(vertebra), style(s), facts(all), sup_back(v.facet_sup.centre - v.facet_sup.normal * (0.5f * v.shape.process_depth_sup)),
          inf_back(v.facet_inf.centre - v.facet_inf.normal * (0.5f * v.shape.process_depth_inf)),
          axis(pedicle_axis(v)), pars(0.5f * (sup_back + inf_back)) {
        // In the lumbar spine it runs in front of the processes, down from the pedicle; a waist, nearer the middle than either.
        if (!lumbar()) return;
        const PartFacts of(facts, "lumbar_isthmus");
        pars = {0.5f * (v.facet_sup.centre.x + inf_back.x), pars.y, glm::mix(v.pedicle.z, pars.z, of.number("behind_pedicle"))};
        pars += of.point("off");
    }

    bool lumbar() const { return v.region == 'l'; }

    // The published width and angle of the low lumbar pedicles take in the base of the transverse process: the core beside the
    // canal is narrower and straighter.
    static float core_of(const VertebraFacts& v) { return std::min(v.pedicle_width, 0.66f * v.pedicle_height); }
    static glm::vec3 pedicle_axis(const VertebraFacts& v) {
        const float narrowed = core_of(v) / v.pedicle_width, medial = v.pedicle_medial_rad * narrowed * narrowed;
        return {std::sin(medial), 0, -std::cos(medial)};
    }
    glm::vec3 pedicle_shift() const { return {0.5f * (core_of(v) - v.pedicle_width), 0, 0}; }

    Sdf pedicle() const {
        const float into_body = std::max(4.0f, v.body.back() - v.pedicle.z + 5.0f) / std::max(-axis.z, 0.5f);
        glm::vec3 a = v.pedicle - axis * into_body;
        const glm::vec3 b = v.pedicle + axis * (v.region == 'c' ? 3.5f : 5.0f);
        const float w = 0.5f * core_of(v), h = 0.5f * v.pedicle_height;
        const glm::vec3 medial = pedicle_shift();
        // Its upper border rises from the rim of the body towards the superior process.
        a.y = std::min(a.y, v.body.upper_centre().y - 1.05f * h - 0.3f);
        return geometry::elliptic_capsule(a + medial, b + medial, {1, 0, 0}, {w * 1.05f, h * 1.05f}, {w, h});
    }

    std::vector<Sdf> processes() const {
        const RegionFacts& s = v.shape;
        std::vector<Sdf> parts;
        const glm::vec2 tall(1, s.process_tall);
        parts.push_back(facet_block(v.facet_sup.centre, v.facet_sup.normal, 0.5f * s.process_rim_sup * tall * v.facet_sup.size,
                                    s.process_depth_sup, s.facet_hollow));
        parts.push_back(facet_block(v.facet_inf.centre, v.facet_inf.normal, 0.5f * s.process_rim_inf * tall * v.facet_inf.size,
                                    s.process_depth_inf, -s.facet_hollow));
        if (v.region == 'c') {
            parts.push_back(pillar());
        } else if (lumbar()) {
            const float half = 0.5f * s.process_depth_inf, wide = 0.5f * s.pars_width;
            const glm::vec3 from = v.pedicle + pedicle_shift() + axis * 3.0f - glm::vec3(0, 0.15f * v.pedicle_height, 0);
            parts.push_back(bar({from, pars, inf_back}, {{wide, half * 1.3f}, {wide, half}, {wide * 0.95f, half}}, {1, 0, 0}));
        } else { // pars
            const float half = 0.5f * s.process_depth_inf, wide = 0.5f * s.pars_width;
            parts.push_back(geometry::elliptic_capsule(sup_back, inf_back, {1, 0, 0}, {wide, half * 1.05f}, {wide * 0.95f, half}));
        }
        // The root of the superior process on the pedicle.
        const float root = (v.region == 'c' ? 0.4f : 0.5f) * s.process_depth_sup;
        parts.push_back(geometry::capsule(v.pedicle + axis * 4.0f, sup_back - glm::vec3(0, 0.15f * v.facet_sup.size.y, 0),
                                          (v.region == 'c' ? 0.28f : 0.33f) * v.pedicle_height, root));
        if (v.region == 'l') parts.push_back(mammillary());
        return parts;
    }

    // Cervical: a solid column, cut obliquely by the two faces.
    Sdf pillar() const {
        const PartFacts of(facts, "pillar");
        const float face = 0.5f * of.number("face");
        const auto edge = [face](const FacetFacts& f, float up) { // of the face, in its sagittal plane (z, y)
            const glm::vec2 along = glm::normalize(glm::vec2(-f.normal.y, f.normal.z)); // forwards and up
            const float side = along.x > 0 ? 1.0f : -1.0f;
            return glm::vec2(f.centre.z, f.centre.y) + along * (side * up * face * f.size.y);
        };
        const std::vector<glm::vec2> outline = {edge(v.facet_sup, 1), edge(v.facet_sup, -1), edge(v.facet_inf, -1), edge(v.facet_inf, 1)};
        const float x = 0.5f * (v.facet_sup.centre.x + v.facet_inf.centre.x) + of.number("aside");
        const float half = 0.25f * of.number("width") * (v.facet_sup.size.x + v.facet_inf.size.x);
        const glm::mat3 axes(glm::vec3(0, 0, 1), glm::vec3(0, 1, 0), glm::vec3(-1, 0, 0));
        return plate(outline, {x, 0, 0}, axes, [half](glm::vec2) { return half; }, half, of.number("rounding"));
    }

    Sdf mammillary() const {
        const PartFacts of(facts, "mammillary");
        const FacetFacts& f = v.facet_sup;
        const glm::vec3 along = glm::normalize(glm::vec3(-f.normal.z, 0, f.normal.x));
        const glm::vec3 tip = f.centre + along * (of.number("across") * f.size.x) - f.normal * of.number("behind");
        return geometry::capsule(tip + of.point("top"), tip + of.point("bottom"), of.number("top_radius"), of.number("bottom_radius"));
    }

    // Its own drawing in the facts: by region; the last two thoracic ones change over to the lumbar form.
    std::string lamina_part() const {
        const std::string base = "lamina/";
        if (v.region != 't') return base + (v.region == 'c' ? "cervical" : "lumbar");
        return base + (v.number <= 10 ? "thoracic" : v.number == 11 ? "t11" : "t12");
    }

    // Plate from the midline to the articular processes: it leans forwards at the top, and its outer part turns out of that plane to
    // run into the inferior process, thinner towards its edge.
    Sdf lamina() const {
        const float half = style.lamina_half;
        const glm::vec3 origin = v.spinolaminar() + glm::vec3(0, 0, -half);
        const glm::vec3 towards = pars - origin;
        const glm::vec3 u = glm::normalize(glm::vec3(towards.x, 0, towards.z));
        const float lean = glm::radians(style.lamina_lean_deg);
        const glm::vec3 n0 = glm::normalize(glm::cross(u, glm::vec3(0, std::cos(lean), std::sin(lean))));
        const glm::mat3 axes(u, glm::cross(n0, u), n0);
        const auto flat = [&](glm::vec3 p) { return glm::vec2(glm::dot(p - origin, axes[0]), glm::dot(p - origin, axes[1])); };
        const glm::vec2 sup = flat(sup_back), inf = flat(inf_back), isthmus = flat(pars);
        const float reach = std::max(sup.x, inf.x);
        const PartFacts of(facts, lamina_part());
        const float taper = of.number("taper"), turn = of.number("turn") * glm::dot(inf_back - origin, n0);
        const auto thickness = [=](glm::vec2 q) { return half * (1.0f - taper * smooth_step(0, 1.2f * reach, q.x)); };
        const auto middle = [=](glm::vec2 q) {
            const float down = glm::clamp((isthmus.y - q.y) / std::max(isthmus.y - inf.y, 1.0f), 0.0f, 1.4f);
            return turn * down * glm::clamp(q.x / std::max(inf.x, 1.0f), 0.0f, 1.2f);
        };
        return plate(lumbar() ? lumbar_outline(isthmus, inf) : lamina_outline(of, sup, inf), origin, axes, thickness, half, 0.8f * half, middle);
    }

    // From the midline's upper edge outwards over the processes and back along the lower edge.
    std::vector<glm::vec2> lamina_outline(const PartFacts& of, glm::vec2 sup, glm::vec2 inf) const {
        const float up = style.lamina_up, down = style.lamina_down, w = 0.42f * v.facet_inf.size.x, h = 0.5f * v.facet_inf.size.y;
        const auto upper = of.row("upper"), outer = of.row("outer"), foot = of.row("foot"), inner = of.row("inner"), lower = of.row("lower");
        const float inner_y = inf.y - inner.at(1) * h;
        return {{-3.0f, up - v.shape.lamina_dip},
                {upper.at(0) * std::max(sup.x, inf.x), glm::mix(up, sup.y, upper.at(1))},
                {sup.x + outer.at(0) * w, sup.y},
                {std::max(sup.x, inf.x) + outer.at(1) * w, 0.5f * (sup.y + inf.y)},
                {inf.x + outer.at(2) * w, inf.y},
                {inf.x + foot.at(0) * w, inf.y - foot.at(1) * h},
                {inf.x - inner.at(0) * w, v.region == 'c' ? inner_y : std::min(inner_y, -inner.at(2) * down)},
                {lower.at(0) * inf.x, -lower.at(1) * down},
                {-3.0f, -lower.at(2) * down}};
    }

    // Narrow between the isthmuses, then down into the inferior processes, with an arch cut out between them.
    std::vector<glm::vec2> lumbar_outline(glm::vec2 isthmus, glm::vec2 inf) const {
        const float up = style.lamina_up, down = style.lamina_down, half = 0.5f * v.shape.pars_width, h = 0.5f * v.facet_inf.size.y;
        const PartFacts of(facts, "lumbar_isthmus"), own(facts, lamina_part());
        const auto shoulder = of.row("shoulder"), outer = of.row("outer");
        const auto waist = own.row("waist"), process = own.row("process"), foot = own.row("foot"), inner = own.row("inner"), lower = own.row("lower");
        return {{-3.0f, up - v.shape.lamina_dip},
                {shoulder.at(0) * isthmus.x, up + shoulder.at(1)},
                {isthmus.x + outer.at(0) * half, isthmus.y + outer.at(1)},
                {isthmus.x + waist.at(0) * half, isthmus.y + waist.at(1)},
                {inf.x + process.at(0) * half, inf.y},
                {inf.x + foot.at(0) * half, inf.y - foot.at(1) * h},
                {inf.x - inner.at(0) * half, inf.y - inner.at(1) * h},
                {lower.at(0) * inf.x, -lower.at(1) * down},
                {-3.0f, -lower.at(2) * down}};
    }
};

} // namespace

Sdf neural_arch(const VertebraFacts& v, const RegionStyle& style, const Facts& facts) {
    const Arch arch(v, style, facts);
    std::vector<Sdf> parts = arch.processes();
    parts.push_back(arch.pedicle());
    parts.push_back(arch.lamina());
    return geometry::unite(std::move(parts), style.blend);
}

// Rounded triangle (cervical, lumbar) or near circle (thoracic), open above and below; widens a little downwards at the back.
Sdf vertebral_canal(const VertebraFacts& v, const Facts& facts) {
    const PartFacts of(facts, "canal");
    const float wall = v.body.back(), depth = v.canal_depth, half = 0.5f * v.canal_width, top = v.spinolaminar_up;
    const float shear = v.body.shear, tall = std::max(v.body.height_post, 1.0f), slant = of.number("slant"), clear = of.number("clear");
    const std::vector<float> at_depth = of.row("at"), widths = of.row(v.region == 't' ? "round" : "triangle");
    const auto distance = [=](glm::vec3 p) {
        const float at = (wall - p.z) / depth;
        float width = 0;
        for (std::size_t i = 0; i + 1 < at_depth.size(); ++i) {
            if (at < at_depth[i] || at > at_depth[i + 1]) continue;
            width = half * glm::mix(widths[i], widths[i + 1], (at - at_depth[i]) / (at_depth[i + 1] - at_depth[i]));
        }
        const float back = wall - depth - std::max(0.0f, top - p.y) * slant; // z of the laminae's inner face
        const float side = (std::abs(p.x) - width) * 0.8f;
        // The body's back leans with its shear: the canal must not cut the rim of the plate that stands further back.
        const float front = wall + shear * glm::clamp(p.y / tall, -0.5f, 0.5f);
        return std::max({side, p.z - (front + clear), back - p.z});
    };
    return {distance, {{-half, -60, wall - depth - 12}, {half, 60, wall + 1 + 0.5f * std::abs(shear)}}};
}

} // namespace dorsum::bake
