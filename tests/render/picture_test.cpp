// What a viewer would notice in the colour picture.
#include "fixture.h"
#include "render/offscreen.h"

#include <fmt/format.h>

#include <glm/gtc/matrix_transform.hpp>

namespace dorsum::render::test {
namespace {

class Picture : public RendererTest {
protected:
    static scene::DrawItem shell(float opacity) {
        scene::DrawItem item;
        item.structure = anatomy::StructureIndex(k_shell);
        item.material = scene::Material::skin;
        item.opacity = opacity;
        return item;
    }
    static glm::ivec3 colour_at(const Image& image, glm::vec2 pixel) {
        const std::size_t i = 4 * (std::size_t(pixel.y) * std::size_t(image.width) + std::size_t(pixel.x));
        return {image.rgba[i], image.rgba[i + 1], image.rgba[i + 2]};
    }
    static glm::ivec3 colour_of(const Image& image, const scene::Frame& frame, glm::vec3 world) {
        return colour_at(image, pixel_of(frame, world, image.width, image.height));
    }
};

TEST_F(Picture, IsTheSameTwice) {
    scene::Frame frame = made_up_frame();
    frame.items.push_back(shell(0.3f));
    frame.items[k_tube].selected = true;
    const Image first = draw(frame), second = draw(frame);
    save(first, "made_up");
    EXPECT_EQ(first.rgba, second.rgba);
    EXPECT_GT(count(differing(first, draw(scene::Frame{}))), 5000) << "something must be on it";
}

TEST_F(Picture, SelectingChangesTheStructureAndItsSurroundingsOnly) {
    const scene::Frame plain = made_up_frame();
    scene::Frame selected = plain;
    selected.items[k_right_box].selected = true;
    const auto mask = differing(draw(plain), draw(selected));
    const IdImage where = ids(plain);
    const Extent box = extent_of(where.structures, k_width, k_right_box + 1);
    int changed_on_it = 0;
    for (int y = 0; y < k_height; ++y)
        for (int x = 0; x < k_width; ++x) {
            const std::size_t i = std::size_t(y * k_width + x);
            if (!mask[i]) continue;
            changed_on_it += where.structures[i] == k_right_box + 1;
            EXPECT_TRUE(x >= box.left - 4 && x <= box.right + 4 && y >= box.top - 4 && y <= box.bottom + 4)
                << x << "," << y;
        }
    EXPECT_GT(changed_on_it, box.count / 2) << "tinted";
    EXPECT_GT(count(mask), changed_on_it) << "outlined";
}

TEST_F(Picture, ASelectionShowsThroughTranslucentSkin) {
    scene::Frame plain = made_up_frame();
    plain.items.push_back(shell(0.35f));
    scene::Frame selected = plain;
    selected.items[k_right_box].selected = true;
    const Extent box = extent_of(ids(made_up_frame()).structures, k_width, k_right_box + 1);
    EXPECT_GT(count(differing(draw(plain), draw(selected), 8)), 2 * (box.right - box.left)) << "at least its outline";
}

TEST_F(Picture, HoverLightens) {
    const scene::Frame plain = made_up_frame();
    scene::Frame hovered = plain;
    hovered.items[k_left_box].hovered = true;
    const glm::ivec3 before = colour_of(draw(plain), plain, {100, 0, -40}),
                     after = colour_of(draw(hovered), plain, {100, 0, -40});
    EXPECT_GT(after.r + after.g + after.b, before.r + before.g + before.b);
}

TEST_F(Picture, SkinLetsTheInsideShowThrough) {
    scene::Frame bare = made_up_frame(), covered = bare, opaque = bare;
    covered.items.push_back(shell(0.25f));
    opaque.items.push_back(shell(1));
    const glm::vec3 on_box(100, 0, -40);
    const glm::ivec3 a = colour_of(draw(bare), bare, on_box), b = colour_of(draw(covered), bare, on_box),
                     c = colour_of(draw(opaque), bare, on_box);
    EXPECT_NE(a, b);
    EXPECT_LT(glm::distance(glm::vec3(b), glm::vec3(a)), glm::distance(glm::vec3(b), glm::vec3(c)));
}

TEST_F(Picture, ZonesPaintOnlyTheStructuresTheyAreMeantFor) {
    scene::Frame plain = made_up_frame();
    plain.zone_count = 1;
    plain.zones[0] = {{0, 0, 0}, {0, -120, 0}, 150, 3}; // reaches the tube and both boxes
    scene::Frame painted = plain;
    painted.items[k_tube].zones = 1;
    const auto mask = differing(draw(plain), draw(painted));
    const IdImage where = ids(plain);
    EXPECT_GT(count(mask), 300);
    for (std::size_t i = 0; i < mask.size(); ++i) EXPECT_TRUE(!mask[i] || where.structures[i] == k_tube + 1);
}

TEST_F(Picture, AZoneStaysOnItsTissueWhenTheSpineBends) {
    scene::Frame frame = made_up_frame();
    frame.zone_count = 1;
    frame.zones[0] = {{0, -120, -35}, {0, -120, -35}, 40, 2};
    frame.items[k_tube].zones = 1;
    scene::Frame without = frame;
    without.items[k_tube].zones = 0;
    for (scene::Frame* f : {&frame, &without}) f->palette[1] = glm::translate(glm::mat4(1), glm::vec3(0, 60, 0));
    const auto mask = differing(draw(frame), draw(without), 10);
    std::vector<std::uint32_t> changed(mask.begin(), mask.end());
    const Extent paint = extent_of(changed, k_width, 1);
    EXPECT_NEAR(paint.centre_y, pixel_of(frame, {0, -60, -35}, k_width, k_height).y, 3);
}

TEST_F(Picture, GradesDifferInBrightnessToo) { // readable without telling colours apart
    double luma[3];
    for (int grade = 1; grade <= 3; ++grade) {
        scene::Frame frame = made_up_frame();
        frame.zone_count = 1;
        frame.zones[0] = {{0, -120, -35}, {0, -120, -35}, 60, float(grade)};
        frame.items[k_tube].zones = 1;
        const glm::ivec3 c = colour_of(draw(frame), frame, {0, -120, -35});
        luma[grade - 1] = 0.3 * c.r + 0.59 * c.g + 0.11 * c.b;
    }
    EXPECT_GT(luma[0], luma[1] + 15);
    EXPECT_GT(luma[1], luma[2] + 15);
}

// A zone on a long muscle fades along the fibres over a good part of its breadth, and does not end in a line across them.
TEST_F(Picture, AZoneFadesSoftlyAlongItsLine) {
    constexpr float radius_mm = 40, end_mm = 60;
    for (const auto paint : {scene::ZonePaint::tension, scene::ZonePaint::guarding}) {
        scene::Frame plain = made_up_frame();
        plain.items.resize(k_tube + 1);
        plain.zone_count = 1;
        plain.zones[0] = {{-end_mm, -120, -35}, {end_mm, -120, -35}, radius_mm, 1, paint};
        scene::Frame painted = plain;
        painted.items[k_tube].zones = 1;
        const Image without = draw(plain), with = draw(painted);
        const auto paint_at = [&](float x) { // a whole column: fibres carry the paint unevenly far
            double sum = 0;
            for (float y = -140; y <= -100; y += 2) sum += glm::distance(glm::vec3(colour_of(with, plain, {x, y, -35})), glm::vec3(colour_of(without, plain, {x, y, -35})));
            return sum;
        };
        const double full = paint_at(0);
        ASSERT_GT(full, 100);
        float begins = 0, ends = 0;
        for (float x = 0; x < end_mm + radius_mm; x += 1) {
            if (paint_at(x) > 0.9 * full) begins = x;
            if (paint_at(x) > 0.1 * full) ends = x;
        }
        EXPECT_GT(ends - begins, 0.8f * radius_mm) << "it ends at " << ends << " of " << end_mm + radius_mm;
        EXPECT_GT(ends, end_mm) << "it reaches to its end and beyond";
    }
}

// A muscle that braces is washed over; what is strained in it still shows its grade.
TEST_F(Picture, AWashOfGuardingHidesNoGrade) {
    const glm::vec3 on_tube(0, -120, -35);
    const auto luma_of = [&](bool guarded, float grade) {
        scene::Frame frame = made_up_frame();
        frame.zone_count = guarded ? 2 : 1;
        frame.zones[0] = {on_tube, on_tube, 60, grade};
        frame.zones[1] = {on_tube, on_tube, 60, 1, scene::ZonePaint::guarding};
        frame.items[k_tube].zones = guarded ? 3 : 1;
        const glm::vec3 c = colour_of(draw(frame), frame, on_tube);
        return 0.3 * c.r + 0.59 * c.g + 0.11 * c.b;
    };
    EXPECT_LT(luma_of(true, 3), luma_of(false, 2) - 15);
    EXPECT_LT(luma_of(true, 2), luma_of(false, 1) - 15);
}

TEST_F(Picture, DimmingGreysBack) {
    scene::Frame frame = made_up_frame();
    const glm::ivec3 before = colour_of(draw(frame), frame, {0, -120, -35});
    frame.items[k_tube].dim = 1;
    const glm::ivec3 after = colour_of(draw(frame), frame, {0, -120, -35});
    const auto saturation = [](glm::ivec3 c) { return std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b}); };
    EXPECT_LT(saturation(after), saturation(before) / 2);
}

