// Discs that bulge: how far, where to, and which roots they light.
#include "fixture.h"

#include "geometry/skinning.h"

#include <cmath>
#include <map>
#include <numeric>

namespace dorsum::scene {

namespace {

using anatomy::Side;

constexpr glm::vec2 k_radii_mm{24, 17}; // of the fixture's discs
const float k_disc_y = 912.0f + 12.0f;  // middle of L5/S1

session::DiscState disc(const std::string& stage, Side side = Side::left, const std::string& zone = "paracentral") {
    return {anatomy::level_l(5), side, zone, stage};
}

std::shared_ptr<const geometry::Mesh> bulged_disc(const anatomy::Atlas& atlas, const session::DiscState& state) {
    const auto parts = disc_parts(atlas, state, disc_shapes());
    return parts ? parts->ring : nullptr; // with its head or fragment: the fixture's discs have no kernel
}

// How far a point lies outside the ellipse of the resting disc, about.
float beyond_mm(glm::vec3 p) {
    const float reach = std::hypot(p.x / k_radii_mm.x, p.z / k_radii_mm.y);
    return reach < 1e-3f ? -17.0f : std::hypot(p.x, p.z) * (1 - 1 / reach);
}

glm::vec3 farthest_point(const geometry::Mesh& mesh) {
    glm::vec3 best = mesh.positions.at(0);
    for (const auto& p : mesh.positions)
        if (beyond_mm(p) > beyond_mm(best)) best = p;
    return best;
}

// Vertices per connected part.
std::map<std::uint32_t, std::vector<glm::vec3>> parts_of(const geometry::Mesh& mesh) {
    std::vector<std::uint32_t> root(mesh.positions.size());
    std::iota(root.begin(), root.end(), 0u);
    const auto find = [&](std::uint32_t i) {
        while (root[i] != i) i = root[i] = root[root[i]];
        return i;
    };
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        root[find(mesh.indices[i + 1])] = find(mesh.indices[i]);
        root[find(mesh.indices[i + 2])] = find(mesh.indices[i]);
    }
    std::map<std::uint32_t, std::vector<glm::vec3>> parts;
    for (std::uint32_t i = 0; i < root.size(); ++i) parts[find(i)].push_back(mesh.positions[i]);
    return parts;
}

} // namespace

TEST_F(SceneTest, no_stage_no_bulge) {
    EXPECT_EQ(bulged_disc(atlas, disc("none")), nullptr);
    auto c1 = disc("protrusion");
    c1.upper = anatomy::level_c(1);
    EXPECT_EQ(bulged_disc(atlas, c1), nullptr) << "there is no disc below C1";
    EXPECT_EQ(bulged_disc({}, disc("protrusion")), nullptr);
}

TEST_F(SceneTest, each_stage_reaches_farther) {
    const auto reach = [&](const char* stage) { return beyond_mm(farthest_point(*bulged_disc(atlas, disc(stage)))); };
    EXPECT_GT(reach("bulge"), 1);
    EXPECT_GT(reach("protrusion"), reach("bulge") + 1);
    EXPECT_GE(reach("extrusion"), reach("protrusion"));
    EXPECT_LT(reach("extrusion"), 10) << "published herniations reach 3 to 10 mm back";
}

TEST_F(SceneTest, a_bulge_is_broad_and_a_protrusion_is_narrow) {
    const auto width = [&](const char* stage) {
        const auto mesh = bulged_disc(atlas, disc(stage, Side::none, "central"));
        float low = 0, high = 0;
        const float half = 0.5f * beyond_mm(farthest_point(*mesh));
        for (const auto& p : mesh->positions)
            if (beyond_mm(p) > half) {
                low = std::min(low, p.x);
                high = std::max(high, p.x);
            }
        return high - low;
    };
    EXPECT_GT(width("bulge"), 1.5f * width("protrusion"));
}

TEST_F(SceneTest, herniates_backwards_to_its_side) {
    for (const char* stage : {"protrusion", "extrusion"}) {
        const auto left = farthest_point(*bulged_disc(atlas, disc(stage, Side::left)));
        EXPECT_GT(left.x, 4) << stage << ": +X is the patient's left";
        EXPECT_LT(left.z, -10) << stage << ": into the canal";
        const auto right = farthest_point(*bulged_disc(atlas, disc(stage, Side::right)));
        EXPECT_NEAR(right.x, -left.x, 1) << stage;
        EXPECT_NEAR(right.z, left.z, 1) << stage;
        const auto central = farthest_point(*bulged_disc(atlas, disc(stage, Side::none, "central")));
        EXPECT_NEAR(central.x, 0, 2.5f) << stage;
    }
}

