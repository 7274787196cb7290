#include "scene/own_stroke.h"

#include "geometry/skinning.h"
#include "scene/safety_check.h"
#include "scene/strokes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dorsum::scene {

namespace {

using anatomy::StructureIndex;
using content::StrokeSign;

constexpr float k_rad_to_deg = 57.29578f;
constexpr float k_near_mm = 25;       // a muscle farther from the line than this has no part in it
constexpr float k_path_right_mm = 22; // mean distance to the plan's path that counts as following it

// A posed point back in the rest pose: guessed, skinned, corrected.
glm::vec3 rest_of(glm::vec3 posed, std::span<const glm::mat4> palette, const ComposeCache::Surface& body) {
    glm::vec3 rest = posed;
    for (int pass = 0; pass < 4; ++pass) {
        const auto near = body.tree.nearest(rest, 200);
        if (!near) return rest;
        const auto skin = geometry::interpolate(*body.mesh, near->triangle, near->barycentric);
        rest = glm::vec3(glm::inverse(geometry::blend(skin, palette)) * glm::vec4(posed, 1));
    }
    return rest;
}

bool is_seen_muscle(const anatomy::Structure& structure, const session::SessionState& state) {
    return structure.terms.tissue == anatomy::Tissue::muscle && !state.hidden.count(structure.terms.id) &&
           state.layer_opacity[static_cast<std::size_t>(structure.terms.layer)] > 0.3f;
}

// A posed point in the rest pose of a bone: bones are rigid, what lay over one does so still.
glm::vec3 rest_beside(const anatomy::Structure& bone, glm::vec3 posed, std::span<const glm::mat4> palette) {
    const auto& joints = anatomy::mesh_at(bone, k_tree_lod).skin;
    return joints.empty() ? posed : glm::vec3(glm::inverse(geometry::blend(joints.front(), palette)) * glm::vec4(posed, 1));
}

// Of a vertebra's spinous process, or of the crest of the sacrum, in its rest pose.
std::vector<glm::vec3> tips_of(const std::string& bone, const anatomy::Atlas& atlas) {
    constexpr std::string_view vertebra = "vertebra.";
    std::vector<std::string> levels;
    if (bone.starts_with(vertebra)) levels = {bone.substr(vertebra.size())};
    if (bone == "sacrum") levels = {"s1", "s2", "s3"};
    std::vector<glm::vec3> tips;
    for (const auto& level : levels)
        if (const auto* tip = atlas.find_landmark("spinous." + level)) tips.push_back(tip->position_mm);
    return tips;
}

// Bones that lie there under no more than a sheet of tendon: the sacrum, the spine of the shoulder blade. Of vertebrae the spinous process
// that lies at the bottom of the furrow, straight below it as the vertebra itself is turned.
std::optional<StructureIndex> bone_below(glm::vec3 posed, float muscle_mm, std::span<const glm::mat4> palette, const content::BoneRule& rule, ComposeCache& cache) {
    std::optional<StructureIndex> bone, process;
    float nearest = k_near_mm, nearest_tip = k_near_mm + rule.furrow_depth_mm;
    const auto& atlas = cache.atlas();
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& structure = atlas.structures[i];
        if (structure.terms.tissue != anatomy::Tissue::bone) continue;
        const auto rest = rest_beside(structure, posed, palette);
        for (const auto& tip : tips_of(structure.terms.id, atlas)) {
            const auto from_tip = rest - tip;
            const float distance_mm = glm::length(from_tip);
            if (std::abs(from_tip.x) <= rule.furrow_mm && std::abs(from_tip.z) <= rule.furrow_depth_mm && distance_mm < nearest_tip) nearest_tip = distance_mm, process = StructureIndex(i);
        }
        if (structure.terms.id.starts_with("vertebra.")) continue;
        const float limit = std::min(muscle_mm + rule.sheet_mm, nearest);
        const auto gap = glm::max(structure.bounds.min - rest, rest - structure.bounds.max);
        if (std::max({gap.x, gap.y, gap.z}) > limit) continue;
        if (const auto near = cache.surface(StructureIndex(i)).tree.nearest(rest, limit)) nearest = near->distance_mm, bone = StructureIndex(i);
    }
    return bone ? bone : process;
}

