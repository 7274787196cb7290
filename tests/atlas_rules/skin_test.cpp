#include "bench.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

TEST(Skin, LiesOutsideEverything) {
    const Solid* skin = find("skin.body");
    ASSERT_TRUE(skin);
    std::vector<Case> cases;
    for (const Solid& s : solids()) {
        if (&s == skin) continue;
        Case worst{0, s.id(), {}};
        for (const auto& p : s.mesh->positions) {
            const auto hit = skin->bvh.nearest(p, 30);
            if (hit && hit->distance_mm > worst.figure && !skin->contains(p)) worst = {hit->distance_mm, s.id(), p};
            if (!hit && !skin->contains(p)) worst = {30, s.id(), p};
        }
        if (worst.figure > 0) cases.push_back(worst);
    }
    const auto worst = print_worst("outside the skin", "mm", cases);
    EXPECT_EQ(worst.figure, 0) << worst.what;
}

} // namespace
} // namespace dorsum::rules
