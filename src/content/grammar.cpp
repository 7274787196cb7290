#include "content/grammar.h"

#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::content {
namespace {

constexpr double k_hundredths = 100;

void put(std::string& text, std::string_view hole, std::string_view value) {
    if (const auto at = text.find(hole); at != std::string::npos) text.replace(at, hole.size(), value);
}

// Two bytes of UTF-8 that encode a letter of Latin-1 which has both forms.
bool is_latin1_letter(std::string_view text) {
    if (text.size() < 2 || static_cast<unsigned char>(text[0]) != 0xC3) return false;
    const auto second = static_cast<unsigned char>(text[1]) & 0xDF;
    return second >= 0x80 && second != 0x97 && second != 0x9F; // neither the signs of arithmetic nor sharp s
}

} // namespace

std::string number(const Texts& texts, double value) {
    std::string text = fmt::format("{:g}", std::round(value * k_hundredths) / k_hundredths);
    if (const auto at = text.find('.'); at != std::string::npos) text.replace(at, 1, texts.get("number.decimal_point"));
    return text;
}

std::string counted(const Texts& texts, std::string_view what, double value) {
    std::string text = texts.get(fmt::format("count.{}.{}", what, value == 1 ? "one" : "other"));
    put(text, "{0}", number(texts, value));
    return text;
}

std::string counted(const Texts& texts, std::string_view what, double low, double high) {
    if (low == high) return counted(texts, what, high);
    std::string text = texts.get(fmt::format("count.{}.other", what));
    put(text, "{0}", number(texts, low) + "\u2013" + number(texts, high));
    return text;
}

std::string sided(const Texts& texts, std::string_view name, anatomy::Side side, std::string_view gender) {
    const std::string hole = "{side}";
    std::string text(name);
    if (side == anatomy::Side::none) {
        if (const auto at = text.find(" " + hole); at != std::string::npos) text.erase(at, hole.size() + 1);
        return text;
    }
    const auto& word = texts.get(fmt::format("side.{}.{}", anatomy::side_name(side), gender.empty() ? "m" : gender));
    if (text.find(hole) == std::string::npos) {
        const std::string bare = std::move(text);
        text = texts.get("side.order");
        put(text, "{name}", bare);
    }
    put(text, hole, word);
    return text;
}

std::string capitalised(std::string_view text) {
    std::string result(text);
    if (result.empty()) return result;
    if (is_latin1_letter(text)) result[1] = static_cast<char>(static_cast<unsigned char>(result[1]) & 0xDF);
    else result[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
    return result;
}

std::string uncapitalised(std::string_view text) {
    std::string result(text);
    const bool word = result.size() > 1 && std::islower(static_cast<unsigned char>(result[1]));
    if (word) result[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(result[0])));
    return result;
}

} // namespace dorsum::content
