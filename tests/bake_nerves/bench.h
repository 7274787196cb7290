// Facts, anchors and recipes of the shipped atlas, and single structures built on demand.
#pragma once

#include "bake/recipe.h"
#include "core/diagnostics.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace dorsum::bake {

class Bench {
public:
    Bench() : facts_(load_facts(DORSUM_SOURCE_DIR "/assets", diagnostics_)), spine_(make_spine_rest(facts_)) {
        for (const auto& family : {spine_family(), bones_family(), nerves_family(), soft_family()})
            if (family.add_anchors) family.add_anchors(facts_, spine_, anchors_);
        for (const auto& family : {nerves_family(), soft_family()})
            if (family.add_recipes) family.add_recipes(facts_, spine_, anchors_, recipes_);
    }

    const core::Diagnostics& diagnostics() const { return diagnostics_; }
    const std::vector<Recipe>& recipes() const { return recipes_; }
    const Anchors& anchors() const { return anchors_; }
    const anatomy::SpineRest& spine() const { return spine_; }
    BuildContext context() const { return {facts_, spine_, anchors_, nothing_built_}; }
    glm::vec3 anchor(const std::string& name) const { return anchors_.at(name); }

    const Recipe& recipe(const std::string& id) const {
        for (const auto& r : recipes_)
            if (r.id == id) return r;
        throw std::runtime_error("no recipe " + id);
    }
    geometry::Mesh mesh(const std::string& id) const { return recipe(id).build(context()); }
    std::vector<glm::vec3> line(const std::string& id) const { return recipe(id).centre_line(context(), id); }

private:
    core::Diagnostics diagnostics_;
    Facts facts_;
    anatomy::SpineRest spine_;
    Anchors anchors_;
    std::vector<Recipe> recipes_;
    std::map<std::string, const geometry::Mesh*> nothing_built_;
};

inline const Bench& bench() {
    static const Bench shared;
    return shared;
}

} // namespace dorsum::bake
