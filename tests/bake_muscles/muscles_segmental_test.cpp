#include "muscle_bench.h"

#include "bake/muscles_points.h"
#include "bake/muscles_solid.h"

#include <gtest/gtest.h>

namespace dorsum::bake {
namespace {

bool near_the_loin_bones(const std::string& id) {
    static const std::vector<std::string> k_bones = {"vertebra.t11", "vertebra.t12", "vertebra.l1", "vertebra.l2", "vertebra.l3", "vertebra.l4", "vertebra.l5", "rib.12.left"};
    return id.starts_with("muscle.") || std::find(k_bones.begin(), k_bones.end(), id) != k_bones.end();
}

struct Worst {
    float end_off_bone = 0, into_bone = 0;
};

// How far the ends are from the bones, and how deep the flesh goes into them.
Worst against_bones(const geometry::Mesh& muscle, const std::vector<const geometry::Mesh*>& bones) {
    std::vector<muscles::Solid> solids;
    for (const auto* bone : bones) solids.emplace_back(*bone);
    Worst worst;
    for (std::size_t v = 0; v < muscle.positions.size(); ++v) {
        float nearest = 100;
        for (const auto& solid : solids)
            if (const auto near = solid.near(muscle.positions[v], 100)) {
                nearest = std::min(nearest, std::abs(near->distance_mm));
                worst.into_bone = std::max(worst.into_bone, -near->distance_mm);
            }
        if (muscle.course[v].x <= 0 || muscle.course[v].x >= 1) worst.end_off_bone = std::max(worst.end_off_bone, nearest);
    }
    return worst;
}

// Every edge belongs to two triangles, in opposite directions.
bool closed(const geometry::Mesh& mesh) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
        for (std::size_t j = 0; j < 3; ++j) {
            const auto a = mesh.indices[i + j], b = mesh.indices[i + (j + 1) % 3];
            edges[{std::min(a, b), std::max(a, b)}] += a < b ? 1 : -1;
        }
    return std::all_of(edges.begin(), edges.end(), [](const auto& e) { return e.second == 0; });
}

// Course of the slips: mean angle to the vertical seen from behind, and how far the ends lie beyond the middle plane.
float mean_tilt_deg(const geometry::Mesh& mesh) {
    double sum = 0;
    for (const glm::vec3 f : mesh.fibres) sum += std::atan2(std::abs(f.x), std::abs(f.y));
    return float(glm::degrees(sum / double(mesh.fibres.size())));
}

class Lumbar : public testing::Test {
protected:
    const geometry::Mesh& build(const std::string& name) { return bench.build("muscle." + name + ".left", near_the_loin_bones); }
    std::vector<const geometry::Mesh*> bones() {
        std::vector<const geometry::Mesh*> out;
        for (const auto& [id, mesh] : bench.meshes)
            if (!id.starts_with("muscle.")) out.push_back(&mesh);
        return out;
    }
    Bench bench;
};

TEST_F(Lumbar, SegmentalSlipsEndOnTheirBonesAndGoRoundThem) {
    for (const char* name : {"rotatores_lumborum", "interspinales_lumborum", "intertransversarii_lumborum_laterales",
                             "intertransversarii_lumborum_mediales"}) {
        const geometry::Mesh& mesh = build(name);
        EXPECT_TRUE(closed(mesh)) << name;
        const Worst worst = against_bones(mesh, bones());
        EXPECT_LT(worst.end_off_bone, 2.0f) << name;
        EXPECT_LT(worst.into_bone, 1.5f) << name;
        const double wanted = bench.facts.number(std::string("muscles_segmental/") + name + "/volume_cm3");
        EXPECT_NEAR(muscles::volume_cm3(mesh), wanted, 0.3 * wanted) << name;
        EXPECT_LT(mesh.triangle_count(), 2000u) << name;
    }
}

TEST_F(Lumbar, SegmentalSlipsRunAsTheTableSays) {
    EXPECT_LT(mean_tilt_deg(build("interspinales_lumborum")), 16); // the table says vertical, 20 degrees are allowed; their ends fan out on the spinous processes
    EXPECT_LT(mean_tilt_deg(build("intertransversarii_lumborum_laterales")), 25);
    const float rotators = mean_tilt_deg(build("rotatores_lumborum"));
    EXPECT_GT(rotators, 20);
    EXPECT_LT(rotators, 80);
}

TEST_F(Lumbar, OneSlipLiesBesideTheSpinousProcessTheOtherBetweenTheTransverseOnes) {
    for (const glm::vec3 p : build("interspinales_lumborum").positions) {
        EXPECT_GT(p.x, -0.5f);
        EXPECT_LT(p.x, 11);
    }
    for (const glm::vec3 p : build("intertransversarii_lumborum_laterales").positions) EXPECT_GT(p.x, 18);
}

TEST(SegmentalRows, SeriesInOneExpressionRunSideBySide) {
    EXPECT_EQ(muscles::expand_ids({"mid(tp.{t1..t3}.{side},tp.{t2..t4}.{side},0.5)"}),
              (std::vector<std::string>{"mid(tp.t1.left,tp.t2.left,0.5)", "mid(tp.t2.left,tp.t3.left,0.5)",
                                        "mid(tp.t3.left,tp.t4.left,0.5)"}));
}

} // namespace
} // namespace dorsum::bake
