// The id picture says which structure every pixel shows: what covers what, which side is where, what a clip plane removes.
// Pictures are 640 x 640, so 1 % of the body's height is about 6 pixels.
#include "stage.h"

#include <algorithm>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

double middle_x() { return 320; }

// Head to knee, which no standard view shows: those frame the back.
std::string whole_body_from_behind() {
    const auto& bounds = stage().workspace->atlas.bounds;
    const float height = bounds.max.y - bounds.min.y;
    return fmt::format("camera target=0,{:.1f},0 yaw=0 pitch=0 distance={:.1f}", 0.5f * (bounds.min.y + bounds.max.y), 2.2f * height);
}

// Every {.left} structure that shows with at least `pixels` pixels.
void expect_sides(const IdPicture& picture, bool left_is_left, int pixels) {
    int checked = 0;
    for (const auto& id : picture.structures()) {
        const auto at = id.rfind(".left");
        if (at == std::string::npos || at + 5 != id.size()) continue;
        const auto extent = picture.of(id);
        if (extent.pixels < pixels) continue;
        ++checked;
        EXPECT_EQ(extent.x < middle_x(), left_is_left) << id << " lies at x = " << extent.x;
    }
    EXPECT_GT(checked, 10);
}

} // namespace

TEST(Pictures, TheTrapeziusCoversTheRhomboids) {
    const auto whole = IdPicture(frame_after({"view posterior"})).of("muscle.rhomboid_major.left").pixels;
    const auto peeled = IdPicture(frame_after({"view posterior", "hide group:trapezius"})).of("muscle.rhomboid_major.left").pixels;
    EXPECT_GT(peeled, 200);
    EXPECT_LT(whole, peeled / 2);
}

TEST(Pictures, TheLatissimusCoversTheSerratusAndTheLoin) {
    const auto whole = IdPicture(frame_after({"view posterior"})).of("muscle.serratus_posterior_inferior.right").pixels;
    const auto peeled = IdPicture(frame_after({"view posterior", "layer superficial off"})).of("muscle.serratus_posterior_inferior.right").pixels;
    EXPECT_GT(peeled, 100);
    EXPECT_LT(whole, peeled / 4);
}

TEST(Pictures, TheGluteusMaximusCoversThePiriformis) {
    EXPECT_EQ(IdPicture(frame_after({"view posterior"})).of("muscle.piriformis.left").pixels, 0);
    EXPECT_GT(IdPicture(frame_after({"view posterior", "layer superficial off", "hide muscle.gluteus_medius"})).of("muscle.piriformis.left").pixels, 50);
}

TEST(Pictures, LeftIsLeftFromBehind) {
    expect_sides(IdPicture(frame_after({"view posterior"})), true, 20);
    expect_sides(IdPicture(frame_after({"view posterior", "layer superficial off", "layer intermediate off", "layer deep off"})), true, 20);
}

TEST(Pictures, LeftIsRightFromTheFront) {
    expect_sides(IdPicture(frame_after({"view anterior", "layer superficial off", "layer intermediate off", "layer deep off"})), false, 20);
}

TEST(Pictures, EachSideViewShowsItsSide) {
    const IdPicture left(frame_after({"view left"})), right(frame_after({"view right"}));
    EXPECT_GT(left.of("muscle.latissimus_dorsi.left").pixels, 10 * left.of("muscle.latissimus_dorsi.right").pixels);
    EXPECT_GT(right.of("muscle.latissimus_dorsi.right").pixels, 10 * right.of("muscle.latissimus_dorsi.left").pixels);
}

TEST(Pictures, TheSpineStandsInOrder) {
    const IdPicture picture(frame_after({"view posterior", "isolate group:vertebrae"}));
    double above = -1;
    for (const char* id : {"vertebra.c2", "vertebra.c7", "vertebra.t6", "vertebra.t12", "vertebra.l3", "vertebra.l5"}) {
        const auto extent = picture.of(id);
        EXPECT_GT(extent.pixels, 10) << id;
        EXPECT_GT(extent.y, above) << id;
        EXPECT_NEAR(extent.x, middle_x(), 4) << id;
        above = extent.y;
    }
}

TEST(Pictures, TheSciaticNerveRunsFromThePelvisTowardsTheKnee) {
    const auto frame = frame_after({"condition sciatica", "side right", "layer superficial off", "layer intermediate off", "layer deep off",
                                    whole_body_from_behind()});
    const IdPicture picture(frame);
    const auto nerve = picture.of("nerve.sciatic.right"), pelvis = picture.of("hip_bone.right"), thigh = picture.of("femur.right");
    ASSERT_GT(nerve.pixels, 50);
    EXPECT_TRUE(lit(frame).count("nerve.sciatic.right"));
    EXPECT_FALSE(lit(frame).count("nerve.sciatic.left"));
    EXPECT_GT(nerve.top, pelvis.top + (pelvis.bottom - pelvis.top) / 4) << "the trunk begins at the greater sciatic foramen, not at the crest";
    EXPECT_GT(nerve.bottom, pelvis.bottom) << "it goes on below the pelvis";
    EXPECT_LT(nerve.bottom, thigh.bottom) << "it divides above the knee";
    EXPECT_GT(nerve.x, middle_x()) << "the right side is on the right from behind";
}

