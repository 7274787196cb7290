#include "bench.h"
#include "mesh_checks.h"

#include "bake/nerves_tube.h"
#include "bake/nerves_way_points.h"
#include "geometry/curve.h"

#include <cmath>

namespace dorsum::bake {
namespace {

const char* k_sides[] = {".left", ".right"};
const char* k_levels[] = {"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "t1", "t2", "t3", "t4", "t5", "t6", "t7",
                          "t8", "t9", "t10", "t11", "t12", "l1", "l2", "l3", "l4", "l5", "s1", "s2", "s3", "s4"};

// Fraction along a -> b and distance beside it of the point where the line comes nearest, seen from behind.
struct Crossing {
    float along, beside;
};

Crossing crossing(const std::vector<glm::vec3>& line, glm::vec3 a, glm::vec3 b) {
    const glm::vec2 from(a), way = glm::vec2(b) - from;
    Crossing best{0, 1e9f};
    for (const auto& p : geometry::resample(line, 800)) {
        const glm::vec2 d = glm::vec2(p) - from;
        const float along = glm::dot(d, way) / glm::dot(way, way);
        const float beside = glm::length(d - along * way);
        if (along > 0 && along < 1 && beside < best.beside) best = {along, beside};
    }
    return best;
}

TEST(WayPoints, AddUpWeightedAnchorsAndOffsets) {
    const Anchors anchors{{"a.left", {10, 0, 0}}, {"a.right", {-10, 0, 0}}, {"m", {0, 4, 8}}};
    EXPECT_EQ(way_point(anchors, "a"), glm::vec3(10, 0, 0));
    EXPECT_EQ(way_point(anchors, "0.5 a + 0.5 m + (1, -2, 3)"), glm::vec3(6, 0, 7));
    EXPECT_THROW(way_point(anchors, "b"), std::logic_error);
    EXPECT_THROW(way_point(anchors, "a + (1, 2)"), std::logic_error);
    EXPECT_THROW(way_point(anchors, "a + "), std::logic_error);
}

TEST(Tube, IsClosedAndAsThickAsAskedFor) {
    Tube tube;
    for (int i = 0; i <= 10; ++i) tube.line.push_back({0, -10.0f * static_cast<float>(i), 0});
    tube.half_width.assign(11, 6);
    tube.half_thickness.assign(11, 3);
    tube.width_towards.assign(11, {1, 0, 0});
    tube.sides = 32;
    const auto mesh = mesh_of(tube);
    EXPECT_TRUE(closed(mesh));
    EXPECT_GT(volume_mm3(mesh), 0.95 * 3.14159 * 6 * 3 * 100);
    const auto size = geometry::bounds_of(mesh).size();
    EXPECT_NEAR(size.x, 12, 0.1);
    EXPECT_NEAR(size.z, 6, 0.1);
    EXPECT_EQ(mesh.fibres[40], glm::vec3(0, -1, 0));
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) EXPECT_NEAR(mesh.course[i].x, -mesh.positions[i].y / 100, 0.04);
}

TEST(Nerves, FactsAreSound) {
    for (const auto& d : bench().diagnostics().items())
        EXPECT_TRUE(d.file.find("nerves") == std::string::npos && d.file.find("pelvic") == std::string::npos &&
                    d.file.find("skin") == std::string::npos)
            << d.text();
}

TEST(Nerves, AreClosedOutwardAndLight) {
    for (const auto& recipe : bench().recipes()) {
        if (recipe.id == "skin.body") continue;
        const auto mesh = bench().mesh(recipe.id);
        EXPECT_TRUE(finite(mesh)) << recipe.id;
        EXPECT_TRUE(closed(mesh)) << recipe.id;
        EXPECT_GT(volume_mm3(mesh), 0) << recipe.id;
        EXPECT_LT(mesh.triangle_count(), recipe.id == "muscle.diaphragm" ? 13000u : 9000u) << recipe.id; // the one broad sheet among them
        EXPECT_EQ(mesh.fibres.size(), mesh.positions.size()) << recipe.id;
        EXPECT_EQ(mesh.course.size(), mesh.positions.size()) << recipe.id;
    }
}

TEST(Nerves, MirrorExactly) {
    for (const auto& recipe : bench().recipes()) {
        if (!is_right(recipe.id)) continue;
        auto mesh = bench().mesh(recipe.id);
        mirror_x(mesh);
        const auto left = bench().mesh(recipe.id.substr(0, recipe.id.size() - 5) + "left");
        EXPECT_EQ(mesh.positions, left.positions) << recipe.id;
        EXPECT_EQ(mesh.indices.size(), left.indices.size()) << recipe.id;
    }
}

TEST(Cord, EndsBetweenL1AndL2) {
    const auto line = bench().line("spinal_cord");
    const auto& frames = bench().spine().frames;
    EXPECT_GT(line.front().y, frames[0].centre_mm.y);
    EXPECT_LT(line.back().y, frames[anatomy::level_l(1).value].centre_mm.y);
    EXPECT_GT(line.back().y, frames[anatomy::level_l(2).value].centre_mm.y);
    EXPECT_NEAR(geometry::length_mm(line), 430, 40); // 42-45 cm
}

TEST(Cord, HasItsTwoEnlargements) {
    const auto mesh = bench().mesh("spinal_cord");
    const auto width_at = [&](const anatomy::Level level) {
        const float y = bench().spine().frames[level.value].centre_mm.y;
        float widest = 0;
        for (const auto& p : mesh.positions)
            if (std::abs(p.y - y) < 6) widest = std::max(widest, 2 * std::abs(p.x));
        return widest;
    };
    EXPECT_NEAR(width_at(anatomy::level_c(4)), 13.3, 1.0);
    EXPECT_NEAR(width_at(anatomy::level_t(6)), 8.3, 1.0);
    EXPECT_GT(width_at(anatomy::level_t(11)), width_at(anatomy::level_t(6)) + 0.5f);
}

// The canal's front wall is the row of bodies, its back wall the roots of the spinous processes.
TEST(Cord, StaysInTheCanal) {
    const auto line = bench().line("spinal_cord");
    for (const char* level : {"c3", "c5", "c7", "t2", "t5", "t8", "t11", "l1"}) {
        const auto body = bench().anchor(std::string("body.") + level), arch = bench().anchor(std::string("spinous_root.") + level);
        const auto near = geometry::nearest_on(line, glm::mix(body, arch, 0.5f)).point;
        EXPECT_LT(near.z, body.z - 4) << level;
        EXPECT_GT(near.z, arch.z) << level;
        EXPECT_EQ(near.x, 0) << level;
    }
}

TEST(Roots, PassTheirForamina) {
    for (const char* side : k_sides)
        for (const std::string level : k_levels) {
            const auto line = bench().line("nerve.root_" + level + side);
            const float near = level == "c2" ? 15 : 4; // the second one leaves behind the joint, not between two pedicles
            EXPECT_LT(geometry::nearest_on(line, bench().anchor("foramen." + level + side)).distance_mm, near) << level << side;
            EXPECT_LT(std::abs(line.front().x), 10) << level << side; // begins in the sac
            const bool rises = level == "c1" || level == "t1";
            EXPECT_TRUE(rises || line.front().y > line.back().y) << level << side;
        }
}

TEST(Roots, OfTheSciaticNerveReachItAndTheOthersDoNot) {
    for (const std::string side : k_sides) {
        const auto sciatic = bench().line("nerve.sciatic" + side);
        for (const std::string level : {"l5", "s1", "s2", "s3"}) {
            const auto line = bench().line("nerve.root_" + level + side);
            EXPECT_LT(geometry::nearest_on(sciatic, line.back()).distance_mm, 4) << level;
        }
        const auto fifth = bench().line("nerve.root_l5" + side);
        const auto trunk = bench().line("nerve.lumbosacral_trunk" + side); // brings the fourth lumbar nerve
        EXPECT_LT(geometry::nearest_on(fifth, trunk.back()).distance_mm, 4);
        EXPECT_LT(geometry::nearest_on(bench().line("nerve.root_l4" + side), trunk.front()).distance_mm, 1);
        for (const char* level : {"l1", "l2", "l3", "l4", "s4"})
            EXPECT_GT(geometry::nearest_on(sciatic, bench().line("nerve.root_" + std::string(level) + side).back()).distance_mm, 5)
                << level;
    }
}

TEST(Sciatic, PassesTheGreaterSciaticForamenBelowPiriformis) {
    for (const std::string side : k_sides) {
        const auto line = bench().line("nerve.sciatic" + side);
        // In front of the muscle first, then out under its lower edge, lateral of the ischial spine, still near the notch.
        const auto spine = bench().anchor("ischial_spine" + side), notch = bench().anchor("notch" + side);
        const auto muscle_from = bench().anchor("sacral_front.s3" + side), muscle_to = bench().anchor("greater_trochanter" + side);
        const auto at_spine = geometry::nearest_on(line, spine).point;
        EXPECT_LT(geometry::nearest_on(line, spine).distance_mm, 20);
        EXPECT_LT(geometry::nearest_on(line, notch).distance_mm, 30);
        EXPECT_GT(std::abs(at_spine.x), std::abs(spine.x));
        EXPECT_LT(at_spine.z, notch.z); // behind the ischium by now
        const float t = (at_spine.x - muscle_from.x) / (muscle_to.x - muscle_from.x);
        EXPECT_LT(at_spine.y, glm::mix(muscle_from.y, muscle_to.y, t) - 8);
        EXPECT_GT(line.front().z, glm::mix(muscle_from, muscle_to, 0.15f).z); // formed on its front
    }
}

TEST(Sciatic, LiesBetweenTheBonePoints) {
    for (const std::string side : k_sides) {
        const auto line = bench().line("nerve.sciatic" + side);
        const auto at = crossing(line, bench().anchor("ischial_tuberosity" + side), bench().anchor("greater_trochanter" + side));
        EXPECT_NEAR(at.along, 0.48, 0.1);
        EXPECT_LT(at.beside, 1.5);
        const auto above = crossing(line, bench().anchor("psis" + side), bench().anchor("ischial_tuberosity" + side));
        EXPECT_LT(above.beside, 6);
    }
}

TEST(Sciatic, DividesAboveTheKneeAndItsPartsGoOn) {
    for (const std::string side : k_sides) {
        const auto knee = bench().anchor("knee" + side), tuber = bench().anchor("ischial_tuberosity" + side);
        const auto trunk = bench().line("nerve.sciatic" + side);
        const float down = (tuber.y - trunk.back().y) / (tuber.y - knee.y);
        EXPECT_GT(down, 0.72);
        EXPECT_LT(down, 0.88);
        const auto tibial = bench().line("nerve.tibial" + side), fibular = bench().line("nerve.common_fibular" + side);
        EXPECT_LT(geometry::nearest_on(trunk, tibial.front()).distance_mm, 4);
        EXPECT_LT(geometry::nearest_on(trunk, fibular.front()).distance_mm, 4);
        EXPECT_LT(tibial.back().y, knee.y - 30);
        EXPECT_LT(std::abs(tibial.back().x - knee.x), 10); // straight down the middle
        EXPECT_LT(geometry::nearest_on(fibular, bench().anchor("fibular_head" + side) - glm::vec3(0, 20, 0)).distance_mm, 14);
        EXPECT_GT(std::abs(fibular.back().x), std::abs(tibial.back().x) + 20); // lateral
    }
}

// The plexus hangs together: each nerve begins on the course of the one that its facts name.
TEST(Plexus, NervesLeaveTheRootsThatTheyAreMadeOf) {
    const std::pair<const char*, const char*> pairs[] = {
        {"femoral", "root_l3"}, {"obturator", "root_l3"}, {"lateral_femoral_cutaneous", "root_l2"}, {"genitofemoral", "root_l2"},
        {"ilioinguinal", "root_l1"}, {"iliohypogastric", "root_l1"}, {"pudendal", "root_s3"}, {"gluteal_superior", "root_l5"}};
    for (const std::string side : k_sides)
        for (const auto& [nerve, root] : pairs) {
            const auto start = bench().line(std::string("nerve.") + nerve + side).front();
            EXPECT_LT(geometry::nearest_on(bench().line(std::string("nerve.") + root + side), start).distance_mm, 1) << nerve;
        }
}

TEST(Plexus, SuperiorClunealNervesCrossTheCrestSevenToEightCentimetresFromTheMidline) {
    const auto line = bench().line("nerve.cluneal_superior.left");
    const auto crest = bench().anchor("crest.5.left");
    const auto at = geometry::nearest_on(line, crest);
    EXPECT_LT(at.distance_mm, 12);
    EXPECT_GE(at.point.x, 68);
    EXPECT_LE(at.point.x, 82);
}

TEST(Plexus, PudendalNerveGoesRoundTheIschialSpine) {
    for (const std::string side : k_sides) {
        const auto line = bench().line("nerve.pudendal" + side);
        const auto spine = bench().anchor("ischial_spine" + side);
        const auto at = geometry::nearest_on(line, spine);
        EXPECT_LT(at.distance_mm, 9);
        EXPECT_LT(at.point.z, spine.z); // behind it
        EXPECT_LT(std::abs(line.back().x), std::abs(spine.x)); // and back in below
    }
}

// Six ways past piriformis: each part of a variant passes where its letter says, and all of them share the course below.
TEST(Sciatic, VariantsPartAtPiriformisOnly) {
    const auto usual = bench().mesh("nerve.sciatic.left");
    for (const char* variant : {"b", "c", "d", "e", "f"}) {
        const auto mesh = bench().mesh(std::string("nerve.sciatic_") + variant + ".left");
        const float fold = bench().anchor("lesser_trochanter.left").y;
        const auto line = bench().line("nerve.sciatic.left");
        float apart = 0;
        for (const auto& p : mesh.positions) {
            const float off = geometry::nearest_on(line, p).distance_mm;
            if (p.y > fold) apart = std::max(apart, off);
            else EXPECT_LT(off, 12) << variant;
        }
        EXPECT_GT(apart, 14) << variant;
        EXPECT_LT(mesh.triangle_count(), usual.triangle_count()) << variant;
    }
}

TEST(Sciatic, VariantFrequenciesAddUp) {
    const auto context = bench().context();
    double sum = 0;
    for (const char* variant : {"a", "b", "c", "d", "e", "f"})
        sum += context.facts.number(std::string("nerves/variants/") + variant + "/frequency");
    EXPECT_NEAR(sum, 1, 0.02);
}

TEST(Sciatic, HasTheMeasuredArea) {
    // Ellipse of the facts at the gluteal fold and mid-thigh against the ultrasound means (52.7 +- 2.8 and 44.4 +- 2.6 mm2).
    const auto context = bench().context();
    const auto &width = context.facts.list("nerves/sciatic/width"), &thickness = context.facts.list("nerves/sciatic/thickness");
    const auto area = [&](std::size_t i) { return 3.14159 / 4 * width.at(i) * thickness.at(i); };
    EXPECT_NEAR(area(8), 52.7, 2.8);
    EXPECT_NEAR(area(11), 44.4, 2.6);
}

} // namespace
} // namespace dorsum::bake
