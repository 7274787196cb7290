// Muscles lie on bones and on each other in layers, and end where they attach.
#include "bench.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

using anatomy::Tissue;

Case sunk(const Solid& muscle, const Solid& other) {
    const Depth d = deepest(muscle, other);
    return {d.mm, muscle.id() + " in " + other.id(), d.at};
}

TEST(Muscles, SinkIntoBoneNoDeeperThanTheirAttachments) {
    const auto worst = print_worst("muscle in bone", "mm", over_pairs(of_tissue({Tissue::muscle}, true), of_tissue({Tissue::bone}), 0, sunk), 25);
    EXPECT_LE(worst.figure, 1.5f) << worst.what;
}

TEST(Muscles, AreNotPiercedByBone) {
    const auto worst = print_worst("bone in muscle", "mm", over_pairs(of_tissue({Tissue::bone}, true), of_tissue({Tissue::muscle}), 0, sunk), 25);
    EXPECT_LE(worst.figure, 1.5f) << worst.what;
}

TEST(Muscles, LieInLayers) {
    const auto muscles = of_tissue({Tissue::muscle}, true);
    const auto worst = print_worst("muscle in muscle", "mm", over_pairs(muscles, of_tissue({Tissue::muscle}), 0, sunk), 40);
    EXPECT_LE(worst.figure, 1.0f) << worst.what;
}

// How far the end of a muscle is from what it may attach to; the mean over the vertices of the last hundredth of its course.
TEST(Muscles, EndOnTheSkeleton) {
    const auto holds = of_tissue({Tissue::bone, Tissue::cartilage, Tissue::ligament, Tissue::fascia});
    std::vector<Case> cases;
    for (const Solid* muscle : of_tissue({Tissue::muscle}, true)) {
        for (const float end : {0.0f, 1.0f}) {
            double sum = 0;
            int count = 0;
            Case worst{0, muscle->id() + (end > 0 ? " insertion" : " origin"), {}};
            for (std::size_t i = 0; i < muscle->mesh->course.size(); ++i) {
                if (std::abs(muscle->mesh->course[i].x - end) > 0.01f) continue;
                float least = 50;
                for (const Solid* hold : holds)
                    if (const auto hit = hold->bvh.nearest(muscle->mesh->positions[i], least)) least = hit->distance_mm;
                sum += least;
                ++count;
                if (least > worst.figure) worst = {least, worst.what, muscle->mesh->positions[i]};
            }
            if (count == 0) continue;
            worst.what += fmt::format(" (farthest {:.1f})", worst.figure);
            worst.figure = float(sum / count);
            cases.push_back(worst);
        }
    }
    EXPECT_GE(cases.size(), 90u) << "most muscles say where they begin and end";
    const auto worst = print_worst("end of a muscle from the nearest bone, cartilage, ligament or fascia (mean)", "mm", cases, 25);
    EXPECT_LE(worst.figure, 2.0f) << worst.what;
}

} // namespace
} // namespace dorsum::rules