TEST(Pictures, TheSciaticNervePassesBelowThePiriformis) {
    const IdPicture picture(frame_after({"view posterior", "layer superficial off", "hide muscle.gluteus_medius", "hide muscle.gluteus_minimus"}));
    const auto nerve = picture.of("nerve.sciatic.left"), muscle = picture.of("muscle.piriformis.left");
    ASSERT_GT(nerve.pixels, 20);
    ASSERT_GT(muscle.pixels, 50);
    // The trunk forms on the front of the muscle, near its upper border, and comes out below it.
    EXPECT_GT(nerve.top, muscle.top - (muscle.bottom - muscle.top) / 4);
    EXPECT_GT(nerve.y, muscle.bottom);
}

TEST(Pictures, ACurveBulgesToItsSide) {
    const auto bulge = [](const std::string& curve) {
        const IdPicture picture(frame_after({curve, "isolate group:vertebrae", "view posterior"}));
        return picture.of("vertebra.t8").x - 0.5 * (picture.of("vertebra.t4").x + picture.of("vertebra.t12").x);
    };
    const double right = bulge("curve cobb=40 side=right"), left = bulge("curve cobb=40 side=left"), straight = bulge("curve off");
    EXPECT_GT(right, 6) << "from behind the patient's right is the picture's right";
    EXPECT_LT(left, -6);
    EXPECT_NEAR(right, -left, 2) << "mirrored";
    EXPECT_NEAR(straight, 0, 1);
    EXPECT_GT(right, bulge("curve cobb=20 side=right")) << "a larger angle bulges further";
}

TEST(Pictures, ACurveTakesRibsMusclesAndNervesAlong) {
    const IdPicture straight(frame_after({"view posterior"})), bent(frame_after({"view posterior", "curve cobb=40 side=right"}));
    const auto middle = [](const IdPicture& picture, const std::string& name) { return 0.5 * (picture.of(name + ".left").x + picture.of(name + ".right").x); };
    EXPECT_GT(middle(bent, "muscle.trapezius_ascending"), middle(straight, "muscle.trapezius_ascending") + 2);
    const std::vector<std::string> bare{"view posterior", "layer superficial off", "layer intermediate off", "layer deep off"};
    auto with_curve = bare;
    with_curve.push_back("curve cobb=40 side=right");
    const IdPicture bones(frame_after(bare)), bent_bones(frame_after(with_curve));
    EXPECT_GT(middle(bent_bones, "rib.8"), middle(bones, "rib.8") + 2);
    EXPECT_NEAR(bent_bones.of("sacrum").x, bones.of("sacrum").x, 1) << "the pelvis stands still";
}

TEST(Pictures, ACurveCostsNoMeshUpload) {
    auto& s = stage();
    const auto draw = [&](const std::string& curve) {
        (void)s.studio.renderer->draw_to_image(frame_after({curve}, 320, 200), picture_quality("low"), 320, 200);
        return s.studio.renderer->stats();
    };
    const auto before = draw("curve off");
    ASSERT_GT(before.mesh_uploads, 0u);
    for (const char* curve : {"curve cobb=20 side=right", "curve cobb=40 side=left", "curve cobb=41 side=left", "curve off"}) {
        const auto after = draw(curve);
        EXPECT_EQ(after.mesh_uploads, before.mesh_uploads) << curve;
        EXPECT_EQ(after.mesh_bytes, before.mesh_bytes) << curve;
    }
}

TEST(Pictures, AnExtrusionLeftLiesLeftOfTheMidlineAndBehind) {
    const auto& atlas = stage().workspace->atlas;
    const auto& rest = anatomy::mesh_at(atlas.at(atlas.find("disc.l5_s1")), 0);
    const auto bounds = geometry::bounds_of(rest);
    const auto moved = [&](const std::string& side) {
        const auto frame = frame_after({"condition herniated_disc", "disc level=l5_s1 side=" + side + " stage=extrusion"});
        glm::vec3 most(0);
        for (const auto& changed : frame.overrides)
            if (changed.structure == atlas.find("disc.l5_s1"))
                for (const auto& p : changed.mesh->positions)
                    if (p.z < most.z || most == glm::vec3(0)) most = p; // the point that reaches furthest back
        return most;
    };
    const auto left = moved("left"), right = moved("right");
    EXPECT_GT(left.x, 2) << "left of the midline";
    EXPECT_LT(right.x, -2);
    EXPECT_LT(left.z, bounds.min.z - 1) << "behind the healthy disc";
    EXPECT_LT(right.z, bounds.min.z - 1);
}

TEST(Pictures, TheBulgeShowsFromAbove) {
    const auto picture = [](const std::string& stage_name) {
        return IdPicture(frame_after({"disc level=l5_s1 side=left stage=" + stage_name, "isolate disc.l5_s1", "focus disc.l5_s1", "camera pitch=80"}));
    };
    const auto healthy = picture("none").of("disc.l5_s1"), extruded = picture("extrusion").of("disc.l5_s1");
    EXPECT_GT(extruded.pixels, healthy.pixels);
    EXPECT_GT(extruded.bottom, healthy.bottom) << "seen from above with the back below, the bulge reaches down";
}

