#include "bake/bones_fit.h"
#include "bake/bones_frames.h"
#include "bake/bones_limbs.h"
#include "bake/bones_parts.h"

namespace dorsum::bake {
using geometry::Sdf;

namespace {

const std::string k_femur = "limbs/femur/";

// Everything below: left, up and front of the centre of the head.

Sdf sweep(const Facts& facts, const char* part) { return fact_sweep(facts, k_femur + part + "/"); }

// A rough line drawn onto the bone, half sunk in.
Sdf rough_line(const Facts& facts, const Sdf& bone, const std::string& line, const char* size) {
    const float radius = fact_number(facts, k_femur + "ridges/" + size);
    return ridge_along(drawn_on(bone, geometry::smooth_through(fact_line(facts, k_femur + line), 5.0f), 0.55f * radius), radius);
}

Sdf hip_end(const Facts& facts) {
    Sdf body = geometry::unite(sweep(facts, "neck"), sweep(facts, "root"), 8.0f);
    body = geometry::unite(std::move(body), sweep(facts, "greater_trochanter"), 5.0f);
    body = geometry::unite(std::move(body), sweep(facts, "lesser_trochanter"), 4.0f);
    body = geometry::unite(std::move(body), sweep(facts, "crest"), 5.0f); // intertrochanteric
    Sdf line = rough_line(facts, body, "line/c", "intertrochanteric");
    body = geometry::unite(std::move(body), std::move(line), 3.0f);
    for (Sdf& dent : fact_knobs(facts, k_femur + "fossa/")) body = geometry::subtract(std::move(body), std::move(dent), 2.5f);
    // The ball stands on the neck like a cap: a soft step, sharper below.
    const float radius = fact_number(facts, k_femur + "head/radius");
    body = geometry::unite(std::move(body), geometry::sphere({0, 0, 0}, radius), 3.0f);
    const glm::vec3 pit = glm::normalize(facts.vec3(k_femur + "head/fovea_at"));
    const float pit_radius = fact_number(facts, k_femur + "head/fovea_radius"), deep = fact_number(facts, k_femur + "head/fovea_depth");
    return geometry::subtract(std::move(body), geometry::sphere(pit * (radius + pit_radius - deep), pit_radius), 1.5f);
}

// Two condyles like runners side by side, the floor of the kneecap's groove between them in front, the fossa behind.
Sdf knee_end(const Facts& facts) {
    const auto slice = [&](const char* part) { return fact_slice(facts, k_femur + part + "/", 0); };
    Sdf runners = geometry::unite(slice("condyle_medial"), slice("condyle_lateral"), 2.0f);
    Sdf end = geometry::unite(std::move(runners), slice("groove_floor"), 5.0f);
    end = geometry::unite(std::move(end), sweep(facts, "flare"), 7.0f);
    for (Sdf& knob : fact_knobs(facts, k_femur + "epicondyles/")) end = geometry::unite(std::move(end), std::move(knob), 4.0f);
    end = geometry::subtract(std::move(end), sweep(facts, "intercondylar"), 2.5f);
    return geometry::subtract(std::move(end), sweep(facts, "trochlea"), 4.0f); // groove of the kneecap
}

// Rough line down the back; its two lips part above and below.
Sdf linea_aspera(const Facts& facts, const Sdf& bone) {
    std::vector<Sdf> lips;
    lips.push_back(rough_line(facts, bone, "linea/l", "linea"));
    for (const char* lip : {"gluteal/c", "spiral/c", "lateral_lip/c", "medial_lip/c"}) lips.push_back(rough_line(facts, bone, lip, "lip"));
    return geometry::unite(std::move(lips), 2.0f);
}

} // namespace

Sdf femur_shape(const Facts& facts, const anatomy::SpineRest& spine) {
    Sdf bone = geometry::unite(sweep(facts, "shaft"), hip_end(facts), 6.0f);
    bone = geometry::unite(std::move(bone), knee_end(facts), 9.0f);
    Sdf lines = linea_aspera(facts, bone);
    bone = geometry::unite(std::move(bone), std::move(lines), 2.5f);
    const BoneFrame frame = femur_frame(facts, spine);
    return geometry::moved(std::move(bone), frame.axes, frame.origin);
}

} // namespace dorsum::bake
