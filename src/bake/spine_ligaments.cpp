#include "bake/spine_ligaments.h"

#include "bake/spine_parts.h"
#include "bake/spine_ribbon.h"
#include "bake/spine_sdf.h"
#include "geometry/simplify.h"

namespace dorsum::bake {

using anatomy::Level;
using geometry::Mesh;
using geometry::Sdf;

namespace {

constexpr float k_step_mm = 0.9f;

Mesh joined(const std::vector<Sdf>& pieces, std::size_t triangles) {
    Mesh mesh;
    for (const Sdf& piece : pieces) geometry::append(mesh, geometry::simplified(geometry::mesh_of(piece, k_step_mm), triangles / pieces.size(), 0.15f));
    return mesh;
}

glm::vec3 anchor(const BuildContext& context, const std::string& name) { return context.anchors.at(name); }

// A rounded band along the tips of the spinous processes, C7 to L5.
Mesh build_supraspinous(const BuildContext& context) {
    std::vector<glm::vec3> tips;
    for (std::size_t i = anatomy::level_c(7).value; i < anatomy::k_vertebra_count; ++i)
        tips.push_back(anchor(context, "spinous." + anatomy::level_name(Level(i))) + glm::vec3(0, 0, -0.3f));
    return band(geometry::smooth_through(tips, 4.0f), {1, 0, 0}, 2.6f, 1.5f);
}

// Border of a spinous process in the sagittal plane, at a fraction of its length: above or below its axis. World.
glm::vec2 spinous_border(const BuildContext& context, Level level, float fraction, float side) {
    const VertebraFacts v = read_vertebra(context.facts, level);
    const anatomy::VertebraFrame& frame = context.spine.frames[level.value];
    const glm::vec3 root = v.spinolaminar() + glm::vec3(0, 0, -3), along = v.spinous_tip - root;
    const glm::vec3 up = glm::normalize(glm::vec3(0, -along.z, along.y));
    const std::size_t at = fraction < 0.45f ? 0 : fraction < 0.6f ? 1 : fraction < 0.8f ? 2 : 3;
    const glm::vec3 p = to_world(frame, root + along * fraction + up * (side * 0.42f * v.spinous_heights[at]));
    return {p.z, p.y};
}

Mesh build_interspinous(const BuildContext& context) {
    std::vector<Sdf> sheets;
    const glm::mat3 axes(glm::vec3(0, 0, 1), glm::vec3(0, 1, 0), glm::vec3(-1, 0, 0));
    for (std::size_t i = anatomy::level_c(2).value; i + 1 < anatomy::k_vertebra_count; ++i) {
        const Level upper(i), lower(i + 1);
        std::vector<glm::vec2> outline;
        for (const float f : {0.12f, 0.5f, 0.85f}) outline.push_back(spinous_border(context, upper, f, -1));
        for (const float f : {0.85f, 0.5f, 0.12f}) outline.push_back(spinous_border(context, lower, f, 1));
        sheets.push_back(plate(outline, glm::vec3(0), axes, [](glm::vec2) { return 1.3f; }, 1.3f, 1.0f));
    }
    return joined(sheets, 6000);
}

// One side of a ligamentum flavum: from the inner face of the upper lamina to the upper edge of the lower one.
Sdf flavum(const BuildContext& context, Level upper) {
    const Level lower(upper.value + std::size_t{1});
    const VertebraFacts a = read_posed_vertebra(context.facts, context.spine, upper), b = read_posed_vertebra(context.facts, context.spine, lower);
    const RegionStyle sa = style_of(a), sb = style_of(b);
    const auto inner = [](const VertebraFacts& v, const RegionStyle& s, const FacetFacts& facet, float x, float up) {
        const glm::vec3 middle = v.spinolaminar(), side = facet.centre - facet.normal * (0.5f * s.process_depth);
        const float t = x / side.x;
        return glm::vec3(x, middle.y + up, glm::mix(middle.z, side.z + s.lamina_half, t) + std::min(up, 0.0f) * 0.16f);
    };
    const float reach = std::max(0.5f * a.canal_width * 0.75f, 6.0f);
    std::vector<glm::vec3> line;
    std::vector<glm::vec2> halves;
    std::vector<glm::vec3> wide;
    for (const float x : {0.8f, 0.5f * reach, reach}) {
        const glm::vec3 high = to_world(context.spine.frames[upper.value], inner(a, sa, a.facet_inf, x, -0.55f * sa.lamina_down));
        const glm::vec3 low = to_world(context.spine.frames[lower.value], inner(b, sb, b.facet_inf, x, 0.75f * sb.lamina_up));
        line.push_back(0.5f * (high + low));
        halves.push_back({0.5f * glm::length(high - low) + 0.8f, 1.5f});
        wide.push_back(glm::normalize(high - low));
    }
    return folded_x(geometry::swept_ellipse(line, halves, wide));
}

Mesh build_flava(const BuildContext& context) {
    std::vector<Sdf> pieces;
    for (std::size_t i = anatomy::level_c(2).value; i + 1 < anatomy::k_vertebra_count; ++i) pieces.push_back(flavum(context, Level(i)));
    return joined(pieces, 9000);
}

// A septum between the tips of C2..C7 and a free border that runs from the occiput to C7.
Mesh build_nuchal(const BuildContext& context) {
    std::vector<glm::vec2> front;
    for (int n = 1; n <= 7; ++n) {
        const glm::vec3 tip = anchor(context, "spinous.c" + std::to_string(n));
        front.push_back({tip.z + (n < 7 ? 1.0f : 0.0f), tip.y});
    }
    const glm::vec3 c7 = anchor(context, "spinous.c7");
    const auto found = context.anchors.find("eop");
    const glm::vec3 eop = found != context.anchors.end() ? found->second : c7 + glm::vec3(0, 140, 5);
    const glm::vec3 middle = glm::mix(eop, c7, 0.5f) + glm::vec3(0, 0, 9); // the border hangs in front of the straight line
    const geometry::Polyline border = geometry::smooth_through(std::vector<glm::vec3>{eop, middle, c7}, 6.0f);
    std::vector<glm::vec2> outline(front);
    for (auto p = border.rbegin(); p != border.rend(); ++p) outline.push_back({p->z, p->y});
    const glm::vec2 occiput(glm::mix(eop.z, front[0].x, 0.55f), glm::mix(eop.y, front[0].y, 0.4f)); // below the skull's base
    outline.push_back(occiput);
    const glm::mat3 axes(glm::vec3(0, 0, 1), glm::vec3(0, 1, 0), glm::vec3(-1, 0, 0));
    const Sdf septum = plate(outline, glm::vec3(0), axes, [](glm::vec2) { return 1.0f; }, 1.0f, 0.8f);
    const std::vector<glm::vec2> halves(border.size(), glm::vec2(2.6f, 2.2f));
    const Sdf cord = bar({border.begin(), border.end()}, halves, {1, 0, 0});
    return joined({geometry::unite(septum, cord, 2.0f)}, 5000);
}

Mesh build_anterior(const BuildContext& context) { return longitudinal_ribbon(context, true); }
Mesh build_posterior(const BuildContext& context) { return longitudinal_ribbon(context, false); }

} // namespace

void add_spinal_ligament_recipes(std::vector<Recipe>& recipes) {
    const std::pair<const char*, Mesh (*)(const BuildContext&)> all[] = {
        {"supraspinous", &build_supraspinous}, {"interspinous", &build_interspinous}, {"flava", &build_flava},
        {"longitudinal_anterior", &build_anterior}, {"longitudinal_posterior", &build_posterior}, {"nuchal", &build_nuchal}};
    for (const auto& [name, build] : all) {
        Recipe r;
        r.id = std::string("ligament.") + name;
        r.fact_keys = {"vertebrae/", "discs/", "alignment/", "sacrum/"};
        if (r.id == "ligament.nuchal") r.fact_keys.push_back("skull/"); // hangs from the occiput
        r.version = 1;
        r.build = build;
        recipes.push_back(std::move(r));
    }
}

} // namespace dorsum::bake
