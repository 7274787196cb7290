// Nothing outside the window, nothing on top of anything else, room for the body: at every size, in every mode and language.
#include "fixture.h"

namespace dorsum::ui {
namespace {

struct Size {
    int width, height;
};
constexpr Size k_sizes[] = {{1280, 720}, {1280, 800}, {1920, 1080}, {1080, 1920}};

bool overlap(const Rect& a, const Rect& b) {
    constexpr float k_touch = 0.6f;
    return a.x + k_touch < b.x + b.width && b.x + k_touch < a.x + a.width && a.y + k_touch < b.y + b.height && b.y + k_touch < a.y + a.height;
}

class LayoutTest : public PanelsTest {
protected:
    void check(const std::string& where) {
        settle();
        ASSERT_FALSE(out.widgets.empty()) << where;
        for (auto a = out.widgets.begin(); a != out.widgets.end(); ++a) {
            const auto& r = a->second;
            EXPECT_TRUE(r.x >= 0 && r.y >= 0 && r.x + r.width <= static_cast<float>(width) + 0.5f && r.y + r.height <= static_cast<float>(height) + 0.5f)
                << where << ": " << a->first << " leaves the window";
            for (auto b = std::next(a); b != out.widgets.end(); ++b) {
                if (a->first == "plan.pause" || b->first == "plan.pause") continue; // the other name of plan.play
                EXPECT_FALSE(overlap(r, b->second)) << where << ": " << a->first << " lies over " << b->first;
            }
        }
    }
    void check_everywhere(const std::string& where) {
        for (const char* language : {"en", "de", "es"}) {
            act(std::string("language ") + language);
            check(where + " " + language);
        }
        act("language en");
    }
};

TEST_F(LayoutTest, panels_keep_apart_at_every_size) {
    for (const auto size : k_sizes)
        for (const auto& mode : catalog.modes) {
            const auto where = mode.id + " " + std::to_string(size.width) + "x" + std::to_string(size.height);
            show(mode.id, size.width, size.height);
            check_everywhere(where);
            act("select muscle.piriformis.left");
            check_everywhere(where + " structure");
            for (const auto& condition : catalog.conditions) {
                act("condition " + condition.id);
                check_everywhere(where + " " + condition.id);
            }
            act("condition upper_back_tension");
            act("screen none");
            act("play");
            check_everywhere(where + " plan");
            for (const char* dialog : {"safety", "settings", "help", "about", "claims", "pin"}) {
                act(std::string("dialog ") + dialog);
                check_everywhere(where + " " + dialog);
            }
        }
}

TEST_F(LayoutTest, large_text_keeps_apart_too) {
    for (const auto size : {k_sizes[0], k_sizes[2]})
        for (const auto& mode : catalog.modes)
            for (const int scale : {125, 150, 200}) {
                show(mode.id, size.width, size.height);
                const auto where = mode.id + " " + std::to_string(size.width) + " at " + std::to_string(scale) + " %";
                act("text_scale " + std::to_string(scale));
                check_everywhere(where);
                act("condition scoliosis");
                check_everywhere(where + " scoliosis");
            }
}

TEST_F(LayoutTest, the_body_keeps_its_room) {
    show("study", 1280, 720);
    EXPECT_GE(out.scene.width, 0.45f * 1280);
    EXPECT_GE(out.scene.height, 0.85f * 720);
    show("kiosk", 1080, 1920);
    EXPECT_GE(out.scene.width * out.scene.height, 0.35f * 1080 * 1920);
}

TEST_F(LayoutTest, targets_are_as_large_as_the_mode_wants) {
    for (const auto& mode : catalog.modes) {
        show(mode.id, 1920, 1080);
        for (const auto& [name, rect] : out.widgets) EXPECT_GE(rect.height, mode.target_px - 0.6f) << mode.id << " " << name;
    }
}

} // namespace
} // namespace dorsum::ui
