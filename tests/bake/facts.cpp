// Facts: keys, inheritance of sources, and every mistake named with file and JSON pointer.
#include "bake/families.h"
#include "core/check.h"
#include "support/own_folder.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

using namespace dorsum;
namespace fs = std::filesystem;

namespace {

class FactsFile : public support::WithFolder {
protected:
    void SetUp() override {
        WithFolder::SetUp();
        fs::create_directories(folder / "anatomy/facts");
    }

    bake::Facts read(const std::string& json) {
        std::ofstream(folder / "anatomy/facts/vertebrae.json") << json;
        diagnostics = {};
        return bake::load_facts(folder, diagnostics);
    }
    bool said(const std::string& pointer, const std::string& words) const {
        for (const auto& d : diagnostics.items())
            if (d.pointer == pointer && d.message.find(words) != std::string::npos) return true;
        return false;
    }
    core::Diagnostics diagnostics;
};

} // namespace

TEST_F(FactsFile, single_facts_tables_and_words) {
    const auto facts = read(R"({"l3":{"source":"B1","unit":"mm","mark":"M","values":{"height":27.5,"size":[1,2,3]},
        "tilt":{"value":5,"sd":2,"unit":"deg","source":"B2","mark":"V"}},
        "way":{"value":["body.l3","tp.l3"],"source":"B3","mark":"D"}})");
    EXPECT_TRUE(diagnostics.items().empty());
    EXPECT_EQ(facts.number("vertebrae/l3/height"), 27.5);
    EXPECT_EQ(facts.vec3("vertebrae/l3/size"), glm::vec3(1, 2, 3));
    EXPECT_EQ(facts.facts.at("vertebrae/l3/height").source, "B1");
    EXPECT_EQ(facts.facts.at("vertebrae/l3/tilt").source, "B2");
    EXPECT_EQ(facts.facts.at("vertebrae/l3/tilt").sd, 2);
    EXPECT_EQ(facts.words("vertebrae/way").at(1), "tp.l3");
    EXPECT_EQ(facts.children("vertebrae"), (std::vector<std::string>{"l3", "way"}));
    EXPECT_EQ(facts.number_or("vertebrae/none", 7), 7);
    EXPECT_THROW(facts.number("vertebrae/none"), core::CheckFailure);
    EXPECT_THROW(facts.vec3("vertebrae/l3/height"), core::CheckFailure);
}

TEST_F(FactsFile, mistakes_are_named) {
    read(R"({"a":{"value":1,"unit":"mm","mark":"M"}})");
    EXPECT_TRUE(said("/a", "no source"));
    read(R"({"a":{"value":1,"unit":"cm","mark":"M","source":"B"}})");
    EXPECT_TRUE(said("/a", "unit is \"cm\""));
    read(R"({"a":{"value":1,"unit":"mm","mark":"Q","source":"B"}})");
    EXPECT_TRUE(said("/a", "mark is \"Q\""));
    read(R"({"a":3})");
    EXPECT_TRUE(said("/a", "outside of a table"));
    read(R"({"a":{"source":"B","unit":"mm","mark":"M","values":{"x":true}}})");
    EXPECT_TRUE(said("/a/values/x", "must be a number"));
    read("{");
    EXPECT_TRUE(diagnostics.has_errors());
}

TEST_F(FactsFile, a_hash_sees_only_its_prefixes) {
    const auto row = [](double l3, double l4) {
        return fmt::format(R"({{"l3":{{"value":{},"unit":"mm","mark":"M","source":"B"}},"l4":{{"value":{},"unit":"mm","mark":"M","source":"B"}}}})", l3, l4);
    };
    const auto before = read(row(1, 2)), other = read(row(1, 3)), own = read(row(9, 2));
    const std::vector<std::string> keys{"vertebrae/l3"};
    EXPECT_EQ(before.hash(keys), other.hash(keys));
    EXPECT_NE(before.hash(keys), own.hash(keys));
}

// A recipe names the facts it reads: one that nobody names is dead, or read by a shape that would not be built anew when it changes.
TEST(Facts, every_fact_belongs_to_a_recipe) {
    core::Diagnostics diagnostics;
    const auto facts = bake::load_facts(fs::path(DORSUM_SOURCE_DIR) / "assets", diagnostics);
    const auto spine = bake::make_spine_rest(facts);
    bake::Anchors anchors;
    std::vector<bake::Recipe> recipes;
    for (const auto& family : bake::all_families())
        if (family.add_anchors) family.add_anchors(facts, spine, anchors);
    for (const auto& family : bake::all_families())
        if (family.add_recipes) family.add_recipes(facts, spine, anchors, recipes);
    for (const auto& [key, fact] : facts.facts) {
        if (key.starts_with("alignment/targets/")) continue; // what the tests hold the spine against
        const auto reads = [&key = key](const std::string& prefix) { return key.starts_with(prefix); };
        const bool read = std::any_of(recipes.begin(), recipes.end(), [&](const bake::Recipe& r) {
            return std::any_of(r.fact_keys.begin(), r.fact_keys.end(), reads);
        });
        EXPECT_TRUE(read) << key << " belongs to no recipe";
    }
}

TEST(Facts, shipped_facts_are_sound) {
    core::Diagnostics diagnostics;
    const auto facts = bake::load_facts(fs::path(DORSUM_SOURCE_DIR) / "assets", diagnostics);
    for (const auto& d : diagnostics.items()) ADD_FAILURE() << d.text();
    EXPECT_GT(facts.facts.size(), 300u);
}
