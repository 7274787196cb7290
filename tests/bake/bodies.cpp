// Bodies: what their files may say, and what becomes of the default shapes: left and right, stature, breadths, a straight spine.
#include "bake/families.h"
#include "bake/nerves_way_points.h"
#include "bake/plan.h"
#include "geometry/sdf.h"
#include "support/own_folder.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

using namespace dorsum;
namespace fs = std::filesystem;

namespace {

const fs::path k_assets = fs::path(DORSUM_SOURCE_DIR) / "assets";

// Everything but meshes: facts, spine and anchors take no time.
struct Shapes {
    explicit Shapes(const std::string& id) {
        core::Diagnostics diagnostics;
        facts = bake::load_facts(k_assets, diagnostics);
        body = bake::load_body(k_assets, id, diagnostics);
        if (body) bake::change_facts(*body, facts, diagnostics);
        for (const auto& d : diagnostics.items()) ADD_FAILURE() << d.text();
        spine = bake::make_spine_rest(facts);
        for (const auto& family : bake::all_families())
            if (family.add_anchors) family.add_anchors(facts, spine, anchors);
        warp = bake::Warp(*body, spine, anchors);
    }
    glm::vec3 at(const std::string& expression) const { return warp.at(bake::way_point(anchors, expression)); }
    float breadth(const std::string& name) const { return at(name + ".left").x - at(name + ".right").x; }

    bake::Facts facts;
    std::optional<bake::Body> body;
    anatomy::SpineRest spine;
    bake::Anchors anchors;
    bake::Warp warp;
};

class BodyFile : public support::WithFolder {
protected:
    void SetUp() override {
        WithFolder::SetUp();
        fs::create_directories(folder / "anatomy/bodies");
        std::ifstream in(k_assets / "anatomy/bodies/woman.json");
        woman.assign(std::istreambuf_iterator<char>(in), {});
    }

    // The woman's file with one place changed.
    std::optional<bake::Body> read(const std::string& from, const std::string& to) {
        std::string text = woman;
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
        std::ofstream(folder / "anatomy/bodies/somebody.json") << text;
        diagnostics = {};
        return bake::load_body(folder, "somebody", diagnostics);
    }
    bool said(const std::string& words) const {
        return std::any_of(diagnostics.items().begin(), diagnostics.items().end(), [&](const auto& d) { return d.text().find(words) != std::string::npos; });
    }
    std::string woman;
    core::Diagnostics diagnostics;
};

float mean_distance_to_mirror(const bake::Warp& warp, glm::vec3 centre) {
    // A ball as large as a vertebra: how far its surface lies from its own mirror image when both are laid upon one another.
    const auto ball = geometry::mesh_of(geometry::ellipsoid({0, 0, 0}, {40, 20, 40}), 6);
    std::vector<glm::vec3> shift;
    glm::vec3 mean(0);
    for (const auto& p : ball.positions) {
        const glm::vec3 mirrored = glm::vec3(-p.x, p.y, p.z) + centre;
        const glm::vec3 a = warp.at(p + centre) - (p + centre), b = (warp.at(mirrored) - mirrored) * glm::vec3(-1, 1, 1);
        shift.push_back(a - b);
        mean += shift.back();
    }
    mean /= static_cast<float>(shift.size());
    float sum = 0;
    for (std::size_t i = 0; i < shift.size(); ++i) sum += std::abs(glm::dot(shift[i] - mean, ball.normals[i]));
    return sum / static_cast<float>(shift.size());
}

} // namespace

