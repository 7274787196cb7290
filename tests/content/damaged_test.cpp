// One mistake at a time in a copy of the shipped files: one clear message, and the rest still loads.
#include "content/catalog.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace dorsum::content {
namespace {

namespace fs = std::filesystem;

class Damaged : public ::testing::Test {
protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        folder = fs::path(DORSUM_BUILD_DIR) / "content_test" / info->name();
        fs::remove_all(folder);
        fs::create_directories(folder);
        for (const auto* part : {"content", "text"}) fs::copy(fs::path(DORSUM_SOURCE_DIR) / "assets" / part, folder / part, fs::copy_options::recursive);
    }
    void TearDown() override { fs::remove_all(folder); }

    std::string read(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(folder / name).rdbuf();
        return text.str();
    }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder / name, std::ios::trunc) << text; }
    void replace(const std::string& name, const std::string& old_text, const std::string& new_text) const {
        auto text = read(name);
        const auto at = text.find(old_text);
        ASSERT_NE(at, std::string::npos) << old_text;
        write(name, text.replace(at, old_text.size(), new_text));
    }

    // Loads and returns the problems (notes left out).
    std::vector<core::Diagnostic> load() {
        core::Diagnostics diagnostics;
        catalog = load_catalog(folder, diagnostics);
        std::vector<core::Diagnostic> problems;
        for (const auto& item : diagnostics.items())
            if (item.severity != core::Severity::note) problems.push_back(item);
        return problems;
    }
    // Exactly one problem, in this file, at this place, whose words hold this.
    void expect_one(const std::string& file, const std::string& pointer, const std::string& words) {
        const auto problems = load();
        std::string all;
        for (const auto& problem : problems) all += problem.text() + "\n";
        ASSERT_EQ(problems.size(), 1u) << all;
        EXPECT_NE(problems[0].file.find(file), std::string::npos) << all;
        EXPECT_EQ(problems[0].pointer, pointer) << all;
        EXPECT_NE(problems[0].text().find(words), std::string::npos) << all;
        EXPECT_FALSE(problems[0].remedy.empty()) << all;
    }

    fs::path folder;
    Catalog catalog;
};

const std::string k_sciatica = "content/conditions/sciatica.json";

TEST_F(Damaged, nothing_is_wrong_with_the_copy) { EXPECT_TRUE(load().empty()); }

TEST_F(Damaged, a_typo_in_a_key) {
    replace(k_sciatica, "\"nerves\"", "\"nervse\"");
    expect_one(k_sciatica, "/nervse", "did you mean 'nerves'");
    EXPECT_EQ(catalog.conditions.size(), 6u);
}

TEST_F(Damaged, a_typo_in_a_key_deep_inside) {
    replace(k_sciatica, "\"radius_mm\": 26", "\"radius\": 26");
    const auto problems = load();
    ASSERT_EQ(problems.size(), 2u) << "the unknown key, and the one that is now missing";
    EXPECT_EQ(problems[1].pointer, "/zones/0/radius");
}

TEST_F(Damaged, broken_json) {
    write(k_sciatica, "{\n  \"id\": \"sciatica\"\n  \"order\": 3\n}");
    expect_one(k_sciatica, "", "line 3");
    EXPECT_EQ(catalog.conditions.size(), 5u);
}

TEST_F(Damaged, a_file_cut_in_half) {
    const auto text = read(k_sciatica);
    write(k_sciatica, text.substr(0, text.size() / 2));
    expect_one(k_sciatica, "", "not valid JSON");
}

TEST_F(Damaged, an_empty_file) {
    write(k_sciatica, "");
    expect_one(k_sciatica, "", "empty");
}

TEST_F(Damaged, not_text_at_all) {
    write(k_sciatica, std::string("\x00\xff\xfe\x01 GARBAGE", 12));
    expect_one(k_sciatica, "", "not valid JSON");
}

TEST_F(Damaged, a_list_instead_of_an_object) {
    write(k_sciatica, "[]");
    expect_one(k_sciatica, "", "an object");
}

TEST_F(Damaged, a_wrong_type) {
    replace(k_sciatica, "\"grade\": 2", "\"grade\": \"two\"");
    expect_one(k_sciatica, "/zones/0/grade", "whole number");
}

