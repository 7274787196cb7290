#include "content/plain_rules.h"
#include "core/spelling.h"

#include <gtest/gtest.h>

namespace dorsum::content {
namespace {

TEST(PlainRules, counts_words) {
    EXPECT_EQ(word_count(""), 0);
    EXPECT_EQ(word_count("Don't press, please: it hurts."), 5);
}

TEST(PlainRules, short_words_read_easier_than_long_ones) {
    EXPECT_LT(flesch_kincaid_grade("The cat sat on the mat. It was a warm day."), 2);
    EXPECT_GT(flesch_kincaid_grade("Interventional rehabilitation necessitates multidisciplinary neuromuscular evaluation."), 15);
    // Gettysburg Address, first sentence: published grades lie round 13.
    EXPECT_NEAR(flesch_kincaid_grade("Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in "
                              "liberty, and dedicated to the proposition that all men are created equal."), 13.5f, 2.5f);
}

TEST(PlainRules, bans_whole_words_only) {
    const std::vector<std::string> banned{"fix", "break down"};
    EXPECT_EQ(find_banned("We FIX it", banned), "fix");
    EXPECT_EQ(find_banned("It may break down knots", banned), "break down");
    EXPECT_EQ(find_banned("The suffix and prefix of fixation", banned), "");
}

TEST(Spelling, suggests_the_nearest_word) {
    EXPECT_EQ(core::nearest_word("presure", {"pace", "pressure", "paths"}), "pressure");
    EXPECT_EQ(core::nearest_word("nervse", {"nerves", "zones"}), "nerves");
    EXPECT_EQ(core::nearest_word("entirely_else", {"pace", "paths"}), "");
    EXPECT_EQ(core::spelling_distance("abc", "acb"), 1u);
}

} // namespace
} // namespace dorsum::content