TEST_F(Picture, ALitNerveFlows) {
    scene::Frame frame = made_up_frame();
    frame.items[k_tube].material = scene::Material::nerve;
    const Image dark = draw(frame);
    frame.items[k_tube].glow = 1;
    const Image lit = draw(frame);
    frame.time_s = 0.4f;
    const Image later = draw(frame);
    EXPECT_GT(count(differing(dark, lit)), 300);
    EXPECT_GT(count(differing(lit, later)), 300);
}

TEST_F(Picture, PresentsTheCachedSceneAgain) {
    const scene::Frame frame = made_up_frame();
    const Image first = draw(frame);
    const Stats before = renderer_->stats();
    renderer_->present_cached(k_width, k_height); // framebuffer 0 is absent in a surfaceless context: must not crash
    EXPECT_EQ(renderer_->stats().draw_calls, before.draw_calls);
    EXPECT_EQ(first.rgba, draw(frame).rgba);
}

TEST_F(Picture, RefinedInSlicesIsTheSamePicture) {
    scene::Frame frame = made_up_frame();
    frame.items.push_back(shell(0.3f));
    frame.items[k_tube].selected = true;
    const Quality rest{.supersample = 2, .fxaa = true, .ambient_occlusion = true, .contact_shadow = true, .lines = true};
    const Image whole = draw(frame, rest), fast = draw(frame);
    const auto target = Offscreen::make(k_width, k_height);
    int slices = 1;
    while (!renderer_->refine(frame, rest, k_width, k_height)) {
        ids(frame); // a click may come between
        renderer_->present_cached(k_width, k_height, target->framebuffer());
        EXPECT_EQ(count(differing(target->read(), fast, 0)), 0) << "the picture on the screen stays until the finer one is complete";
        ASSERT_LT(++slices, 20);
    }
    EXPECT_GT(slices, 2);
    renderer_->present_cached(k_width, k_height, target->framebuffer());
    EXPECT_EQ(count(differing(target->read(), whole, 0)), 0);
}

