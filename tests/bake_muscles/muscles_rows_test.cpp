#include "muscle_bench.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>

namespace dorsum::bake {
namespace {

const char* const k_expected[] = {"trapezius_descending",
                                  "trapezius_transverse",
                                  "trapezius_ascending",
                                  "latissimus_dorsi",
                                  "rhomboid_major",
                                  "rhomboid_minor",
                                  "levator_scapulae",
                                  "splenius_capitis",
                                  "splenius_colli",
                                  "semispinalis_thoracis",
                                  "semispinalis_colli",
                                  "semispinalis_capitis",
                                  "rectus_capitis_posterior_major",
                                  "rectus_capitis_posterior_minor",
                                  "obliquus_capitis_superior",
                                  "obliquus_capitis_inferior",
                                  "iliocostalis_lumborum_lumbar",
                                  "iliocostalis_lumborum_thoracic",
                                  "iliocostalis_thoracis",
                                  "iliocostalis_colli",
                                  "longissimus_thoracis_lumbar",
                                  "longissimus_thoracis_thoracic",
                                  "longissimus_colli",
                                  "longissimus_capitis",
                                  "spinalis_thoracis",
                                  "multifidus_lumborum_l1",
                                  "multifidus_lumborum_l2",
                                  "multifidus_lumborum_l3",
                                  "multifidus_lumborum_l4",
                                  "multifidus_lumborum_l5",
                                  "multifidus_thoracis",
                                  "multifidus_colli",
                                  "quadratus_lumborum",
                                  "serratus_posterior_superior",
                                  "serratus_posterior_inferior",
                                  "supraspinatus",
                                  "infraspinatus",
                                  "teres_minor",
                                  "teres_major",
                                  "deltoid_clavicular",
                                  "deltoid_acromial",
                                  "deltoid_spinal",
                                  "gluteus_maximus",
                                  "gluteus_medius",
                                  "gluteus_minimus",
                                  "piriformis",
                                  "gemellus_superior",
                                  "gemellus_inferior",
                                  "obturator_internus",
                                  "quadratus_femoris",
                                  "psoas_major",
                                  "iliacus",
                                  "biceps_femoris_long",
                                  "biceps_femoris_short",
                                  "semitendinosus",
                                  "semimembranosus"};

TEST(MuscleRows, EveryMuscleOfTheListHasARecipeForBothSides) {
    const Bench bench;
    for (const std::string& p : bench.problems) EXPECT_EQ(p.find("muscles"), std::string::npos) << p;
    std::vector<std::string> ids{"fascia.thoracolumbar"};
    for (const char* name : k_expected) ids.push_back(std::string("muscle.") + name);
    for (const std::string& id : ids)
        for (const char* side : {".left", ".right"}) EXPECT_NE(bench.find(id + side), nullptr) << id << side;
}

TEST(MuscleRows, EveryMuscleHasItsTermsInTwoLanguages) {
    std::map<std::string, nlohmann::json> terms;
    for (const char* name : {"muscles", "muscles_more"}) {
        std::ifstream file(std::string(DORSUM_SOURCE_DIR "/assets/anatomy/structures/") + name + ".json");
        for (const auto& row : nlohmann::json::parse(file)) terms[row.at("id")] = row;
    }
    for (const std::string& id : all_muscles(Bench())) {
        ASSERT_TRUE(terms.contains(id + ".{side}")) << id;
        for (const char* key :
             {"en", "la", "ta2", "origin", "insertion", "action", "layer", "tissue", "mark", "source"})
            EXPECT_FALSE(terms[id + ".{side}"].at(key).get<std::string>().empty()) << id << " " << key;
    }
}

TEST(MuscleRows, WhatAMuscleLiesOnExists) {
    const Bench bench;
    for (const Recipe& recipe : bench.recipes)
        if (recipe.id.starts_with("muscle.") || recipe.id.starts_with("fascia.")) {
            for (const std::string& below : recipe.depends)
                EXPECT_NE(bench.find(below), nullptr) << recipe.id << " lies on " << below;
        }
}

TEST(MusclePoints, ExpressionsAreEvaluated) {
    const Anchors anchors{{"a.left", {10, 0, 0}}, {"b", {20, 10, 0}}};
    EXPECT_EQ(muscles::point_of("a.{side}", anchors), glm::vec3(10, 0, 0));
    EXPECT_EQ(muscles::point_of("mid(a.{side},b,0.5)", anchors), glm::vec3(15, 5, 0));
    EXPECT_EQ(muscles::point_of("offset(mid(a.{side},b,0.5),1,-2,3.5)", anchors), glm::vec3(16, 3, 3.5f));
    EXPECT_THROW(muscles::point_of("offset(c,0,0,0)", anchors), std::logic_error);
    EXPECT_THROW(muscles::point_of("mid(b,b)", anchors), std::logic_error);
    EXPECT_EQ(muscles::expand_ids({"rib.{9..11}.{side}", "vertebra.{t12..l1}", "sacrum"}),
              (std::vector<std::string>{"rib.9.left", "rib.10.left", "rib.11.left", "vertebra.t12", "vertebra.l1",
                                        "sacrum"}));
}

} // namespace
} // namespace dorsum::bake
