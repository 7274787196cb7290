// Where the paths of a step come to lie: on what is outermost over their targets, clear of what hands must keep off.
#include "scene/stroke_laying.h"

#include "core/parallel.h"
#include "scene/lay_strip.h"
#include "scene/safety_check.h"
#include "scene/sign_sheet.h"
#include "scene/step_on_body.h"
#include "scene/stroke_ways.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::scene {

using anatomy::Side;
using content::StrokeStep;

namespace {

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

bool turns_at(const SurfaceStrip& strip, std::size_t r, const content::KeepRule& keep) {
    constexpr std::size_t reach = 5; // rows: some three centimetres before and behind
    const auto way = [&](std::size_t from, std::size_t to) {
        return glm::normalize(strip.points[to * k_strip_columns + k_strip_columns / 2].position_mm - strip.points[from * k_strip_columns + k_strip_columns / 2].position_mm);
    };
    const auto before = r < reach ? 0 : r - reach, after = std::min(r + reach, strip.rows() - 1);
    return r > before && after > r && glm::dot(way(before, r), way(r, after)) < std::cos(glm::radians(keep.turn_deg));
}

std::optional<geometry::RayHit> under(const RowFrame& row, anatomy::StructureIndex target, ComposeCache& cache) {
    constexpr float from_mm = 15, into_mm = 115; // hollows are bridged; muscles lie below three others, and below skin and fat
    return cache.surface(target).tree.intersect({row.at + from_mm * row.normal, -row.normal}, into_mm);
}

namespace {

// The fibres of one target under the hand there: straight below its middle, or else a little aside, or as near.
std::optional<glm::vec3> fibre_under(const RowFrame& row, anatomy::StructureIndex target, const Work& work) {
    constexpr float aside_mm = 10; // less than half of any hand, a thumb's excepted
    const auto& surface = work.cache.surface(target);
    if (surface.mesh->fibres.empty()) return std::nullopt;
    const auto at = [&](std::uint32_t triangle, glm::vec3 shares) {
        glm::vec3 fibre(0);
        for (int k = 0; k < 3; ++k) fibre += shares[k] * surface.mesh->fibres[surface.mesh->indices[3 * triangle + static_cast<std::uint32_t>(k)]];
        return fibre;
    };
    for (const float v : {0.0f, aside_mm, -aside_mm}) {
        auto there = row;
        there.at += v * row.across;
        if (const auto below = under(there, target, work.cache)) return at(below->triangle, below->barycentric);
    }
    if (const auto near = surface.tree.nearest(row.at, work.rules.keep.target_depth_mm)) return at(near->triangle, near->barycentric);
    return std::nullopt;
}

} // namespace

std::optional<glm::vec3> fibre_near(const RowFrame& row, glm::vec3 way, const Work& work) {
    std::optional<glm::vec3> best;
    float best_fit = -1;
    for (auto target : work.targets) {
        const auto found = fibre_under(row, target, work);
        if (!found) continue;
        auto fibre = *found;
        fibre -= glm::dot(fibre, row.normal) * row.normal;
        if (glm::length(fibre) < 0.3f) continue;
        fibre = glm::normalize(fibre);
        const float along = std::abs(glm::dot(fibre, way)), fit = work.fibre == content::FibreRule::across ? 1 - along : along;
        if (fit > best_fit) best_fit = fit, best = fibre;
    }
    return best;
}

namespace {

// Hands that work across the fibres turn with them from row to row: evenly, but nowhere farther off than the rule allows.
void add_cross_turns(SurfaceStrip& strip, const Work& work) {
    const float most_off_rad = glm::radians(work.rules.room.cross_fibre_deg);
    constexpr float half_turn = 3.14159265f;
    std::vector<std::optional<float>> own; // as the fibres there would have it; lines have no sense: modulo half a turn
    for (std::size_t r = 0; r < strip.rows(); ++r) {
        const auto row = frame_of_row(strip, r);
        const auto fibre = fibre_near(row, row.across, work);
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

// Hands do not reach a muscle that other parts cover wherever the path runs. Where bones are meant, they lie on what covers them.
bool in_reach(const SurfaceStrip& strip, const Work& work) {
    if (!all_muscles(work.targets, work.cache.atlas())) return true;
    std::size_t near = 0;
    for (std::size_t r = 0; r < strip.rows(); ++r) {
        const auto at = strip.points[r * k_strip_columns + k_strip_columns / 2].position_mm;
        near += std::any_of(work.targets.begin(), work.targets.end(), [&](auto target) { return work.cache.surface(target).tree.nearest(at, work.rules.keep.target_depth_mm).has_value(); });
    }
    return work.targets.empty() || 2 * near >= strip.rows();
}

} // namespace

namespace {

// Of both sides at once, as they give way alike; of no side alone.
void lay_paths(const StrokeStep& step, std::span<const Side> sides, std::span<LaidPaths* const> out, bool on_skin, const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    const auto& technique = *context.catalog.find_technique(step.technique);
    const auto curve = shown_curve(state);
    for (std::size_t i = 0; i < step.paths.size(); ++i) {
        const bool along_bone = std::find(step.along_bone.begin(), step.along_bone.end(), i) != step.along_bone.end();
        const PathTask task{step, technique, along_bone ? content::FibreRule::any : technique.fibre, state, context, cache};
        std::array<StripRequest, 2> requests;
        for (std::size_t k = 0; k < sides.size(); ++k) {
            requests[k].path_mm = points_of(step.paths[i], sides[k], curve, context.atlas);
            requests[k].targets = targets_of(step, sides[k], curve, context.atlas);
            requests[k].half_width_mm = technique.half_width_mm;
            requests[k].on_skin = on_skin;
        }
        std::array<ClearPath, 2> laid;
        if (sides.size() == 2) laid = lay_both_clear(requests, task);
        else if (!requests[0].path_mm.empty()) laid[0] = lay_clear(requests[0], task);
        core::parallel_for(0, sides.size(), [&](std::size_t k) {
            const auto& request = requests[k];
            const Work work{request.targets, technique.fibre, context.catalog.stroke_rules, cache};
            auto& [strip, kept_off_by] = laid[k];
            if (!strip || !in_reach(*strip, work)) {
                out[k]->refused.push_back({{}, sides[k], {}, request.path_mm.empty() ? Refusal::landmarks : strip ? Refusal::reach : Refusal::surface, i});
                return;
            }
            if (!kept_off_by.empty()) {
                out[k]->refused.push_back({{}, sides[k], kept_off_by, Refusal::zone, i});
                return;
            }
            if (on_skin) strip = on_the_skin(*strip, request.targets, cache);
            if (technique.fibre == content::FibreRule::across) add_cross_turns(*strip, work);
            auto ground = lay_ground(request, *strip, cache);
            const auto layer = worked_layer(request.targets, context.atlas);
            auto sheet = walk_sheet(*strip, on_skin && !cache.skin().tree.empty() ? std::nullopt : std::optional(layer), cache);
            out[k]->strokes.push_back({std::move(*strip), std::move(ground), std::move(sheet), sides[k], i, step.pressure_max, layer});
        });
    }
}

// All that the laying of a step reads, in words: two steps that work on the same places are laid once, and a change of the curve lays anew
// what is described by its vertebrae and nothing else.
std::string what_is_read(const StrokeStep& step, bool on_skin, const session::SessionState& state, const session::Context& context) {
    const auto curve = shown_curve(state);
    auto what = step.technique + (on_skin ? "/skin" : "/muscle");
    for (const auto side : {Side::left, Side::right, Side::none}) {
        for (const auto& path : step.paths) {
            what += '/';
            for (const auto& place : path) what += content::expand(place, side, curve) + ';';
        }
        for (const auto& target : step.targets) what += "/" + content::expand(target, side, curve);
    }
    for (const auto path : step.along_bone) what += fmt::format("/{}", path);
    for (const auto& zone : context.catalog.safety_zones) {
        if (!weakens(zone, step)) continue;
        what += "/" + zone.id;
        if (!zone.nerve.empty()) what += "/" + drawn_nerve(zone.nerve, state, context.atlas);
    }
    return what;
}

} // namespace

bool skin_is_shown(const session::SessionState& state) { return state.layer_opacity[static_cast<std::size_t>(anatomy::Layer::skin)] > 0.01f; }

bool is_laid(const StrokeStep& step, const session::SessionState& state, const session::Context& context, const ComposeCache& cache) {
    return cache.laid.count(fmt::format("{}/{}", what_is_read(step, skin_is_shown(state), state, context), anatomy::side_name(content::sides_of(step.side, state.symptomatic, shown_curve(state)).front()))) != 0;
}

const LaidPaths& laid_on(const StrokeStep& step, Side side, const session::SessionState& state, const session::Context& context, ComposeCache& cache) {
    const bool skin = skin_is_shown(state);
    const auto what = what_is_read(step, skin, state, context);
    const auto kept = [&](Side which) { return cache.laid.try_emplace(fmt::format("{}/{}", what, anatomy::side_name(which))); };
    const auto [at, fresh] = kept(side);
    if (!fresh || !context.catalog.find_technique(step.technique)) return at->second;
    if (side == Side::none) lay_paths(step, std::array{side}, std::array{&at->second}, skin, state, context, cache);
    else lay_paths(step, std::array{Side::left, Side::right}, std::array{&kept(Side::left).first->second, &kept(Side::right).first->second}, skin, state, context, cache);
    return at->second;
}

} // namespace dorsum::scene
