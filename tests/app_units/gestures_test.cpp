// What a hand meant: clicks, double clicks, drags, the wheel.
#include "app/gestures.h"

#include <gtest/gtest.h>

namespace dorsum::app {

namespace {

using Kind = Gesture::Kind;
using platform::KeyChanged;
using platform::PointerButton;
using platform::PointerMoved;
using platform::Wheel;

class GesturesTest : public ::testing::Test {
protected:
    std::vector<Gesture> feed(const platform::Event& event, bool over_panel = false) { return gestures.on(event, now_s, over_panel); }
    std::vector<Gesture> move(double x, double y, bool over_panel = false) { return feed(PointerMoved{x, y}, over_panel); }
    std::vector<Gesture> press(int button = 0, bool over_panel = false) { return feed(PointerButton{button, true}, over_panel); }
    std::vector<Gesture> release(int button = 0, bool over_panel = false) { return feed(PointerButton{button, false}, over_panel); }
    void key_shift(bool down) { feed(KeyChanged{340, down, false, down, false}); }

    static void expect_one(const std::vector<Gesture>& given, Kind kind) {
        ASSERT_EQ(given.size(), 1u);
        EXPECT_EQ(given[0].kind, kind);
    }
    static bool is_click(const std::vector<Gesture>& given) {
        return !given.empty() && (given[0].kind == Kind::click || given[0].kind == Kind::double_click);
    }

    Gestures gestures{5};
    double now_s = 100;
};

} // namespace

TEST_F(GesturesTest, a_press_and_release_is_a_click_where_it_happened) {
    expect_one(move(200, 100), Kind::hover);
    EXPECT_TRUE(press().empty());
    now_s += 0.1;
    const auto given = release();
    expect_one(given, Kind::click);
    EXPECT_EQ(given[0].at_px, glm::vec2(200, 100));
}

TEST_F(GesturesTest, a_trembling_hand_still_clicks) {
    move(200, 100);
    press();
    EXPECT_TRUE(move(203, 102).empty()) << "within the slop: not yet a drag";
    EXPECT_FALSE(gestures.dragging());
    expect_one(release(), Kind::click);
}

TEST_F(GesturesTest, a_drag_turns_and_is_no_click) {
    move(200, 100);
    press();
    expect_one(move(230, 100), Kind::orbit);
    EXPECT_TRUE(gestures.dragging());
    const auto given = move(240, 95);
    expect_one(given, Kind::orbit);
    EXPECT_EQ(given[0].delta_px, glm::vec2(10, -5));
    expect_one(release(), Kind::orbit_end);
    EXPECT_FALSE(gestures.dragging());
    expect_one(move(250, 95), Kind::hover);
}

TEST_F(GesturesTest, a_drag_back_to_its_start_is_no_click) {
    move(200, 100);
    press();
    move(240, 100);
    move(200, 100);
    EXPECT_FALSE(is_click(release()));
}

TEST_F(GesturesTest, two_clicks_soon_after_are_a_double_click) {
    move(200, 100);
    press();
    expect_one(release(), Kind::click);
    now_s += 0.2;
    move(202, 101);
    press();
    expect_one(release(), Kind::double_click);
    now_s += 0.1;
    press();
    expect_one(release(), Kind::click);
}

TEST_F(GesturesTest, slow_or_distant_clicks_stay_two_clicks) {
    move(200, 100);
    press();
    expect_one(release(), Kind::click);
    now_s += 1;
    press();
    expect_one(release(), Kind::click);
    now_s += 0.1;
    move(300, 100);
    press();
    expect_one(release(), Kind::click);
}

TEST_F(GesturesTest, the_other_buttons_and_shift_move_the_picture) {
    for (int button : {1, 2}) {
        move(200, 100);
        press(button);
        expect_one(move(240, 100), Kind::pan);
        EXPECT_FALSE(is_click(release(button)));
        press(button);
        EXPECT_TRUE(release(button).empty()) << "only the first button clicks";
    }
    move(200, 100);
    key_shift(true);
    press();
    expect_one(move(240, 100), Kind::pan);
    release();
    key_shift(false);
}

TEST_F(GesturesTest, the_wheel_zooms_at_the_pointer) {
    move(200, 100);
    const auto given = feed(Wheel{0, 2});
    expect_one(given, Kind::zoom);
    EXPECT_EQ(given[0].steps, 2);
    EXPECT_EQ(given[0].at_px, glm::vec2(200, 100));
    EXPECT_TRUE(feed(Wheel{0, 2}, true).empty()) << "a panel scrolls instead";
}

TEST_F(GesturesTest, what_begins_on_a_panel_belongs_to_the_panel) {
    EXPECT_TRUE(move(20, 20, true).empty());
    press(0, true);
    EXPECT_FALSE(gestures.dragging());
    for (const auto& g : move(200, 100)) EXPECT_EQ(g.kind, Kind::hover) << "a slider dragged off its panel does not turn the body";
    EXPECT_TRUE(release().empty());
}

TEST_F(GesturesTest, a_drag_that_ends_over_a_panel_ends) {
    move(200, 100);
    press();
    move(240, 100);
    expect_one(move(10, 10, true), Kind::orbit);
    expect_one(release(0, true), Kind::orbit_end);
    EXPECT_FALSE(gestures.dragging());
}

TEST_F(GesturesTest, a_second_button_during_a_drag_changes_nothing) {
    move(200, 100);
    press(0);
    move(240, 100);
    press(1);
    EXPECT_TRUE(release(1).empty());
    expect_one(move(250, 100), Kind::orbit);
    expect_one(release(0), Kind::orbit_end);
}

} // namespace dorsum::app
