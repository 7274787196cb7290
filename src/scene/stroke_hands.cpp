// Which hands work where now: a pair on both sides at once, or one path after the other.
#include "scene/hand_on_body.h"
#include "scene/strokes.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

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

HandGroundPlan plan_of(const LaidStroke& stroke, const PosedStrip& strip) {
    HandGroundPlan plan{strip.length_mm(), strip.half_width_mm(), outward_of(stroke)};
    const auto begin = strip.at(0, 0, 0).position_mm, end = strip.at(strip.length_mm(), 0, 0).position_mm;
    plan.downwards = end.y < begin.y - 5;
    plan.fingers = plan.outward;
    plan.sideways = std::abs(end.x - begin.x) > std::abs(end.y - begin.y);
    if (plan.sideways) {
        const float middle_mm = 0.5f * strip.length_mm(), half_mm = strip.half_width_mm();
        plan.fingers = strip.at(middle_mm, half_mm, 0).position_mm.y < strip.at(middle_mm, -half_mm, 0).position_mm.y ? -1.0f : 1.0f;
    }
    plan.left_side = stroke.side == Side::left || (stroke.side == Side::none && 0.5f * (begin.x + end.x) > 0);
    plan.from_midline_mm = std::abs(0.5f * (begin.x + end.x));
    return plan;
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
        auto poses = hands_at(step, technique, plan_of(stroke, strip), local_s);
        if (technique.fibre == content::FibreRule::across) turn_with_fibres(poses, strip);
        for (std::size_t k = 0; k < poses.size(); ++k) {
            auto hand = place_hand(poses[k], strip, ground, catalog.dent_of(stroke.pressure), pressure_colour(stroke.pressure), fmt::format("hand.{}.{}.{}", step.id, i, k));
            out.meshes.push_back(std::move(hand.mesh));
            if (hand.dent && out.dents.size() < static_cast<std::size_t>(k_max_dents)) out.dents.push_back(*hand.dent);
        }
    }
    return out;
}

} // namespace dorsum::scene
