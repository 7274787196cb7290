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
        parts.push_back(facet_block(v.facet_sup.centre, v.facet_sup.normal, 0.5f * s.process_rim_sup * v.facet_sup.size,
                                    s.process_depth_sup, s.facet_hollow));
        parts.push_back(facet_block(v.facet_inf.centre, v.facet_inf.normal, 0.5f * s.process_rim_inf * v.facet_inf.size,
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
        const auto edge = [](const FacetFacts& f, float up) { // of the face, in its sagittal plane (z, y)
            const glm::vec2 along = glm::normalize(glm::vec2(-f.normal.y, f.normal.z)); // forwards and up
            const float side = along.x > 0 ? 1.0f : -1.0f;
            return glm::vec2(f.centre.z, f.centre.y) + along * (side * up * 0.5f * f.size.y);
        };
        const std::vector<glm::vec2> outline = {edge(v.facet_sup, 1), edge(v.facet_sup, -1), edge(v.facet_inf, -1), edge(v.facet_inf, 1)};
        const float x = 0.5f * (v.facet_sup.centre.x + v.facet_inf.centre.x), half = 0.235f * (v.facet_sup.size.x + v.facet_inf.size.x);
        const glm::mat3 axes(glm::vec3(0, 0, 1), glm::vec3(0, 1, 0), glm::vec3(-1, 0, 0));
        return plate(outline, {x - 0.7f, 0, 0}, axes, [half](glm::vec2) { return half; }, half, 2.6f);
    }

    Sdf mammillary() const {
        const PartFacts of(facts, "mammillary");
        const FacetFacts& f = v.facet_sup;
        const glm::vec3 along = glm::normalize(glm::vec3(-f.normal.z, 0, f.normal.x));
        const glm::vec3 tip = f.centre + along * (of.number("across") * f.size.x) - f.normal * of.number("behind");
        return geometry::capsule(tip + of.point("top"), tip + of.point("bottom"), of.number("top_radius"), of.number("bottom_radius"));
    }

    // Plate from the midline to the articular processes, in a plane that leans forwards at the top.
    Sdf lamina() const {
        const float half = style.lamina_half;
        const glm::vec3 origin = v.spinolaminar() + glm::vec3(0, 0, -half);
        const glm::vec3 towards = pars - origin;
        const glm::vec3 u = glm::normalize(glm::vec3(towards.x, 0, towards.z));
        const float lean = glm::radians(style.lamina_lean_deg);
        const glm::vec3 n0 = glm::normalize(glm::cross(u, glm::vec3(0, std::cos(lean), std::sin(lean))));
        const glm::mat3 axes(u, glm::cross(n0, u), n0);
        const auto flat = [&](glm::vec3 p) { return glm::vec2(glm::dot(p - origin, axes[0]), glm::dot(p - origin, axes[1])); };
        const glm::vec2 sup = flat(sup_back), inf = flat(inf_back);
        const float reach = std::max(sup.x, inf.x), w = 0.42f * v.facet_inf.size.x, h = 0.5f * v.facet_inf.size.y;
        const float up = style.lamina_up, down = style.lamina_down;
        if (lumbar()) return plate(lumbar_outline(flat(pars), inf), origin, axes, [half](glm::vec2) { return half; }, half, 0.8f * half);
        const bool thoracic = v.region == 't' && v.number <= 10;
        const bool lumbar = v.region == 'l' || (v.region == 't' && v.number == 12); // inner process within the outer one: stay medial
        const std::vector<glm::vec2> outline = {{-3.0f, up - v.shape.lamina_dip},
                                                {0.5f * reach, glm::mix(up, sup.y, 0.3f)},
                                                {sup.x + 0.8f * w, sup.y},
                                                {reach + (lumbar ? 0.35f : 0.7f) * w, 0.5f * (sup.y + inf.y)},
                                                {inf.x + (lumbar ? 0.2f : 0.9f) * w, inf.y},
                                                {inf.x + (lumbar ? 0.05f : 0.5f) * w, inf.y - 0.7f * h},
                                                {inf.x - 0.8f * w, v.region == 'c' ? inf.y - 0.1f * h : std::min(inf.y - (thoracic ? 0.6f : 0.3f) * h, -0.6f * down)},
                                                {0.25f * inf.x, -(thoracic ? 1.25f : 0.95f) * down},
                                                {-3.0f, -down}};
        return plate(outline, origin, axes, [half](glm::vec2) { return half; }, half, 0.8f * half);
    }

    // Narrow between the isthmuses, then down into the inferior processes, with an arch cut out between them.
    std::vector<glm::vec2> lumbar_outline(glm::vec2 isthmus, glm::vec2 inf) const {
        const float up = style.lamina_up, down = style.lamina_down, half = 0.5f * v.shape.pars_width, h = 0.5f * v.facet_inf.size.y;
        const PartFacts of(facts, "lumbar_isthmus");
        const std::vector<float> shoulder = of.row("shoulder"), outer = of.row("outer");
        return {{-3.0f, up - v.shape.lamina_dip},
                {shoulder.at(0) * isthmus.x, up + shoulder.at(1)},
                {isthmus.x + outer.at(0) * half, isthmus.y + outer.at(1)},
                {isthmus.x + 0.8f * half, isthmus.y - 2.0f},
                {inf.x + 0.5f * half, inf.y},
                {inf.x + 0.2f * half, inf.y - 0.8f * h},
                {inf.x - 0.9f * half, inf.y - 0.5f * h},
                {0.3f * inf.x, -0.9f * down},
                {-3.0f, -0.75f * down}};
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
Sdf vertebral_canal(const VertebraFacts& v, const RegionStyle&) {
    const float wall = v.body.back(), depth = v.canal_depth, half = 0.5f * v.canal_width, top = v.spinolaminar_up;
    const bool thoracic = v.region == 't';
    const float shear = v.body.shear, tall = std::max(v.body.height_post, 1.0f);
    const auto distance = [=](glm::vec3 p) {
        static constexpr float k_depth[7] = {-0.1f, 0, 0.2f, 0.45f, 0.75f, 1.0f, 1.12f};
        static constexpr float k_triangle[7] = {0.3f, 0.62f, 0.93f, 0.98f, 0.64f, 0.14f, 0};
        static constexpr float k_circle[7] = {0.2f, 0.45f, 0.84f, 1.0f, 0.82f, 0.22f, 0};
        const float* widths = thoracic ? k_circle : k_triangle;
        const float at = (wall - p.z) / depth;
        float width = 0;
        for (int i = 0; i < 6; ++i) {
            if (at < k_depth[i] || at > k_depth[i + 1]) continue;
            width = half * glm::mix(widths[i], widths[i + 1], (at - k_depth[i]) / (k_depth[i + 1] - k_depth[i]));
        }
        const float back = wall - depth - std::max(0.0f, top - p.y) * 0.16f; // z of the laminae's inner face
        const float side = (std::abs(p.x) - width) * 0.8f;
        // The body's back leans with its shear: the canal must not cut the rim of the plate that stands further back.
        const float front = wall + shear * glm::clamp(p.y / tall, -0.5f, 0.5f);
        return std::max({side, p.z - (front + 0.2f), back - p.z});
    };
    return {distance, {{-half, -60, wall - depth - 12}, {half, 60, wall + 1 + 0.5f * std::abs(shear)}}};
}

} // namespace dorsum::bake
