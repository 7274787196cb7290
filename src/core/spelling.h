// "Did you mean": the nearest of some words by spelling.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dorsum::core {

// Letters to insert, drop, change or swap to turn a into b.
std::size_t spelling_distance(std::string_view a, std::string_view b);

// The nearest candidate, or empty where none is near enough to be a slip of the finger.
std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates);

// "did you mean 'x'?" or, where nothing is near, "one of: a, b, c".
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

} // namespace dorsum::core
