// Muscles that were built into one another and into a bone part again, on both sides of the body, and stay what they were.
#include "bake/make_room.h"
#include "bake/room_cover.h"
#include "geometry/ray.h"
#include "geometry/sdf.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>

namespace dorsum::bake {
namespace {

using Kind = RoomPart::Kind;

constexpr int k_across = 13, k_along = 21;

// A strap of 36 by 120 mm along y, `thick` mm in z, its middle at `at`; fibres run up.
geometry::Mesh strap(glm::vec3 at, float thick) {
    geometry::Mesh mesh;
    for (int i = 0; i < k_along; ++i)
        for (const float side : {1.0f, -1.0f})
            for (int k = 0; k < k_across; ++k) {
                const float u = float(side > 0 ? k : k_across - 1 - k) / float(k_across - 1), v = float(i) / float(k_along - 1);
                mesh.positions.push_back(at + glm::vec3(36 * (u - 0.5f), 120 * (v - 0.5f), 0.5f * side * thick));
                mesh.fibres.emplace_back(0, 1, 0);
                mesh.course.emplace_back(v, 0);
            }
    constexpr std::uint32_t k_ring = 2 * k_across;
    const auto face = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) { mesh.indices.insert(mesh.indices.end(), {a, b, c}); };
    for (std::uint32_t i = 0; i + 1 < k_along; ++i)
        for (std::uint32_t k = 0; k < k_ring; ++k) {
            const std::uint32_t a = i * k_ring + k, b = i * k_ring + (k + 1) % k_ring;
            face(a, b, b + k_ring);
            face(a, b + k_ring, a + k_ring);
        }
    const std::uint32_t last = (k_along - 1) * k_ring;
    for (std::uint32_t k = 0; k + 1 < k_across; ++k) {
        const std::uint32_t a = k, b = k + 1, c = k_ring - 2 - k, d = k_ring - 1 - k;
        face(a, c, b), face(a, d, c);
        face(last + a, last + b, last + c), face(last + a, last + c, last + d);
    }
    geometry::compute_normals(mesh);
    return mesh;
}

geometry::Mesh ball(glm::vec3 at, float radius) {
    geometry::Sdf sdf;
    sdf.bounds.add(at - radius);
    sdf.bounds.add(at + radius);
    sdf.distance = [=](glm::vec3 p) { return glm::distance(p, at) - radius; };
    return geometry::mesh_of(sdf, 2.0f);
}

double volume_mm3(const geometry::Mesh& mesh) {
    double six = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const glm::dvec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]],
                         c = mesh.positions[mesh.indices[i + 2]];
        six += glm::dot(a, glm::cross(b, c));
    }
    return six / 6;
}

// The deepest vertex of a in b, by the sides that b's nearest faces show.
float deepest_mm(const geometry::Mesh& a, const geometry::Mesh& b) {
    const geometry::Bvh tree(b);
    float worst = 0;
    for (const glm::vec3 p : a.positions) {
        const auto near = tree.nearest(p);
        const auto* corner = &b.indices[3 * near->triangle];
        const glm::vec3 o = b.positions[corner[0]], n = glm::cross(b.positions[corner[1]] - o, b.positions[corner[2]] - o);
        if (glm::dot(p - near->position, n) < 0) worst = std::max(worst, near->distance_mm);
    }
    return worst;
}

std::map<std::uint32_t, float> lifts_of(room::Cover& cover, const room::Body& outer, const room::Body& inner) {
    cover.look(outer, inner);
    for (std::size_t piece = 0; piece < cover.pieces(); ++piece) cover.ask(outer, inner, piece);
    room::Lifts all;
    cover.add_to(all);
    std::map<std::uint32_t, float> out;
    for (const auto& [v, mm] : all) out[v] = std::max(out[v], mm);
    return out;
}

