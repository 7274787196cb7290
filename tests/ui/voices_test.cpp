// Cards in every language and voice: red flags first, a draft until it is signed, the clinic's own emergency line, names and sides.
#include "fixture.h"

#include "content/grammar.h"

namespace dorsum::ui {
namespace {

class VoicesTest : public PanelsTest {
protected:
    std::string name(const std::string& id, bool with_side = true) const { return name_in_session(context, state, id, with_side); }
};

TEST_F(VoicesTest, the_language_buttons_change_every_language) {
    show("clinic", 1280, 720);
    for (const char* language : {"es", "de", "en"}) {
        click(std::string("language.") + language);
        EXPECT_EQ(state.language, language);
    }
}

TEST_F(VoicesTest, structures_have_names_and_sides_in_each_language) {
    show("clinic", 1280, 720);
    EXPECT_EQ(name("muscle.piriformis.left"), "Left the muscle piriformis"); // the fixture's English
    act("language de");
    EXPECT_EQ(name("muscle.latissimus_dorsi.right"), "Rechter breiter R\u00fcckenmuskel");
    EXPECT_EQ(name("nerve.sciatic.left"), "Linker Ischiasnerv");
    EXPECT_EQ(name("vertebra.l4"), "Lendenwirbel L4");
    act("language es");
    EXPECT_EQ(name("nerve.sciatic.left"), "Nervio ci\u00e1tico izquierdo");
    EXPECT_EQ(name("vertebra.l4"), "V\u00e9rtebra lumbar L4");
    act("latin on");
    EXPECT_EQ(name("nerve.sciatic.left", false), "Latin Sciatic nerve");
}

TEST_F(VoicesTest, search_finds_names_of_each_language_without_accents_too) {
    show("clinic", 1280, 720);
    for (const char* words : {"Ischiasnerv", "ciatico", "Ci\u00e1tico", "nervio ci\u00e1tico derecho", "sciatic"}) {
        act(session::to_text({"search", {words}, {}}));
        settle();
        EXPECT_TRUE(on_screen("result.nerve.sciatic.right")) << words;
    }
    for (const char* words : {"gesassmuskel", "gl\u00fateo mayor", "nalga"}) {
        act(session::to_text({"search", {words}, {}}));
        settle();
        EXPECT_TRUE(on_screen("result.muscle.gluteus_maximus.left")) << words;
    }
}

TEST_F(VoicesTest, claims_are_a_press_away_from_every_card) {
    show("clinic", 2400, 2400); // high enough to see the whole card
    for (const auto& condition : catalog.conditions) {
        act("condition " + condition.id);
        settle();
        ASSERT_TRUE(on_screen("card.claims")) << condition.id;
        EXPECT_TRUE(on_screen("card.sources.1")) << condition.id << ": each claim has its own sources";
        EXPECT_LT(out.widgets["tab.card"].y, out.widgets["before.off"].y);
    }
    click("card.claims");
    EXPECT_EQ(state.dialog, "claims");
    EXPECT_TRUE(on_screen("claim.eases_pain"));
}

TEST_F(VoicesTest, a_signed_card_is_no_draft_any_more) {
    show("clinic", 2400, 2400);
    act("condition sciatica");
    settle();
    const float draft = out.widgets["before.off"].y;
    for (auto& condition : catalog.conditions) condition.provenance.reviewed_by = "Dr. A", condition.provenance.review_date = "2027-01-02";
    settle();
    EXPECT_LT(out.widgets["before.off"].y, draft - 5) << "the note of a draft is gone, a short line stands there";
    EXPECT_EQ(catalog.text("de").get("review.by"), "Gepr\u00fcft von {0}, {1}");
}

} // namespace
} // namespace dorsum::ui
