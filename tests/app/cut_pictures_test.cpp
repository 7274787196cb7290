// What a cut shows: at each level the section of the textbook, closed everywhere; labels and pins on the body itself.
#include "stage.h"

#include "scene/compose.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

const scene::Cap* cap_of(const scene::Frame& frame, const std::string& id) {
    const auto index = stage().workspace->atlas.find(id);
    for (const auto& cap : frame.caps)
        if (cap.structure == index) return &cap;
    return nullptr;
}

double area_cm2(const scene::Frame& frame, const std::string& id) {
    const auto* cap = cap_of(frame, id);
    return cap ? cap->shape->area_mm2 / 100 : 0;
}

// Pixels of all structures whose id begins so.
Extent together(const IdPicture& picture, const std::string& prefix, const std::string& suffix) {
    Extent sum;
    for (const auto& id : picture.structures()) {
        if (id.rfind(prefix, 0) != 0 || id.size() < suffix.size() || id.substr(id.size() - suffix.size()) != suffix) continue;
        const auto e = picture.of(id);
        sum.x = (sum.x * sum.pixels + e.x * e.pixels) / (sum.pixels + e.pixels);
        sum.y = (sum.y * sum.pixels + e.y * e.pixels) / (sum.pixels + e.pixels);
        sum.pixels += e.pixels;
    }
    return sum;
}

} // namespace

// Seen from above the back is below, the patient's left is left.
TEST(Cuts, AnAxialCutAtL4ShowsTheSectionOfTheTextbook) {
    const auto frame = frame_after({"clip at=l4 axis=y flip=yes face=yes"});
    const IdPicture picture(frame);
    const auto vertebra = picture.of("vertebra.l4"), sac = picture.of("dura.sac"), cauda = picture.of("cauda_equina");
    ASSERT_GT(vertebra.pixels, 300);
    EXPECT_GT(sac.pixels + cauda.pixels, 15) << "the canal holds the sac and its nerves";
    const auto canal = cauda.pixels > 0 ? cauda : sac;
    EXPECT_NEAR(canal.x, vertebra.x, 8);
    EXPECT_GT(canal.x, vertebra.left);
    EXPECT_GT(canal.y, vertebra.top + 0.4 * (vertebra.bottom - vertebra.top)) << "behind the body";
    EXPECT_LT(canal.y, vertebra.bottom);
    for (const std::string side : {"left", "right"}) {
        const double sign = side == "left" ? -1 : 1;
        const auto psoas = picture.of("muscle.psoas_major." + side), quadratus = picture.of("muscle.quadratus_lumborum." + side);
        const auto multifidus = together(picture, "muscle.multifidus_lumborum", "." + side), longissimus = together(picture, "muscle.longissimus", "." + side);
        ASSERT_GT(psoas.pixels, 100) << side;
        ASSERT_GT(multifidus.pixels + longissimus.pixels, 100) << side;
        EXPECT_GT(sign * (psoas.x - vertebra.x), 15) << "beside the body, " << side;
        EXPECT_LT(psoas.y, canal.y) << "the psoas lies before the canal's plane";
        if (quadratus.pixels > 20) { EXPECT_GT(sign * (quadratus.x - psoas.x), 0) << "lateral of the psoas"; }
        EXPECT_GT(multifidus.y, canal.y) << "behind the canal";
        EXPECT_GT(sign * (longissimus.x - multifidus.x), 0) << "multifidus lies next to the spinous process, " << side;
    }
}

