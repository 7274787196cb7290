// Neural arch: pedicles, articular processes with flat facets, pars, laminae as leaning plates; and the canal.
#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

#include <algorithm>
#include <cmath>

namespace dorsum::bake {

using geometry::Sdf;

RegionStyle style_of(const VertebraFacts& v) {
    if (v.region == 'c') return {1.6f, 4.6f, 2.1f, 4.5f, 6.5f, 24, 0.85f};
    if (v.region == 't') {
        const float low = v.number >= 11 ? 1.0f : 0.0f;
        return {2.2f, 4.2f, 2.7f, 6.0f, 12.0f - low, 16, 1.1f};
    }
    return {2.8f, 6.2f, 3.0f, 5.0f, 12.5f - 0.6f * static_cast<float>(std::max(v.number - 3, 0)), 14, 1.2f};
}

namespace {

struct Arch {
    const VertebraFacts& v;
    const RegionStyle& style;
    glm::vec3 sup_back, inf_back; // centres of the articular processes, behind their faces

    Arch(const VertebraFacts& vertebra, const RegionStyle& s)
        : v(vertebra), style(s), sup_back(v.facet_sup.centre - v.facet_sup.normal * (0.5f * s.process_depth)),
          inf_back(v.facet_inf.centre - v.facet_inf.normal * (0.5f * s.process_depth)) {}

    Sdf pedicle() const {
        const glm::vec3 axis(std::sin(v.pedicle_medial_rad), 0, -std::cos(v.pedicle_medial_rad)); // backwards and out
        const float into_body = std::max(4.0f, v.body.back() - v.pedicle.z + 5.0f) / std::max(axis.z < 0 ? -axis.z : 0.5f, 0.5f);
        const glm::vec3 a = v.pedicle - axis * into_body, b = v.pedicle + axis * (v.region == 'c' ? 3.5f : 5.0f);
        const float w = 0.5f * v.pedicle_width, h = 0.5f * v.pedicle_height;
        return geometry::elliptic_capsule(a, b, {1, 0, 0}, {w * 1.05f, h * 1.05f}, {w, h});
    }

    std::vector<Sdf> processes() const {
        const float depth = style.process_depth, hollow = v.region == 'l' ? k_lumbar_hollow_mm : 0.0f;
        // The measured contact is less than the process: the joint's rim goes on a little beyond it.
        const float broad = v.region == 'l' ? 1.18f : v.region == 't' ? 1.05f : 1.08f;
        std::vector<Sdf> parts;
        parts.push_back(facet_block(v.facet_sup.centre, v.facet_sup.normal, 0.5f * broad * v.facet_sup.size, 0.85f * depth, hollow));
        parts.push_back(facet_block(v.facet_inf.centre, v.facet_inf.normal, 0.5f * std::min(broad, 1.08f) * v.facet_inf.size, depth, -hollow));
        // Pars between the two, and the root of the superior process on the pedicle.
        const float half = 0.5f * depth;
        parts.push_back(geometry::elliptic_capsule(sup_back, inf_back, {1, 0, 0}, {0.36f * v.facet_sup.size.x, half * 1.05f},
                                                   {0.34f * v.facet_inf.size.x, half}));
        const glm::vec3 axis(std::sin(v.pedicle_medial_rad), 0, -std::cos(v.pedicle_medial_rad));
        parts.push_back(geometry::capsule(v.pedicle + axis * 4.0f, sup_back - glm::vec3(0, 0.15f * v.facet_sup.size.y, 0),
                                          0.36f * v.pedicle_height, half));
        if (v.region == 'l') parts.push_back(mammillary());
        return parts;
    }

    Sdf mammillary() const {
        const FacetFacts& f = v.facet_sup;
        const glm::vec3 along = glm::normalize(glm::vec3(-f.normal.z, 0, f.normal.x));
        const glm::vec3 tip = f.centre + along * (0.42f * f.size.x) - f.normal * 4.5f;
        return geometry::capsule(tip + glm::vec3(0, 1, 0), tip + glm::vec3(-1, -5, 2), 3.6f, 3.0f);
    }

