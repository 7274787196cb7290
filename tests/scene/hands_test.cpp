// What hands are like before they are laid on a body.
#include "scene/hand_shape.h"

#include <gtest/gtest.h>

namespace dorsum::scene {
namespace {

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
