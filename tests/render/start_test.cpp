// What a start does ahead of the first picture: programs compiled with a stand-in, levels packed on another thread, the wall made
// without a program. None of it may show.
#include "fixture.h"

#include "core/memory.h"
#include "render/gl/api.h"
#include "render/studio_wall.h"
#include "render/warming_frame.h"

#include <algorithm>
#include <thread>

namespace dorsum::render::test {
namespace {

class Start : public RendererTest {};

Quality moving() {
    Quality quality;
    quality.fxaa = false;
    return quality;
}

TEST_F(Start, WarmingUpLeavesNothingInThePicture) {
    auto frame = made_up_frame();
    frame.items[2].opacity = 0.5f;
    const Image cold = draw(frame, moving());
    const auto uploads = renderer_->stats().mesh_uploads, drawn = renderer_->stats().scenes_drawn;
    using Warming = Renderer::Warming;
    for (const bool grain : {false, true}) {
        auto quality = moving();
        quality.fibre_detail = grain;
        for (const bool bent : {false, true})
            for (const auto part : {Warming::solid, Warming::veil, Warming::seen_through, Warming::picking, Warming::zones, Warming::marks, Warming::signs, Warming::cut}) renderer_->warm(quality, part, bent);
        renderer_->prepare(quality, k_width, k_height);
    }
    EXPECT_EQ(renderer_->stats().mesh_uploads, uploads);
    EXPECT_EQ(renderer_->stats().scenes_drawn, drawn);
    EXPECT_EQ(draw(frame, moving()).rgba, cold.rgba);
}

// To cut what is chosen takes a click and a key: its face has an outline, and nothing of it is left to compile then.
TEST_F(Start, ACutThroughWhatIsChosenIsCompiledAhead) {
    using Warming = Renderer::Warming;
    for (const auto part : {Warming::solid, Warming::seen_through, Warming::marks, Warming::cut}) renderer_->warm(moving(), part);
    const auto programs = renderer_->stats().programs;
    auto frame = cut_open(made_up_frame());
    frame.items[0].selected = true;
    frame.items[2].opacity = 0.5f;
    draw(frame, moving());
    EXPECT_EQ(renderer_->stats().programs, programs);
}

// A software driver compiles for each kind of target as well: to clear a part of a mask, to draw ids without a second channel. With its compiler
// come 25 MB of code.
TEST_F(Start, WhatAClickLabelsAndAHandNeedIsCompiledAhead) {
    if (!renderer_->software() || core::held_file_bytes() == 0) GTEST_SKIP() << "no compiler here, or nobody tells";
    std::thread([] { // a context of its own: nothing that other tests have drawn is there
        const auto context = platform::HeadlessContext::make();
        ASSERT_TRUE(context);
        const auto fresh = Renderer::make(nullptr, shader_folder());
        ASSERT_TRUE(fresh);
        Renderer& renderer = **fresh;
        for (int lod = 0; lod < anatomy::k_lod_count; ++lod) renderer.upload(made_up_atlas(), lod);
        using Warming = Renderer::Warming;
        for (const auto part : {Warming::solid, Warming::picking, Warming::marks, Warming::signs}) renderer.warm(moving(), part);
        const auto grown = [](const auto& draw) {
            core::return_code_of("libLLVM");
            const auto before = core::held_file_bytes();
            draw();
            glFinish();
            return core::held_file_bytes() - std::min(before, core::held_file_bytes());
        };
        auto frame = made_up_frame();
        constexpr std::size_t k_compiler_bytes = 4 << 20;
        EXPECT_LT(grown([&] { renderer.draw(frame, moving(), k_width, k_height); }), k_compiler_bytes);
        frame.items[0].selected = true;
        EXPECT_LT(grown([&] { renderer.draw(frame, moving(), k_width, k_height); }), k_compiler_bytes) << "what is chosen";
        EXPECT_LT(grown([&] { (void)renderer.draw_ids(frame, k_width, k_height); }), k_compiler_bytes) << "where labels may lie";
        EXPECT_LT(grown([&] { (void)renderer.draw_ids(frame, 24, 24); }), k_compiler_bytes) << "a part that is as small as a pick";
        frame.overlays.push_back(warming_sign());
        EXPECT_LT(grown([&] { renderer.draw(frame, moving(), k_width, k_height); }), k_compiler_bytes) << "a sign";
        frame.overlays.back().solid = true, frame.overlays.back().always_visible = false;
        EXPECT_LT(grown([&] { renderer.draw(frame, moving(), k_width, k_height); }), k_compiler_bytes) << "a hand";
    }).join();
}

TEST_F(Start, TheOtherProgramsComeOneByOneAndEnd) {
    int turns = 1;
    while (renderer_->warm_next() && turns < 100) ++turns;
    EXPECT_GT(turns, 10);
    EXPECT_LT(turns, 100);
    EXPECT_FALSE(renderer_->warm_next());
}

TEST_F(Start, ALevelPackedOnAnotherThreadLooksTheSame) {
    const Image here = draw(made_up_frame());
    const auto other = platform::HeadlessContext::make();
    ASSERT_TRUE(other);
    const auto made = Renderer::make((*other)->loader(), shader_folder());
    ASSERT_TRUE(made);
    const auto atlas = made_up_atlas();
    for (int lod = 0; lod < anatomy::k_lod_count; ++lod) {
        auto parts = pack_level(atlas, lod);
        std::vector<PackedPart> some;
        some.push_back(std::move(parts.back())), parts.pop_back(); // in any order, in pieces,
        if (lod == 0) parts.clear();                               // and the rest is packed here
        (*made)->upload_part(atlas, lod, std::move(some));
        (*made)->upload_part(atlas, lod, std::move(parts));
        (*made)->upload(atlas, lod);
    }
    EXPECT_EQ((*made)->draw_to_image(made_up_frame(), {}, k_width, k_height).rgba, here.rgba);
}

// A second renderer beside the first one, on its own thread and without loading or checking anything again.
TEST_F(Start, ASecondRendererDrawsWhatTheFirstDoes) {
    const auto atlas = made_up_atlas();
    Image there;
    std::thread([&] {
        const auto context = platform::HeadlessContext::make();
        ASSERT_TRUE(context);
        const auto second = Renderer::make(nullptr, shader_folder());
        ASSERT_TRUE(second) << second.error().text();
        for (int lod = 0; lod < anatomy::k_lod_count; ++lod) (*second)->upload(atlas, lod);
        there = (*second)->draw_to_image(made_up_frame(), {}, k_width, k_height);
    }).join();
    EXPECT_EQ(there.rgba, draw(made_up_frame()).rgba);
}

int luma_at(const std::vector<std::uint8_t>& wall, int width, int x, int y) {
    const auto* p = &wall[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x))];
    return (30 * p[0] + 59 * p[1] + 11 * p[2]) / 100;
}

