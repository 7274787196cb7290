// How easy a text is to read, by formulas that were made for its language.
#pragma once

#include "content/catalog.h"

#include <string>
#include <string_view>
#include <vector>

namespace dorsum::content {

std::vector<std::string> words_of(std::string_view text); // in small letters
int word_count(std::string_view text);
int sentence_count(std::string_view text);
std::vector<std::string> sentences_of(std::string_view text);

// Flesch-Kincaid grade of an English text (Kincaid et al. 1975); syllables are counted by vowel groups.
float flesch_kincaid_grade(std::string_view text);
// First Wiener Sachtextformel of a German text, a school grade (Bamberger and Vanecek 1984).
float wiener_grade(std::string_view text);
// Reading ease of a Spanish text, 0 hard to 100 easy (Fernandez Huerta 1959, with words per sentence as corrected by Law 2011);
// 70 to 80 are texts for the sixth grade.
float fernandez_huerta_ease(std::string_view text);

struct Reading {
    float value = 0;
    bool easy_enough = true;
    std::string words; // "school grade 6.2, at most 7": for messages
};
Reading measure_reading(const Language& language, std::string_view text);

} // namespace dorsum::content
