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

    void check_patient(const PatientPassage& passage, const Language& language) {
        std::string together;
        for (const auto& key : passage.keys) {
            if (!texts_.has(key)) continue;
            const auto& words = texts_.get(key);
            check_patient_text(key, words, passage.advises_against);
            together += words;
            if (!words.empty() && std::string_view(".!?").find(words.back()) == std::string_view::npos) together += '.';
            together += ' ';
        }
        if (together.empty() || (passage.keys.size() > 1 && word_count(together) < rules_.reading_words_min)) return;
        if (const auto reading = measure_reading(language, together); !reading.easy_enough)
            error(passage.name, reading.words, "use shorter sentences and shorter words");
    }

private:
    void check_patient_text(const std::string& key, const std::string& words, bool advises_against) {
        if (const int count = word_count(words); count > rules_.patient_words_max)
            error(key, fmt::format("{} words, at most {} are allowed", count, rules_.patient_words_max), "shorten it");
        if (advises_against) return;
        for (const auto& sentence : sentences_of(words))
            if (!find_banned(sentence, wording_.massage).empty() && find_banned(sentence, wording_.hedges).empty())
                error(key, fmt::format("promises too much: \"{}\"", sentence), "say that massage may, can, or does not");
    }
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
    rules.reading_words_min = root->integer("reading_words_min", 1, 100, 15);
    rules.question_keys = root->strings("question_keys");
    if (auto wording = root->object("wording")) {
        for (const auto& language : wording->keys())
            if (auto row = wording->object(language)) rules.wording[language] = parse_wording(*row);
    }
    root->finish();
    return rules;
}

std::vector<PatientPassage> patient_passages(const Catalog& catalog) {
    const auto& english = catalog.text("en");
    std::vector<PatientPassage> passages;
    std::set<std::string> seen;
    const auto add = [&](const std::string& name, const std::vector<TextKey>& texts, bool advises_against = false) {
        PatientPassage passage;
        passage.advises_against = advises_against;
        for (const auto& text : texts)
            if (!text.key.empty()) passage.keys.push_back(english.has(text.key + "@patient") ? text.key + "@patient" : text.key);
        if (passage.keys.empty()) return;
        passage.name = name.empty() ? passage.keys.front() : name;
        if (seen.insert(passage.name).second) passages.push_back(std::move(passage));
    };
    for (const auto& condition : catalog.conditions) {
        if (const auto plain = condition.plain.find("patient"); plain != condition.plain.end()) add("", {plain->second});
        for (const auto& text : {condition.summary, condition.when_to_see, condition.evidence_note, condition.unknown}) add("", {text});
        add("condition." + condition.id + ", what to avoid", condition.avoid, true);
        add("condition." + condition.id + ", when to get help", condition.get_help);
        add("condition." + condition.id + ", warning signs", condition.red_flags);
        const auto& plan = condition.plan;
        for (const auto& step : plan.all_steps()) add("", {step.note});
        // What only a professional may confirm is said in a professional's words.
        const auto confirm = plan.gate == PlanGate::professional_only ? TextKey{} : plan.confirm;
        add("condition." + condition.id + ", terms of the plan", {plan.position, plan.who, confirm, plan.timing});
    }
    for (const auto& technique : catalog.techniques) add("technique." + technique.id, {technique.how});
    for (const auto& claim : catalog.claims) add("claim." + claim.id, {claim.verdict, claim.words});
    for (const auto& question : catalog.screen) add("screen." + question.id, {question.text, question.advice});
    for (const auto& tour : catalog.tours) {
        std::vector<TextKey> captions;
        for (const auto& stop : tour.stops) captions.push_back(stop.caption);
        add("tour." + tour.id, captions);
    }
    return passages;
}

void check_plain_language(const Catalog& catalog, const PlainRules& rules, core::Diagnostics& diagnostics) {
    const auto passages = patient_passages(catalog);
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
        for (const auto& passage : passages) checker.check_patient(passage, language);
    }
}

} // namespace dorsum::content
