#include "content/names.h"

#include <cctype>

namespace dorsum::content {
namespace {

using Holes = std::map<std::string, std::string>;

bool stands_for_a_hole(char c) { return std::isalnum(static_cast<unsigned char>(c)); }

bool match(std::string_view pattern, std::string_view id, Holes& holes) {
    if (pattern.empty()) return id.empty();
    if (pattern[0] != '{') return !id.empty() && id[0] == pattern[0] && match(pattern.substr(1), id.substr(1), holes);
    const auto end = pattern.find('}');
    if (end == std::string_view::npos) return false;
    const std::string hole(pattern.substr(1, end - 1));
    for (std::size_t length = 1; length <= id.size() && stands_for_a_hole(id[length - 1]); ++length)
        if (match(pattern.substr(end + 1), id.substr(length), holes)) {
            holes[hole] = std::string(id.substr(0, length));
            return true;
        }
    return false;
}

std::string upper(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

void fill_hole(std::string& text, const std::string& hole, const std::string& value) {
    const std::string pattern = "{" + hole + "}";
    for (auto at = text.find(pattern); at != std::string::npos; at = text.find(pattern, at + value.size())) text.replace(at, pattern.size(), value);
}

StructureWords filled(StructureWords words, const Holes& holes) {
    const auto fill_all = [&](std::string& text) {
        for (const auto& [hole, value] : holes) {
            if (hole == "side") continue; // the side's own words depend on grammar
            fill_hole(text, hole, value);
            fill_hole(text, upper(hole), upper(value));
        }
    };
    for (auto* text : {&words.name, &words.origin, &words.insertion, &words.nerve, &words.action}) fill_all(*text);
    for (auto& synonym : words.synonyms) fill_all(synonym);
    return words;
}

std::size_t letters_spelled_out(std::string_view pattern) {
    std::size_t count = 0;
    bool hole = false;
    for (const char c : pattern) {
        if (c == '{') hole = true;
        count += !hole;
        if (c == '}') hole = false;
    }
    return count;
}

} // namespace

std::optional<Holes> match_pattern(std::string_view pattern, std::string_view id) {
    Holes holes;
    if (!match(pattern, id, holes)) return std::nullopt;
    return holes;
}

void NameTable::add(std::string pattern, StructureWords words) {
    rows_.insert_or_assign(std::move(pattern), std::move(words));
    found_.clear();
}

const StructureWords* NameTable::find(std::string_view id) const {
    if (const auto known = found_.find(id); known != found_.end()) return known->second ? &*known->second : nullptr;
    std::optional<StructureWords> words;
    std::size_t most = 0;
    for (const auto& [pattern, row] : rows_) {
        const auto spelled = letters_spelled_out(pattern);
        if (words && spelled <= most) continue;
        if (const auto values = match_pattern(pattern, id)) words = filled(row, *values), most = spelled;
    }
    const auto& kept = found_.emplace(std::string(id), std::move(words)).first->second;
    return kept ? &*kept : nullptr;
}

} // namespace dorsum::content
