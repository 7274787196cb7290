// What hands are like, and where they are at a moment, before they are laid on a body.
#include "scene/hand_motion.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::scene {
namespace {

// Two hands beside each other wander to and fro along the path, and neither leaves it for what lies beyond, as the spine does.
TEST(HandsTest, a_pair_stays_on_its_path_and_apart) {
    using content::StrokeSign;
    content::StrokeStep step;
    step.pace = 0.5f;
    for (const auto sign : {StrokeSign::ribbon_across, StrokeSign::wring, StrokeSign::pick_up, StrokeSign::taps})
        for (const float apart_mm : {84.0f, 96.0f})
            for (float length_mm = 20; length_mm < 260; length_mm += 7) {
                content::Technique technique;
                technique.sign = sign, technique.hands = 2, technique.apart_mm = apart_mm, technique.pace_unit = content::PaceUnit::cycles_per_s;
                HandGroundPlan plan;
                plan.length_mm = length_mm;
                float low = 1e9f, high = -1e9f;
                for (float t = 0; t < 40; t += 0.3f) {
                    const auto hands = hands_at(step, technique, plan, t);
                    ASSERT_EQ(hands.size(), length_mm < apart_mm - 24 ? 1u : 2u);
                    for (const auto& hand : hands) low = std::min(low, hand.along_mm), high = std::max(high, hand.along_mm);
                    if (hands.size() == 2) {
                        EXPECT_FLOAT_EQ(hands[1].along_mm - hands[0].along_mm, apart_mm);
                    }
                }
                const auto where = fmt::format("{} on {} mm", content::sign_name(sign), length_mm);
                const float beyond_mm = length_mm < apart_mm - 24 ? 0.0f : std::max(0.0f, 0.5f * (apart_mm - length_mm)); // half of what two hands lack
                EXPECT_GE(low, -12.01f) << where;
                EXPECT_GE(low, -beyond_mm - 0.01f) << where;
                EXPECT_LE(high, length_mm + beyond_mm + 0.01f) << where;
                if (length_mm > apart_mm + 20) {
                    EXPECT_GT(high - low, length_mm - 8) << where << ": all of it is worked on";
                }
            }
}

// A thumb that is spread, or lies along, takes no finger with it: the index finger is as near to it as to the palm.
TEST(HandsTest, fingers_stay_where_they_are_when_the_thumb_moves) {
    const auto& rest = hand_mesh(content::HandShape::palm).mesh.positions;
    const auto flat = bent_hand(content::HandShape::palm, {}).positions;
    for (const float spread_deg : {-20.0f, 34.0f}) {
        const auto spread = bent_hand(content::HandShape::palm, {.spread_deg = spread_deg}).positions;
        float fingers_mm = 0, thumb_mm = 0;
        for (std::size_t i = 0; i < rest.size(); ++i) {
            const float moved_mm = glm::distance(spread[i], flat[i]);
            (rest[i].x > 45 ? fingers_mm : thumb_mm) = std::max(rest[i].x > 45 ? fingers_mm : thumb_mm, moved_mm);
        }
        EXPECT_LT(fingers_mm, 1) << spread_deg;
        EXPECT_GT(thumb_mm, 25) << spread_deg;
    }
}

} // namespace
} // namespace dorsum::scene
