// Strokes that a user draws, at places where an anatomist knows the answer: what they lie on, how they run to its fibres, which zones they
// meet; the same on both sides, on a bent back, and through the pointer and the camera.
#include "stage.h"

#include "geometry/skinning.h"
#include "scene/own_stroke.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::app::test {

namespace {

using scene::OwnStrokeFinding;
using Points = std::vector<glm::vec3>;

const std::vector<std::string> k_peeled{"layer superficial 0", "layer intermediate 0"}; // down to the erector spinae

// A drag that is described by places, and what is to be said of it.
struct Known {
    std::string name;
    std::vector<std::string> places;   // {side}
    glm::vec3 out{0, 0, -1};           // from here hands come: x away from the midline
    std::vector<std::string> shown;    // actions
    std::string muscle;                // begins so; empty: whatever lies there
    enum { along, across, any } fibres = any;
    std::string direction = {}, zone = {}; // zone that must be met; "none": no zone at all
    int cap = 4;
    bool forbidden = false;
    float turned_across_mm = 0;        // across the way of these places, so long, instead of along it
};

const std::vector<Known>& known() {
    using K = Known;
    static const std::vector<Known> rows{
        {"descending trapezius, along", {"within(muscle.trapezius_descending.{side}, 0.4)", "within(muscle.trapezius_descending.{side}, 0.6)", "within(muscle.trapezius_descending.{side}, 0.8)"}, {0.3f, 0.5f, -1}, {}, "muscle.trapezius_descending.{side}", K::along, "", "none"},
        {"descending trapezius, across", {"within(muscle.trapezius_descending.{side}, 0.4)", "within(muscle.trapezius_descending.{side}, 0.6)"}, {0.3f, 0.5f, -1}, {}, "muscle.trapezius_descending.{side}", K::across, "", "none", 4, false, 40},
        {"erector spinae, upwards", {"lateral(para.l3.{side}, 8, 0, 0)", "lateral(para.t12.{side}, 8, 0, 0)", "lateral(para.t10.{side}, 8, 0, 0)"}, {0, 0, -1}, k_peeled, "erector", K::along, "cephalad"},
        {"erector spinae, downwards", {"lateral(para.t9.{side}, 8, 0, 0)", "lateral(para.t12.{side}, 8, 0, 0)"}, {0, 0, -1}, k_peeled, "erector", K::along, "caudad"},
        {"erector spinae, across", {"lateral(para.l2.{side}, 0, 0, 0)", "lateral(para.l2.{side}, 35, 0, 0)"}, {0, 0, -1}, k_peeled, "erector", K::across, "lateral"},
        {"latissimus dorsi, along", {"within(muscle.latissimus_dorsi.{side}, 0.4)", "within(muscle.latissimus_dorsi.{side}, 0.7)"}, {0.7f, 0, -1}, {}, "muscle.latissimus_dorsi.{side}", K::along, "", ""},
        {"gluteus maximus, along", {"within(muscle.gluteus_maximus.{side}, 0.3)", "within(muscle.gluteus_maximus.{side}, 0.6)"}, {0.5f, 0, -1}, {}, "muscle.gluteus_maximus.{side}", K::along},
        {"over the lumbar spinous processes", {"spinous.l1", "spinous.l3", "spinous.l5"}, {0, 0, -1}, {}, "vertebra.l", K::any, "caudad", "spine_strip", 1},
        {"over the thoracic spinous processes", {"spinous.t3", "spinous.t5", "spinous.t7"}, {0, 0, -1}, {}, "vertebra.t", K::any, "caudad", "spine_strip", 1},
        {"over the sacrum", {"spinous.s1", "spinous.s2"}, {0, 0, -1}, {}, "sacrum", K::any, "caudad", "spine_strip", 1},
        {"over the kidney", {"lateral(para.t12.{side}, 35, 0, 0)", "lateral(para.l2.{side}, 35, 0, 0)"}, {0.3f, 0, -1}, {}, "", K::any, "caudad", "kidney.{side}", 2},
        {"through the hollow of the knee", {"offset(pop_fossa.{side}, 0, 30, 0)", "offset(pop_fossa.{side}, 0, -5, 0)"}, {0, 0, -1}, {}, "", K::any, "caudad", "popliteal.{side}", 1},
        {"front of the neck", {"offset(para.c4.{side}, 0, 0, 65)", "offset(para.c5.{side}, 0, 0, 65)"}, {0.5f, 0, 1}, {"layer skin 1"}, "", K::any, "", "carotid.{side}", 0, true},
        {"down over the sciatic nerve", {"mid(isch_tub.{side}, greater_troch.{side}, 0.45)", "offset(mid(isch_tub.{side}, greater_troch.{side}, 0.45), 0, -60, 0)"}, {0, 0, -1}, {}, "", K::any, "caudad", "sciatic_corridor.{side}", 2},
        {"groin", {"lateral(asis.{side}, -45, -60, 0)", "lateral(asis.{side}, -45, -80, 0)"}, {0, 0, 1}, {"layer skin 1"}, "", K::any, "", "femoral_triangle.{side}", 0, true},
    };
    return rows;
}

std::string with_side(std::string text, const std::string& side) {
    for (std::size_t at; (at = text.find("{side}")) != std::string::npos;) text.replace(at, 6, side);
    return text;
}

// What a hand from outside meets of the body as it is shown and bent.
class Seen {
public:
    Seen(const session::SessionState& state, std::span<const glm::mat4> palette) {
        geometry::Mesh mesh;
        for (const auto& structure : stage().workspace->atlas.structures) {
            const auto tissue = structure.terms.tissue;
            if (tissue == anatomy::Tissue::nerve || state.layer_opacity[static_cast<std::size_t>(structure.terms.layer)] < 0.3f || state.hidden.count(structure.terms.id)) continue;
            auto posed = geometry::skinned(anatomy::mesh_at(structure, 1), palette);
            posed.fibres.clear(), posed.course.clear(), posed.occlusion.clear(), posed.skin.clear();
            geometry::append(mesh, posed);
        }
        tree_ = geometry::Bvh(mesh);
    }
    glm::vec3 on(glm::vec3 p, glm::vec3 out) const {
        const auto hit = tree_.intersect({p + 150.0f * out, -out}, 300);
        return hit ? hit->position : p;
    }

private:
    geometry::Bvh tree_;
};

// Where the drag goes: between the places as they stand now, on what is seen there.
Points drag_of(const Known& row, const std::string& side, const session::SessionState& state) {
    const auto context = stage().workspace->context();
    const auto palette = scene::shown_palette(state, context);
    Points through;
    for (const auto& words : row.places) {
        const auto point = content::resolve_point(context.atlas, with_side(words, side));
        if (!point) {
            ADD_FAILURE() << row.name << ": " << words;
            return {};
        }
        through.push_back(geometry::skin_point(point->position_mm, point->skin, palette));
    }
    const auto out = glm::normalize(row.out * glm::vec3(side == "left" ? 1 : -1, 1, 1));
    if (row.turned_across_mm > 0) {
        const auto middle = 0.5f * (through.front() + through.back()), across = (side == "left" ? 1.0f : -1.0f) * glm::normalize(glm::cross(through.back() - through.front(), out));
        through = {middle - 0.5f * row.turned_across_mm * across, middle + 0.5f * row.turned_across_mm * across};
    }
    static std::optional<std::pair<std::pair<std::array<float, anatomy::k_layer_count>, anatomy::SpineCurve>, Seen>> last; // one body for many rows
    const auto key = std::pair(state.layer_opacity, state.curve);
    if (!last || !(last->first == key)) last.emplace(key, Seen(state, palette));
    const auto& seen = last->second;
    Points drag;
    for (const auto& p : geometry::resample(through, 16)) drag.push_back(seen.on(p, out));
    return drag;
}

std::string trace_text(const Points& points) {
    std::string text;
    for (const auto& p : points) text += fmt::format("{}{:.1f},{:.1f},{:.1f}", text.empty() ? "trace path=" : ";", p.x, p.y, p.z);
    return text;
}

void expect_known(const Known& row, const std::string& side, const OwnStrokeFinding& found, const std::string& where) {
    const auto told = fmt::format("{} {}, {}: lies on {}, {:.0f} degrees to its fibres, {}, {}, zones {}, P{}", row.name, side, where, found.muscle, found.fibre_angle_deg, found.technique, found.direction,
                                  fmt::join(found.zones, " "), found.pressure_cap);
    fmt::print("{}\n", told);
    if (row.muscle == "erector") {
        const auto group = anatomy::resolve(stage().workspace->atlas, "group:erector_spinae." + side);
        ASSERT_TRUE(group);
        const auto index = stage().workspace->atlas.find(found.muscle);
        EXPECT_NE(std::find(group->structures.begin(), group->structures.end(), index), group->structures.end()) << told;
        EXPECT_FALSE(found.over_bone) << told;
    } else if (row.muscle.starts_with("vertebra.") || row.muscle == "sacrum") {
        EXPECT_TRUE(found.over_bone && found.muscle.starts_with(row.muscle)) << told;
        EXPECT_LT(found.fibre_angle_deg, 0) << told;
    } else if (!row.muscle.empty()) {
        EXPECT_FALSE(found.over_bone) << told;
        EXPECT_EQ(found.muscle, with_side(row.muscle, side)) << told;
    }
    if (row.fibres == Known::along) {
        EXPECT_TRUE(found.fibre_angle_deg >= 0 && found.fibre_angle_deg <= 25) << told;
    }
    if (row.fibres == Known::across) {
        EXPECT_GE(found.fibre_angle_deg, 65) << told;
    }
    if (!row.direction.empty()) {
        EXPECT_EQ(found.direction, row.direction) << told;
    }
    if (row.zone == "none") EXPECT_TRUE(found.zones.empty()) << told;
    else if (!row.zone.empty()) {
        EXPECT_NE(std::find(found.zones.begin(), found.zones.end(), with_side(row.zone, side)), found.zones.end()) << told;
    }
    EXPECT_LE(found.pressure_cap, row.cap) << told;
    if (row.zone == "none") {
        EXPECT_EQ(found.pressure_cap, 4) << told;
    }
    if (row.forbidden) {
        EXPECT_TRUE(found.forbidden) << told;
    }
}

} // namespace