TEST(Cuts, ADiscIsCutWithItsNucleusAndACervicalCanalHoldsTheCord) {
    const auto lumbar = frame_after({"clip at=l4_l5 axis=y flip=yes face=yes"});
    const IdPicture picture(lumbar);
    const auto disc = picture.of("disc.l4_l5"), nucleus = picture.of("nucleus.l4_l5");
    ASSERT_GT(nucleus.pixels, 30);
    EXPECT_GT(disc.pixels, nucleus.pixels) << "the ring is larger than the core, and the core lies over it";
    EXPECT_NEAR(nucleus.x, disc.x, 8);
    const auto* ring = cap_of(lumbar, "disc.l4_l5");
    ASSERT_TRUE(ring);
    EXPECT_GE(ring->shape->loops, 3) << "its lamellae show";
    const IdPicture neck(frame_after({"clip at=c5 axis=y flip=yes face=yes"}));
    const auto cord = neck.of("spinal_cord"), c5 = neck.of("vertebra.c5");
    ASSERT_GT(cord.pixels, 10);
    EXPECT_GT(cord.y, c5.top);
    EXPECT_LT(cord.y, c5.bottom + 4);
    EXPECT_NEAR(cord.x, c5.x, 6);
}

TEST(Cuts, TheMidlineShowsBodiesDiscsAndCordInARow) {
    const auto frame = frame_after({"clip sagittal face=yes"});
    const IdPicture picture(frame);
    const auto cord = picture.of("spinal_cord");
    EXPECT_GT(cord.pixels, 50);
    for (const char* level : {"c4", "t4", "t9", "l2", "l4"}) {
        const auto vertebra = picture.of(std::string("vertebra.") + level);
        EXPECT_GT(vertebra.pixels, 20) << level;
    }
    EXPECT_GT(area_cm2(frame, "disc.l4_l5"), 1);
    EXPECT_GT(picture.of("disc.l4_l5").pixels + picture.of("nucleus.l4_l5").pixels, 10);
}

// Sections have the size that they have in people: a lumbar body of 13 to 21 cm2 with its arch, a psoas of 6 to 22 cm2, a cord
// below 1.2 cm2 (ranges wide enough for any of the three bodies).
TEST(Cuts, SectionsHaveTheSizeOfTheAtlas) {
    const auto l4 = frame_after({"clip at=l4 axis=y"});
    EXPECT_GT(area_cm2(l4, "vertebra.l4"), 11);
    EXPECT_LT(area_cm2(l4, "vertebra.l4"), 26);
    for (const char* id : {"muscle.psoas_major.left", "muscle.psoas_major.right"}) {
        EXPECT_GT(area_cm2(l4, id), 4) << id;
        EXPECT_LT(area_cm2(l4, id), 24) << id;
    }
    EXPECT_LT(area_cm2(frame_after({"clip at=c5 axis=y"}), "spinal_cord"), 1.3);
}

// No mesh of the atlas has a hole where any of these planes meets it.
TEST(Cuts, EveryContourIsClosed) {
    const auto& atlas = stage().workspace->atlas;
    std::vector<std::string> planes{"clip sagittal", "clip coronal", "clip axis=x offset=40", "clip axis=z offset=-60", "clip axis=x offset=90 turn=35 tilt=20"};
    for (std::size_t i = 1; i < anatomy::k_level_count; ++i) planes.push_back("clip axis=y at=" + anatomy::level_name(anatomy::Level(i)));
    int caps = 0;
    for (const auto& plane : planes)
        for (const auto& cap : frame_after({plane, "layer skin on"}).caps) {
            ++caps;
            EXPECT_EQ(cap.shape->open_loops, 0) << plane << ": " << atlas.at(cap.structure).terms.id;
        }
    EXPECT_GT(caps, 1000);
}

// Nothing shows through a face: every pixel inside the vertebra's section belongs to it or to what lies within.
TEST(Cuts, NoHoleInAFace) {
    const auto frame = frame_after({"isolate vertebra.l3", "clip at=l3 axis=y flip=yes face=yes", "focus vertebra.l3", "camera pitch=85"});
    const auto& ids = stage().studio.renderer->draw_ids(frame, 640, 640);
    const auto index = stage().workspace->atlas.find("vertebra.l3").value + 1;
    int holes = 0, solid = 0;
    for (int y = 1; y < 639; ++y)
        for (int x = 1; x < 639; ++x) {
            const auto at = [&](int px, int py) { return ids.structures[static_cast<std::size_t>(py * 640 + px)]; };
            solid += at(x, y) == index;
            holes += at(x, y) != index && at(x - 1, y) == index && at(x + 1, y) == index && at(x, y - 1) == index && at(x, y + 1) == index;
        }
    EXPECT_GT(solid, 20000);
    EXPECT_EQ(holes, 0);
}

