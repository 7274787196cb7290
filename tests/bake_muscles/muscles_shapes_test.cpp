#include "muscle_bench.h"

#include "core/check.h"

#include <cmath>
#include <gtest/gtest.h>

namespace dorsum::bake {
namespace {

// Every edge is run through once each way: closed and turned outward.
int open_edges(const geometry::Mesh& mesh) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> seen;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        for (int k = 0; k < 3; ++k) {
            const auto a = mesh.indices[i + std::size_t(k)], b = mesh.indices[i + std::size_t((k + 1) % 3)];
            a < b ? ++seen[{a, b}] : --seen[{b, a}];
        }
    return static_cast<int>(std::count_if(seen.begin(), seen.end(), [](const auto& e) { return e.second != 0; }));
}

TEST(MuscleShapes, AreClosedAndCarryFibresAndCourse) {
    Bench bench;
    for (const std::string& key : muscles::row_keys(bench.facts)) {
        const muscles::Row row = muscles::read_row(bench.facts, key);
        if (row.kind == muscles::Kind::intercostal) continue; // nothing without ribs
        const std::string& id = row.id;
        const geometry::Mesh& mesh = bench.in_the_air(id + ".left");
        EXPECT_EQ(open_edges(mesh), 0) << id;
        EXPECT_GT(muscles::volume_cm3(mesh), 0) << id;
        ASSERT_EQ(mesh.fibres.size(), mesh.positions.size()) << id;
        ASSERT_EQ(mesh.course.size(), mesh.positions.size()) << id;
        EXPECT_GE(mesh.triangle_count(), row.kind == muscles::Kind::slips ? 150u : 250u) << id;
        EXPECT_LE(mesh.triangle_count(), 14000u) << id;
        bool finite = true, ranged = true;
        for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
            finite = finite && std::isfinite(glm::dot(mesh.positions[v], mesh.normals[v] + mesh.fibres[v]));
            ranged = ranged && mesh.course[v].x >= -1e-4f && mesh.course[v].x <= 1.0001f && mesh.course[v].y >= 0 &&
                     mesh.course[v].y <= 1;
        }
        EXPECT_TRUE(finite && ranged) << id;
    }
}

// A row that somebody forgot a fact of is named, with what it lacks.
TEST(MuscleShapes, ATautSheetWithoutItsSharesIsNamed) {
    Bench bench;
    int taut = 0;
    for (const std::string& key : muscles::row_keys(bench.facts)) {
        if (muscles::read_row(bench.facts, key).taut_mm.empty()) continue;
        ++taut;
        for (const char* share : {"/share/taut", "/share/give"}) {
            auto facts = bench.facts;
            ASSERT_EQ(facts.facts.erase(key + share), 1u) << key << share;
            try {
                (void)muscles::read_row(facts, key);
                ADD_FAILURE() << key << " was read without " << share;
            } catch (const core::CheckFailure& problem) {
                EXPECT_NE(std::string(problem.what()).find(key), std::string::npos) << problem.what();
                EXPECT_NE(std::string(problem.what()).find(share + 1), std::string::npos) << problem.what();
            }
        }
    }
    EXPECT_EQ(taut, 5);
}

// Half of the volumes are the scan's (mark B), half our own choice (mark D): the rows say which.
TEST(MuscleShapes, VolumesAreWithinThirtyPercentOfTheFacts) {
    Bench bench;
    for (const std::string& key : muscles::row_keys(bench.facts)) {
        const muscles::Row row = muscles::read_row(bench.facts, key);
        if (row.volume_cm3 <= 0 || row.kind == muscles::Kind::slips) continue; // slips: with their bones, in muscles_segmental_test
        const float ratio = muscles::volume_cm3(bench.in_the_air(row.id + ".left")) / float(row.volume_cm3);
        EXPECT_NEAR(ratio, 1.0f, 0.3f) << row.id;
    }
}

