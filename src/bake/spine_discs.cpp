#include "bake/spine_discs.h"

#include "bake/spine_attach.h"
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
        e.concavity = static_cast<float>(facts.number("sacrum/s1/concavity_sup"));
        e.outline = read_vertebra(facts, anatomy::level_l(5)).body.outline; // the lumbar one, as the sacrum's first body has it
        return e;
    }
    const VertebraFacts v = read_vertebra(facts, level);
    e.frame = {to_world(e.frame, v.body.upper_centre()), turned_x(e.frame.axes, 0.5f * wedge(v.body))};
    e.depth = v.body.depth_sup;
    e.width = v.body.width_sup;
    e.concavity = v.body.concavity_sup;
    e.outline = v.body.outline;
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
    e.outline = v.body.outline;
    return e;
}

std::vector<glm::vec2> Endplate::half_outline(int count) const {
    std::vector<glm::vec3> line;
    for (int i = 0; i <= 40; ++i) {
        const float v = -std::cos(static_cast<float>(i) * 3.14159265f / 40);
        line.push_back({0.5f * width * outline_half_width(outline, v), 0, -0.5f * depth * v});
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

constexpr int k_half = 23;            // outline points from front to back, both ends included
constexpr int k_around = 2 * (k_half - 1);
constexpr int k_rings = 5;            // from the centre to the rim
constexpr int k_wall = 6;             // rows of the wall
constexpr float k_sink_mm = 0.2f;     // into the bone, so that no light passes between
constexpr float k_rim = 0.968f;       // share of the outline up to which the disc lies on the plate
constexpr int k_inner_half = 15;      // of the lamellae within
constexpr float k_lamella_mm = 0.12f; // between a lamella within and the plate
constexpr int k_nucleus_around = 16, k_nucleus_rings = 4;
constexpr float k_flat = 0.93f;       // share of the outline within which a plate is not yet rounded off
constexpr float k_search_mm = 5;      // a ray sets out so far before the planned plate
constexpr float k_likely_mm = 3;      // what lies further from the plan is not the plate

std::vector<glm::vec2> whole_outline(const Endplate& e, int half_count) {
    const std::vector<glm::vec2> half = e.half_outline(half_count);
    std::vector<glm::vec2> out(half);
    for (std::size_t i = half.size() - 2; i > 0; --i) out.push_back({-half[i].x, half[i].y});
    return out;
}

// A closed body of rings between two poles, from above downwards.
struct Loft {
    Mesh mesh;
    std::uint32_t around;

    explicit Loft(std::size_t count) : around(static_cast<std::uint32_t>(count)) {}
    std::uint32_t add(glm::vec3 p) {
        mesh.positions.push_back(p);
        return static_cast<std::uint32_t>(mesh.positions.size() - 1);
    }
    // The first vertex is the upper pole, the last one the lower pole, whole rings between.
    void close(std::uint32_t first, std::uint32_t last) {
        const std::uint32_t rings = (last - first - 1) / around;
        for (std::uint32_t r = 0; r + 1 < rings; ++r)
            for (std::uint32_t i = 0; i < around; ++i) {
                const std::uint32_t j = (i + 1) % around, a = first + 1 + r * around, b = a + around;
                mesh.indices.insert(mesh.indices.end(), {a + i, b + i, b + j, a + i, b + j, a + j});
            }
        const std::uint32_t top = first + 1, bottom = top + (rings - 1) * around;
        for (std::uint32_t i = 0; i < around; ++i) {
            const std::uint32_t j = (i + 1) % around;
            mesh.indices.insert(mesh.indices.end(), {first, top + i, top + j, last, bottom + j, bottom + i});
        }
    }
};

// The space of one disc: between the plates of the two bones as they are built; as planned where a bone is not there.
class DiscSpace {
public:
    DiscSpace(const BuildContext& context, Level upper)
        : above_(lower_endplate(context.facts, context.spine, upper)),
          below_(upper_endplate(context.facts, context.spine, Level(upper.value + std::size_t{1}))), bones_(context),
          upper_id_(anatomy::vertebra_id(upper)), lower_id_(anatomy::vertebra_id(Level(upper.value + std::size_t{1}))) {}

    const Endplate& above() const { return above_; }
    const Endplate& below() const { return below_; }
    glm::vec3 top(glm::vec2 outline, float fraction) const { return touching(above_, upper_id_, outline, fraction); }
    glm::vec3 bottom(glm::vec2 outline, float fraction) const { return touching(below_, lower_id_, outline, fraction); }
    // Outwards in the disc's plane at an outline point.
    glm::vec3 outward(glm::vec2 p) const {
        return glm::normalize(above_.frame.axes * glm::vec3(p.x, 0, p.y * above_.width / above_.depth));
    }

private:
    glm::vec3 touching(const Endplate& e, const std::string& id, glm::vec2 outline, float fraction) const {
        const glm::vec3 way = -e.facing * e.frame.axes[1]; // from the disc into the bone
        // The rounded rim would catch some rays and let others pass: near it the plate is taken from a little further in.
        const glm::vec3 planned = e.surface(outline, std::min(fraction, k_flat));
        const auto hit = bones_.along(id, planned - k_search_mm * way, way, 2 * k_search_mm);
        const float off = hit ? glm::dot(*hit - planned, way) : 0.0f;
        return e.surface(outline, fraction) + (std::abs(off) < k_likely_mm ? off + k_sink_mm : k_sink_mm) * way;
    }

    Endplate above_, below_;
    BoneSurfaces bones_;
    std::string upper_id_, lower_id_;
};

// One layer of the annulus: a closed shell at a share of the outline. The outermost lies on the plates; those within show in a cut.
void add_lamella(Loft& loft, const DiscSpace& space, const std::vector<glm::vec2>& top, const std::vector<glm::vec2>& bottom,
                 float share, float bulge, int rings) {
    const auto between = [&](std::size_t i, float fraction, float t) {
        const glm::vec3 high = space.top(top[i], fraction), low = space.bottom(bottom[i], fraction);
        const float off = share < 1 ? k_lamella_mm / std::max(glm::distance(high, low), 4 * k_lamella_mm) : 0.0f; // off the outer shell
        return glm::mix(high, low, glm::mix(off, 1 - off, t));
    };
    const float rim = share < 1 ? share : k_rim;
    const std::uint32_t first = loft.add(between(0, 0, 0));
    for (int r = 1; r < rings; ++r)
        for (std::size_t i = 0; i < top.size(); ++i) loft.add(between(i, rim * static_cast<float>(r) / static_cast<float>(rings), 0));
    for (int row = 0; row <= k_wall; ++row) {
        const float t = static_cast<float>(row) / k_wall, swell = 4.0f * t * (1.0f - t);
        for (std::size_t i = 0; i < top.size(); ++i) loft.add(between(i, rim, t) + space.outward(top[i]) * (bulge * swell));
    }
    for (int r = rings - 1; r > 0; --r)
        for (std::size_t i = 0; i < top.size(); ++i) loft.add(between(i, rim * static_cast<float>(r) / static_cast<float>(rings), 1));
    loft.close(first, loft.add(between(0, 0, 1)));
}

std::string space_name(Level upper) {
    return anatomy::level_name(upper) + "_" + anatomy::level_name(Level(upper.value + std::size_t{1}));
}

Mesh build_disc(const BuildContext& context, Level upper) {
    const DiscSpace space(context, upper);
    const auto bulge = static_cast<float>(context.facts.number("discs/" + space_name(upper) + "/bulge"));
    const auto top = whole_outline(space.above(), k_half), bottom = whole_outline(space.below(), k_half);
    Loft loft(top.size());
    // The wall starts a little within the rim, so it swells by that much more to stand beyond it.
    const float beyond = (1 - k_rim) * 0.5f * space.above().depth;
    add_lamella(loft, space, top, bottom, 1, bulge + beyond, k_rings);
    geometry::compute_normals(loft.mesh);
    for (const double share : context.facts.list("discs/structure/lamellae")) {
        const auto inner_top = whole_outline(space.above(), k_inner_half), inner_bottom = whole_outline(space.below(), k_inner_half);
        Loft inner(inner_top.size());
        add_lamella(inner, space, inner_top, inner_bottom, static_cast<float>(share), static_cast<float>(share) * bulge, 2);
        geometry::compute_normals(inner.mesh);
        geometry::append(loft.mesh, inner.mesh);
    }
    return std::move(loft.mesh);
}

// A flat ellipsoid behind the middle of the disc, as high as the space lets it be.
Mesh build_nucleus(const BuildContext& context, Level upper) {
    const DiscSpace space(context, upper);
    const auto number = [&](const char* name) { return static_cast<float>(context.facts.number(std::string("discs/structure/") + name)); };
    const Endplate &above = space.above(), &below = space.below();
    const float wide = 0.5f * number("nucleus_width"), deep = 0.5f * number("nucleus_depth");
    const glm::vec2 aside(0, 0.5f - number("nucleus_from_front")); // + is forward; share of the depth
    Loft loft(k_nucleus_around);
    const auto at = [&](float radius, float angle, float side) {
        const glm::vec2 share(radius * wide * std::sin(angle), aside.y + radius * deep * std::cos(angle));
        const glm::vec3 top = space.top({share.x * above.width, share.y * above.depth}, 1);
        const glm::vec3 bottom = space.bottom({share.x * below.width, share.y * below.depth}, 1);
        const float height = number("nucleus_height") * std::sqrt(std::max(0.0f, 1 - radius * radius));
        return glm::mix(bottom, top, 0.5f + 0.5f * side * height);
    };
    const std::uint32_t first = loft.add(at(0, 0, 1));
    for (int ring = 1; ring < 2 * k_nucleus_rings; ++ring) {
        const float turn = 3.14159265f * static_cast<float>(ring) / (2 * k_nucleus_rings);
        for (int i = 0; i < k_nucleus_around; ++i)
            loft.add(at(std::sin(turn), 6.2831853f * static_cast<float>(i) / k_nucleus_around, ring < k_nucleus_rings ? 1.0f : -1.0f));
    }
    loft.close(first, loft.add(at(0, 0, -1)));
    geometry::compute_normals(loft.mesh);
    return std::move(loft.mesh);
}

void add_recipe(std::vector<Recipe>& recipes, std::string id, Level upper, Mesh (*build)(const BuildContext&, Level)) {
    Recipe r;
    r.id = std::move(id);
    r.depends = {anatomy::vertebra_id(upper), anatomy::vertebra_id(Level(upper.value + std::size_t{1}))};
    r.fact_keys = {"vertebrae/", "discs/", "alignment/", "sacrum/s1"};
    r.held_keys.emplace();
    r.build = [upper, build](const BuildContext& context) { return build(context, upper); };
    r.level_weight = 1.2f;
    recipes.push_back(std::move(r));
}

} // namespace

void add_disc_recipes(std::vector<Recipe>& recipes) {
    for (std::size_t i = 1; i < anatomy::k_vertebra_count; ++i) {
        add_recipe(recipes, anatomy::disc_id(Level(i)), Level(i), &build_disc);
        add_recipe(recipes, "nucleus." + space_name(Level(i)), Level(i), &build_nucleus);
    }
}

} // namespace dorsum::bake
