// Facts, anchors and recipes of all families, and muscles built from them: on bones where a test asks for bones, else
// in the air.
#pragma once

#include "bake/families.h"
#include "bake/muscles_body.h"

#include <algorithm>
#include <map>

namespace dorsum::bake {

class Bench {
public:
    Bench() {
        core::Diagnostics diagnostics;
        facts = load_facts(DORSUM_SOURCE_DIR "/assets", diagnostics);
        for (const core::Diagnostic& d : diagnostics.items()) problems.push_back(d.text());
        spine = make_spine_rest(facts);
        for (const Family& family : all_families()) {
            if (family.add_anchors) family.add_anchors(facts, spine, anchors);
        }
        for (const Family& family : all_families())
            if (family.add_recipes) family.add_recipes(facts, spine, anchors, recipes);
    }

    const Recipe* find(const std::string& id) const {
        const auto it = std::find_if(recipes.begin(), recipes.end(), [&](const Recipe& r) { return r.id == id; });
        return it == recipes.end() ? nullptr : &*it;
    }

    // Only ids that `wanted` accepts are built below it: bones are slow. A bone gets all that it is kept clear of.
    template <class Wanted> const geometry::Mesh& build(const std::string& id, const Wanted& wanted) {
        if (const auto it = meshes.find(id); it != meshes.end()) return it->second;
        std::map<std::string, const geometry::Mesh*> built;
        const Recipe& recipe = *find(id);
        const bool bone = id.starts_with("rib.") || id.starts_with("hip_bone.");
        for (const std::string& below : recipe.depends)
            if ((bone || wanted(below)) && find(below)) built[below] = &build(below, wanted);
        return meshes[id] = recipe.build({facts, spine, anchors, built});
    }
    const geometry::Mesh& in_the_air(const std::string& id) {
        return build(id, [&](const std::string& below) { return id == mirrored_id(below); });
    }

    static std::string mirrored_id(const std::string& left) { return left.substr(0, left.rfind('.')) + ".right"; }

    Facts facts;
    anatomy::SpineRest spine;
    Anchors anchors;
    std::vector<Recipe> recipes;
    std::map<std::string, geometry::Mesh> meshes;
    std::vector<std::string> problems;
};

inline std::vector<std::string> all_muscles(const Bench& bench) {
    std::vector<std::string> ids;
    for (const std::string& key : muscles::row_keys(bench.facts)) ids.push_back(muscles::read_row(bench.facts, key).id);
    return ids;
}

} // namespace dorsum::bake