// Steps along an edge: how often neighbours differ by more than half of what two sides of an outline differ by.
TEST_F(Picture, SamplesSmoothEdgesAsSupersamplingDoes) {
    const scene::Frame frame = made_up_frame();
    const Quality rough{}, fine{.supersample = 2}, sampled{.samples = 4};
    const auto steps = [&](const Image& image) {
        int count = 0;
        for (int y = 0; y < k_height; ++y)
            for (int x = 1; x < k_width; ++x) {
                const auto* p = &image.rgba[4 * static_cast<std::size_t>(y * k_width + x)];
                count += std::abs(p[1] - p[-3]) > 60;
            }
        return count;
    };
    const Image whole = draw(frame, sampled), twice = draw(frame, fine), once = draw(frame, rough);
    EXPECT_LE(steps(whole), steps(twice)) << "of " << steps(once);
    EXPECT_LT(10 * count(differing(whole, twice, 24)), 7 * count(differing(once, twice, 24))) << "other places in a pixel than 2x2";
    const auto target = Offscreen::make(k_width, k_height);
    while (!renderer_->refine(frame, {.fxaa = true}, k_width, k_height)) {
    }
    renderer_->present_cached(k_width, k_height, target->framebuffer());
    const Image rest = target->read();
    int turns = 1;
    for (; !renderer_->refine(frame, sampled, k_width, k_height); ++turns) {
        ids(frame); // a click may come between
        renderer_->present_cached(k_width, k_height, target->framebuffer());
        ASSERT_EQ(count(differing(target->read(), rest, 0)), 0) << "what is shown stays until the last sample is in";
    }
    EXPECT_GT(turns, 4);
    renderer_->present_cached(k_width, k_height, target->framebuffer());
    EXPECT_EQ(count(differing(target->read(), whole, 0)), 0);
}