TEST_F(SceneTest, zones_lie_farther_out_in_their_order) {
    const auto angle = [&](const char* zone) {
        const auto p = farthest_point(*bulged_disc(atlas, disc("protrusion", Side::left, zone)));
        return std::atan2(p.x, -p.z);
    };
    EXPECT_LT(angle("central"), angle("paracentral") - 0.2f);
    EXPECT_LT(angle("paracentral"), angle("foraminal") - 0.2f);
}

TEST_F(SceneTest, only_a_sequestration_leaves_a_free_fragment) {
    const auto free_fragment = [&](const char* stage) {
        const auto mesh = bulged_disc(atlas, disc(stage));
        bool found = false;
        for (const auto& [root, points] : parts_of(*mesh)) {
            geometry::Bounds box;
            for (const auto& p : points) box.add(p);
            found = found || box.max.y < k_disc_y - 4; // all of it below the lower endplate
        }
        return found;
    };
    EXPECT_TRUE(free_fragment("sequestration"));
    EXPECT_FALSE(free_fragment("protrusion"));
    EXPECT_FALSE(free_fragment("extrusion"));
    EXPECT_FALSE(free_fragment("bulge"));
}

TEST_F(SceneTest, the_front_and_the_middle_of_the_disc_stay) {
    const auto& rest = atlas.at(find("disc.l5_s1")).lods[0];
    const auto mesh = bulged_disc(atlas, disc("extrusion"));
    for (std::size_t i = 0; i < rest.positions.size(); ++i) {
        const auto p = rest.positions[i];
        if (p.z > 5 || std::hypot(p.x, p.z) < 5) {
            EXPECT_LT(glm::distance(p, mesh->positions[i]), 0.5f);
        }
    }
}

TEST_F(SceneTest, a_bulged_disc_can_be_drawn_and_bends_like_any_other) {
    for (const char* stage : {"bulge", "protrusion", "extrusion", "sequestration"}) {
        const auto mesh = bulged_disc(atlas, disc(stage));
        ASSERT_EQ(mesh->skin.size(), mesh->positions.size()) << stage;
        ASSERT_EQ(mesh->normals.size(), mesh->positions.size()) << stage;
        for (const auto& skin : mesh->skin) {
            float sum = 0;
            for (float w : skin.weights) sum += w;
            EXPECT_NEAR(sum, 1, 1e-4f);
        }
        for (const auto& n : mesh->normals) EXPECT_NEAR(glm::length(n), 1, 1e-3f) << stage;
    }
}

TEST_F(SceneTest, the_frame_replaces_the_disc_and_knows_when_it_changed) {
    state.disc = disc("protrusion");
    const auto first = frame();
    ASSERT_GE(first.overrides.size(), 1u);
    EXPECT_EQ(first.overrides[0].structure, find("disc.l5_s1"));
    EXPECT_EQ(frame().overrides, first.overrides);
    state.disc.side = Side::right;
    EXPECT_NE(frame().overrides[0].version, first.overrides[0].version);
    state.disc.stage = "none";
    EXPECT_TRUE(frame().overrides.empty());
}

TEST_F(SceneTest, a_herniation_lights_the_root_it_meets) {
    state.condition = "strain";
    state.symptomatic = Side::right;
    state.disc = disc("protrusion", Side::right);
    auto f = frame();
    EXPECT_EQ(item(f, "nerve.root_s1.right")->glow, 1);
    EXPECT_EQ(item(f, "nerve.root_s1.left")->glow, 0);
    EXPECT_EQ(item(f, "nerve.root_l5.right")->glow, 0);
    EXPECT_EQ(item(f, "disc.l5_s1")->dim, 0);
    state.disc.zone = "foraminal";
    f = frame();
    EXPECT_EQ(item(f, "nerve.root_s1.right")->glow, 0);
    EXPECT_EQ(item(f, "nerve.root_l5.right")->glow, 1) << "the root that leaves through this foramen";
    state.disc.stage = "bulge";
    EXPECT_EQ(item(frame(), "nerve.root_l5.right")->glow, 0) << "a broad bulge need not touch a root";
}

} // namespace dorsum::scene
