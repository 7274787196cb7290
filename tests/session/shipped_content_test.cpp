// The data that ships speaks the language of the action table: a renamed action must not silently break a tour or a mode.
#include "fixture.h"

#include <algorithm>

namespace dorsum::session {

class ShippedContentTest : public ::testing::Test {
protected:
    static bool is_action(const std::string& name) {
        const auto table = action_table();
        return std::any_of(table.begin(), table.end(), [&](const ActionSpec& row) { return row.name == name; });
    }
    core::Diagnostics diagnostics;
    content::Catalog catalog = content::load_catalog(std::string(DORSUM_SOURCE_DIR) + "/assets", diagnostics);
    anatomy::Atlas atlas = make_atlas();
    Context context{atlas, catalog, "1234"};
};

TEST_F(ShippedContentTest, ToursAreActionsOfTheTable) {
    ASSERT_FALSE(catalog.tours.empty());
    for (const auto& tour : catalog.tours)
        for (const auto& stop : tour.stops)
            for (const auto& text : stop.actions) {
                const auto action = parse_action(text);
                EXPECT_TRUE(action) << tour.id << ": " << text;
                // The synthetic body lacks most structures: everything else must be allowed.
                const bool needs_body = action && action->name == "select";
                EXPECT_TRUE(needs_body || (action && check_action(initial_state(context, "clinic"), *action, context))) << text;
            }
}

TEST_F(ShippedContentTest, ModesNameActionsOfTheTable) {
    ASSERT_GE(catalog.modes.size(), 3u);
    for (const auto& mode : catalog.modes)
        for (const auto* names : {&mode.allowed_actions, &mode.denied_actions})
            for (const auto& name : *names) EXPECT_TRUE(name == "*" || is_action(name)) << mode.id << ": " << name;
}

TEST_F(ShippedContentTest, EveryConditionOpensAndNoneShowsItsPlanUnasked) {
    ASSERT_EQ(catalog.conditions.size(), 6u);
    for (const auto& mode : catalog.modes)
        for (const auto& condition : catalog.conditions) {
            const SessionState open = reduce(initial_state(context, mode.id), *parse_action("condition " + condition.id), context);
            EXPECT_EQ(open.condition, condition.id);
            EXPECT_EQ(open.notice, "");
            EXPECT_NE(plan_block(open, context), PlanBlock::none) << mode.id << ": " << condition.id;
            EXPECT_EQ(current_step(open, context), nullptr);
        }
}

TEST_F(ShippedContentTest, TheDiscPlanIsForProfessionalsAndNeverInTheKiosk) {
    const auto gate = [&](const char* mode, bool professional) {
        SessionState state = initial_state(context, mode);
        for (const char* text : {"condition herniated_disc", "screen none", "confirm timing", "confirm checked_by_professional"})
            state = reduce(state, *parse_action(text), context);
        if (professional) state = reduce(state, *parse_action("confirm professional"), context);
        return plan_block(state, context);
    };
    EXPECT_EQ(gate("clinic", false), PlanBlock::needs_confirmation);
    EXPECT_EQ(gate("clinic", true), PlanBlock::none);
    EXPECT_EQ(gate("kiosk", true), PlanBlock::mode_forbids);
}

TEST_F(ShippedContentTest, TheKioskStoresNothingAndIsGuarded) {
    SessionState kiosk = initial_state(context, "kiosk");
    ASSERT_EQ(kiosk.mode, "kiosk");
    for (const char* text : {"save x", "open x", "picture x", "export x", "quit"})
        EXPECT_EQ(effect_of(kiosk, *parse_action(text), context).kind, Effect::Kind::none) << text;
    kiosk = reduce(kiosk, *parse_action("mode clinic"), context);
    EXPECT_EQ(kiosk.mode, "kiosk");
    EXPECT_EQ(reduce(kiosk, *parse_action("pin 1234"), context).mode, "clinic");
}

TEST_F(ShippedContentTest, PlansPlayToTheirEndAtAHumanPace) {
    for (const auto& condition : catalog.conditions) {
        SessionState state = initial_state(context, "clinic");
        for (const std::string& text : {"condition " + condition.id, std::string("screen none"), std::string("confirm timing"),
                                        std::string("confirm checked_by_professional"), std::string("confirm professional")})
            state = reduce(state, *parse_action(text), context);
        if (condition.plan.steps.empty()) continue;
        ASSERT_EQ(plan_block(state, context), PlanBlock::none) << condition.id;
        for (const auto& step : condition.plan.steps) {
            const double seconds = step_duration_s(step, state, context);
            EXPECT_TRUE(seconds >= 5 && seconds <= 900) << step.id << " lasts " << seconds << " s";
        }
        state = reduce(state, *parse_action("play"), context);
        for (int i = 0; i < 4 && state.playback.playing; ++i) state = reduce(state, *parse_action("tick seconds=3600"), context);
        EXPECT_FALSE(state.playback.playing) << condition.id;
        EXPECT_EQ(static_cast<std::size_t>(state.playback.step) + 1, condition.plan.steps.size());
    }
}

} // namespace dorsum::session