TEST(StudioWall, IsLightestBehindTheSubjectInBothThemes) {
    constexpr int w = 321, h = 201;
    for (const Wall kind : {Wall::light, Wall::dark}) {
        const auto wall = studio_wall(kind, w, h);
        const int middle = luma_at(wall, w, w / 2, h * 6 / 10); // rows go up
        for (const auto& [x, y] : {std::pair{0, 0}, {w - 1, 0}, {0, h - 1}, {w - 1, h - 1}}) EXPECT_GT(middle, luma_at(wall, w, x, y) + 15);
        EXPECT_LT(luma_at(wall, w, w / 2, 0), luma_at(wall, w, w / 2, h - 1)) << "darker towards the floor";
    }
    EXPECT_GT(luma_at(studio_wall(Wall::light, w, h), w, w / 2, h / 2), 190);
    EXPECT_LT(luma_at(studio_wall(Wall::dark, w, h), w, w / 2, h / 2), 70);
    EXPECT_LE(luma_at(studio_wall(Wall::black, w, h), w, w / 2, h / 2), 1);
}

// Bands of one colour are what a slow gradient of whole bytes looks like; the grain must break them.
TEST(StudioWall, ShowsNoBands) {
    constexpr int w = 640, h = 360;
    const auto wall = studio_wall(Wall::dark, w, h);
    int longest = 0, run = 0;
    for (int x = 1; x < w; ++x) {
        run = luma_at(wall, w, x, 30) == luma_at(wall, w, x - 1, 30) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    EXPECT_LT(longest, 40);
}

} // namespace
} // namespace dorsum::render::test
