// What must not be drawn is not drawn, what goes wrong in the driver is heard, and the moving picture shows what the still one does.
#include "stage.h"

#include <cmath>
#include <fmt/format.h>
#include <glad/gl.h>

namespace dorsum::app::test {

namespace {

std::vector<std::string> g_complaints; // of the driver, in this test program only

void GLAD_API_PTR hear(GLenum, GLenum type, GLuint, GLenum, GLsizei, const GLchar* words, const void*) {
    if (type == GL_DEBUG_TYPE_ERROR) g_complaints.emplace_back(words);
}

} // namespace

TEST(Speed, NothingIsDrawnWhenNothingChanges) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer->act("reduced_motion on"));
    (void)viewer->settled_picture();
    const auto drawn = viewer->renderer().stats().scenes_drawn, reused = viewer->renderer().stats().scenes_reused;
    for (int i = 0; i < 60; ++i) EXPECT_FALSE(viewer->step(1.0 / 30).drew);
    EXPECT_EQ(viewer->renderer().stats().scenes_drawn, drawn);
    EXPECT_EQ(viewer->renderer().stats().scenes_reused, reused);
}

TEST(Speed, APanelThatChangesUsesTheDrawnSceneAgain) {
    const auto viewer = make_viewer();
    ASSERT_TRUE(viewer->act("reduced_motion on"));
    (void)viewer->settled_picture();
    const auto drawn = viewer->renderer().stats().scenes_drawn, reused = viewer->renderer().stats().scenes_reused;
    ASSERT_TRUE(viewer->act("dialog help"));
    EXPECT_TRUE(viewer->step(1.0 / 30).drew);
    ASSERT_TRUE(viewer->act("dialog none"));
    EXPECT_TRUE(viewer->step(1.0 / 30).drew);
    EXPECT_EQ(viewer->renderer().stats().scenes_drawn, drawn);
    EXPECT_GE(viewer->renderer().stats().scenes_reused, reused + 2);
}

// What the moving picture leaves out lies behind what it draws: from all round, its visible structures are those of the whole picture.
TEST(Speed, TurningShowsEverythingThatRestShows) {
    auto& s = stage();
    constexpr int k_size = 420;
    Options options;
    for (const auto& actions : {std::vector<std::string>{}, {"layer superficial off"}, {"layer superficial off", "layer intermediate off"}}) {
        auto state = state_after(actions);
        render::Quality whole = picture_quality("low"), less = whole;
        less.skip_hidden = true;
        const auto frame_at = [&] { return frame_of(state, *s.workspace, *s.studio.cache, k_size, k_size, 2); };
        (void)s.studio.renderer->draw_to_image(frame_at(), less, k_size, k_size);
        s.studio.renderer->wait_for_hidden();
        double worst = 0;
        std::size_t all = 0, drawn = 0;
        for (int i = 0; i < 36; ++i) {
            state.camera.yaw_deg = 10.0f * static_cast<float>(i) + 3;
            state.camera.pitch_deg = 40 * std::sin(0.9f * static_cast<float>(i));
            const auto frame = frame_at();
            const auto with = s.studio.renderer->draw_to_image(frame, less, k_size, k_size);
            drawn += s.studio.renderer->stats().triangles;
            const auto without = s.studio.renderer->draw_to_image(frame, whole, k_size, k_size);
            all += s.studio.renderer->stats().triangles;
            int differing = 0;
            for (std::size_t p = 0; p < with.rgba.size(); p += 4)
                differing += std::abs(with.rgba[p] - without.rgba[p]) > 24 || std::abs(with.rgba[p + 1] - without.rgba[p + 1]) > 24;
            worst = std::max(worst, differing / static_cast<double>(k_size * k_size));
        }
        fmt::print("{} layers off: {:.0f} % of the triangles drawn, at worst {:.4f} % of the pixels differ\n", actions.size(),
                   100.0 * static_cast<double>(drawn) / static_cast<double>(all), 100 * worst);
        EXPECT_LT(worst, 1e-4);
        EXPECT_LT(drawn, all);
    }
}

TEST(Speed, TheDriverHasNothingToComplainAbout) {
    auto& s = stage();
    glEnable(GL_DEBUG_OUTPUT);
    glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    glDebugMessageCallback(hear, nullptr);
    while (glGetError() != GL_NO_ERROR) {}
    const auto viewer = make_viewer("clinic", 640, 400);
    std::vector<std::string> tour{"reduced_motion on", "view home", "labels on"};
    for (const char* quality : {"low", "medium", "high", "ultra", "auto"}) tour.push_back(fmt::format("quality {}", quality));
    for (const char* layer : {"skin 0.4", "superficial 0.3", "superficial off", "all on"}) tour.push_back(fmt::format("layer {}", layer));
    for (const char* other : {"select muscle.latissimus_dorsi.left", "isolate group:lumbar", "show all", "fade muscle.latissimus_dorsi.left",
                              "clip axis=x offset=0", "clip axis=y offset=1100", "clip off", "curve cobb=50 side=right", "curve off",
                              "high_contrast on", "high_contrast off", "large_text on", "large_text off", "safety_zones on"})
        tour.emplace_back(other);
    for (const auto& condition : s.workspace->catalog.conditions)
        for (const char* then : {"", "screen none", "confirm professional", "play", "tick seconds=1.5", "step next", "pause", "before on", "before off"})
            tour.push_back(*then ? then : "condition " + condition.id);
    for (const auto& action : tour) {
        (void)viewer->act(action); // a gate may refuse one: then nothing happens, and that is drawn too
        (void)viewer->step(1.0 / 30);
        for (const int width : {640, 501}) viewer->event(platform::Resized{width, 400 - (width & 63)});
        (void)viewer->step(1.0 / 30);
        const auto& frame = viewer->frame();
        (void)viewer->renderer().pick_square(frame, viewer->width(), viewer->height(), 200, 200, 9);
        EXPECT_EQ(glGetError(), GLenum{GL_NO_ERROR}) << action;
        EXPECT_TRUE(g_complaints.empty()) << action << ": " << g_complaints.front();
        g_complaints.clear();
    }
    glDebugMessageCallback(nullptr, nullptr);
    glDisable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    glDisable(GL_DEBUG_OUTPUT);
}

} // namespace dorsum::app::test
