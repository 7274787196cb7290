// Meshes from elsewhere: every format, units, names, sides, normals, spine.
#include "support.h"

using namespace support;

namespace {

class Foreign : public Folder {
protected:
    bool said(const std::string& words) const { return messages().find(words) != std::string::npos; }
};

geometry::Mesh l3() { return ball({4, 1000, 10}, {25, 15, 20}); }

} // namespace

TEST_F(Foreign, every_format_gives_the_same_vertebra) {
    for (const auto& [name, bytes] : {std::pair{"vertebra.l3.obj", obj(l3())}, {"Vertebra-L3.stl", stl(l3())},
                                      {"vertebra_l3.ply", ply(l3())}, {"any.glb", glb(l3(), "vertebra.l3")}}) {
        const auto result = load(write(name, bytes));
        ASSERT_TRUE(result) << name << messages();
        const auto index = result->find("vertebra.l3");
        ASSERT_TRUE(index.valid()) << name << messages();
        const auto& s = result->at(index);
        EXPECT_NEAR(s.bounds.size().x, 50, 2) << name;
        EXPECT_NEAR(s.bounds.size().y, 30, 2) << name;
        EXPECT_EQ(s.lods[0].triangle_count(), l3().triangle_count()) << name << ": split vertices are welded, nothing is lost";
        EXPECT_EQ(s.lods[0].positions.size(), l3().positions.size()) << name;
        EXPECT_EQ(geometry::bounds_of(s.lods[2]).empty(), false);
        const glm::vec3 centre = s.bounds.centre();
        for (std::size_t v = 0; v < s.lods[0].positions.size(); ++v)
            EXPECT_GT(glm::dot(s.lods[0].normals[v], s.lods[0].positions[v] - centre), 0) << name << ": normals point outward";
        EXPECT_TRUE(result->foreign);
    }
}

TEST_F(Foreign, inside_out_meshes_are_turned) {
    auto mesh = l3();
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) std::swap(mesh.indices[i], mesh.indices[i + 1]);
    const auto result = load(write("vertebra.l3.obj", obj(mesh)));
    ASSERT_TRUE(result);
    const auto& s = result->structures[0];
    for (std::size_t v = 0; v < s.lods[0].positions.size(); ++v)
        EXPECT_GT(glm::dot(s.lods[0].normals[v], s.lods[0].positions[v] - s.bounds.centre()), 0);
}

TEST_F(Foreign, a_wrong_unit_is_noticed_and_said) {
    const auto metres = load(write("vertebra.l3.obj", obj(l3(), "vertebra.l3", 0.001f)));
    ASSERT_TRUE(metres);
    EXPECT_NEAR(metres->structures[0].bounds.size().x, 50, 2);
    EXPECT_TRUE(said("seems to be in metres")) << messages();
    const auto millimetre_glb = load(write("l3.glb", glb(l3(), "vertebra.l3", 1.0f))); // glTF says metres; this one is not
    ASSERT_TRUE(millimetre_glb);
    EXPECT_NEAR(millimetre_glb->structures[0].bounds.size().x, 50, 2);
    EXPECT_TRUE(said("seems to be in")) << messages();
}

TEST_F(Foreign, one_file_in_another_unit_than_its_neighbours_is_named) {
    for (int n = 1; n <= 4; ++n)
        write(fmt::format("set/vertebra.l{}.obj", n), obj(ball({0, 1100 - 36.0f * float(n), 0}, {25, 15, 20}), "o", n == 4 ? 0.05f : 1.0f));
    ASSERT_TRUE(load(folder / "set"));
    EXPECT_TRUE(said("vertebra.l4.obj")) << messages();
    EXPECT_TRUE(said("another unit?")) << messages();
    EXPECT_FALSE(said("vertebra.l3.obj")) << messages();
}

TEST_F(Foreign, unknown_names_are_shown_and_reported) {
    const auto result = load(write("Left_big_toe.obj", obj(l3(), "Left_big_toe")));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->structures.size(), 1u);
    EXPECT_EQ(result->structures[0].terms.side, anatomy::Side::left);
    EXPECT_NE(result->structures[0].terms.name_en.find("big toe"), std::string::npos);
    EXPECT_TRUE(said("no mapping table knows")) << messages();
}

TEST_F(Foreign, spine_is_estimated_from_bodies_and_discs_and_gaps_are_marked) {
    // A straight column of L1..L5 with discs, 36 mm apart, leaning 10 degrees forward; L3 is absent.
    const glm::vec3 up = glm::normalize(glm::vec3(0, std::cos(0.17f), std::sin(0.17f)));
    const char* discs[] = {"t12_l1", "l1_l2", "l2_l3", "l3_l4", "l4_l5", "l5_s1"};
    for (int n = 1; n <= 5; ++n) {
        const glm::vec3 at = glm::vec3(7, 1000, 0) - up * (36.0f * float(n));
        if (n != 3) write(fmt::format("s/vertebra.l{}.obj", n), obj(ball(at - glm::vec3(0, 0, 10), {25, 13, 30}, 2)));
    }
    for (int n = 0; n < 6; ++n) {
        const glm::mat3 axes(glm::vec3(1, 0, 0), up, glm::cross(glm::vec3(1, 0, 0), up));
        const glm::vec3 at = glm::vec3(7, 1000, 0) - up * (36.0f * float(n) + 18);
        write(fmt::format("s/disc.{}.obj", discs[n]), obj(geometry::mesh_of(geometry::ellipsoid(at, {24, 5, 17}, axes), 1.5f)));
    }
    const auto result = load(folder / "s");
    ASSERT_TRUE(result) << messages();
    const auto& spine = result->spine;
    for (int n = 1; n <= 5; ++n) {
        const auto i = anatomy::level_l(n).value;
        EXPECT_EQ(spine.known[i], n != 3) << n;
        EXPECT_GT(glm::dot(spine.frames[i].axes[1], up), 0.99f) << n;
        EXPECT_GT(spine.frames[i].axes[0].x, 0.99f);
        if (n > 1) {
            EXPECT_NEAR(glm::distance(spine.frames[i].centre_mm, spine.frames[i - 1].centre_mm), 36, 3) << n;
        }
    }
    EXPECT_FALSE(spine.known[anatomy::level_t(5).value]);
    EXPECT_NEAR(spine.frames[anatomy::level_s1().value].centre_mm.x, 0, 0.5); // placed over the origin
    EXPECT_GE(result->bounds.min.y, 0);
    EXPECT_NEAR(result->at(result->find("vertebra.l1")).bounds.centre().x, 0, 1.5);
}

TEST_F(Foreign, order_of_files_does_not_matter) {
    write("a/1.glb", glb(ball({0, 1000, 0}, {25, 15, 20}), "vertebra.l3"));
    write("a/2.glb", glb(ball({0, 960, 0}, {25, 15, 20}), "vertebra.l4"));
    write("b/1.glb", glb(ball({0, 960, 0}, {25, 15, 20}), "vertebra.l4"));
    write("b/2.glb", glb(ball({0, 1000, 0}, {25, 15, 20}), "vertebra.l3"));
    const auto a = load(folder / "a"), b = load(folder / "b");
    ASSERT_TRUE(a && b);
    ASSERT_EQ(a->structures.size(), b->structures.size());
    for (std::size_t i = 0; i < a->structures.size(); ++i) {
        EXPECT_EQ(a->structures[i].terms.id, b->structures[i].terms.id);
        EXPECT_EQ(a->structures[i].lods[0].positions, b->structures[i].lods[0].positions);
    }
}
