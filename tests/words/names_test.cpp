// Every structure that we draw has a name, a gender and, where English says more, the same facts in every language that ships.
#include "content/catalog.h"
#include "content/grammar.h"
#include "import/importer.h"

#include <gtest/gtest.h>
#include <set>

namespace dorsum::content {
namespace {

class StructureNames : public ::testing::Test {
protected:
    core::Diagnostics diagnostics;
    const Catalog catalog = load_catalog(DORSUM_SOURCE_DIR "/assets", diagnostics);
    const std::vector<anatomy::Terms> terms = import::load_terms(DORSUM_SOURCE_DIR "/assets", diagnostics);
};

TEST_F(StructureNames, are_there_in_german_and_spanish) {
    ASSERT_GT(terms.size(), 300u);
    for (const auto& language : catalog.languages) {
        if (language.id == "en") continue;
        for (const auto& t : terms) {
            const auto* words = catalog.words_of(language.id, t.id);
            ASSERT_NE(words, nullptr) << language.id << ": add " << t.id << " (" << t.name_en << ") to assets/text/" << language.id << "/structures";
            const bool same_everywhere = t.id == "vertebra.c1" || t.id == "vertebra.c2"; // atlas, axis
            EXPECT_TRUE(same_everywhere || words->name != t.name_en) << language.id << " " << t.id;
            EXPECT_EQ(words->name.find('{'), words->name.find("{side}")) << words->name << ": a hole that nothing fills";
        }
    }
}

TEST_F(StructureNames, say_as_much_as_english) {
    for (const auto& language : catalog.languages) {
        if (language.id == "en") continue;
        for (const auto& t : terms) {
            const auto* words = catalog.words_of(language.id, t.id);
            if (!words) continue;
            EXPECT_EQ(words->origin.empty(), t.origin.empty()) << language.id << " origin of " << t.id;
            EXPECT_EQ(words->insertion.empty(), t.insertion.empty()) << language.id << " insertion of " << t.id;
            EXPECT_EQ(words->action.empty(), t.action.empty()) << language.id << " action of " << t.id;
        }
    }
}

// Numbers and levels (T7, L5, ribs 9 to 12) must survive a translation.
TEST_F(StructureNames, name_the_same_levels_as_english) {
    const auto levels = [](const std::string& text) {
        std::set<std::string> found;
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            const bool letter = std::string("CTLS").find(text[i]) != std::string::npos && (i == 0 || !std::isalnum(static_cast<unsigned char>(text[i - 1])));
            if (!letter || !std::isdigit(static_cast<unsigned char>(text[i + 1]))) continue;
            std::string level(1, text[i]);
            for (auto k = i + 1; k < text.size() && std::isdigit(static_cast<unsigned char>(text[k])); ++k) level += text[k];
            found.insert(level);
        }
        return found;
    };
    for (const auto& language : catalog.languages) {
        if (language.id == "en") continue;
        for (const auto& t : terms) {
            const auto* words = catalog.words_of(language.id, t.id);
            if (!words) continue;
            for (const auto& [english, own] : {std::pair{t.origin, words->origin}, {t.insertion, words->insertion}})
                if (!own.empty()) {
                    EXPECT_EQ(levels(own), levels(english)) << language.id << " " << t.id << ": \"" << own << "\" for \"" << english << "\"";
                }
        }
    }
}

TEST_F(StructureNames, take_their_side) {
    const auto named = [&](const char* language, const char* id, anatomy::Side side) {
        const auto* words = catalog.words_of(language, id);
        return words ? capitalised(sided(catalog.text(language), words->name, side, words->gender)) : std::string();
    };
    EXPECT_EQ(named("de", "scapula.left", anatomy::Side::left), "Linkes Schulterblatt");
    EXPECT_EQ(named("de", "muscle.external_intercostals.right", anatomy::Side::right), "Rechte \u00e4u\u00dfere Zwischenrippenmuskeln");
    EXPECT_EQ(named("es", "muscle.trapezius_descending.left", anatomy::Side::left), "Porci\u00f3n descendente del trapecio izquierdo");
    EXPECT_EQ(named("es", "nerve.root_l5.right", anatomy::Side::right), "Ra\u00edz nerviosa derecha L5");
    EXPECT_EQ(named("es", "rib.12.left", anatomy::Side::left), "Costilla 12 izquierda");
    EXPECT_EQ(named("de", "disc.l5_s1", anatomy::Side::none), "Bandscheibe L5/S1");
}

} // namespace
} // namespace dorsum::content
