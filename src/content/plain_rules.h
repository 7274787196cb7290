// What plain language must keep to: length, reading grade, words never used, no promise without a "may". The limits are data
// (assets/content/rules.json, languages.json).
#pragma once

#include "content/catalog.h"
#include "content/json_reader.h"
#include "content/readability.h"

#include <map>
#include <string>
#include <vector>

namespace dorsum::content {

// Of one language; words and phrases in small letters, "heil*" stands for every word that begins so.
struct Wording {
    std::vector<std::string> banned;    // in no text
    std::vector<std::string> diagnoses; // "you have": in no text but the questions
    std::vector<std::string> massage;   // a sentence of a patient that holds one of these ...
    std::vector<std::string> hedges;    // ... also holds one of these
};

struct PlainRules {
    int patient_words_max = 90; // of one text
    int reading_words_min = 15; // of a list: the formulas count words per sentence, and a few catchwords tell them nothing
    std::vector<std::string> question_keys; // beginnings of keys whose texts ask, and so may say "you have"
    std::map<std::string, Wording> wording; // by language
};

// The first banned word or phrase that stands in the text as whole words, or empty.
std::string find_banned(std::string_view text, const std::vector<std::string>& banned);

PlainRules parse_rules(const JsonValue& root);
// Every text of every language that ships against the words it must not use; what a patient reads against length, reading grade and hedging.
void check_plain_language(const Catalog& catalog, const PlainRules& rules, core::Diagnostics& diagnostics);

// What a patient reads together: one text, or the lines of one list, of which each alone would tell a reading formula nothing.
// Keys, with "@patient" where the voice has its own words.
struct PatientPassage {
    std::string name; // for messages: its only key, or what the list is
    std::vector<std::string> keys;
    bool advises_against = false; // a list of what not to do may name a stroke without a "may"
};
std::vector<PatientPassage> patient_passages(const Catalog& catalog);

} // namespace dorsum::content