TEST(Cuts, AFaceIsPickedAndMarked) {
    auto& s = stage();
    const auto frame = frame_after({"clip at=l4 axis=y flip=yes face=yes"});
    const IdPicture picture(frame);
    const auto psoas = picture.of("muscle.psoas_major.left");
    const auto square = s.studio.renderer->pick_square(frame, 640, 640, static_cast<int>(psoas.x), static_cast<int>(psoas.y), 1);
    EXPECT_EQ(square[0], s.workspace->atlas.find("muscle.psoas_major.left").value + 1);
    glm::vec3 world;
    ASSERT_TRUE(s.studio.renderer->world_at(frame, 640, 640, static_cast<int>(psoas.x), static_cast<int>(psoas.y), world));
    EXPECT_NEAR(glm::dot(frame.clip_plane, glm::vec4(world, 1)), 0, 1.0) << "the place under the pointer lies in the plane";
    const auto plain = s.studio.renderer->draw_to_image(frame, picture_quality("low"), 640, 640);
    const auto marked = s.studio.renderer->draw_to_image(frame_after({"clip at=l4 axis=y flip=yes face=yes", "select muscle.psoas_major.left"}), picture_quality("low"), 640, 640);
    const auto at = 4 * (static_cast<std::size_t>(psoas.y) * 640 + static_cast<std::size_t>(psoas.x));
    EXPECT_NE(std::vector(plain.rgba.begin() + static_cast<std::ptrdiff_t>(at), plain.rgba.begin() + static_cast<std::ptrdiff_t>(at) + 3),
              std::vector(marked.rgba.begin() + static_cast<std::ptrdiff_t>(at), marked.rgba.begin() + static_cast<std::ptrdiff_t>(at) + 3));
}

TEST(Cuts, OnABentSpineThePlaneStandsAcrossTheVertebra) {
    const std::string curve = "curve cobb=50 side=right";
    const auto frame = frame_after({curve, "clip at=t6 axis=y"});
    EXPECT_NE(glm::vec3(frame.clip_plane), glm::vec3(0, 1, 0));
    EXPECT_TRUE(cap_of(frame, "vertebra.t6"));
    for (const auto& cap : frame.caps)
        if (cap.kind == scene::CapKind::bone) { EXPECT_EQ(cap.shape->open_loops, 0); }
}

// ---- seeing through ------------------------------------------------------------------------------------------------------

namespace {

double mean_difference(const render::Image& a, const render::Image& b, double* worst_share = nullptr) {
    double sum = 0;
    std::size_t far = 0;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4)
        for (std::size_t c = 0; c < 3; ++c) {
            const int d = std::abs(a.rgba[i + c] - b.rgba[i + c]);
            sum += d;
            far += d > 60;
        }
    if (worst_share) *worst_share = static_cast<double>(far) / (0.75 * static_cast<double>(a.rgba.size()));
    return sum / (0.75 * static_cast<double>(a.rgba.size()));
}

} // namespace

TEST(SeeThrough, TheOrderOfItemsDoesNotMatter) {
    for (const char* level : {"medium", "low"}) {
        auto frame = frame_after({"xray on", "layer skin on", "view oblique"});
        auto& renderer = *stage().studio.renderer;
        const auto first = renderer.draw_to_image(frame, picture_quality(level), 480, 480);
        std::reverse(frame.items.begin(), frame.items.end());
        const auto reversed = renderer.draw_to_image(frame, picture_quality(level), 480, 480);
        std::rotate(frame.items.begin(), frame.items.begin() + static_cast<std::ptrdiff_t>(frame.items.size() / 3), frame.items.end());
        const auto rotated = renderer.draw_to_image(frame, picture_quality(level), 480, 480);
        EXPECT_LT(mean_difference(first, reversed), 0.02) << level;
        EXPECT_LT(mean_difference(first, rotated), 0.02) << level;
    }
}