TEST_F(Damaged, a_number_out_of_range) {
    replace(k_sciatica, "\"pressure\": 2", "\"pressure\": 7");
    expect_one(k_sciatica, "/plan/steps/2/pressure", "1 to 4");
}

TEST_F(Damaged, more_pressure_than_the_technique_has) {
    replace(k_sciatica, "\"directions\": [\"static\"], \"pressure\": 1", "\"directions\": [\"static\"], \"pressure\": 3");
    expect_one(k_sciatica, "/plan/steps/0/pressure", "static_contact");
}

TEST_F(Damaged, a_path_that_is_not_there) {
    replace(k_sciatica, "\"along_bone\": [1]", "\"along_bone\": [2]");
    expect_one(k_sciatica, "/plan/steps/1/along_bone/0", "there is no such path");
}

TEST_F(Damaged, an_unknown_technique) {
    replace(k_sciatica, "\"technique\": \"effleurage\"", "\"technique\": \"efleurage\"");
    expect_one(k_sciatica, "/plan/steps/1/technique", "did you mean 'effleurage'");
    EXPECT_EQ(catalog.find_condition("sciatica")->plan.steps.size(), 5u);
}

TEST_F(Damaged, an_unknown_source) {
    replace(k_sciatica, "\"sources\": [\"S53\"]", "\"sources\": [\"S530\"]");
    expect_one(k_sciatica, "/zones/2/sources", "S530");
}

TEST_F(Damaged, a_fact_without_a_mark) {
    replace(k_sciatica, "\"side\": \"symptomatic\", \"mark\": \"K\"", "\"side\": \"symptomatic\"");
    expect_one(k_sciatica, "/zones/0", "mark");
}

TEST_F(Damaged, a_place_that_cannot_be_read) {
    replace(k_sciatica, "mid(sacrum_edge.{side}, greater_troch.{side}, 0.25)", "mid(sacrum_edge.{side}, greater_troch.{side} 0.25)");
    expect_one(k_sciatica, "/zones/0/along", "comma");
}

TEST_F(Damaged, a_hole_that_nothing_fills) {
    replace(k_sciatica, "\"nerve.tibial.{side}\"", "\"nerve.tibial.{sied}\"");
    expect_one(k_sciatica, "/nerves/6", "hole");
}

TEST_F(Damaged, a_key_twice) {
    replace(k_sciatica, "\"order\": 3,", "\"order\": 3, \"order\": 4,");
    expect_one(k_sciatica, "", "twice");
}

TEST_F(Damaged, a_missing_text) {
    replace("text/en/conditions.json", "\"condition.sciatica.title\"", "\"condition.sciatica.titel\"");
    const auto problems = load();
    ASSERT_GE(problems.size(), 1u);
    bool found = false;
    for (const auto& problem : problems) found = found || problem.text().find("did you mean 'condition.sciatica.titel'") != std::string::npos;
    EXPECT_TRUE(found);
    EXPECT_EQ(catalog.text("en").get("condition.sciatica.title"), "[condition.sciatica.title]");
}

TEST_F(Damaged, a_broken_text_file_is_one_message) {
    write("text/en/conditions.json", "{");
    expect_one("text/en/conditions.json", "", "not valid JSON");
    EXPECT_EQ(catalog.conditions.size(), 6u);
}

TEST_F(Damaged, a_text_that_promises) {
    replace("text/en/conditions.json", "It does not take the cause away.", "It will fix the cause.");
    expect_one("text/en", "/condition.upper_back_tension.plain.patient", "'fix'");
}

TEST_F(Damaged, a_patient_text_that_is_hard_to_read) {
    replace("text/en/conditions.json", "Slow, gentle massage can help many people feel calm.",
            "Interdisciplinary rehabilitation programmes incorporating myofascial interventions potentially facilitate neuromuscular relaxation.");
    expect_one("text/en", "/condition.stress_tension.plain.patient", "school grade");
}

TEST_F(Damaged, a_text_that_one_language_lacks) {
    replace("text/es/conditions.json", "\"condition.sciatica.summary\"", "\"condition.sciatica.sumary\"");
    const auto problems = load();
    ASSERT_EQ(problems.size(), 2u) << "the lacking text, and the one that nobody asks for";
    EXPECT_NE(problems[0].file.find("text/es/conditions.json"), std::string::npos);
    EXPECT_EQ(problems[0].pointer, "/condition.sciatica.summary");
    EXPECT_NE(problems[0].remedy.find("Pain, tingling"), std::string::npos) << "the English words to translate";
    EXPECT_NE(problems[1].text().find("did you mean 'condition.sciatica.summary'"), std::string::npos) << problems[1].text();
    EXPECT_EQ(catalog.text("es").get("condition.sciatica.summary"), catalog.text("en").get("condition.sciatica.summary"));
}