TEST(ProofsOwnStroke, SaysWhatAnAnatomistKnowsOnBothSidesAndOnABentBack) {
    const auto context = stage().workspace->context();
    for (const char* curve : {"curve off", "curve cobb=45 side=right", "curve cobb=45 side=left"})
        for (const auto& row : known()) {
            std::map<std::string, OwnStrokeFinding> by_side;
            for (const std::string side : {"left", "right"}) {
                auto actions = row.shown;
                actions.push_back(curve);
                const auto drag = drag_of(row, side, state_after(actions));
                actions.push_back(trace_text(drag));
                const auto found = scene::find_own_stroke(state_after(actions, "study"), context, *stage().studio.cache);
                ASSERT_TRUE(found) << row.name;
                EXPECT_NEAR(found->length_mm, geometry::length_mm(drag), 2) << row.name;
                expect_known(row, side, *found, curve);
                by_side[side] = *found;
            }
            if (std::string(curve) != "curve off") continue;
            // The mirrored drag gives the mirrored answer.
            const auto &left = by_side["left"], &right = by_side["right"];
            const auto mirrored = [](std::string id) { return id.ends_with(".right") ? id.substr(0, id.size() - 6) + ".left" : id; };
            EXPECT_EQ(left.technique, right.technique) << row.name;
            EXPECT_EQ(left.direction, right.direction) << row.name;
            EXPECT_EQ(left.pressure_cap, right.pressure_cap) << row.name;
            EXPECT_EQ(left.forbidden, right.forbidden) << row.name;
            EXPECT_NEAR(left.fibre_angle_deg, right.fibre_angle_deg, 10) << row.name;
            std::set<std::string> zones_left(left.zones.begin(), left.zones.end()), zones_right;
            for (const auto& zone : right.zones) zones_right.insert(mirrored(zone));
            EXPECT_EQ(zones_left, zones_right) << row.name;
            if (row.muscle.starts_with("muscle.")) {
                EXPECT_EQ(left.muscle, mirrored(right.muscle)) << row.name;
            }
        }
}

