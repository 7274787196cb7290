// Landmarks measured on whatever meshes an atlas has, by rules an anatomist would say aloud ("the highest point of the crest").
#include "anatomy/atlas.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace dorsum::anatomy {

namespace {

using geometry::Bounds;
using geometry::Mesh;

constexpr float k_out = -1e30f;
constexpr float k_median_crest_mm = 5;     // half the breadth in which the median sacral crest is looked for
constexpr float k_patella_front = 0.07f;       // above the middle of its height: below it the apex tapers off
constexpr float k_para_lateral_mm = 30; // design value [D] of the conditions' facts, section 2

// The point with the best score, or nothing where none is a candidate. Where a bone is broad the one best vertex is anywhere on it, as
// its triangles happen to fall: the middle of all that are nearly as good stays where it is.
template <class F>
std::optional<glm::vec3> extreme(const Mesh& mesh, F score) {
    constexpr float k_nearly_mm = 0.8f;
    float best = k_out;
    for (const auto& p : mesh.positions) best = std::max(best, score(p));
    if (best == k_out) return std::nullopt;
    glm::vec3 sum(0);
    float weights = 0;
    for (const auto& p : mesh.positions) {
        const float weight = std::max(0.0f, score(p) - best + k_nearly_mm);
        sum += weight * p;
        weights += weight;
    }
    return sum / weights;
}

// Where a line from the front, at this place to the left and above, meets the mesh first.
std::optional<glm::vec3> front_of(const Mesh& mesh, glm::vec2 at) {
    const auto cross = [](glm::vec2 a, glm::vec2 b) { return a.x * b.y - a.y * b.x; };
    std::optional<glm::vec3> first;
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const glm::vec3 a = mesh.positions[mesh.indices[t]], b = mesh.positions[mesh.indices[t + 1]], c = mesh.positions[mesh.indices[t + 2]];
        const glm::vec2 p(a), ab = glm::vec2(b) - p, ac = glm::vec2(c) - p;
        const float area = cross(ab, ac);
        if (area <= 0) continue; // looks away, or stands on edge
        const float u = cross(at - p, ac) / area, v = cross(ab, at - p) / area;
        if (u < 0 || v < 0 || u + v > 1) continue;
        const glm::vec3 met = a + u * (b - a) + v * (c - a);
        if (!first || met.z > first->z) first = met;
    }
    return first;
}

class Collector {
public:
    explicit Collector(const Atlas& atlas) : atlas_(atlas) {}

    void add(std::string id, std::string name, std::string ta2, const Structure& on, std::optional<glm::vec3> at) {
        if (!at) return;
        out.push_back({std::move(id), std::move(name), std::move(ta2), *at, skin_weights_at(on.terms, atlas_.spine, *at)});
    }
    const Structure* find(std::string_view id) const {
        const auto index = atlas_.find(id);
        return index.valid() ? &atlas_.at(index) : nullptr;
    }

    std::vector<Landmark> out;

private:
    const Atlas& atlas_;
};

std::string sided(std::string_view id, Side side) { return fmt::format("{}.{}", id, side_name(side)); }
std::string sided_name(std::string_view name, Side side) { return fmt::format("{}, {}", name, side_name(side)); }

void add_spinous(Collector& to, const Structure& on, const std::string& level, std::optional<glm::vec3> tip) {
    if (!tip) return;
    std::string shown = level;
    shown[0] = static_cast<char>(shown[0] - 'a' + 'A');
    to.add("spinous." + level, "Spinous process of " + shown, level == "c7" ? "1057" : "", on, tip);
    for (Side side : {Side::left, Side::right}) {
        const float x = side == Side::left ? k_para_lateral_mm : -k_para_lateral_mm;
        to.add(sided("para." + level, side), sided_name("Beside the spinous process of " + shown, side), "", on,
               *tip + glm::vec3(x, 0, 0));
    }
}