TEST_F(Damaged, a_text_that_was_copied_and_not_translated) {
    write("text/en/more.json", "{\"more.text\": \"Three plain words\"}");
    write("text/de/more.json", "{\"more.text\": \"Three plain words\"}");
    write("text/es/more.json", "{\"more.text\": \"Tres palabras simples\"}");
    expect_one("text/de/more.json", "/more.text", "still the English one");
}

TEST_F(Damaged, a_language_that_ships_without_its_folder) {
    fs::remove_all(folder / "text/es");
    expect_one("text/es", "", "no words in 'es'");
    EXPECT_EQ(catalog.text("es").get("ui.yes"), "Yes");
}

TEST_F(Damaged, a_language_that_does_not_ship_may_be_unfinished) {
    fs::create_directories(folder / "text/nl");
    write("text/nl/ui.json", "{\"ui.yes\": \"Ja\"}");
    EXPECT_TRUE(load().empty());
    EXPECT_EQ(catalog.text("nl").get("ui.yes"), "Ja");
    EXPECT_EQ(catalog.text("nl").get("ui.no"), "No");
}

TEST_F(Damaged, promises_in_german_and_spanish) {
    replace("text/de/conditions.json", "Die Ursache nimmt es nicht weg.", "Das heilt die Ursache nicht.");
    expect_one("text/de", "/condition.upper_back_tension.plain.patient", "'heilt'");
    replace("text/de/conditions.json", "Das heilt die Ursache nicht.", "Die Ursache nimmt es nicht weg.");
    replace("text/es/conditions.json", "No quita la causa.", "No garantiza nada.");
    expect_one("text/es", "/condition.upper_back_tension.plain.patient", "'garantiza*'");
}

TEST_F(Damaged, a_diagnosis) {
    replace("text/es/conditions.json", "No quita la causa.", "Usted tiene un nudo.");
    expect_one("text/es", "/condition.upper_back_tension.plain.patient", "diagnosis");
}

TEST_F(Damaged, a_sentence_about_massage_without_may) {
    replace("text/en/conditions.json", "Massage may help these muscles feel better for a while.", "Massage makes these muscles feel better.");
    expect_one("text/en", "/condition.scoliosis.plain.patient", "promises too much");
}

TEST_F(Damaged, german_patient_texts_are_measured_too) {
    replace("text/de/conditions.json", "Wir sind nicht sicher: Es kann Schmerzen eine Zeit lang lindern.",
            "Interdisziplin\u00e4re Rehabilitationsprogramme ber\u00fccksichtigen neuromuskul\u00e4re Zusammenh\u00e4nge.");
    expect_one("text/de", "/condition.upper_back_tension.evidence_note", "school grade");
}

TEST_F(Damaged, spanish_patient_texts_are_measured_too) {
    replace("text/es/conditions.json", "No estamos seguros: puede aliviar el dolor por un tiempo.",
            "La rehabilitaci\u00f3n interdisciplinaria contempla intervenciones neuromusculares individualizadas.");
    expect_one("text/es", "/condition.upper_back_tension.evidence_note", "reading ease");
}

TEST_F(Damaged, the_words_of_a_voice_that_is_none) {
    for (const auto* language : {"en", "de", "es"}) write(std::string("text/") + language + "/more.json", "{\"ui.yes@patiend\": \"A\"}");
    expect_one("text/en/more.json", "/ui.yes@patiend", "did you mean 'patient'");
}

TEST_F(Damaged, two_hands_nobody_knows_how_far_apart) {
    replace("content/techniques.json", "\"apart_mm\": 84, ", "");
    expect_one("content/techniques.json", "/17/hand", "so far apart");
}

TEST_F(Damaged, no_techniques_no_flood) {
    fs::remove(folder / "content/techniques.json");
    expect_one("content/techniques.json", "", "no such file");
    EXPECT_EQ(catalog.conditions.size(), 6u);
}