struct Below {
    StructureIndex muscle;
    std::optional<StructureIndex> bone; // no muscle to speak of lies over it
    glm::vec3 fibre{0}; // may be zero
};
Below below(glm::vec3 rest, glm::vec3 posed, std::span<const glm::mat4> palette, const session::SessionState& state, const content::BoneRule& rule, ComposeCache& cache) {
    Below out;
    float limit = k_near_mm;
    const auto& atlas = cache.atlas();
    for (std::size_t i = 0; i < atlas.structures.size(); ++i) {
        const auto& structure = atlas.structures[i];
        if (!is_seen_muscle(structure, state)) continue;
        const auto gap = glm::max(structure.bounds.min - rest, rest - structure.bounds.max);
        if (std::max({gap.x, gap.y, gap.z}) > limit) continue;
        const auto& surface = cache.surface(StructureIndex(i));
        const auto near = surface.tree.nearest(rest, limit);
        if (!near) continue;
        limit = near->distance_mm;
        out.muscle = StructureIndex(i);
        out.fibre = glm::vec3(0);
        if (!surface.mesh->fibres.empty())
            for (int k = 0; k < 3; ++k) out.fibre += near->barycentric[k] * surface.mesh->fibres[surface.mesh->indices[3 * near->triangle + static_cast<std::uint32_t>(k)]];
    }
    out.bone = bone_below(posed, limit, palette, rule, cache);
    return out;
}

// What the line looks like, whatever lies below it.
struct Shape {
    float length = 0, extent = 0; // of the way; of the largest distance between two points
    glm::vec3 net{0};
    int reversals = 0;
    float turned = 0; // turns, signed, seen from behind
};
Shape shape_of(std::span<const glm::vec3> points) {
    Shape shape;
    shape.length = geometry::length_mm(points);
    shape.net = points.back() - points.front();
    glm::vec3 axis(0);
    for (const auto& a : points)
        for (const auto& b : points)
            if (glm::distance(a, b) > shape.extent) shape.extent = glm::distance(a, b), axis = b - a;
    if (shape.extent < 1e-3f) return shape;
    axis /= shape.extent;
    float best = glm::dot(points[0], axis), sign = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const float s = glm::dot(points[i], axis);
        const float back = 0.3f * shape.extent;
        if (sign >= 0 && s > best) best = s;
        if (sign <= 0 && s < best) best = s;
        if (sign == 0 && std::abs(s - glm::dot(points[0], axis)) > back) sign = s > glm::dot(points[0], axis) ? 1.0f : -1.0f, best = s;
        if (sign > 0 && s < best - back) ++shape.reversals, sign = -1, best = s;
        else if (sign < 0 && s > best + back) ++shape.reversals, sign = 1, best = s;
    }
    float turned = 0;
    for (std::size_t i = 2; i < points.size(); ++i) {
        const glm::vec2 a(points[i - 1] - points[i - 2]), b(points[i] - points[i - 1]);
        if (glm::length(a) > 0.5f && glm::length(b) > 0.5f) turned += std::atan2(a.x * b.y - a.y * b.x, glm::dot(a, b));
    }
    shape.turned = turned / 6.2831853f;
    return shape;
}

StrokeSign sign_of(const Shape& shape, float fibre_deg) {
    const bool across = fibre_deg > 45;
    if (shape.extent < 14) return StrokeSign::press;
    if (std::abs(shape.turned) > 0.8f && glm::length(shape.net) < 0.6f * shape.extent) return StrokeSign::circles;
    if (shape.reversals >= 2) return across && shape.extent < 60 ? StrokeSign::saw : StrokeSign::ribbon_across;
    if (across) return shape.extent < 60 ? StrokeSign::saw : StrokeSign::wring;
    return shape.extent > 140 ? StrokeSign::ribbon_along : StrokeSign::plough;
}

std::string direction_of(const Shape& shape, float x) {
    if (glm::length(shape.net) < 0.25f * shape.length || shape.extent < 14) return {};
    const float away = shape.net.x * (x < 0 ? -1.0f : 1.0f);
    if (std::abs(shape.net.y) >= std::abs(away)) return shape.net.y > 0 ? "cephalad" : "caudad";
    return away > 0 ? "lateral" : "medial";
}

