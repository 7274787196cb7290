// How the hands of the library's strokes are held: as hands can be, and as a therapist would.
#include "strokes_cases.h"

#include "scene/hand_shape.h"
#include "scene/strokes.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dorsum::app::test {

namespace {

constexpr std::array<double, 9> k_moments_s{0.3, 1.1, 2.3, 3.6, 5.2, 8.1, 9.7, 11.2, 12.6};

// What a vertex belongs to is told by where it lies in the unbent hand.
struct Hand {
    const scene::OverlayMesh& mesh;
    const scene::HandMesh& rest;

    bool seen(std::size_t v) const { return rest.shown[v] > 0.5f; }
    template <class Which> glm::vec3 mean(Which which) const {
        glm::vec3 sum(0);
        float count = 0;
        for (std::size_t v = 0; v < mesh.positions.size(); ++v)
            if (which(rest.mesh.positions[v], rest.thumb[v])) sum += mesh.positions[v], ++count;
        return sum / std::max(count, 1.0f);
    }
    glm::vec3 tips() const { return mean([](glm::vec3 p, float thumb) { return thumb < 0.1f && p.x > 76 && std::abs(p.y) < 20; }); }
    glm::vec3 thumb_tip() const { return mean([](glm::vec3 p, float thumb) { return thumb > 0.9f && p.x > 14; }); }
    glm::vec3 little_edge() const { return mean([](glm::vec3 p, float) { return p.y < -34 && p.x < 0; }); }
    glm::vec3 wrist() const { return mean([](glm::vec3 p, float) { return std::abs(p.x + 88) < 8; }); }
};

// How deep the visible parts of one hand lie in the other one.
float deepest_in(const Hand& hand, const Hand& other) {
    constexpr float look_mm = 40;
    geometry::Mesh solid;
    solid.positions = other.mesh.positions, solid.normals = other.mesh.normals, solid.indices = other.mesh.indices;
    const geometry::Bvh tree(solid);
    float deepest = 0;
    for (std::size_t v = 0; v < hand.mesh.positions.size(); v += 3) {
        if (!hand.seen(v)) continue;
        const auto p = hand.mesh.positions[v];
        const auto near = tree.nearest(p, look_mm);
        if (!near) continue;
        bool visible = true;
        glm::vec3 normal(0), at(0);
        for (int k = 0; k < 3; ++k) {
            const auto corner = solid.indices[3 * near->triangle + static_cast<std::uint32_t>(k)];
            visible = visible && other.seen(corner);
            normal += near->barycentric[k] * solid.normals[corner], at += near->barycentric[k] * solid.positions[corner];
        }
        if (visible && glm::dot(p - at, normal) < 0) deepest = std::max(deepest, near->distance_mm);
    }
    return deepest;
}

template <class Look> void at_each_moment_of(const content::StrokeStep& step, const session::SessionState& state, Look look) {
    const auto context = stage().workspace->context();
    const auto palette = scene::shown_palette(state, context);
    const auto& technique = *context.catalog.find_technique(step.technique);
    const auto laid = scene::lay_strokes(step, state, context, *stage().studio.cache);
    for (const double time_s : k_moments_s) {
        const auto hands = scene::stroke_hands(step, technique, laid, context.catalog, palette, time_s, 60);
        std::vector<Hand> held;
        for (std::size_t k = 0; k < hands.meshes.size(); ++k) {
            const bool pulls = technique.sign == content::StrokeSign::pin && k == 1;
            held.push_back({hands.meshes[k], scene::hand_mesh(pulls ? content::HandShape::palm : technique.hand)});
            ASSERT_EQ(held.back().mesh.positions.size(), held.back().rest.mesh.positions.size());
        }
        look(technique, held, laid, palette, fmt::format("{} at {} s", step.id, time_s));
    }
}

// Of the library's strokes.
template <class Look> void at_each_moment(Look look) {
    const auto state = state_after({"screen none", "screen done"});
    for (const auto& kind : stage().workspace->context().catalog.library)
        for (const auto& step : kind.shown) at_each_moment_of(step, state, look);
}

// Of the plans' strokes that two hands do, on one path or on both sides at once.
template <class Look> void at_each_planned_moment(Look look) {
    const auto& catalog = stage().workspace->context().catalog;
    for (const auto& condition : catalog.conditions)
        for (const auto& step : condition.plan.all_steps())
            if (catalog.find_technique(step.technique)->hands > 1 || step.side == "both") at_each_moment_of(step, open_state(condition.id), look);
}

} // namespace

