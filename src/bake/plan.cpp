#include "bake/plan.h"

#include "bake/source_hashes.h"
#include "core/hash.h"
#include "import/importer.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace dorsum::bake {

namespace {

struct FromFamily {
    Recipe recipe;
    std::string family;
};

std::uint64_t hash_of(const anatomy::SpineRest& spine) {
    core::Hash64 hash;
    for (const auto& frame : spine.frames) hash.value(frame.centre_mm).value(frame.axes);
    return hash.digest();
}

std::uint64_t hash_of(const Anchors& anchors) {
    core::Hash64 hash;
    for (const auto& [name, p] : anchors) hash.text(name).value(p);
    return hash.digest();
}

// Stands in for a row of assets/anatomy/structures that is not written yet.
anatomy::Terms guessed_terms(const std::string& id) {
    anatomy::Terms terms;
    terms.id = terms.name_en = id;
    terms.side = id.ends_with(".left") ? anatomy::Side::left : id.ends_with(".right") ? anatomy::Side::right : anatomy::Side::none;
    using anatomy::Layer, anatomy::Tissue;
    static constexpr std::tuple<std::string_view, Tissue, Layer> k_rules[] = {
        {"muscle.", Tissue::muscle, Layer::deep},        {"disc.", Tissue::disc, Layer::disc},
        {"fascia.", Tissue::fascia, Layer::superficial}, {"ligament.", Tissue::ligament, Layer::ligament},
        {"nerve.", Tissue::nerve, Layer::nerve},         {"cauda_equina", Tissue::nerve, Layer::nerve},
        {"spinal_cord", Tissue::cord, Layer::nerve},     {"skin.", Tissue::skin, Layer::skin},
        {"costal_cartilage.", Tissue::cartilage, Layer::bone}};
    for (const auto& [prefix, tissue, layer] : k_rules)
        if (id.starts_with(prefix)) terms.tissue = tissue, terms.layer = layer;
    return terms;
}

class Planner {
public:
    Planner(std::vector<FromFamily> recipes, const std::vector<anatomy::Terms>& terms, Plan& plan, core::Diagnostics& diagnostics)
        : recipes_(std::move(recipes)), plan_(plan), diagnostics_(diagnostics), spine_(hash_of(plan.spine)), anchors_(hash_of(plan.anchors)) {
        for (const auto& t : terms) terms_.emplace(t.id, &t);
        for (std::size_t i = 0; i < recipes_.size(); ++i)
            if (!by_id_.emplace(recipes_[i].recipe.id, i).second)
                diagnostics_.error(recipes_[i].family, recipes_[i].recipe.id, "two recipes have this id");
    }

    void add_all(const std::string& only) {
        for (const auto& [id, index] : by_id_) {
            if (!id.starts_with(only)) continue;
            if (const auto step = add(id)) plan_.steps[*step].wanted = true;
        }
    }

private:
    // Depth first: what it depends on comes before it.
    std::optional<std::size_t> add(const std::string& id) {
        if (const auto done = step_of_.find(id); done != step_of_.end()) return done->second;
        const auto found = by_id_.find(id);
        if (found == by_id_.end()) return {};
        const FromFamily& from = recipes_[found->second];
        if (!open_.insert(id).second) {
            diagnostics_.error(from.family, id, "depends on itself");
            return {};
        }
        Step step{.recipe = from.recipe, .terms = terms_for(id), .depends = {}, .wanted = false};
        core::Hash64 key;
        key.value(spine_).text(source_hash(from.family)).text(source_hash("shapes")).text(id).value(from.recipe.version);
        const auto& held = from.recipe.held_keys;
        if (held) step.own_key = core::Hash64(key).value(plan_.facts.hash(*held)).digest();
        key.value(anchors_).value(plan_.facts.hash(from.recipe.fact_keys));
        if (!held) step.own_key = key.digest();
        for (const std::string& needed : from.recipe.depends) {
            const auto before = add(needed);
            if (!before) {
                diagnostics_.error(from.family, id, fmt::format("needs \"{}\", which is not there", needed));
                step_of_[id] = std::nullopt;
                return {};
            }
            step.depends.push_back(*before);
            key.value(plan_.steps[*before].key);
        }
        open_.erase(id);
        step.key = key.digest();
        plan_.steps.push_back(std::move(step));
        return step_of_[id] = plan_.steps.size() - 1;
    }

    anatomy::Terms terms_for(const std::string& id) {
        if (const auto it = terms_.find(id); it != terms_.end()) return *it->second;
        diagnostics_.warning("assets/anatomy/structures", id, "has no row: it would have no name", "add a row for it");
        return guessed_terms(id);
    }

    std::vector<FromFamily> recipes_;
    std::map<std::string, std::size_t> by_id_; // in order of id: steps come in the same order every time
    std::map<std::string, const anatomy::Terms*> terms_;
    std::map<std::string, std::optional<std::size_t>> step_of_;
    std::set<std::string> open_;
    Plan& plan_;
    core::Diagnostics& diagnostics_;
    std::uint64_t spine_, anchors_;
};

std::uint64_t input_hash_of(const Plan& plan, const std::string& only) {
    core::Hash64 hash;
    hash.text(source_hash("pipeline")).text(only);
    if (plan.body) hash.text(plan.body->info.id).value(plan.body->facts.hash({"body"}));
    for (const auto& frame : plan.spine.frames) hash.value(frame.centre_mm).value(frame.axes);
    for (const Step& step : plan.steps)
        hash.text(step.recipe.id).value(step.key).value(step.wanted).value(step.terms.tissue).value(step.terms.layer)
            .value(step.terms.side).value(step.recipe.level_weight);
    return hash.digest();
}

} // namespace

Plan make_plan(const BakeOptions& options, const std::vector<Family>& families, core::Diagnostics& diagnostics) {
    Plan plan;
    plan.facts = load_facts(options.assets, diagnostics);
    if (!options.body.empty()) plan.body = load_body(options.assets, options.body, diagnostics);
    if (plan.body) change_facts(*plan.body, plan.facts, diagnostics);
    const auto terms = import::load_terms(options.assets, diagnostics);
    plan.spine = make_spine_rest(plan.facts);
    for (const Family& family : families)
        if (family.add_anchors) family.add_anchors(plan.facts, plan.spine, plan.anchors);
    std::vector<Recipe> recipes; // one list: a family sees the recipes of those before it (the skin covers them)
    std::vector<const char*> names;
    for (const Family& family : families) {
        if (family.add_recipes) family.add_recipes(plan.facts, plan.spine, plan.anchors, recipes);
        names.resize(recipes.size(), family.name);
    }
    if (plan.body) plan.warp = Warp(*plan.body, plan.spine, plan.anchors);
    std::vector<FromFamily> from_families;
    for (std::size_t i = 0; i < recipes.size(); ++i) from_families.push_back({std::move(recipes[i]), names[i]});
    Planner(std::move(from_families), terms, plan, diagnostics).add_all(options.only);
    plan.input_hash = input_hash_of(plan, options.only);
    return plan;
}

} // namespace dorsum::bake