// A turn by one degree changes the picture a little, everywhere along the way: no layer jumps before another.
TEST(SeeThrough, NothingPopsWhileTurning) {
    auto& renderer = *stage().studio.renderer;
    for (const std::string how : {"xray on", "fade group:trapezius"}) {
        render::Image before;
        double sum = 0, most = 0;
        constexpr int k_steps = 24;
        for (int i = 0; i <= k_steps; ++i) {
            const auto frame = frame_after({how, "view posterior", fmt::format("camera yaw={}", -12 + i)});
            auto image = renderer.draw_to_image(frame, picture_quality("medium"), 320, 320);
            if (i > 0) {
                const double d = mean_difference(before, image);
                sum += d;
                most = std::max(most, d);
            }
            before = std::move(image);
        }
        EXPECT_LT(most, 2.0 * sum / k_steps) << how << ": one step is no more than twice the mean step";
    }
}

TEST(SeeThrough, XrayShowsTheSpineThroughTheMuscles) {
    const auto muscle_over_bone = frame_after({"view posterior"}), through = frame_after({"view posterior", "xray on"});
    EXPECT_EQ(IdPicture(muscle_over_bone).of("vertebra.t8").pixels, 0) << "covered";
    EXPECT_GT(IdPicture(through).of("vertebra.t8").pixels, 20) << "what is seen through is clicked through";
}

TEST(SeeThrough, TheSkinStaysAShell) {
    const auto& renderer = stage().studio.renderer;
    const auto image = renderer->draw_to_image(frame_after({"view posterior", "layer skin on"}), picture_quality("medium"), 320, 320);
    const auto bare = renderer->draw_to_image(frame_after({"view posterior"}), picture_quality("medium"), 320, 320);
    EXPECT_GT(mean_difference(image, bare), 1) << "it shows";
    EXPECT_LT(mean_difference(image, bare), 40) << "and lets through";
}

// ---- labels and pins -----------------------------------------------------------------------------------------------------

namespace {

std::string shown_name(const Viewer& viewer, const std::string& id) { return ui::name_in_session(stage().workspace->context(), viewer.state(), id, false); }

struct Box {
    glm::vec2 low, high;
};
Box box_of(const ui::ScreenLabel& label) { return {label.box_px, label.box_px + ui::measure_text(label.text)}; }
bool overlap(const Box& a, const Box& b) { return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y; }

} // namespace

class Labelled : public ::testing::TestWithParam<std::pair<int, int>> {};

