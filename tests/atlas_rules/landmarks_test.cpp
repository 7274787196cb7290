// Two ways to the same point: the anchors that bones are built from, and what is measured on the finished meshes.
#include "bench.h"

#include "bake/families.h"
#include "bake/plan.h"

#define GLM_ENABLE_EXPERIMENTAL
#include <cstdlib>
#include <glm/gtx/string_cast.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dorsum::rules {
namespace {

struct Named {
    const char *landmark, *anchor;
};
// Points that both name; ".left" and ".right" follow where they are paired.
constexpr Named k_middle[] = {{"eop", "eop"}, {"coccyx_tip", "coccyx_tip"}};
constexpr Named k_paired[] = {{"mastoid", "mastoid"}, {"acromial_angle", "acromial_angle"}, {"scap_sup", "scap_sup"},
                              {"scap_inf", "scap_inf"}, {"rib12_tip", "rib_front.12"}, {"iliac_crest", "crest_top"}, {"psis", "psis"},
                              {"asis", "asis"}, {"ischial_spine", "ischial_spine"}, {"patella", "patella"},
                              {"tibial_tuberosity", "tibial_tuberosity"}, {"gerdy", "gerdy"}, {"fibular_head", "fibular_head"}};

bake::Plan plan_of_the_atlas() {
    bake::BakeOptions options;
    options.assets = std::filesystem::path(DORSUM_SOURCE_DIR) / "assets";
    options.body = atlas().body ? atlas().body->id : "";
    core::Diagnostics diagnostics;
    return bake::make_plan(options, bake::all_families(), diagnostics);
}

TEST(Landmarks, LieWhereTheirBonesWereMeantToHaveThem) {
    const auto plan = plan_of_the_atlas();
    std::vector<Case> cases;
    const auto compare = [&](const std::string& landmark, const std::string& anchor) {
        const auto* measured = atlas().find_landmark(landmark);
        const auto meant = plan.anchors.find(anchor);
        ASSERT_TRUE(measured && meant != plan.anchors.end()) << landmark;
        cases.push_back({glm::distance(measured->position_mm, plan.warp.at(meant->second)), fmt::format("{} {}", landmark, glm::to_string(measured->position_mm - plan.warp.at(meant->second))), measured->position_mm});
    };
    for (const auto& n : k_middle) compare(n.landmark, n.anchor);
    for (const char* side : {".left", ".right"})
        for (const auto& n : k_paired) compare(n.landmark + std::string(side), n.anchor + std::string(side));
    for (std::size_t level = 1; level < anatomy::k_level_count; ++level) {
        const std::string id = "spinous." + anatomy::level_name(anatomy::Level(level));
        compare(id, id);
    }
    const auto worst = print_worst("landmark from where it was meant to be", "mm", cases, 20);
    EXPECT_LE(worst.figure, 3.0f) << worst.what;
}

} // namespace
} // namespace dorsum::rules