// No outline jumps when the picture at rest takes the moving one's place: each pixel goes straight from one to the other.
TEST_F(Picture, TheRefinedOneFadesIntoTheMovingOnesPlace) {
    scene::Frame frame = made_up_frame();
    frame.items.push_back(shell(0.3f));
    const Quality rest{.supersample = 2, .ambient_occlusion = true, .contact_shadow = true, .lines = true};
    const Image whole = draw(frame, rest), fast = draw(frame);
    ASSERT_GT(count(differing(whole, fast, 16)), 100);
    const auto target = Offscreen::make(k_width, k_height);
    const auto shown_at = [&](float share) {
        renderer_->present_fading(share, k_width, k_height, target->framebuffer());
        return target->read();
    };
    while (!renderer_->refine(frame, rest, k_width, k_height)) {
    }
    for (const float share : {0.25f, 0.5f, 0.8f}) {
        const Image mixed = shown_at(share);
        int worst = 0;
        for (std::size_t i = 0; i < mixed.rgba.size(); ++i) {
            if (i % 4 == 3) continue;
            const float expected = glm::mix(static_cast<float>(fast.rgba[i]), static_cast<float>(whole.rgba[i]), share);
            worst = std::max(worst, std::abs(static_cast<int>(mixed.rgba[i]) - static_cast<int>(expected)));
        }
        EXPECT_LE(worst, 3) << share; // whole bytes, step by step
    }
    EXPECT_EQ(count(differing(shown_at(1), whole, 0)), 0);
    EXPECT_EQ(count(differing(shown_at(0.5f), whole, 0)), 0) << "once it is there it stays";
    EXPECT_EQ(count(differing(draw(frame), fast, 0)), 0) << "the next moving picture has nothing of it";
}

TEST_F(Picture, InputGivesUpARefinement) {
    scene::Frame frame = made_up_frame(), turned = frame;
    turned.camera.eye_mm = {300, 0, -850};
    const Quality rest{.supersample = 2};
    EXPECT_FALSE(renderer_->refine(frame, rest, k_width, k_height));
    const Image moved = draw(turned);
    EXPECT_FALSE(renderer_->refine(turned, rest, k_width, k_height)) << "begins anew";
    while (!renderer_->refine(turned, rest, k_width, k_height)) {
    }
    const auto target = Offscreen::make(k_width, k_height);
    renderer_->present_cached(k_width, k_height, target->framebuffer());
    EXPECT_EQ(count(differing(target->read(), draw(turned, rest), 0)), 0);
    EXPECT_GT(count(differing(moved, draw(frame))), 1000);
}

TEST_F(Picture, QualityLevelsShowTheSameThings) {
    const scene::Frame frame = made_up_frame();
    const Image plain = draw(frame);
    for (const Quality& quality : {Quality{.supersample = 2}, Quality{.fxaa = true}, Quality{.ambient_occlusion = true},
                                   Quality{.ambient_occlusion = true, .contact_shadow = true}, Quality{.lines = true},
                                   Quality{.fibre_detail = false}}) {
        const Image other = draw(frame, quality);
        const int changed = count(differing(plain, other, 0));
        EXPECT_GT(changed, 20) << "the setting does something";
        EXPECT_LT(count(differing(plain, other, 60)), k_width * k_height / 50) << "but the picture stays";
    }
}

// A hand's arm fades out: where it can hardly be seen it hides neither the other hand nor the rest of its own arm.
TEST_F(Picture, WhatFadesOfASolidOverlayHidesNothing) {
    const auto add_square = [](scene::OverlayMesh& mesh, float z, glm::vec4 colour) {
        const auto first = std::uint32_t(mesh.positions.size());
        for (const glm::vec2 c : {glm::vec2(-1, -1), glm::vec2(-1, 1), glm::vec2(1, 1), glm::vec2(1, -1)}) { // seen from behind the body
            mesh.positions.push_back(glm::vec3(100, 0, z) + glm::vec3(c * 15.0f, 0));
            mesh.normals.push_back({0, 0, -1});
            mesh.colours.push_back(colour);
        }
        for (const std::uint32_t k : {0, 1, 2, 0, 2, 3}) mesh.indices.push_back(first + k);
    };
    const glm::vec4 whole(0.1f, 0.8f, 0.1f, 0.9f), faded(0.8f, 0.1f, 0.1f, 0.03f);
    const auto frame = made_up_frame();
    const auto at = glm::ivec2(pixel_of(frame, {100, 0, -45}, k_width, k_height));
    const auto green = [&](std::vector<scene::OverlayMesh> overlays) {
        auto with = frame;
        with.overlays = std::move(overlays);
        const Image image = draw(with);
        const auto* p = &image.rgba[4 * static_cast<std::size_t>(at.y * k_width + at.x)];
        return int(p[1]) - int(p[0]);
    };
    scene::OverlayMesh far, near, both;
    far.id = "far", near.id = "near", both.id = "both";
    far.solid = near.solid = both.solid = true;
    add_square(far, -45, whole);
    add_square(near, -55, faded);
    add_square(both, -55, faded), add_square(both, -45, whole);
    const int alone = green({far});
    ASSERT_GT(alone, 60);
    EXPECT_NEAR(green({near, far}), alone, 12) << "another one";
    EXPECT_NEAR(green({far, near}), alone, 12);
    EXPECT_NEAR(green({both}), alone, 12) << "its own";
}

