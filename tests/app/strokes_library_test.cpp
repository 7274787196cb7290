// A kind of stroke by itself, on any muscle.
#include "strokes_cases.h"

#include "scene/safety_check.h"
#include "scene/strokes.h"

#include <map>

namespace dorsum::app::test {

// Rows of a laid stroke that lie on the inner face of what is worked on: it looks away from the hand there, and something lies outside it.
int on_inner_faces(const scene::LaidStroke& stroke, const scene::ComposeCache::Surface& surface) {
    constexpr float near_mm = 20, from_mm = 30, least_mm = 3, hand_mm = 40;
    const auto middle = [&](std::size_t r) { return stroke.strip.points[r * scene::k_strip_columns + scene::k_strip_columns / 2]; };
    int rows = 0;
    for (std::size_t r = 0; r < stroke.strip.rows(); ++r) {
        const auto p = middle(r).position_mm;
        const auto at = surface.tree.nearest(p, near_mm);
        if (!at) continue;
        glm::vec3 looks(0), out(0); // out: as a hand faces, not a single row in a furrow
        for (int k = 0; k < 3; ++k) looks += at->barycentric[k] * surface.mesh->normals[surface.mesh->indices[3 * at->triangle + static_cast<std::uint32_t>(k)]];
        for (std::size_t other = 0; other < stroke.strip.rows(); ++other)
            if (glm::distance(middle(other).position_mm, p) < hand_mm) out += middle(other).normal;
        out = glm::normalize(out);
        rows += glm::dot(looks, out) < -0.3f && surface.tree.intersect({p + from_mm * out, -out}, from_mm - least_mm).has_value();
    }
    return rows;
}

// A kind of stroke can be asked for on every muscle there is: it is drawn on it, on the surface and within every cap, or the answer says
// why not.
TEST(StrokesPlan, EveryMuscleGetsAStrokeWithinItsLimitsOrAReason) {
    auto context = stage().workspace->context();
    auto& cache = *stage().studio.cache;
    std::map<scene::Refusal, int> refused;
    std::map<anatomy::Layer, DrawnBody> bodies;
    Worst off, away;
    int drawn = 0, lonely = 0;
    std::size_t rows = 0, steep = 0;
    for (const auto& structure : stage().workspace->atlas.structures) {
        if (structure.terms.tissue != anatomy::Tissue::muscle) continue;
        for (const char* technique : {"effleurage", "kneading", "circular_friction", "compression", "stripping", "skin_rolling"}) {
            const auto name = structure.terms.id + " " + technique;
            const auto state = state_after({"screen none", "screen done", "technique id=" + std::string(technique) + " on=" + structure.terms.id});
            const auto step = session::shown_step(state, context);
            ASSERT_TRUE(step) << name;
            const auto laid = scene::lay_strokes(*step, state, context, cache);
            const auto paths = scene::stroke_paths(*step, state, context, cache);
            const auto reasons = scene::refused_strokes(*step, state, context, cache);
            ASSERT_EQ(laid.size() + reasons.size(), step->paths.size()) << name << ": neither drawn nor refused";
            for (const auto& reason : reasons) {
                ++refused[reason.reason];
                EXPECT_EQ(reason.zone.empty(), reason.reason != scene::Refusal::zone) << name;
            }
            const auto zones = scene::posed_zones(state, context, cache, scene::shown_palette(state, context));
            for (std::size_t i = 0; i < paths.size(); ++i) {
                ++drawn;
                const auto& body = bodies.try_emplace(laid[i].layer, laid[i].layer, false, scene::shown_palette(state, context)).first->second;
                float near = 0;
                for (std::size_t k = 0; k < paths[i].points_mm.size(); ++k) {
                    off.see(body.distance(paths[i].points_mm[k]), name);
                    near += paths[i].target_mm[k] >= 0 && paths[i].target_mm[k] <= 30 ? 1.0f : 0.0f;
                    if (context.catalog.find_technique(technique)->fibre == content::FibreRule::across && paths[i].fibre_deg[k] >= 0) ++rows, steep += paths[i].fibre_deg[k] < 65;
                    for (const auto& zone : zones)
                        if (zone.holds(paths[i].points_mm[k])) {
                            EXPECT_LE(paths[i].pressure, zone.zone->pressure_cap) << name << " in " << zone.zone->id;
                        }
                }
                const float share = near / static_cast<float>(paths[i].points_mm.size());
                away.see(1 - share, name);
                EXPECT_EQ(on_inner_faces(laid[i], cache.body(laid[i].layer)), 0) << name;
                lonely += share < 0.5f;
            }
        }
    }
    fmt::print("{} strokes drawn; refused: {} by a zone, {} without a surface, {} out of reach, {} without landmarks, {} bent away\n", drawn, refused[scene::Refusal::zone],
               refused[scene::Refusal::surface], refused[scene::Refusal::reach], refused[scene::Refusal::landmarks], refused[scene::Refusal::bent]);
    fmt::print("worst {:.2f} mm off the surface ({}); least share within 30 mm of its muscle {:.0f} % ({}); {} of {} rows across fibres beyond 25 degrees\n", off.value, off.where,
               100 * (1 - away.value), away.where, steep, rows);
    EXPECT_GT(drawn, 300);
    EXPECT_EQ(lonely, 0) << away.where;
    EXPECT_LE(off.value, 3.0f) << off.where;
}

} // namespace dorsum::app::test
