// What an anatomist would notice about the bones of this family: where they lie, what they touch, and the holes they must have.
#include "bake/bones_fit.h"
#include "bake/bones_frames.h"
#include "bake/bones_hip.h"
#include "bake/bones_limbs.h"
#include "bake/bones_mesh.h"
#include "bake/bones_ribs.h"
#include "bake/bones_scapula.h"
#include "bake/bones_skull.h"
#include "bake/facts.h"
#include "geometry/ray.h"
#include "geometry/simplify.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <iostream>
#include <map>

using namespace dorsum;

namespace {

// Facts, spine and anchors are made once; they are constant.
struct World {
    core::Diagnostics diagnostics;
    bake::Facts facts = bake::load_facts(std::filesystem::path(DORSUM_SOURCE_DIR) / "assets", diagnostics);
    anatomy::SpineRest spine = bake::make_spine_rest(facts);
    bake::Anchors anchors = [this] {
        bake::Anchors a;
        for (const auto& family : {bake::spine_family(), bake::bones_family()}) family.add_anchors(facts, spine, a);
        return a;
    }();
    glm::vec3 at(const std::string& name) const { return anchors.at(name); }
    glm::vec3 body(anatomy::Level level) const { return spine.frames[level.value].centre_mm; }
};

const World& world() {
    static const World w;
    return w;
}

geometry::Mesh coarse(const geometry::Sdf& shape) { return geometry::largest_component(geometry::mesh_of(shape, 1.6f)); }

// Handles of a closed surface: 1 for a ring.
int genus(const geometry::Mesh& mesh) {
    const auto v = static_cast<long>(mesh.positions.size()), f = static_cast<long>(mesh.triangle_count());
    return static_cast<int>((2 - (v - 3 * f / 2 + f)) / 2);
}

float gap(const geometry::Bvh& bone, const geometry::Mesh& other) {
    float best = 1e30f;
    for (const glm::vec3 p : other.positions)
        if (const auto near = bone.nearest(p, best)) best = std::min(best, near->distance_mm);
    return best;
}

TEST(Pelvis, HasTheWantedIncidenceAndStands) {
    const World& w = world();
    const auto& s1 = w.spine.frames[anatomy::level_s1().value];
    const glm::vec3 hip = w.at("acetabulum.left") - s1.centre_mm;
    const float slope = std::atan2(s1.axes[1].z, s1.axes[1].y), tilt = std::atan2(hip.z, -hip.y);
    EXPECT_NEAR(glm::degrees(slope + tilt), 50, 0.5);
    // Front plane of the standing pelvis: spines and symphysis nearly one above the other.
    const glm::vec3 symphysis = bake::pelvis_frame(w.facts, w.spine).to_world(w.facts.vec3("pelvis/points/symphysis"));
    EXPECT_NEAR(glm::degrees(std::atan2(w.at("asis.left").z - symphysis.z, w.at("asis.left").y - symphysis.y)), 0, 10);
    // The line between the crests crosses the fourth lumbar vertebra or the disc below it.
    EXPECT_LT(w.at("crest_top.left").y, w.body(anatomy::level_l(4)).y + 16);
    EXPECT_GT(w.at("crest_top.left").y, w.body(anatomy::level_l(5)).y + 10);
}

TEST(Pelvis, HipBoneIsClosedWithOneOpenObturatorForamen) {
    const World& w = world();
    const geometry::Mesh hip = coarse(bake::hip_shape(w.facts, w.spine));
    EXPECT_EQ(geometry::open_edge_count(hip), 0u);
    EXPECT_EQ(genus(hip), 1);
    const auto size = geometry::bounds_of(hip).size();
    EXPECT_NEAR(size.y, 210, 12); // height of the hip bone
    const geometry::Bvh bvh(hip);
    for (const char* name : {"asis", "psis", "crest_top", "ischial_spine", "ischial_tuberosity", "notch", "pii"}) {
        const auto near = bvh.nearest(w.at(std::string(name) + ".left"));
        ASSERT_TRUE(near);
        EXPECT_LT(near->distance_mm, 5) << name;
    }
    const auto socket = bvh.nearest(w.at("acetabulum.left"));
    EXPECT_NEAR(socket->distance_mm, w.facts.number("limbs/femur/head/radius") + w.facts.number("pelvis/joint/hip"), 0.8);
}

TEST(Pelvis, FemoralHeadSitsInTheSocketWithAJointSpace) {
    const World& w = world();
    const geometry::Mesh hip = coarse(bake::hip_shape(w.facts, w.spine)), femur = coarse(bake::femur_shape(w.facts, w.spine));
    EXPECT_EQ(geometry::open_edge_count(femur), 0u);
    const float space = gap(geometry::Bvh(hip), femur);
    EXPECT_GT(space, 1.0f);
    EXPECT_LT(space, 5.0f);
    EXPECT_NEAR(geometry::bounds_of(femur).size().y, 440, 12);
}

// Outermost of a mesh towards a direction, in the frame of the femoral head, within a slab of heights.
float reach(const geometry::Mesh& mesh, const bake::BoneFrame& frame, glm::vec3 direction, float low, float high) {
    float best = -1e9f;
    for (const glm::vec3 p : mesh.positions)
        if (const glm::vec3 q = frame.to_local(p); q.y > low && q.y < high) best = std::max(best, glm::dot(q, direction));
    return best;
}

TEST(Knee, HasTwoCondylesAFossaAndAGrooveForTheKneecap) {
    const World& w = world();
    const geometry::Mesh femur = coarse(bake::femur_shape(w.facts, w.spine));
    const bake::BoneFrame frame = bake::femur_frame(w.facts, w.spine);
    const geometry::Bvh bone(femur);
    // Rays onto the joint end, straight up and straight back: how far the middle lies behind the condyles beside it.
    const auto depth = [&](glm::vec3 from, glm::vec3 way) {
        const auto hit = bone.intersect({frame.to_world(from), frame.axes * way});
        return hit ? hit->distance : 1e9f;
    };
    const auto from_below = [&](float x, float z) { return depth({x, -500, z}, {0, 1, 0}); };
    EXPECT_GT(from_below(-7, -14), std::max(from_below(-31, -14), from_below(17, -14)) + 18); // intercondylar fossa
    const auto from_front = [&](float x) { return depth({x, -388, 100}, {0, 0, -1}); };
    EXPECT_GT(from_front(-6), from_front(16) + 4); // groove, 5-6 mm below the lateral condyle
    EXPECT_GT(from_front(-6), from_front(-26) + 1.5f);
    EXPECT_LT(from_front(16), from_front(-26)); // the lateral condyle stands out further in front
    EXPECT_NEAR(reach(femur, frame, {1, 0, 0}, -420, -370) + reach(femur, frame, {-1, 0, 0}, -420, -370), 81, 3);
}

TEST(Knee, LegBonesMeetAsInAStraightKnee) {
    const World& w = world();
    const auto number = [&](const char* key) { return static_cast<float>(w.facts.number(key)); };
    const geometry::Mesh femur = coarse(bake::femur_shape(w.facts, w.spine));
    const geometry::Mesh tibia = coarse(bake::clear_of(bake::tibia_shape(w.facts, w.spine), femur, number("limbs/knee/gap")));
    const geometry::Mesh fibula = coarse(bake::clear_of(bake::fibula_shape(w.facts, w.spine), tibia, number("limbs/knee/gap_fibula")));
    const geometry::Mesh patella = coarse(bake::clear_of(bake::patella_shape(w.facts, w.spine), femur, number("limbs/knee/gap_kneecap")));
    for (const auto* bone : {&tibia, &fibula, &patella}) EXPECT_EQ(geometry::open_edge_count(*bone), 0u);
    const float knee = gap(geometry::Bvh(femur), tibia), kneecap = gap(geometry::Bvh(femur), patella), small = gap(geometry::Bvh(tibia), fibula);
    EXPECT_GT(knee, 4);
    EXPECT_LT(knee, 6);
    EXPECT_GT(kneecap, 4);
    EXPECT_LT(kneecap, 6);
    EXPECT_GT(small, 1);
    EXPECT_LT(small, 2.5f);
    const auto size = geometry::bounds_of(patella).size();
    EXPECT_NEAR(size.x, 45, 3);
    EXPECT_NEAR(size.y, 44.5, 3);
    EXPECT_NEAR(size.z, 21, 2.5);
    EXPECT_NEAR(geometry::bounds_of(tibia).size().x, 77, 4); // plateau
    // The fibula's head lies a centimetre below the joint line, behind the middle; the kneecap's tip at the joint line.
    const float joint_line = geometry::bounds_of(femur).min.y;
    EXPECT_NEAR(joint_line - geometry::bounds_of(fibula).max.y, 10, 5);
    EXPECT_NEAR(geometry::bounds_of(patella).min.y, joint_line, 5);
    EXPECT_LT(w.at("fibular_head.left").z, w.at("gerdy.left").z - 20);
}

TEST(Thorax, RibsCartilagesAndSternumCloseUp) {
    const World& w = world();
    const geometry::Mesh manubrium = coarse(bake::manubrium_shape(w.facts, w.spine)), body = coarse(bake::sternal_body_shape(w.facts, w.spine));
    for (int n = 1; n <= 7; ++n) {
        const auto cartilage = coarse(bake::cartilage_shape(w.facts, w.spine, n)); // reaches into both; the recipe cuts it to fit
        const geometry::Bvh bvh(cartilage);
        EXPECT_LT(gap(bvh, coarse(bake::rib_shape(w.facts, w.spine, n))), 0.8f) << n;
        EXPECT_LT(std::min(gap(bvh, manubrium), gap(bvh, body)), 0.8f) << n;
    }
}

TEST(Thorax, HeadsAndTuberclesReachTheFacetsOfTheVertebrae) {
    const World& w = world();
    for (int n = 1; n <= 12; ++n) {
        const geometry::Bvh rib(coarse(bake::rib_shape(w.facts, w.spine, n)));
        const std::string own = "vertebrae/t" + std::to_string(n) + "/costal/", above = "vertebrae/t" + std::to_string(n - 1) + "/costal/lower";
        const auto reaches = [&](int level, const std::string& facet, float within) {
            const auto near = rib.nearest(bake::rib_frame(w.spine, level).to_world(w.facts.vec3(facet)));
            ASSERT_TRUE(near);
            EXPECT_LT(near->distance_mm, within) << "rib " << n << " " << facet;
        };
        reaches(n, own + "upper", 3.0f);
        if (n > 1 && w.facts.has(above)) reaches(n - 1, above, 5.0f); // the edge of the head lies between the two
        if (n <= 10) reaches(n, own + "transverse", 3.0f);
    }
}

TEST(Thorax, RibsStayClearOfTheirVertebrae) {
    const World& w = world();
    std::vector<bake::Recipe> recipes;
    for (const auto& family : {bake::spine_family(), bake::bones_family()}) family.add_recipes(w.facts, w.spine, w.anchors, recipes);
    std::map<std::string, geometry::Mesh> meshes;
    const std::function<const geometry::Mesh&(const std::string&)> built = [&](const std::string& id) -> const geometry::Mesh& {
        if (const auto it = meshes.find(id); it != meshes.end()) return it->second;
        const auto recipe = std::find_if(recipes.begin(), recipes.end(), [&](const auto& r) { return r.id == id; });
        std::map<std::string, const geometry::Mesh*> needed;
        for (const auto& other : recipe->depends) needed[other] = &built(other);
        return meshes[id] = recipe->build({w.facts, w.spine, w.anchors, needed});
    };
    for (const int n : {1, 11}) { // the flattest, and the one that used to cut the transverse process
        const float space = gap(geometry::Bvh(built("vertebra.t" + std::to_string(n))), built("rib." + std::to_string(n) + ".left"));
        EXPECT_GT(space, 0.5f) << n;
        EXPECT_LT(space, 3.0f) << n;
    }
}

TEST(Shoulder, ScapulaLiesWhereItIsPalpated) {
    const World& w = world();
    // Root of the spine between the bodies of T2 and T4, inferior angle between T7 and T9 (its spinous process is T7's).
    EXPECT_LT(w.at("scap_root.left").y, w.body(anatomy::level_t(2)).y);
    EXPECT_GT(w.at("scap_root.left").y, w.body(anatomy::level_t(4)).y);
    EXPECT_LT(w.at("scap_inf.left").y, w.body(anatomy::level_t(7)).y);
    EXPECT_GT(w.at("scap_inf.left").y, w.body(anatomy::level_t(9)).y);
    EXPECT_NEAR(w.at("scap_border.3.left").x, 60, 6);
    const geometry::Mesh scapula = coarse(bake::scapula_shape(w.facts, w.spine));
    const geometry::Bvh bvh(scapula);
    float nearest = 1e30f;
    for (int n = 2; n <= 8; ++n) nearest = std::min(nearest, gap(bvh, coarse(bake::rib_shape(w.facts, w.spine, n))));
    EXPECT_GT(nearest, 3.0f); // room for the muscle between blade and ribs
    EXPECT_LT(nearest, 20.0f);
    const float joint = gap(bvh, coarse(bake::humerus_shape(w.facts, w.spine)));
    EXPECT_LT(joint, 6.0f);
}

TEST(Shoulder, BladeIsThinAndClosed) {
    const World& w = world();
    const geometry::Mesh scapula = geometry::largest_component(geometry::mesh_of(bake::scapula_shape(w.facts, w.spine), 1.0f));
    EXPECT_EQ(geometry::open_edge_count(scapula), 0u);
    const bake::BoneFrame frame = bake::scapula_frame(w.facts, w.spine);
    const geometry::Bvh bvh(scapula);
    const glm::vec3 from = frame.to_world({0, 15, -60});
    const auto in = bvh.intersect({from, frame.axes[2]});
    ASSERT_TRUE(in); // infraspinous fossa: translucent bone
    const auto out = bvh.intersect({in->position + 0.05f * frame.axes[2], frame.axes[2]});
    ASSERT_TRUE(out);
    EXPECT_LT(out->distance, 5.0f);
}

// Every named point lies on its bone; the few that are the middle of something are not in the lists.
TEST(Bones, LandmarksLieWhereTheyAreNamed) {
    const World& w = world();
    const auto points_of = [&](std::initializer_list<const char*> prefixes) {
        std::vector<std::string> names;
        for (const auto& [name, p] : w.anchors)
            for (const std::string prefix : prefixes)
                if (name.starts_with(prefix) && !name.ends_with(".right")) names.push_back(name);
        return names;
    };
    const auto check = [&](const geometry::Mesh& mesh, const std::vector<std::string>& names) {
        const geometry::Bvh bone(mesh);
        std::pair<float, std::string> worst;
        for (const std::string& name : names) {
            const auto near = bone.nearest(w.at(name));
            ASSERT_TRUE(near);
            worst = std::max(worst, {near->distance_mm, name});
        }
        ASSERT_FALSE(names.empty());
        std::cout << "  landmark " << worst.first << " mm from its bone: " << worst.second << " (worst of " << names.size() << ")\n";
        EXPECT_LT(worst.first, 3.0f) << worst.second;
    };
    check(coarse(bake::hip_shape(w.facts, w.spine)), points_of({"crest", "asis", "psis", "pii", "ischial", "notch", "gluteal."}));
    check(coarse(bake::tibia_shape(w.facts, w.spine)), points_of({"tibia", "gerdy", "pes_anserinus"}));
    check(coarse(bake::fibula_shape(w.facts, w.spine)), points_of({"fibular"}));
    check(coarse(bake::patella_shape(w.facts, w.spine)), points_of({"patella"}));
    check(coarse(bake::femur_shape(w.facts, w.spine)), points_of({"greater_troch", "trochanter", "lesser_troch", "gluteal_tub", "linea."}));
    check(coarse(bake::scapula_shape(w.facts, w.spine)), points_of({"scap_", "acromi", "coracoid", "infra_fossa", "supra_fossa"}));
    check(coarse(bake::humerus_shape(w.facts, w.spine)), points_of({"greater_tub", "lesser_tub", "bicipital", "deltoid"}));
    check(coarse(bake::occipital_shape(w.facts, w.spine)), points_of({"eop", "nuchal", "mastoid"}));
    check(coarse(bake::manubrium_shape(w.facts, w.spine)), points_of({"manubrium"}));
    for (int n = 1; n <= 12; ++n) {
        const std::string number = std::to_string(n) + ".left"; // the heads are in another test: the recipe cuts them
        check(coarse(bake::rib_shape(w.facts, w.spine, n)),
              {"rib_tubercle." + number, "rib_angle." + number, "rib_lateral." + number, "rib_front." + number});
    }
}

TEST(Bones, RightIsTheExactMirrorImageOfLeft) {
    const World& w = world();
    const geometry::Mesh left = bake::bone_mesh(bake::clavicle_shape(w.facts, w.spine), {2.0f, 1000});
    const geometry::Mesh right = geometry::mirrored(left);
    ASSERT_EQ(left.positions.size(), right.positions.size());
    for (std::size_t i = 0; i < left.positions.size(); ++i)
        EXPECT_EQ(right.positions[i], glm::vec3(-left.positions[i].x, left.positions[i].y, left.positions[i].z));
    for (const auto& [name, p] : w.anchors) {
        if (!name.ends_with(".left")) continue;
        EXPECT_EQ(w.at(name.substr(0, name.size() - 4) + "right"), glm::vec3(-p.x, p.y, p.z)) << name;
    }
}

} // namespace
