#include "bake/spine_discs.h"

#include "bake/spine_parts.h"
#include "bake/spine_sdf.h"

#include <cmath>

namespace dorsum::bake {

using anatomy::Level;
using geometry::Mesh;

namespace {

glm::mat3 turned_x(const glm::mat3& axes, float angle) { // + : front goes up
    const float c = std::cos(angle), s = std::sin(angle);
    return {axes[0], c * axes[1] - s * axes[2], s * axes[1] + c * axes[2]};
}

float wedge(const BodyFacts& b) { return std::atan2(b.height_ant - b.height_post, 0.5f * (b.depth_sup + b.depth_inf)); }

} // namespace

Endplate upper_endplate(const Facts& facts, const anatomy::SpineRest& spine, Level level) {
    Endplate e;
    e.facing = 1;
    e.frame = spine.frames[level.value];
    if (level == anatomy::level_s1()) {
        e.depth = static_cast<float>(facts.number("sacrum/s1/depth"));
        e.width = static_cast<float>(facts.number("sacrum/s1/width"));
        e.concavity = 1.0f;
        return e;
    }
    const VertebraFacts v = read_vertebra(facts, level);
    e.frame = {to_world(e.frame, v.body.upper_centre()), turned_x(e.frame.axes, 0.5f * wedge(v.body))};
    e.depth = v.body.depth_sup;
    e.width = v.body.width_sup;
    e.concavity = v.body.concavity_sup;
    e.region = v.region;
    return e;
}

Endplate lower_endplate(const Facts& facts, const anatomy::SpineRest& spine, Level level) {
    Endplate e;
    e.facing = -1;
    e.frame = spine.frames[level.value];
    const VertebraFacts v = read_vertebra(facts, level);
    const bool axis = level == anatomy::level_c(2);
    const glm::vec3 centre = axis ? glm::vec3(0, -facts.number("vertebrae/c2/body/endplate_below"), 0) : v.body.lower_centre();
    e.frame = {to_world(e.frame, centre), turned_x(e.frame.axes, axis ? 0.0f : -0.5f * wedge(v.body))};
    e.depth = v.body.depth_inf;
    e.width = v.body.width_inf;
    e.concavity = v.body.concavity_inf;
    e.region = v.region;
    return e;
}

std::vector<glm::vec2> Endplate::half_outline(int count) const {
    std::vector<glm::vec3> line;
    for (int i = 0; i <= 40; ++i) {
        const float v = -std::cos(static_cast<float>(i) * 3.14159265f / 40);
        line.push_back({0.5f * width * outline_half_width(region, v), 0, -0.5f * depth * v});
    }
    line.push_back({0, 0, -0.5f * depth});
    std::vector<glm::vec2> out;
    for (const glm::vec3 p : geometry::resample(line, count)) out.push_back({p.x, p.z});
    return out;
}

glm::vec3 Endplate::surface(glm::vec2 q, float fraction) const {
    const glm::vec2 p = q * fraction;
    const float x = 2.0f * p.x / width, v = -2.0f * p.y / depth;
    const float basin = concavity * smooth_step(0.92f, 0.40f, std::sqrt(x * x + (v - 0.08f) * (v - 0.08f)));
    return to_world(frame, {p.x, -facing * basin, p.y});
}

namespace {

constexpr int k_half = 25;            // outline points from front to back, both ends included
constexpr int k_around = 2 * (k_half - 1);
constexpr int k_rings = 7;            // from the centre to the rim
constexpr int k_wall = 7;             // rows of the wall
constexpr float k_sink_mm = 0.15f;    // into the bone, so that no light passes between

std::vector<glm::vec2> whole_outline(const Endplate& e) {
    const std::vector<glm::vec2> half = e.half_outline(k_half);
    std::vector<glm::vec2> out;
    for (int i = 0; i < k_around; ++i) {
        if (i < k_half) out.push_back(half[static_cast<std::size_t>(i)]);
        else {
            const glm::vec2 p = half[static_cast<std::size_t>(k_around - i)];
            out.push_back({-p.x, p.y});
        }
    }
    return out;
}

struct Loft {
    Mesh mesh;