TEST(StrokesPlan, TwoHandsDoNotRunIntoEachOther) {
    std::map<std::string, Worst> deepest;
    const auto look = [&](const content::Technique& technique, const std::vector<Hand>& hands, const auto&, const auto&, const std::string& where) {
        if (hands.size() < 2) return;
        deepest[technique.id].see(std::max(deepest_in(hands[0], hands[1]), deepest_in(hands[1], hands[0])), where);
    };
    at_each_moment(look);
    at_each_planned_moment(look);
    for (const auto& [technique, worst] : deepest) {
        fmt::print("{}: {:.1f} mm of a hand in the other one ({})\n", technique, worst.value, worst.where);
        EXPECT_LE(worst.value, 4) << worst.where;
    }
}

// A palm, flat fingers: they lie along the body, and the tips of the fingers on it.
TEST(StrokesPlan, FlatHandsLieAlongTheBodyToTheirFingertips) {
    const auto state = state_after({"screen none", "screen done"});
    const auto palette = scene::shown_palette(state, stage().workspace->context());
    std::map<anatomy::Layer, DrawnBody> bodies;
    std::map<std::string, Worst> steep, off;
    at_each_moment([&](const content::Technique& technique, const std::vector<Hand>& hands, const auto& laid, const auto&, const std::string& where) {
        const bool flat = technique.hand == content::HandShape::palm || technique.id == "slow_glide";
        if (!flat) return;
        const auto& body = bodies.try_emplace(laid.front().layer, laid.front().layer, false, palette).first->second;
        for (const auto& hand : hands) {
            const auto palm = hand.mean([](glm::vec3 p, float) { return p.z < 6 && p.x > -40 && p.x < 0 && std::abs(p.y) < 22; });
            const auto heel = hand.mean([](glm::vec3 p, float) { return p.z < 8 && p.x < -58 && p.x > -72 && std::abs(p.y) < 18; });
            off[technique.id].see(body.distance(hand.tips()), where);
            steep[technique.id].see(glm::degrees(std::asin((body.distance(heel) - body.distance(palm)) / glm::distance(heel, palm))), where);
        }
    });
    for (const auto& [technique, worst] : off) fmt::print("{}: fingertips {:.1f} mm off the body ({}); the heel rises by {:.1f} degrees ({})\n", technique, worst.value, worst.where, steep[technique].value, steep[technique].where);
    EXPECT_LE(steep["slow_glide"].value, 20) << steep["slow_glide"].where << ": it stands";
    EXPECT_LE(off["kneading"].value, 30) << off["kneading"].where << ": fingers in the air beside the flank";
}

// Whatever bulges behind a hand, a shoulder or the flank: no wrist goes into it.
TEST(StrokesPlan, WristsStayOutOfTheBody) {
    const auto palette = scene::shown_palette(state_after({"screen none", "screen done"}), stage().workspace->context());
    std::map<anatomy::Layer, DrawnBody> bodies;
    Worst sunk;
    at_each_moment([&](const content::Technique& technique, const std::vector<Hand>& hands, const auto& laid, const auto&, const std::string& where) {
        if (technique.hand == content::HandShape::forearm) return;
        const auto& body = bodies.try_emplace(laid.front().layer, laid.front().layer, false, palette).first->second;
        for (const auto& hand : hands)
            for (std::size_t v = 0; v < hand.mesh.positions.size(); ++v)
                if (hand.seen(v) && hand.rest.mesh.positions[v].x < -70) sunk.see(body.depth(hand.mesh.positions[v], {0, 0, -1}), where);
    });
    fmt::print("a wrist or forearm is at most {:.1f} mm in the body ({})\n", sunk.value, sunk.where);
    EXPECT_LE(sunk.value, 6) << sunk.where;
}