// The way of a user: the tool in hand, a pointer dragged over the picture, rays from the camera onto what is drawn there.
TEST(ProofsOwnStroke, SaysTheSameThroughPointerAndCamera) {
    for (const char* curve : {"curve off", "curve cobb=45 side=right"})
        for (const auto& row : known()) {
            static const std::set<std::string> few{"descending trapezius, along", "erector spinae, across", "over the lumbar spinous processes", "over the kidney", "through the hollow of the knee"};
            if (!few.count(row.name)) continue;
            const std::string side = row.name.size() % 2 ? "left" : "right";
            const auto viewer = make_viewer("study");
            ASSERT_TRUE(viewer);
            for (const auto& action : row.shown) ASSERT_TRUE(viewer->act(action));
            ASSERT_TRUE(viewer->act(curve));
            ASSERT_TRUE(viewer->act("reduced_motion on"));
            ASSERT_TRUE(viewer->act("labels off"));
            const auto drag = drag_of(row, side, viewer->state());
            glm::vec3 middle(0);
            for (const auto& p : drag) middle += p / static_cast<float>(drag.size());
            const float yaw = glm::degrees(std::atan2(row.out.x * (side == "left" ? 1.0f : -1.0f), -row.out.z)), pitch = glm::degrees(std::asin(glm::normalize(row.out).y));
            ASSERT_TRUE(viewer->act(fmt::format("camera target={:.0f},{:.0f},{:.0f} yaw={:.0f} pitch={:.0f} distance=700", middle.x, middle.y, middle.z, yaw, pitch)));
            ASSERT_TRUE(viewer->act("trace on"));
            (void)viewer->settled_picture();
            const auto& camera = viewer->frame().camera;
            const auto to_screen = camera.projection(static_cast<float>(viewer->width()) / static_cast<float>(viewer->height())) * camera.view();
            const auto pixel_of = [&](glm::vec3 p) {
                const auto clip = to_screen * glm::vec4(p, 1);
                return glm::vec2((0.5f + 0.5f * clip.x / clip.w) * static_cast<float>(viewer->width()), (0.5f - 0.5f * clip.y / clip.w) * static_cast<float>(viewer->height()));
            };
            std::vector<glm::vec2> pixels;
            for (const auto& p : drag) pixels.push_back(pixel_of(p));
            viewer->event(platform::PointerMoved{pixels.front().x, pixels.front().y});
            (void)viewer->step(1.0 / 60);
            viewer->event(platform::PointerButton{0, true});
            for (std::size_t i = 0; i < pixels.size(); i += 3) {
                const auto at = pixels[i];
                viewer->event(platform::PointerMoved{at.x, at.y});
                (void)viewer->step(1.0 / 60);
            }
            viewer->event(platform::PointerButton{0, false});
            (void)viewer->step(1.0 / 60);
            const auto& found = viewer->finding();
            ASSERT_TRUE(found) << row.name;
            // The drawn line is seen where the pointer ran.
            std::vector<glm::vec3> ran;
            for (const auto& at : pixels) ran.emplace_back(at, 0);
            for (const auto& p : viewer->state().own_stroke.points_mm) EXPECT_LT(geometry::nearest_on(ran, {pixel_of(p), 0}).distance_mm, 2) << row.name << ": pixels";
            expect_known(row, side, *found, fmt::format("{}, dragged", curve));
        }
}

} // namespace dorsum::app::test
