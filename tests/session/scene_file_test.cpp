#include "fixture.h"

#include "session/scene_file.h"

namespace dorsum::session {

class SceneFileTest : public SessionTest {
protected:
    core::Result<SessionState> read(const std::string& text) {
        diagnostics = {};
        return read_scene(text, "test.json", diagnostics);
    }
    std::string with(const std::string& keys) { return R"({"format":"dorsum.scene","version":1,)" + keys + "}"; }
    // Something in every field.
    void fill() {
        for (const char* text :
             {"condition scoliosis", "side right", "body woman stature=171.5", "curve cobb=37.5", "disc level=l4_l5 side=right stage=bulge zone=foraminal",
              "hide group:lumbar", "fade muscle.piriformis", "isolate group:discs", "layer skin 0.3", "select disc.l4_l5", "clip axis=z offset=-12.5 flip=yes",
              "camera yaw=33.3 pitch=-12 distance=777", "labels on", "latin on", "before on", "legend off", "safety_zones on", "reduced_motion on",
              "text_scale 150", "high_contrast on", "theme dark", "lines strong", "skin_tone 4", "quality low", "sciatic_variant e", "voice clinician", "language de"})
            act(text);
    }
    core::Diagnostics diagnostics;
};

TEST_F(SceneFileTest, RoundTripIsExact) {
    fill();
    const auto again = read(write_scene(state));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_TRUE(diagnostics.items().empty());
    EXPECT_EQ(*again, state);
    EXPECT_EQ(write_scene(*again), write_scene(state));
}

TEST_F(SceneFileTest, PlaybackIsKeptButStandsStill) {
    act("condition upper_back_tension");
    act("screen none");
    act("step 2");
    act("play speed=2");
    act("tick seconds=1.7");
    const auto again = read(write_scene(state));
    ASSERT_TRUE(again);
    Playback expected = state.playback;
    expected.playing = false;
    EXPECT_EQ(again->playback, expected);
}

TEST_F(SceneFileTest, RandomSessionsRoundTrip) {
    const auto actions = many_actions();
    support::Dice dice(11);
    for (int i = 0; i < 2000; ++i) {
        state = after(state, actions[dice.below(actions.size())]);
        if (i % 20 != 0) continue;
        const auto again = read(write_scene(state));
        ASSERT_TRUE(again) << again.error().text();
        EXPECT_EQ(write_scene(*again), write_scene(state));
    }
}

TEST_F(SceneFileTest, SafetyAnswersGatesAndDialogsAreNeverRestored) {
    act("condition herniated_disc");
    act("screen pregnant yes");
    act("screen none");
    act("confirm professional");
    act("dialog help");
    ASSERT_EQ(plan_block(state, context), PlanBlock::none);
    const std::string text = write_scene(state);
    for (const char* word : {"screen", "pregnant", "confirm", "professional", "dialog", "pin", "notice"})
        EXPECT_EQ(text.find(word), std::string::npos) << word;
    const auto again = read(text);
    ASSERT_TRUE(again);
    EXPECT_EQ(plan_block(*again, context), PlanBlock::needs_screen);
    EXPECT_TRUE(again->screen_yes.empty() && again->screen_no.empty() && again->confirmed.empty() && again->dialog.empty());
}

TEST_F(SceneFileTest, ForgedAnswersAreNotTaken) {
    const auto forged = read(with(R"("condition":"herniated_disc","screen_passed":true,"screen_no":["fever","saddle","pregnant","bruise"],"confirmed":["professional"])"));
    ASSERT_TRUE(forged);
    EXPECT_EQ(plan_block(*forged, context), PlanBlock::needs_screen);
    EXPECT_EQ(diagnostics.items().size(), 3u) << "unknown keys are warned of";
}

TEST_F(SceneFileTest, EveryProblemIsReportedWithItsPlace) {
    const auto scene = read(with(R"("voice":7,"camera":{"yaw_deg":"x","target_mm":[1,2]},"disc":{"upper":"c1"},"labels":1,"surplus":0)"));
    EXPECT_FALSE(scene);
    std::set<std::string> pointers;
    for (const auto& item : diagnostics.items()) pointers.insert(item.pointer);
    EXPECT_EQ(pointers, (std::set<std::string>{"/voice", "/camera/yaw_deg", "/camera/target_mm", "/disc/upper", "/labels", "/surplus"}));
}

TEST_F(SceneFileTest, WhatIsNoScene) {
    for (const std::string& text :
         {std::string(), std::string("{"), std::string("[]"), std::string("null"), std::string("{}"), std::string(R"({"format":"dorsum.scene"})"),
          std::string(R"({"format":"dorsum.scene","version":2})"), std::string(R"({"format":"dorsum.scene","version":"1"})"),
          std::string(R"({"format":"dorsum.scene","version":0})"), std::string(R"({"format":"other","version":1})"), std::string("\0\xff", 2),
          std::string(2u << 20, ' '), std::string(100000, '['), std::string(R"({"a":)") + std::string(500, '[')}) {
        EXPECT_FALSE(read(text)) << text.substr(0, 60);
        EXPECT_TRUE(diagnostics.has_errors());
    }
}

TEST_F(SceneFileTest, EveryProblemNamesFilePlaceAndRemedy) {
    fill();
    const std::string good = write_scene(state);
    support::Dice dice(17);
    std::size_t seen = 0;
    for (int i = 0; i < 3000; ++i) {
        // A value in the place of another one, or a key that was written wrongly: what people and programs do to files.
        std::string text = good;
        static const std::vector<std::string> values{"7", "-1e9", "\"x\"", "null", "[]", "{}", "[1,2]", "true", "[{}]", "{\"a\":1}"};
        std::vector<std::size_t> colons;
        for (std::size_t at = 0; (at = text.find(':', at)) != std::string::npos; ++at) colons.push_back(at);
        const auto colon = colons[dice.below(colons.size())];
        if (dice.below(3) == 0) text.insert(text.rfind('"', colon - 1), "x");
        else text.replace(colon + 1, text.find_first_of(",}]\n", colon) - colon - 1, " " + values[dice.below(values.size())]);
        (void)read(text);
        for (const auto& item : diagnostics.items()) {
            ++seen;
            EXPECT_FALSE(item.file.empty()) << item.message;
            EXPECT_FALSE(item.message.empty());
            EXPECT_FALSE(item.remedy.empty()) << item.pointer << ": " << item.message;
            const bool placed = !item.pointer.empty() || item.message.find("line") != std::string::npos || item.message.find("scene") != std::string::npos;
            EXPECT_TRUE(placed) << item.message;
        }
        if (HasFailure()) return;
    }
    EXPECT_GT(seen, 1500u);
}

TEST_F(SceneFileTest, HostileValues) {
    for (const char* keys :
         {R"("layers":{"skin":1e308})", R"("layers":{"skin":-0.1})", R"("camera":{"distance_mm":1e400})", R"("camera":{"distance_mm":NaN})",
          R"("camera":{"distance_mm":99999999999999999999999})", R"("hidden":"all")", R"("hidden":[1])", R"("hidden":{"a":1})", R"("curve":[1])",
          R"("curve":{})", R"("curve":[{"apex":"t1","upper":"t2","lower":"t3"}])", R"("curve":[{},{},{},{},{}])", R"("curve":[{"cobb_deg":91}])",
          R"("mode":null)", R"("mode":"a\u0000b")", R"("playback":{"step":-1})", R"("playback":{"step":1e9})", R"("playback":{"time_s":-1})",
          R"("clip":{"axis":"xyz"})", R"("clip":7)", R"("disc":{"stage":"burst"})", R"("symptomatic":"central")", R"("quality":"finest")", R"("theme":"pink")", R"("lines":"thick")", R"("skin_tone":9)", R"("sciatic_variant":"g")"})
        EXPECT_FALSE(read(with(keys))) << keys;
    EXPECT_FALSE(read(with("\"selected\":\"" + std::string(1000, 'x') + "\"")));
}

TEST_F(SceneFileTest, MutatedFilesNeverBreakAnything) {
    fill();
    const std::string good = write_scene(state);
    support::Dice dice(3);
    int read_well = 0;
    for (int i = 0; i < 4000; ++i) {
        std::string text = good;
        for (std::size_t n = 1 + dice.below(4); n > 0; --n) {
            const std::size_t at = dice.below(text.size());
            switch (dice.below(4)) {
            case 0: text.erase(at, 1 + dice.below(30)); break;
            case 1: text[at] = static_cast<char>(dice.below(256)); break;
            case 2: text.insert(at, text.substr(dice.below(text.size()), dice.below(40))); break;
            default: text.insert(at, 1, "[]{}\",:-9e"[dice.below(10)]); break;
            }
        }
        const auto scene = read(text);
        EXPECT_NE(static_cast<bool>(scene), diagnostics.has_errors());
        if (!scene) continue;
        ++read_well;
        const SessionState fitted = fit_scene(*scene, context, "test.json", diagnostics);
        EXPECT_EQ(plan_block(fitted, context) == PlanBlock::none, false);
        reduce(fitted, *parse_action("select vertebra.l4"), context);
    }
    EXPECT_GT(read_well, 20);
}

TEST_F(SceneFileTest, AnotherAtlasKeepsWhatItHas) {
    const auto scene = read(with(R"("selected":"muscle.unknown","hidden":["vertebra.l1","muscle.unknown"],"condition":"gone","mode":"gone","language":"xx","playback":{"step":9})"));
    ASSERT_TRUE(scene);
    const SessionState fitted = fit_scene(*scene, context, "test.json", diagnostics);
    EXPECT_EQ(fitted.hidden, (std::set<std::string>{"vertebra.l1"}));
    EXPECT_EQ(fitted.selected, "");
    EXPECT_EQ(fitted.condition, "");
    EXPECT_EQ(fitted.mode, "clinic");
    EXPECT_EQ(fitted.language, "en");
    EXPECT_EQ(fitted.playback.step, 0);
    EXPECT_EQ(diagnostics.items().size(), 5u);
}

} // namespace dorsum::session
