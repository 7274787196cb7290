// Every word that panels ask for is there, in every language.
#include "fixture.h"

#include "session/action.h"

#include <cctype>
#include <set>
#include <utility>

namespace dorsum::ui {
namespace {

class WordsTest : public PanelsTest {
protected:
    void tour_all_panels() {
        for (const auto& mode : catalog.modes)
            for (const char* language : {"en", "de", "es"}) {
                show(mode.id, 1920, 1080);
                act(std::string("language ") + language);
                settle();
                for (const char* voice : {"patient", "student", "clinician"})
                    for (const auto& condition : catalog.conditions) {
                        act("condition " + condition.id);
                        act(std::string("voice ") + voice);
                        settle();
                        act("screen none");
                        for (const char* what : {"timing", "checked_by_professional", "professional"}) act(std::string("confirm ") + what);
                        for (std::size_t i = 0; i < condition.plan.steps.size(); ++i) act("step " + std::to_string(i + 1)), settle();
                    }
                for (const char* dialog : {"safety", "settings", "help", "about", "claims", "files", "pin"}) act(std::string("dialog ") + dialog), settle();
                act("dialog none");
                for (const auto& structure : atlas.structures) act("select " + structure.terms.id), settle();
                for (const auto& quiz : catalog.quizzes) act("quiz start " + quiz.id), settle(), act("quiz stop");
                for (const auto& tour : catalog.tours) act("tour start " + tour.id), settle(), act("tour stop");
                state.idle = session::IdlePhase::warning;
                settle();
            }
    }
};

// "view posterior" -> "view_posterior", as the help looks it up; without words it would show the action's English.
TEST_F(WordsTest, every_key_is_told_in_every_language) {
    for (const auto& [language, texts] : catalog.texts)
        for (const auto& shortcut : session::shortcut_table()) {
            std::string slug(shortcut.action);
            for (auto& c : slug)
                if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
            EXPECT_TRUE(texts.has("ui.key." + slug)) << language << " has no words for the key " << shortcut.keys;
        }
}

// "Ctrl+Shift+Z" stands as "Strg+Umschalt+Z" on a German keyboard.
TEST_F(WordsTest, keys_are_called_what_stands_on_them) {
    EXPECT_EQ(keys_in(catalog.text("de"), "Ctrl+Shift+Z"), "Strg+Umschalt+Z");
    EXPECT_EQ(keys_in(catalog.text("de"), "Space"), "Leertaste");
    EXPECT_EQ(keys_in(catalog.text("es"), "Shift+B"), "Mayús+B");
    EXPECT_EQ(keys_in(catalog.text("es"), "PageUp"), "RePág");
    EXPECT_EQ(keys_in(catalog.text("en"), "Ctrl+,"), "Ctrl+,");
    EXPECT_EQ(keys_in(catalog.text("de"), "+"), "+");
    const std::set<std::string> english{"Space", "Shift", "Home", "End", "Left", "Right", "Up", "Down", "PageUp", "PageDown", "Page", "Escape", "Enter", "Delete", "Control", "arrow"};
    const auto words_of = [](const std::string& text) {
        std::set<std::string> words;
        std::string word;
        for (const char c : text + " ")
            if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) > 127) word += c;
            else words.insert(std::exchange(word, {}));
        return words;
    };
    for (const char* language : {"de", "es"}) {
        const auto& texts = catalog.text(language);
        const auto expect_own = [&](const std::string& where, const std::string& text) {
            for (const auto& word : words_of(text)) EXPECT_FALSE(english.count(word)) << language << " " << where << ": " << text;
        };
        for (const auto& shortcut : session::shortcut_table()) {
            expect_own(std::string(shortcut.keys), keys_in(texts, shortcut.keys));
            for (const auto& key : words_of(std::string(shortcut.keys)))
                if (key.size() > 2) {
                    EXPECT_TRUE(texts.has("ui.keyboard." + key)) << language << " has no name for the key " << key;
                }
        }
        for (const auto& [key, text] : texts.entries) expect_own(key, text);
    }
    EXPECT_EQ(words_of(keys_in(catalog.text("de"), "Ctrl+F")).count("Ctrl"), 0u);
}

// What a step or a kind of stroke works on; without words its group's id would be shown.
TEST_F(WordsTest, every_group_that_hands_work_on_has_a_name) {
    std::set<std::string> groups;
    const auto gather = [&](const content::StrokeStep& step) {
        for (const auto& target : step.targets)
            if (target.starts_with("group:")) groups.insert(target.substr(6, target.find_first_of(".@") - 6));
    };
    for (const auto& condition : catalog.conditions) {
        for (const auto& step : condition.plan.steps) gather(step);
        for (const auto& step : condition.plan.early_steps) gather(step);
    }
    for (const auto& kind : catalog.library)
        for (const auto& step : kind.shown) gather(step);
    ASSERT_GT(groups.size(), 4u);
    for (const auto& [language, texts] : catalog.texts)
        for (const auto& group : groups) EXPECT_TRUE(texts.has("ui.group." + group)) << language << " has no words for " << group;
}

TEST_F(WordsTest, no_word_is_missing) {
    tour_all_panels();
    for (const auto& [language, texts] : catalog.texts)
        for (const auto& [key, shown] : texts.missing) ADD_FAILURE() << language << " lacks " << key;
}

// The public reads them, and nobody at a screen can type an option.
TEST_F(WordsTest, no_word_is_a_command) {
    for (const auto& [language, texts] : catalog.texts)
        for (const auto& [key, words] : texts.entries)
            for (const char* sign : {"--", "DORSUM_"}) EXPECT_EQ(words.find(sign), std::string::npos) << language << " " << key << ": " << words;
}

TEST_F(WordsTest, fonts_were_found) {
    for (const auto& item : diagnostics.items()) EXPECT_EQ(item.text().find("font"), std::string::npos) << item.text();
    EXPECT_GT(measure_text("Trapezius").x, 20);
    EXPECT_GT(measure_text("Trapezius").x, measure_text("Trap").x);
}

} // namespace
} // namespace dorsum::ui
