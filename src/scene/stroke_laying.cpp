// Where the paths of a step come to lie: on what is outermost over their targets, clear of what hands must keep off.
#include "scene/stroke_laying.h"

#include "scene/lay_strip.h"
#include "scene/safety_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace dorsum::scene {

using anatomy::Side;
using content::StrokeStep;

namespace {

constexpr float k_reach_target_mm = 30; // how deep below a path its muscle may lie

std::vector<glm::vec3> points_of(const std::vector<std::string>& path, Side side, const anatomy::SpineCurve& curve,
                                 const anatomy::Atlas& atlas) {
    std::vector<glm::vec3> points;
    for (const auto& expression : path)
        if (const auto point = content::resolve_point(atlas, content::expand(expression, side, curve)))
            points.push_back(point->position_mm);
    return points.size() == path.size() ? points : std::vector<glm::vec3>{}; // an atlas that lacks an end shows no half stroke
}

} // namespace

std::vector<anatomy::StructureIndex> targets_of(const StrokeStep& step, Side side, const anatomy::SpineCurve& curve,
                                                const anatomy::Atlas& atlas) {
    std::vector<anatomy::StructureIndex> targets;
    for (const auto& selector : step.targets)
        if (const auto selection = anatomy::resolve(atlas, content::expand(selector, side, curve)))
            for (auto structure : selection->structures)
                if (side == Side::none || atlas.at(structure).terms.side == side || atlas.at(structure).terms.side == Side::none)
                    targets.push_back(structure);
    return targets;
}

RowFrame frame_of_row(const SurfaceStrip& strip, std::size_t r) {
    const auto point = [&](std::size_t row) -> const StripPoint& { return strip.points[row * k_strip_columns + k_strip_columns / 2]; };
    RowFrame frame{point(r).position_mm, point(std::min(r + 1, strip.rows() - 1)).position_mm - point(r ? r - 1 : 0).position_mm, {}, point(r).normal};
    frame.along = glm::normalize(frame.along - glm::dot(frame.along, frame.normal) * frame.normal);
    frame.across = glm::normalize(glm::cross(frame.along, frame.normal));
    return frame;
}

std::optional<glm::vec3> fibre_near(const RowFrame& row, glm::vec3 way, std::span<const anatomy::StructureIndex> targets,
                                    content::FibreRule rule, ComposeCache& cache) {
    std::optional<glm::vec3> best;
    float best_fit = -1;
    for (auto target : targets) {
        const auto& surface = cache.surface(target);
        if (surface.mesh->fibres.empty()) continue;
        const auto near = surface.tree.nearest(row.at, k_reach_target_mm);
        if (!near) continue;
        glm::vec3 fibre(0);
        for (int k = 0; k < 3; ++k) fibre += near->barycentric[k] * surface.mesh->fibres[surface.mesh->indices[3 * near->triangle + static_cast<std::uint32_t>(k)]];
        fibre -= glm::dot(fibre, row.normal) * row.normal;
        if (glm::length(fibre) < 0.3f) continue;
        fibre = glm::normalize(fibre);
        const float along = std::abs(glm::dot(fibre, way)), fit = rule == content::FibreRule::across ? 1 - along : along;
        if (fit > best_fit) best_fit = fit, best = fibre;
    }
    return best;
}

