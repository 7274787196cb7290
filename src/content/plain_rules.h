// What plain language must keep to: length, reading grade, words never used. The limits are data (assets/content/rules.json).
#pragma once

#include "content/catalog.h"
#include "content/json_reader.h"

#include <map>
#include <string>
#include <vector>

namespace dorsum::content {

struct PlainRules {
    int patient_words_max = 90;
    float patient_grade_max = 7;
    std::map<std::string, std::vector<std::string>> banned; // by language: words and phrases, lower case
};

int word_count(std::string_view text);
// Flesch-Kincaid grade of an English text; syllables are counted by vowel groups.
float reading_grade(std::string_view text);
// The first banned word or phrase that stands in the text as whole words, or empty.
std::string find_banned(std::string_view text, const std::vector<std::string>& banned);

PlainRules parse_rules(const JsonValue& root);
// Every text against the banned words; every condition's patient text against length and grade.
void check_plain_language(const Catalog& catalog, const PlainRules& rules, core::Diagnostics& diagnostics);

} // namespace dorsum::content
