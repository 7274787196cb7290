// What must hold for the baked body: the nerve's ways past piriformis, part by part. Worst cases are printed.
#include "stage.h"

#include "scene/nerve_line.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace dorsum::app::test {

namespace {

// A part that goes through a muscle has points inside it; one that goes below has the muscle behind it, one above in front of it.
struct Passage {
    std::string name;
    float deepest_mm = 0; // inside the muscle
    int before = 0, behind = 0;
};
Passage passage_of(const anatomy::CentreLine& line, const geometry::Mesh& muscle, const geometry::Bvh& tree) {
    constexpr float inside_mm = 4; // less is a dent in the muscle's rim; what goes through lies 6 to 8 mm deep
    constexpr int brush = 3;        // points: what goes below is never behind the muscle; both may lie before it in the pelvis
    Passage passage;
    for (const auto& p : geometry::resample(line.points_mm, 160)) {
        const auto back = tree.intersect({{p.x, p.y, p.z - 300}, {0, 0, 1}}, 600);
        if (!back) continue;
        const auto near = tree.nearest(p, 100);
        if (std::abs(turns_about(muscle, p)) > 0.5f) passage.deepest_mm = std::max(passage.deepest_mm, near ? near->distance_mm : 0);
        else if (back->position.z < p.z) ++passage.before;
        else ++passage.behind;
    }
    passage.name = passage.deepest_mm > inside_mm ? "through" : passage.behind > brush ? "above" : "below";
    return passage;
}

} // namespace

TEST(Proofs, TheSciaticNervePassesPiriformisAsEachLetterSays) {
    const std::map<std::string, std::vector<std::string>> said{{"a", {"below", "below"}},     {"b", {"below", "through"}}, {"c", {"above", "below"}},
                                                               {"d", {"through", "through"}}, {"e", {"above", "through"}}, {"f", {"above", "above"}}};
    const auto& atlas = stage().workspace->atlas;
    for (const auto& [letter, passages] : said)
        for (const char* side : {"left", "right"}) {
            const auto nerve = atlas.find(letter == "a" ? fmt::format("nerve.sciatic.{}", side) : fmt::format("nerve.sciatic_{}.{}", letter, side));
            const auto muscle = atlas.find(fmt::format("muscle.piriformis.{}", side));
            ASSERT_TRUE(nerve.valid() && muscle.valid()) << letter;
            const auto& mesh = anatomy::mesh_at(atlas.at(muscle), 0);
            const geometry::Bvh tree(mesh);
            std::vector<std::string> found;
            std::string told;
            const auto parts = scene::tube_lines(atlas.at(nerve), atlas.spine);
            ASSERT_EQ(parts.size(), 2u) << letter << " " << side << ": a tibial and a fibular part";
            for (const auto& part : parts) {
                const auto passage = passage_of(part, mesh, tree);
                found.push_back(passage.name);
                told += fmt::format("; {} ({} before, {} behind the muscle, {:.1f} mm inside)", passage.name, passage.before, passage.behind, passage.deepest_mm);
            }
            std::sort(found.begin(), found.end());
            fmt::print("{} {}{}\n", letter, side, told);
            EXPECT_EQ(found, passages) << letter << " " << side;
        }
}

} // namespace dorsum::app::test
