// Three languages, complete; the voices; grammar; reading formulas; names of structures; the clinic's own file.
#include "content/clinic.h"
#include "content/grammar.h"
#include "content/plain_rules.h"
#include "core/fold.h"
#include "shipped.h"
#include "support/own_folder.h"

#include <filesystem>
#include <fstream>

namespace dorsum::content {
namespace {

using anatomy::Side;
namespace fs = std::filesystem;

TEST_F(Shipped, english_german_and_spanish_ship) {
    ASSERT_EQ(catalog.languages.size(), 3u);
    for (const auto* id : {"en", "de", "es"}) {
        ASSERT_NE(catalog.find_language(id), nullptr) << id;
        EXPECT_NE(catalog.find_language(id)->formula, ReadingFormula::none) << id;
        EXPECT_TRUE(catalog.find_language(id)->provenance.reviewed_by.empty()) << "a clinician signed " << id << ": this test may go";
    }
}

TEST(Languages, nothing_is_missing_copied_or_promised) {
    core::Diagnostics diagnostics;
    load_catalog(DORSUM_SOURCE_DIR "/assets", diagnostics);
    for (const auto& item : diagnostics.items())
        if (item.severity != core::Severity::note) ADD_FAILURE() << item.text();
}

TEST_F(Shipped, voices_say_conditions_techniques_and_claims_differently) {
    for (const auto& language : catalog.languages) {
        const auto& texts = catalog.text(language.id);
        const auto differ = [&](const std::string& key) {
            EXPECT_NE(texts.get(key, "patient"), texts.get(key, "student")) << language.id << " " << key;
            EXPECT_NE(texts.get(key, "patient"), texts.get(key, "clinician")) << language.id << " " << key;
        };
        for (const auto& technique : catalog.techniques) differ(technique.how.key);
        for (const auto& claim : catalog.claims) differ(claim.verdict.key);
        for (const auto& condition : catalog.conditions) {
            EXPECT_NE(texts.get(condition.plain.at("patient")), texts.get(condition.plain.at("student"))) << condition.id;
            EXPECT_NE(texts.get(condition.plain.at("student")), texts.get(condition.plain.at("clinician"))) << condition.id;
        }
    }
    EXPECT_EQ(english.get("ui.yes", "patient"), english.get("ui.yes")) << "a text without its own words of a voice";
}

TEST_F(Shipped, every_card_says_what_is_not_known_and_has_red_flags) {
    for (const auto& condition : catalog.conditions) {
        EXPECT_FALSE(condition.red_flags.empty()) << condition.id;
        for (const auto& language : catalog.languages) EXPECT_GT(word_count(catalog.text(language.id).get(condition.unknown)), 8) << language.id << " " << condition.id;
    }
}

TEST_F(Shipped, every_claim_is_answered_as_the_facts_allow) {
    EXPECT_EQ(catalog.claims.size(), 16u);
    for (const char* id : {"inflammation", "endorphins", "cortisol", "waste"})
        for (const auto& claim : catalog.claims)
            EXPECT_TRUE(claim.id != id || claim.words.key.empty()) << id << ": nothing of the kind may be said";
    for (const auto& source : catalog.sources) EXPECT_FALSE(source.line().empty()) << source.id;
    EXPECT_EQ(catalog.find_source("S6")->line(), "Cherkin et al. 2011, Ann Intern Med 155:1");
}

// ---- number and side ----------------------------------------------------------------------------------------------------
TEST_F(Shipped, one_and_many) {
    const auto& en = catalog.text("en");
    const auto& de = catalog.text("de");
    const auto& es = catalog.text("es");
    EXPECT_EQ(counted(en, "pass", 1), "1 pass");
    EXPECT_EQ(counted(en, "pass", 6), "6 passes");
    EXPECT_EQ(counted(de, "pass", 1), "1 Durchgang");
    EXPECT_EQ(counted(de, "pass", 6), "6 Durchg\u00e4nge");
    EXPECT_EQ(counted(es, "time", 1), "1 vez");
    EXPECT_EQ(counted(es, "time", 2), "2 veces");
    EXPECT_EQ(counted(en, "minute", 10, 15), "10\u201315 minutes");
    EXPECT_EQ(counted(en, "minute", 1, 1), "1 minute");
    EXPECT_EQ(counted(en, "second", 0), "0 seconds");
}

TEST_F(Shipped, decimal_comma_in_german_and_spanish) {
    EXPECT_EQ(number(catalog.text("en"), 0.5), "0.5");
    EXPECT_EQ(number(catalog.text("de"), 0.5), "0,5");
    EXPECT_EQ(number(catalog.text("es"), 1.25), "1,25");
    EXPECT_EQ(number(catalog.text("de"), 3), "3");
    EXPECT_EQ(number(catalog.text("de"), 0.7f), "0,7") << "a float is no reason for a row of digits";
    EXPECT_EQ(counted(catalog.text("es"), "cycles_per_s", 0.7), "0,7 veces por segundo");
}

TEST_F(Shipped, sides_agree_with_the_gender) {
    const auto& de = catalog.text("de");
    const auto& es = catalog.text("es");
    EXPECT_EQ(sided(catalog.text("en"), "scapula", Side::left, ""), "left scapula");
    EXPECT_EQ(sided(de, "Trapezmuskel", Side::left, "m"), "linker Trapezmuskel");
    EXPECT_EQ(sided(de, "Rippe", Side::left, "f"), "linke Rippe");
    EXPECT_EQ(sided(de, "Schulterblatt", Side::right, "n"), "rechtes Schulterblatt");
    EXPECT_EQ(sided(de, "Zwischenrippenmuskeln", Side::right, "mp"), "rechte Zwischenrippenmuskeln");
    EXPECT_EQ(sided(es, "nervio ci\u00e1tico", Side::right, "m"), "nervio ci\u00e1tico derecho");
    EXPECT_EQ(sided(es, "esc\u00e1pula", Side::left, "f"), "esc\u00e1pula izquierda");
    EXPECT_EQ(sided(es, "costillas", Side::left, "fp"), "costillas izquierdas");
    EXPECT_EQ(sided(es, "m\u00fasculo {side} de prueba", Side::left, "m"), "m\u00fasculo izquierdo de prueba");
    EXPECT_EQ(sided(es, "m\u00fasculo {side} de prueba", Side::none, "m"), "m\u00fasculo de prueba");
    EXPECT_EQ(capitalised("\u00e1ngulo"), "\u00c1ngulo");
    EXPECT_EQ(capitalised("linker Muskel"), "Linker Muskel");
    EXPECT_EQ(uncapitalised("Sciatic nerve"), "sciatic nerve");
    EXPECT_EQ(uncapitalised("L5 nerve root"), "L5 nerve root");
}

TEST(Fold, accents_do_not_matter_when_people_type) {
    EXPECT_EQ(core::folded("M\u00daSCULO \u00f1"), "musculo n");
    EXPECT_EQ(core::folded("R\u00fcckenstrecker Ges\u00e4\u00df"), "ruckenstrecker gesass");
    EXPECT_EQ(core::lower_case("\u00c4RZTE"), "\u00e4rzte");
}

// ---- reading formulas ---------------------------------------------------------------------------------------------------
TEST(Reading, german_and_spanish_formulas_tell_easy_from_hard) {
    EXPECT_LT(wiener_grade("Der Mann geht in den Wald. Dort ist es still und warm."), 3);
    EXPECT_GT(wiener_grade("Interdisziplin\u00e4re Rehabilitationsprogramme ber\u00fccksichtigen neuromuskul\u00e4re Zusammenh\u00e4nge."), 15);
    EXPECT_GT(fernandez_huerta_ease("El sol sale. El ni\u00f1o va al mar. La mar es azul."), 90);
    EXPECT_LT(fernandez_huerta_ease("La rehabilitaci\u00f3n interdisciplinaria contempla intervenciones neuromusculares individualizadas."), 0);
}

TEST(Reading, worked_by_hand) {
    // 8 words in 2 sentences, 9 syllables: "Al sol le va bien. Mira la mar." mi-ra has two, the others one.
    EXPECT_NEAR(fernandez_huerta_ease("Al sol le va bien. Mira la mar."), 206.84f - 60 * 9.0f / 8 - 1.02f * 4, 0.01f);
    // 5 words, one sentence; Wirbel, kleine 2 syllables, Knochen 2 (7 letters: long), Der, sind 1.
    EXPECT_NEAR(wiener_grade("Die Wirbel sind kleine Knochen."), 0.1672f * 5 + 0.1297f * 20 - 0.0327f * 40 - 0.875f, 0.01f);
}

// ---- names --------------------------------------------------------------------------------------------------------------
TEST(Names, patterns_fit_ids_and_fill_the_words) {
    NameTable table;
    table.add("vertebra.l{n}", {"Lendenwirbel L{n}", "m", {"wirbel l{n}"}, {}, {}, {}, {}, 'D'});
    table.add("vertebra.l5", {"letzter Lendenwirbel", "m", {}, {}, {}, {}, {}, 'D'});
    table.add("disc.{a}_{b}", {"Bandscheibe {A}/{B}", "f", {}, {}, {}, {}, {}, 'D'});
    table.add("rib.{n}.{side}", {"{n}. Rippe", "f", {}, {}, {}, {}, {}, 'D'});
    EXPECT_EQ(table.find("vertebra.l4")->name, "Lendenwirbel L4");
    EXPECT_EQ(table.find("vertebra.l4")->synonyms.at(0), "wirbel l4");
    EXPECT_EQ(table.find("vertebra.l5")->name, "letzter Lendenwirbel");
    EXPECT_EQ(table.find("disc.l5_s1")->name, "Bandscheibe L5/S1");
    EXPECT_EQ(table.find("rib.12.left")->name, "12. Rippe");
    EXPECT_EQ(table.find("rib.12.middle.left"), nullptr);
    EXPECT_EQ(table.find("sacrum"), nullptr);
}

// ---- the clinic's own file ----------------------------------------------------------------------------------------------
class ClinicFile : public Shipped {
protected:
    Catalog load(const std::string& text) {
        const auto path = support::own_folder() / "clinic_test.json";
        std::ofstream(path, std::ios::trunc) << text;
        auto with = catalog;
        load_clinic(path, with, diagnostics);
        fs::remove_all(path.parent_path());
        return with;
    }
    core::Diagnostics diagnostics;
};

TEST_F(ClinicFile, without_one_the_wording_is_neutral_and_names_no_number) {
    for (const auto& language : catalog.languages) {
        const auto words = catalog.emergency_words(catalog.text(language.id));
        EXPECT_GT(word_count(words), 4) << language.id;
        EXPECT_EQ(words.find_first_of("0123456789"), std::string::npos) << words;
    }
}

TEST_F(ClinicFile, its_number_stands_in_every_language_and_its_wording_in_its_own) {
    const auto with = load(R"({"name": "Praxis am Markt", "emergency_number": "112", "emergency": {"de": "Im Notfall 112 oder Praxis 01234."}})");
    EXPECT_TRUE(diagnostics.items().empty());
    EXPECT_EQ(with.clinic.name, "Praxis am Markt");
    EXPECT_EQ(with.emergency_words(with.text("en")), "In an emergency call 112.");
    EXPECT_NE(with.emergency_words(with.text("es")).find("112"), std::string::npos);
    EXPECT_EQ(with.emergency_words(with.text("de")), "Im Notfall 112 oder Praxis 01234.");
}

TEST_F(ClinicFile, whatever_stands_in_it_nothing_wrong_is_taken_and_every_problem_says_what_to_do) {
    const std::string good = R"({"name": "Praxis am Markt", "emergency_number": "112", "emergency": {"de": "Im Notfall 112 oder Praxis 01234.", "en": "Call 112."}})";
    std::uint64_t dice = 11;
    const auto below = [&](std::size_t count) {
        dice = dice * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<std::size_t>((dice >> 33) % count);
    };
    std::vector<std::string> texts{"", "[]", "null", "7", "{", std::string(5000, '['), "{\"name\": \"" + std::string(20000, 'x') + "\"}",
                                   "{\"" + std::string(20000, 'k') + "\": 1}", "{\"emergency\": {\"" + std::string(5000, 'k') + "\": \"a\"}}", "\xff\xfe"};
    for (int i = 0; i < 1200; ++i) {
        auto text = good;
        for (std::size_t n = 1 + below(3); n > 0 && !text.empty(); --n) {
            const auto at = below(text.size());
            switch (below(4)) {
            case 0: text.erase(at, 1 + below(20)); break;
            case 1: text[at] = static_cast<char>(below(256)); break;
            case 2: text.insert(at, text.substr(below(text.size()), below(30))); break;
            default: text.insert(at, 1, "[]{}\",:-9e"[below(10)]); break;
            }
        }
        texts.push_back(std::move(text));
    }
    std::size_t problems = 0;
    for (const auto& text : texts) {
        diagnostics = {};
        const auto with = load(text);
        for (const auto& item : diagnostics.items()) {
            ++problems;
            EXPECT_NE(item.file.find("clinic_test.json"), std::string::npos);
            EXPECT_FALSE(item.message.empty());
            EXPECT_LT(item.message.size(), 400u) << "nobody reads that";
            EXPECT_FALSE(item.remedy.empty()) << text.substr(0, 120) << ": " << item.message;
        }
        EXPECT_LE(with.clinic.name.size(), 80u);
        EXPECT_LE(with.clinic.emergency_number.size(), 24u);
        EXPECT_EQ(with.clinic.emergency_number.find_first_not_of("0123456789+ -/()"), std::string::npos) << with.clinic.emergency_number;
        for (const auto& language : catalog.languages) EXPECT_GT(word_count(with.emergency_words(with.text(language.id))), 0) << "there are always words for an emergency";
        if (HasFailure()) return;
    }
    EXPECT_GT(problems, 500u);
}

TEST_F(ClinicFile, says_what_is_wrong_with_it) {
    const auto says = [&](const std::string& words) {
        std::string all;
        for (const auto& item : diagnostics.items()) all += item.text() + "\n";
        EXPECT_NE(all.find(words), std::string::npos) << all;
        diagnostics = {};
    };
    EXPECT_TRUE(load(R"({"emergency_number": "one one two"})").clinic.emergency_number.empty());
    says("is no number to call");
    load(R"({"emergency_number": "112", "emergency": {"ed": "Ruf 112"}})");
    says("did you mean");
    load(R"({"emergency_number": "112", "emergency": {"de": "Im Notfall rufen."}})");
    says("does not name the number 112");
    load(R"({"emergencynumber": "112"})");
    says("did you mean 'emergency_number'");
    load("{");
    says("not valid JSON");
    load(R"({"name": "A"})");
    says("neither an emergency number nor a wording");
}

} // namespace
} // namespace dorsum::content