TEST_F(Damaged, without_safety_questions_no_plan_is_left) {
    write("content/safety.json", "{");
    const auto problems = load();
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_NE(problems[1].message.find("no stroke plan"), std::string::npos);
    for (const auto& condition : catalog.conditions) EXPECT_TRUE(condition.plan.steps.empty()) << condition.id;
}

TEST_F(Damaged, without_the_rules_of_strokes_no_plan_is_left) {
    replace("content/stroke_rules.json", "\"below_outermost_mm\": 3,", "\"below_outermost_mm\": 300,");
    const auto problems = load();
    ASSERT_GE(problems.size(), 2u);
    EXPECT_NE(problems[0].text().find("/keep/below_outermost_mm"), std::string::npos) << problems[0].text();
    EXPECT_NE(problems.back().message.find("no stroke plan"), std::string::npos);
    for (const auto& condition : catalog.conditions) EXPECT_TRUE(condition.plan.steps.empty()) << condition.id;
    EXPECT_TRUE(catalog.library.empty());
}

TEST_F(Damaged, room_is_what_a_rule_leaves) {
    replace("content/stroke_rules.json", "\"fibre_deg\": 16", "\"fibre_deg\": 26");
    const auto problems = load();
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_NE(problems[0].text().find("/room/fibre_deg"), std::string::npos) << problems[0].text();
}

TEST_F(Damaged, an_unreadable_gate_is_the_strictest) {
    replace("content/conditions/stress_tension.json", "\"gate\": \"screen\"", "\"gate\": \"scren\"");
    const auto problems = load();
    ASSERT_FALSE(problems.empty());
    EXPECT_NE(problems[0].text().find("did you mean 'screen'"), std::string::npos);
    EXPECT_EQ(catalog.find_condition("stress_tension")->plan.gate, PlanGate::professional_only);
}

TEST_F(Damaged, an_unreadable_cap_forbids) {
    replace("content/safety.json", "\"pressure_cap\": 2", "\"pressure_cap\": \"two\"");
    expect_one("content/safety.json", "/zones/1/pressure_cap", "whole number");
    for (const auto& zone : catalog.safety_zones)
        EXPECT_TRUE(zone.id != "kidney.left" || zone.pressure_cap == 0);
}

TEST_F(Damaged, a_broken_mode_leaves_the_others) {
    write("content/modes/study.json", "{]");
    expect_one("content/modes/study.json", "", "not valid JSON");
    EXPECT_NE(catalog.find_mode("clinic"), nullptr);
    EXPECT_NE(catalog.find_mode("kiosk"), nullptr);
}

TEST_F(Damaged, a_reset_without_time_to_answer) {
    replace("content/modes/kiosk.json", "\"reset_s\": 80", "\"reset_s\": 62");
    expect_one("content/modes/kiosk.json", "/idle", "15 seconds");
}

TEST_F(Damaged, several_problems_are_all_reported) {
    replace(k_sciatica, "\"grade\": 2", "\"grade\": 9");
    replace("content/tours.json", "\"seconds\": 7", "\"seconds\": -7");
    replace("content/quizzes.json", "\"name_it\"", "\"nameit\"");
    EXPECT_EQ(load().size(), 3u);
}

TEST_F(Damaged, nothing_there_at_all) {
    fs::remove_all(folder / "content");
    fs::remove_all(folder / "text");
    EXPECT_GE(load().size(), 3u);
    EXPECT_TRUE(catalog.conditions.empty());
    EXPECT_EQ(catalog.text("en").get("ui.ok"), "[ui.ok]");
}

TEST_F(Damaged, a_new_condition_is_a_new_file) {
    auto text = read("content/conditions/stress_tension.json");
    text.replace(text.find("\"stress_tension\""), 16, "\"new_pain\"");
    write("content/conditions/new_pain.json", text);
    for (const auto* language : {"en", "de", "es"}) {
        std::string words = "{";
        for (const auto* name : {"title", "summary", "plain.patient", "plain.student", "plain.clinician", "when_to_see", "evidence_note", "unknown",
                                 "plan.position", "plan.who"})
            words += std::string(words.size() > 1 ? "," : "") + "\"condition.new_pain." + name + "\": \"So.\"";
        write(std::string("text/") + language + "/new_pain.json", words + "}");
    }
    EXPECT_TRUE(load().empty());
    EXPECT_NE(catalog.find_condition("new_pain"), nullptr);
}

} // namespace
} // namespace dorsum::content