// A drawn line tells signs of one family from another, not the hand that makes them.
int family_of(StrokeSign sign) {
    switch (sign) {
    case StrokeSign::ribbon_along:
    case StrokeSign::slow_along:
    case StrokeSign::feather:
    case StrokeSign::plough:
    case StrokeSign::roll: return 0; // one way along
    case StrokeSign::ribbon_across:
    case StrokeSign::wring:
    case StrokeSign::pick_up:
    case StrokeSign::saw: return 1; // to and fro across
    case StrokeSign::circles: return 2;
    case StrokeSign::press:
    case StrokeSign::hold:
    case StrokeSign::breath:
    case StrokeSign::taps:
    case StrokeSign::tremor:
    case StrokeSign::pin:
    case StrokeSign::pump:
    case StrokeSign::rest: break;
    }
    return 3; // on one spot
}

bool looks_like(const std::string& drawn, const content::Technique& planned, const content::Catalog& catalog) {
    const auto* technique = catalog.find_technique(drawn);
    return technique && family_of(technique->sign) == family_of(planned.sign);
}

// The drawn line and, beside it, the rims of the hand that would do it.
std::vector<glm::vec3> footprint_of(std::span<const glm::vec3> points, const content::Technique* technique) {
    std::vector<glm::vec3> footprint(points.begin(), points.end());
    if (!technique) return footprint;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const glm::vec2 along(points[std::min(i + 1, points.size() - 1)] - points[i ? i - 1 : 0]);
        const glm::vec2 across = glm::length(along) > 1e-3f ? glm::normalize(glm::vec2(-along.y, along.x)) : glm::vec2(1, 0);
        for (const float side : {-technique->bearing_mm(), technique->bearing_mm()}) footprint.push_back(points[i] + glm::vec3(side * across, 0));
    }
    return footprint;
}

void compare(OwnStrokeFinding& finding, std::span<const glm::vec3> points, const Shape& shape, const session::SessionState& state,
             const session::Context& context, ComposeCache& cache) {
    if (session::plan_block(state, context) != session::PlanBlock::none) return;
    float best = 1e9f;
    const auto* shown = session::current_step(state, context);
    for (const auto& step : session::plan_steps(state, context))
        for (const auto& path : stroke_paths(step, state, context, cache)) {
            float sum = 0;
            for (const auto& p : points) sum += geometry::nearest_on(path.points_mm, p).distance_mm;
            float distance = sum / static_cast<float>(points.size());
            if (&step == shown) distance -= 15; // in doubt the step that is being looked at is meant
            if (distance >= best) continue;
            best = distance;
            finding.step_id = step.id;
            finding.step_distance_mm = sum / static_cast<float>(points.size());
            finding.path_right = finding.step_distance_mm <= k_path_right_mm;
            const auto way = path.points_mm.back() - path.points_mm.front();
            const auto* technique = context.catalog.find_technique(step.technique);
            const bool goes = technique && technique->pace_unit == content::PaceUnit::cm_per_s;
            finding.direction_right = !goes || (glm::length(shape.net) > 1 && glm::dot(glm::normalize(way), glm::normalize(shape.net)) > 0.7f);
            finding.technique_right = technique && looks_like(finding.technique, *technique, context.catalog);
            const float x = points[points.size() / 2].x;
            finding.side_right = path.side == anatomy::Side::none || (path.side == anatomy::Side::left) == (x > 0);
            finding.zones_right = !finding.forbidden && finding.pressure_cap >= path.pressure;
        }
}

} // namespace