// Where the process ends behind and below: of a hatchet its lower corner. Both halves count, so that a forked one is met in the
// middle of its fork.
std::optional<glm::vec3> spinous_tip(const Mesh& mesh, float middle_x) {
    constexpr float k_process_mm = 9, k_middle_mm = 0.3f, k_down = 0.65f;
    const auto half = [&](float side) {
        return extreme(mesh, [&](glm::vec3 p) {
            const float x = side * (p.x - middle_x);
            return x >= -k_middle_mm && x < k_process_mm ? -p.z - k_down * p.y : k_out;
        });
    };
    const auto left = half(1), right = half(-1);
    if (!left || !right) return left ? left : right;
    return 0.5f * (*left + *right);
}

void add_spine(Collector& to, const SpineRest& spine) {
    for (std::size_t i = 0; i < k_vertebra_count; ++i) {
        const Level level(i);
        const auto* vertebra = to.find(vertebra_id(level));
        if (!vertebra) continue;
        const float x = spine.frames[i].centre_mm.x;
        add_spinous(to, *vertebra, level_name(level), spinous_tip(vertebra->lods[0], x));
    }
    const auto* sacrum = to.find("sacrum");
    if (!sacrum) return;
    const auto& frame = spine.frames[k_level_count - 1];
    const auto s1 = frame.centre_mm;
    // Tubercles of the median crest, by their depth below the endplate in the sacrum's own frame, for it leans far forward; depths are
    // shares of its length, since a short sacrum has its tubercles higher up.
    float length = 0;
    for (const auto& p : sacrum->lods[0].positions) length = std::max(length, -glm::dot(frame.axes[1], p - s1));
    const auto crest = [&](float high, float low) {
        return extreme(sacrum->lods[0], [&](glm::vec3 p) {
            const glm::vec3 q = glm::transpose(frame.axes) * (p - s1);
            return std::abs(q.x) < k_median_crest_mm && q.y < -high * length && q.y > -low * length ? -q.z : k_out;
        });
    };
    add_spinous(to, *sacrum, "s1", crest(0.205f, 0.257f));
    add_spinous(to, *sacrum, "s2", crest(0.388f, 0.441f));
    for (Side side : {Side::left, Side::right}) {
        const float x = side == Side::left ? 1.0f : -1.0f;
        to.add(sided("sacrum_edge", side), sided_name("Lateral border of the sacrum", side), "", *sacrum,
               extreme(sacrum->lods[0], [&](glm::vec3 p) { return std::abs(p.y - (s1.y - 0.61f * length)) < 0.105f * length ? x * p.x : k_out; }));
    }
    const auto* coccyx = to.find("coccyx");
    const auto& lowest = coccyx ? *coccyx : *sacrum;
    to.add("coccyx_tip", "Tip of the coccyx", "", lowest, extreme(lowest.lods[0], [](glm::vec3 p) { return -p.y; }));
}

void add_head(Collector& to) {
    const auto* occipital = to.find("occipital");
    if (!occipital) return;
    const auto& mesh = occipital->lods[0];
    const auto box = geometry::bounds_of(mesh);
    to.add("eop", "External occipital protuberance", "568", *occipital,
           // below the back of the head's farthest point: where the squama turns under
           extreme(mesh, [](glm::vec3 p) { return std::abs(p.x) < 10 ? -0.94f * p.z - 0.34f * p.y : k_out; }));
    for (Side side : {Side::left, Side::right}) {
        const float x = side == Side::left ? 1.0f : -1.0f;
        const float out = 0.6f * (side == Side::left ? box.max.x : -box.min.x);
        to.add(sided("mastoid", side), sided_name("Mastoid process", side), "644", *occipital,
               extreme(mesh, [x, out](glm::vec3 p) { return x * p.x > out ? 0.2f * x * p.x - p.y + 0.45f * p.z : k_out; })); // it points down and forward
    }
}

