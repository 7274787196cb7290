#include "core/fold.h"

#include <array>
#include <cctype>

namespace dorsum::core {
namespace {

constexpr unsigned char k_latin1_lead = 0xC3; // U+00C0 .. U+00FF
// What the small letters U+00E0 .. U+00FF are without accents.
constexpr std::array<std::string_view, 32> k_plain{"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
                                                   "d", "n", "o", "o", "o", "o", "o", "\u00f7", "o", "u", "u", "u", "u", "y", "th", "y"};

bool leads(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]) == k_latin1_lead && at + 1 < text.size();
}
bool is_sharp_s(unsigned char second) { return second == 0x9F; }
unsigned char small_second(unsigned char second) { return second < 0xA0 && second != 0x97 && !is_sharp_s(second) ? second + 0x20 : second; }

} // namespace

std::string folded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!leads(text, i)) {
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
            continue;
        }
        const auto second = static_cast<unsigned char>(text[++i]);
        if (is_sharp_s(second)) out += "ss";
        else if (const auto small = small_second(second); small >= 0xA0 && small <= 0xBF) out += k_plain[small - 0xA0u];
        else out += text[i - 1], out += text[i];
    }
    return out;
}

std::string lower_case(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!leads(text, i)) {
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
            continue;
        }
        out += text[i];
        ++i;
        out += static_cast<char>(small_second(static_cast<unsigned char>(text[i])));
    }
    return out;
}

} // namespace dorsum::core