// What was asked before is taken for granted only where nothing has moved: the answer is what asking all anew would give.
TEST(Room, ACoverIsAskedAgainWhereverEitherHasMoved) {
    geometry::Mesh under = strap({60, 0, 0}, 4), over = strap({63, 3, -1}, 3); // the back is at negative z
    room::Body outer({Kind::muscle, &over}), inner({Kind::muscle, &under});
    room::Cover cover;
    EXPECT_FALSE(lifts_of(cover, outer, inner).empty()) << "two and a half millimetres too deep";
    const auto move = [](room::Body& body, std::uint32_t v, glm::vec3 by) {
        body.add_push(v, by);
        body.yield(0);
    };
    int changed = 0;
    auto before = lifts_of(cover, outer, inner);
    for (int n = 0; n < 40; ++n) {
        const auto v = std::uint32_t(n * 13 % int(over.positions.size()));
        if (n % 2 == 0) move(outer, v, {0, 0, n % 4 == 0 ? 0.6f : -0.6f});
        else move(inner, v, {0, 0, n % 4 == 1 ? -0.7f : 0.7f});
        room::Cover fresh;
        const auto now = lifts_of(cover, outer, inner);
        EXPECT_EQ(now, lifts_of(fresh, outer, inner)) << n;
        changed += now != before;
        before = now;
    }
    EXPECT_GT(changed, 20);
    for (std::uint32_t v = 0; v < over.positions.size(); ++v) outer.add_push(v, {0, 0, -40});
    for (int n = 0; n < 5; ++n) outer.yield(0); // as far as it may go
    room::Cover fresh;
    EXPECT_EQ(lifts_of(cover, outer, inner), lifts_of(fresh, outer, inner));
}

TEST(Room, OverlappingStrapsPartAndKeepTheirFlesh) {
    geometry::Mesh under = strap({60, 0, 0}, 8), over = strap({64, 5, 5}, 6); // 2 mm too low
    const double volumes[] = {volume_mm3(under), volume_mm3(over)};
    ASSERT_GT(volumes[0], 0);
    ASSERT_GT(deepest_mm(over, under), 1.8f);
    const RoomPart parts[] = {{Kind::muscle, &under}, {Kind::muscle, &over}};
    make_room(parts, 2);
    EXPECT_LT(deepest_mm(over, under), 0.8f);
    EXPECT_LT(deepest_mm(under, over), 0.8f);
    EXPECT_NEAR(volume_mm3(under) / volumes[0], 1, 0.15);
    EXPECT_NEAR(volume_mm3(over) / volumes[1], 1, 0.15);
}

// The nearest way out of a thin sheet may be through it: the order of the layers must not turn over.
TEST(Room, WhatLiesOverStaysOver) {
    geometry::Mesh under = strap({60, 0, 0}, 3), over = strap({63, 3, 1.4f}, 3);
    const RoomPart parts[] = {{Kind::muscle, &under}, {Kind::muscle, &over}};
    make_room(parts, 2);
    float low = 0, high = 0;
    for (const glm::vec3 p : under.positions) low += p.z / float(under.positions.size());
    for (const glm::vec3 p : over.positions) high += p.z / float(over.positions.size());
    EXPECT_GT(high, low + 1.6f);
    EXPECT_LT(deepest_mm(over, under), 0.9f);
}

// Passed right through each other, nothing lies in anything: only the table of layers knows that they are the wrong way round.
TEST(Room, WhatWasPassedThroughGoesBackOverIt) {
    geometry::Mesh under = strap({60, 0, 0}, 2), over = strap({63, 3, 3}, 2); // the back is at negative z: `over` lies in front
    const RoomPart parts[] = {{Kind::muscle, &under}, {Kind::muscle, &over, 1, {0}}};
    make_room(parts, 2);
    const geometry::Bvh behind(over), before(under);
    int both = 0, wrong = 0;
    for (float x = 48; x <= 75; x += 3)
        for (float y = -50; y <= 50; y += 5) {
            const geometry::Ray ray{{x, y, -30}, {0, 0, 1}};
            const auto first = behind.intersect(ray), second = before.intersect(ray);
            if (!first || !second) continue;
            ++both;
            wrong += first->distance > second->distance + 1;
        }
    EXPECT_GT(both, 100);
    EXPECT_LE(wrong, both / 20);
}