TEST(Pictures, AClipPlaneRemovesWhatLiesBeyondIt) {
    const IdPicture whole(frame_after({"view posterior"}));
    const IdPicture half(frame_after({"view posterior", "clip axis=x offset=0"}));
    const IdPicture other(frame_after({"view posterior", "clip axis=x offset=0 flip=yes"}));
    EXPECT_GT(whole.of("muscle.latissimus_dorsi.left").pixels, 100);
    // The body is not quite the same left and right: a seam may lie a hair beyond the middle.
    const auto gone = [&](const IdPicture& picture, const char* id) { return picture.of(id).pixels < whole.of(id).pixels / 50; };
    const bool left_gone = gone(half, "muscle.latissimus_dorsi.left");
    EXPECT_NE(left_gone, gone(half, "muscle.latissimus_dorsi.right")) << "one half goes, one stays";
    EXPECT_EQ(left_gone, gone(other, "muscle.latissimus_dorsi.right")) << "flipped, the other half goes";
    const IdPicture top(frame_after({"view posterior", "clip axis=y offset=1200"}));
    EXPECT_NE(top.of("occipital").pixels == 0, top.of("muscle.gluteus_maximus.left").pixels == 0);
}

TEST(Pictures, IsolateLeavesOnlyThat) {
    EXPECT_EQ(IdPicture(frame_after({"isolate vertebra.l4", "view posterior"})).structures(), std::set<std::string>{"vertebra.l4"});
    const auto lumbar = IdPicture(frame_after({"isolate group:lumbar", "view posterior"})).structures();
    EXPECT_EQ(lumbar, (std::set<std::string>{"vertebra.l1", "vertebra.l2", "vertebra.l3", "vertebra.l4", "vertebra.l5"}));
}

TEST(Pictures, HideRemovesAndFadeLetsThrough) {
    const IdPicture hidden(frame_after({"view posterior", "hide muscle.latissimus_dorsi.left"}));
    EXPECT_EQ(hidden.of("muscle.latissimus_dorsi.left").pixels, 0);
    EXPECT_GT(hidden.of("muscle.latissimus_dorsi.right").pixels, 100);
    const auto whole = frame_after({"view posterior"}), faded = frame_after({"view posterior", "fade muscle.gluteus_maximus"});
    const auto place = IdPicture(whole).of("muscle.gluteus_maximus.left");
    const auto draw = [](const scene::Frame& frame) { return stage().studio.renderer->draw_to_image(frame, picture_quality("low"), 640, 640); };
    const auto before = draw(whole), after = draw(faded);
    // Here and there the muscle below has the same red: it is the area that must look different.
    int changed = 0;
    for (int y = place.top; y <= place.bottom; ++y)
        for (int x = place.left; x <= place.right; ++x) {
            const auto at = 4 * (static_cast<std::size_t>(y) * 640 + static_cast<std::size_t>(x));
            int change = 0;
            for (std::size_t channel = 0; channel < 3; ++channel) change += std::abs(before.rgba[at + channel] - after.rgba[at + channel]);
            changed += change > 15;
        }
    EXPECT_GT(changed, place.pixels / 4) << "the faded muscle looks as solid as before";
}

TEST(Pictures, FocusFillsThePicture) {
    const auto near = IdPicture(frame_after({"isolate vertebra.l4", "focus vertebra.l4"})).of("vertebra.l4");
    EXPECT_GT(std::max(near.right - near.left, near.bottom - near.top), 640 / 3);
    EXPECT_GE(near.left, 0);
    EXPECT_NEAR(near.x, middle_x(), 60);
}

TEST(Pictures, TheSameStateGivesTheSameBytes) {
    auto& s = stage();
    const auto frame = frame_after({"condition sciatica", "screen none", "screen done", "confirm checked_by_professional"}, 480, 300);
    const auto first = s.studio.renderer->draw_to_image(frame, picture_quality("high"), 480, 300);
    (void)s.studio.renderer->draw_to_image(frame_after({"view anterior"}), picture_quality("low"), 300, 480); // something in between
    const auto again = s.studio.renderer->draw_to_image(frame, picture_quality("high"), 480, 300);
    EXPECT_EQ(first.rgba, again.rgba);
}

TEST(Pictures, TheBodyFillsTheHomeView) {
    const IdPicture picture(frame_after({"view home"}));
    EXPECT_GT(picture.covered(), 640 * 640 / 12);
    for (const char* id : {"muscle.trapezius_descending.left", "muscle.gluteus_maximus.right"}) {
        const auto extent = picture.of(id);
        EXPECT_GT(extent.left, 0) << id;
        EXPECT_LT(extent.right, 639) << id;
        EXPECT_GT(extent.top, 0) << id;
        EXPECT_LT(extent.bottom, 639) << id;
    }
}

} // namespace dorsum::app::test
