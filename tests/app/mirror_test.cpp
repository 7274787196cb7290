// Left and right: what is protected and what is painted on one side is the mirror of the other side's, within the body's own asymmetry.
#include "stage.h"

#include "scene/safety_check.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::app::test {

namespace {

glm::vec3 mirrored(glm::vec3 p) { return {-p.x, p.y, p.z}; }

std::string mirrored(std::string id) {
    if (id.ends_with(".left")) return id.substr(0, id.size() - 5) + ".right";
    if (id.ends_with(".right")) return id.substr(0, id.size() - 6) + ".left";
    return id;
}

struct Worst {
    float value = 0;
    std::string where;
    void see(float now, const std::string& place) {
        if (now > value) value = now, where = place;
    }
};

// How far the farthest corner of one solid lies from the surface of the other, mirrored.
float apart_mm(const geometry::Mesh& one, geometry::Mesh other) {
    for (auto& p : other.positions) p = mirrored(p);
    const geometry::Bvh tree(other);
    float most = 0;
    for (const auto& p : one.positions) {
        const auto near = tree.nearest(p, 200);
        most = std::max(most, near ? near->distance_mm : 200);
    }
    return most;
}

// The body itself is the yardstick: how far the mirrored places of its left side are from those of its right side.
float own_asymmetry_mm() {
    const auto& atlas = stage().workspace->atlas;
    float most = 0;
    for (const auto& place : {"para.t5", "para.l3", "psis", "iliac_crest", "greater_troch", "isch_tub", "pop_fossa", "acromion", "rib12_tip", "asis"}) {
        const auto left = content::resolve_point(atlas, fmt::format("{}.left", place)), right = content::resolve_point(atlas, fmt::format("{}.right", place));
        if (left && right) most = std::max(most, glm::distance(mirrored(left->position_mm), right->position_mm));
    }
    return most;
}

} // namespace

TEST(ProofsMirror, ProtectedZonesAreAlikeOnBothSidesAndSwapWithACurve) {
    const auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    const float own = own_asymmetry_mm();
    const auto solids = [&](const std::string& curve, const std::string& variant) {
        const auto state = state_after({curve, "sciatic_variant " + variant});
        std::map<std::string, geometry::Mesh> out;
        for (const auto& zone : scene::posed_zones(state, context, cache, scene::shown_palette(state, context))) out[zone.zone->id] = scene::zone_solid(zone);
        return out;
    };
    for (const char* variant : {"a", "b", "c", "d", "e", "f"})
        for (int cobb : {0, 40, 70}) {
            const auto one = solids(fmt::format("curve cobb={} side=left", cobb), variant), other = solids(fmt::format("curve cobb={} side=right", cobb), variant);
            ASSERT_EQ(one.size(), other.size());
            Worst worst;
            for (const auto& [id, solid] : one) {
                const auto twin = other.find(mirrored(id));
                ASSERT_NE(twin, other.end()) << id;
                worst.see(apart_mm(solid, twin->second), id);
            }
            fmt::print("variant {}, {} degrees: {} zones, mirrored at most {:.1f} mm apart ({}); the body's own places {:.1f}\n", variant, cobb, one.size(), worst.value, worst.where, own);
            EXPECT_LE(worst.value, own + 4) << worst.where;
        }
}

// Tender places, bands, guarding, referral and skin zones: with the other side sore, the other side is painted the same way.
TEST(ProofsMirror, PaintedZonesSwapWithTheSoreSide) {
    const auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    const float own = own_asymmetry_mm();
    for (const auto& condition : context.catalog.conditions) {
        const auto frame_of_side = [&](const std::string& side) {
            const auto state = state_after({"condition " + condition.id, "curve off", "disc stage=none", "side " + side, "referral on", "skin_zones on", "layer skin 1"});
            return scene::compose({state, context, state.camera, 1, {}, 0, {}, 0}, cache);
        };
        const auto left = frame_of_side("left"), right = frame_of_side("right");
        ASSERT_EQ(left.zone_count, right.zone_count) << condition.id;
        Worst worst;
        std::vector<bool> used(static_cast<std::size_t>(right.zone_count));
        for (int i = 0; i < left.zone_count; ++i) {
            const auto& zone = left.zones[static_cast<std::size_t>(i)];
            int twin = -1;
            float nearest = 1e9f;
            for (int k = 0; k < right.zone_count; ++k) {
                const auto& other = right.zones[static_cast<std::size_t>(k)];
                if (used[static_cast<std::size_t>(k)] || other.paint != zone.paint || other.grade != zone.grade || std::abs(other.radius_mm - zone.radius_mm) > 0.01f) continue;
                const auto a = mirrored(zone.a_mm), b = mirrored(zone.b_mm);
                const float off = std::min(std::max(glm::distance(a, other.a_mm), glm::distance(b, other.b_mm)), std::max(glm::distance(a, other.b_mm), glm::distance(b, other.a_mm)));
                if (off < nearest) nearest = off, twin = k;
            }
            ASSERT_GE(twin, 0) << condition.id << ": zone " << i << " has no twin of its paint, grade and size";
            used[static_cast<std::size_t>(twin)] = true;
            worst.see(nearest, fmt::format("zone {} at ({:.0f}, {:.0f}, {:.0f})", i, zone.a_mm.x, zone.a_mm.y, zone.a_mm.z));
        }
        // And on the twins of the same structures.
        std::set<std::string> painted_left, painted_right;
        for (const auto& item : left.items)
            if (item.zones) painted_left.insert(mirrored(context.atlas.at(item.structure).terms.id));
        for (const auto& item : right.items)
            if (item.zones) painted_right.insert(context.atlas.at(item.structure).terms.id);
        EXPECT_EQ(painted_left, painted_right) << condition.id;
        fmt::print("{}: {} painted zones, mirrored at most {:.1f} mm apart ({}); the body's own places {:.1f}\n", condition.id, left.zone_count, worst.value, worst.where, own);
        // The acromion stands at the deltoid's rim: the way out of it meets one part of the muscle or another, by a hair.
        EXPECT_LE(worst.value, own + 16) << condition.id << ": " << worst.where;
    }
}

} // namespace dorsum::app::test
