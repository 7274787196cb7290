#include "fixture.h"

namespace dorsum::session {

TEST(ActionText, WordsAndNamedValues) {
    const auto action = parse_action("  curve cobb=40   side=right ");
    ASSERT_TRUE(action);
    EXPECT_EQ(action->name, "curve");
    EXPECT_TRUE(action->words.empty());
    EXPECT_EQ(action->named, (std::map<std::string, std::string>{{"cobb", "40"}, {"side", "right"}}));
}

TEST(ActionText, QuotesKeepBlanks) {
    const auto action = parse_action(R"(search "lower \"back\" \\" x)");
    ASSERT_TRUE(action);
    EXPECT_EQ(action->words, (std::vector<std::string>{"lower \"back\" \\", "x"}));
}

TEST(ActionText, RoundTrip) {
    for (const auto& word : {"plain", "", "two words", "quo\"te", "back\\slash", "a=b", "Rücken"}) {
        const Action action{"search", {word, "x"}, {{"key", word}}};
        const auto again = parse_action(to_text(action));
        ASSERT_TRUE(again) << to_text(action);
        EXPECT_EQ(*again, action);
    }
}

TEST(ActionText, ATypoNamesTheNearest) {
    const auto action = parse_action("selct vertebra.l4");
    ASSERT_FALSE(action);
    EXPECT_NE(action.error().text().find("select"), std::string::npos);
}

TEST(ActionText, BrokenTextsAreRefused) {
    for (const std::string text : {"", "   ", "search \"open", "search \"a\"b", "search a\"b", "curve cobb=1 cobb=2", "=", "\"", "a=b", "search a\nb"})
        EXPECT_FALSE(parse_action(text)) << text;
    EXPECT_FALSE(parse_action("search " + std::string(100000, 'x')));
}

TEST(ActionText, ProblemsSayWhere) {
    const auto action = parse_action("search \"open");
    ASSERT_FALSE(action);
    EXPECT_NE(action.error().place.find("column 8"), std::string::npos) << action.error().place;
}

} // namespace dorsum::session