// A tendon as thin as paper over a belly whose bundles stand out through it by a few tenths of a millimetre: that is no depth to push
// anything for, but it is seen. Only faces that look back are drawn.
TEST(Room, NothingShowsThroughATendonThatItPresses) {
    geometry::Mesh under = strap({60, 0, 0}, 6), over = strap({60, 0, -3.1f}, 0.4f);
    for (glm::vec3& p : under.positions)
        if (p.z < 0) p.z -= 0.5f * std::abs(std::sin(0.4f * p.x));
    const RoomPart parts[] = {{Kind::muscle, &under}, {Kind::muscle, &over, 1, {0}}};
    make_room(parts, 2);
    const auto seen_mm = [](const geometry::Mesh& mesh, const geometry::Bvh& tree, float x, float y) {
        glm::vec3 from(x, y, -40);
        for (int face = 0; face < 6; ++face) {
            const auto hit = tree.intersect({from, {0, 0, 1}});
            if (!hit) break;
            const auto* corner = &mesh.indices[3 * std::size_t(hit->triangle)];
            const glm::vec3 o = mesh.positions[corner[0]];
            if (glm::cross(mesh.positions[corner[1]] - o, mesh.positions[corner[2]] - o).z < 0) return hit->position.z;
            from.z = hit->position.z + 1e-3f;
        }
        return 1e3f;
    };
    const geometry::Bvh cover(over), beneath(under);
    int both = 0, showing = 0;
    for (float x = 45; x <= 75; x += 1)
        for (float y = -55; y <= 55; y += 1) {
            const float behind = seen_mm(over, cover, x, y), before = seen_mm(under, beneath, x, y);
            if (behind > 100 || before > 100) continue;
            ++both;
            showing += behind > before + 0.02f;
        }
    EXPECT_GT(both, 3000);
    EXPECT_EQ(showing, 0);
}

TEST(Room, BonesStayAndMusclesYield) {
    geometry::Mesh bone = ball({60, 0, -14}, 14), muscle = strap({60, 0, 2}, 8);
    const auto was = bone.positions;
    ASSERT_GT(std::max(deepest_mm(bone, muscle), deepest_mm(muscle, bone)), 1.5f);
    const RoomPart parts[] = {{Kind::bone, &bone}, {Kind::muscle, &muscle}};
    make_room(parts, 2);
    EXPECT_EQ(bone.positions, was);
    EXPECT_LT(deepest_mm(bone, muscle), 1.2f);
    EXPECT_LT(deepest_mm(muscle, bone), 1.2f);
    for (const glm::vec3 f : muscle.fibres) EXPECT_GT(f.y, 0.8f);
}

// The right half of the body is not there: it is the mirror image.
TEST(Room, TwinsMeetOnTheMidline) {
    geometry::Mesh muscle = ball({11, 0, 0}, 14); // 3 mm over the middle
    const RoomPart parts[] = {{Kind::muscle, &muscle}};
    make_room(parts, 1);
    for (const glm::vec3 p : muscle.positions) EXPECT_GT(p.x, -0.9f);
}

TEST(Room, EndsComeToWhatTheyHoldTo) {
    geometry::Mesh bone = ball({60, -78, 0}, 14), muscle = strap({60, 0, 0}, 6); // begins 4 mm above the ball
    const RoomPart parts[] = {{Kind::bone, &bone}, {Kind::muscle, &muscle, 1.0f}};
    make_room(parts, 2);
    const geometry::Bvh tree(bone);
    float least = 100;
    for (std::size_t v = 0; v < muscle.positions.size(); ++v)
        if (muscle.course[v].x < 0.01f) least = std::min(least, tree.nearest(muscle.positions[v])->distance_mm);
    EXPECT_LT(least, 1.5f);
}