TEST(MuscleShapes, RightIsTheMirrorImageOfLeft) {
    Bench bench;
    const auto all = [](const std::string&) { return true; };
    const geometry::Mesh left = bench.in_the_air("muscle.gemellus_superior.left");
    const geometry::Mesh& right = bench.build("muscle.gemellus_superior.right", all);
    ASSERT_EQ(left.positions.size(), right.positions.size());
    for (std::size_t v = 0; v < left.positions.size(); ++v)
        EXPECT_EQ(right.positions[v], left.positions[v] * glm::vec3(-1, 1, 1));
    EXPECT_EQ(open_edges(right), 0);
    EXPECT_GT(muscles::volume_cm3(right), 0);
}

struct Direction {
    const char* id;
    float deg; // to the vertical in the coronal plane, shared/facts/anatomy.md section 4 (middle of the range given
               // there)
    int up, lateral; // sign of the course from origin to insertion; 0: either
};

// The whole sheet's mean. Descending trapezius: 33 (occiput) to near horizontal (C7), so the landmark line eop -
// clavicle, 38.
const Direction k_directions[] = {{"trapezius_descending", 38, -1, 1},
                                  {"trapezius_transverse", 80, 0, 1},
                                  {"trapezius_ascending", 38, 1, 1},
                                  {"latissimus_dorsi", 36, 1, 1},
                                  {"rhomboid_major", 55, -1, 1},
                                  {"rhomboid_minor", 42, -1, 1},
                                  {"levator_scapulae", 26, -1, 1},
                                  {"splenius_capitis", 20, 1, 1},
                                  {"splenius_colli", 10, 1, 1},
                                  {"iliocostalis_lumborum_thoracic", 9, 1, 0},
                                  {"iliocostalis_lumborum_lumbar", 12, 1, 0},
                                  {"longissimus_thoracis_thoracic", 5, 1, 0},
                                  {"longissimus_thoracis_lumbar", 7, 1, 0},
                                  {"spinalis_thoracis", 0, 1, 0},
                                  {"semispinalis_thoracis", 17, 1, -1},
                                  {"semispinalis_capitis", 7, 1, -1},
                                  {"multifidus_lumborum_l1", 18, 1, -1},
                                  {"multifidus_lumborum_l4", 18, 1, -1},
                                  {"quadratus_lumborum", 30, 1, -1},
                                  {"gluteus_maximus", 40, -1, 1},
                                  {"gluteus_medius", 20, -1, 1},
                                  {"piriformis", 61, -1, 1},
                                  {"psoas_major", 13, -1, 1},
                                  {"quadratus_femoris", 90, 0, 1},
                                  {"supraspinatus", 82, 0, 1},
                                  {"teres_minor", 50, 1, 1},
                                  {"biceps_femoris_long", 8, -1, 1}};

TEST(MuscleShapes, FibresRunAsTheTableSays) {
    Bench bench;
    for (const Direction& expected : k_directions) {
        const geometry::Mesh& mesh = bench.in_the_air(std::string("muscle.") + expected.id + ".left");
        glm::dvec3 sum(0); // by area: vertices are denser along seams
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
            const auto a = mesh.indices[i], b = mesh.indices[i + 1], c = mesh.indices[i + 2];
            const double area = glm::length(
                glm::cross(mesh.positions[b] - mesh.positions[a], mesh.positions[c] - mesh.positions[a]));
            for (const auto v : {a, b, c})
                if (mesh.course[v].y < 0.5f) sum += area * glm::dvec3(mesh.fibres[v]);
        }
        const double deg = std::atan2(std::abs(sum.x), std::abs(sum.y)) * 57.29578;
        EXPECT_NEAR(deg, expected.deg, 12) << expected.id;
        if (expected.up != 0) { EXPECT_GT(sum.y * expected.up, 0) << expected.id; }
        if (expected.lateral != 0) { EXPECT_GT(sum.x * expected.lateral, 0) << expected.id; }
    }
}

} // namespace
} // namespace dorsum::bake