// A tube that fades from ring to ring, as an arm does.
scene::OverlayMesh fading_tube(glm::vec3 from, glm::vec3 along) {
    constexpr int k_sides = 48, k_rings = 24;
    constexpr float k_radius_mm = 14, k_length_mm = 42, k_fades_mm = 22;
    const glm::vec3 up(0, 1, 0), aside = glm::normalize(glm::cross(along, up));
    scene::OverlayMesh tube;
    tube.id = "tube", tube.solid = true, tube.fades_along = along;
    for (int ring = 0; ring <= k_rings; ++ring)
        for (int side = 0; side < k_sides; ++side) {
            const float angle = 6.2831853f * float(side) / k_sides, mm = k_length_mm * float(ring) / k_rings;
            const glm::vec3 out = std::cos(angle) * up + std::sin(angle) * aside;
            tube.positions.push_back(from + mm * along + k_radius_mm * out);
            tube.normals.push_back(out);
            tube.colours.push_back({0.1f, 0.8f, 0.1f, 0.9f * glm::smoothstep(0.0f, k_fades_mm, k_length_mm - mm)});
        }
    for (std::uint32_t ring = 0; ring < k_rings; ++ring)
        for (std::uint32_t side = 0; side < k_sides; ++side) {
            const auto a = ring * k_sides + side, b = ring * k_sides + (side + 1) % k_sides;
            for (const std::uint32_t k : {a, b, a + k_sides, b, b + k_sides, a + k_sides}) tube.indices.push_back(k);
        }
    for (std::uint32_t side = 1; side + 1 < k_sides; ++side) // where the hand would be
        for (const std::uint32_t k : {0u, side + 1, side}) tube.indices.push_back(k);
    return tube;
}

TEST_F(Picture, AnArmThatRisesTowardsTheEyeEndsStraightAndClosed) {
    const auto bare = made_up_frame();
    const auto with = [&](const scene::OverlayMesh& tube) {
        auto frame = bare;
        frame.overlays = {tube};
        return draw(frame);
    };
    const Image nothing = draw(bare);
    const auto shows = [&](const Image& image, glm::ivec2 at) {
        const auto pixel = 4 * static_cast<std::size_t>(at.y * k_width + at.x);
        int most = 0;
        for (std::size_t c = 0; c < 3; ++c) most = std::max(most, std::abs(int(image.rgba[pixel + c]) - int(nothing.rgba[pixel + c])));
        return most;
    };
    // Half towards the eye, half along x: no row of it may show on where its middle is gone.
    const glm::vec3 from(70, 0, -60), along = glm::normalize(glm::vec3(1, 0, -1));
    const Image image = with(fading_tube(from, along));
    const auto end_of_row = [&](float y) {
        const auto start = glm::ivec2(pixel_of(bare, from + glm::vec3(0, y, 0), k_width, k_height)), beside = glm::ivec2(pixel_of(bare, from + 60.0f * along, k_width, k_height));
        const int step = beside.x > start.x ? 1 : -1;
        int last = 0;
        for (int x = start.x; x >= 0 && x < k_width; x += step)
            if (shows(image, {x, start.y}) > 12) last = std::abs(x - start.x);
        return last;
    };
    const int middle = end_of_row(0);
    for (const float y : {-13.0f, -11.0f, -8.0f, 8.0f, 11.0f, 13.0f}) {
        fmt::print("row {:.0f}: {} for {} pixels\n", y, end_of_row(y), middle);
        EXPECT_LE(end_of_row(y), middle + 1) << y;
    }
    // Straight towards the eye: no hole in the middle of it.
    const glm::vec3 right_at(100, 0, -60);
    const glm::vec3 to_eye = glm::normalize(bare.camera.eye_mm - right_at);
    EXPECT_GT(shows(with(fading_tube(right_at, to_eye)), glm::ivec2(pixel_of(bare, right_at + 20.0f * to_eye, k_width, k_height))), 60);
}

} // namespace
} // namespace dorsum::render::test
