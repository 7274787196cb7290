// What each condition lights. The lists are anatomy (shared facts, sections on the six conditions), not read from the content:
// a zone on the wrong muscle or on the wrong side must fail here.
#include "stage.h"

#include <algorithm>

namespace dorsum::app::test {

namespace {

struct Expected {
    std::string condition;
    std::vector<std::string> must; // lit
    std::vector<std::string> may;  // beginnings of ids; nothing else is lit
};

bool begins(const std::string& id, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](const auto& start) { return id.rfind(start, 0) == 0; });
}

const std::vector<Expected> k_expected{
    {"upper_back_tension",
     {"muscle.trapezius_descending.left", "muscle.trapezius_descending.right", "muscle.trapezius_transverse.left",
      "muscle.levator_scapulae.left", "muscle.rhomboid_major.left", "muscle.rhomboid_minor.right"},
     {"muscle.trapezius_", "muscle.levator_scapulae", "muscle.rhomboid_", "muscle.infraspinatus", "muscle.splenius_", "muscle.semispinalis_"}},
    {"lower_back_strain",
     {"muscle.iliocostalis_lumborum_thoracic.left", "muscle.longissimus_thoracis_thoracic.right", "muscle.multifidus_lumborum_l3.left",
      "muscle.quadratus_lumborum.left"},
     {"muscle.iliocostalis_", "muscle.longissimus_thoracis", "muscle.multifidus_lumborum", "muscle.quadratus_lumborum", "fascia.thoracolumbar",
      "muscle.gluteus_medius", "muscle.gluteus_maximus", "ligament.iliolumbar"}},
    {"sciatica",
     {"nerve.root_l5.left", "nerve.root_s1.left", "nerve.sciatic.left", "nerve.tibial.left", "nerve.common_fibular.left",
      "muscle.piriformis.left"},
     {"nerve.root_l4.left", "nerve.root_l5.left", "nerve.root_s1.left", "nerve.root_s2.left", "nerve.root_s3.left", "nerve.sciatic.left",
      "nerve.tibial.left", "nerve.common_fibular.left", "muscle.piriformis.left", "muscle.gluteus_", "muscle.biceps_femoris_",
      "muscle.semitendinosus.left", "muscle.semimembranosus.left", "muscle.gemellus_", "muscle.obturator_internus", "muscle.quadratus_femoris"}},
    {"herniated_disc",
     {"nerve.root_s1.left", "muscle.multifidus_lumborum_l3.left"},
     {"nerve.root_s1.left", "nerve.sciatic.left", "disc.l5_s1", "muscle.multifidus_lumborum", "muscle.longissimus_thoracis",
      "muscle.iliocostalis_lumborum", "muscle.gluteus_", "muscle.quadratus_lumborum"}},
    {"scoliosis",
     {"muscle.longissimus_thoracis_thoracic.left", "muscle.longissimus_thoracis_thoracic.right", "muscle.trapezius_descending.right"},
     {"muscle.iliocostalis_", "muscle.longissimus_", "muscle.spinalis_", "muscle.trapezius_descending.right", "muscle.levator_scapulae.right",
      "muscle.trapezius_transverse.right", // the paint of the descending part runs on over the border
      "muscle.quadratus_lumborum", "muscle.gluteus_medius", "muscle.multifidus_"}},
    {"stress_tension",
     {"muscle.trapezius_descending.left", "muscle.trapezius_descending.right", "muscle.levator_scapulae.left",
      "muscle.obliquus_capitis_inferior.left"},
     {"muscle.trapezius_", "muscle.levator_scapulae", "muscle.rectus_capitis_", "muscle.obliquus_capitis_", "muscle.splenius_",
      "muscle.semispinalis_", "muscle.iliocostalis_", "muscle.longissimus_", "muscle.spinalis_"}},
};

} // namespace

class Conditions : public ::testing::TestWithParam<Expected> {};

TEST_P(Conditions, LightWhatTheyInvolveAndNothingElse) {
    // With every layer on: what a scene peels away is involved all the same.
    const auto now = lit(frame_after({"condition " + GetParam().condition, "layer all on"}));
    for (const auto& id : GetParam().must) EXPECT_TRUE(now.count(id)) << id << " is not lit";
    for (const auto& id : now) EXPECT_TRUE(begins(id, GetParam().may)) << id << " is lit and has no part in it";
}

TEST_P(Conditions, ShowNoStrokeBeforeTheScreen) {
    const auto open = "condition " + GetParam().condition;
    EXPECT_FALSE(has_overlay(frame_after({open}), "stroke."));
    EXPECT_FALSE(has_overlay(frame_after({open, "confirm professional", "confirm checked_by_professional", "confirm timing"}), "stroke."));
}

TEST_P(Conditions, ShowStrokesWhenEveryGateIsOpen) {
    const auto frame = frame_after({"condition " + GetParam().condition, "screen none", "screen done", "confirm professional",
                                    "confirm checked_by_professional", "confirm timing"});
    EXPECT_TRUE(has_overlay(frame, "stroke."));
}

TEST_P(Conditions, AreVisibleOnTheBody) {
    const auto frame = frame_after({"condition " + GetParam().condition});
    const IdPicture picture(frame);
    const auto seen = picture.structures();
    const auto now = lit(frame);
    EXPECT_TRUE(std::any_of(now.begin(), now.end(), [&](const auto& id) { return seen.count(id) && picture.of(id).pixels > 100; }))
        << "nothing that is lit can be seen from where the condition is shown";
}

TEST_P(Conditions, GoDarkBeforeAndWhenClosed) {
    const auto open = "condition " + GetParam().condition;
    EXPECT_TRUE(lit(frame_after({open, "before on"})).empty());
    EXPECT_TRUE(lit(frame_after({open, "condition none"})).empty());
}

INSTANTIATE_TEST_SUITE_P(Six, Conditions, ::testing::ValuesIn(k_expected), [](const auto& row) { return row.param.condition; });

// The painful side decides, for every structure that comes in two.
TEST(ConditionsSides, SciaticaMovesToTheOtherSideWhole) {
    const auto left = lit(frame_after({"condition sciatica", "side left"}));
    const auto right = lit(frame_after({"condition sciatica", "side right"}));
    EXPECT_EQ(left.size(), right.size());
    for (auto id : left) {
        const auto at = id.rfind(".left");
        ASSERT_NE(at, std::string::npos) << id;
        EXPECT_TRUE(right.count(id.replace(at, 5, ".right"))) << id;
    }
}

TEST(ConditionsSides, TheDiscMeetsTheRootOfItsSideAndLevel) {
    const auto roots = [](const std::string& disc) {
        std::set<std::string> out;
        for (const auto& id : lit(frame_after({"condition herniated_disc", disc})))
            if (id.rfind("nerve.root_", 0) == 0) out.insert(id);
        return out;
    };
    using Roots = std::set<std::string>;
    EXPECT_EQ(roots("disc level=l5_s1 side=left stage=extrusion"), Roots{"nerve.root_s1.left"});
    EXPECT_EQ(roots("disc level=l4_l5 side=right stage=protrusion"), Roots{"nerve.root_l5.right"});
    EXPECT_EQ(roots("disc level=l4_l5 side=right stage=protrusion zone=foraminal"), Roots{"nerve.root_l4.right"});
    EXPECT_EQ(roots("disc level=l4_l5 side=right stage=none"), Roots{});
}

} // namespace dorsum::app::test
