#include "fixture.h"

#include "session/scene_file.h"

namespace dorsum::session {

class KioskTest : public HistoryTest {
protected:
    void SetUp() override { history.reset(initial_state(context, "kiosk")); }
    const SessionState& now() const { return history.state(); }
};

TEST_F(KioskTest, WarnsThenForgetsThenAttracts) {
    const SessionState start = now();
    apply("condition upper_back_tension");
    apply("screen pregnant yes");
    apply("screen none");
    apply("search \"my back\"");
    apply("language de");
    apply("idle seconds=59");
    EXPECT_EQ(now().idle, IdlePhase::active);
    apply("idle seconds=60");
    EXPECT_EQ(now().idle, IdlePhase::warning);
    EXPECT_EQ(now().condition, "upper_back_tension") << "a warning keeps everything";
    apply("idle seconds=80");
    EXPECT_EQ(now(), start) << "nothing of the person is left";
    EXPECT_FALSE(history.can_undo());
    EXPECT_FALSE(history.can_redo());
    EXPECT_TRUE(history.recent().empty());
    apply("idle seconds=85");
    EXPECT_EQ(now().idle, IdlePhase::active);
    apply("idle seconds=90");
    EXPECT_EQ(now().idle, IdlePhase::attract);
    EXPECT_EQ(now().tour.tour, "attract");
}

TEST_F(KioskTest, SomebodyComesBackInTime) {
    apply("condition upper_back_tension");
    apply("idle seconds=70");
    apply("touch");
    EXPECT_EQ(now().idle, IdlePhase::active);
    EXPECT_EQ(now().condition, "upper_back_tension");
    EXPECT_TRUE(history.can_undo());
    apply("idle seconds=70");
    apply("labels on");
    EXPECT_EQ(now().idle, IdlePhase::active) << "whatever a user does wakes it";
    EXPECT_TRUE(now().labels);
}

TEST_F(KioskTest, TheAttractTourRunsForEverAndEndsAtATouch) {
    const SessionState start = now();
    apply("idle seconds=1000");
    ASSERT_EQ(now().idle, IdlePhase::attract);
    EXPECT_EQ(now().selected, "vertebra.c1");
    apply("tick seconds=5");
    EXPECT_EQ(now().selected, "vertebra.l4");
    apply("tick seconds=5");
    EXPECT_EQ(now().selected, "vertebra.c1") << "it begins again";
    apply("idle seconds=1010");
    EXPECT_EQ(now().idle, IdlePhase::attract);
    apply("touch");
    EXPECT_EQ(now(), start);
    EXPECT_FALSE(history.can_undo());
}

TEST_F(KioskTest, LeavingNeedsThePin) {
    apply("mode clinic");
    EXPECT_EQ(now().mode, "kiosk");
    EXPECT_EQ(now().dialog, "pin");
    apply("pin 0000");
    EXPECT_EQ(now().mode, "kiosk");
    EXPECT_FALSE(now().notice.empty());
    for (const char* guess : {"471", "47111", "1", "0"}) apply(std::string("pin ") + guess);
    EXPECT_EQ(now().mode, "kiosk");
    apply("pin 4711");
    EXPECT_EQ(now().mode, "clinic");
    EXPECT_EQ(now().dialog, "");
    EXPECT_FALSE(history.can_undo()) << "undo is no way back into another person's session";
}

TEST_F(KioskTest, ThePinIsNowhere) {
    apply("mode clinic");
    apply("pin 4712");
    for (const auto& text : history.recent()) EXPECT_EQ(text.find("4712"), std::string::npos);
    EXPECT_EQ(write_scene(now()).find("4712"), std::string::npos);
    EXPECT_EQ(now().notice.find("4712"), std::string::npos);
}

TEST_F(KioskTest, APinWithoutAQuestionDoesNothing) {
    apply("pin 4711");
    EXPECT_EQ(now().mode, "kiosk");
    apply("mode clinic");
    apply("dialog none");
    apply("pin 4711");
    EXPECT_EQ(now().mode, "kiosk") << "the question was taken back";
}

TEST_F(KioskTest, WithoutAPinNobodyIsTrapped) {
    const Context no_pin{atlas, catalog, ""};
    history.apply(*parse_action("mode clinic"), no_pin);
    EXPECT_EQ(now().mode, "clinic");
    history.apply(*parse_action("mode kiosk"), no_pin);
    EXPECT_EQ(now().mode, "kiosk");
    EXPECT_EQ(now().notice, "notice.no_pin") << "whoever starts it without a PIN is told";
}

TEST_F(KioskTest, UndoAndRefusedActionsDoNotLeave) {
    history.reset(state);
    apply("condition scoliosis");
    apply("mode kiosk");
    EXPECT_EQ(now().mode, "kiosk");
    EXPECT_EQ(now().condition, "") << "the clinic's patient is not shown to the public";
    apply("undo");
    EXPECT_EQ(now().mode, "kiosk");
    for (const char* text : {"quit", "save x", "open x", "picture x", "export x"})
        EXPECT_EQ(effect_of(now(), *parse_action(text), context).kind, Effect::Kind::none) << text;
    apply("clip axis=x offset=0");
    EXPECT_FALSE(now().clip) << "denied by the mode's data";
}

TEST_F(KioskTest, ResetForgetsHereAndIsAStepElsewhere) {
    apply("labels on");
    apply("reset");
    EXPECT_FALSE(history.can_undo());
    history.reset(state);
    apply("labels on");
    apply("reset");
    EXPECT_FALSE(now().labels);
    apply("undo");
    EXPECT_TRUE(now().labels);
}

TEST_F(KioskTest, ModesWithoutIdleNumbersNeverReset) {
    history.reset(state);
    apply("condition scoliosis");
    apply("idle seconds=100000");
    EXPECT_EQ(now().condition, "scoliosis");
    EXPECT_EQ(now().idle, IdlePhase::active);
}

TEST_F(KioskTest, ModesBringTheirVoice) {
    history.reset(state);
    apply("condition scoliosis");
    apply("mode study");
    EXPECT_EQ(now().voice, "student");
    EXPECT_TRUE(now().labels && now().latin);
    EXPECT_EQ(now().condition, "scoliosis") << "the same patient, another view";
    apply("undo");
    EXPECT_EQ(now().mode, "clinic");
}

TEST_F(KioskTest, NoticesSpeakTheLanguage) {
    apply("language de");
    apply("mode clinic");
    apply("pin 1");
    EXPECT_EQ(now().notice, "Falsche PIN.");
}

} // namespace dorsum::session
