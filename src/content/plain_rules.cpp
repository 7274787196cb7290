#include "content/plain_rules.h"

#include "core/fold.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <set>

namespace dorsum::content {
namespace {

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '\'' || (c & 0x80); }

bool is_word_start(const std::string& text, std::size_t at) { return at == 0 || !is_letter(text[at - 1]); }

Wording parse_wording(JsonObject& row) {
    Wording wording;
    wording.banned = row.strings("banned");
    wording.diagnoses = row.strings("diagnoses");
    wording.massage = row.strings("massage");
    wording.hedges = row.strings("hedges");
    row.finish();
    return wording;
}

// One language's texts.
class Checker {
public:
    Checker(const Texts& texts, const Wording& wording, const PlainRules& rules, core::Diagnostics& diagnostics)
        : texts_(texts), wording_(wording), rules_(rules), diagnostics_(diagnostics), file_("text/" + texts.language) {}

    void check_words(const std::string& key, const std::string& words) {
        if (const auto phrase = find_banned(words, wording_.banned); !phrase.empty())
            error(key, fmt::format("says '{}', which promises too much", phrase), "say what may happen instead");
        const bool asks = std::any_of(rules_.question_keys.begin(), rules_.question_keys.end(), [&](const auto& start) { return key.rfind(start, 0) == 0; });
        if (asks) return;
        if (const auto phrase = find_banned(words, wording_.diagnoses); !phrase.empty())
            error(key, fmt::format("says '{}', which sounds like a diagnosis", phrase), "say what people may feel");
    }

    void check_patient(const std::string& key, const Language& language) {
        if (!texts_.has(key)) return;
        const auto& words = texts_.get(key);
        if (const int count = word_count(words); count > rules_.patient_words_max)
            error(key, fmt::format("{} words, at most {} are allowed", count, rules_.patient_words_max), "shorten it");
        if (const auto reading = measure_reading(language, words); !reading.easy_enough) error(key, reading.words, "use shorter sentences and shorter words");
        for (const auto& sentence : sentences_of(words))
            if (!find_banned(sentence, wording_.massage).empty() && find_banned(sentence, wording_.hedges).empty())
                error(key, fmt::format("promises too much: \"{}\"", sentence), "say that massage may, can, or does not");
    }

private:
    void error(const std::string& key, std::string message, std::string remedy) { diagnostics_.error(file_, "/" + key, std::move(message), std::move(remedy)); }

    const Texts& texts_;
    const Wording& wording_;
    const PlainRules& rules_;
    core::Diagnostics& diagnostics_;
    std::string file_;
};

} // namespace

std::string find_banned(std::string_view text, const std::vector<std::string>& banned) {
    const auto all = core::lower_case(text);
    for (const auto& phrase : banned) {
        const bool any_end = !phrase.empty() && phrase.back() == '*';
        const auto sought = phrase.substr(0, phrase.size() - (any_end ? 1 : 0));
        if (sought.empty()) continue;
        for (auto at = all.find(sought); at != std::string::npos; at = all.find(sought, at + 1)) {
            const auto end = at + sought.size();
            if (is_word_start(all, at) && (any_end || end == all.size() || !is_letter(all[end]))) return phrase;
        }
    }
    return {};
}

PlainRules parse_rules(const JsonValue& value) {
    PlainRules rules;
    auto root = value.object();
    if (!root) return rules;
    rules.patient_words_max = root->integer("patient_words_max", 10, 500, 90);
    rules.question_keys = root->strings("question_keys");
    if (auto wording = root->object("wording")) {
        for (const auto& language : wording->keys())
            if (auto row = wording->object(language)) rules.wording[language] = parse_wording(*row);
    }
    root->finish();
    return rules;
}

std::vector<std::string> patient_keys(const Catalog& catalog) {
    const auto& english = catalog.text("en");
    std::set<std::string> keys;
    const auto add = [&](const TextKey& key) {
        if (!key.key.empty()) keys.insert(english.has(key.key + "@patient") ? key.key + "@patient" : key.key);
    };
    for (const auto& condition : catalog.conditions) {
        if (const auto plain = condition.plain.find("patient"); plain != condition.plain.end()) add(plain->second);
        for (const auto& key : {condition.when_to_see, condition.evidence_note, condition.unknown}) add(key);
        for (const auto& step : condition.plan.steps) add(step.note);
    }
    for (const auto& technique : catalog.techniques) add(technique.how);
    for (const auto& claim : catalog.claims) add(claim.verdict);
    return {keys.begin(), keys.end()};
}

void check_plain_language(const Catalog& catalog, const PlainRules& rules, core::Diagnostics& diagnostics) {
    const auto keys = patient_keys(catalog);
    for (const auto& language : catalog.languages) {
        const auto texts = catalog.texts.find(language.id);
        const auto wording = rules.wording.find(language.id);
        if (texts == catalog.texts.end()) continue;
        if (wording == rules.wording.end()) {
            diagnostics.error("content/rules.json", "/wording/" + language.id, "a language that ships has no rules of wording", "name its banned words");
            continue;
        }
        Checker checker(texts->second, wording->second, rules, diagnostics);
        for (const auto& [key, words] : texts->second.entries) checker.check_words(key, words);
        for (const auto& key : keys) checker.check_patient(key, language);
    }
}

} // namespace dorsum::content