    // Plate from the midline to the articular processes, in a plane that leans forwards at the top.
    Sdf lamina() const {
        const float half = style.lamina_half;
        const glm::vec3 origin = v.spinolaminar() + glm::vec3(0, 0, -half);
        const glm::vec3 pars = 0.5f * (sup_back + inf_back);
        const glm::vec3 towards = pars - origin;
        const glm::vec3 u = glm::normalize(glm::vec3(towards.x, 0, towards.z));
        const float lean = glm::radians(style.lamina_lean_deg);
        const glm::vec3 n0 = glm::normalize(glm::cross(u, glm::vec3(0, std::cos(lean), std::sin(lean))));
        const glm::mat3 axes(u, glm::cross(n0, u), n0);
        const auto flat = [&](glm::vec3 p) { return glm::vec2(glm::dot(p - origin, axes[0]), glm::dot(p - origin, axes[1])); };
        const glm::vec2 sup = flat(sup_back), inf = flat(inf_back);
        const float reach = std::max(sup.x, inf.x), w = 0.42f * v.facet_inf.size.x, h = 0.5f * v.facet_inf.size.y;
        const float up = style.lamina_up, down = style.lamina_down;
        const bool thoracic = v.region == 't' && v.number <= 10;
        const bool lumbar = v.region == 'l' || (v.region == 't' && v.number == 12); // inner process within the outer one: stay medial
        const std::vector<glm::vec2> outline = {{-3.0f, up},
                                                {0.5f * reach, glm::mix(up, sup.y, 0.3f)},
                                                {sup.x + 0.8f * w, sup.y},
                                                {reach + (lumbar ? 0.35f : 0.7f) * w, 0.5f * (sup.y + inf.y)},
                                                {inf.x + (lumbar ? 0.2f : 0.9f) * w, inf.y},
                                                {inf.x + (lumbar ? 0.05f : 0.5f) * w, inf.y - 0.7f * h},
                                                {inf.x - 0.8f * w, std::min(inf.y - (thoracic ? 0.6f : 0.3f) * h, -0.6f * down)},
                                                {0.25f * inf.x, -(thoracic ? 1.25f : 0.95f) * down},
                                                {-3.0f, -down}};
        return plate(outline, origin, axes, [half](glm::vec2) { return half; }, half, 0.8f * half);
    }
};

} // namespace

Sdf neural_arch(const VertebraFacts& v, const RegionStyle& style) {
    const Arch arch(v, style);
    std::vector<Sdf> parts = arch.processes();
    parts.push_back(arch.pedicle());
    parts.push_back(arch.lamina());
    return geometry::unite(std::move(parts), style.blend);
}

// Rounded triangle (cervical, lumbar) or near circle (thoracic), open above and below; widens a little downwards at the back.
Sdf vertebral_canal(const VertebraFacts& v, const RegionStyle&) {
    const float wall = v.body.back(), depth = v.canal_depth, half = 0.5f * v.canal_width, top = v.spinolaminar_up;
    const bool thoracic = v.region == 't';
    const auto distance = [=](glm::vec3 p) {
        static constexpr float k_depth[7] = {-0.1f, 0, 0.2f, 0.45f, 0.75f, 1.0f, 1.12f};
        static constexpr float k_triangle[7] = {0.3f, 0.72f, 1.0f, 0.95f, 0.62f, 0.14f, 0};
        static constexpr float k_circle[7] = {0.3f, 0.66f, 0.92f, 1.0f, 0.78f, 0.22f, 0};
        const float* widths = thoracic ? k_circle : k_triangle;
        const float at = (wall - p.z) / depth;
        float width = 0;
        for (int i = 0; i < 6; ++i) {
            if (at < k_depth[i] || at > k_depth[i + 1]) continue;
            width = half * glm::mix(widths[i], widths[i + 1], (at - k_depth[i]) / (k_depth[i + 1] - k_depth[i]));
        }
        const float back = wall - depth - std::max(0.0f, top - p.y) * 0.16f; // z of the laminae's inner face
        const float side = (std::abs(p.x) - width) * 0.8f;
        return std::max({side, p.z - (wall + 0.2f), back - p.z});
    };
    return {distance, {{-half, -60, wall - depth - 12}, {half, 60, wall + 1}}};
}

} // namespace dorsum::bake