// Two bellies of one compartment with a hole between them and a nerve on the one's other side.
TEST(Room, WhatSwellsMeetsItsNeighbourASeptumAway) {
    geometry::Mesh deep = strap({60, 0, 0}, 4), over = strap({60, 0, -9}, 4), nerve = ball({60, 0, 9}, 6);
    const auto was = over.positions;
    const RoomPart parts[] = {{.kind = Kind::muscle, .mesh = &deep, .swell_mm = 6, .septum_mm = 0.4f},
                              {.kind = Kind::muscle, .mesh = &over, .swell_mm = 6, .septum_mm = 0.4f},
                              {.kind = Kind::wall, .mesh = &nerve}};
    make_room(parts, 2);
    const geometry::Bvh below(deep), above(over);
    for (float x = 55; x <= 65; x += 2.5f)
        for (float y = -20; y <= 20; y += 5) { // from the middle between them, where 5 mm were free
            const auto down = below.intersect({{x, y, -4.5f}, {0, 0, 1}}), up = above.intersect({{x, y, -4.5f}, {0, 0, -1}});
            ASSERT_TRUE(down && up);
            EXPECT_NEAR(down->distance + up->distance, 0.4f, 0.35f) << x << " " << y;
        }
    for (std::size_t v = 0; v < was.size(); ++v) {
        if (std::min(over.course[v].x, 1 - over.course[v].x) < 0.04f) { // its ends
            EXPECT_LT(glm::distance(over.positions[v], was[v]), 0.1f);
        }
        if (was[v].z < -10 && std::abs(was[v].x - 60) < 16) { // as it is seen from behind
            EXPECT_NEAR(over.positions[v].z, was[v].z, 0.05f);
        }
    }
    for (const glm::vec3 p : deep.positions) {
        EXPECT_GT(glm::distance(p, {60, 0, 9}), 5.9f) << "in the nerve";
        EXPECT_LT(p.z, glm::distance(p, {60, 0, 2}) < 9 ? 4.0f : 2.1f) << "nothing bounds it there: nothing grows";
    }
}

// A sheet that was laid into the dents of what is beneath, and one that is not under tension.
TEST(Room, ATautSheetSpansDentsAndStaysOutOfWhatIsBeneath) {
    geometry::Mesh under = strap({60, 0, 0}, 6), taut = strap({60, 0, -4.2f}, 1);
    for (glm::vec2& course : taut.course) course.y = 1;
    const auto dent = [](glm::vec3 p) { return 0.8f * std::cos(0.3f * p.y); }; // 21 mm from one to the next
    for (glm::vec3& p : taut.positions) p.z += dent(p) - 0.8f;
    geometry::Mesh loose = taut;
    const auto most_mm = [](const geometry::Mesh& mesh) { // how much the middle of its outer face goes to and fro
        float low = 1e3f, high = -1e3f;
        for (std::size_t v = 0; v < mesh.positions.size(); ++v)
            if (const glm::vec3 p = mesh.positions[v]; v % (2 * k_across) >= k_across && std::abs(p.x - 60) < 8 && std::abs(p.y) < 30)
                low = std::min(low, p.z), high = std::max(high, p.z);
        return high - low;
    };
    ASSERT_GT(most_mm(loose), 1.4f);
    const RoomPart slack[] = {{Kind::muscle, &under}, {Kind::muscle, &loose}};
    make_room(slack, 2);
    const RoomPart drawn[] = {{Kind::muscle, &under}, {.kind = Kind::muscle, .mesh = &taut, .taut_mm = 60, .taut_out_mm = 2, .taut_end = 0.1f, .taut_tendon = {0.3f, 0.9f}, .give = {0.4f, 0.1f}}};
    make_room(drawn, 2);
    EXPECT_GT(most_mm(loose), 1.0f);
    EXPECT_LT(most_mm(taut), 0.3f);
    EXPECT_LT(deepest_mm(taut, under), 0.1f);
    EXPECT_NEAR(volume_mm3(taut) / volume_mm3(loose), 1, 0.1);
}

TEST(Room, DoesNotDependOnTheNumberOfThreads) {
    std::vector<glm::vec3> results[2];
    for (int n = 0; n < 2; ++n) {
        geometry::Mesh under = strap({60, 0, 0}, 8), over = strap({64, 5, 5}, 6), bone = ball({60, 0, -12}, 10);
        const RoomPart parts[] = {{Kind::bone, &bone}, {.kind = Kind::muscle, .mesh = &under, .swell_mm = 2}, {.kind = Kind::muscle, .mesh = &over, .swell_mm = 2}};
        make_room(parts, n == 0 ? 1 : 5);
        results[n] = over.positions;
    }
    EXPECT_EQ(results[0], results[1]);
}

} // namespace
} // namespace dorsum::bake
