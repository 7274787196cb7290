// Below the thigh: kneecap, and the upper halves of tibia and fibula, standing with the knee straight.
#include "bake/bones_fit.h"
#include "bake/bones_frames.h"
#include "bake/bones_limbs.h"
#include "bake/bones_mesh.h"
#include "bake/bones_parts.h"

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_tibia = "limbs/tibia/", k_fibula = "limbs/fibula/", k_patella = "limbs/patella/";

// Everything below: left, up and front of the centre of the femoral head, as the femur.

Sdf in_world(Sdf bone, const Facts& facts, const anatomy::SpineRest& spine) {
    const BoneFrame frame = femur_frame(facts, spine);
    return geometry::moved(std::move(bone), frame.axes, frame.origin);
}

// The lower halves are not drawn.
Sdf cut_off(Sdf bone, const Facts& facts) {
    return geometry::intersect(std::move(bone), geometry::half_space({0, fact_number(facts, "limbs/knee/cut"), 0}, {0, -1, 0}), 1.0f);
}

// A rough line, half sunk into the bone.
Sdf line_on(const Facts& facts, const Sdf& bone, const std::string& line, float radius) {
    return ridge_along(drawn_on(bone, geometry::smooth_through(fact_line(facts, line), 5.0f), 0.55f * radius), radius);
}

// Two plates to stand on, parted by the eminence with its two tubercles.
Sdf plateau(const Facts& facts) {
    Sdf plates = geometry::unite(fact_slice(facts, k_tibia + "medial_condyle/", 1), fact_slice(facts, k_tibia + "lateral_condyle/", 1), 4.0f);
    plates = geometry::unite(std::move(plates), fact_sweep(facts, k_tibia + "eminence/"), 3.0f);
    for (Sdf& tubercle : fact_knobs(facts, k_tibia + "tubercles/")) plates = geometry::unite(std::move(plates), std::move(tubercle), 2.0f);
    return plates;
}

} // namespace

Sdf tibia_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    const float ridge = fact_number(facts, k_tibia + "ridges/border"), line = fact_number(facts, k_tibia + "ridges/line");
    Sdf bone = geometry::unite(fact_sweep(facts, k_tibia + "shaft/"), plateau(facts), 9.0f);
    // Three borders make the shaft three-sided: the sharp one in front is the shin.
    bone = geometry::unite(std::move(bone), fact_sweep(facts, k_tibia + "shin/"), 7.0f);
    bone = geometry::unite(std::move(bone), line_on(facts, bone, k_tibia + "interosseous/c", ridge), 4.0f);
    bone = geometry::unite(std::move(bone), line_on(facts, bone, k_tibia + "medial_border/c", ridge), 5.0f);
    bone = geometry::unite(std::move(bone), fact_sweep(facts, k_tibia + "tuberosity/"), 7.0f);
    bone = geometry::unite(std::move(bone), line_on(facts, bone, k_tibia + "soleal/c", line), 2.0f);
    for (Sdf& knob : fact_knobs(facts, k_tibia + "gerdy/")) bone = geometry::unite(std::move(bone), std::move(knob), 3.0f);
    bone = geometry::subtract(std::move(bone), fact_sweep(facts, k_tibia + "groove/"), 2.0f); // of semimembranosus
    return in_world(cut_off(std::move(bone), facts), facts, spine);
}

Sdf fibula_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf bone = fact_sweep(facts, k_fibula + "shaft/");
    for (Sdf& knob : fact_knobs(facts, k_fibula + "head/")) bone = geometry::unite(std::move(bone), std::move(knob), 5.0f);
    const float ridge = fact_number(facts, k_fibula + "ridges/border");
    bone = geometry::unite(std::move(bone), line_on(facts, bone, k_fibula + "anterior_border/c", ridge), 2.5f);
    bone = geometry::unite(std::move(bone), line_on(facts, bone, k_fibula + "posterior_border/c", ridge), 2.5f);
    return in_world(cut_off(std::move(bone), facts), facts, spine);
}

// A rounded triangle with its tip down; the ridge behind lies in the femur's groove.
Sdf patella_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf bone = geometry::unite(fact_knobs(facts, k_patella + "body/"), 5.0f);
    bone = geometry::unite(std::move(bone), fact_sweep(facts, k_patella + "apex/"), 6.0f);
    bone = geometry::unite(std::move(bone), fact_sweep(facts, k_patella + "ridge/"), 5.0f);
    return in_world(std::move(bone), facts, spine);
}

void add_leg_recipes(std::vector<Recipe>& recipes) {
    const auto keys = [](const char* bone) {
        return std::vector<std::string>{std::string("limbs/") + bone, "limbs/knee", "limbs/leg", "pelvis", "alignment/sacral_slope", "alignment/s1_centre"};
    };
    add_bone_pair(recipes, "patella", keys("patella"), {1.2f, 1100}, patella_shape, {{"femur.left", "limbs/knee/gap_kneecap"}});
    add_bone_pair(recipes, "tibia", keys("tibia"), {1.3f, 3000}, tibia_shape, {{"femur.left", "limbs/knee/gap"}});
    add_bone_pair(recipes, "fibula", keys("fibula"), {1.2f, 1500}, fibula_shape, {{"tibia.left", "limbs/knee/gap_fibula"}});
}

} // namespace dorsum::bake
