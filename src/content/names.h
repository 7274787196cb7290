// What structures are called, and what is said about them, in languages other than English and Latin: assets/text/<language>/structures.
#pragma once

#include "anatomy/structure.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dorsum::content {

// One structure in one language. `name` stands as in the middle of a sentence; what follows the article's gender agrees with it.
struct StructureWords {
    std::string name;
    std::string gender; // m, f, n, or mp, fp, np for several: what "left" and "right" agree with (grammar.h)
    std::vector<std::string> synonyms;
    std::string origin, insertion, nerve, action;
    char mark = 'D'; // D: a draft that waits for a clinician who speaks the language
};

// Rows by pattern of id: "vertebra.l{n}" serves L1 to L5, and its texts may hold {n} (as it stands in the id) or {N} (in capitals).
class NameTable {
public:
    void add(std::string pattern, StructureWords words);
    bool has_pattern(const std::string& pattern) const { return rows_.count(pattern) != 0; }
    std::size_t size() const { return rows_.size(); }
    bool empty() const { return rows_.empty(); }
    // The words of this structure, or nothing. The row that spells most of the id out wins.
    const StructureWords* find(std::string_view id) const;

private:
    std::map<std::string, StructureWords> rows_;
    mutable std::map<std::string, std::optional<StructureWords>, std::less<>> found_;
};

// What the holes of a pattern stand for in this id, or nothing where it does not fit.
std::optional<std::map<std::string, std::string>> match_pattern(std::string_view pattern, std::string_view id);

} // namespace dorsum::content
