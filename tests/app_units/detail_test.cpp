// The automatic quality: it finds the level that keeps up and stays there, whatever the times do.
#include "app/detail.h"

#include <gtest/gtest.h>
#include <random>

namespace dorsum::app {
namespace {

constexpr Ladder::Limits k_limits{50, 16, 12};

struct Run {
    int changes = 0, last = 0;
};

// `cost`: milliseconds of a frame at each step; `noise`: how much single frames differ.
Run run(Ladder& ladder, const std::vector<double>& cost, double noise, int frames, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> spread(1 - noise, 1 + noise);
    Run out{0, ladder.step()};
    for (int i = 0; i < frames; ++i) {
        ladder.measured(cost[static_cast<std::size_t>(ladder.step())] * spread(random) + (random() % 40 == 0 ? 120 : 0));
        if (ladder.step() != out.last) ++out.changes, out.last = ladder.step();
    }
    return out;
}

TEST(Detail, smooths_only_what_has_steps) {
    for (const char* level : {"low", "medium", "high", "ultra"}) {
        const auto resting = Detail(true).choose(level, false), smooth = Detail::smoothed(resting);
        EXPECT_EQ(smooth == resting, resting.quality.supersample > 1) << level;
        EXPECT_TRUE(Detail::smoothed(smooth) == smooth) << level << ": once";
    }
}

TEST(Ladder, ClimbsWhereThereIsTimeToSpare) {
    Ladder ladder(4, 1, k_limits);
    EXPECT_EQ(run(ladder, {1, 2, 4, 8}, 0.3, 600, 1).last, 3);
}

TEST(Ladder, DescendsToTheLevelThatKeepsUp) {
    Ladder ladder(4, 3, k_limits);
    const auto result = run(ladder, {20, 30, 90, 200}, 0.2, 600, 2);
    EXPECT_EQ(result.last, 1);
    EXPECT_LE(result.changes, 2);
}

// The cruel case: one level has time to spare, the next is too slow. Without a memory it would swing between them for ever.
TEST(Ladder, DoesNotSwingBetweenTooCheapAndTooDear) {
    Ladder ladder(4, 1, k_limits);
    const auto result = run(ladder, {5, 12, 80, 200}, 0.25, 20'000, 3); // a quarter of an hour of turning
    EXPECT_EQ(result.last, 1);
    EXPECT_LE(result.changes, 2 * 16);
    Ladder tired = ladder;
    EXPECT_LE(run(tired, {5, 12, 80, 200}, 0.25, 2'000, 4).changes, 2) << "ever more rarely";
}

TEST(Ladder, SingleLateFramesSayNothing) {
    Ladder ladder(4, 2, k_limits);
    EXPECT_EQ(run(ladder, {10, 20, 30, 40}, 0.1, 4'000, 5).changes, 0);
}

TEST(Detail, RestingIsNeverCoarserThanTurning) {
    for (const bool software : {true, false}) {
        const Detail detail(software);
        for (const char* level : {"auto", "low", "medium", "high", "ultra"}) {
            const auto turning = detail.choose(level, true), resting = detail.choose(level, false);
            EXPECT_LE(resting.lod, turning.lod) << level;
            EXPECT_LE(resting.quality.detail_px, turning.quality.detail_px) << level;
            EXPECT_GE(resting.quality.supersample, turning.quality.supersample) << level;
            EXPECT_FALSE(resting.quality.skip_hidden) << level;
        }
    }
}

TEST(Detail, ALargePictureMayTakeLonger) {
    const auto after = [](Detail& detail, double frame_ms) {
        for (int i = 0; i < 100; ++i) detail.measured(frame_ms);
        return detail.choose("auto", true);
    };
    constexpr int k_small = 1280 * 720, k_large = 1920 * 1080;
    Detail small(true, k_small), large(true, k_large), slow(true, k_large), enlarged(true, k_small);
    const auto medium = small.choose("medium", true), low = small.choose("low", true);
    EXPECT_TRUE(after(small, 60) == low) << "20 frames per second are asked at 1280x720";
    EXPECT_TRUE(after(large, 60) == medium) << "15 at 1920x1080";
    EXPECT_TRUE(after(slow, 80) == low);
    enlarged.set_pixels(k_large);
    EXPECT_TRUE(after(enlarged, 60) == medium);
}

// On a slow machine the picture at rest still has to be there in time: with fewer triangles, not with less light, and only while it must.
TEST(Detail, ALatePictureAtRestGivesUpTrianglesBeforeShading) {
    Detail detail(true);
    const auto first = detail.choose("medium", false);
    auto drawn = first;
    for (int i = 0; i < 3; ++i) detail.rested(330, drawn), drawn = detail.choose("medium", false);
    EXPECT_GT(drawn.quality.detail_px, first.quality.detail_px);
    EXPECT_LT(drawn.quality.detail_px, detail.choose("medium", true).quality.detail_px) << "finer than turning even so";
    drawn.quality.detail_px = first.quality.detail_px;
    EXPECT_TRUE(drawn == first) << "nothing else changes";
    EXPECT_TRUE(detail.choose("high", false) == Detail(true).choose("high", false));
    for (int i = 0; i < 60; ++i) detail.rested(90, detail.choose("medium", false));
    EXPECT_TRUE(detail.choose("medium", false) == first) << "there is time again";
}

TEST(Detail, AutomaticRestKeepsItsShadingWhileWiderTrianglesHelp) {
    Detail detail(true);
    for (int i = 0; i < 12; ++i) { // 2x2 takes 480 ms here, one size 330, with wider triangles 280
        const auto drawn = detail.choose("auto", false);
        detail.rested(drawn.quality.supersample > 1 ? 480 : drawn.quality.detail_px > 2.5f ? 280 : 330, drawn);
    }
    EXPECT_TRUE(detail.choose("auto", false).quality.ambient_occlusion);
    EXPECT_EQ(detail.choose("auto", false).quality.supersample, 1);
}

TEST(Detail, EachLevelIsFinerThanTheOneBelow) {
    const Detail detail(true);
    const char* levels[] = {"low", "medium", "high", "ultra"};
    for (int i = 0; i + 1 < 4; ++i)
        for (const bool moving : {true, false}) {
            const auto a = detail.choose(levels[i], moving), b = detail.choose(levels[i + 1], moving);
            EXPECT_GE(a.lod, b.lod);
            EXPECT_GT(a.quality.detail_px, b.quality.detail_px);
        }
}

} // namespace
} // namespace dorsum::app
