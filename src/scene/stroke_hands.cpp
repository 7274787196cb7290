// Which hands work where now: a pair on both sides at once, or one path after the other.
#include "scene/hand_on_body.h"
#include "scene/strokes.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <glm/gtc/constants.hpp>

namespace dorsum::scene {

namespace {

using anatomy::Side;

// Which way of the strip's `across` leads away from the midline.
float outward_of(const LaidStroke& stroke) {
    const auto& points = stroke.strip.points;
    const auto row = stroke.strip.rows() / 2 * k_strip_columns;
    const float across = points[row + k_strip_columns - 1].position_mm.x - points[row].position_mm.x;
    const float middle = points[row + k_strip_columns / 2].position_mm.x;
    const float side = stroke.side == Side::left ? 1.0f : stroke.side == Side::right ? -1.0f : middle < 0 ? -1.0f : 1.0f;
    return across * side < 0 ? -1.0f : 1.0f;
}

// Two hands beside each other point the same way and have room: where a path bends, or a body is round, their wrists would run into each other.
void make_parallel(std::vector<HandPose>& poses, const PosedStrip& strip, float apart_mm) {
    std::vector<glm::mat3> axes(poses.size()); // along, aside, out
    glm::vec3 sum(0);
    const auto pointing = [&](std::size_t k) {
        const float turn = glm::radians(poses[k].turn_deg);
        return std::cos(turn) * axes[k][0] + std::sin(turn) * axes[k][1];
    };
    for (std::size_t k = 0; k < poses.size(); ++k) {
        const auto normal = strip.at(poses[k].along_mm, poses[k].across_mm, 0).normal;
        auto along = strip.at(poses[k].along_mm + 8, poses[k].across_mm, 0).position_mm - strip.at(poses[k].along_mm - 8, poses[k].across_mm, 0).position_mm;
        along -= glm::dot(along, normal) * normal;
        if (glm::length(along) < 1e-3f) return;
        axes[k] = {glm::normalize(along), glm::cross(normal, glm::normalize(along)), normal};
        sum += pointing(k);
    }
    for (std::size_t k = 0; k < poses.size(); ++k) {
        const auto to = sum * axes[k];
        if (std::hypot(to.x, to.y) > 0.5f) poses[k].turn_deg = glm::degrees(std::atan2(to.y, to.x));
    }
    if (poses.size() != 2) return;
    constexpr float most_mm = 24; // each of them
    const auto place = [&](std::size_t k) {
        const float u = std::clamp(poses[k].along_mm, 0.0f, strip.length_mm()), v = std::clamp(poses[k].across_mm, -strip.half_width_mm(), strip.half_width_mm());
        return strip.at(u, v, 0).position_mm + (poses[k].along_mm - u) * axes[k][0] - (poses[k].across_mm - v) * axes[k][1];
    };
    const auto thumbs = glm::cross(axes[0][2], pointing(0)) * (poses[0].left ? -1.0f : 1.0f); // of the first, towards the second or away from it
    const float lie_mm = glm::dot(place(1) - place(0), thumbs), lack_mm = std::clamp(0.5f * (apart_mm - std::abs(lie_mm)), 0.0f, most_mm);
    for (auto& pose : poses) pose.thumbward_mm -= std::copysign(lack_mm, lie_mm);
}

// Hands of both sides at once fan outwards no farther than their wrists leave each other room, and their arms come from below.
void keep_wrist_aside(HandPose& pose, const PosedStrip& strip, const HandGroundPlan& plan, float beside_mm) {
    constexpr float most_outwards = 0.87f; // sine
    const auto axes = hand_axes(pose, strip);
    const float outward = plan.left_side ? 1.0f : -1.0f, fingers = outward * axes[0].x, aside = outward * axes[1].x;
    const float from_midline_mm = plan.from_midline_at(pose.along_mm / strip.length_mm()) - pose.thumbward_mm;
    const float most = std::min((from_midline_mm - beside_mm) / k_wrist_behind_mm, most_outwards), steep = std::hypot(fingers, aside);
    if (fingers <= most || steep <= std::abs(most)) return;
    // Of the two directions that are just so far outwards the one whose arm comes from below, or over a shoulder from behind.
    const float out = std::atan2(aside, fingers), off = std::acos(most / steep);
    const auto ahead = [&](float turn) {
        const auto to = std::cos(turn) * axes[0] + std::sin(turn) * axes[1];
        return to.y + to.z;
    };
    pose.turn_deg += glm::degrees(std::remainder(ahead(out + off) > ahead(out - off) ? out + off : out - off, 2 * glm::pi<float>()));
}

// How far what is seen of a hand reaches over to the other side, where its fellow works.
float over_midline_mm(const OverlayMesh& hand, const HandPose& pose, const PosedStrip& strip, const HandGroundPlan& plan) {
    constexpr float most_mm = 24;
    const float u = std::clamp(pose.along_mm, 0.0f, strip.length_mm()), outward = plan.left_side ? 1.0f : -1.0f;
    const float midline_x = strip.at(u, 0, 0).position_mm.x - outward * plan.from_midline_at(u / strip.length_mm());
    const auto& shown = hand_mesh(pose.shape).shown;
    float over = 0;
    for (std::size_t v = 0; v < shown.size(); ++v)
        if (shown[v] > 0.5f) over = std::max(over, outward * (midline_x - hand.positions[v].x));
    return std::min(over, most_mm);
}

// How badly a hand lies whose fingers point this way of `across` in the middle of the path: how far its tips are in the air, beside a flank, and how
// much its arm comes down past the head, or up from what the body lies on.
float awkward_mm(float fingers, const PosedStrip& strip, const PosedGround& ground, float turn_deg, float tips_mm) {
    constexpr float arm_mm = 150, most_share = 0.2f;
    const float middle_mm = 0.5f * strip.length_mm();
    const auto here = strip.at(middle_mm, 0, 0);
    auto along = strip.at(middle_mm + 8, 0, 0).position_mm - strip.at(middle_mm - 8, 0, 0).position_mm;
    along -= glm::dot(along, here.normal) * here.normal;
    if (glm::length(along) < 1e-3f) return 0;
    along = glm::normalize(along);
    const float turn = glm::radians(-90 * fingers - turn_deg);
    const auto ahead = std::cos(turn) * along + std::sin(turn) * glm::cross(here.normal, along);
    const auto form = ground.form_at(here.position_mm, {ahead, glm::cross(here.normal, ahead), here.normal});
    const auto tips = form.origin_mm + form.axes * glm::vec3(tips_mm, 0, form.height({tips_mm, 0}));
    float gap_mm = 1e3f;
    for (const auto& p : ground.points_mm()) gap_mm = std::min(gap_mm, glm::distance(p, tips));
    return gap_mm + arm_mm * (std::max(0.0f, -ahead.y - most_share) + std::max(0.0f, -ahead.z - most_share));
}

HandGroundPlan plan_of(const LaidStroke& stroke, const PosedStrip& strip, const PosedGround& ground, const content::Technique& technique) {
    HandGroundPlan plan{strip.length_mm(), strip.half_width_mm(), outward_of(stroke)};
    const auto begin = strip.at(0, 0, 0).position_mm, end = strip.at(strip.length_mm(), 0, 0).position_mm;
    plan.downwards = end.y < begin.y - 5;
    plan.fingers = plan.outward;
    plan.sideways = std::abs(end.x - begin.x) > std::abs(end.y - begin.y);
    if (plan.sideways) {
        const float middle_mm = 0.5f * strip.length_mm(), half_mm = strip.half_width_mm();
        plan.fingers = strip.at(middle_mm, half_mm, 0).position_mm.y < strip.at(middle_mm, -half_mm, 0).position_mm.y ? -1.0f : 1.0f;
    }
    constexpr float much_better_mm = 15;
    const bool on_tips = technique.hand == content::HandShape::fingers || technique.hand == content::HandShape::finger_pad;
    const float turn_deg = technique.fibre == content::FibreRule::across ? glm::degrees(strip.cross_turn_rad(0.5f * strip.length_mm())) : 0, tips_mm = on_tips ? 0 : 85;
    if (awkward_mm(-plan.fingers, strip, ground, turn_deg, tips_mm) + much_better_mm < awkward_mm(plan.fingers, strip, ground, turn_deg, tips_mm)) plan.fingers = -plan.fingers;
    plan.left_side = stroke.side == Side::left || (stroke.side == Side::none && 0.5f * (begin.x + end.x) > 0);
    if (plan.sideways) plan.descent_deg = glm::degrees(std::atan2(begin.y - end.y, std::abs(end.x - begin.x)));
    return plan;
}

// How far from the midline the path is, place by place: of two at once half as far as they lie apart, which is right on a bent back too.
void measure_from_midline(HandGroundPlan& plan, const PosedStrip& strip, const PosedStrip* other) {
    auto& out = plan.from_midline_mm;
    for (std::size_t k = 0; k < out.size(); ++k) {
        const float share = static_cast<float>(k) / static_cast<float>(out.size() - 1), x = strip.at(share * strip.length_mm(), 0, 0).position_mm.x;
        out[k] = std::abs(other ? 0.5f * (other->at(share * other->length_mm(), 0, 0).position_mm.x - x) : x);
    }
}

bool at_once(const content::StrokeStep& step, const content::Technique& technique, std::span<const LaidStroke> strokes) {
    return step.side == "both" && technique.hands == 1 && strokes.size() == 2 && strokes[0].side != strokes[1].side;
}

// Hands that cross the fibres keep their places to each other and turn with the fibres about the spot between them.
void turn_with_fibres(std::vector<HandPose>& poses, const PosedStrip& strip) {
    float spot = 0;
    for (const auto& pose : poses) spot += pose.along_mm / static_cast<float>(poses.size());
    const float turn = strip.cross_turn_rad(spot), c = std::cos(turn), s = std::sin(turn);
    for (auto& pose : poses) {
        const float u = pose.along_mm - spot, v = pose.across_mm;
        pose.along_mm = spot + c * u - s * v;
        pose.across_mm = s * u + c * v;
        pose.turn_deg -= glm::degrees(turn);
    }
}

} // namespace

Hands stroke_hands(const content::StrokeStep& step, const content::Technique& technique, std::span<const LaidStroke> strokes,
                   const content::Catalog& catalog, std::span<const glm::mat4> palette, double time_s, double duration_s) {
    Hands out;
    if (strokes.empty()) return out;
    const bool together = at_once(step, technique, strokes);
    const double share = duration_s / static_cast<double>(strokes.size());
    const auto active = std::min(strokes.size() - 1, static_cast<std::size_t>(std::max(0.0, time_s / std::max(share, 1e-3))));
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        if (!together && i != active) continue;
        const auto& stroke = strokes[i];
        const PosedStrip strip(stroke.strip, palette);
        const PosedGround ground(stroke.ground, palette);
        const auto local_s = static_cast<float>(together ? time_s : time_s - share * static_cast<double>(i));
        auto plan = plan_of(stroke, strip, ground, technique);
        if (together && technique.beside_mm > 0) {
            const PosedStrip other(strokes[1 - i].strip, palette);
            measure_from_midline(plan, strip, &other);
        } else {
            measure_from_midline(plan, strip, nullptr);
        }
        auto poses = hands_at(step, technique, plan, local_s);
        if (technique.fibre == content::FibreRule::across) turn_with_fibres(poses, strip);
        if (technique.apart_mm > 0 && technique.sign != content::StrokeSign::hold && technique.sign != content::StrokeSign::pin) make_parallel(poses, strip, technique.apart_mm);
        const bool side_by_side = together && technique.beside_mm > 0;
        for (std::size_t k = 0; k < poses.size(); ++k) {
            if (side_by_side && !poses[k].trails) keep_wrist_aside(poses[k], strip, plan, technique.beside_mm);
            const auto place = [&] {
                return place_hand(poses[k], strip, ground, catalog.dent_of(stroke.pressure), pressure_colour(stroke.pressure), fmt::format("hand.{}.{}.{}", step.id, i, k));
            };
            auto hand = place();
            if (side_by_side)
                if (const float by_mm = over_midline_mm(hand.mesh, poses[k], strip, plan); by_mm > 0) {
                    poses[k].thumbward_mm -= by_mm;
                    hand = place();
                }
            out.meshes.push_back(std::move(hand.mesh));
            if (hand.dent && out.dents.size() < static_cast<std::size_t>(k_max_dents)) out.dents.push_back(*hand.dent);
        }
    }
    return out;
}

} // namespace dorsum::scene