void add_scapula(Collector& to, Side side) {
    const auto* scapula = to.find(sided("scapula", side));
    if (!scapula) return;
    const float x = side == Side::left ? 1.0f : -1.0f;
    const auto& mesh = scapula->lods[0];
    const auto add = [&](const char* id, const char* name, const char* ta2, std::optional<glm::vec3> at) {
        to.add(sided(id, side), sided_name(name, side), ta2, *scapula, at);
    };
    const auto superior = extreme(mesh, [x](glm::vec3 p) { return p.y - 0.5f * x * p.x; });
    const auto inferior = extreme(mesh, [](glm::vec3 p) { return -p.y; });
    if (!superior || !inferior) return;
    const auto medial_at = [&](float fraction) {
        const float y = glm::mix(inferior->y, superior->y, fraction);
        return extreme(mesh, [&](glm::vec3 p) { return std::abs(p.y - y) < 7 ? -x * p.x : k_out; });
    };
    add("scap_sup", "Superior angle of the scapula", "1156", superior);
    add("scap_inf", "Inferior angle of the scapula", "1167", inferior);
    add("scap_med", "Medial border of the scapula", "1155", medial_at(0.45f));
    add("scap_spine", "Root of the scapular spine", "1147", medial_at(0.75f));
    add("acromion", "Acromion", "1152", extreme(mesh, [x](glm::vec3 p) { return x * p.x + 0.8f * p.y; }));
    add("acromial_angle", "Acromial angle", "1154", extreme(mesh, [x](glm::vec3 p) { return x * p.x - 0.5f * p.z; }));
}

// The deepest point of the greater sciatic notch: where the posterior border between PSIS and ischial spine lies farthest forward.
std::optional<glm::vec3> sciatic_notch(const Mesh& mesh, const Bounds& box) {
    constexpr float k_slice_mm = 4, k_nearly_mm = 1.5f; // the border has two lips some millimetres apart: its middle, not now one and now the other
    std::map<int, float> border;                        // of each slice how far it reaches back
    const float low = box.min.y + 0.36f * box.size().y, high = box.min.y + 0.68f * box.size().y;
    const auto within = [&](glm::vec3 p) { return p.y >= low && p.y <= high; };
    const auto slice = [&](glm::vec3 p) { return static_cast<int>((p.y - low) / k_slice_mm); };
    for (const auto& p : mesh.positions)
        if (within(p)) {
            const auto [at, fresh] = border.try_emplace(slice(p), p.z);
            at->second = std::min(at->second, p.z);
        }
    if (border.empty()) return std::nullopt;
    float deepest = -1e30f;
    for (const auto& [n, z] : border) deepest = std::max(deepest, z);
    glm::vec3 sum(0);
    float weights = 0;
    for (const auto& p : mesh.positions) {
        if (!within(p)) continue;
        const float back = border.at(slice(p)), weight = std::max(0.0f, k_nearly_mm - (deepest - back)) * std::max(0.0f, k_nearly_mm - (p.z - back));
        sum += weight * p;
        weights += weight;
    }
    return sum / weights;
}

void add_hip(Collector& to, Side side) {
    const auto* hip = to.find(sided("hip_bone", side));
    if (!hip) return;
    const float x = side == Side::left ? 1.0f : -1.0f;
    const auto& mesh = hip->lods[0];
    const auto box = geometry::bounds_of(mesh);
    const auto height = [&](float f) { return box.min.y + f * box.size().y; };
    const auto add = [&](const char* id, const char* name, const char* ta2, std::optional<glm::vec3> at) {
        to.add(sided(id, side), sided_name(name, side), ta2, *hip, at);
    };
    add("iliac_crest", "Iliac crest, highest point", "1322", extreme(mesh, [](glm::vec3 p) { return p.y; }));
    add("psis", "Posterior superior iliac spine", "1329",
        // the upper end of the border that runs down to the inferior one
        extreme(mesh, [&](glm::vec3 p) { return p.y > height(0.6f) ? -p.z - 0.6f * x * p.x + 0.15f * p.y : k_out; }));
    add("asis", "Anterior superior iliac spine", "1326",
        extreme(mesh, [&](glm::vec3 p) { return p.y > height(0.6f) ? p.z + 0.3f * x * p.x : k_out; }));
    add("isch_tub", "Ischial tuberosity", "1342", extreme(mesh, [&](glm::vec3 p) { return -p.y - 0.6f * p.z; }));
    add("ischial_spine", "Ischial spine", "1341", extreme(mesh, [&](glm::vec3 p) {
            return p.y > height(0.28f) && p.y < height(0.45f) ? -x * p.x - p.z : k_out;
        }));
    const auto notch = sciatic_notch(mesh, box);
    const auto edge = std::find_if(to.out.begin(), to.out.end(), [&](const auto& l) { return l.id == sided("sacrum_edge", side); });
    if (notch && edge != to.out.end())
        add("sciatic_foramen", "Greater sciatic foramen", "1316", glm::mix(*notch, edge->position_mm, 0.35f));
}

