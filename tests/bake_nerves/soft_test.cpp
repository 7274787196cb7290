#include "bench.h"
#include "mesh_checks.h"

#include "bake/soft_wrap.h"
#include "geometry/ray.h"
#include "geometry/sdf.h"

#include <algorithm>

namespace dorsum::bake {
namespace {

const geometry::Mesh& skin() {
    static const geometry::Mesh mesh = bench().mesh("skin.body");
    return mesh;
}

// Depth below the skin; negative outside.
float depth_mm(const geometry::Bvh& tree, const geometry::Mesh& mesh, glm::vec3 p) {
    const auto near = tree.nearest(p);
    const auto* corner = &mesh.indices[3 * near->triangle];
    const glm::vec3 a = mesh.positions[corner[0]], b = mesh.positions[corner[1]], c = mesh.positions[corner[2]];
    return glm::dot(near->position - p, glm::cross(b - a, c - a)) < 0 ? -near->distance_mm : near->distance_mm;
}

TEST(Skin, IsOneClosedShell) {
    EXPECT_TRUE(finite(skin()));
    EXPECT_TRUE(closed(skin()));
    EXPECT_GT(volume_mm3(skin()), 30e6); // litres: a man without forearms and legs
    EXPECT_LT(volume_mm3(skin()), 80e6);
    EXPECT_EQ(geometry::largest_component(skin()).triangle_count(), skin().triangle_count());
    EXPECT_GT(skin().triangle_count(), 15000u);
    EXPECT_LT(skin().triangle_count(), 50000u);
}

TEST(Skin, CoversEveryAnchorOfTheBones) {
    const geometry::Bvh tree(skin());
    for (const auto& [name, p] : bench().anchors()) EXPECT_GT(depth_mm(tree, skin(), p), 3) << name;
}

TEST(Skin, CoversTheNerves) {
    const geometry::Bvh tree(skin());
    for (const char* id : {"nerve.sciatic.left", "nerve.tibial.left", "nerve.common_fibular.left", "spinal_cord"})
        for (const auto& p : bench().line(id)) EXPECT_GT(depth_mm(tree, skin(), p), 2) << id;
}

TEST(Skin, LeavesRoomForTheMusclesBehind) {
    const geometry::Bvh tree(skin());
    const auto room = [&](const std::string& anchor, glm::vec3 back = {0, 0, -1}) {
        const auto hit = tree.intersect({bench().anchor(anchor), back});
        return hit ? hit->distance : 0;
    };
    EXPECT_GT(room("rib_angle.8.left"), 14);
    EXPECT_LT(room("rib_angle.8.left"), 45);
    EXPECT_GT(room("ischial_spine.left"), 40);
    EXPECT_GT(room("lamina.l3.left"), 30);
    EXPECT_GT(room("scap_inf.left"), 8);
}

TEST(Skin, IsPushedOutByWhatLiesUnderIt) {
    auto mesh = skin();
    const std::vector<glm::vec3> bump{bench().anchor("rib_angle.7.left") + glm::vec3(0, 0, -50)};
    EXPECT_LT(depth_mm(geometry::Bvh(mesh), mesh, bump[0]), 4.0f);
    push_out(mesh, bump, {5, 40, 30, 4});
    EXPECT_GT(depth_mm(geometry::Bvh(mesh), mesh, bump[0]), 4.0f);
}

TEST(Ligaments, EndWhereTheyAttach) {
    const auto reaches = [](const std::string& id, const std::string& anchor, float within) {
        const geometry::Bvh tree(bench().mesh(id));
        EXPECT_LT(tree.nearest(bench().anchor(anchor))->distance_mm, within) << id << " " << anchor;
    };
    for (const std::string side : {".left", ".right"}) {
        reaches("ligament.sacrospinous" + side, "ischial_spine" + side, 4);
        reaches("ligament.sacrotuberous" + side, "ischial_tuberosity" + side, 10);
        reaches("ligament.sacrotuberous" + side, "sacral_edge.5" + side, 8);
        reaches("ligament.iliolumbar" + side, "tp.l5" + side, 6);
        reaches("ligament.sacro_iliac_posterior" + side, "psis" + side, 8);
    }
}

} // namespace
} // namespace dorsum::bake
