// Grain, ghosts, contours, paint and what shows through: what a viewer would notice, on the made-up atlas.
#include "fixture.h"

#include <glm/gtc/matrix_transform.hpp>

namespace dorsum::render::test {
namespace {

int luma_at(const Image& image, std::size_t pixel) {
    const auto* c = &image.rgba[4 * pixel];
    return (3 * c[0] + 6 * c[1] + c[2]) / 10;
}

int change_at(const Image& a, const Image& b, std::size_t pixel) {
    int most = 0;
    for (std::size_t c = 0; c < 3; ++c) most = std::max(most, std::abs(int(a.rgba[4 * pixel + c]) - int(b.rgba[4 * pixel + c])));
    return most;
}

class MaterialPicture : public RendererTest {
protected:
    static std::size_t at(glm::vec2 pixel) { return std::size_t(pixel.y) * k_width + std::size_t(pixel.x); }
    static std::size_t at(const scene::Frame& frame, glm::vec3 world) { return at(pixel_of(frame, world, k_width, k_height)); }
    // Mean change of the tube's pixels when the camera turns by a quarter of a degree.
    double unrest(bool grain, float distance_mm) {
        scene::Frame frame = made_up_frame();
        frame.items = {frame.items[k_tube]};
        frame.camera.target_mm = {0, -120, 0};
        frame.camera.far_mm = 9000;
        const auto turned = [&](double deg) {
            const double a = glm::radians(deg);
            frame.camera.eye_mm = frame.camera.target_mm + distance_mm * glm::vec3(std::sin(a), 0, -std::cos(a));
            return draw(frame, {.fibre_detail = grain});
        };
        const Image before = turned(10), after = turned(10.25);
        frame.camera.eye_mm = frame.camera.target_mm + distance_mm * glm::vec3(0.1736f, 0, -0.9848f);
        const IdImage where = ids(frame);
        double sum = 0;
        int count = 0;
        for (std::size_t i = 0; i < where.structures.size(); ++i)
            if (where.structures[i] == k_tube + 1) sum += change_at(before, after, i), ++count;
        EXPECT_GT(count, 50);
        return sum / std::max(count, 1);
    }
};

TEST_F(MaterialPicture, GrainDoesNotShimmerWhenTurned) {
    // Near by, fibres may move with the surface; far away, where a fibre is thinner than a pixel, they must have faded.
    EXPECT_LT(unrest(true, 500), unrest(false, 500) + 6);
    EXPECT_LT(unrest(true, 1800), unrest(false, 1800) + 3);
    EXPECT_LT(unrest(true, 5000), unrest(false, 5000) + 1.5);
}

TEST_F(MaterialPicture, FibresShineAcrossTheirCourse) {
    // The same tube with its fibres along it and round it: the highlight turns with them.
    scene::Frame frame = made_up_frame();
    frame.items = {frame.items[k_tube]};
    const Image along = draw(frame);
    anatomy::Atlas atlas = made_up_atlas();
    auto& mesh = atlas.structures[k_tube].lods[0];
    for (std::size_t v = 0; v < mesh.fibres.size(); ++v) mesh.fibres[v] = glm::cross(glm::vec3(1, 0, 0), mesh.normals[v]);
    atlas.name = "fibres round";
    renderer_->upload(atlas, 0);
    EXPECT_GT(count(differing(along, draw(frame), 8)), 200);
}

TEST_F(MaterialPicture, AGhostKeepsItsShapeByItsContour) {
    scene::Frame without = made_up_frame(), ghost = without;
    without.items.erase(without.items.begin() + k_tube);
    ghost.items[k_tube].opacity = 0.22f;
    const Image a = draw(without), b = draw(ghost);
    const IdImage where = ids(made_up_frame());
    const Extent tube = extent_of(where.structures, k_width, k_tube + 1);
    const auto x = std::size_t(tube.centre_x);
    const auto change = [&](int y) { return change_at(a, b, std::size_t(y) * k_width + x); };
    int rim = 0;
    for (int y = tube.top; y < tube.top + 3; ++y) rim = std::max(rim, change(y));
    const int middle = change((tube.top + tube.bottom) / 2);
    EXPECT_GT(rim, middle + 10) << "the contour says more than the belly";
    EXPECT_GT(middle, 2) << "but the belly is there";
}

TEST_F(MaterialPicture, OpacityComesInWithoutAJump) {
    scene::Frame whole = made_up_frame(), nearly = whole;
    nearly.items[k_tube].opacity = 0.985f;
    EXPECT_LT(count(differing(draw(whole), draw(nearly), 14)), 12);
}

TEST_F(MaterialPicture, PaintFadesFromItsCentreWithoutAnEdge) {
    scene::Frame bare = made_up_frame();
    bare.items[k_tube].material = scene::Material::bone; // even ground
    bare.lines.strength = 0;
    scene::Frame painted = bare;
    painted.zone_count = 1;
    painted.zones[0] = {{0, -120, -35}, {0, -120, -35}, 90, 2};
    painted.items[k_tube].zones = 1;
    const Quality plain{.fibre_detail = false};
    const Image a = draw(bare, plain), b = draw(painted, plain);
    const glm::vec2 centre = pixel_of(bare, {0, -120, -35}, k_width, k_height), end = pixel_of(bare, {-100, -120, -35}, k_width, k_height);
    const int row = int(centre.y);
    int before = change_at(a, b, at(centre)), largest_step = 0;
    EXPECT_GT(before, 60) << "strong in the middle";
    for (int x = int(centre.x) + 1; x < int(end.x); ++x) {
        const int now = change_at(a, b, std::size_t(row) * k_width + std::size_t(x));
        EXPECT_LE(now, before + 2) << "fades outwards, at " << x;
        largest_step = std::max(largest_step, before - now);
        before = now;
    }
    EXPECT_LE(before, 2) << "nothing at the border";
    EXPECT_LT(largest_step, 12) << "no hard edge anywhere";
}

TEST_F(MaterialPicture, ACoveredSelectionIsOutlinedThinnerAndDashed) {
    scene::Frame plain = made_up_frame();
    scene::Frame selected = plain; // it stands wholly behind the left box
    selected.items[k_back_box].selected = true;
    scene::Frame bare = plain, bare_selected = selected;
    for (scene::Frame* frame : {&bare, &bare_selected}) frame->items.erase(frame->items.begin() + k_left_box);
    const Image a = draw(plain), b = draw(selected), c = draw(bare), d = draw(bare_selected);
    const IdImage where = ids(plain);
    int through = 0, sum_through = 0, sum_open = 0, unbroken = 0;
    for (std::size_t i = 0; i < where.structures.size(); ++i) {
        const int change = change_at(a, b, i);
        if (where.structures[i] != k_left_box + 1) continue;
        const int open = change_at(c, d, i);
        through += change > 20, sum_through += change;
        if (open < 60) continue; // on the line, where nothing covers it
        sum_open += open;
        unbroken += change < 10;
    }
    EXPECT_GT(through, 40) << "it shows through what covers it";
    EXPECT_LT(sum_through, sum_open * 2 / 3) << "dimmed there";
    EXPECT_GT(unbroken, 20) << "and dashed";
}

TEST_F(MaterialPicture, AnInvolvedNerveIsSeenThroughWhatCoversIt) {
    scene::Frame calm = made_up_frame();
    calm.items[k_back_box].material = scene::Material::nerve;
    scene::Frame lit = calm;
    lit.items[k_back_box].glow = 1;
    const Image a = draw(calm), b = draw(lit);
    const IdImage where = ids(calm);
    int through = 0, strongest_through = 0, strongest_open = 0;
    for (std::size_t i = 0; i < where.structures.size(); ++i) {
        const int change = change_at(a, b, i);
        if (where.structures[i] == k_left_box + 1) through += change > 4, strongest_through = std::max(strongest_through, change);
        if (where.structures[i] == k_back_box + 1) strongest_open = std::max(strongest_open, change);
    }
    EXPECT_GT(through, 100);
    EXPECT_LT(strongest_through, strongest_open + 60);
}

TEST_F(MaterialPicture, LinesPartWhatOverlapsAndCanBeSwitchedOff) {
    scene::Frame with = made_up_frame(), without = with;
    without.lines.strength = 0;
    const Quality lines{.lines = true};
    const Image a = draw(with, lines), b = draw(without, lines);
    int darker = 0;
    for (std::size_t i = 0; i < a.rgba.size() / 4; ++i) {
        EXPECT_LE(luma_at(a, i), luma_at(b, i) + 1) << "a line only darkens";
        darker += luma_at(a, i) < luma_at(b, i) - 20;
    }
    EXPECT_GT(darker, 150) << "round every box and the tube";
    const IdImage where = ids(with);
    const std::size_t face = at(with, {100, 0, -40});
    ASSERT_EQ(where.structures[face], k_left_box + 1);
    EXPECT_NEAR(luma_at(a, face), luma_at(b, face), 2) << "no line on a flat face";
}

TEST_F(MaterialPicture, StudiosDifferAndEveryOneKeepsTheBodyApart) {
    scene::Frame frame = made_up_frame();
    const Image light = draw(frame);
    frame.dark = true;
    const Image dark = draw(frame);
    frame.dark = false, frame.high_contrast = true;
    const Image black = draw(frame);
    const std::size_t wall = at(glm::vec2(4, 4)), box = at(frame, {100, 0, -40});
    EXPECT_GT(luma_at(light, wall), 130);
    EXPECT_LT(luma_at(dark, wall), 60);
    EXPECT_EQ(luma_at(black, wall), 0);
    for (const Image* image : {&light, &dark, &black}) EXPECT_GT(std::abs(luma_at(*image, box) - luma_at(*image, wall)), 18);
}

TEST_F(MaterialPicture, SkinTonesGoFromFairToDeep) {
    scene::Frame frame = made_up_frame();
    frame.items[k_left_box].material = scene::Material::skin;
    int before = 256;
    for (frame.skin_tone = 1; frame.skin_tone <= scene::k_skin_tones; ++frame.skin_tone) {
        const int now = luma_at(draw(frame), at(frame, {100, 0, -40}));
        EXPECT_LT(now, before - 12) << "tone " << frame.skin_tone;
        before = now;
    }
}

} // namespace
} // namespace dorsum::render::test