// A hand that fans out or gives way to its fellow does so in one go with its stroke.
TEST(StrokesPlan, HandsOfBothSidesAtOnceDoNotJump) {
    constexpr double k_step_s = 0.05;
    const auto context = stage().workspace->context();
    Worst fast;
    for (const auto& condition : context.catalog.conditions)
        for (const auto& step : condition.plan.all_steps()) {
            const auto& technique = *context.catalog.find_technique(step.technique);
            if (technique.beside_mm <= 0 || step.side != "both") continue;
            const auto state = open_state(condition.id);
            const auto palette = scene::shown_palette(state, context);
            const auto laid = scene::lay_strokes(step, state, context, *stage().studio.cache);
            glm::vec3 before(0);
            for (double time_s = 0; time_s < 16; time_s += k_step_s) {
                const auto hands = scene::stroke_hands(step, technique, laid, context.catalog, palette, time_s, 60);
                ASSERT_FALSE(hands.meshes.empty());
                const auto wrist = Hand{hands.meshes[0], scene::hand_mesh(technique.hand)}.wrist();
                if (time_s > 0) fast.see(glm::distance(wrist, before) / float(k_step_s), fmt::format("{} at {:.2f} s", step.id, time_s));
                before = wrist;
            }
        }
    fmt::print("a wrist moves by at most {:.0f} mm a second ({})\n", fast.value, fast.where);
    EXPECT_LE(fast.value, 900) << fast.where;
}

// The head is in the way of whoever reaches down past it.
TEST(StrokesPlan, ArmsDoNotComeDownPastTheHead) {
    Worst above;
    at_each_moment([&](const content::Technique& technique, const std::vector<Hand>& hands, const auto&, const auto& palette, const std::string& where) {
        if (technique.sign == content::StrokeSign::rest || technique.hand == content::HandShape::forearm || technique.hand == content::HandShape::knuckles) return; // at the head; other shapes
        const auto& atlas = stage().workspace->atlas;
        const float neck_mm = geometry::bounds_of(geometry::skinned(anatomy::mesh_at(atlas.at(atlas.find("vertebra.c7")), 1), palette)).centre().y;
        for (const auto& hand : hands) above.see(hand.wrist().y - std::max(neck_mm, hand.tips().y), where);
    });
    fmt::print("a wrist is at most {:.0f} mm above both its fingertips and the neck's root ({})\n", above.value, above.where);
    EXPECT_LE(above.value, 50) << above.where;
}

// Who is massaged lies on a table: no arm comes up from beside the body.
TEST(StrokesPlan, ArmsDoNotGoDownBesideTheBody) {
    std::map<std::string, Worst> down;
    at_each_moment([&](const content::Technique& technique, const std::vector<Hand>& hands, const auto&, const auto&, const std::string& where) {
        for (const auto& hand : hands) down[technique.id].see(glm::degrees(std::asin(hand.mesh.fades_along.z)), where);
    });
    for (const auto& [id, worst] : down) {
        fmt::print("{}: an arm goes down by {:.0f} degrees ({})\n", id, worst.value, worst.where);
        EXPECT_LE(worst.value, 15) << worst.where;
    }
}

TEST(StrokesPlan, ThumbsLieBetweenThePalmsOfTwoHandsSideBySide) {
    at_each_moment([&](const content::Technique& technique, const std::vector<Hand>& hands, const auto&, const auto&, const std::string& where) {
        const bool side_by_side = technique.id == "skin_rolling" || technique.id == "effleurage" || technique.id == "slow_glide" || technique.id == "feather_stroke";
        if (!side_by_side || hands.size() < 2) return;
        const float thumbs = glm::distance(hands[0].thumb_tip(), hands[1].thumb_tip()), edges = glm::distance(hands[0].little_edge(), hands[1].little_edge());
        EXPECT_LT(thumbs + 60, edges) << where;
        // Not crossed: each thumb is on its own hand's side of the middle between them.
        const auto across = hands[1].little_edge() - hands[0].little_edge();
        EXPECT_GT(glm::dot(hands[1].thumb_tip() - hands[0].thumb_tip(), across), 0) << where;
    });
}

} // namespace dorsum::app::test