void add_femur(Collector& to, Side side) {
    const auto* femur = to.find(sided("femur", side));
    if (!femur) return;
    const float x = side == Side::left ? 1.0f : -1.0f;
    const auto& mesh = femur->lods[0];
    const auto box = geometry::bounds_of(mesh);
    to.add(sided("greater_troch", side), sided_name("Greater trochanter", side), "1364", *femur, extreme(mesh, [&](glm::vec3 p) {
               return p.y > box.max.y - 0.2f * box.size().y ? x * p.x : k_out;
           }));
    Bounds condyles;
    for (const auto& p : mesh.positions)
        if (p.y < box.min.y + 0.07f * box.size().y) condyles.add(p);
    if (!condyles.empty())
        to.add(sided("pop_fossa", side), sided_name("Popliteal fossa", side), "324", *femur,
               glm::vec3(condyles.centre().x, condyles.max.y, condyles.min.z - 12));
}

void add_leg(Collector& to, Side side) {
    const float x = side == Side::left ? 1.0f : -1.0f;
    const auto add = [&](const char* bone, const char* id, const char* name, const auto& score) {
        if (const auto* on = to.find(sided(bone, side))) {
            const auto box = geometry::bounds_of(on->lods[0]);
            to.add(sided(id, side), sided_name(name, side), "", *on,
                   extreme(on->lods[0], [&](glm::vec3 p) { return score(p, box.max.y - p.y); }));
        }
    };
    // The kneecap's front is nearly flat: its middle is not where it lies farthest forward.
    if (const auto* patella = to.find(sided("patella", side))) {
        const auto box = geometry::bounds_of(patella->lods[0]);
        to.add(sided("patella", side), sided_name("Kneecap, middle of the front", side), "", *patella,
               front_of(patella->lods[0], glm::vec2(box.centre()) + glm::vec2(0, k_patella_front * box.size().y)));
    }
    // Depths below the top of the bone, as a finger finds them from the joint line down.
    add("tibia", "tibial_tuberosity", "Tibial tuberosity", [](glm::vec3 p, float down) { return down > 30 && down < 70 ? p.z : k_out; });
    add("tibia", "gerdy", "Tubercle of the iliotibial tract",
        [x](glm::vec3 p, float down) { return down > 15 && down < 32 ? p.z + 0.4f * x * p.x : k_out; });
    add("fibula", "fibular_head", "Head of the fibula", [x](glm::vec3 p, float down) { return down < 30 ? x * p.x + 0.15f * p.y : k_out; });
}

void add_rib(Collector& to, Side side) {
    const auto* rib = to.find(sided("rib.12", side));
    if (!rib) return;
    const float x = side == Side::left ? 1.0f : -1.0f;
    to.add(sided("rib12_tip", side), sided_name("Tip of the twelfth rib", side), "", *rib,
           extreme(rib->lods[0], [x](glm::vec3 p) { return x * p.x - 0.5f * p.y; }));
}

} // namespace

std::vector<Landmark> measure_landmarks(const Atlas& atlas) {
    Collector collector(atlas);
    add_spine(collector, atlas.spine);
    add_head(collector);
    for (Side side : {Side::left, Side::right}) {
        add_scapula(collector, side);
        add_hip(collector, side);
        add_femur(collector, side);
        add_leg(collector, side);
        add_rib(collector, side);
    }
    return std::move(collector.out);
}

} // namespace dorsum::anatomy
