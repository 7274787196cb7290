#include "fixture.h"

#include <set>

namespace dorsum::session {

using ActionTableTest = SessionTest;

TEST_F(ActionTableTest, EveryRowSaysWhatItIs) {
    std::set<std::string_view> names;
    for (const auto& row : action_table()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name << " is there twice";
        EXPECT_FALSE(row.help.empty()) << row.name;
        EXPECT_EQ(row.example.substr(0, row.name.size()), row.name);
    }
    for (const char* name : {"select", "isolate", "hide", "fade", "show", "layer", "view", "camera", "orbit", "pan", "zoom", "focus", "condition",
                             "side", "curve", "disc", "voice", "language", "mode", "play", "pause", "toggle-play", "step", "tick", "screen",
                             "confirm", "search", "labels", "latin", "before", "legend", "safety_zones", "reduced_motion", "text_scale",
                             "high_contrast", "theme", "lines", "skin_tone", "clip", "quality", "quiz", "tour", "idle", "touch", "pin", "dialog", "reset", "undo", "redo",
                             "xray", "marker", "body", "save", "open", "picture", "export", "quit", "sciatic_variant"})
        EXPECT_TRUE(names.count(name)) << name;
}

TEST_F(ActionTableTest, EveryExampleIsAllowedOnceAPlanIsOpen) {
    act("condition upper_back_tension");
    act("screen none");
    for (const auto& row : action_table()) {
        const auto action = parse_action(row.example);
        ASSERT_TRUE(action) << row.example;
        EXPECT_EQ(action->name, row.name);
        const auto status = check_action(state, *action, context);
        EXPECT_TRUE(status) << row.example << ": " << (status ? "" : status.error().text());
        EXPECT_EQ(reduce(state, *action, context).notice, "") << row.example;
    }
}

TEST_F(ActionTableTest, NoRowTakesWhatItDoesNotKnow) {
    act("condition upper_back_tension");
    act("screen none");
    for (const auto& row : action_table()) {
        auto action = *parse_action(row.example);
        action.named["nonsense"] = "1";
        EXPECT_FALSE(check_action(state, action, context)) << row.example;
    }
}

TEST_F(ActionTableTest, KeysDoWhatTheTableSays) {
    act("condition upper_back_tension");
    act("screen none");
    act("select vertebra.l4");
    std::set<std::string_view> keys;
    for (const auto& shortcut : shortcut_table()) {
        EXPECT_TRUE(keys.insert(shortcut.keys).second) << shortcut.keys << " means two things";
        EXPECT_TRUE(allowed(std::string(shortcut.action))) << shortcut.action;
    }
    for (const auto& row : action_table()) {
        if (row.shortcut.empty()) continue;
        EXPECT_TRUE(allowed(std::string(row.name))) << row.name << " has a key and must mean something alone";
        bool listed = false;
        for (const auto& shortcut : shortcut_table())
            listed = listed || (shortcut.keys == row.shortcut && shortcut.action.substr(0, row.name.size()) == row.name);
        EXPECT_TRUE(listed) << row.shortcut << " of " << row.name;
    }
}

TEST_F(ActionTableTest, OutsideActionsAskForTheirEffect) {
    const Effect effect = effect_of(state, *parse_action("save \"my scene.json\""), context);
    EXPECT_EQ(effect.kind, Effect::Kind::save_scene);
    EXPECT_EQ(effect.path, "my scene.json");
    EXPECT_EQ(effect_of(state, *parse_action("quit"), context).kind, Effect::Kind::quit);
    EXPECT_EQ(effect_of(state, *parse_action("labels on"), context).kind, Effect::Kind::none);
    EXPECT_EQ(effect_of(state, *parse_action("save"), context).kind, Effect::Kind::none);
}

TEST_F(ActionTableTest, ASwitchIsSetClearedAndTurned) {
    act("labels on");
    EXPECT_TRUE(state.labels);
    act("labels toggle");
    EXPECT_FALSE(state.labels);
    act("labels");
    EXPECT_TRUE(state.labels);
    refuse("labels maybe");
}

} // namespace dorsum::session
