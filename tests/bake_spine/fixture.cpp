#include "fixture.h"

#include <gtest/gtest.h>

namespace dorsum::test {

const bake::Facts& facts() {
    static const bake::Facts loaded = [] {
        core::Diagnostics diagnostics;
        return bake::load_facts(DORSUM_SOURCE_DIR "/assets", diagnostics);
    }();
    return loaded;
}

const anatomy::SpineRest& spine() {
    static const anatomy::SpineRest rest = bake::make_spine_rest(facts());
    return rest;
}

const bake::Anchors& anchors() {
    static const bake::Anchors all = [] {
        bake::Anchors a;
        bake::spine_family().add_anchors(facts(), spine(), a);
        return a;
    }();
    return all;
}

const geometry::Mesh& mesh(const std::string& id) {
    static std::map<std::string, geometry::Mesh> built;
    if (const auto it = built.find(id); it != built.end()) return it->second;
    std::vector<bake::Recipe> recipes;
    bake::spine_family().add_recipes(facts(), spine(), anchors(), recipes);
    const std::map<std::string, const geometry::Mesh*> none;
    const bake::BuildContext context{facts(), spine(), anchors(), none};
    for (const bake::Recipe& r : recipes)
        if (r.id == id) return built[id] = r.build(context);
    ADD_FAILURE() << "no recipe for " << id;
    return built[id];
}

const geometry::Bvh& tree(const std::string& id) {
    static std::map<std::string, geometry::Bvh> trees;
    if (const auto it = trees.find(id); it != trees.end()) return it->second;
    return trees[id] = geometry::Bvh(mesh(id));
}

namespace {

bool odd_crossings(const geometry::Bvh& bvh, glm::vec3 point, glm::vec3 direction) {
    int crossings = 0;
    for (int i = 0; i < 64; ++i) {
        const auto hit = bvh.intersect({point, direction});
        if (!hit) break;
        ++crossings;
        point = hit->position + direction * 1e-3f;
    }
    return crossings % 2 == 1;
}

} // namespace

// Slanted rays seldom graze an edge; three that agree never do.
bool is_inside(const std::string& id, glm::vec3 point) {
    const geometry::Bvh& bvh = tree(id);
    return odd_crossings(bvh, point, glm::normalize(glm::vec3(0.31f, 0.83f, 0.47f))) &&
           odd_crossings(bvh, point, glm::normalize(glm::vec3(-0.43f, -0.71f, 0.56f))) &&
           odd_crossings(bvh, point, glm::normalize(glm::vec3(0.57f, -0.23f, -0.79f)));
}

std::vector<anatomy::Level> vertebrae() {
    std::vector<anatomy::Level> all;
    for (std::size_t i = 0; i < anatomy::k_vertebra_count; ++i) all.push_back(anatomy::Level(i));
    return all;
}

} // namespace dorsum::test