namespace {

// Hands that work across the fibres turn with them from row to row: evenly, but nowhere farther off than the rule allows.
void add_cross_turns(SurfaceStrip& strip, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    constexpr float most_off_rad = 0.35f; // 20 degrees; the rule says 25
    constexpr float half_turn = 3.14159265f;
    std::vector<std::optional<float>> own; // as the fibres there would have it; lines have no sense: modulo half a turn
    for (std::size_t r = 0; r < strip.rows(); ++r) {
        const auto row = frame_of_row(strip, r);
        const auto fibre = fibre_near(row, row.across, targets, content::FibreRule::across, cache);
        own.push_back(fibre ? std::optional(std::atan2(glm::dot(*fibre, row.across), glm::dot(*fibre, row.along))) : std::nullopt);
    }
    auto& turns = strip.cross_turn_rad;
    for (const auto& turn : own) {
        float now = turn.value_or(0);
        if (now > 0.5f * half_turn) now -= half_turn;
        if (now < -0.5f * half_turn) now += half_turn;
        turns.push_back(now);
    }
    for (int pass = 0; pass < 6; ++pass) {
        const auto before = turns;
        const auto twice = [&](std::size_t r) { return glm::vec2(std::cos(2 * before[r]), std::sin(2 * before[r])); };
        for (std::size_t r = 0; r < turns.size(); ++r) {
            const auto sum = 2.0f * twice(r) + twice(r ? r - 1 : 0) + twice(std::min(r + 1, turns.size() - 1));
            if (glm::length(sum) > 1e-3f) turns[r] = 0.5f * std::atan2(sum.y, sum.x);
            if (!own[r]) continue;
            const float off = std::remainder(turns[r] - *own[r], half_turn);
            if (std::abs(off) > most_off_rad) turns[r] += (off > 0 ? most_off_rad : -most_off_rad) - off;
        }
    }
}

// How far each row of a laid path would have to go aside so that the hand's rims stay out of zones that would weaken or forbid it. A path
// that is meant to cross a zone crosses it. Rest pose; hands see zones from behind.
std::vector<glm::vec2> way_aside(const SurfaceStrip& strip, const StrokeStep& step, const content::Technique& technique, const session::SessionState& state,
                                 const session::Context& context, ComposeCache& cache) {
    constexpr float margin_mm = 1.5f;
    std::vector<glm::vec2> aside(strip.rows(), glm::vec2(0));
    const PosedStrip at_rest(strip, std::vector<glm::mat4>(anatomy::k_joint_count, glm::mat4(1)));
    for (const auto& zone : context.catalog.safety_zones) {
        if (content::safe_pressure(step, step.pressure_max, std::array{&zone}) >= step.pressure_max) continue;
        for (const auto& line : zone_lines(zone, state, cache)) {
            std::vector<glm::vec3> flat;
            for (const auto& p : line.points_mm) flat.emplace_back(p.x, p.y, 0);
            auto wanted = aside;
            std::size_t inside = 0;
            for (std::size_t r = 0; r < strip.rows(); ++r) {
                const auto middle = strip.points[r * k_strip_columns + k_strip_columns / 2].position_mm;
                const float depth = std::abs(middle.z - geometry::nearest_on(line.points_mm, middle).point.z);
                if (depth > zone.depth_mm) continue;
                const auto off = [&](glm::vec3 p) { return glm::vec2(p) - glm::vec2(geometry::nearest_on(flat, {p.x, p.y, 0}).point); };
                const float u = strip.length_mm * static_cast<float>(r) / static_cast<float>(strip.rows() - 1);
                float nearest = glm::length(off(middle));
                inside += nearest <= zone.radius_mm;
                for (const float v : {-technique.bearing_mm(), technique.bearing_mm()}) nearest = std::min(nearest, glm::length(off(at_rest.at(u, v, 0).position_mm)));
                const auto away = off(middle);
                const float lacks = zone.radius_mm + margin_mm - nearest, distance = glm::length(away);
                if (lacks > 0 && distance > 1 && glm::length(wanted[r]) < lacks) wanted[r] = away * (lacks / distance);
            }
            if (3 * inside <= strip.rows()) aside = std::move(wanted);
        }
    }
    // Aside and back again without a corner.
    for (int pass = 0; pass < 4; ++pass) {
        const auto before = aside;
        for (std::size_t r = 0; r < aside.size(); ++r) {
            const auto mean = 0.5f * (before[r ? r - 1 : 0] + before[std::min(r + 1, aside.size() - 1)]);
            if (glm::length(mean) > glm::length(aside[r])) aside[r] = mean;
        }
    }
    return aside;
}

bool all_muscles(std::span<const anatomy::StructureIndex> targets, const anatomy::Atlas& atlas) {
    return std::all_of(targets.begin(), targets.end(), [&](auto target) { return atlas.at(target).terms.tissue == anatomy::Tissue::muscle; });
}

// Laid where the plan says, or as little beside it as the zones ask for.
std::optional<SurfaceStrip> lay_clear(StripRequest request, const StrokeStep& step, const content::Technique& technique, const session::SessionState& state,
                                      const session::Context& context, ComposeCache& cache) {
    constexpr int tries = 4;
    constexpr float most_aside_mm = 25;
    // A spot that is described by bones lies beside its muscle where the body is steep: a muscle that hands touch gets them.
    const auto touched = [&](auto target) { return cache.atlas().at(target).terms.layer == anatomy::Layer::superficial; };
    if (request.path_mm.size() == 1 && all_muscles(request.targets, cache.atlas()) && std::all_of(request.targets.begin(), request.targets.end(), touched))
        request.path_mm[0] = on_surface(request.path_mm[0], request.targets, cache);
    auto strip = lay_strip(request, cache);
    for (int i = 0; strip && i < tries; ++i) {
        const auto aside = way_aside(*strip, step, technique, state, context, cache);
        const float most = std::accumulate(aside.begin(), aside.end(), 0.0f, [](float m, glm::vec2 d) { return std::max(m, glm::length(d)); });
        if (most < 0.1f || most > most_aside_mm) break;
        if (request.path_mm.size() == 1) {
            const auto farthest = std::max_element(aside.begin(), aside.end(), [](glm::vec2 a, glm::vec2 b) { return glm::length(a) < glm::length(b); });
            request.path_mm[0] += glm::vec3(*farthest, 0);
        } else {
            request.path_mm = geometry::resample(geometry::smooth_through(request.path_mm, 4), static_cast<int>(strip->rows()));
            for (std::size_t r = 0; r < aside.size(); ++r) request.path_mm[r] += glm::vec3(aside[r], 0);
        }
        auto clear = lay_strip(request, cache);
        if (!clear) break;
        strip = std::move(clear);
    }
    return strip;
}

// Hands do not reach a muscle that other parts cover wherever the path runs. Where bones are meant, they lie on what covers them.
bool in_reach(const SurfaceStrip& strip, std::span<const anatomy::StructureIndex> targets, ComposeCache& cache) {
    if (!all_muscles(targets, cache.atlas())) return true;
    std::size_t near = 0;
    for (std::size_t r = 0; r < strip.rows(); ++r) {
        const auto at = strip.points[r * k_strip_columns + k_strip_columns / 2].position_mm;
        near += std::any_of(targets.begin(), targets.end(), [&](auto target) { return cache.surface(target).tree.nearest(at, k_reach_target_mm).has_value(); });
    }
    return targets.empty() || 2 * near >= strip.rows();
}

} // namespace

