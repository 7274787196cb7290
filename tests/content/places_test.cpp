// Landmark expressions, sides and curve levels, and the check of content against an atlas.
#include "shipped.h"
#include "test_atlas.h"

#include <algorithm>

namespace dorsum::content {
namespace {

using anatomy::level_l;
using anatomy::level_t;
using anatomy::Side;

class Places : public ::testing::Test {
protected:
    glm::vec3 at(const char* expression) const { return resolve_point(atlas, expression).value().position_mm; }
    core::Error error(const char* expression) const {
        const auto point = resolve_point(atlas, expression);
        EXPECT_FALSE(point) << expression;
        return point ? core::Error{} : point.error();
    }
    anatomy::Atlas atlas = make_test_atlas();
};

TEST_F(Places, a_share_of_the_way_between_two_landmarks) {
    const auto a = at("spinous.c7"), b = at("acromion.left");
    EXPECT_EQ(at("mid(spinous.c7, acromion.left, 0)"), a);
    EXPECT_EQ(at("mid(spinous.c7, acromion.left, 1)"), b);
    EXPECT_NEAR(glm::distance(at("mid(spinous.c7,acromion.left,0.25)"), a), 0.25f * glm::distance(a, b), 1e-3f);
}

TEST_F(Places, offsets_are_left_up_front_and_lateral_is_away_from_the_midline) {
    EXPECT_EQ(at("offset(psis.right, 20, 5, -3)"), at("psis.right") + glm::vec3(20, 5, -3));
    EXPECT_EQ(at("lateral(para.l1.left, 35, 0, 0)"), at("para.l1.left") + glm::vec3(35, 0, 0));
    EXPECT_EQ(at("lateral(para.l1.right, 35, 0, 0)"), at("para.l1.right") - glm::vec3(35, 0, 0));
    EXPECT_EQ(at("lateral(mid(spinous.l1, para.l1.right, 0.5), 10, 0, 0)").x, -25);
}

TEST_F(Places, left_and_right_mirror_exactly) {
    for (const auto* text : {"mid(sacrum_edge.{side}, greater_troch.{side}, 0.83)", "lateral(scap_spine.{side}, 28, -18, 0)",
                             "mid(mid(eop, mastoid.{side}, 0.3), spinous.c2, 0.45)"}) {
        const auto left = at(expand(text, Side::left).c_str()), right = at(expand(text, Side::right).c_str());
        EXPECT_NEAR(left.x, -right.x, 1e-3f) << text;
        EXPECT_NEAR(left.y, right.y, 1e-3f) << text;
    }
}

TEST_F(Places, a_point_between_two_bones_moves_with_both) {
    for (auto& mark : atlas.landmarks) mark.skin = {{mark.id == "psis.left" ? std::uint8_t(25) : std::uint8_t(3), 0, 0, 0}, {1, 0, 0, 0}};
    const auto point = resolve_point(atlas, "mid(spinous.c7, psis.left, 0.25)").value();
    float c7 = 0, pelvis = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        if (point.skin.joints[i] == 3) c7 += point.skin.weights[i];
        if (point.skin.joints[i] == 25) pelvis += point.skin.weights[i];
    }
    EXPECT_NEAR(c7, 0.75f, 1e-4f);
    EXPECT_NEAR(pelvis, 0.25f, 1e-4f);
}

TEST_F(Places, mistakes_are_named) {
    EXPECT_EQ(error("spinous.c9").code, core::ErrorCode::not_found);
    EXPECT_NE(error("mid(spinous.c9, eop, 0.5)").message.find("spinous.c9"), std::string::npos);
    for (const auto* wrong : {"", "mid(eop, spinous.c7)", "mid(eop, spinous.c7, 1.5)", "between(eop, eop, 1)", "offset(eop, 1, 2)", "eop)",
                              "mid(eop, spinous.c7, 0.5", "Eop", "offset(eop, 1, 2, 99999)"})
        EXPECT_EQ(error(wrong).code, core::ErrorCode::invalid) << wrong;
    EXPECT_NE(error("lateral(eop, 5, 0, 0)").message.find("left or the right"), std::string::npos);
    EXPECT_EQ(error(std::string(4000, '(').c_str()).code, core::ErrorCode::invalid);
    std::string deep = "eop";
    for (int i = 0; i < 50; ++i) deep = "offset(" + deep + ",0,0,0)";
    EXPECT_EQ(error(deep.c_str()).code, core::ErrorCode::invalid);
}

TEST(Expand, fills_side_and_levels_of_the_main_curve) {
    anatomy::SpineCurve curve;
    curve.segments = {{level_t(5), level_t(8), level_t(12), 20, Side::right}, {level_t(12), level_l(2), level_l(4), 45, Side::left}};
    EXPECT_EQ(expand("para.{apex}.{side}", Side::left, curve), "para.l2.left");
    EXPECT_EQ(expand("para.{apex-2}.{side}", Side::right, curve), "para.t12.right");
    EXPECT_EQ(expand("{upper} {lower} {lower+9}", Side::none, curve), "t12 l4 l5") << "stays on the spine";
    EXPECT_EQ(expand("muscle.piriformis.{side}", Side::none), "muscle.piriformis");
    EXPECT_EQ(expand("{apex}", Side::none), "t8") << "a straight spine takes the usual curve's levels";
    EXPECT_EQ(expand("{nonsense} {apexx} {", Side::left), "{nonsense} {apexx} {");
}

TEST(Sides, follow_the_convexity_and_swap_with_it) {
    anatomy::SpineCurve right, left;
    right.segments = {{level_t(5), level_t(8), level_t(12), 40, Side::right}};
    left.segments = {{level_t(5), level_t(8), level_t(12), 40, Side::left}};
    using Both = std::vector<Side>;
    EXPECT_EQ(sides_of("convex", Side::left, right), Both{Side::right});
    EXPECT_EQ(sides_of("concave", Side::left, right), Both{Side::left});
    EXPECT_EQ(sides_of("convex", Side::left, left), Both{Side::left});
    EXPECT_EQ(sides_of("convex", Side::left, {}), (Both{Side::left, Side::right})) << "straight: both sides alike";
    EXPECT_EQ(sides_of("symptomatic", Side::right, {}), Both{Side::right});
    EXPECT_EQ(sides_of("none", Side::right, {}), Both{Side::none});
    EXPECT_EQ(sides_of("both", Side::right, {}), (Both{Side::left, Side::right}));
}

class AgainstAtlas : public Places {
protected:
    core::Diagnostics check() const {
        core::Diagnostics diagnostics;
        check_against_atlas(catalog, atlas, diagnostics);
        return diagnostics;
    }
    static std::string all(const core::Diagnostics& diagnostics) {
        std::string text;
        for (const auto& item : diagnostics.items()) text += item.text() + "\n";
        return text;
    }
    Condition& condition(const char* id) {
        return *std::find_if(catalog.conditions.begin(), catalog.conditions.end(), [&](const auto& c) { return c.id == id; });
    }
    Catalog catalog = shipped_catalog();
};

TEST_F(AgainstAtlas, everything_that_ships_resolves_and_runs_the_right_way) { EXPECT_EQ(all(check()), ""); }

TEST_F(AgainstAtlas, effleurage_away_from_the_heart_is_an_error) {
    auto& path = condition("upper_back_tension").plan.steps[0].paths[0];
    std::reverse(path.begin(), path.end());
    EXPECT_NE(all(check()).find("nearer the head"), std::string::npos);
}

TEST_F(AgainstAtlas, a_stroke_into_a_forbidden_place_is_an_error) {
    condition("stress_tension").plan.steps[2].paths = {{"offset(para.c4.{side}, 0, 0, 65)", "para.c7.{side}"}};
    EXPECT_NE(all(check()).find("carotid"), std::string::npos);
}

TEST_F(AgainstAtlas, an_unknown_structure_and_landmark_are_errors_with_their_place) {
    condition("sciatica").structures[0] = "nerve.sciatica.{side}";
    condition("sciatica").zones[0].along[0] = "sacrum_egde.{side}";
    const auto text = all(check());
    EXPECT_NE(text.find("conditions/sciatica.json"), std::string::npos);
    EXPECT_NE(text.find("nerve.sciatica"), std::string::npos);
    EXPECT_NE(text.find("sacrum_egde"), std::string::npos);
}

TEST_F(AgainstAtlas, what_a_foreign_atlas_lacks_is_a_note) {
    atlas.foreign = true;
    for (const auto* id : {"nerve.sciatic.left", "nerve.sciatic.right"}) {
        atlas.by_id.erase(id);
        atlas.missing.push_back(id);
    }
    atlas.landmarks.erase(std::remove_if(atlas.landmarks.begin(), atlas.landmarks.end(), [](const auto& mark) { return mark.id == "eop"; }),
                          atlas.landmarks.end());
    const auto diagnostics = check();
    EXPECT_FALSE(diagnostics.has_errors()) << all(diagnostics);
    EXPECT_NE(all(diagnostics).find("nerve.sciatic.left"), std::string::npos);
    EXPECT_NE(all(diagnostics).find("eop"), std::string::npos);
}

} // namespace
} // namespace dorsum::content
