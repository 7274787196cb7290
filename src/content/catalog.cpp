#include "content/catalog.h"

#include "content/grammar.h"

#include <algorithm>
#include <cmath>

namespace dorsum::content {
namespace {

template <class Rows>
auto find_row(const Rows& rows, std::string_view id) -> const typename Rows::value_type* {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == id; });
    return found == rows.end() ? nullptr : &*found;
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

const Condition* Catalog::find_condition(std::string_view id) const { return find_row(conditions, id); }
const Technique* Catalog::find_technique(std::string_view id) const { return find_row(techniques, id); }
const StrokeStep* Catalog::find_shown(std::string_view technique_id) const {
    for (const auto& group : library)
        for (const auto& step : group.shown)
            if (step.technique == technique_id) return &step;
    return nullptr;
}
float FibrePaint::share_of(float percent) const {
    const float size = std::abs(percent);
    float below = 0;
    for (std::size_t i = 0; i < steps_percent.size(); below = steps_percent[i++])
        if (size < steps_percent[i]) return std::copysign((static_cast<float>(i) + (size - below) / (steps_percent[i] - below)) / static_cast<float>(steps_percent.size()), percent);
    return steps_percent.empty() ? 0 : std::copysign(1.0f, percent);
}

std::vector<StrokeStep> StrokePlan::all_steps() const {
    auto all = steps;
    all.insert(all.end(), early_steps.begin(), early_steps.end());
    return all;
}
const DiscShape* DiscModel::find(std::string_view stage) const {
    const auto found = std::find_if(shapes.begin(), shapes.end(), [&](const auto& row) { return row.stage == stage; });
    return found == shapes.end() ? nullptr : &*found;
}

const DiscCourse* Catalog::find_disc_course(std::string_view stage) const {
    const auto found = std::find_if(disc_course.begin(), disc_course.end(), [&](const auto& row) { return row.stage == stage; });
    return found == disc_course.end() ? nullptr : &*found;
}
const BodyChoice* Catalog::find_body(std::string_view id) const { return find_row(bodies, id); }
const Mode* Catalog::find_mode(std::string_view id) const { return find_row(modes, id); }
const Tour* Catalog::find_tour(std::string_view id) const { return find_row(tours, id); }
const Quiz* Catalog::find_quiz(std::string_view id) const { return find_row(quizzes, id); }
const Source* Catalog::find_source(std::string_view id) const { return find_row(sources, id); }

const Texts& Catalog::text(const std::string& language) const {
    static const Texts nothing{};
    if (const auto found = texts.find(language); found != texts.end()) return found->second;
    const auto english = texts.find("en");
    return english == texts.end() ? nothing : english->second;
}

const Language* Catalog::find_language(std::string_view id) const { return find_row(languages, id); }

const StructureWords* Catalog::words_of(const std::string& language, std::string_view structure_id) const {
    const auto table = names.find(language);
    return table == names.end() ? nullptr : table->second.find(structure_id);
}

std::vector<std::string> Catalog::all_names_of(std::string_view structure_id) const {
    std::vector<std::string> all;
    const auto side = structure_id.ends_with(".left") ? anatomy::Side::left : structure_id.ends_with(".right") ? anatomy::Side::right : anatomy::Side::none;
    for (const auto& [language, table] : names) {
        const auto* words = table.find(structure_id);
        if (!words) continue;
        all.push_back(sided(text(language), words->name, side, words->gender));
        all.push_back(sided(text(language), words->name, anatomy::Side::none, words->gender));
        all.insert(all.end(), words->synonyms.begin(), words->synonyms.end());
    }
    return all;
}

std::string Catalog::emergency_words(const Texts& words) const {
    if (const auto own = clinic.emergency.find(words.language); own != clinic.emergency.end()) return own->second;
    if (clinic.emergency_number.empty()) return words.get("emergency.neutral");
    std::string line = words.get("emergency.with_number");
    if (const auto at = line.find("{0}"); at != std::string::npos) line.replace(at, 3, clinic.emergency_number);
    return line;
}

std::string Source::line() const {
    std::string text = author;
    if (!year.empty()) text += (text.empty() ? "" : " ") + year;
    return text + (text.empty() || where.empty() ? "" : ", ") + where;
}

const std::string& Texts::get(const TextKey& key) const { return get(key.key); }

const std::string& Texts::get(const std::string& key) const {
    if (const auto found = entries.find(key); found != entries.end()) return found->second;
    return missing.try_emplace(key, key.empty() ? std::string() : "[" + key + "]").first->second;
}

const std::string& Texts::get(const std::string& key, std::string_view voice) const {
    if (!voice.empty())
        if (const auto found = entries.find(key + "@" + std::string(voice)); found != entries.end()) return found->second;
    return get(key);
}

bool Texts::has(const std::string& key) const { return entries.count(key) != 0; }

bool Mode::allows(std::string_view action_name) const {
    if (contains(denied_actions, action_name)) return false;
    return contains(allowed_actions, "*") || contains(allowed_actions, action_name);
}

bool Mode::shows_plan_of(std::string_view condition_id) const { return !contains(hidden_plans, condition_id); }

std::vector<std::string> roots_met(const Catalog& catalog, anatomy::Level upper, anatomy::Side side, std::string_view zone) {
    const auto disc = anatomy::disc_id(upper);
    if (disc.empty()) return {};
    // A bulge in the middle has no side; it may press on the bundle of roots.
    const std::string where = side == anatomy::Side::none ? "central" : std::string(zone);
    const auto found = catalog.disc_roots.find(disc.substr(5) + "/" + where);
    if (found == catalog.disc_roots.end()) return {};
    std::vector<std::string> ids;
    for (const auto& root : found->second) ids.push_back(expand(root, side));
    return ids;
}

} // namespace dorsum::content