    std::uint32_t add(glm::vec3 p) {
        mesh.positions.push_back(p);
        return static_cast<std::uint32_t>(mesh.positions.size() - 1);
    }
    void quads(std::uint32_t a, std::uint32_t b) { // ring a is above ring b; outward to the left of front
        for (std::uint32_t i = 0; i < k_around; ++i) {
            const std::uint32_t j = (i + 1) % k_around;
            mesh.indices.insert(mesh.indices.end(), {a + i, b + i, b + j, a + i, b + j, a + j});
        }
    }
};

// The plate's surface, moved into the bone by k_sink_mm.
glm::vec3 touching(const Endplate& e, glm::vec2 outline, float fraction) {
    return e.surface(outline, fraction) - e.facing * k_sink_mm * e.frame.axes[1];
}

Mesh build_disc(const BuildContext& context, Level upper) {
    const Level lower(upper.value + std::size_t{1});
    const Endplate above = lower_endplate(context.facts, context.spine, upper);
    const Endplate below = upper_endplate(context.facts, context.spine, lower);
    const std::string key = anatomy::level_name(upper) + "_" + anatomy::level_name(lower);
    const float bulge = static_cast<float>(context.facts.number("discs/" + key + "/bulge"));
    const std::vector<glm::vec2> top = whole_outline(above), bottom = whole_outline(below);
    Loft loft;
    const std::uint32_t top_centre = loft.add(touching(above, {0, 0}, 0));
    const auto add_rings = [&](const Endplate& plate, const std::vector<glm::vec2>& outline, bool outwards) {
        for (int r = 1; r < k_rings; ++r) {
            const int ring = outwards ? r : k_rings - r;
            for (const glm::vec2 q : outline) loft.add(touching(plate, q, 0.985f * static_cast<float>(ring) / k_rings));
        }
    };
    add_rings(above, top, true);
    for (int row = 0; row <= k_wall; ++row) {
        const float t = static_cast<float>(row) / k_wall, swell = 4.0f * t * (1.0f - t);
        for (std::size_t i = 0; i < top.size(); ++i) {
            const glm::vec3 a = touching(above, top[i], 0.985f), b = touching(below, bottom[i], 0.985f);
            const glm::vec3 out = glm::normalize(above.frame.axes * glm::vec3(top[i].x, 0, top[i].y * above.width / above.depth));
            loft.add(glm::mix(a, b, t) + out * (bulge * swell));
        }
    }
    add_rings(below, bottom, false);
    const std::uint32_t bottom_centre = loft.add(touching(below, {0, 0}, 0));
    const std::uint32_t rings = (bottom_centre - 1) / k_around;
    for (std::uint32_t r = 0; r + 1 < rings; ++r) loft.quads(1 + r * k_around, 1 + (r + 1) * k_around);
    for (std::uint32_t i = 0; i < k_around; ++i) {
        const std::uint32_t j = (i + 1) % k_around, last = 1 + (rings - 1) * k_around;
        loft.mesh.indices.insert(loft.mesh.indices.end(), {top_centre, 1 + i, 1 + j, bottom_centre, last + j, last + i});
    }
    geometry::compute_normals(loft.mesh);
    return std::move(loft.mesh);
}

} // namespace

void add_disc_recipes(std::vector<Recipe>& recipes) {
    for (std::size_t i = 1; i < anatomy::k_vertebra_count; ++i) {
        const Level upper(i);
        Recipe r;
        r.id = anatomy::disc_id(upper);
        r.fact_keys = {"vertebrae/", "discs/", "alignment/", "sacrum/s1"};
        r.version = 1;
        r.build = [upper](const BuildContext& context) { return build_disc(context, upper); };
        r.level_weight = 1.2f;
        recipes.push_back(std::move(r));
    }
}

} // namespace dorsum::bake
