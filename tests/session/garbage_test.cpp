// reduce is total: whatever comes, it answers; what it refuses changes nothing but the notice.
#include "fixture.h"

#include <cmath>

namespace dorsum::session {

namespace {

void expect_sane(const SessionState& state, const Context& context, const std::string& after) {
    EXPECT_TRUE(std::isfinite(state.camera.yaw_deg) && std::isfinite(state.camera.distance_mm)) << after;
    EXPECT_LE(std::abs(state.camera.pitch_deg), 89) << after;
    for (const float opacity : state.layer_opacity) EXPECT_TRUE(opacity >= 0 && opacity <= 1) << after;
    EXPECT_TRUE(state.selected.empty() || context.atlas.find(state.selected).valid()) << after;
    EXPECT_TRUE(state.condition.empty() || context.catalog.find_condition(state.condition) != nullptr) << after;
    EXPECT_FALSE(state.playback.playing && plan_block(state, context) != PlanBlock::none) << after;
    EXPECT_TRUE(state.forward_bend >= 0 && state.forward_bend <= 1) << after;
    EXPECT_TRUE(state.disc.shrink >= 0 && state.disc.shrink <= 1) << after;
    EXPECT_FALSE(state.compare && state.before) << after << ": one picture or two";
    EXPECT_GE(state.breathing.per_min, context.catalog.pacer.least_per_min) << after;
    EXPECT_LE(state.breathing.per_min, context.catalog.pacer.most_per_min) << after;
    const float breath = breath_of(state, context);
    EXPECT_TRUE(breath >= 0 && breath <= 1 && (breath == 0 || !state.reduced_motion)) << after;
    if (const auto steps = plan_steps(state, context); !steps.empty()) {
        EXPECT_TRUE(state.playback.step >= 0 && state.playback.step < static_cast<int>(steps.size())) << after;
    }
    if (state.playback.playing) {
        EXPECT_NE(current_step(state, context), nullptr) << after << ": what plays is allowed";
    }
    for (const auto& segment : state.curve.segments) EXPECT_TRUE(segment.cobb_deg >= 0 && segment.cobb_deg <= 90) << after;
}

std::string mutated(std::string text, support::Dice& dice) {
    static const std::string alphabet = "abelnostx0123456789.,=-_\" \\@:\t\xc3\xa9";
    for (std::size_t n = 1 + dice.below(3); n > 0 && !text.empty(); --n) {
        const std::size_t at = dice.below(text.size());
        switch (dice.below(4)) {
        case 0: text.erase(at, 1 + dice.below(4)); break;
        case 1: text.insert(at, 1, alphabet[dice.below(alphabet.size())]); break;
        case 2: text[at] = alphabet[dice.below(alphabet.size())]; break;
        default: text += " " + text.substr(at); break;
        }
    }
    return text;
}

} // namespace

using GarbageTest = SessionTest;

TEST_F(GarbageTest, MutatedActionsNeverBreakTheState) {
    const auto actions = many_actions();
    support::Dice dice(99);
    int understood = 0;
    for (int i = 0; i < 20000; ++i) {
        const std::string text = mutated(actions[dice.below(actions.size())], dice);
        const auto action = parse_action(text);
        if (!action) continue;
        ++understood;
        const bool good = static_cast<bool>(check_action(state, *action, context));
        SessionState next = reduce(state, *action, context);
        if (!good) {
            EXPECT_FALSE(next.notice.empty()) << text;
            SessionState quiet = next;
            quiet.notice = state.notice;
            EXPECT_EQ(quiet, state) << text;
        }
        expect_sane(next, context, text);
        state = std::move(next);
        if (HasFailure()) return;
    }
    EXPECT_GT(understood, 2000);
}

TEST_F(GarbageTest, ActionsThatNoParserMade) {
    const std::vector<std::string> words{"", "none", std::string("a\0b", 3), std::string(5000, 'x'), "\xff\xfe", "-1", "1e400", "nan", "@L1-L5", "group:", "..", "selection"};
    support::Dice dice(5);
    for (int i = 0; i < 5000; ++i) {
        Action action;
        action.name = dice.below(20) == 0 ? words[dice.below(words.size())] : std::string(action_table()[dice.below(action_table().size())].name);
        for (std::size_t n = dice.below(4); n > 0; --n) action.words.push_back(words[dice.below(words.size())]);
        for (const char* key : {"seconds", "yaw", "target", "factor", "cobb", "apex", "level", "axis"})
            if (dice.below(6) == 0) action.named[key] = words[dice.below(words.size())];
        state = reduce(state, action, context);
        expect_sane(state, context, action.name);
        effect_of(state, action, context);
    }
}

TEST_F(GarbageTest, StatesThatNoReduceMade) {
    state.mode = "no such mode";
    state.condition = "nothing";
    state.selected = "nothing";
    state.quiz.quiz = "names";
    state.quiz.order = {"nothing", "vertebra.l1"};
    state.quiz.at = -1;
    state.tour.tour = "round";
    state.tour.stop = 99;
    state.playback.step = -3;
    state.playback.playing = true;
    state.camera.pitch_deg = NAN;
    state.camera.target_mm = glm::vec3(NAN);
    for (const auto& text : many_actions()) {
        const SessionState next = after(state, text);
        const bool refused = !check_action(state, *parse_action(text), context);
        EXPECT_TRUE(refused || !next.playback.playing || plan_block(next, context) == PlanBlock::none) << text;
    }
}

TEST_F(GarbageTest, AnEmptyWorld) {
    const anatomy::Atlas nothing;
    const content::Catalog none;
    const Context empty{nothing, none, ""};
    SessionState lost = initial_state(empty, "clinic");
    for (const auto& text : many_actions()) lost = reduce(lost, *parse_action(text), empty);
    EXPECT_EQ(plan_block(lost, empty), PlanBlock::no_condition);
    EXPECT_TRUE(std::isfinite(lost.camera.distance_mm));
}

} // namespace dorsum::session
