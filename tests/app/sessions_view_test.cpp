// What floats over the picture or is made of it: the pointer's hint, grips, words of marks, the picture that is kept.
#include "program.h"
#include "stage.h"

#include "app/png.h"

#include <cmath>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

struct Box {
    glm::vec2 low, high;
};
Box box_of(const ui::ScreenLabel& label) { return {label.box_px, label.box_px + ui::measure_text(label.text)}; }
bool overlap(const Box& a, const Box& b) { return a.low.x < b.high.x && b.low.x < a.high.x && a.low.y < b.high.y && b.low.y < a.high.y; }

} // namespace

TEST(SessionsView, TheHintNamesWhatLiesUnderThePointerAfterTheCameraFlew) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    (void)viewer->settled_picture();
    const auto at = viewer->find_on_screen("muscle.latissimus_dorsi.left");
    ASSERT_TRUE(at);
    viewer->event(platform::PointerMoved{at->x, at->y});
    (void)viewer->settled_picture();
    ASSERT_EQ(viewer->hovered(), "muscle.latissimus_dorsi.left");
    ASSERT_TRUE(viewer->act("view anterior"));
    (void)viewer->settled_picture();
    const auto ids = viewer->renderer().draw_ids(viewer->frame(), viewer->width(), viewer->height());
    const auto id = ids.structures[static_cast<std::size_t>(at->y) * static_cast<std::size_t>(ids.width) + static_cast<std::size_t>(at->x)];
    EXPECT_EQ(viewer->hovered(), id == 0 ? "" : viewer->atlas().structures[id - 1].terms.id);
}

// The pointer stands still and the body moves under it: the hint follows.
TEST(SessionsView, TheHintFollowsABodyThatBendsOrIsPeeledUnderThePointer) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    ASSERT_TRUE(viewer->act("reduced_motion on"));
    (void)viewer->settled_picture();
    const auto at = viewer->find_on_screen("muscle.trapezius_ascending.left");
    ASSERT_TRUE(at);
    viewer->event(platform::PointerMoved{at->x, at->y});
    (void)viewer->settled_picture();
    ASSERT_EQ(viewer->hovered(), "muscle.trapezius_ascending.left");
    const auto before = viewer->frame().camera;
    std::set<std::string> named;
    for (const char* text : {"curve cobb=60 side=right", "curve off", "forward_bend on", "forward_bend off", "layer superficial 0.3", "clip axis=z offset=-60", "clip off"}) {
        ASSERT_TRUE(viewer->act(text)) << text;
        (void)viewer->settled_picture();
        named.insert(viewer->hovered());
        const auto hinted = viewer->hovered();
        viewer->event(platform::PointerMoved{at->x + 1, at->y}); // away and back: what a hand finds there
        (void)viewer->settled_picture();
        viewer->event(platform::PointerMoved{at->x, at->y});
        (void)viewer->settled_picture();
        EXPECT_EQ(hinted, viewer->hovered()) << text;
    }
    EXPECT_TRUE(viewer->frame().camera == before);
    EXPECT_GT(named.size(), 1u) << "the test moved nothing away";
}

TEST(SessionsView, AKeptPictureShowsBothBodiesThatStandSideBySide) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer);
    for (const char* text : {"reduced_motion on", "condition scoliosis", "compare on"}) ASSERT_TRUE(viewer->act(text));
    (void)viewer->settled_picture();
    const auto file = scratch_folder() / "pair.png";
    ASSERT_TRUE(viewer->act("picture " + file.string()));
    const auto kept = load_picture(file);
    ASSERT_EQ(kept.width, viewer->width());
    // Without panels: rows between shoulders and loin, a quarter of the scene to either side of its middle.
    const auto spread = [&](int from, int to) {
        double sum = 0, squares = 0, n = 0;
        for (int y = kept.height / 3; y < kept.height * 2 / 3; ++y)
            for (int x = from; x < to; ++x, ++n) {
                const double v = kept.rgb[3 * static_cast<std::size_t>(y * kept.width + x)];
                sum += v, squares += v * v;
            }
        return std::sqrt(squares / n - sum / n * sum / n);
    };
    const int middle = kept.width / 2, part = kept.width / 4;
    EXPECT_GT(spread(middle - part, middle), 20) << "the body without the condition is missing";
    EXPECT_GT(spread(middle, middle + part), 20) << "the body with the condition is missing";
}

