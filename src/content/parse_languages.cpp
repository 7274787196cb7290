// Which languages ship and how their patient texts are measured; what structures are called in them.
#include "content/parse.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::content {
namespace {

const std::vector<std::string> k_formulas{"none", "flesch_kincaid", "wiener_1", "fernandez_huerta"};
const std::vector<std::string> k_genders{"m", "f", "n", "mp", "fp", "np"};

} // namespace

void parse_languages(const JsonValue& root, Parse& parse) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        Language language;
        language.id = row->string("id");
        if (auto reading = row->object("patient_reading")) {
            const auto formula = std::find(k_formulas.begin(), k_formulas.end(), reading->word("formula", k_formulas));
            if (formula != k_formulas.end()) language.formula = static_cast<ReadingFormula>(formula - k_formulas.begin());
            language.bound = reading->number("bound", 0, 206, 7);
            reading->string("source"); // for those who check the formula
            reading->finish();
        }
        // Sources are read after the words; the translation's own mark needs none.
        language.provenance.mark = 'D';
        if (const auto mark = row->word("mark", {"S", "K", "D"}); !mark.empty()) language.provenance.mark = mark[0];
        language.provenance.reviewed_by = row->string("reviewed_by", Need::optional);
        language.provenance.review_date = row->string("review_date", Need::optional);
        if (language.provenance.reviewed_by.empty() != language.provenance.review_date.empty())
            row->place().error("a review needs both reviewed_by and review_date", "add the other or remove both");
        row->finish();
        if (parse.catalog.find_language(language.id))
            row->place().at("id").error(fmt::format("the language '{}' is there twice", language.id), "remove one");
        else if (!language.id.empty()) parse.catalog.languages.push_back(std::move(language));
    }
}

void parse_names(const JsonValue& root, NameTable& names, Parse&) {
    for (const auto& value : root.list()) {
        auto row = value.object();
        if (!row) continue;
        const auto id = row->string("id");
        StructureWords words;
        words.name = row->string("name");
        words.gender = row->word("gender", k_genders);
        words.synonyms = row->strings("synonyms", Need::optional);
        words.origin = row->string("origin", Need::optional);
        words.insertion = row->string("insertion", Need::optional);
        words.nerve = row->string("nerve", Need::optional);
        words.action = row->string("action", Need::optional);
        // A draft of ours unless the row says that a term was found in a source.
        if (const auto mark = row->word("mark", {"S", "K", "D"}, Need::optional); !mark.empty()) words.mark = mark[0];
        row->string("note", Need::optional);
        row->finish();
        if (id.empty() || words.name.empty()) continue;
        if (names.has_pattern(id)) row->place().at("id").error(fmt::format("the structure '{}' is there twice", id), "remove one");
        else names.add(id, std::move(words));
    }
}

} // namespace dorsum::content