TEST_F(BodyFile, mistakes_are_named_with_file_place_and_remedy) {
    EXPECT_TRUE(read("\"floor\"", "\"floor\""));
    EXPECT_FALSE(read("\"spine_half\"", "\"spine_haft\""));
    EXPECT_TRUE(said("somebody.json") && said("/proportions/spine_haft") && said("did you mean"));
    EXPECT_FALSE(read("\"height\": [0.94, ", "\"height\": ["));
    EXPECT_TRUE(said("/proportions/height") && said("12 numbers for 13 places"));
    EXPECT_FALSE(read("\"seed\"", "\"sead\""));
    EXPECT_TRUE(said("/asymmetry/seed"));
    EXPECT_FALSE(read("\"factor\": {\"value\": 0.84", "\"faktor\": {\"value\": 0.84"));
    EXPECT_TRUE(said("/changes/muscle_bulk"));
    EXPECT_FALSE(read("\"mark\": \"V\"", "\"mark\": \"Z\""));
    EXPECT_TRUE(said("mark is \"Z\""));
    EXPECT_FALSE(bake::load_body(folder, "nobody", diagnostics));
    EXPECT_TRUE(said("there is no such body"));
}

TEST_F(BodyFile, a_pattern_that_fits_no_fact_is_an_error) {
    const auto body = read("muscles*/*/volume_cm3", "muscels*/*/volume_cm3");
    ASSERT_TRUE(body);
    core::Diagnostics found;
    auto facts = bake::load_facts(k_assets, found);
    bake::change_facts(*body, facts, found);
    ASSERT_TRUE(found.has_errors());
    EXPECT_NE(found.items()[0].text().find("muscels"), std::string::npos);
}

TEST(Bodies, patterns) {
    EXPECT_TRUE(bake::matches("muscles*/*/volume_cm3", "muscles_hip/piriformis/volume_cm3"));
    EXPECT_FALSE(bake::matches("muscles*/volume_cm3", "muscles_hip/piriformis/volume_cm3"));
    EXPECT_TRUE(bake::matches("a/*", "a/b"));
    EXPECT_FALSE(bake::matches("a/*", "a/b/c"));
    EXPECT_FALSE(bake::matches("a", "ab"));
}

TEST(Bodies, left_and_right_differ_as_they_do_in_people) {
    for (const char* id : {"man", "woman", "adolescent"}) {
        const Shapes shapes(id);
        float sum = 0;
        int count = 0;
        for (std::size_t i = anatomy::level_c(3).value; i <= anatomy::level_l(5).value; ++i, ++count)
            sum += mean_distance_to_mirror(shapes.warp, shapes.spine.frames[i].centre_mm);
        fmt::print("{}: own mirror image at {:.2f} mm on average\n", id, sum / static_cast<float>(count));
        EXPECT_GT(sum / static_cast<float>(count), 0.3f) << id;
        EXPECT_LT(sum / static_cast<float>(count), 0.9f) << id;
        for (const char* pair : {"acromion", "crest_top", "asis", "ischial_tuberosity", "scap_inf"}) {
            const glm::vec3 left = shapes.at(std::string(pair) + ".left"), right = shapes.at(std::string(pair) + ".right");
            const float apart = glm::distance(left, right * glm::vec3(-1, 1, 1));
            EXPECT_GT(apart, 0.1f) << id << " " << pair;
            EXPECT_LT(apart, 8.0f) << id << " " << pair;
        }
    }
}

TEST(Bodies, nothing_is_folded) {
    for (const char* id : {"man", "woman", "adolescent"}) {
        const Shapes shapes(id);
        float least = 9, most = 0;
        for (float y = 250; y < 1650; y += 17)
            for (float x = -240; x < 241; x += 16)
                for (float z = -130; z < 131; z += 13) {
                    const glm::vec3 p(x, y, z);
                    const float h = 0.5f;
                    glm::mat3 j;
                    for (int k = 0; k < 3; ++k) {
                        glm::vec3 step(0);
                        step[k] = h;
                        j[k] = (shapes.warp.at(p + step) - shapes.warp.at(p - step)) / (2 * h);
                    }
                    const float volume = glm::determinant(j);
                    least = std::min(least, volume), most = std::max(most, volume);
                }
        fmt::print("{}: space is scaled {:.2f} to {:.2f}\n", id, least, most);
        EXPECT_GT(least, 0.45f) << id;
        EXPECT_LT(most, 1.6f) << id;
    }
}

