// Which joints move a vertex: one rule for the default atlas and for foreign ones, from tissue, id and place.
#include "anatomy/atlas.h"
#include "geometry/skinning.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace dorsum::anatomy {

namespace {

using Pairs = std::vector<std::pair<std::uint8_t, float>>;
using geometry::SkinWeights;

SkinWeights rigid(std::uint8_t joint) {
    SkinWeights w;
    w.joints[0] = joint;
    return w;
}

float smooth(float from, float to, float x) {
    const float t = std::clamp((x - from) / (to - from), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool any_of(std::string_view id, std::initializer_list<std::string_view> parts) {
    return std::any_of(parts.begin(), parts.end(), [&](auto p) { return id.find(p) != std::string_view::npos; });
}

// "rib.7.left" -> 7, "costal_cartilage.3.right" -> 3
int number_in(std::string_view id) {
    const auto dot = id.find('.');
    return dot == std::string_view::npos ? 0 : std::atoi(std::string(id.substr(dot + 1)).c_str());
}

// Position along the chain of vertebral centres: fractional level, -1 above C1 (skull) .. 24 at S1.
float level_at_height(const SpineRest& spine, float y) {
    if (y >= spine.frames[0].centre_mm.y) {
        const float above = (y - spine.frames[0].centre_mm.y) / 25.0f;
        return std::max(-1.0f, -above);
    }
    for (std::size_t i = 0; i + 1 < k_level_count; ++i) {
        const float high = spine.frames[i].centre_mm.y, low = spine.frames[i + 1].centre_mm.y;
        if (y <= high && y >= low && high > low) return static_cast<float>(i) + (high - y) / (high - low);
    }
    return static_cast<float>(k_level_count - 1);
}

// The two neighbouring axial joints at a fractional level (joint index = level + 1; 0 is the skull, 25 the pelvis).
void add_axial(Pairs& pairs, float level, float weight) {
    const float joint = std::clamp(level + 1.0f, 0.0f, static_cast<float>(k_joint_pelvis));
    const auto low = static_cast<int>(std::floor(joint));
    const float f = joint - static_cast<float>(low);
    pairs.emplace_back(static_cast<std::uint8_t>(low), weight * (1 - f));
    if (low < k_joint_pelvis && f > 0) pairs.emplace_back(static_cast<std::uint8_t>(low + 1), weight * f);
}

// Where a place on the chest wall stands round the trunk's axis: 0 behind the spine, 90 at the side, 180 in front.
float round_the_chest_deg(const SpineRest& spine, float level, glm::vec3 p) {
    const auto centre = spine.frames[static_cast<std::size_t>(std::clamp(level, 7.0f, 18.0f))].centre_mm;
    return std::atan2(std::abs(p.x), -(p.z - centre.z - 35)) * 57.29578f;
}

// How far a rib has come down from its vertebra at a place round the chest, as measured on the ribs that are drawn: the lower ones
// fall sooner and more steeply.
float rib_fall_mm(int n, float round_deg) {
    const float from = std::clamp(57 - 6.5f * static_cast<float>(n - 4), 18.0f, 62.0f);
    const float slope = n <= 8 ? 1.05f + 0.03f * static_cast<float>(n) : 1.3f + 0.17f * static_cast<float>(n - 8);
    return std::max(-12.0f, slope * (round_deg - from));
}

// The number of the rib at a place on the chest wall, 1 .. 13, with fractions between ribs; what is below the last one has 13.
float rib_at(const SpineRest& spine, float round_deg, float y) {
    const auto height = [&](int n) { return spine.frames[level_t(n).value].centre_mm.y - rib_fall_mm(n, round_deg); };
    float above = height(1);
    if (y >= above) return 1;
    for (int n = 2; n <= 12; ++n) {
        const float below = height(n);
        if (y >= below) return static_cast<float>(n) - (y - below) / std::max(1.0f, above - below);
        above = below;
    }
    return 12 + std::min(1.0f, (above - y) / 35.0f);
}

// Joints of the ribs about a number on one side, blended like the axial ones.
void add_ribs(Pairs& pairs, Side side, float number, float weight) {
    const float rib = std::clamp(number, 1.0f, 12.0f);
    const int low = static_cast<int>(std::floor(rib));
    const float f = rib - static_cast<float>(low);
    pairs.emplace_back(joint_rib(side, low), weight * (1 - f));
    if (low < 12 && f > 0) pairs.emplace_back(joint_rib(side, low + 1), weight * f);
}

Side side_at(float x) { return x >= 0 ? Side::left : Side::right; }

SkinWeights rib_weights(int n, Side side, const SpineRest& spine, glm::vec3 p) {
    const auto centre = spine.frames[level_t(n).value].centre_mm;
    const float at_spine = 1 - smooth(20, 110, glm::distance(p, centre));
    const float at_front = n <= 10 ? smooth(20, 110, p.z - centre.z) : 0.0f;
    const float rest = std::max(0.0f, 1 - at_spine - at_front);
    return geometry::make_weights(Pairs{{joint_of(level_t(n)), at_spine}, {joint_rib(side, n), rest}, {k_joint_sternum, at_front}});
}

SkinWeights disc_weights(std::string_view id, const SpineRest& spine, glm::vec3 p) {
    const auto dot = id.find('.') + 1; // disc.l4_l5, nucleus.l4_l5
    const auto name = id.substr(dot, id.find('_') - dot);
    const auto upper = find_level(name);
    if (!upper || upper->value + 1 >= k_level_count) return rigid(k_joint_pelvis);
    const auto top = spine.frames[upper->value].centre_mm, bottom = spine.frames[upper->value + 1].centre_mm;
    const auto axis = top - bottom;
    const float t = glm::dot(p - bottom, axis) / std::max(1e-6f, glm::dot(axis, axis));
    const float up = std::clamp((t - 0.38f) / 0.24f, 0.0f, 1.0f); // the disc fills about the middle quarter between the centres
    const auto lower = Level(upper->value + std::size_t{1});
    return geometry::make_weights(Pairs{{joint_of(*upper), up}, {joint_of(lower), 1 - up}});
}

SkinWeights bone_weights(std::string_view id, Side side, const SpineRest& spine, glm::vec3 p) {
    if (starts_with(id, "vertebra.")) {
        if (const auto level = find_level(id.substr(9))) return rigid(joint_of(*level));
    }
    if (starts_with(id, "rib.")) return rib_weights(std::clamp(number_in(id), 1, 12), side, spine, p);
    if (starts_with(id, "costal_cartilage.")) {
        const auto n = std::clamp(number_in(id), 1, 12);
        const float front = 1 - smooth(20, 90, std::abs(p.x));
        return geometry::make_weights(
            Pairs{{k_joint_sternum, 0.5f + 0.5f * front}, {joint_rib(side, n), 0.5f - 0.5f * front}});
    }
    if (starts_with(id, "sternum.")) return rigid(k_joint_sternum);
    if (starts_with(id, "scapula.")) return rigid(joint_scapula(side));
    if (starts_with(id, "clavicle.")) {
        const float out = smooth(15, 140, std::abs(p.x));
        return geometry::make_weights(Pairs{{k_joint_sternum, 1 - out}, {joint_scapula(side), out}});
    }
    if (starts_with(id, "humerus.")) return rigid(joint_humerus(side));
    // The knee stays straight: what is below goes with the thigh.
    for (const auto leg : {"femur.", "patella.", "tibia.", "fibula."})
        if (starts_with(id, leg)) return rigid(joint_femur(side));
    if (starts_with(id, "occipital") || starts_with(id, "skull")) return rigid(k_joint_skull);
    return rigid(k_joint_pelvis);
}

// How much of a soft structure at p follows the shoulder blade.
float shoulder_share(std::string_view id, const SpineRest& spine, glm::vec3 p) {
    const float x = std::abs(p.x);
    if (any_of(id, {"supraspinatus", "infraspinatus", "teres_", "deltoid", "subscapularis"})) return 1;
    if (any_of(id, {"trapezius", "rhomboid", "levator_scapulae"})) return smooth(25, 90, x);
    const auto above = [&](Level from, Level to) { return smooth(spine.frames[from.value].centre_mm.y, spine.frames[to.value].centre_mm.y, p.y); };
    if (any_of(id, {"latissimus", "serratus_anterior"})) return smooth(90, 170, x) * above(level_t(10), level_t(6));
    if (starts_with(id, "skin")) { // the arm, down to where it is cut off beside the flank, is one piece; lower down the skin between the two shears over as wide a stretch as there is
        const float low = 1 - above(level_t(9), level_t(6));
        return std::max(smooth(170, 215, x) * above(level_l(1), level_t(12)), smooth(90 + 30 * low, 170 + 40 * low, x) * above(level_t(12), level_t(7)));
    }
    return 0;
}

// From the pelvis down into the thigh: a tilted pelvis does not swing the legs out.
void add_pelvis_and_legs(Pairs& pairs, const SpineRest& spine, glm::vec3 p, float weight) {
    const float sacrum = spine.frames[level_s1().value].centre_mm.y;
    const float leg = weight * (1 - smooth(sacrum - 180, sacrum - 50, p.y)), left = smooth(-30, 30, p.x);
    pairs.emplace_back(k_joint_pelvis, weight - leg);
    if (leg > 0) {
        pairs.emplace_back(joint_femur(Side::left), leg * left);
        pairs.emplace_back(joint_femur(Side::right), leg * (1 - left));
    }
}

// How much of the diaphragm at p goes down with a breath: its domes, not its borders on the ribs, the breastbone and the spine.
float dome_share(const SpineRest& spine, glm::vec3 p) {
    const auto t10 = spine.frames[level_t(10).value].centre_mm, l1 = spine.frames[level_l(1).value].centre_mm;
    const float inside = std::hypot(p.x / 120.0f, (p.z - t10.z - 49) / 78.0f);
    return (1 - smooth(0.68f, 0.98f, inside)) * smooth(l1.y, t10.y + 5, p.y);
}

// The wall of the trunk hangs between the lowest ribs and the crest of the hip bone, in front between the breastbone and the pubis: how far
// down a place on it is, 0 at the ribs .. 1 at the pelvis. The vertebrae within do not swing it: one that leans by 30 degrees would take
// what lies 10 cm beside it past what hangs on the next. It begins high enough to be pressed together, sliding over the last ribs, rather
// than to fold where they come down to the crest.
float down_the_wall(const SpineRest& spine, float round_deg, float last_rib, float y) {
    constexpr float least_mm = 80, pubis_mm = 50; // below S1
    const auto height = [&](Level level) { return spine.frames[level.value].centre_mm.y; };
    const float under_12 = height(level_t(12)) - rib_fall_mm(12, round_deg), under_10 = height(level_t(10)) - rib_fall_mm(10, round_deg);
    const float ribs = glm::mix(under_12, under_10, 0.5f * (12 - last_rib)), crest = height(level_l(4));
    const float belly = smooth(90, 150, round_deg);
    const float top = glm::mix(std::max(std::min(ribs, height(level_l(1))), crest + least_mm), height(level_t(10)), belly);
    return smooth(top, glm::mix(crest, height(level_s1()) - pubis_mm, belly), y);
}

SkinWeights soft_weights(std::string_view id, const SpineRest& spine, glm::vec3 p) {
    if (any_of(id, {"gluteus", "piriformis", "gemellus", "obturator", "quadratus_femoris", "biceps_femoris", "semitendinosus",
                    "semimembranosus", "sacrotuberous", "sacrospinous", "sacro_iliac", "iliacus"}) ||
        p.y < spine.frames[level_s1().value].centre_mm.y - 50) {
        Pairs pairs;
        add_pelvis_and_legs(pairs, spine, p, 1);
        return geometry::make_weights(pairs);
    }
    const float level = level_at_height(spine, p.y);
    const Side side = side_at(p.x);
    Pairs pairs;
    const float shoulder = shoulder_share(id, spine, p);
    const float dome = id.find("diaphragm") == std::string_view::npos ? 0.0f : dome_share(spine, p);
    const float rest = (1 - shoulder) * (1 - dome);
    const float axis_z = spine.frames[static_cast<std::size_t>(std::clamp(level, 0.0f, 24.0f))].centre_mm.z;
    const float reach = std::hypot(p.x, std::max(0.0f, p.z - axis_z)); // lateral or in front: carried by the ribs
    const float round_deg = round_the_chest_deg(spine, level, p), rib = rib_at(spine, round_deg, p.y);
    // Behind there are twelve ribs; the twelfth ends first, then the eleventh: at the side and in front the cage ends with the tenth.
    const float last_rib = 12 - 2 * smooth(35, 85, round_deg);
    const float wall = smooth(30, 100, reach) * smooth(5.5f, 7.0f, level), down = down_the_wall(spine, round_deg, last_rib, p.y);
    const float ribs = wall * (1 - down);
    const float front = ribs * smooth(20, 110, p.z - axis_z); // held by the breastbone, as the ribs are; the belly hangs on it too
    add_axial(pairs, level, rest * (1 - wall));
    if (ribs > 0) add_ribs(pairs, side, std::min(rib, last_rib), rest * (ribs - front));
    if (front > 0) pairs.emplace_back(k_joint_sternum, rest * front);
    if (down > 0) pairs.emplace_back(k_joint_pelvis, rest * wall * down);
    if (dome > 0) pairs.emplace_back(k_joint_diaphragm, (1 - shoulder) * dome);
    if (shoulder > 0) pairs.emplace_back(joint_scapula(side), shoulder);
    return geometry::make_weights(pairs);
}

} // namespace

SkinWeights skin_weights_at(const Terms& terms, const SpineRest& spine, glm::vec3 rest_mm) {
    switch (terms.tissue) {
    case Tissue::bone:
    case Tissue::cartilage: return bone_weights(terms.id, terms.side, spine, rest_mm);
    case Tissue::disc: return disc_weights(terms.id, spine, rest_mm);
    default: return soft_weights(terms.id, spine, rest_mm);
    }
}

void assign_skin_weights(Structure& structure, const SpineRest& spine) {
    for (auto& mesh : structure.lods) {
        mesh.skin.resize(mesh.positions.size());
        for (std::size_t i = 0; i < mesh.positions.size(); ++i)
            mesh.skin[i] = skin_weights_at(structure.terms, spine, mesh.positions[i]);
    }
}

} // namespace dorsum::anatomy