TEST(SessionsView, TheWordsOfMarksKeepOffTheLabels) {
    const auto viewer = make_viewer("study", 800, 600);
    ASSERT_TRUE(viewer);
    for (const char* text : {"reduced_motion on", "condition scoliosis", "labels on", "curve_marks on"}) ASSERT_TRUE(viewer->act(text)) << text;
    for (int i = 0; i < 6; ++i) {
        ASSERT_TRUE(viewer->act("orbit dyaw=15"));
        (void)viewer->settled_picture();
        const auto& labels = viewer->labels();
        ASSERT_GT(labels.size(), viewer->frame().marks.size());
        for (std::size_t a = 0; a < labels.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                EXPECT_FALSE(overlap(box_of(labels[a]), box_of(labels[b]))) << labels[a].text << " over " << labels[b].text;
    }
}

// A line runs from the place on the body to its own words.
TEST(SessionsView, TheLinesOfMarksEndAtTheirWords) {
    const auto viewer = make_viewer("clinic", 1280, 720);
    ASSERT_TRUE(viewer);
    for (const char* text : {"reduced_motion on", "condition scoliosis", "curve preset lenke_3", "curve_marks on"}) ASSERT_TRUE(viewer->act(text)) << text;
    (void)viewer->settled_picture();
    ASSERT_GE(viewer->labels().size(), 8u);
    for (const auto& label : viewer->labels()) {
        const auto box = box_of(label);
        const auto nearest = glm::clamp(label.end_px, box.low, box.high);
        EXPECT_LT(glm::distance(label.end_px, nearest), 3) << label.text;
        EXPECT_LT(glm::distance(label.clear_px, label.anchor_px), 0.6f * 720) << label.text << ": not across the screen";
    }
}

// Large words in half a view: none runs out of its half, and none is as wide as half of it.
TEST(SessionsView, TheWordsOfMarksKeepToTheirHalfOfTheView) {
    const auto viewer = make_viewer("clinic", 1280, 720);
    ASSERT_TRUE(viewer);
    for (const char* text : {"reduced_motion on", "text_scale 200", "condition scoliosis", "curve_marks on", "compare on"}) ASSERT_TRUE(viewer->act(text)) << text;
    (void)viewer->settled_picture();
    float end = 1280;
    for (const auto& [name, rect] : viewer->widgets())
        if (name.starts_with("view.")) end = std::min(end, rect.x);
    ASSERT_LT(end, 1280);
    ASSERT_GE(viewer->labels().size(), 5u);
    float widest = 0;
    for (const auto& label : viewer->labels()) {
        const auto box = box_of(label);
        widest = std::max(widest, box.high.x - box.low.x);
        EXPECT_LE(box.high.x, end) << label.text << " runs under the buttons";
    }
    fmt::print("the widest of {} is {:.0f} px; the buttons begin at {:.0f} px\n", viewer->labels().size(), widest, end);
    EXPECT_LT(widest, 130);
}

TEST(SessionsView, TheGripOfACutStandsOnNoLabel) {
    const auto viewer = make_viewer("study", 800, 600);
    ASSERT_TRUE(viewer);
    for (const char* text : {"reduced_motion on", "labels on", "clip at=l4 axis=y"}) ASSERT_TRUE(viewer->act(text)) << text;
    for (int i = 0; i < 12; ++i) {
        ASSERT_TRUE(viewer->act("orbit dyaw=30"));
        (void)viewer->settled_picture();
        ASSERT_TRUE(viewer->grip());
        const Box grip{viewer->grip()->at_px - 9.0f, viewer->grip()->at_px + 9.0f};
        for (const auto& label : viewer->labels()) EXPECT_FALSE(overlap(grip, box_of(label))) << label.text << " at " << 30 * i;
    }
}

} // namespace dorsum::app::test
