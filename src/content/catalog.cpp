#include "content/catalog.h"

#include <algorithm>

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

const std::string& Texts::get(const TextKey& key) const { return get(key.key); }

const std::string& Texts::get(const std::string& key) const {
    if (const auto found = entries.find(key); found != entries.end()) return found->second;
    return missing.try_emplace(key, key.empty() ? std::string() : "[" + key + "]").first->second;
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
