// Text as people type it: small letters without accents, so that "musculo" finds "Músculo" and "rucken" finds "Rücken".
#pragma once

#include <string>
#include <string_view>

namespace dorsum::core {

// Latin-1 letters in UTF-8 lose their accents, sharp s becomes "ss"; other bytes stay.
std::string folded(std::string_view text);
// Small letters that keep their accents.
std::string lower_case(std::string_view text);

} // namespace dorsum::core