// Twelve stations of an orbit, and between them the steps of a drag.
TEST_P(Labelled, NoOverlapAndEveryLineEndsOnItsStructure) {
    const auto [width, height] = GetParam();
    const auto viewer = make_viewer("clinic", width, height);
    ASSERT_TRUE(viewer);
    for (const char* text : {"reduced_motion on", "labels on"}) ASSERT_TRUE(viewer->act(text));
    (void)viewer->settled_picture();
    std::map<std::string, std::vector<float>> before; // names may stand twice in a column: left and right of a muscle have one
    int seen = 0, off = 0, followed = 0;
    std::vector<std::string> jumped;
    for (int i = 0; i < 72; ++i) {
        ASSERT_TRUE(viewer->act("orbit dyaw=5"));
        (void)viewer->step(1.0 / 30);
        if (i % 6 != 5) (void)viewer->step(1.0 / 30);
        else (void)viewer->settled_picture();
        const auto& labels = viewer->labels();
        for (std::size_t a = 0; a < labels.size(); ++a) {
            const auto box = box_of(labels[a]);
            EXPECT_GE(box.low.x, 0);
            EXPECT_LE(box.high.x, static_cast<float>(width));
            for (std::size_t b = 0; b < a; ++b) EXPECT_FALSE(overlap(box, box_of(labels[b]))) << labels[a].text << " over " << labels[b].text;
            for (const auto& [name, r] : viewer->widgets())
                EXPECT_FALSE(overlap(box, {{r.x, r.y}, {r.x + r.width, r.y + r.height}})) << labels[a].text << " over " << name;
        }
        std::map<std::string, std::vector<float>> now;
        for (const auto& label : labels) now[label.text + (label.box_px.x < 0.5f * static_cast<float>(width) ? " left" : " right")].push_back(label.box_px.y);
        for (const auto& [text, rows] : now)
            if (const auto old = before.find(text); old != before.end())
                for (const float y : rows) {
                    ++followed;
                    float moved = 1e9f;
                    for (const float was : old->second) moved = std::min(moved, std::abs(y - was));
                    if (rows.size() > old->second.size() && rows.size() > 1) continue; // a second one came
                    if (moved > 2.2f * (ui::measure_text("Ag").y + 5)) // a step of 5 degrees is up to three pictures
                        jumped.push_back(fmt::format("step {}: {} by {:.0f} to {:.0f}", i, text, moved, y));
                }
        before = now;
        if (i % 6 != 5) continue;
        const auto ids = viewer->renderer().draw_ids(viewer->frame(), width, height);
        for (const auto& label : labels) {
            ++seen;
            const auto at = static_cast<std::size_t>(label.anchor_px.y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(label.anchor_px.x);
            const auto id = ids.structures[at];
            off += id == 0 || shown_name(*viewer, viewer->atlas().structures[id - 1].terms.id) != label.text;
        }
    }
    EXPECT_GT(seen, 60);
    EXPECT_EQ(off, 0) << "of " << seen << " lines end elsewhere";
    for (const auto& jump : jumped) ADD_FAILURE() << jump << ": more than two rows at a step of 5 degrees, one of " << followed;
    EXPECT_GT(followed, 500);
}

INSTANTIATE_TEST_SUITE_P(Sizes, Labelled, ::testing::Values(std::pair{1280, 720}, std::pair{1920, 1080}, std::pair{800, 600}),
                         [](const auto& row) { return fmt::format("{}x{}", row.param.first, row.param.second); });

TEST(Marks, HiddenAndClippedStructuresHaveNoLabel) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    for (const char* text : {"reduced_motion on", "labels on"}) ASSERT_TRUE(viewer->act(text));
    (void)viewer->settled_picture();
    const auto has = [&](const std::string& id) {
        const auto name = shown_name(*viewer, id);
        return std::any_of(viewer->labels().begin(), viewer->labels().end(), [&](const auto& l) { return l.text == name; });
    };
    ASSERT_TRUE(has("muscle.latissimus_dorsi.left"));
    ASSERT_TRUE(viewer->act("hide muscle.latissimus_dorsi")); // both sides: they have one name
    (void)viewer->settled_picture();
    EXPECT_FALSE(has("muscle.latissimus_dorsi.left"));
    ASSERT_TRUE(has("muscle.gluteus_maximus.left"));
    ASSERT_TRUE(viewer->act("clip axis=y offset=1200"));
    (void)viewer->settled_picture();
    EXPECT_FALSE(has("muscle.gluteus_maximus.left")) << "what lies below is cut away";
    EXPECT_TRUE(has("muscle.trapezius_descending.left"));
    ASSERT_TRUE(viewer->act("clip off"));
    ASSERT_TRUE(viewer->act("select muscle.infraspinatus.left"));
    (void)viewer->settled_picture();
    EXPECT_TRUE(has("muscle.infraspinatus.left")) << "what is selected has its name";
}

} // namespace dorsum::app::test
