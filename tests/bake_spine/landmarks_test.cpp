// The anchors that muscles and ligaments hold on to are where the mesh has the point of that name; the canal is as wide as published.
#include "bake/spine_data.h"
#include "fixture.h"

#include <gtest/gtest.h>
#include <iostream>

using namespace dorsum;
using namespace dorsum::test;
using anatomy::Level;

namespace {

// Middle of the mesh's outermost millimetre and a half in a direction, among the vertices near the anchor.
glm::vec3 outermost(const geometry::Mesh& m, glm::vec3 direction, glm::vec3 near, float within) {
    float furthest = -1e9f;
    for (const glm::vec3 p : m.positions)
        if (glm::length(p - near) < within) furthest = std::max(furthest, glm::dot(p, direction));
    glm::vec3 sum(0);
    float count = 0;
    for (const glm::vec3 p : m.positions)
        if (glm::length(p - near) < within && glm::dot(p, direction) > furthest - 1.5f) sum += p, ++count;
    return sum / count;
}

struct Worst {
    float mm = 0;
    std::string where;
    void add(float value, const std::string& name) {
        if (value > mm) mm = value, where = name;
    }
};

// Bone to bone through a point, both ways along a direction in the vertebra's frame.
float span(const std::string& id, const anatomy::VertebraFrame& frame, glm::vec3 at, glm::vec3 direction) {
    const glm::vec3 origin = bake::to_world(frame, at), d = frame.axes * direction;
    const auto ahead = tree(id).intersect({origin, d}, 60), behind = tree(id).intersect({origin, -d}, 60);
    return ahead && behind ? ahead->distance + behind->distance : 1e9f;
}

} // namespace

TEST(Landmarks, tips_of_processes_are_within_3_mm) {
    Worst worst;
    for (const Level l : vertebrae()) {
        const std::string n = anatomy::level_name(l), id = anatomy::vertebra_id(l);
        const auto& frame = spine().frames[l.value];
        if (l > anatomy::level_c(1)) {
            const glm::vec3 tip = anchors().at("spinous." + n), along = glm::normalize(tip - anchors().at("spinous_root." + n));
            worst.add(glm::length(outermost(mesh(id), along, tip, 12) - tip), "spinous." + n);
        }
        for (const char* side : {".left", ".right"}) {
            const glm::vec3 tip = anchors().at("tp." + n + side), out = glm::normalize(tip - frame.centre_mm);
            const glm::vec3 lateral = glm::normalize(glm::vec3(out.x, 0, 0.3f * out.z));
            worst.add(glm::length(outermost(mesh(id), lateral, tip, 6) - tip), "tp." + n + side);
        }
    }
    std::cout << "  furthest process tip " << worst.mm << " mm: " << worst.where << "\n";
    EXPECT_LE(worst.mm, 3.0f) << worst.where;
}

TEST(Landmarks, foramina_are_free_and_between_their_pedicles) {
    for (std::size_t i = anatomy::level_c(2).value; i + 1 < anatomy::k_vertebra_count; ++i) {
        const Level upper(i), lower(i + 1);
        const std::string nerve = i + 1 <= anatomy::level_c(7).value ? anatomy::level_name(lower)
                                  : i == anatomy::level_c(7).value   ? "c8"
                                                                     : anatomy::level_name(upper);
        const glm::vec3 p = anchors().at("foramen." + nerve + ".left");
        for (const Level l : {upper, lower}) {
            const auto hit = tree(anatomy::vertebra_id(l)).nearest(p);
            EXPECT_FALSE(is_inside(anatomy::vertebra_id(l), p)) << nerve;
            EXPECT_GT(hit->distance_mm, 0.8f) << nerve;
            EXPECT_LT(hit->distance_mm, 12.0f) << nerve;
        }
    }
}

TEST(Landmarks, the_canal_is_as_deep_and_wide_as_published) {
    Worst depth, width;
    for (const Level l : vertebrae()) {
        const std::string n = anatomy::level_name(l), id = anatomy::vertebra_id(l);
        if (n == "c1" || n == "c2") continue; // their canals are rings of their own
        const bake::VertebraFacts v = bake::read_vertebra(facts(), l);
        const auto& frame = spine().frames[l.value];
        const float back = v.body.back();
        float least = 1e9f, across = 1e9f;
        for (float y = -6; y <= 4; y += 1) least = std::min(least, span(id, frame, {0, v.spinolaminar_up + y, back - 0.5f * v.canal_depth}, {0, 0, 1}));
        for (const float f : {0.25f, 0.3f, 0.35f, 0.4f}) across = std::min(across, span(id, frame, {0, v.pedicle.y, back - f * v.canal_depth}, {1, 0, 0}));
        if (least < 60) depth.add(std::abs(least - v.canal_depth), n);
        width.add(std::abs(across - v.canal_width), n);
    }
    std::cout << "  canal depth off by " << depth.mm << " mm: " << depth.where << "; width by " << width.mm << " mm: " << width.where << "\n";
    EXPECT_LE(depth.mm, 1.5f) << depth.where; // one standard deviation of the published tables
    EXPECT_LE(width.mm, 2.0f) << width.where;
}

TEST(Landmarks, end_plates_are_hollow_inside_a_rim) {
    for (std::size_t i = anatomy::level_t(1).value; i < anatomy::k_vertebra_count; ++i) {
        const Level l(i);
        const std::string id = anatomy::vertebra_id(l);
        const bake::VertebraFacts v = bake::read_vertebra(facts(), l);
        const auto& frame = spine().frames[i];
        const auto top = [&](float z) { // of the body in the mid plane
            const auto hit = tree(id).intersect({bake::to_world(frame, {0, 40, z}), -frame.axes[1]}, 60);
            return hit ? 40 - hit->distance : -1e9f;
        };
        const float half = 0.5f * v.body.depth_sup, shear = 0.5f * v.body.shear;
        const float rim = 0.5f * (top(shear + half - 2.5f) + top(shear - half + 2.5f));
        EXPECT_GT(rim - top(shear - 0.08f * half), 0.25f) << id;
        EXPECT_LT(rim - top(shear - 0.08f * half), 2.5f) << id;
    }
}

TEST(Landmarks, thoracic_bodies_embrace_the_canal) {
    for (int n = 4; n <= 10; ++n) {
        const Level l = anatomy::level_t(n);
        const auto& frame = spine().frames[l.value];
        const bake::VertebraFacts v = bake::read_vertebra(facts(), l);
        const auto wall = [&](float x) {
            const auto hit = tree(anatomy::vertebra_id(l)).intersect({bake::to_world(frame, {x, -2, 0}), -frame.axes[2]}, 60);
            return hit ? hit->distance : 1e9f;
        };
        EXPECT_GT(wall(0.36f * v.body.width_inf), wall(0) + 0.4f * v.body.notch) << anatomy::level_name(l);
    }
}

// Pelvic incidence: from the end plate's normal to the hip axis, seen from the side.
TEST(RestPose, pelvis_and_sacrum_fit_one_another) {
    bake::Anchors all = anchors();
    bake::bones_family().add_anchors(facts(), spine(), all);
    const auto& s1 = spine().frames[anatomy::level_s1().value];
    const glm::vec3 to_hips = 0.5f * (all.at("femoral_head.left") + all.at("femoral_head.right")) - s1.centre_mm;
    const glm::vec3 down = -s1.axes[1], flat(0, to_hips.y, to_hips.z);
    EXPECT_NEAR(glm::degrees(std::acos(glm::dot(glm::normalize(flat), glm::normalize(down)))), 50.0f, 1.5f);
}
