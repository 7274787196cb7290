#include "shipped.h"

namespace dorsum::content {
namespace {

TEST_F(Shipped, kiosk_is_safe_for_people_alone) {
    const auto* kiosk = catalog.find_mode("kiosk");
    ASSERT_NE(kiosk, nullptr);
    EXPECT_EQ(kiosk->pressure_cap, 3);
    EXPECT_FALSE(kiosk->shows_plan_of("herniated_disc"));
    EXPECT_FALSE(kiosk->shows_plan_of("sciatica"));
    EXPECT_TRUE(kiosk->shows_plan_of("upper_back_tension"));
    EXPECT_TRUE(kiosk->shows_plan_of("stress_tension"));
    EXPECT_FALSE(kiosk->stores);
    EXPECT_TRUE(kiosk->leave_needs_pin);
    EXPECT_TRUE(kiosk->fullscreen);
    EXPECT_GE(kiosk->target_px, 44);
    for (const auto* name : {"save", "open", "picture", "export", "quit"}) EXPECT_FALSE(kiosk->allows(name)) << name;
    for (const auto* name : {"condition", "screen", "select", "reset", "touch", "idle", "pin", "mode"}) EXPECT_TRUE(kiosk->allows(name)) << name;
}

TEST_F(Shipped, kiosk_warns_before_it_forgets) {
    const auto* kiosk = catalog.find_mode("kiosk");
    EXPECT_FLOAT_EQ(kiosk->idle_warn_s, 60);
    EXPECT_FLOAT_EQ(kiosk->idle_reset_s, 80);
    EXPECT_FLOAT_EQ(kiosk->attract_after_s, 90);
    EXPECT_NE(catalog.find_tour(kiosk->attract_tour), nullptr);
}

TEST_F(Shipped, attract_tour_shows_all_six_conditions_with_words) {
    const auto* tour = catalog.find_tour("kiosk_attract");
    ASSERT_NE(tour, nullptr);
    for (const auto& condition : catalog.conditions) {
        bool shown = false;
        for (const auto& stop : tour->stops)
            for (const auto& action : stop.actions) shown = shown || action == "condition " + condition.id;
        EXPECT_TRUE(shown) << condition.id;
    }
    for (const auto& stop : tour->stops) EXPECT_TRUE(english.has(stop.caption.key)) << stop.caption.key;
}

TEST_F(Shipped, clinic_and_study_allow_everything) {
    for (const auto* id : {"clinic", "study"}) {
        const auto* mode = catalog.find_mode(id);
        ASSERT_NE(mode, nullptr);
        EXPECT_TRUE(mode->allows("export"));
        EXPECT_LE(mode->pressure_cap, 4);
        EXPECT_FLOAT_EQ(mode->idle_reset_s, 0);
    }
    EXPECT_TRUE(catalog.find_mode("study")->latin);
}

TEST_F(Shipped, quizzes_ask_about_muscles_and_bones_both_ways) {
    for (const auto* id : {"name_muscles", "name_bones"}) EXPECT_EQ(catalog.find_quiz(id)->kind, "name_it");
    for (const auto* id : {"find_muscles", "find_bones"}) EXPECT_EQ(catalog.find_quiz(id)->kind, "find_it");
    for (const auto& quiz : catalog.quizzes)
        EXPECT_TRUE(quiz.kind != "name_it" || quiz.selectors.size() >= static_cast<std::size_t>(quiz.choices)) << quiz.id;
}

TEST_F(Shipped, an_unknown_language_or_text_falls_back) {
    for (const auto& [language, texts] : catalog.texts)
        for (const auto& [key, words] : english.entries) EXPECT_TRUE(texts.has(key)) << language << " " << key;
    EXPECT_EQ(catalog.text("xx").language, "en");
    EXPECT_EQ(english.get("no.such.text"), "[no.such.text]");
    EXPECT_EQ(english.get(TextKey{}), "");
}

} // namespace
} // namespace dorsum::content