TEST(Bodies, stature_is_what_the_file_says) {
    for (const char* id : {"woman", "adolescent"}) {
        const Shapes shapes(id);
        EXPECT_NEAR(shapes.at("eop + (0, 108, 70)").y, shapes.body->info.stature_mm, 5) << id;
    }
    const Shapes man("man");
    EXPECT_NEAR(man.at("eop + (0, 108, 70)").y - man.body->facts.number("body/floor"), man.body->info.stature_mm, 8);
}

TEST(Bodies, the_woman_is_built_as_published) {
    const Shapes man("man"), woman("woman"), adolescent("adolescent");
    // Means of 247 men (Heinz 2003) and of men of the US Army (sitting height), from memory.
    const std::map<std::string, double> men{{"biacromial", 412}, {"bi_iliac", 281}, {"bitrochanteric", 325}, {"sitting_height", 918}};
    const auto measured = [](const Shapes& s, const std::string& what) -> double {
        if (what == "biacromial") return s.breadth("acromion");
        if (what == "bi_iliac") return s.breadth("crest.3");
        if (what == "bitrochanteric") return s.breadth("trochanter_lateral");
        return s.at("eop + (0, 108, 70)").y - s.at("ischial_tuberosity").y;
    };
    for (const Shapes* other : {&woman, &adolescent})
        for (const auto& [what, his] : men) {
            const double published = other->body->facts.number("body/expected/" + what) / his;
            const double ours = measured(*other, what) / measured(man, what);
            fmt::print("{} {}: {:.3f} of the man's, published {:.3f}\n", other->body->info.id, what, ours, published);
            EXPECT_NEAR(ours, published, 0.03) << other->body->info.id << " " << what;
        }
    EXPECT_GT(woman.breadth("crest.3") / woman.breadth("acromion"), 1.05 * man.breadth("crest.3") / man.breadth("acromion"));
    // Pelvic outlet: wider in itself, shallower.
    EXPECT_GT(woman.breadth("ischial_tuberosity"), man.breadth("ischial_tuberosity"));
}

TEST(Bodies, the_spine_keeps_its_angles_and_stays_straight) {
    for (const char* id : {"man", "woman", "adolescent"}) {
        const Shapes shapes(id);
        auto rest = shapes.spine;
        shapes.warp.apply(rest);
        for (std::size_t i = 0; i < rest.frames.size(); ++i) {
            EXPECT_EQ(rest.frames[i].centre_mm.x, 0.0f) << id;
            if (std::string(id) == "man") { EXPECT_EQ(rest.frames[i].centre_mm, shapes.spine.frames[i].centre_mm); }
        }
        // What lies along a vertebra's axis still does but for the asymmetry's own waves: lordosis and kyphosis are the facts'.
        for (std::size_t i = anatomy::level_c(3).value; i <= anatomy::level_s1().value; ++i) {
            const auto& frame = shapes.spine.frames[i];
            const glm::vec3 up = shapes.warp.at(frame.centre_mm + 10.0f * frame.axes[1]) - shapes.warp.at(frame.centre_mm - 10.0f * frame.axes[1]);
            const float off = glm::degrees(std::acos(std::clamp(glm::dot(glm::normalize(up), frame.axes[1]), -1.0f, 1.0f)));
            EXPECT_LT(off, 6.0f) << id << " level " << i;
        }
        using anatomy::level_t;
        EXPECT_LT(anatomy::measure_cobb_deg(rest.frames, level_t(5), level_t(12)), 1e-3f);
        const anatomy::SpineCurve curve{{anatomy::CurveSegment{level_t(5), level_t(8), level_t(12), 40, anatomy::Side::right}}};
        const auto bent = anatomy::bend(rest, curve);
        EXPECT_NEAR(anatomy::measure_cobb_deg(bent, level_t(5), level_t(12)), 40, 0.5) << id;
    }
}
