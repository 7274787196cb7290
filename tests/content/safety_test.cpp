#include "shipped.h"
#include "test_atlas.h"

#include <algorithm>
#include <set>

namespace dorsum::content {
namespace {

StrokeStep step_of(const char* technique, int pressure, std::vector<std::string> directions) {
    StrokeStep step;
    step.technique = technique;
    step.pressure_min = step.pressure_max = pressure;
    step.directions = std::move(directions);
    return step;
}

SafetyZone capped(int cap, bool static_press = true) {
    SafetyZone zone;
    zone.pressure_cap = cap;
    zone.static_press = static_press;
    return zone;
}

int safe(const StrokeStep& step, int mode_cap, std::vector<const SafetyZone*> zones) { return safe_pressure(step, mode_cap, zones); }

TEST(SafePressure, takes_the_least_of_plan_mode_and_zones) {
    const auto glide = step_of("effleurage", 4, {"cephalad"});
    const auto kidney = capped(2), strip = capped(1);
    EXPECT_EQ(safe(glide, 4, {}), 4);
    EXPECT_EQ(safe(glide, 3, {}), 3);
    EXPECT_EQ(safe(glide, 4, {&kidney}), 2);
    EXPECT_EQ(safe(glide, 4, {&kidney, &strip}), 1);
    EXPECT_EQ(safe(step_of("effleurage", 1, {}), 4, {&kidney}), 1);
}

TEST(SafePressure, a_forbidden_place_is_not_drawn_at_all) {
    const auto carotid = capped(0);
    EXPECT_EQ(safe(step_of("feather_stroke", 1, {"caudad"}), 4, {&carotid}), 0);
}

TEST(SafePressure, no_static_press_along_a_nerve_but_light_gliding) {
    const auto corridor = capped(2, false);
    EXPECT_EQ(safe(step_of("palm_compression", 2, {"static"}), 4, {&corridor}), 0);
    EXPECT_EQ(safe(step_of("effleurage", 1, {"cephalad"}), 4, {&corridor}), 1);
    EXPECT_EQ(safe(step_of("kneading", 3, {"across_fibre"}), 4, {&corridor}), 2);
}

TEST(SafePressure, a_zone_can_forbid_a_technique) {
    auto kidney = capped(2);
    kidney.forbidden_techniques = {"tapotement"};
    EXPECT_EQ(safe(step_of("tapotement", 1, {}), 4, {&kidney}), 0);
    EXPECT_EQ(safe(step_of("kneading", 2, {}), 4, {&kidney}), 2);
}

class Zones : public Shipped {
protected:
    std::set<std::string> hit(std::vector<glm::vec3> path) const {
        std::set<std::string> ids;
        for (const auto* zone : safety_zones_hit(catalog, atlas, path)) ids.insert(zone->id);
        return ids;
    }
    glm::vec3 at(const char* expression) const { return resolve_point(atlas, expression).value().position_mm; }
    const anatomy::Atlas atlas = make_test_atlas();
};

TEST_F(Zones, touch_only_over_the_spine) {
    EXPECT_TRUE(hit({at("spinous.t6"), at("spinous.t10")}).count("spine_strip"));
    EXPECT_FALSE(hit({at("para.t6.left"), at("para.t10.left")}).count("spine_strip"));
}

TEST_F(Zones, kidneys_lie_beside_the_upper_lumbar_spine) {
    EXPECT_EQ(hit({at("lateral(para.l1.right, 35, 0, 0)")}), (std::set<std::string>{"kidney.right"}));
    EXPECT_FALSE(hit({at("para.l1.right")}).count("kidney.right"));
    EXPECT_FALSE(hit({at("lateral(para.t6.right, 35, 0, 0)")}).count("kidney.right"));
}

TEST_F(Zones, the_nerve_corridor_is_two_centimetres_to_each_side) {
    EXPECT_TRUE(hit({{100, 600, -120}}).count("sciatic_corridor.left"));
    EXPECT_TRUE(hit({{118, 600, -120}}).count("sciatic_corridor.left"));
    EXPECT_FALSE(hit({{125, 600, -120}}).count("sciatic_corridor.left"));
    EXPECT_FALSE(hit({{100, 600, -120}}).count("sciatic_corridor.right"));
}

TEST_F(Zones, the_nerve_corridor_begins_where_the_nerve_leaves_the_pelvis) {
    EXPECT_FALSE(hit({at("psis.left")}).count("sciatic_corridor.left"));
    EXPECT_TRUE(hit({at("sciatic_foramen.left")}).count("sciatic_corridor.left"));
}

TEST_F(Zones, a_path_that_only_crosses_a_zone_counts) {
    EXPECT_TRUE(hit({{160, 650, -120}, {20, 650, -120}}).count("sciatic_corridor.left"));
    EXPECT_FALSE(hit({at("offset(pop_fossa.left, 0, 85, 0)")}).count("popliteal.left"));
    EXPECT_TRUE(hit({at("offset(pop_fossa.left, 0, 75, 0)")}).count("popliteal.left"));
    EXPECT_TRUE(hit({at("offset(pop_fossa.left, 0, 200, 0)"), at("offset(pop_fossa.left, 0, -200, 0)")}).count("popliteal.left"));
}

TEST_F(Zones, zones_of_the_front_do_not_reach_the_back) {
    EXPECT_TRUE(hit({at("offset(para.c4.left, 0, 0, 65)")}).count("carotid.left"));
    EXPECT_FALSE(hit({at("para.c4.left")}).count("carotid.left"));
}

TEST_F(Zones, caps_are_those_of_the_facts) {
    std::map<std::string, int> caps;
    for (const auto& zone : catalog.safety_zones) caps[zone.id] = zone.pressure_cap;
    EXPECT_EQ(caps["spine_strip"], 1);
    for (const std::string side : {".left", ".right"}) {
        EXPECT_EQ(caps["kidney" + side], 2);
        EXPECT_EQ(caps["rib_tips" + side], 1);
        EXPECT_EQ(caps["popliteal" + side], 1);
        EXPECT_EQ(caps["sciatic_corridor" + side], 2);
        EXPECT_EQ(caps["clunial_line" + side], 3);
        EXPECT_TRUE(caps.count("carotid" + side));
        EXPECT_EQ(caps["carotid" + side], 0);
    }
}

TEST_F(Zones, no_stroke_of_any_plan_is_forbidden_where_it_runs) {
    for (const auto& condition : catalog.conditions)
        for (const auto& step : condition.plan.all_steps())
            for (const auto side : {anatomy::Side::left, anatomy::Side::right})
                for (const auto& path : step.paths) {
                    std::vector<glm::vec3> points;
                    for (const auto& point : path) points.push_back(at(expand(point, side).c_str()));
                    EXPECT_GE(safe_pressure(step, 3, safety_zones_hit(catalog, atlas, points)), 1) << step.id;
                }
}

TEST_F(Shipped, the_screen_stops_for_emergencies) {
    int emergencies = 0, stops = 0, asks = 0;
    std::set<std::string> ids;
    for (const auto& question : catalog.screen) {
        emergencies += question.if_yes == ScreenAnswer::stop_emergency;
        stops += question.if_yes == ScreenAnswer::stop_absolute;
        asks += question.if_yes == ScreenAnswer::ask_first;
        EXPECT_TRUE(english.has(question.text.key)) << question.id;
        EXPECT_TRUE(english.has(question.advice.key)) << question.id;
        EXPECT_TRUE(ids.insert(question.id).second) << question.id;
    }
    EXPECT_GE(emergencies, 4);
    EXPECT_GE(stops, 4);
    EXPECT_GE(asks, 5);
}

TEST_F(Shipped, discs_meet_the_roots_of_the_table) {
    using anatomy::level_l;
    using anatomy::Side;
    using Ids = std::vector<std::string>;
    EXPECT_EQ(roots_met(catalog, level_l(4), Side::left, "paracentral"), Ids{"nerve.root_l5.left"});
    EXPECT_EQ(roots_met(catalog, level_l(5), Side::right, "paracentral"), Ids{"nerve.root_s1.right"});
    EXPECT_EQ(roots_met(catalog, level_l(3), Side::left, "paracentral"), Ids{"nerve.root_l4.left"});
    EXPECT_EQ(roots_met(catalog, level_l(4), Side::left, "foraminal"), Ids{"nerve.root_l4.left"});
    EXPECT_EQ(roots_met(catalog, level_l(5), Side::left, "foraminal"), Ids{"nerve.root_l5.left"});
    EXPECT_EQ(roots_met(catalog, level_l(4), Side::none, "central"), Ids{"cauda_equina"});
    EXPECT_EQ(roots_met(catalog, level_l(4), Side::none, "paracentral"), Ids{"cauda_equina"}) << "no side: central";
    EXPECT_TRUE(roots_met(catalog, anatomy::level_t(5), Side::left, "paracentral").empty());
    EXPECT_TRUE(roots_met(catalog, anatomy::level_c(1), Side::left, "paracentral").empty());
}

} // namespace
} // namespace dorsum::content