const LaidPaths& laid_on(const StrokeStep& step, Side side, const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    const auto* technique = context.catalog.find_technique(step.technique);
    const auto curve = shown_curve(state);
    std::string key = fmt::format("{}/{}/{}/{}", step.id, step.technique, anatomy::side_name(side), state.sciatic_variant);
    if (const auto main = content::main_segment(curve))
        key += fmt::format("/{}-{}-{}", main->upper.value, main->apex.value, main->lower.value);
    const bool on_skin = state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::skin)] > 0.01f;
    if (on_skin) key += "/skin";
    auto [at, fresh] = cache.laid.try_emplace(key);
    if (!fresh || !technique) return at->second;
    for (std::size_t i = 0; i < step.paths.size(); ++i) {
        StripRequest request;
        request.path_mm = points_of(step.paths[i], side, curve, context.atlas);
        request.targets = targets_of(step, side, curve, context.atlas);
        request.half_width_mm = technique->half_width_mm;
        request.on_skin = on_skin;
        auto strip = request.path_mm.empty() ? std::nullopt : lay_clear(request, step, *technique, state, context, cache);
        if (!strip || !in_reach(*strip, request.targets, cache)) {
            at->second.refused.push_back({step.id, side, {}, request.path_mm.empty() ? Refusal::landmarks : strip ? Refusal::reach : Refusal::surface, i});
            continue;
        }
        if (technique->fibre == content::FibreRule::across) add_cross_turns(*strip, request.targets, cache);
        auto ground = lay_ground(request, *strip, cache);
        at->second.strokes.push_back({std::move(*strip), std::move(ground), side, i, step.pressure_max, worked_layer(request.targets, context.atlas)});
    }
    return at->second;
}

} // namespace dorsum::scene
