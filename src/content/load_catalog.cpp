// The order of reading: words and sources first, then what refers to them, so that a wrong reference is found where it is written.
#include "content/parse.h"
#include "content/plain_rules.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::content {
namespace fs = std::filesystem;

namespace {

class Loader {
public:
    Loader(const fs::path& assets, Catalog& catalog, core::Diagnostics& diagnostics)
        : assets_(assets), parse_{catalog, diagnostics} {}

    void load() {
        load_file("content/languages.json", parse_languages);
        load_texts(assets_, parse_);
        load_names(assets_, parse_);
        const auto file = [&](const char* name, void (*read)(const JsonValue&, Parse&)) { return load_file(name, read); };
        parse_.sources_known = file("content/sources.json", parse_sources);
        parse_.techniques_known = file("content/techniques.json", parse_techniques);
        file("content/dents.json", parse_dents);
        file("content/fibre_paint.json", parse_fibre_paint);
        file("content/stroke_rules.json", parse_stroke_rules);
        if (!file("content/technique_library.json", parse_library)) parse_.catalog.library.clear();
        file("content/disc_roots.json", parse_disc_roots);
        file("content/body_model.json", parse_body_model);
        file("content/disc_course.json", parse_disc_course);
        file("content/disc_shapes.json", parse_disc_shapes);
        file("content/sciatic_variants.json", parse_variant_shares);
        file("content/claims.json", parse_claims);
        load_conditions();
        if (!file("content/safety.json", parse_safety) || parse_.catalog.screen.empty())
            withhold_plans("content/safety.json", "without the safety questions no stroke plan is shown");
        if (!parse_.catalog.stroke_rules.known()) withhold_plans("content/stroke_rules.json", "without the rules that strokes keep no stroke plan is shown");
        file("content/tours.json", parse_tours);
        file("content/quizzes.json", parse_quizzes);
        load_modes();
        load_bodies();
        check_rules();
        note_reviews();
    }

private:
    std::string shown(const fs::path& path) const { return path.string(); }

    bool load_file(const char* name, void (*read)(const JsonValue&, Parse&)) {
        const JsonFile file(assets_ / name, shown(assets_ / name), parse_.diagnostics);
        if (file) read(file.root(), parse_);
        return static_cast<bool>(file);
    }

    void load_conditions() {
        std::vector<std::pair<int, Condition>> found;
        for (const auto& path : sorted_entries(assets_ / "content/conditions", false)) {
            const JsonFile file(path, shown(path), parse_.diagnostics);
            int order = 0;
            auto condition = file ? parse_condition(file.root(), parse_, order) : std::nullopt;
            if (!condition) {
                parse_.conditions_known = false;
                continue;
            }
            const auto same = [&](const auto& other) { return other.second.id == condition->id; };
            if (std::any_of(found.begin(), found.end(), same))
                file.root().place().at("id").error(fmt::format("the condition '{}' is there twice", condition->id), "rename or remove one");
            else found.emplace_back(order, std::move(*condition));
        }
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [order, condition] : found) parse_.catalog.conditions.push_back(std::move(condition));
        if (found.empty())
            parse_.diagnostics.error(shown(assets_ / "content/conditions"), "", "no condition could be read", "restore the folder");
    }

    // No plans without what would gate, cap and lay them.
    void withhold_plans(const char* name, const char* why) {
        for (auto& condition : parse_.catalog.conditions) condition.plan.steps.clear(), condition.plan.early_steps.clear();
        parse_.catalog.library.clear();
        parse_.diagnostics.error(shown(assets_ / name), "", why, "restore that file");
    }

    void load_modes() {
        for (const auto& path : sorted_entries(assets_ / "content/modes", false)) {
            const JsonFile file(path, shown(path), parse_.diagnostics);
            if (!file) continue;
            if (auto mode = parse_mode(file.root(), parse_)) parse_.catalog.modes.push_back(std::move(*mode));
        }
        if (parse_.catalog.modes.empty())
            parse_.diagnostics.error(shown(assets_ / "content/modes"), "", "no mode could be read", "restore the folder");
    }

    void load_bodies() {
        auto& bodies = parse_.catalog.bodies;
        for (const auto& path : sorted_entries(assets_ / "anatomy/bodies", false)) {
            const JsonFile file(path, shown(path), parse_.diagnostics);
            if (!file) continue;
            if (auto body = parse_body(file.root(), path.stem().string(), parse_)) bodies.push_back(std::move(*body));
        }
        std::stable_sort(bodies.begin(), bodies.end(), [](const BodyChoice& a, const BodyChoice& b) {
            const bool first = a.id == anatomy::k_default_body, second = b.id == anatomy::k_default_body;
            return first != second ? first : a.age_years > b.age_years;
        });
    }

    void check_rules() {
        const JsonFile file(assets_ / "content/rules.json", shown(assets_ / "content/rules.json"), parse_.diagnostics);
        if (file) check_plain_language(parse_.catalog, parse_rules(file.root()), parse_.diagnostics);
    }

    void note_reviews() const {
        if (parse_.reviewed < parse_.rows)
            parse_.diagnostics.note(shown(assets_ / "content"), "", fmt::format("{} of {} fact rows are not yet reviewed by a clinician",
                                                                            parse_.rows - parse_.reviewed, parse_.rows));
    }

    fs::path assets_;
    Parse parse_;
};

} // namespace

Catalog load_catalog(const fs::path& assets, core::Diagnostics& diagnostics) {
    Catalog catalog;
    Loader(assets, catalog, diagnostics).load();
    return catalog;
}

} // namespace dorsum::content