std::optional<OwnStrokeFinding> find_own_stroke(const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    if (state.own_stroke.points_mm.size() < 2) return std::nullopt;
    OwnStrokeFinding finding;
    const auto length = geometry::length_mm(state.own_stroke.points_mm);
    const auto points = geometry::resample(state.own_stroke.points_mm, std::clamp(static_cast<int>(length / 6), 2, 60));
    const auto palette = shown_palette(state, context);
    const auto& body = cache.body();
    std::vector<glm::vec3> rest;
    for (const auto& p : points) rest.push_back(rest_of(p, palette, body));
    const auto shape = shape_of(points);
    finding.length_mm = length;
    std::map<StructureIndex, int> votes, bones;
    float angles = 0;
    int measured = 0;
    std::size_t over_bone = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const auto at = below(rest[i], points[i], palette, state, context.catalog.stroke_rules.bone, cache);
        if (at.bone) {
            ++bones[*at.bone], ++over_bone;
            continue;
        }
        if (!at.muscle.valid()) continue;
        ++votes[at.muscle];
        const auto along = rest[std::min(i + 1, rest.size() - 1)] - rest[i ? i - 1 : 0];
        if (glm::length(at.fibre) < 0.2f || glm::length(along) < 1e-3f) continue;
        angles += std::acos(std::clamp(std::abs(glm::dot(glm::normalize(at.fibre), glm::normalize(along))), 0.0f, 1.0f)) * k_rad_to_deg;
        ++measured;
    }
    int most = 0;
    finding.over_bone = 2 * over_bone > rest.size();
    for (const auto& [structure, count] : finding.over_bone ? bones : votes)
        if (count > most) most = count, finding.muscle = context.atlas.at(structure).terms.id;
    if (measured && !finding.over_bone) finding.fibre_angle_deg = angles / static_cast<float>(measured);
    finding.direction = direction_of(shape, points[points.size() / 2].x);
    const auto sign = sign_of(shape, finding.fibre_angle_deg);
    for (const auto& technique : context.catalog.techniques)
        if (technique.sign == sign && finding.technique.empty()) finding.technique = technique.id;
    const auto footprint = footprint_of(points, context.catalog.find_technique(finding.technique));
    for (const auto& zone : posed_zones(state, context, cache, palette)) {
        if (std::none_of(footprint.begin(), footprint.end(), [&](glm::vec3 p) { return zone.holds(p); })) continue;
        finding.zones.push_back(zone.zone->id);
        finding.pressure_cap = std::min(finding.pressure_cap, zone.zone->pressure_cap);
        const auto& banned = zone.zone->forbidden_techniques;
        if (zone.zone->pressure_cap <= 0 || std::find(banned.begin(), banned.end(), finding.technique) != banned.end() ||
            (sign == StrokeSign::press && !zone.zone->static_press))
            finding.forbidden = true;
    }
    compare(finding, points, shape, state, context, cache);
    return finding;
}

std::optional<OverlayMesh> own_stroke_overlay(const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    if (state.own_stroke.points_mm.size() < 2) return std::nullopt;
    constexpr float half_width = 4.5f, lift = 4, head = 16;
    const auto length = geometry::length_mm(state.own_stroke.points_mm);
    const auto points = geometry::resample(state.own_stroke.points_mm, std::clamp(static_cast<int>(length / 4), 2, 200));
    const auto palette = shown_palette(state, context);
    const auto zones = posed_zones(state, context, cache, palette);
    const auto& body = cache.body();
    OverlayMesh mesh;
    mesh.id = "own_stroke";
    mesh.always_visible = true;
    const auto vertex = [&](glm::vec3 p, glm::vec3 normal, glm::vec4 colour) {
        mesh.positions.push_back(p + lift * normal);
        mesh.normals.push_back(normal);
        mesh.colours.push_back(colour);
    };
    glm::vec3 out(0, 0, -1);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (const auto near = body.tree.nearest(points[i], 120)) {
            glm::vec3 normal(0);
            for (int k = 0; k < 3; ++k) normal += near->barycentric[k] * body.mesh->normals[body.mesh->indices[3 * near->triangle + static_cast<std::uint32_t>(k)]];
            if (glm::length(normal) > 0.1f) out = glm::normalize(glm::mix(out, glm::normalize(normal), 0.35f));
        }
        const auto along = points[std::min(i + 1, points.size() - 1)] - points[i ? i - 1 : 0];
        auto side = glm::cross(along, out);
        side = glm::length(side) > 1e-4f ? glm::normalize(side) : glm::vec3(1, 0, 0);
        const bool held = std::any_of(zones.begin(), zones.end(), [&](const PosedZone& zone) { return zone.holds(points[i]); });
        const glm::vec4 colour = held ? glm::vec4(0.45f, 0.10f, 0.55f, 0.95f) : glm::vec4(0.10f, 0.55f, 0.30f, 0.95f);
        vertex(points[i] - half_width * side, out, colour);
        vertex(points[i] + half_width * side, out, colour);
        if (i) {
            const auto v = static_cast<std::uint32_t>(2 * i);
            mesh.indices.insert(mesh.indices.end(), {v - 2, v - 1, v + 1, v - 2, v + 1, v});
        }
        if (i + 1 == points.size() && glm::length(along) > 1e-3f) {
            const auto ahead = glm::normalize(along);
            const auto v = static_cast<std::uint32_t>(mesh.positions.size());
            vertex(points[i] + head * ahead, out, colour);
            vertex(points[i] - 0.75f * head * side, out, colour);
            vertex(points[i] + 0.75f * head * side, out, colour);
            mesh.indices.insert(mesh.indices.end(), {v, v + 1, v + 2});
        }
    }
    return mesh;
}

} // namespace dorsum::scene
