// clip, xray, marker: what they change, what they refuse, what undo and files make of them.
#include "fixture.h"

#include "session/clip_plane.h"
#include "session/scene_file.h"

namespace dorsum::session {

using CutTest = SessionTest;
using MarkerTest = SessionTest;

TEST_F(CutTest, PresetsAndPlaces) {
    act("clip sagittal");
    ASSERT_TRUE(state.clip);
    EXPECT_EQ(*state.clip, (ClipPlane{'x', 0, true, 0, 0, {}}));
    act("clip axis=y at=l4");
    EXPECT_EQ(state.clip->axis, 'y');
    EXPECT_EQ(state.clip->at, "l4");
    act("clip at=l4_l5");
    EXPECT_EQ(state.clip->at, "l4_l5");
    act("clip by=2");
    act("clip by=3");
    EXPECT_FLOAT_EQ(state.clip->offset_mm, 5);
    act("clip at=t8");
    EXPECT_FLOAT_EQ(state.clip->offset_mm, 0) << "another place begins in its middle";
    act("clip turn=-15 tilt=20");
    EXPECT_FLOAT_EQ(state.clip->turn_deg, -15);
    EXPECT_FLOAT_EQ(state.clip->tilt_deg, 20);
    for (const char* wrong : {"clip at=l9", "clip at=l4_s1", "clip at=c1_c2", "clip turn=91", "clip upside", "clip tilt=x", "clip at=l4_l5_s1"}) refuse(wrong);
    act("clip toggle");
    EXPECT_FALSE(state.clip);
    act("clip at=l3");
    ASSERT_TRUE(state.clip);
    EXPECT_EQ(state.clip->axis, 'y') << "at a vertebra alone: across the spine";
}

TEST_F(CutTest, FaceLooksAtTheCut) {
    act("clip axial face=yes");
    EXPECT_GT(state.camera.pitch_deg, 60) << "from above";
    act("clip flip=toggle face=yes");
    EXPECT_LT(state.camera.pitch_deg, -60) << "the other half from below";
    act("clip sagittal face=yes");
    EXPECT_NEAR(state.camera.yaw_deg, 90, 1) << "from the patient's left";
    act("clip coronal face=yes");
    EXPECT_NEAR(state.camera.yaw_deg, 0, 1) << "from behind";
}

TEST_F(CutTest, FilesKeepIt) {
    act("clip axis=z at=l4_l5 turn=12 tilt=-7 flip=yes");
    act("xray on");
    act("marker add structure=vertebra.l4 at=1,2,3 name=\"Übergang\"");
    core::Diagnostics diagnostics;
    const auto read = read_scene(write_scene(state), "x.json", diagnostics);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->clip, state.clip);
    EXPECT_EQ(read->xray, true);
    EXPECT_EQ(read->pins, state.pins);
    const auto old = read_scene(R"({"format":"dorsum.scene","version":1,"clip":{"axis":"z","offset_mm":20,"flipped":true}})", "old.json", diagnostics);
    ASSERT_TRUE(old);
    EXPECT_EQ(*old->clip, (ClipPlane{'z', 20, true, 0, 0, {}})) << "a file from before planes could turn";
    EXPECT_FALSE(read_scene(R"({"format":"dorsum.scene","version":1,"clip":{"axis":"z","at":"x9"}})", "bad.json", diagnostics));
    EXPECT_FALSE(read_scene(R"({"format":"dorsum.scene","version":1,"markers":[{"structure":7}]})", "bad.json", diagnostics));
}

TEST_F(CutTest, PinsOfAnotherAtlasAreDropped) {
    SessionState scene = state;
    scene.pins = {{"vertebra.l4", {1, 2, 3}, "a"}, {"tentacle.left", {0, 0, 0}, "b"}};
    core::Diagnostics diagnostics;
    const auto fitted = fit_scene(scene, context, "x.json", diagnostics);
    ASSERT_EQ(fitted.pins.size(), 1u);
    EXPECT_EQ(fitted.pins[0].name, "a");
}

TEST_F(MarkerTest, SetNameMoveDelete) {
    act("marker add structure=vertebra.l4 at=0,1000,-50");
    act("marker add structure=vertebra.l3 at=0,1040,-50 name=\"die zweite Nadel\"");
    ASSERT_EQ(state.pins.size(), 2u);
    EXPECT_EQ(state.pins[1].name, "die zweite Nadel");
    act("marker name 1 \"schmerzt früh, ä ö ü ß\"");
    EXPECT_EQ(state.pins[0].name, "schmerzt früh, ä ö ü ß");
    act("marker move 1 structure=vertebra.l2 at=1,2,3");
    EXPECT_EQ(state.pins[0].structure, "vertebra.l2");
    EXPECT_EQ(state.pins[0].rest_mm, glm::vec3(1, 2, 3));
    act("marker name 2 \"\"");
    EXPECT_EQ(state.pins[1].name, "");
    for (const char* wrong : {"marker", "marker add", "marker add structure=vertebra.l4", "marker add structure=nothing.here at=0,0,0", "marker name 3 x", "marker name 0 x",
                              "marker move 1.5 at=0,0,0", "marker delete 9", "marker delete", "marker add structure=vertebra.l4 at=0,0"})
        refuse(wrong);
    refuse("marker name 1 " + std::string(200, 'x'));
    act("marker delete 1");
    ASSERT_EQ(state.pins.size(), 1u);
    EXPECT_EQ(state.pins[0].structure, "vertebra.l3");
    act("marker delete all");
    EXPECT_TRUE(state.pins.empty());
}

TEST_F(HistoryTest, ADragOfAPinIsOneStep) {
    apply("marker add structure=vertebra.l4 at=0,1000,-50");
    for (int i = 0; i < 9; ++i) apply("marker move 1 at=0," + std::to_string(1000 + i) + ",-50");
    apply("marker name 1 a");
    apply("marker name 1 ab");
    apply("undo");
    EXPECT_EQ(history.state().pins[0].name, "");
    apply("undo");
    EXPECT_EQ(history.state().pins[0].rest_mm.y, 1000);
    apply("undo");
    EXPECT_TRUE(history.state().pins.empty());
}

TEST_F(SessionTest, ANewSessionHasNoPins) {
    act("marker add structure=vertebra.l4 at=0,1000,-50");
    act("reset");
    EXPECT_TRUE(state.pins.empty());
}

} // namespace dorsum::session
